"""Which film, franchise, list or person of a library a reference means.

A reference is what somebody typed (``docs/scripting.md``, *Names*). Each function returns the
one record that is meant; it raises AmbiguousError with the candidates, or NotFoundError with the
nearest names.
"""

from __future__ import annotations

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.library.library import Library
from watchlist.library.viewings import viewings_on
from watchlist.model import Film
from watchlist.names.search import BY_NUMBER, Named, find_films, matching, only, part_of
from watchlist.story.kinds import order_names


def film(library: Library, reference: str) -> int:
    """Return the number of the one film that a reference means.

    Raises AmbiguousError with the candidates, or NotFoundError with the nearest titles.
    """
    candidates = list(library.film_names())
    return only("film", reference, find_films(reference, candidates), candidates)


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
