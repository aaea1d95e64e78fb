"""What is to come out. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from watchlist.library.library import Library
from watchlist.model import Film


def upcoming(library: Library, today: datetime.date) -> Sequence[Film]:
    """Return the films that are not out yet, by date; those without one last."""
    films = (film for film in library.shown.values() if not film.is_released(today))
    return sorted(films, key=lambda film: film.release_key)
