"""The rows of Letterboxd's files: their cells by name, and what these hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from watchlist.formats.parsing.days import DayOrder, is_ambiguous, order_of, read_date
from watchlist.formats.parsing.tables import CellTable, KeptRows
from watchlist.formats.parsing.texts import one_line
from watchlist.formats.registry import Options
from watchlist.merging.entries import Entry, OddCell, Origin, Skipped

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


COLUMNS: Final = (
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


"""The columns of its files that say something of films, as keys."""


def rows_of(table: CellTable, options: Options) -> Iterator[Fields | Skipped | OddCell]:
    """Yield the rows of a file, and those that cannot be read.

    A day is ISO 8601 then and a rating has a point, whatever program saved the file; a cell that
    is neither is told, and empty in its row. Raises RefusedError when nothing tells the order of
    day and month.
    """
    indexes = [table.column(key) for key in COLUMNS]
    rows = KeptRows(table.rows())
    order = _order(table, rows, options)
    for row in rows.taken():
        if isinstance(row, Skipped):
            yield row
        else:
            fields = Fields(row.line, *("" if i is None else row.cells[i].strip() for i in indexes))
            yield from _checked(table.name, fields, order)


def _order(table: CellTable, rows: KeptRows, options: Options) -> DayOrder | None:
    if options.date_order:
        return DayOrder(options.date_order)
    indexes = [i for i in (table.column("date"), table.column("watcheddate")) if i is not None]
    texts = [row.cells[i].strip() for row in rows for i in indexes]
    if 2 * sum(map(is_ambiguous, texts)) < len(texts):
        return None  # the file is as the site wrote it, but for a few cells
    return order_of(table.name, texts, options.usual_order)


_READ: Final = {
    "date": ("Date", "is not a date"),
    "watched": ("Watched Date", "is not a date"),
    "rating": ("Rating", "is not a rating from 0.5 to 5"),
    "year": ("Year", "is not a year"),
}


def _checked(name: str, fields: Fields, order: DayOrder | None) -> Iterator[Fields | OddCell]:
    """Yield a row with its cells in one form, after those that are in none."""
    for field, (column, why) in _READ.items():
        text = getattr(fields, field)
        try:
            known = _known(field, text, order) if text else ""
        except ValueError:
            known = ""
            said = f"“{text[:20]}” {why}"
            yield OddCell(Origin(name, fields.line), column, text, said)
        known_cell: dict[str, Any] = {field: known}
        fields = fields._replace(**known_cell)
    yield fields


def _known(field: str, text: str, order: DayOrder | None) -> str:
    """Return a cell in one form. Raises ValueError."""
    if field == "rating":
        rating = rating_of(text.replace(",", "."))
        return "" if rating is None else f"{rating:g}"
    if field == "year":
        return str(_year(text))
    if order is None and is_ambiguous(text):
        raise ValueError(text)
    return str(read_date(text, order) or "")


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
    if not rating:
        return None
    if not _WORST <= rating <= _BEST:
        raise ValueError(f"“{text[:20]}” is not a rating from 0.5 to 5")
    return rating


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of a cell, each once."""
    return tuple(dict.fromkeys(tag for part in text.split(",") if (tag := part.strip())))
