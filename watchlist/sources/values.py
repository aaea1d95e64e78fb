"""What a source says, as the library can keep it; what it cannot keep is nothing. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Final, TypeVar

from watchlist.dates import PartialDate
from watchlist.formats.parsing.texts import one_line
from watchlist.library.fields import LARGEST_NUMBER
from watchlist.model import MAX_TITLE

T = TypeVar("T")

_LONGEST_FILM: Final = 100_000
"""Minutes; what is longer is a mistake."""
_MOST_SEASONS: Final = 200
_MOST_EPISODES: Final = 100_000


def read_if_good(read: Callable[[str], T], text: str | None) -> T | None:
    """Return what a function reads of a text; None for no text, and for one that it refuses."""
    with suppress(ValueError):
        return read(text) if text else None
    return None


def date_of(text: str | None) -> PartialDate | None:
    """Return a date; None for a text that is none."""
    return read_if_good(PartialDate.parse, text)


def name_of(text: str | None) -> str:
    """Return a title or a name with single blanks; "" for one that is too long or unseen."""
    line = one_line(text or "")
    return line if len(line) <= MAX_TITLE else ""


def names_of(texts: Iterable[str | None]) -> tuple[str, ...]:
    """Return names, each once, without those that are none."""
    return tuple(dict.fromkeys(filter(None, map(name_of, texts))))


def minutes_of(number: float | None) -> int | None:
    """Return a running time; None for one that is not known, or absurd."""
    return round(number) if number is not None and 1 <= number < _LONGEST_FILM else None


def number_of(number: int | None) -> int | None:
    """Return an id that is a number; None for one that no site has."""
    return number if number is not None and 0 < number <= LARGEST_NUMBER else None


def seasons_of(counts: Mapping[int, int]) -> tuple[int, ...]:
    """Return the lengths of seasons by their number; none where they do not count from one on.

    A season beyond ``_MOST_SEASONS`` is a year, or a mistake.
    """
    numbers = sorted(number for number in counts if number <= _MOST_SEASONS)
    if numbers != list(range(1, len(numbers) + 1)):
        return ()
    lengths = tuple(counts[number] for number in numbers)
    return lengths if all(0 <= length <= _MOST_EPISODES for length in lengths) else ()
