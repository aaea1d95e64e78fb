"""The rows of Letterboxd's files: their cells by name, and what these hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from watchlist.formats.parsing.tables import CellTable
from watchlist.formats.parsing.texts import one_line
from watchlist.merging.entries import Entry, Origin, Skipped

_WORST, _BEST = 0.5, 5


class Fields(NamedTuple):
    """The cells of a row by name; what a file has no column for is empty."""

    line: int
    date: str
    name: str
    year: str
    uri: str
    rating: str = ""
    rewatch: str = ""
    tags: str = ""
    watched: str = ""
    review: str = ""

    @property
    def entry(self) -> str:
        """What the log entry goes by: its address, or what is left of it without one."""
        return self.uri or f"{self.name}\n{self.year}\n{self.watched}"


_COLUMNS: Final = (
    "date",
    "name",
    "year",
    "letterboxduri",
    "rating",
    "rewatch",
    "tags",
    "watcheddate",
    "review",
)


def rows_of(table: CellTable) -> Iterator[Fields | Skipped]:
    """Yield the rows of a file, and those that cannot be read."""
    indexes = [table.column(key) for key in _COLUMNS]
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
        else:
            cells = row.cells
            yield Fields(row.line, *("" if i is None else cells[i].strip() for i in indexes))


def entry_of(name: str, fields: Fields, **said: Any) -> Entry:
    """Return an entry for a row. Raises ValueError."""
    title = one_line(fields.name)
    if not title:
        raise ValueError("it has no name of a film")
    return Entry(
        origin=Origin(name, fields.line),
        title=title,
        year=_year(fields.year),
        exact=True,
        **said,
    )


def problem(name: str, line: int, error: ValueError) -> Skipped:
    """Return why a row says nothing of a film."""
    return Skipped(Origin(name, line), f"{str(error).rstrip('.')}.")


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= 9999):  # noqa: PLR2004 -- the years of a calendar
        raise ValueError(f"“{text[:20]}” is not a year")
    return int(text)


def rating_of(text: str) -> float | None:
    """Return a rating in stars. Raises ValueError."""
    if not text:
        return None
    try:
        rating = float(text)
    except ValueError:
        rating = -1
    if not _WORST <= rating <= _BEST:
        raise ValueError(f"“{text[:20]}” is not a rating from 0.5 to 5")
    return rating


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of a cell, each once."""
    return tuple(dict.fromkeys(tag for part in text.split(",") if (tag := part.strip())))
