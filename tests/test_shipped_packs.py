"""The packs that come with the program keep to every check, and to published orders.

``python -m tests.test_shipped_packs`` writes the tables of ``docs/packs.md``; that of published
orders needs the folder which WATCHLIST_CHRONOLOGY names.
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from watchlist.model import RELEASE, TIMELINE, Kind
from watchlist.names.folding import same_name
from watchlist.packs import shelf, shipped
from watchlist.packs.__main__ import SCHEMA
from watchlist.packs.checks import examine
from watchlist.packs.converting import library_of
from watchlist.packs.model import Disagreement, Pack, PackFilm
from watchlist.packs.schema import schema
from watchlist.packs.writing import slug
from watchlist.queries.orders import OrderRow, order_tables

FOLDER = Path(shelf.__file__).parent
FILES = {path.stem: path for path in sorted((FOLDER / shipped.DATA).glob("*.toml"))}
PAGE = Path(__file__).parent.parent / "docs" / "packs.md"
PARTS_OF_FILMS = (Kind.SEASON, Kind.EPISODE, Kind.SEGMENT)
"""Kinds of which the whole has the genres."""
PARTS = ("shipped packs", "published orders")
RULER = "| --- | --- | --- | --- | --- |"
ENOUGH = 0.5
"""Which part of a published order a pack must have to be compared with it."""


@cache
def pack(name: str) -> Pack:
    read, findings = examine(FILES[name].read_bytes(), f"{name}.toml")
    assert read, findings
    return read


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize("name", FILES)
def test_a_pack_has_nothing_that_the_checks_find(name: str) -> None:
    found = examine(FILES[name].read_bytes(), f"{name}.toml")[1]

    assert [str(finding) for finding in found] == []


@pytest.mark.parametrize("name", FILES)
def test_the_file_of_a_pack_is_called_like_it(name: str) -> None:
    words = set(name.split("-"))

    assert any(words <= set(slug(t).split("-")) for t in (pack(name).name, *pack(name).aliases))


def test_no_two_packs_can_be_meant_by_one_name() -> None:
    owners = defaultdict(set)
    for name in FILES:
        for title in (pack(name).name, *pack(name).aliases):
            owners[slug(title)].add(name)

    assert {title: sorted(names) for title, names in owners.items() if len(names) > 1} == {}


def wholes(pack: Pack) -> dict[str, PackFilm]:
    """Return the films of a pack without those that are parts of others."""
    return {key: film for key, film in pack.films.items() if film.whole is None}


def same_facts(one: PackFilm, other: PackFilm) -> bool:
    fields = ("title", "year", "release", "kind", "runtime", "original_title", "imdb", "tmdb")
    same = all(getattr(one, field) == getattr(other, field) for field in fields)
    return same and set(one.genres) == set(other.genres)


def test_a_film_of_several_packs_has_the_same_facts_in_all_of_them() -> None:
    films: dict[object, list[tuple[str, PackFilm]]] = defaultdict(list)
    for name in FILES:
        for film in wholes(pack(name)).values():
            films[film.imdb or (slug(film.title), film.year, film.kind)].append((name, film))

    differing = [
        f"{film.label}: {', '.join(name for name, _ in found)}"
        for found in films.values()
        for film in [found[0][1]]
        if not all(same_facts(film, other) for _, other in found)
    ]
    assert differing == []


def vocabulary() -> list[str]:
    """The genres that the documentation names."""
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    named = re.search(r"by the letter: ([a-z, ]+)\.", text)
    assert named
    return named[1].split(", ")


@pytest.mark.parametrize("name", FILES)
def test_each_film_has_one_to_three_genres_of_those_that_the_page_on_packs_names(name: str) -> None:
    films = {
        key: film for key, film in wholes(pack(name)).items() if film.kind not in PARTS_OF_FILMS
    }

    assert {key for key, film in films.items() if not 1 <= len(film.genres) <= 3} == set()
    named = {genre for film in pack(name).films.values() for genre in film.genres}
    assert named - set(vocabulary()) == set()


def test_the_index_and_the_schema_are_those_of_the_packs(shipped_packs: None) -> None:
    hint = "run python -m watchlist.packs"
    assert (FOLDER / shelf.INDEX).read_text(encoding="utf-8") == shipped.index_text(), hint
    assert SCHEMA.read_text(encoding="utf-8") == schema(), hint


# -- published orders ------------------------------------------------------------------------


class Published(NamedTuple):
    """An order that somebody published."""

    source: str
    order: str
    continuity: str
    films: list[dict[str, Any]]

    @property
    def name(self) -> str:
        """The order, and the continuity that it is about."""
        return f"{self.order} ({self.continuity})" if self.continuity else self.order


class Comparison(NamedTuple):
    """A published order beside that of a pack: the films that both have, by key."""

    pack: str
    published: Published
    continuity: str
    theirs: list[str]
    ours: list[str]

    @property
    def agrees(self) -> bool:
        """Whether both print the films alike."""
        return self.theirs == self.ours

    def is_explained_by(self, entry: Disagreement) -> bool:
        """Whether an entry of the pack is about this order."""
        return (
            entry.source == self.published.source
            and entry.order == self.published.order
            and entry.continuity in ("", self.continuity)
        )


def published_orders(folder: Path) -> Iterator[Published]:
    for path in sorted(folder.glob("*--*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        site = re.match(r"https?://(?:www\.)?([^/]+)", content["source"])
        source = site[1] if site else content["source"].partition(":")[0]
        yield Published(
            source, content["order_name"], content["continuity"] or "", content["films"]
        )


def keys_of(pack: Pack, published: Published) -> list[str]:
    """Return the films of a published order that a pack has, each once."""
    found = (_key(pack, film) for film in published.films)
    return list(dict.fromkeys(key for key in found if key))


_OF_SEGMENT = re.compile(r" \(.*\)$")


def _key(pack: Pack, film: dict[str, Any]) -> str | None:
    for key, known in pack.films.items():
        if known.whole and any(same_name(name, film["title"]) for name in known.aliases):
            return key
    whole = film["kind"] not in ("season", "segment")
    title = _OF_SEGMENT.sub("", film["title"]) if film["kind"] == "segment" else film["title"]
    for key, known in pack.films.items():
        if whole and film["imdb"] and known.imdb == film["imdb"]:
            return key
        if whole and film["tmdb"] and known.tmdb == film["tmdb"] and known.year == film["year"]:
            return key
    for key, known in pack.films.items():
        names = (known.title, known.original_title, *known.aliases)
        if film["year"] in (None, known.year) and any(same_name(n, title) for n in names):
            return key
    same_id = (key for key, known in pack.films.items() if film["imdb"] == known.imdb != "")
    return next(same_id, None)


def comparisons(folder: Path) -> Iterator[Comparison]:
    """Yield each published order with the pack that has most of it, if one has enough of it."""
    for published in published_orders(folder):
        found = {name: keys_of(pack(name), published) for name in FILES}
        name = max(found, key=lambda name: len(found[name]))
        if len(found[name]) >= max(1, len(published.films) * ENOUGH):
            yield from _compared(name, published, found[name])


def _compared(name: str, published: Published, theirs: Sequence[str]) -> Iterator[Comparison]:
    lines = _lines(pack(name), published.order)
    common = {branch: [key for key in theirs if key in line] for branch, line in lines.items()}
    named = [branch for branch in lines if same_name(branch, published.continuity)]
    if not named and len(theirs) == len(max(common.values(), key=len)):
        # it is about the branches that have all of it
        named = [branch for branch in lines if len(common[branch]) == len(theirs)][:1]
    for branch in named or [b for b in lines if len(common[b]) >= len(theirs) * ENOUGH]:
        ours = [key for key in lines[branch] if key in common[branch]]
        yield Comparison(name, published, branch, common[branch], ours)


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


def test_every_disagreement_with_a_published_order_is_explained(chronology: Path) -> None:
    unexplained = [
        f"{found.pack}: {found.published.source}, {found.published.name}, {found.continuity}: "
        f"published {found.theirs}, computed {found.ours}"
        for found in comparisons(chronology)
        if not found.agrees and not any(map(found.is_explained_by, pack(found.pack).disagreements))
    ]
    assert unexplained == []


def test_no_explanation_is_about_an_order_that_agrees(chronology: Path) -> None:
    stale = [
        f"{name}: {entry.source}, {entry.order} {entry.continuity}"
        for name in FILES
        for entry in pack(name).disagreements
        if (
            about := [
                found
                for found in comparisons(chronology)
                if found.pack == name and found.is_explained_by(entry)
            ]
        )
        and all(found.agrees for found in about)
    ]
    assert stale == []


# -- the tables of the documentation ---------------------------------------------------------


def shipped_table() -> str:
    lines = [
        "| pack | films | continuities | reviewed | checked against |",
        RULER,
    ]
    for name in sorted(FILES, key=lambda name: pack(name).name.casefold()):
        one = pack(name)
        sources = ", ".join(f"[{source.name}]({source.url})" for source in one.sources)
        branches = ", ".join(branch.name for branch in one.all_continuities)
        lines.append(f"| {one.name} | {one.wholes} | {branches} | {one.reviewed} | {sources} |")
    return "\n".join(lines) + "\n"


def published_table(folder: Path) -> str:
    lines = ["| pack | published order | source | films | agreement |", RULER]
    for found in comparisons(folder):
        reasons = (e.reason for e in pack(found.pack).disagreements if found.is_explained_by(e))
        verdict = "agrees" if found.agrees else f"differs: {next(reasons, '?')}"
        order = found.published.name
        lines.append(
            f"| {pack(found.pack).name} | {order} | {found.published.source} "
            f"| {len(found.theirs)} | {verdict} |"
        )
    return "\n".join(lines) + "\n"


def with_part(page: str, name: str, text: str) -> str:
    """Return the page with other text between the marks of a part."""
    marked = re.compile(f"(?<=<!-- {name} -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL)
    assert marked.search(page), name
    return marked.sub(lambda _: f"\n{text}\n", page)


def test_the_documentation_lists_the_packs() -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert with_part(page, PARTS[0], shipped_table()) == page


def test_the_documentation_tells_how_the_packs_agree_with_published_orders(
    chronology: Path,
) -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert with_part(page, PARTS[1], published_table(chronology)) == page


if __name__ == "__main__":
    written = with_part(PAGE.read_text(encoding="utf-8"), PARTS[0], shipped_table())
    if published := os.environ.get("WATCHLIST_CHRONOLOGY"):
        written = with_part(written, PARTS[1], published_table(Path(published)))
    PAGE.write_text(written, encoding="utf-8")
