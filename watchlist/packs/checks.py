"""What is wrong with what a pack says: a list of checks, each yields flaws. Pure.

An error is what would break a library: a pack with one is not added. Advice is what can be added
and is probably a mistake; the packs that come with the program are held to it as well.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from watchlist import spans
from watchlist.dates import COMMON_ERA, FIRST_FILM, StoryDate
from watchlist.errors import WatchlistError
from watchlist.library.franchises import MARKS, cycle_in
from watchlist.library.identity import Agreement, Identity, agreement, identity_of
from watchlist.library.library import Library
from watchlist.library.parts import Piece, meant
from watchlist.model import TIMELINE, Film, FilmId, Franchise
from watchlist.names.folding import strict_key
from watchlist.names.listing import circle, few
from watchlist.packs import shelf
from watchlist.packs.converting import (
    film_of,
    franchise_of,
    link_ends,
    numbered,
    parts_of,
    with_parts,
)
from watchlist.packs.merging import library_with
from watchlist.packs.model import Pack, PackFilm
from watchlist.packs.reading import Flaw, PackFinding, located, read_pack
from watchlist.queries.orders import OrderTable, order_tables
from watchlist.queries.wording import unmet_sentence
from watchlist.story.kinds import ORDER_KINDS, is_reserved
from watchlist.story.timeline import Reason, Unmet

ENOUGH_SOURCES: Final = 2

SHOWN: Final = 12
"""So many names are told of what there is."""

PackCheck = Callable[[Pack], Iterator[Flaw]]


def examine(content: str | bytes, file: str) -> tuple[Pack | None, list[PackFinding]]:
    """Read a pack and check it; it is None when it has an error."""
    pack, findings = read_pack(content, file)
    if pack is None:
        return None, findings
    text = content if isinstance(content, str) else content.decode("utf-8-sig")
    found = located(list(flaws(pack)), text, file)
    return (None if any(not f.advice for f in found) else pack), found


def flaws(pack: Pack) -> Iterator[Flaw]:
    """Yield what the checks find; those of orders only where the rest is without an error."""
    found = [flaw for check in CHECKS for flaw in check(pack)]
    yield from found
    if all(flaw.advice for flaw in found):
        cycle = list(cycles(pack))
        yield from cycle
        if not cycle:
            yield from orders(pack)


# -- films -----------------------------------------------------------------------------------


def same_ids(pack: Pack) -> Iterator[Flaw]:
    """Find two films with one id."""
    for name, site in (("imdb", "IMDb"), ("tmdb", "TMDB")):
        first: dict[object, str] = {}
        for key, film in pack.films.items():
            value = getattr(film, name)
            # at TMDB films and series are counted apart
            mark = (value, film.kind in ("series", "season")) if name == "tmdb" else value
            if value and (known := first.setdefault(mark, key)) != key:
                yield Flaw(
                    ("films", key, name),
                    f"{known} and {key} have one {site} id, {value}: they would be one film.",
                )


def same_films(pack: Pack) -> Iterator[Flaw]:
    """Find two films of one title and year that no ids tell apart.

    A pack may have films that only an article or punctuation tells apart: it has both. Each film
    is named once, with the first one that it is like.
    """
    first: dict[tuple[str, int | None], dict[object, tuple[str, Identity]]] = {}
    for key, film in pack.films.items():
        if film.whole is not None:
            continue
        identity = identity_of(film_of(film, 0))
        alike = first.setdefault((strict_key(film.title), identity.year), {})
        for known, other in alike.values():
            if agreement(identity, other) is Agreement.TITLE:
                yield Flaw(
                    ("films", key),
                    f"{known} and {key} are both {film.label}: if they are two films, give "
                    "their IMDb ids.",
                )
                break
        alike.setdefault(_told_apart_by(identity), (key, identity))


def _told_apart_by(identity: Identity) -> tuple[object, ...]:
    """Return what decides whether a film is another one of its title: films of one are alike."""
    return identity.television, identity.part, tuple(identity.ids)


def parts(pack: Pack) -> Iterator[Flaw]:
    """Find parts that cannot be read, that their whole does not have, and that overlap."""
    taken: dict[str, list[Piece]] = {}
    for key, film in pack.films.items():
        if bool(film.part) != (film.whole is not None):
            missing = "part" if film.whole else "whole"
            yield Flaw(("films", key), f"Film {key} is a part of another one: it has no {missing}.")
        elif film.whole is not None:
            known = taken.setdefault(film.whole, [])
            yield from _part_flaws(pack, key, film, known)


def _part_flaws(pack: Pack, key: str, film: PackFilm, known: list[Piece]) -> Iterator[Flaw]:
    where = ("films", key, "part")
    whole = pack.films.get(film.whole or "")
    if whole is None or whole.whole is not None:
        yield Flaw(("films", key, "whole"), f"Film {key}: {film.whole} is no film of the pack.")
        return
    record = film_of(whole, 0)
    if re.fullmatch(r"[1-9][0-9]*", film.part):
        known.append(Piece(spans.parse(film.part)))
    try:
        span = meant(film.part, record, known)
    except WatchlistError as error:
        yield Flaw(where, f"Film {key}: {error}")
        return
    if any(spans.overlap(span, other.span) for other in known if other.film):
        yield Flaw(where, f"Film {key}: another part of {film.whole} has some of {film.part}.")
    known.append(Piece(span, 1))


def years(pack: Pack) -> Iterator[Flaw]:
    """Find films without a date, and dates that cannot be."""
    for key, film in pack.films.items():
        out = film.release.year if film.release else None
        if film.year is None and film.release is None and film.whole is None:
            yield Flaw(
                ("films", key),
                f"Film {key} has no year: if none is known yet, say release = “TBA”.",
                advice=True,
            )
        elif film.year is not None and out is not None and not out - 1 <= film.year <= out:
            yield Flaw(
                ("films", key, "year"),
                f"Film {key} is of {film.year} and was released on {film.release}: "
                "one of the two is wrong.",
                advice=True,
            )
        if min(film.year or FIRST_FILM, out or FIRST_FILM) < FIRST_FILM:
            yield Flaw(("films", key), f"Film {key} would be older than cinema.", advice=True)


def story_dates(pack: Pack) -> Iterator[Flaw]:
    """Find story dates that no order can sort by, and calendars that are not declared."""
    declared = {COMMON_ERA}
    for name in pack.calendars:
        declared.add(_calendar(name))
    for key, film in pack.films.items():
        if film.story is None:
            continue
        where = ("films", key, "story")
        if film.story.calendar is None:
            yield Flaw(
                where,
                f"Film {key} is set in “{film.story}”, which has no year: it is shown and never "
                "sorted by.",
                advice=True,
            )
        elif film.story.calendar not in declared:
            yield Flaw(
                where,
                f"Film {key} is set in {film.story}: [calendars] says nothing of that calendar.",
                advice=True,
            )


def _calendar(era: str) -> str:
    """Return the calendar that an era belongs to: BBY and ABY are one."""
    return StoryDate(f"1 {era}").calendar or era.casefold()


# -- references ------------------------------------------------------------------------------


def unknown_films(pack: Pack) -> Iterator[Flaw]:
    """Find keys that no film has."""
    for path, keys in _references(pack):
        for key in dict.fromkeys(keys):
            if key not in pack.films:
                yield Flaw(path, f"There is no film {key} in this pack.")


def _references(pack: Pack) -> Iterator[tuple[tuple[str, int, str], Iterable[str]]]:
    for index, continuity in enumerate(pack.continuities):
        yield ("continuities", index, "films"), continuity.films
        for mark in MARKS:
            yield ("continuities", index, mark), getattr(continuity, mark)
    for index, link in enumerate(pack.links):
        yield ("links", index, "film"), [link.film]
        yield ("links", index, "other"), [link.other]
        yield ("links", index, "together"), link.together
    for index, placement in enumerate(pack.placements):
        yield ("placements", index, "films"), placement.films
        yield ("placements", index, "anchors"), placement.anchors
    for index, order in enumerate(pack.orders):
        yield ("orders", index, "films"), order.films


def repeated_keys(pack: Pack) -> Iterator[Flaw]:
    """Find films that a list names twice."""
    for path, keys in _references(pack):
        for key, times in Counter(keys).items():
            if times > 1:
                yield Flaw(path, f"{key} stands here {times} times.")


def members(pack: Pack) -> Iterator[Flaw]:
    """Find films of no continuity, and films that weigh something in one and are no members."""
    anywhere = {key for continuity in pack.all_continuities for key in continuity.films}
    wholes = {film.whole for film in pack.films.values()}
    for key, film in pack.films.items():
        if key not in anywhere and key not in wholes and film.whole not in anywhere:
            yield Flaw(("films", key), f"Film {key} is in no continuity.")
    parts = parts_of(pack)
    for index, known in enumerate(pack.continuities):
        inside = frozenset(with_parts(parts, known.films))
        for mark in MARKS:
            if lost := [key for key in getattr(known, mark) if key not in inside]:
                yield Flaw(
                    ("continuities", index, mark),
                    f"{few(lost)} {'is' if len(lost) == 1 else 'are'} {mark} in {known.name}, and "
                    f"no {'member' if len(lost) == 1 else 'members'} of it.",
                )


def names(pack: Pack) -> Iterator[Flaw]:
    """Find continuities and orders of one name, names that are taken, and names of nothing."""
    for what, given in (
        ("continuities", [continuity.name for continuity in pack.continuities]),
        ("orders", [order.name for order in pack.orders]),
    ):
        first: dict[str, int] = {}
        for index, name in enumerate(given):
            if first.setdefault(name.casefold(), index) != index:
                yield Flaw((what, index, "name"), f"The name {name} is there already.")
    for index, order in enumerate(pack.orders):
        if is_reserved(order.name):
            yield Flaw(
                ("orders", index, "name"),
                f"The {order.name.casefold()} order is made from facts: take another name.",
            )
    known = [*ORDER_KINDS, *(order.name for order in pack.orders)]
    if pack.default_order not in known:
        yield Flaw(
            ("default_order",),
            f"There is no order {pack.default_order}: there are {few(known, most=SHOWN)}.",
        )
    continuities = [continuity.name for continuity in pack.all_continuities]
    declared = frozenset(continuities)
    for what, scopes in (
        ("placements", [placement.continuity for placement in pack.placements]),
        ("disagreements", [entry.continuity for entry in pack.disagreements]),
    ):
        for index, scope in enumerate(scopes):
            if scope and scope not in declared:
                yield Flaw(
                    (what, index, "continuity"),
                    f"There is no continuity {scope}: there are {few(continuities, most=SHOWN)}.",
                )


def links(pack: Pack) -> Iterator[Flaw]:
    """Find links from a film to itself, and links that are given twice."""
    seen: set[tuple[object, ...]] = set()
    for index, link in enumerate(pack.links):
        if link.film in (link.other, *link.together):
            yield Flaw(("links", index), f"{link.film} cannot be linked to itself.")
        mark = link_ends(link)
        if mark in seen:
            yield Flaw(("links", index), f"{link.film} {link.kind} {link.other} is said twice.")
        seen.add(mark)


# -- placements ------------------------------------------------------------------------------


def placements(pack: Pack) -> Iterator[Flaw]:
    """Find placements that say nothing, say it of itself, or of a film that is placed already."""
    placed: dict[tuple[str, str], int] = {}
    for index, placement in enumerate(pack.placements):
        path = ("placements", index)
        wanted, given = placement.kind.anchors, len(placement.anchors)
        if wanted != given:
            yield Flaw(
                (*path, "anchors"),
                f"{placement.kind} has {wanted or 'no'} anchor{'' if wanted == 1 else 's'}, "
                f"not {given}.",
            )
        for key in dict.fromkeys(placement.films):
            if key in placement.anchors:
                yield Flaw((*path, "anchors"), f"{key} cannot be placed relative to itself.")
            if (first := placed.setdefault((placement.continuity, key), index)) != index:
                yield Flaw(
                    (*path, "films"),
                    f"{key} is placed already, by placement {first + 1}: a film has one place.",
                )


def cycles(pack: Pack) -> Iterator[Flaw]:
    """Find placements that lead round in a circle; the first is enough to tell."""
    whole = franchise_of(pack, 1, numbered(pack))

    def closed_by(count: int) -> list[FilmId]:
        return cycle_in(replace(whole, placements=whole.placements[:count]))

    counts = range(1, len(whole.placements) + 1)
    if closed_by(len(counts)):
        index = bisect_left(counts, 1, key=lambda count: len(closed_by(count)) > 0)
        keys = list(pack.films)
        chain = circle(keys[film - 1] for film in closed_by(index + 1))
        yield Flaw(
            ("placements", index),
            f"This closes a circle, each film set relative to the next: {chain}.",
        )


def orders(pack: Pack) -> Iterator[Flaw]:
    """Find placements that a timeline cannot honour, and those that hold in no continuity."""
    if any(shelf.entry_of(name.partition(":")[0]) is None for name in pack.holds):
        return  # what it holds is known by the library that it is for
    library, franchise = library_with(pack)
    placed = _placed(franchise)
    tables = list(timelines(library, franchise))
    entries = [(row.film.id, row.entry) for table in tables for row in table.rows]
    without_anchor = {film for film, entry in entries if entry.unanchored}
    holding = {
        film
        for film, entry in entries
        if entry.placement and entry.reason in (Reason.PLACED, Reason.RELEASE)
    }
    unmet = {
        (_scoped(placed[fact.film], table), unmet_sentence(fact, library.title)): None
        for table in tables
        for fact in table.unmet
        if isinstance(fact, Unmet) and fact.film in placed
    }
    for index, sentence in unmet:
        yield Flaw(("placements", index), sentence, advice=True)
    for film in sorted(without_anchor - holding):
        yield Flaw(
            ("placements", placed[film][""]),
            f"{_title(library, film)} is in no continuity with what it is placed against: "
            "the placement says nothing.",
            advice=True,
        )


def _scoped(places: Mapping[str, int], table: OrderTable) -> int:
    """Return which of the placements of a film is in force in a table."""
    return places.get(table.continuity.name, places[""])


def timelines(library: Library, franchise: Franchise) -> Iterator[OrderTable]:
    """Yield the timelines of a franchise without a circle.

    For each continuity the placements of its films are looked at alone, so that all together look
    at each placement once.
    """
    if franchise.holds:
        yield from order_tables(library, franchise, TIMELINE)
        return
    placed: dict[FilmId, list[int]] = defaultdict(list)
    for index, placement in enumerate(franchise.placements):
        for film in placement.films:
            placed[film].append(index)
    for continuity in franchise.continuities:
        films = {film: None for member in continuity.films for film in _and_parts(library, member)}
        about = {index for film in films for index in placed.get(film, ())}
        placements = tuple(franchise.placements[index] for index in sorted(about))
        alone = replace(franchise, continuities=(continuity,), placements=placements)
        yield from order_tables(library, alone, TIMELINE)


def _and_parts(library: Library, film: FilmId) -> Iterator[FilmId]:
    yield film
    if library.parts.has_any(film):
        pieces = library.parts.of(library.films[film])
        yield from (piece.film for piece in pieces if piece.film is not None)


def _title(library: Library, number: int) -> str:
    film: Film = library.films[number]
    return film.title


def _placed(franchise: Franchise) -> Mapping[FilmId, Mapping[str, int]]:
    """Return which placement of a film is the first in each continuity, and of all under ""."""
    found: dict[FilmId, dict[str, int]] = defaultdict(dict)
    for index, placement in enumerate(franchise.placements):
        for film in placement.films:
            found[film].setdefault("", index)
            found[film].setdefault(placement.continuity, index)
    return found


# -- the pack itself -------------------------------------------------------------------------


def holdings(pack: Pack) -> Iterator[Flaw]:
    """Find packs that are held and not there: a franchise of that name has to be."""
    for reference in pack.holds:
        name = reference.partition(":")[0]
        if shelf.entry_of(name) is None:
            yield Flaw(
                ("holds",),
                f"There is no pack {name}: the library has to have a franchise of that name.",
                advice=True,
            )


def provenance(pack: Pack) -> Iterator[Flaw]:
    """Find packs that do not say where their facts are from."""
    if len({source.url for source in pack.sources}) < ENOUGH_SOURCES:
        yield Flaw(
            (), "Name at least two sources that the facts were checked against.", advice=True
        )
    if pack.reviewed is None:
        yield Flaw((), "Say up to which day the facts were reviewed: reviewed.", advice=True)


CHECKS: Final[tuple[PackCheck, ...]] = (
    same_ids,
    same_films,
    parts,
    years,
    story_dates,
    unknown_films,
    repeated_keys,
    members,
    names,
    links,
    placements,
    holdings,
    provenance,
)
"""The checks that need no order; ``cycles`` and ``orders`` follow when these find no error."""
