"""How films that are entered relate to others: links, a placement, and the franchises they join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from watchlist.errors import UsageError
from watchlist.library.franchises import Replaced
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.model import FilmId, Franchise, LinkKind, PlacementKind


class FilmRelations(NamedTuple):
    """What is said of the relations of films. ``franchises`` are names, of new ones as well."""

    placement: PlacementKind | None
    anchors: Sequence[FilmId]
    links: Sequence[tuple[LinkKind, FilmId]]
    franchises: Sequence[str]
    continuities: Sequence[str]
    weight: str

    @property
    def related(self) -> list[FilmId]:
        """The films whose franchises are joined, unless one is named."""
        return [*self.anchors, *(other for kind, other in self.links if kind.joins)]


def relate(library: Library, films: Sequence[FilmId], relations: FilmRelations) -> list[Replaced]:
    """Record the relations of films; return what their placement takes the place of.

    A franchise that is named is the only one they join.
    Raises UsageError when it is not told which franchise a continuity is of.
    """
    franchises = list(_franchises(library, relations))
    for franchise, continuity in franchises:
        named = relations.continuities or ([continuity] if continuity else ())
        related = relations.related
        shared = franchise.continuities_with(related) if related else ()
        library.enter(franchise.id, films, named or list(shared), relations.weight)
    for film in films:
        for kind, other in relations.links:
            library.link(film, kind, other, join=not franchises)
    if relations.placement:
        scopes = [Scope(franchise.id) for franchise, _ in franchises]
        return library.place(films, relations.placement, relations.anchors, scopes=scopes)
    return []


def _franchises(library: Library, relations: FilmRelations) -> Iterator[tuple[Franchise, str]]:
    """Yield the franchises that films are entered into, with the continuity that is named."""
    for name in relations.franchises:
        yield named_franchise(library, name)
    if relations.franchises or not (relations.continuities or relations.weight):
        return
    found = _franchises_with(library, relations.related)
    if not found:
        raise UsageError("Say which --franchise is meant.")
    for franchise in found:
        yield franchise, ""


def _franchises_with(library: Library, films: Sequence[FilmId]) -> list[Franchise]:
    return [
        franchise
        for franchise in library.franchises.values()
        if films and any(franchise.continuities_with(films))
    ]


def named_franchise(library: Library, reference: str) -> tuple[Franchise, str]:
    """Return the franchise of ``NAME`` or ``NAME:CONTINUITY``, which is made if it is new.

    A colon with a blank behind it belongs to the name ("Mission: Impossible").
    """
    if known := library.franchise_named(reference):
        return known, ""
    name, colon, continuity = reference.rpartition(":")
    if colon and name and continuity and not continuity.startswith(" "):
        return library.ensure_franchise(name), continuity
    return library.ensure_franchise(reference), ""
