"""Completing a film with what the sources know of it. What was said of it wins."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from msgspec.structs import replace

from watchlist.library.fields import FIELDS
from watchlist.model import Film
from watchlist.names.folding import same_name
from watchlist.sources.registry import KnownFilm, sources

_FILLED: Final = [
    field.name
    for field in FIELDS.values()
    if field.given and field.name not in ("title", "kind", "aliases", "story")
]
"""The fields that are filled in where they are empty; stories are ordered when a pack is added."""


def filled(film: Film, said: Collection[str]) -> tuple[Film, str]:
    """Return a film with what the first source that knows it says, and where; "" for nowhere.

    ``said`` are the facts that were given by name: a ``kind`` that was said and is another one, as
    an IMDb id that differs, tells of another film; a ``director`` that was said keeps out others.
    """
    year = film.year or (film.release.year if film.release else None)
    for source in sources():
        known = source.facts(film.title, year)
        if known and not _is_another(film, known, said):
            return _joined(film, known.film, said), known.where
    return film, ""


def _is_another(film: Film, known: KnownFilm, said: Collection[str]) -> bool:
    theirs = known.film
    differs = film.imdb and theirs.imdb and film.imdb != theirs.imdb
    return bool(differs) or ("kind" in said and film.kind != theirs.kind)


def _joined(film: Film, theirs: Film, said: Collection[str]) -> Film:
    """Return a film with the facts of a source, spelt as it is there if that is its title.

    A release that was said to be unknown leaves the year unknown, too.
    """
    facts = {name: getattr(film, name) or getattr(theirs, name) for name in _FILLED}
    if film.release and not film.release.year:
        facts["year"] = film.year
    directors = () if "director" in said else theirs.credits
    title = theirs.title if same_name(film.title, theirs.title) else film.title
    joined = replace(film, **facts, title=title, kind=theirs.kind)
    return replace(joined, credits=(*film.credits, *directors))
