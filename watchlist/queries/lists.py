"""Named lists and the films on them. Pure."""

from __future__ import annotations

from watchlist.library.library import Library
from watchlist.model import Film, FilmList


def lists_with_seen(library: Library) -> list[tuple[FilmList, int]]:
    """Return the named lists, each with how many of its films were seen."""
    seen = library.seen()
    return [
        (found, sum(item.film in seen for item in found.films)) for found in library.lists.values()
    ]


def films_on(library: Library, found: FilmList) -> list[tuple[Film, str]]:
    """Return the films on a list, in its order, each with what was said of it there."""
    items = ((library.shown.get(item.film), item.note) for item in found.films)
    return [(film, note) for film, note in items if film]
