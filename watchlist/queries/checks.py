"""What is wrong in a library: a list of checks, each of which yields findings. Pure.

Bad data is a value here: a finding says in a sentence what is wrong, and holds a mend where there
is one that can lose nothing.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from itertools import combinations
from typing import Final, NamedTuple

from msgspec.structs import replace

from watchlist.dates import COMMON_ERA
from watchlist.library.franchises import (
    facts_about,
    mentioned,
    with_holding_renamed,
    without_holdings,
    without_members,
)
from watchlist.library.identity import Agreement, agreement, identity_of, same_ids, sole
from watchlist.library.library import Library, without_linked, without_listed
from watchlist.model import TIMELINE, Film, FilmList, Holding, Link, Placement, TrackedPack
from watchlist.names.folding import fold
from watchlist.queries.orders import order_tables
from watchlist.queries.wording import join, unmet_sentence
from watchlist.story.timeline import find_circle, in_force, without

FIRST_FILM: Final = 1870
"""Before it there was nothing to watch; the oldest films that databases list are of 1874."""

LOOKS_ALIKE: Final = 92
"""From this similarity on, of 100, two titles of one year are taken for one misspelt."""

_NUMERAL = re.compile(r"\b(?:\d+|[ivx]+)\b")


class Finding(NamedTuple):
    """Something wrong: ``check`` names the check; ``mend`` puts it right, where that is safe."""

    check: str
    message: str
    mend: Callable[[Library], None] | None = None


Check = Callable[[Library, datetime.date], Iterator[Finding]]


def examine(library: Library, today: datetime.date) -> Iterator[Finding]:
    """Yield what all checks find."""
    for check in CHECKS:
        yield from check(library, today)


def flawed(library: Library) -> set[tuple[str, int]]:
    """Return the records, as (table, number), that cannot be read or refer to what is not there."""
    films = _films(library)
    for table in (library.links, library.franchises, library.packs, library.lists):
        table.decode_all()
    parts = {film.id for film in library.films.values() if _is_torn_off(film, films)}
    links = {link.id for link in library.links.values() if not _linked(link) <= films}
    franchises = {f.id for f in library.franchises.values() if mentioned(f) - films}
    franchises |= {universe for universe, _ in _dangling(library)}
    packs = {p.id for p in library.packs.values() if _is_adrift(library, p, films)}
    lists = {found.id for found in library.lists.values() if _listed(found) - films}
    return {
        *(("films", number) for number in parts.union(library.films.bent)),
        *(("links", number) for number in links.union(library.links.bent)),
        *(("franchises", number) for number in franchises.union(library.franchises.bent)),
        *(("packs", number) for number in packs.union(library.packs.bent)),
        *(("lists", number) for number in lists.union(library.lists.bent)),
    }


def _films(library: Library) -> set[int]:
    """Return the numbers of the films that are there, whether they can be read or not."""
    return {*library.films.decode_all(), *library.films}


def unreadable_records(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find records that do not have the form of ``docs/data-format.md``."""
    bent = {
        "film": library.films.decode_all(),
        "link": library.links.decode_all(),
        "franchise": library.franchises.decode_all(),
        "pack": library.packs.decode_all(),
        "list": library.lists.decode_all(),
    }
    for name, records in bent.items():
        for number, reason in records.items():
            yield Finding("unreadable record", f"The record of {name} {number} is wrong: {reason}.")


