"""The orders that the packs give beside those that others published.

Those in ``published_orders.toml`` are always compared, further ones where WATCHLIST_CHRONOLOGY
names a folder of them. ``python -m tests.test_pack_agreement`` writes the table of
``docs/packs.md``, which needs both.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from statistics import fmean
from typing import Any, NamedTuple

from tests.test_shipped_packs import FILES, PAGE, RULER, pack, with_part
from watchlist.model import RELEASE, TIMELINE
from watchlist.names.folding import same_name
from watchlist.packs.converting import library_of
from watchlist.packs.model import Disagreement, Pack
from watchlist.queries.orders import OrderRow, order_tables

OWN = Path(__file__).with_name("published_orders.toml")
PART = "published orders"
ENOUGH = 0.5
"""Which part of a published order a pack must have to be compared with it."""
LEAST_TAU = 0.97
"""What Kendall's tau must be on average: 1 for the same order, -1 for the reverse."""


class PublishedFilm(NamedTuple):
    """A film as a published order names it."""

    title: str
    year: int | None
    kind: str = "film"
    imdb: str | None = None
    tmdb: int | None = None


class Published(NamedTuple):
    """An order that somebody published; of one in the file it is not said what its films are."""

    source: str
    order: str
    continuity: str
    films: Sequence[PublishedFilm] = ()

    @property
    def name(self) -> str:
        """The order, and the continuity that it is about."""
        return f"{self.order} ({self.continuity})" if self.continuity else self.order


class Comparison(NamedTuple):
    """A published order beside that of a pack: the films that both have, by key."""

    pack: str
    published: Published
    by: str
    continuity: str
    theirs: list[str]
    ours: list[str]

    @property
    def agrees(self) -> bool:
        """Whether both print the films alike."""
        return self.theirs == self.ours

    @property
    def is_the_same_order(self) -> bool:
        """Whether the pack gives the films alike where that very order is asked for."""
        return self.agrees and self.by in (TIMELINE, self.published.order)

    @property
    def tau(self) -> float:
        """Kendall's tau: of all pairs of films, how many more stand alike than otherwise."""
        place = {key: number for number, key in enumerate(self.ours)}
        pairs = [place[one] < place[other] for one, other in combinations(self.theirs, 2)]
        return (2 * sum(pairs) - len(pairs)) / len(pairs) if pairs else 1.0

    @property
    def reason(self) -> str:
        """Why the pack has another order; empty where it does not say so."""
        return next(filter(None, map(self._reason_in, pack(self.pack).disagreements)), "")

    def _reason_in(self, entry: Disagreement) -> str:
        return entry.reason if self.is_explained_by(entry) else ""

    def is_explained_by(self, entry: Disagreement) -> bool:
        """Whether an entry of the pack is about this order."""
        return (
            entry.source == self.published.source
            and entry.order == self.published.order
            and entry.continuity in ("", self.continuity)
        )


