"""What the options of ``add`` and ``edit`` say of a film: facts, and relations to others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from watchlist.cli.app import App
from watchlist.cli.film_fields import Values
from watchlist.cli.options import ANCHORED
from watchlist.errors import UsageError
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.model import (
    FilmId,
    Franchise,
    LinkKind,
    PlacementKind,
)


class Relations(NamedTuple):
    """How films relate to others, with every reference resolved."""

    placement: PlacementKind | None
    anchors: list[FilmId]
    links: list[tuple[LinkKind, FilmId]]
    franchises: Sequence[str]
    continuities: Sequence[str]
    optional: bool


def resolve(app: App, library: Library, values: Values) -> Relations:
    """Look up the films that the options refer to. Raises UsageError for two placements."""
    given = [kind for kind in ANCHORED if values[kind]]
    if len(given) > 1:
        raise UsageError(
            f"--{given[0]} and --{given[1]} exclude each other: a film has one placement."
        )
    placement = given[0] if given else None
    links = [
        (kind, app.film(library, reference))
        for kind in LinkKind
        for reference in values[kind.replace("-", "_")]
    ]
    return Relations(
        placement,
        app.anchors(library, values[placement]) if placement else [],
        links,
        values["franchise"],
        values["continuity"],
        values["optional"],
    )


def relate(library: Library, films: Sequence[FilmId], relations: Relations) -> None:
    """Record the relations of films. A franchise that is named is the only one they join."""
    related = [*relations.anchors, *(other for kind, other in relations.links if kind.joins)]
    franchises = [named_franchise(library, name) for name in relations.franchises]
    if not franchises and (relations.continuities or relations.optional):
        franchises = [(f, "") for f in _franchises_with(library, related)]
        if not franchises:
            raise UsageError("Say which --franchise is meant.")
    for franchise, branch in franchises:
        named = relations.continuities or ([branch] if branch else ())
        shared = franchise.continuities_with(related) if related else ()
        library.enter(franchise.id, films, named or list(shared), optional=relations.optional)
    for film in films:
        for kind, other in relations.links:
            library.link(film, kind, other, join=not franchises)
    if relations.placement:
        scopes = [Scope(franchise.id) for franchise, _ in franchises]
        library.place(films, relations.placement, relations.anchors, scopes=scopes)


def named_franchise(library: Library, reference: str) -> tuple[Franchise, str]:
    """Return the franchise of ``NAME`` or ``NAME:CONTINUITY``, which is made if it is new.

    A colon with a blank behind it belongs to the name ("Mission: Impossible").
    """
    if known := library.franchise_named(reference):
        return known, ""
    name, colon, branch = reference.rpartition(":")
    if colon and name and branch and not branch.startswith(" "):
        return library.ensure_franchise(name), branch
    return library.ensure_franchise(reference), ""


def _franchises_with(library: Library, films: Sequence[FilmId]) -> list[Franchise]:
    return [
        franchise
        for franchise in library.franchises.values()
        if films and any(franchise.continuities_with(films))
    ]
