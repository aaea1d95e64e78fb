"""The IMDb ids of films, one a line."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from watchlist.library.library import Library
from watchlist.model import Film


def export(_library: Library, films: Sequence[Film], _moment: datetime.datetime) -> str:
    """Return the ids of the films that have one."""
    return "".join(f"{film.imdb}\n" for film in films if film.imdb)
