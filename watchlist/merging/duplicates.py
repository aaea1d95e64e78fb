"""A film that was entered twice becomes one, with everything that refers to either.

What both say stays as the one says it that stays. Nothing else of the other one is lost: its title
is an alias, and where it is a member, listed, linked, placed or placed against, the one that stays
is from now on.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.library.franchises import mentioned, without_members
from watchlist.library.library import Library
from watchlist.merging.films import updated
from watchlist.merging.franchises import (
    Policy,
    blank_franchise,
    merge_franchise,
    renumbered,
)
from watchlist.merging.libraries import entry_of, with_credits_of
from watchlist.model import Film, FilmId, FilmList, Franchise, Link, ListedFilm, TrackedPack
from watchlist.names.folding import fold
from watchlist.queries.wording import placement_words
from watchlist.spans import overlap


def merge_films(library: Library, number: FilmId, other: FilmId) -> Film:
    """Make a film and another one, which is gone then, one, and return it.

    What the one that stays could not take over is said in the notices. Raises RefusedError when
    they are one already.
    """
    if number == other:
        raise RefusedError(f"{library.label(number)} cannot be merged with itself.")
    film, gone = library.films[number], library.films[other]
    for franchise in list(library.franchises.values()):
        if other in mentioned(franchise):
            _merge_places(library, franchise, number, gone)
    for link in list(library.links.values()):
        library.set_link(link.id, _linked(link, number, other))
    _drop_repeated_links(library, number)
    _move_parts(library, number, other)
    for pack in list(library.packs.values()):
        library.packs[pack.id] = _tracked(pack, number, other)
    for films in list(library.lists.values()):
        library.lists[films.id] = _listed(films, number, other)
    library.remove_film(other)
    return library.replace_film(merged_film(film, gone))


def refuse_parts(library: Library, number: FilmId, other: FilmId) -> None:
    """Raise RefusedError where two films cannot be one that was entered twice, as one is a part."""
    label, gone = library.label(number), library.label(other)
    whole, its = library.parts.whole_of(number), library.parts.whole_of(other)
    if whole == other or its == number or (whole and whole == its and number != other):
        raise RefusedError(f"{label} and {gone} are pieces of one film, and not one piece.")
    if its and not whole:
        raise RefusedError(f"{gone} is a part of another film: name it first, and {label} behind.")
    if whole and library.parts.has_any(other):
        raise RefusedError(f"{gone} has parts, and {label} is one: a part has none.")


def merged_film(film: Film, other: Film) -> Film:
    """Return a film with what only another one says of it."""
    entry = entry_of(other)
    names = (other.title,) if fold(other.title) != fold(film.title) else ()
    merged = updated(
        film, [(replace(entry, aliases=(*names, *other.aliases)), False)], joining=True
    )
    watched = film.watched or other.watched
    # one that was watched, and is on the watchlist, is to be watched again
    to_watch = any(one.to_watch and one.watched >= watched for one in (film, other))
    whole = next((w for w in (film.whole, other.whole) if w and w not in (film.id, other.id)), None)
    return replace(
        with_credits_of(merged, other),
        to_watch=to_watch,
        whole=whole,
        span=film.span or other.span,
    )


# -- what refers to it -----------------------------------------------------------------------


def _merge_places(library: Library, franchise: Franchise, number: FilmId, gone: Film) -> None:
    """Let a franchise say of a film what it says of another one, as far as the two agree."""
    numbers = {film: film for film in mentioned(franchise)} | {gone.id: number}
    theirs = renumbered(franchise, numbers)
    apart = tuple(p for p in franchise.placements if gone.id not in p.anchors)
    ours = without_members(replace(franchise, placements=apart), [gone.id])
    policy = Policy(f"the record of {gone.label}", by_films=False, whole_orders=False)
    base = blank_franchise(franchise.id)
    merged, differences = merge_franchise(ours, theirs, base, library.title, policy)
    library.franchises[franchise.id] = merged
    library.notices += (kept.sentence for kept in differences)
    placed = {film for placement in merged.placements for film in placement.films}
    library.notices += (
        f"{library.title(film)} is placed no longer: it was "
        f"{placement_words(placement, library.title)}."
        for placement in franchise.placements
        for film in placement.films
        if film not in (*placed, gone.id)
    )


def _move_parts(library: Library, number: FilmId, other: FilmId) -> None:
    """Make the parts of a film parts of another one; those of one piece become one.

    Raises RefusedError where two overlap, which parts of one film never do.
    """
    there = {p.span: p.film for p in library.parts.of(library.films[number]) if p.film}
    for span, part in [(p.span, p.film) for p in library.parts.of(library.films[other]) if p.film]:
        same = there.get(span)
        if same and part != number:
            merge_films(library, same, part)
        elif crossed := next((film for known, film in there.items() if overlap(known, span)), None):
            raise RefusedError(
                f"{library.label(part)} and {library.label(crossed)} overlap: merge or remove one "
                "of them first."
            )
    for part in list(library.parts_of(other)):
        whole = None if part == number else number
        library.films[part] = replace(library.films[part], whole=whole)


def _linked(link: Link, number: FilmId, other: FilmId) -> Link | None:
    """Return a link with the one in the place of the other; None when it is one with itself."""
    film, *others = (
        number if end == other else end for end in (link.film, link.other, *link.together)
    )
    ends = [end for end in dict.fromkeys(others) if end != film]
    return replace(link, film=film, other=ends[0], together=tuple(ends[1:])) if ends else None


def _drop_repeated_links(library: Library, number: FilmId) -> None:
    """Say each link of a film once."""
    for link in list(library.links_of(number)):
        first = library.find_link(link.film, link.kind, link.other)
        if first and first.id != link.id:
            together = dict.fromkeys((*first.together, *link.together))
            library.set_link(first.id, replace(first, together=tuple(together)))
            library.set_link(link.id, None)


def _tracked(pack: TrackedPack, number: FilmId, other: FilmId) -> TrackedPack:
    """Return a pack whose film is the one; where it tells the two apart it has lost the other."""
    if number in pack.films.values():
        films = {key: film for key, film in pack.films.items() if film != other}
    else:
        films = {key: number if film == other else film for key, film in pack.films.items()}
    return replace(pack, films=films)


def _listed(films: FilmList, number: FilmId, other: FilmId) -> FilmList:
    """Return a list with the one in the place of the other, once."""
    notes = {one.film: one.note for one in films.films}
    if other not in notes:
        return films
    listed: Iterable[ListedFilm] = films.films
    if number in notes:
        note = notes[number] or notes[other]
        listed = (replace(one, note=note) if one.film == number else one for one in listed)
        return replace(films, films=tuple(one for one in listed if one.film != other))
    moved = (replace(one, film=number) if one.film == other else one for one in listed)
    return replace(films, films=tuple(moved))
