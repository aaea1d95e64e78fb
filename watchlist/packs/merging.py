"""Bringing a pack into a library: the user's own facts win, and what was watched is not touched.

The pack is kept in the table ``packs`` as it was merged, so that merging a newer version changes
only what came from the pack (see ``watchlist.merging.facts``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from watchlist.dates import PartialDate, StoryDate
from watchlist.errors import RefusedError
from watchlist.library.franchises import without_members
from watchlist.library.identity import identity_of
from watchlist.library.library import Library
from watchlist.library.parts import parsed
from watchlist.library.taking import take
from watchlist.library.tracking import tracked_pack
from watchlist.merging.facts import blank_film, merged_film
from watchlist.merging.franchises import (
    PACK,
    blank_franchise,
    merge_franchise,
    same_franchise,
)
from watchlist.model import Film, FilmId, Franchise, Holding, TrackedPack
from watchlist.packs import shelf
from watchlist.packs.converting import (
    KeyNumbers,
    empty_library,
    film_of,
    franchise_of,
    library_of,
    link_ends,
    links_of,
)
from watchlist.packs.matching import match_films, of_another_kind
from watchlist.packs.model import Pack, PackFilm, PackLink
from watchlist.packs.shipped import load


class MergeReport(NamedTuple):
    """What became of a pack. ``differences`` are sentences on what stays as the user has it."""

    franchise: Franchise
    created: bool
    entered: tuple[FilmId, ...]
    updated: tuple[FilmId, ...]
    films: tuple[FilmId, ...]
    differences: tuple[str, ...]


def merge(library: Library, pack: Pack) -> MergeReport:
    """Bring a pack into a library. One that is there already, unchanged, changes nothing.

    ``pack`` is one that the checks let pass. A film of it that was removed from the library is
    entered again; one that was taken out of the franchise stays out.
    """
    tracked = tracked_pack(library, pack.name)
    before = _facts(tracked)
    known = {
        key: number
        for key, number in (tracked.films if tracked else {}).items()
        if number in library.films
    }
    differences: list[str] = []
    held = [_merge_held(library, pack, reference) for reference in pack.holds]
    numbers, entered, updated = _merge_films(library, pack, before, known, differences)
    franchise, created = _franchise(library, pack, tracked)
    base = _base(library, before, franchise, known)
    holds = (Holding(franchise=one.franchise.id, continuity=name) for one, name in held)
    theirs = franchise_of(pack, franchise.id, numbers, holds)
    merged = merge_franchise(franchise, theirs, base, library.title, PACK)
    if merged.franchise != library.franchises.get(franchise.id):
        library.franchises[franchise.id] = merged.franchise
    differences += (kept.sentence for kept in merged.differences)
    differences += _merge_links(library, pack, before, known, numbers)
    _track(library, tracked, pack, franchise, numbers)
    own = MergeReport(
        merged.franchise,
        created,
        tuple(entered),
        tuple(updated),
        tuple(number for key, number in numbers.items() if pack.films[key].whole is None),
        tuple(differences),
    )
    return _with_held(own, [one for one, _ in held])


def library_with(pack: Pack) -> tuple[Library, Franchise]:
    """Return a library that consists of a pack and what it holds, and the franchise of the pack."""
    if not pack.holds:
        library = library_of(pack)
        return library, library.franchises[1]
    library = empty_library()
    return library, merge(library, pack).franchise


def _with_held(own: MergeReport, held: Iterable[MergeReport]) -> MergeReport:
    """Return what became of a universe, with the films of what it holds."""
    several = [*held, own]
    return own._replace(
        entered=tuple(dict.fromkeys(film for one in several for film in one.entered)),
        updated=tuple(dict.fromkeys(film for one in several for film in one.updated)),
        films=tuple(dict.fromkeys(film for one in several for film in one.films)),
        differences=tuple(dict.fromkeys(said for one in several for said in one.differences)),
    )


def _merge_held(library: Library, pack: Pack, reference: str) -> tuple[MergeReport, str]:
    """Bring in a pack that a universe holds; return that, and the continuity that is meant.

    What no pack is of that name has to be a franchise of the library. Raises RefusedError.
    """
    name, _, continuity = reference.partition(":")
    if entry := shelf.entry_of(name):
        return merge(library, load(entry.slug)), continuity.strip()
    if franchise := library.franchise_named(name):
        return MergeReport(franchise, False, (), (), (), ()), continuity.strip()  # noqa: FBT003
    raise RefusedError(
        f"The pack {pack.name} holds {name}, of which there is neither a pack nor a franchise."
    )


def document_of_pack(pack: Pack) -> dict[str, Any]:
    """Return a pack as a document of a library."""
    document: dict[str, Any] = msgspec.to_builtins(pack, enc_hook=str)
    return document


def _facts(tracked: TrackedPack | None) -> Pack | None:
    """Return a pack as it was merged; None when that cannot be read."""
    if tracked is None:
        return None
    try:
        return msgspec.convert(tracked.facts, Pack, dec_hook=_decode_value)
    except msgspec.ValidationError:
        return None


def _decode_value(wanted: type, value: Any) -> object:
    return PartialDate.parse(value) if wanted is PartialDate else StoryDate(value)


# -- films -----------------------------------------------------------------------------------


def _merge_films(
    library: Library,
    pack: Pack,
    before: Pack | None,
    known: dict[str, FilmId],
    differences: list[str],
) -> tuple[dict[str, FilmId], list[FilmId], list[FilmId]]:
    """Enter and update films; return their numbers, and which were entered and updated."""
    films = {key: film_of(film, 0) for key, film in pack.films.items() if film.whole is None}
    found, loose = match_films(library, films, known)
    library.notices += (
        f"{films[key].label} was taken for {library.label(number)}: only an article or punctuation "
        "tells them apart."
        for key, number in loose.items()
    )
    numbers: dict[str, FilmId] = {}
    entered, updated = [], []
    for key, film in films.items():
        number = found.get(key)
        if number is None:
            differences += _other_kinds(library, film)
            number = library.add_film(film, allow_duplicate=True).id
            entered.append(number)
        else:
            old = before.films.get(key) if before and key in known else None
            base = film_of(old, number) if old else blank_film(number)
            if _merge_film(library, base, replace(film, id=number), differences):
                updated.append(number)
        numbers[key] = number
    for key, part in pack.films.items():
        if part.whole is not None:
            old = before.films.get(key) if before and key in known else None
            was = _Was(old, known.get(key))
            numbers[key] = _merge_part(library, part, was, numbers[part.whole], differences)
    return numbers, entered, updated


class _Was(NamedTuple):
    """A part as the pack gave it last, and its number in the library; None for a new one."""

    part: PackFilm | None
    number: FilmId | None


def _merge_part(
    library: Library,
    part: PackFilm,
    was: _Was,
    whole: FilmId,
    differences: list[str],
) -> FilmId:
    """Enter a part of a film, or bring it up to date, and return its number.

    What is cut out of a part that is there keeps what was said of that.
    """
    film = library.films[whole]
    theirs = film_of(part, 0, film)
    span = parsed(theirs.span)
    known = library.films.get(was.number or 0)
    if known and known.span == theirs.span:
        number = known.id
    else:
        number = take(library, whole, span)[0] if span else whole
    before = film_of(was.part, number, film) if was.part else None
    base = before or replace(blank_film(number), title=film.title, kind=library.films[number].kind)
    _merge_film(library, base, replace(theirs, id=number), differences)
    return number


def _merge_film(library: Library, base: Film, theirs: Film, differences: list[str]) -> bool:
    """Bring a film up to date; return whether anything changed."""
    ours = library.films[theirs.id]
    merged, found = merged_film(ours, base, theirs)
    if identity_of(ours) != identity_of(merged) and library.same_film(merged):
        differences.append(
            f"{ours.label}: another film of your library is {merged.label}, as the pack calls it."
        )
        merged = replace(merged, title=ours.title, year=ours.year, imdb=ours.imdb)
    for what, mine, new in found:
        differences.append(
            f"{ours.title}: you took the {what} {new} out."
            if mine == "taken out"
            else f"{ours.title}: {what} is {mine} in your library, {new} in the pack."
        )
    library.replace_film(merged)
    return library.films[theirs.id] != ours


def _other_kinds(library: Library, film: Film) -> Iterator[str]:
    for other in of_another_kind(library, film):
        yield (
            f"{other.label}: it is a {other.kind} in your library and a {film.kind} in the pack, "
            "which makes two of them."
        )


# -- the franchise ---------------------------------------------------------------------------


def _franchise(library: Library, pack: Pack, tracked: TrackedPack | None) -> tuple[Franchise, bool]:
    """Return the franchise that a pack is about, a new one if there is none yet."""
    if tracked:
        return library.franchises[tracked.franchise], False
    if known := same_franchise(library, (pack.name, *pack.aliases)):
        return known, False
    return Franchise(id=library.franchises.next_number(), name=pack.name), True


def _base(
    library: Library, before: Pack | None, franchise: Franchise, known: KeyNumbers
) -> Franchise:
    """Return the franchise as the pack gave it, without films that were removed since."""
    if before is None:
        return blank_franchise(franchise.id)
    gone = {key: -index for index, key in enumerate(before.films, start=1) if key not in known}
    holds = _held_before(library, before)
    whole = franchise_of(before, franchise.id, {**known, **gone}, holds)
    return without_members(whole, set(gone.values()))


def _held_before(library: Library, before: Pack) -> Iterator[Holding]:
    """Yield what a universe held when it was merged, as far as that is still there."""
    for reference in before.holds:
        name, _, continuity = reference.partition(":")
        entry = shelf.entry_of(name)
        tracked = tracked_pack(library, entry.name if entry else name)
        named = library.franchise_named(name)
        number = tracked.franchise if tracked else named.id if named else None
        if number is not None:
            yield Holding(franchise=number, continuity=continuity.strip())


# -- links -----------------------------------------------------------------------------------


def _merge_links(
    library: Library, pack: Pack, before: Pack | None, known: KeyNumbers, numbers: KeyNumbers
) -> Iterator[str]:
    """Make and take back links; yield what the user took back."""
    theirs = {link_ends(link): link for link in links_of(pack, numbers)}
    base = {}
    if before:
        there = [link for link in before.links if _ends_of(link) <= known.keys()]
        base = {
            link_ends(link): link for link in links_of(replace(before, links=tuple(there)), known)
        }
    for ends, link in theirs.items():
        said = library.find_link(link.film, link.kind, link.other)
        if not said and ends in base:
            yield (
                f"{library.title(link.film)}: you took the link {link.kind.words} "
                f"{library.title(link.other)} out."
            )
        elif not said:
            library.link(link.film, link.kind, link.other, link.together, join=False)
    for ends, link in base.items():
        said = library.find_link(link.film, link.kind, link.other)
        if said and ends not in theirs:
            del library.links[said.id]


def _ends_of(link: PackLink) -> set[str]:
    return {link.film, link.other, *link.together}


def _track(
    library: Library,
    tracked: TrackedPack | None,
    pack: Pack,
    franchise: Franchise,
    numbers: dict[str, FilmId],
) -> None:
    """Note what was merged."""
    number = tracked.id if tracked else library.packs.next_number()
    record = TrackedPack(
        id=number,
        name=pack.name,
        franchise=franchise.id,
        films=numbers,
        facts=document_of_pack(pack),
        uid=tracked.uid if tracked else "",
    )
    if library.packs.get(number) != record:
        library.packs[number] = record
