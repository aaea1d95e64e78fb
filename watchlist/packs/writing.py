"""A franchise of a library as a pack. Nothing personal goes into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from watchlist.library.fields import FIELDS
from watchlist.library.library import Library
from watchlist.library.parts import span_of
from watchlist.merging.facts import directors
from watchlist.model import MAIN, Film, FilmId, Franchise, Kind, Placement
from watchlist.names.folding import fold
from watchlist.packs.model import (
    Pack,
    PackContinuity,
    PackFilm,
    PackLink,
    PackOrder,
    PackPlacement,
)

_NO_KEY = re.compile(r"[^a-z0-9]+")
_LONGEST_KEY: Final = 40


class _Keys:
    """The films of a pack, by number, with the key of each."""

    def __init__(self, films: Iterable[Film]) -> None:
        self.of = _keys(films)

    def all_of(self, numbers: Iterable[FilmId]) -> tuple[str, ...]:
        """Return the keys of films, without those that are not in the pack."""
        return tuple(self.of[film] for film in numbers if film in self.of)


def pack_of(library: Library, number: int) -> Pack:
    """Return a franchise of a library as a pack. Films stand in order of entry."""
    franchise = library.franchises[number]
    members = {film for film in franchise.members() if film in library.films}
    wholes = {whole.id for film in members if (whole := _whole_of(library, library.films[film]))}
    films = [library.films[film] for film in sorted(members | wholes)]
    keys = _Keys(films)
    return Pack(
        name=franchise.name,
        aliases=franchise.aliases,
        default_order=franchise.default_order,
        films={keys.of[film.id]: _pack_film(library, film, keys) for film in films},
        holds=tuple(_held(library, franchise)),
        continuities=_continuities(franchise, keys),
        links=tuple(_links(library, keys)),
        placements=tuple(_placement(placement, keys) for placement in franchise.placements),
        orders=tuple(
            PackOrder(name=order.name, films=keys.all_of(order.films))
            for order in franchise.orders
            if keys.all_of(order.films)
        ),
    )


def _held(library: Library, franchise: Franchise) -> Iterator[str]:
    """Yield what a universe holds, by name and the continuity that is named."""
    for holding in franchise.holds:
        if held := library.franchises.get(holding.franchise):
            yield ":".join(filter(None, (held.name, holding.continuity)))


def _continuities(franchise: Franchise, keys: _Keys) -> tuple[PackContinuity, ...]:
    """Return the continuities; none where all there is to say is that there is one."""
    found = tuple(
        PackContinuity(
            name=continuity.name,
            films=keys.all_of(continuity.films),
            optional=keys.all_of(continuity.optional),
            essential=keys.all_of(continuity.essential),
            filler=keys.all_of(continuity.filler),
            description=continuity.description,
        )
        for continuity in franchise.continuities
    )
    only_main = (
        len(found) == 1
        and found[0] == PackContinuity(name=MAIN, films=found[0].films)
        and set(found[0].films) == set(keys.of.values())
    )
    return () if only_main else found


def _links(library: Library, keys: _Keys) -> Iterator[PackLink]:
    """Yield the links between films of the pack."""
    for link in library.links.values():
        if link.film in keys.of and link.other in keys.of:
            yield PackLink(
                film=keys.of[link.film],
                kind=link.kind,
                other=keys.of[link.other],
                together=keys.all_of(link.together),
            )


def _placement(placement: Placement, keys: _Keys) -> PackPlacement:
    return PackPlacement(
        films=keys.all_of(placement.films),
        kind=placement.kind,
        anchors=keys.all_of(placement.anchors),
        continuity=placement.continuity,
        note=placement.note,
    )


def _pack_film(library: Library, film: Film, keys: _Keys) -> PackFilm:
    facts = {field.name: getattr(film, field.name) for field in FIELDS.values() if field.given}
    facts["seasons"] = tuple(count or 0 for count in film.seasons)
    if whole := _whole_of(library, film):
        title = "" if film.title == whole.title else film.title
        facts |= {"title": title, "kind": Kind.FILM, "part": film.span, "whole": keys.of[whole.id]}
    return PackFilm(directors=tuple(credit.name for credit in directors(film)), **facts)


def _whole_of(library: Library, film: Film) -> Film | None:
    """Return the film that another one is a piece of; None where it is no piece."""
    whole = library.films.get(film.whole or 0)
    return whole if whole and whole.whole is None and span_of(film.span, whole) else None


def _keys(films: Iterable[Film]) -> dict[FilmId, str]:
    """Return a key for each film: its title, then with the year, then with a number."""
    keys: dict[FilmId, str] = {}
    taken: set[str] = set()
    for film in films:
        key = slug(f"{film.title} {film.span}") or f"film-{film.id}"
        if key in taken and film.year:
            key = f"{key}-{film.year}"
        if key in taken:
            key = f"{key}-{film.id}"
        taken.add(key)
        keys[film.id] = key
    return keys


def slug(name: str) -> str:
    """Return a name in small letters, digits and hyphens; empty when it has none of them."""
    return _NO_KEY.sub("-", fold(name)).strip("-")[:_LONGEST_KEY].strip("-")
