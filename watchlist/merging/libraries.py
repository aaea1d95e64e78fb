"""One library joined to another: its films are found here or entered, and the rest follows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Final

import msgspec
from msgspec.structs import replace

from watchlist.library.franchises import CircleError, with_placement
from watchlist.library.library import Library
from watchlist.merging.entries import Entry, Origin
from watchlist.merging.films import updated
from watchlist.merging.importing import Report
from watchlist.merging.matching import Matcher, loose_sentences
from watchlist.model import (
    Continuity,
    Film,
    FilmId,
    FilmList,
    Franchise,
    NamedOrder,
    Placement,
)

_ORIGIN: Final = Origin("")

Numbers = Mapping[FilmId, FilmId]
"""The numbers of films here, by those that they have in the other library."""


def join_library(library: Library, other: Library) -> Report:
    """Bring a library up to date with another one, and return what that did."""
    films = list(other.films.values())
    report = Report(rows=len(films))
    numbers = _join_films(library, films, report)
    for link in other.links.values():
        if link.film in numbers and link.other in numbers:
            library.link(numbers[link.film], link.kind, numbers[link.other], join=False)
    for franchise in other.franchises.values():
        _join_franchise(library, franchise, numbers)
    for found in other.lists.values():
        _join_list(library, found, numbers, report)
    return report


def _join_films(library: Library, films: Iterable[Film], report: Report) -> dict[FilmId, FilmId]:
    """Enter films, or what is new in them; return their numbers."""
    sources = list(films)
    matcher = Matcher(library.films)
    targets = matcher.match([_entry(film) for film in sources])
    number = library.films.next_number()
    numbers: dict[FilmId, FilmId] = {}
    for source, target in zip(sources, targets, strict=True):
        known = library.films.get(target.number)
        if known is None:
            target.number, number = number, number + 1
        numbers[source.id] = target.number
        film = _joined(known, replace(source, id=target.number))
        if film == known:
            report.unchanged += 1
            continue
        library.films[film.id] = film
        (report.updated if known else report.added).append(film.id)
    report.notices += (
        f"There is more than one {label}: the first of them was taken." for label in matcher.doubts
    )
    report.notices += loose_sentences(matcher)
    return numbers


def _entry(film: Film) -> Entry:
    """Return what an entry says that means a film, and that brings in what it has."""
    said = msgspec.structs.asdict(film) | {"id": 0}
    return Entry(origin=_ORIGIN, plays=len(film.viewings), rating_wins=True, **said)


def _joined(known: Film | None, source: Film) -> Film:
    if known is None:
        return source
    film = updated(known, [(_entry(source), bool(source.imdb or source.tmdb or source.letterboxd))])
    there = {(credit.name, credit.job) for credit in film.credits}
    new = (credit for credit in source.credits if (credit.name, credit.job) not in there)
    return replace(film, credits=(*film.credits, *new))


def _join_franchise(library: Library, other: Franchise, numbers: Numbers) -> None:
    """Bring a franchise up to date: members, and placements and orders where there are none."""
    known = library.franchise_named(other.name)
    if known is None:
        known = replace(library.ensure_franchise(other.name), default_order=other.default_order)
        library.franchises[known.id] = known
    for branch in other.continuities:
        films = _here(branch.films, numbers)
        optional = _here(branch.optional, numbers)
        known = library.enter(known.id, films, [branch.name])
        if optional:
            known = library.enter(known.id, optional, [branch.name], optional=True)
    library.franchises[known.id] = replace(
        known,
        aliases=tuple(dict.fromkeys((*known.aliases, *other.aliases))),
        continuities=tuple(_described(branch, other) for branch in known.continuities),
        orders=(*known.orders, *_new_orders(known, other, numbers)),
    )
    for placement in _new_placements(known, other, numbers):
        with suppress(CircleError):  # what is said here goes before what is said there
            library.franchises[known.id] = with_placement(library.franchises[known.id], placement)


def _here(films: Iterable[FilmId], numbers: Numbers) -> tuple[FilmId, ...]:
    return tuple(dict.fromkeys(numbers[film] for film in films if film in numbers))


def _described(branch: Continuity, other: Franchise) -> Continuity:
    theirs = other.continuity(branch.name)
    if branch.description or not theirs:
        return branch
    return replace(branch, description=theirs.description)


def _new_placements(known: Franchise, other: Franchise, numbers: Numbers) -> list[Placement]:
    """Return the placements of films that have none in that scope here."""
    placed = {(film, said.continuity) for said in known.placements for film in said.films}
    found = []
    for said in other.placements:
        films, anchors = _here(said.films, numbers), _here(said.anchors, numbers)
        if len(films) != len(said.films) or len(anchors) != len(said.anchors):
            continue
        if not any((film, said.continuity) in placed for film in films):
            found.append(replace(said, films=films, anchors=anchors))
    return found


def _new_orders(known: Franchise, other: Franchise, numbers: Numbers) -> list[NamedOrder]:
    return [
        replace(order, films=_here(order.films, numbers))
        for order in other.orders
        if not known.order(order.name)
    ]


def _join_list(library: Library, other: FilmList, numbers: Numbers, report: Report) -> None:
    """Make the list of that name what it is in the other library."""
    known = next(
        (
            found
            for found in library.lists.values()
            if (found.url, found.name) == (other.url, other.name)
        ),
        None,
    )
    number = known.id if known else library.lists.next_number()
    films = tuple(
        replace(listed, film=numbers[listed.film])
        for listed in other.films
        if listed.film in numbers
    )
    found = replace(other, id=number, films=films)
    if found != known:
        library.lists[number] = found
        report.lists += 1
