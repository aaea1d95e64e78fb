"""Which record of the library is meant by what was typed, or by what a person chose when asked.

The rules are those of ``watchlist.library.references``; each function raises what its namesake
there raises.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from functools import partial

from watchlist import spans
from watchlist.cli.choices import chosen
from watchlist.dates import PartialDate
from watchlist.errors import NotFoundError, RefusedError, UsageError
from watchlist.library import references, viewings
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.library.parts import parsed
from watchlist.model import PlacementKind, Viewing
from watchlist.names import search
from watchlist.names.search import FILM, Fit
from watchlist.spans import overlap


def _meant(what: str, reference: str, find: Callable[[], int]) -> int:
    """Return what a person chose among several candidates, or else what is found."""
    number = chosen(what, reference)
    return find() if number is None else number


def film(library: Library, reference: str) -> int:
    """Return the number of the film that a reference means."""
    reference = _with_choice(reference)
    number = _meant(FILM, reference, partial(references.film, library, reference))
    if number not in library.shown:
        raise _unreadable(reference)
    return number


def _with_choice(reference: str) -> str:
    """Return a reference with the number of the film that a person chose in front of a piece."""
    split = spans.split(reference)
    number = chosen(FILM, split[0]) if split else None
    return reference if split is None or number is None else f"id:{number} {split[1]}"


def all_films(library: Library, named: Iterable[str]) -> list[int]:
    """Return the numbers of films, as often as they are named; a piece may be several parts."""
    names = list(named)
    cut(library, names)
    return [number for reference in names for number in pieces(library, reference)]


def cut(library: Library, named: Collection[str]) -> None:
    """Make the parts that several references mean, so that none is cut by one named behind it."""
    if library.may_change and len(named) > 1:
        for reference in filter(spans.split, named):
            with suppress(NotFoundError):
                pieces(library, reference)


def films(library: Library, named: Iterable[str], beside: Iterable[str] = ()) -> list[int]:
    """Return the numbers of films, each once; a piece of one may be several parts.

    ``beside`` are other references of the command.
    """
    names = list(named)
    cut(library, [*names, *beside])
    return list(dict.fromkeys(all_films(library, names)))


def last_piece(library: Library, reference: str) -> int:
    """Return the film, or the last of the parts, that a reference means: what others go on from."""
    return pieces(library, reference)[-1]


def anchors(library: Library, kind: PlacementKind | None, named: Sequence[str]) -> list[int]:
    """Return the films that a placement is relative to: of several parts the one that it touches.

    That is the first one where films stand before it, and else the last.
    """
    found = [pieces(library, reference) for reference in named]
    leads = kind is PlacementKind.BEFORE
    return [parts[0 if leads or place else -1] for place, parts in enumerate(found)]


def films_and_parts(library: Library, reference: str) -> list[int]:
    """Return a film with its parts, or the parts inside the piece, that a reference means."""
    number = film(library, reference)
    shown = library.shown[number]
    whole = library.films[shown.whole or number]
    piece = parsed(shown.span)
    found = [p.film for p in library.parts.of(whole) if not piece or overlap(piece, p.span)]
    return list(dict.fromkeys([*([] if piece else [number]), *filter(None, found)]))


def pieces(library: Library, reference: str) -> list[int]:
    """Return the number of the film, or of the parts, that a reference means."""
    return references.records(library, meant(library, reference))


def meant(library: Library, reference: str) -> references.Meant:
    """Return the film, and the piece of it, that a reference means."""
    reference = _with_choice(reference)
    number = chosen(FILM, reference)
    found = references.meant(library, reference) if number is None else references.Meant(number)
    if found.film not in library.films:
        raise _unreadable(reference)
    return found


def viewing(library: Library, number: int, on: PartialDate | None) -> Viewing:
    """Return the viewing of a film that a date means; None is the unknown one."""
    film = library.films[number]
    what = search.part_of(film.label, "viewing")
    return film.viewings[_meant(what, str(on), partial(references.viewing, film, on))]


def last_viewing(library: Library, number: int) -> Viewing:
    """Return the last viewing of a film. Raises RefusedError when there is none."""
    film = library.films[number]
    if last := viewings.last_viewing(film):
        return last
    raise RefusedError(f"{film.label} has no viewing: “watchlist watched” enters one.")


def film_or_franchise(library: Library, reference: str) -> int | Scope:
    """Return the film or the franchise that a reference means; the franchise if both do."""
    franchises, titles = list(library.franchise_names()), list(library.film_names())
    for fit in (Fit.NAME, Fit.WORDS):
        if search.matching(reference, franchises, fit):
            return franchise(library, reference)
        if search.matching(reference, titles, fit):
            return film(library, reference)
    name = reference.rpartition(":")[0]
    if search.find(name, franchises).candidates or chosen("franchise", name) is not None:
        return franchise(library, reference)
    return film(library, reference)


def person(library: Library, reference: str) -> str:
    """Return the name of the person that a reference means."""
    number = chosen("person", reference)
    if number is None:
        return references.person(library, reference)
    return list(library.people())[number]


def film_list(library: Library, reference: str) -> int:
    """Return the number of the named list that a reference means."""
    return _meant("list", reference, partial(references.film_list, library, reference))


def franchise(library: Library, reference: str) -> Scope:
    """Return the franchise, and its continuity if one is named, that a reference means."""
    name, _, named = reference.rpartition(":")
    if chosen("franchise", name) is None:
        name, named = references.split_continuity(library, reference)
    number = _meant("franchise", name, partial(references.franchise, library, name))
    if number not in library.franchises:
        raise _unreadable(reference)
    only = continuity(library, number, named.strip()) if named.strip() else ""
    return Scope(number, only)


def whole_franchise(library: Library, reference: str) -> int:
    """Return the franchise that a name means, for what is done to all of it.

    Raises UsageError when one of its continuities is named.
    """
    number, named = franchise(library, reference)
    if named:
        name = library.franchises[number].name
        raise UsageError(f"This is about all of {name}: write it without “:{named}”.")
    return number


def continuity(library: Library, number: int, reference: str) -> str:
    """Return the name of the continuity of a franchise that a reference means."""
    owner = library.franchises[number]
    what = search.part_of(owner.name, "continuity")
    find = partial(references.continuity, library, number, reference)
    return owner.continuities[_meant(what, reference, find)].name


def order(library: Library, number: int, reference: str) -> str:
    """Return the name of the order of a franchise that a reference means."""
    what = search.part_of(library.franchises[number].name, "order")
    find = partial(references.order, library, number, reference)
    return references.orders(library, number)[_meant(what, reference, find)]


def _unreadable(reference: str) -> RefusedError:
    return RefusedError(
        f"The record of “{reference}” cannot be read; “watchlist doctor” says more."
    )
