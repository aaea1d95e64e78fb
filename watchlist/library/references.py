"""Which film, franchise, list or person of a library a reference means.

A reference is what somebody typed (``docs/scripting.md``, *Names*). Each function returns the
one record that is meant; it raises AmbiguousError with the candidates, or NotFoundError with the
nearest names.
"""

from __future__ import annotations

from typing import NamedTuple

from watchlist import spans
from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.library import parts
from watchlist.library.library import Library
from watchlist.library.taking import take
from watchlist.library.viewings import viewings_on
from watchlist.model import Film, FilmId
from watchlist.names.search import BY_NUMBER, EXACT, Named, find_films, matching, only, part_of
from watchlist.spans import Span, Unit
from watchlist.story.kinds import order_names


class Meant(NamedTuple):
    """A film, and the piece of it that is meant; None for all of it."""

    film: FilmId
    span: Span | None = None


def film(library: Library, reference: str) -> int:
    """Return the number of the one film that a reference means, which may be a part of one.

    A piece of which there is no record gets one where the library is changed; else it has a
    number in ``library.shown`` only. Raises AmbiguousError with the candidates, NotFoundError with
    the nearest titles, UsageError for a piece that cannot be read, RefusedError for one of which
    several parts are records.
    """
    numbers = records(library, meant(library, reference))
    if len(numbers) > 1:
        labels = " and ".join(map(library.label, numbers[:3]))
        raise RefusedError(f"“{reference}” is several parts by now: {labels}. Name one of them.")
    return numbers[0]


def records(library: Library, found: Meant) -> list[int]:
    """Return the numbers of the records that make up what is meant (see ``film``)."""
    whole, span = found
    if span is None:
        return [whole]
    if library.may_change:
        return take(library, whole, span)
    parts = library.parts.of(library.films[whole])
    known = [part.film for part in parts if part.span == span and part.film is not None]
    return known or [library.shown.imagine(whole, span)]


def meant(library: Library, reference: str) -> Meant:
    """Return the one film, and the piece of it, that a reference means.

    What stands behind a title is a piece of it unless a film has all of that as its title. A part
    that has a title is found by it where no film is meant. Raises what ``film`` raises.
    """
    names = list(library.film_names())
    candidates = [named for named in names if named.id not in library.parts]
    if not BY_NUMBER.fullmatch(reference.strip()):
        found = find_films(reference, candidates, EXACT) or _piece(library, reference, candidates)
        found = found or find_films(reference, candidates) or _titled(library, reference, names)
        if isinstance(found, Meant):
            return found
        return Meant(only("film", reference, found, candidates))
    return Meant(only("film", reference, find_films(reference, names), candidates))


def _piece(library: Library, reference: str, candidates: list[Named]) -> Meant | None:
    """Return the piece that stands behind the title of a film."""
    split = spans.split(reference)
    found = find_films(split[0], candidates) if split else []
    if not split or not found:
        return None
    is_number = split[1].removeprefix("#").isdecimal()
    if is_number and (len(found) > 1 or not _is_numbered(library, found[0].id)):
        return None
    whole = library.films[only("film", split[0], found, candidates)]
    return Meant(whole.id, parts.meant(split[1], whole, library.parts.of(whole)))


def _is_numbered(library: Library, number: int) -> bool:
    known = library.parts.of(library.films[number]) if library.parts.has_any(number) else ()
    return any(part.span.unit is Unit.NUMBER for part in known)


def _titled(library: Library, reference: str, names: list[Named]) -> list[Named]:
    """Return the parts that have a title of their own which is meant, alone or behind the film's.

    The film in front may be named in any way that a film can be.
    """
    titled = [
        part
        for part in names
        if (whole := library.films.get(library.parts.whole_of(part.id) or 0))
        and part.names[0] != whole.title
    ]
    if found := find_films(reference, titled):
        return found
    words = reference.split()
    for count in range(len(words) - 1, 0, -1):
        named, title = " ".join(words[:count]), " ".join(words[count:])
        wholes = {whole.id for whole in find_films(named, [n for n in names if n not in titled])}
        inside = [part for part in titled if library.parts.whole_of(part.id) in wholes]
        if found := find_films(title, inside):
            return found
    return []


def franchise(library: Library, reference: str) -> int:
    """Return the number of the one franchise that a name or part of it means."""
    candidates = list(library.franchise_names())
    return only("franchise", reference, matching(reference, candidates), candidates)


def split_continuity(library: Library, reference: str) -> tuple[str, str]:
    """Split ``FRANCHISE:CONTINUITY``; the continuity is empty when none is named.

    A franchise whose own name has a colon ("Mission: Impossible") is found first.
    """
    known = list(library.franchise_names())
    name, colon, named = reference.rpartition(":")
    if colon and not matching(reference, known) and matching(name, known):
        return name, named.strip()
    return reference, ""


def continuity(library: Library, number: int, reference: str) -> int:
    """Return which of the continuities of a franchise a name or part of it means."""
    owner = library.franchises[number]
    candidates = [Named(index, (found.name,)) for index, found in enumerate(owner.continuities)]
    found = matching(reference, candidates)
    return only("continuity", reference, found, candidates, of=owner.name)


def film_list(library: Library, reference: str) -> int:
    """Return the number of the one named list that a name, part of it, or ``id:4`` means."""
    by_number = BY_NUMBER.fullmatch(reference.strip())
    if by_number and int(by_number[1]) in library.lists:
        return int(by_number[1])
    candidates = [Named(number, (found.name,)) for number, found in library.lists.items()]
    return only("list", reference, matching(reference, candidates), candidates)


def orders(library: Library, number: int) -> list[str]:
    """Return the names of the orders of a franchise."""
    return order_names(order.name for order in library.franchises[number].orders)


def order(library: Library, number: int, reference: str) -> int:
    """Return which of the orders of a franchise a name or part of it means."""
    owner = library.franchises[number]
    candidates = [Named(index, (name,)) for index, name in enumerate(orders(library, number))]
    found = matching(reference, candidates)
    return only("order", reference, found, candidates, of=owner.name)


def person(library: Library, reference: str) -> str:
    """Return the name, as it is credited, of the one person that a name or part of it means."""
    names = list(library.people())
    candidates = [Named(index, (name,)) for index, name in enumerate(names)]
    return names[only("person", reference, matching(reference, candidates), candidates)]


def viewing(film: Film, on: PartialDate | None) -> int:
    """Return which of the viewings of a film is the one of a date, None being the unknown one.

    Of several on one date it is the last; a date that is known in part means the only one in it.
    Raises AmbiguousError with the candidates, or RefusedError when there is none.
    """
    if exact := viewings_on(film, on):
        return next(place for place, v in enumerate(film.viewings) if v is exact[-1])
    dates = [Named(place, (str(v.watched_on),)) for place, v in enumerate(film.viewings)]
    found = [named for named in dates if on and named.names[0].startswith(f"{on}-")]
    if not found:
        when = f"of {on}" if on else "without a date"
        there = f": “watchlist log --film id:{film.id}” lists those there are" if dates else ""
        raise RefusedError(f"{film.label} has no viewing {when}{there}.")
    return only(part_of(film.label, "viewing"), str(on), found, found)
