"""Values that several sites write alike: ratings out of ten, ids, addresses."""

from __future__ import annotations

import datetime
import re
from typing import Final

from watchlist.merging.entries import OddCell, Origin

_IMDB: Final = re.compile(r"tt\d{5,10}")
_BEST: Final = 10
_MOST_PLAYS: Final = 1_000


def stars_of_ten(value: object) -> float | None:
    """Return the stars of a rating out of ten; None for no rating. Raises ValueError."""
    if value is None or value == "":
        return None
    try:
        rating = float(str(value).strip().replace(",", "."))
    except ValueError:
        rating = -1
    if not rating:
        return None  # sites write 0 for none
    if not 1 <= rating <= _BEST and rating != 1 / 2:
        raise ValueError(f"the rating “{str(value)[:20]}” is not one from 1 to 10")
    return max(rating / 2, 0.5)


def stars_or_odd(
    origin: Origin, column: str, value: object
) -> tuple[float | None, tuple[OddCell, ...]]:
    """Return the stars of a rating out of ten, and the cell where it is none that is known."""
    try:
        return stars_of_ten(value), ()
    except ValueError as error:
        return None, (OddCell(origin, column, str(value), str(error)),)


def imdb_id(value: object) -> str:
    """Return an IMDb id, also of an address; empty when there is none."""
    match = _IMDB.search(value) if isinstance(value, str) else None
    return match[0] if match else ""


def positive(value: object) -> int | None:
    """Return a whole number above zero, such as an id or minutes; None for anything else."""
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.strip().isdecimal() else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def plays_of(value: object) -> int | None:
    """Return how often a film was watched; None when that is not said. Raises ValueError."""
    plays = positive(value)
    if plays and plays > _MOST_PLAYS:
        raise ValueError(f"nobody has watched a film {plays:,} times")
    return plays


def year_of(value: object) -> int | None:
    """Return a year; None for anything else."""
    year = positive(value)
    return year if year and year <= datetime.MAXYEAR else None


def text_of(value: object) -> str:
    """Return a text; empty for anything else."""
    return value.strip() if isinstance(value, str) else ""
