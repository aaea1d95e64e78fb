"""A franchise of a library as a pack. Nothing personal goes into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from watchlist.library.fields import FIELDS
from watchlist.library.library import Library
from watchlist.merging.threeway import directors
from watchlist.model import MAIN, Film, FilmId, Franchise, Placement
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
    members = sorted(film for film in franchise.members() if film in library.films)
    films = [library.films[film] for film in members]
    keys = _Keys(films)
    return Pack(
        name=franchise.name,
        aliases=franchise.aliases,
        default_order=franchise.default_order,
        films={keys.of[film.id]: _pack_film(film) for film in films},
        continuities=_continuities(franchise, keys),
        links=tuple(_links(library, keys)),
        placements=tuple(_placement(placement, keys) for placement in franchise.placements),
        orders=tuple(
            PackOrder(name=order.name, films=keys.all_of(order.films))
            for order in franchise.orders
            if keys.all_of(order.films)
        ),
    )


def _continuities(franchise: Franchise, keys: _Keys) -> tuple[PackContinuity, ...]:
    """Return the continuities; none where all there is to say is that there is one."""
    found = tuple(
        PackContinuity(
            name=continuity.name,
            films=keys.all_of(continuity.films),
            optional=keys.all_of(continuity.optional),
            description=continuity.description,
        )
        for continuity in franchise.continuities
    )
    only_main = len(found) == 1 and found[0] == PackContinuity(name=MAIN, films=found[0].films)
    return () if only_main else found


def _links(library: Library, keys: _Keys) -> Iterator[PackLink]:
    """Yield the links between films of the pack."""
    for link in library.links.values():
        if link.film in keys.of and link.other in keys.of:
            yield PackLink(film=keys.of[link.film], kind=link.kind, other=keys.of[link.other])


def _placement(placement: Placement, keys: _Keys) -> PackPlacement:
    return PackPlacement(
        films=keys.all_of(placement.films),
        kind=placement.kind,
        anchors=keys.all_of(placement.anchors),
        continuity=placement.continuity,
        note=placement.note,
    )


def _pack_film(film: Film) -> PackFilm:
    facts = {field.name: getattr(film, field.name) for field in FIELDS.values() if field.given}
    return PackFilm(directors=tuple(credit.name for credit in directors(film)), **facts)


def _keys(films: Iterable[Film]) -> dict[FilmId, str]:
    """Return a key for each film: its title, then with the year, then with a number."""
    keys: dict[FilmId, str] = {}
    taken: set[str] = set()
    for film in films:
        key = slug(film.title) or f"film-{film.id}"
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