def orders_in(folder: Path) -> Iterator[Published]:
    for path in sorted(folder.glob("*--*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        site = re.match(r"https?://(?:www\.)?([^/]+)", content["source"])
        source = site[1] if site else content["source"].partition(":")[0]
        films = [
            PublishedFilm(*(film[field] for field in PublishedFilm._fields))
            for film in content["films"]
        ]
        yield Published(source, content["order_name"], content["continuity"] or "", films)


def keys_of(pack: Pack, published: Published) -> list[str]:
    """Return the films of a published order that a pack has, each once."""
    found = (_key(pack, film) for film in published.films)
    return list(dict.fromkeys(key for key in found if key))


_OF_SEGMENT = re.compile(r" \(.*\)$")


def _key(pack: Pack, film: PublishedFilm) -> str | None:
    for key, known in pack.films.items():
        if known.whole and any(same_name(name, film.title) for name in known.aliases):
            return key
    whole = film.kind not in ("season", "segment")
    title = _OF_SEGMENT.sub("", film.title) if film.kind == "segment" else film.title
    for key, known in pack.films.items():
        if whole and film.imdb and known.imdb == film.imdb:
            return key
        if whole and film.tmdb and known.tmdb == film.tmdb and known.year == film.year:
            return key
    for key, known in pack.films.items():
        names = (known.title, known.original_title, *known.aliases)
        if film.year in (None, known.year) and any(same_name(n, title) for n in names):
            return key
    same_id = (key for key, known in pack.films.items() if film.imdb == known.imdb != "")
    return next(same_id, None)


def own_orders() -> list[dict[str, Any]]:
    """Return the orders in the file, whose films are the keys of their pack."""
    entries: list[dict[str, Any]] = tomllib.loads(OWN.read_text(encoding="utf-8"))["orders"]
    return entries


@cache
def own_comparisons() -> tuple[Comparison, ...]:
    """Return the orders in the file beside those of their packs."""
    return tuple(
        found
        for entry in own_orders()
        for published in [Published(entry["source"], entry["order"], entry.get("continuity", ""))]
        for found in _compared(entry["pack"], published, entry["films"])
    )


@cache
def comparisons_with(folder: Path) -> tuple[Comparison, ...]:
    """Return the orders of a folder, each beside that of the pack that has most of it.

    One of which no pack has enough is left out.
    """
    found: list[Comparison] = []
    for published in orders_in(folder):
        keys = {name: keys_of(pack(name), published) for name in FILES}
        name = max(keys, key=lambda name: len(keys[name]))
        if len(keys[name]) >= max(1, len(published.films) * ENOUGH):
            found += _compared(name, published, keys[name])
    return tuple(found)


def _compared(name: str, published: Published, theirs: Sequence[str]) -> list[Comparison]:
    """Return a published order beside that of a pack.

    One that is neither by release nor by story is a suggestion for viewing, and set beside the
    order of the pack that is nearest.
    """
    orders = [order.name for order in pack(name).orders]
    if published.order in (TIMELINE, RELEASE, *orders):
        return list(_compared_by(published.order, name, published, theirs))
    found = [list(_compared_by(by, name, published, theirs)) for by in (TIMELINE, RELEASE, *orders)]
    return max(filter(None, found), key=lambda several: fmean(one.tau for one in several))


def _compared_by(
    by: str, name: str, published: Published, theirs: Sequence[str]
) -> Iterator[Comparison]:
    lines = _lines(pack(name), by)
    common = {branch: [key for key in theirs if key in line] for branch, line in lines.items()}
    named = [branch for branch in lines if same_name(branch, published.continuity)]
    if not named and len(theirs) == len(max(common.values(), key=len)):
        # it is about the branches that have all of it
        named = [branch for branch in lines if len(common[branch]) == len(theirs)][:1]
    for branch in named or [b for b in lines if len(common[b]) >= len(theirs) * ENOUGH]:
        ours = [key for key in lines[branch] if key in common[branch]]
        yield Comparison(name, published, by, branch, common[branch], ours)


def _lines(pack: Pack, order: str) -> dict[str, list[str]]:
    """Return the films of a pack in an order, by continuity; all of them by release."""
    library = library_of(pack)
    keys = dict(enumerate(pack.films, start=1))
    if order == RELEASE:
        wholes = (n for n in keys if library.films[n].whole is None)
        return {"": [keys[n] for n in sorted(wholes, key=lambda n: library.films[n].release_key)]}
    by = order if any(order == known.name for known in pack.orders) else TIMELINE
    tables = order_tables(library, library.franchises[1], by)
    placed = {key for placement in pack.placements for key in placement.films}
    return {
        table.continuity.name: list(
            dict.fromkeys(key for row in table.singly for key in _keys(row, keys, placed))
        )
        for table in tables
    }


def _keys(row: OrderRow, keys: dict[int, str], placed: set[str]) -> Iterator[str]:
    """Yield the key of a row, and that of the whole of which it is a piece that stays."""
    key = keys.get(row.film.id, "")
    if key:
        yield key
    if row.film.whole and key not in placed:
        yield keys[row.film.whole]


def unexplained(found: Sequence[Comparison]) -> list[str]:
    return [
        f"{one.pack}: {one.published.source}, {one.published.name}, {one.continuity}: "
        f"published {one.theirs}, computed {one.ours}"
        for one in found
        if not one.agrees and not one.reason
    ]


def test_every_disagreement_with_a_published_order_is_explained() -> None:
    assert unexplained(own_comparisons()) == []


def test_every_disagreement_with_an_order_of_the_folder_is_explained(chronology: Path) -> None:
    assert unexplained(comparisons_with(chronology)) == []


def test_the_orders_in_the_file_are_of_films_of_their_packs() -> None:
    unknown = [
        f"{entry['pack']}: {key}"
        for entry in own_orders()
        for key in entry["films"]
        if key not in pack(entry["pack"]).films
    ]
    assert unknown == []


def test_no_explanation_is_about_an_order_that_agrees(chronology: Path) -> None:
    known = (*own_comparisons(), *comparisons_with(chronology))
    stale = [
        f"{name}: {entry.source}, {entry.order} {entry.continuity}"
        for name in FILES
        for entry in pack(name).disagreements
        if all(
            one.is_the_same_order
            for one in known
            if one.pack == name and one.is_explained_by(entry)
        )
    ]
    assert stale == []


def test_kendalls_tau_is_at_least_0_97_on_average() -> None:
    assert fmean(one.tau for one in own_comparisons()) >= LEAST_TAU


def test_kendalls_tau_is_so_with_the_orders_of_the_folder_too(chronology: Path) -> None:
    known = (*own_comparisons(), *comparisons_with(chronology))
    assert fmean(one.tau for one in known) >= LEAST_TAU


def test_kendalls_tau_is_1_for_the_same_order_and_minus_1_for_the_reverse() -> None:
    published = Published("Somebody", TIMELINE, "")
    same = Comparison("alien", published, TIMELINE, "main", ["a", "b", "c"], ["a", "b", "c"])
    assert same.tau == 1
    assert same._replace(ours=["c", "b", "a"]).tau == -1
    assert round(same._replace(ours=["a", "c", "b"]).tau, 2) == 0.33


def published_table(folder: Path) -> str:
    found = sorted(
        (*own_comparisons(), *comparisons_with(folder)),
        key=lambda one: (pack(one.pack).name.casefold(), one.published[:3]),
    )
    agreeing = sum(one.agrees for one in found)
    lines = [
        f"Of {len(found)} orders, of {len({one.pack for one in found})} packs, {agreeing} are the "
        f"same; Kendall's tau is {fmean(one.tau for one in found):.3f} on average.\n",
        "| pack | published order | source | films | agreement |",
        RULER,
    ]
    for one in found:
        how = "" if one.by in (TIMELINE, one.published.order) else f" by {one.by}"
        verdict = f"agrees{how}" if one.agrees else f"{one.tau:.2f}{how}: {one.reason or '?'}"
        name, order = pack(one.pack).name, one.published.name
        lines.append(
            f"| {name} | {order} | {one.published.source} | {len(one.theirs)} | {verdict} |"
        )
    return "\n".join(lines) + "\n"


def test_the_documentation_tells_how_the_packs_agree_with_published_orders(
    chronology: Path,
) -> None:
    page = PAGE.read_text(encoding="utf-8")

    hint = "run python -m tests.test_pack_agreement"
    assert with_part(page, PART, published_table(chronology)) == page, hint


if __name__ == "__main__":
    table = published_table(Path(os.environ["WATCHLIST_CHRONOLOGY"]))
    PAGE.write_text(with_part(PAGE.read_text("utf-8"), PART, table), encoding="utf-8")
