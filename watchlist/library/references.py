"""Which film, franchise, list or person of a library a reference means.

A reference is what somebody typed (``docs/scripting.md``, *Names*). Each function returns the
one record that is meant. It raises AmbiguousError with the candidates where it may mean several,
NotFoundError with near names where it means none, and VagueError where the library is to be
changed (``Library.may_change``) and what was typed is too little of a name for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from watchlist import spans
from watchlist.dates import PartialDate
from watchlist.errors import NoSuchPieceError, RefusedError
from watchlist.library import parts
from watchlist.library.library import Library
from watchlist.library.taking import take
from watchlist.library.viewings import viewings_on
from watchlist.model import Film, FilmId
from watchlist.names.search import (
    BY_NUMBER,
    FILM,
    Fit,
    Found,
    Named,
    find,
    find_films,
    only,
    part_of,
)
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
    if BY_NUMBER.fullmatch(reference.strip()):
        return Meant(_only_film(library, reference, find_films(reference, names), names))
    candidates = [named for named in names if named.id not in library.parts]
    found = find_films(reference, candidates, Fit.NAME)
    if not found.candidates:
        if piece := _piece(library, reference, candidates):
            return piece
        found = find_films(reference, candidates)
    found = found if found.candidates else _titled(library, reference, names)
    if not found.candidates and spans.is_lone(reference):
        raise NoSuchPieceError(
            f"There is no film “{reference}”: a piece of a film stands in quotes with its title, "
            f"“dark {reference}”."
        )
    return Meant(_only_film(library, reference, found, candidates))


def _only_film(
    library: Library, reference: str, found: Found, candidates: Sequence[Named]
) -> FilmId:
    return only(FILM, reference, found, candidates, changing=library.may_change)


def _piece(library: Library, reference: str, candidates: list[Named]) -> Meant | None:
    """Return the piece that stands behind the title of a film."""
    split = spans.split(reference)
    found = find_films(split[0], candidates) if split else None
    if not split or not found or not found.candidates:
        return None
    fitting = [named for named in found.candidates if _may_have(library, named.id, split[1])]
    found = found._replace(candidates=fitting or found.candidates)
    several = len(found.candidates) > 1
    if spans.may_be_title(split[1]) and (several or not _counts(library, found.candidates[0].id)):
        return None
    number = _only_film(library, split[0], found, candidates)
    whole = library.films.get(number)
    if whole is None:  # its record cannot be read, which is for the caller to say
        return Meant(number)
    return Meant(number, parts.meant(split[1], whole, library.parts.of(whole)))


def _may_have(library: Library, number: int, piece: str) -> bool:
    """Whether a film is of the sort that has such pieces: series episodes, and others minutes."""
    span = parts.parsed(piece)
    if span is None or span.unit is Unit.NUMBER or number not in library.films:
        return True
    return parts.is_episodic(library.films[number]) == (span.unit is not Unit.SECOND)


def _counts(library: Library, number: int) -> bool:
    """Whether a film has episodes, or parts by their numbers."""
    film = library.films.get(number)
    if film is None:
        return False
    known = library.parts.of(film)
    return parts.is_episodic(film) or any(part.span.unit is Unit.NUMBER for part in known)


def _titled(library: Library, reference: str, names: list[Named]) -> Found:
    """Return the parts that have a title of their own which is meant, alone or behind the film's.

    The film in front may be named in any way that a film can be.
    """
    titled = [
        part
        for part in names
        if (whole := library.films.get(library.parts.whole_of(part.id) or 0))
        and part.names[0] != whole.title
    ]
    found = find_films(reference, titled)
    words = reference.split()
    for count in range(len(words) - 1, 0, -1) if not found.candidates else ():
        named, title = " ".join(words[:count]), " ".join(words[count:])
        others = find_films(named, [n for n in names if n not in titled])
        wholes = {whole.id for whole in others.candidates}
        inside = [part for part in titled if library.parts.whole_of(part.id) in wholes]
        found = find_films(title, inside)
        if found.candidates:
            break
    return found


def franchise(library: Library, reference: str) -> int:
    """Return the number of the one franchise that a name or whole words of it mean."""
    candidates = list(library.franchise_names())
    found = find(reference, candidates)
    return only("franchise", reference, found, candidates, changing=library.may_change)


def split_continuity(library: Library, reference: str) -> tuple[str, str]:
    """Split ``FRANCHISE:CONTINUITY``; the continuity is empty when none is named.

    A franchise whose own name has a colon ("Mission: Impossible") is found first.
    """
    known = list(library.franchise_names())
    name, colon, named = reference.rpartition(":")
    if colon and not find(reference, known).candidates and find(name, known).candidates:
        return name, named.strip()
    return reference, ""


def continuity(library: Library, number: int, reference: str) -> int:
    """Return which of the continuities of a franchise a name or words of it mean."""
    owner = library.franchises[number]
    candidates = [Named(index, (found.name,)) for index, found in enumerate(owner.continuities)]
    return _only_of(library, "continuity", reference, candidates, owner.name)


def film_list(library: Library, reference: str) -> int:
    """Return the number of the one named list that a name, words of it, or ``id:4`` mean."""
    by_number = BY_NUMBER.fullmatch(reference.strip())
    if by_number and int(by_number[1]) in library.lists:
        return int(by_number[1])
    candidates = [Named(number, (found.name,)) for number, found in library.lists.items()]
    return _only_of(library, "list", reference, candidates)


def orders(library: Library, number: int) -> list[str]:
    """Return the names of the orders of a franchise."""
    return order_names(order.name for order in library.franchises[number].orders)


def order(library: Library, number: int, reference: str) -> int:
    """Return which of the orders of a franchise a name or words of it mean."""
    owner = library.franchises[number]
    candidates = [Named(index, (name,)) for index, name in enumerate(orders(library, number))]
    return _only_of(library, "order", reference, candidates, owner.name)


def person(library: Library, reference: str) -> str:
    """Return the name, as it is credited, of the one person that a name or words of it mean."""
    names = list(library.people())
    candidates = [Named(index, (name,)) for index, name in enumerate(names)]
    return names[_only_of(library, "person", reference, candidates)]


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
    return only(part_of(film.label, "viewing"), str(on), Found(Fit.NAME, found), found)


def _only_of(
    library: Library, what: str, reference: str, candidates: Sequence[Named], owner: str = ""
) -> int:
    """Return the one candidate that a name means, of which words may be begun."""
    found = find(reference, candidates, Fit.BEGUN)
    named = part_of(owner, what) if owner else what
    return only(named, reference, found, candidates, changing=library.may_change)
