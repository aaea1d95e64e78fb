"""What the franchise packs know of a film."""

from __future__ import annotations

from collections.abc import Sequence

from watchlist.names.search import Named
from watchlist.packs import shelf
from watchlist.packs.converting import film_of
from watchlist.sources.registry import KnownFilm


def facts(title: str, year: int | None) -> KnownFilm | None:
    """Return the one film of exactly that title, and year if one is given; None else."""
    known = shelf.film_facts(title, year)
    return None if known is None else KnownFilm(film_of(known.film, number=0), known.pack)


def near(title: str) -> Sequence[Named]:
    """Return the films of exactly that title, or else the few that it may be misspelt for."""
    return shelf.films_named(title) or shelf.films_like(title)
