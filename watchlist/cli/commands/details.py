"""What the options of ``add`` and ``edit`` say of a film: facts, and relations to others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import click
from msgspec.structs import replace

from watchlist.cli.app import App, today
from watchlist.cli.options import ANCHORED
from watchlist.errors import UsageError
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.model import (
    Credit,
    Film,
    FilmId,
    Franchise,
    Job,
    Kind,
    LinkKind,
    Note,
    PlacementKind,
)
from watchlist.names.folding import fold

Values = Mapping[str, Any]

_SINGLE: Final = ("year", "release", "runtime", "original_title", "imdb", "tmdb", "story", "where")
_FIELDS: Final[dict[str, tuple[str, Any]]] = {
    # option: (the field it fills, what that holds when nothing is known)
    "year": ("year", None),
    "release": ("release", None),
    "kind": ("kind", Kind.FILM),
    "runtime": ("runtime", None),
    "original-title": ("original_title", ""),
    "alias": ("aliases", ()),
    "imdb": ("imdb", ""),
    "tmdb": ("tmdb", None),
    "set": ("story", None),
    "tag": ("tags", ()),
    "note": ("notes", ()),
    "where": ("where", ""),
    "rating": ("rating", None),
    "director": ("credits", ()),
    "cast": ("credits", ()),
}


class Cleared(NamedTuple):
    """What ``--clear`` empties: the field of an option, or one value of it."""

    option: str
    value: str


class ClearType(click.ParamType[Cleared]):
    """The name of an option, or ``NAME=VALUE`` for one value of one that repeats."""

    name = "field"

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Cleared:
        """Read what to clear; a plural is as good."""
        name, _, one = str(value).partition("=")
        option = next((o for o in _FIELDS if name in (o, f"{o}s", f"{o}es")), None)
        if option is None:
            self.fail(f"“{name}” is not one of {', '.join(_FIELDS)}", param, ctx)
        return Cleared(option, one)


def cleared(film: Film, clear: Sequence[Cleared]) -> Film:
    """Return a film without what is to be cleared."""
    for option, value in clear:
        field, empty = _FIELDS[option]
        if field == "credits":
            kept = [c for c in film.credits if c.job != option or (value and not _is(c, value))]
            film = replace(film, credits=tuple(kept))
        elif value and isinstance(empty, tuple):
            kept = [item for item in getattr(film, field) if not _is(item, value)]
            film = replace(film, **{field: tuple(kept)})
        else:
            film = replace(film, **{field: empty})
    return film


def _is(item: str | Note | Credit, value: str) -> bool:
    text = item.text if isinstance(item, Note) else item.name if isinstance(item, Credit) else item
    return fold(text) == fold(value)


def facts(film: Film, values: Values) -> dict[str, Any]:
    """Return the fields of a film that the options change; what repeats is added to."""
    changes = {name: values[name] for name in _SINGLE if values[name] is not None}
    if values["kind"]:
        changes["kind"] = Kind(values["kind"])
    if values["alias"]:
        changes["aliases"] = (*film.aliases, *values["alias"])
    if values["tag"]:
        changes["tags"] = (*film.tags, *values["tag"])
    if values["note"]:
        changes["notes"] = (*film.notes, *(Note(text=text, on=today()) for text in values["note"]))
    return changes


def credits_of(values: Values) -> Iterator[Credit]:
    """Yield the people that the options name."""
    for name in values["director"]:
        yield Credit(name=name, job=Job.DIRECTOR)
    for name, role in values["cast"]:
        yield Credit(name=name, job=Job.CAST, role=role)


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