def dangling_links(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find links from or to films that are not there."""
    films = _films(library)
    for link in library.links.values():
        if gone := _linked(link) - films:
            others = join(map(library.label, (link.other, *link.together)))
            yield Finding(
                "dangling link",
                f"{library.label(link.film)} is {link.kind.words} {others}.",
                lambda library, number=link.id, gone=gone: _unlink(  # type: ignore[misc]
                    library, number, gone
                ),
            )


def _linked(link: Link) -> set[int]:
    return {link.film, link.other, *link.together}


def _unlink(library: Library, number: int, films: Collection[int]) -> None:
    left = without_linked(library.links.pop(number), films)
    if left:
        library.links[number] = left


def dangling_parts(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find parts of films that are not there."""
    films = _films(library)
    for film in library.films.values():
        if _is_torn_off(film, films):
            yield Finding(
                "dangling part",
                f"{film.label} is a part of {library.label(film.whole or 0)}.",
                lambda library, film=film: library.replace_film(  # type: ignore[misc]
                    replace(library.films[film.id], whole=None)
                ),
            )


def _is_torn_off(film: Film, films: Collection[int]) -> bool:
    return film.whole is not None and film.whole not in films


def dangling_members(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find franchises that refer to films that are not there."""
    films = _films(library)
    for franchise in library.franchises.values():
        if gone := mentioned(franchise) - films:
            yield Finding(
                "dangling member",
                f"{franchise.name} refers to {join(map(library.label, sorted(gone)))}, "
                f"which {'is' if len(gone) == 1 else 'are'} not in the library.",
                lambda library, number=franchise.id, gone=gone: _forget(  # type: ignore[misc]
                    library, number, gone
                ),
            )


def dangling_holdings(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find universes that hold a franchise, or a continuity of one, that is not there."""
    for number, held in _dangling(library):
        name = library.franchises[number].name
        there = library.franchises.get(held.franchise)
        what = f"{held.continuity} of {there.name}" if there else f"franchise {held.franchise}"
        yield Finding(
            "dangling member",
            f"{name} holds {what}, which is not in the library.",
            lambda library, number=number, held=held: _let_go(  # type: ignore[misc]
                library, number, held
            ),
        )


def _dangling(library: Library) -> Iterator[tuple[int, Holding]]:
    """Yield (universe, what it holds) where that is not there; one that is unreadable is there."""
    for universe in library.franchises.values():
        for held in universe.holds:
            there = library.franchises.get(held.franchise)
            if there is None:
                is_gone = held.franchise not in library.franchises.bent
            else:
                is_gone = bool(held.continuity) and not there.continuity(held.continuity)
            if is_gone:
                yield universe.id, held


def _let_go(library: Library, number: int, held: Holding) -> None:
    universe = library.franchises[number]
    if held.franchise in library.franchises:  # by its first continuity, then
        left = with_holding_renamed(universe, held.franchise, held.continuity, "")
    else:
        left = without_holdings(universe, [held.franchise])
    library.franchises[number] = left


def dangling_packs(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find packs of franchises or films that are not there: what they brought in stays."""
    films = _films(library)
    for pack in library.packs.values():
        if _is_adrift(library, pack, films):
            yield Finding(
                "dangling pack",
                f"The pack {pack.name} refers to a franchise or to films that are not in the "
                "library.",
                lambda library, number=pack.id: library.packs.pop(number),  # type: ignore[misc]
            )


def _is_adrift(library: Library, pack: TrackedPack, films: set[int]) -> bool:
    franchises = {*library.franchises, *library.franchises.bent}
    return pack.franchise not in franchises or not films >= set(pack.films.values())


def dangling_lists(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find lists of films that are not there."""
    films = _films(library)
    for found in library.lists.values():
        if gone := _listed(found) - films:
            yield Finding(
                "dangling list",
                f"The list {found.name} has {join(map(library.label, sorted(gone)))}, "
                f"which {'is' if len(gone) == 1 else 'are'} not in the library.",
                lambda library, number=found.id, gone=gone: _unlist(  # type: ignore[misc]
                    library, number, gone
                ),
            )


def _listed(films: FilmList) -> set[int]:
    return {listed.film for listed in films.films}


def _unlist(library: Library, number: int, films: Collection[int]) -> None:
    library.lists[number] = without_listed(library.lists[number], films)


def strangers(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find franchises that place or order films that are no members of them.

    No mend is safe: the film may have to join, or what refers to it may have to go.
    """
    films = _films(library)
    for franchise in library.franchises.values():
        said = facts_about(franchise) if franchise.holds else mentioned(franchise)
        found = (said & films) - franchise.members().keys()
        if found:
            yield Finding(
                "no member",
                f"{franchise.name} refers to {join(map(library.label, sorted(found)))}, "
                f"which {'is no member' if len(found) == 1 else 'are no members'} of it: "
                "“watchlist franchise add” makes it one.",
            )


def _forget(library: Library, number: int, films: Collection[int]) -> None:
    library.franchises[number] = without_members(library.franchises[number], films)


def repeated_placements(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find films with two placements in one scope; the later one holds."""
    for franchise in library.franchises.values():
        times = Counter((film, p.continuity) for p in franchise.placements for film in p.films)
        twice = {film for (film, _), count in times.items() if count > 1}
        if twice:
            yield Finding(
                "repeated placement",
                f"{join(map(library.label, sorted(twice)))} is placed twice in {franchise.name}; "
                "the later placement holds.",
                lambda library, number=franchise.id: _keep_last(library, number),  # type: ignore[misc]
            )


def _keep_last(library: Library, number: int) -> None:
    franchise = library.franchises[number]
    kept: list[Placement] = []
    placed: dict[str, set[int]] = defaultdict(set)
    for placement in reversed(franchise.placements):
        if left := without(placement, placed[placement.continuity]):
            kept.append(left)
        placed[placement.continuity].update(placement.films)
    library.franchises[number] = replace(franchise, placements=tuple(reversed(kept)))


def circles(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find placements that lead round in a circle."""
    for franchise in library.franchises.values():
        for continuity in ("", *(branch.name for branch in franchise.continuities)):
            if circle := find_circle(in_force(franchise.placements, continuity)):
                chain = " → ".join(map(library.title, (*circle, circle[0])))
                yield Finding("circle", f"Placements of {franchise.name} make a circle: {chain}.")
                break


def unmet_placements(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find placements that the timeline cannot honour."""
    for franchise in library.franchises.values():
        sentences = (
            unmet_sentence(unmet, library.title)
            for table in order_tables(library, franchise, TIMELINE)
            for unmet in table.unmet
        )
        for sentence in dict.fromkeys(sentences):
            yield Finding("unmet placement", f"{franchise.name}: {sentence}")


def duplicate_films(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find films that are one by the rule of ``watchlist.library.identity``."""
    for film in library.films.values():
        found = library.identities.find(identity_of(film))
        for how, number in sole([match for match in found if match.film != film.id]):
            # each pair once: a film without a year tells whether it is the only one of its title
            tells = film.year is None if how.is_undated else number < film.id
            if tells and (other := library.films.get(number)):
                one, two = sorted((film, other), key=lambda known: known.id)
                yield _duplicate(one, two, how)


def _duplicate(one: Film, other: Film, how: Agreement) -> Finding:
    also = "" if one.label == other.label else f", also {other.label},"
    why = ": only an article or punctuation tells them apart" if how.is_loose else ""
    return Finding(
        "duplicate film", f"{one.label}{also} is there twice, as {one.id} and {other.id}{why}."
    )


def similar_titles(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find films of one year whose titles look like one title misspelt."""
    from rapidfuzz import fuzz  # noqa: PLC0415 -- only doctor looks for them

    blocks: dict[tuple[int | None, str], list[Film]] = defaultdict(list)
    for film in library.films.values():
        blocks[film.year, fold(film.title)[:1]].append(film)  # far fewer pairs, few of them missed
    for films in blocks.values():
        for one, other in combinations(films, 2):
            titles = fold(one.title), fold(other.title)
            numerals = [_NUMERAL.findall(title) for title in titles]
            if (
                numerals[0] == numerals[1]
                and agreement(identity_of(one), identity_of(other)) is None
                and same_ids(identity_of(one).ids, identity_of(other).ids) is None
                and fuzz.ratio(*titles, score_cutoff=LOOKS_ALIKE)
            ):
                yield Finding(
                    "similar titles",
                    f"{one.label}, {one.id}, and {other.label}, {other.id}, look like one film.",
                )


def early_viewings(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find viewings before the release of the film."""
    for film in library.films.values():
        out = film.released_on.first_day() if film.released_on else None
        for viewing in film.viewings:
            seen = viewing.watched_on.last_day() if viewing.watched_on else None
            if out and seen and seen < out:
                yield Finding(
                    "viewing before release",
                    f"{film.label} was watched on {viewing.watched_on}, "
                    f"before its release ({film.released_on}).",
                )


def impossible_dates(library: Library, today: datetime.date) -> Iterator[Finding]:
    """Find viewings to come, films older than cinema, and ratings of unseen films."""
    for film in library.films.values():
        if film.year and film.year < FIRST_FILM:
            yield Finding("impossible date", f"{film.label} would be older than cinema.")
        for viewing in film.viewings:
            seen = viewing.watched_on.first_day() if viewing.watched_on else None
            if seen and seen > today:
                yield Finding(
                    "impossible date",
                    f"{film.label} was watched on {viewing.watched_on}, which is to come.",
                )
        if film.rating and not film.watched:
            yield Finding("rating without viewing", f"{film.label} is rated and was never watched.")


def lonely_calendars(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find calendars in which one film only is dated: a misspelt one, as a rule."""
    dated: dict[str, list[Film]] = defaultdict(list)
    for film in library.films.values():
        if film.story and film.story.calendar not in (None, COMMON_ERA):
            dated[str(film.story.calendar)].append(film)
    for name, films in dated.items():
        if len(films) == 1:
            yield Finding(
                "unknown calendar",
                f"{films[0].label} is set in {films[0].story}, and no other film in the calendar "
                f"“{name}”: it is compared with none.",
            )


CHECKS: Final[tuple[Check, ...]] = (
    unreadable_records,
    dangling_links,
    dangling_parts,
    dangling_members,
    dangling_holdings,
    dangling_packs,
    dangling_lists,
    strangers,
    repeated_placements,
    circles,
    unmet_placements,
    duplicate_films,
    similar_titles,
    early_viewings,
    impossible_dates,
    lonely_calendars,
)
