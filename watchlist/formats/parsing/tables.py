"""CSV as people have it: three delimiters, columns in any spelling, damaged rows."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple, overload

from watchlist.errors import RefusedError
from watchlist.formats.parsing.texts import is_broken
from watchlist.merging.entries import Origin, Skipped

_DELIMITERS: Final = (",", ";", "\t")
_DECLARED: Final = "sep="
"""How a spreadsheet program may name the delimiter, in a line before the header."""
csv.field_size_limit(2**31 - 1)
"""A cell may be as long as the file, which has a bound of its own."""
_MOST_REPAIRS: Final = 1_000
_MOST_ABOVE: Final = 10
"""So many lines may stand above the names of the columns: a heading, and empty ones."""
_THREE: Final = 3

_OPEN_QUOTE: Final = "the quotes in it do not match: nothing is read up to the next good row."
_BROKEN: Final = "it has bytes that are no UTF-8 text."


class TableRow(NamedTuple):
    """The cells of a row, as many as the table has columns, and its first physical line."""

    line: int
    cells: list[str]


class CellTable:
    """The text of a CSV: its columns, and its rows in order."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self._lines, self.delimiter, start = _parted(text)
        self._broken = is_broken(text)
        header = _header(self._lines, start, self.delimiter)
        self._body = header.end if header else len(self._lines)
        self.names: tuple[str, ...] = tuple(cell.strip() for cell in header.cells) if header else ()
        self.header = tuple(map(column_key, self.names))

    is_named_by_hand = False
    """Whether only the user says what its columns are about."""

    def origin(self, line: int) -> Origin:
        """Return where a row stands."""
        return Origin(self.name, line)

    def word(self, index: int) -> str:
        """Return what a column is called, by which it may be told what it is about."""
        return self.names[index]

    def column(self, *names: str) -> int | None:
        """Return the index of the first of some columns that is there; names are keys."""
        return next((self.header.index(name) for name in names if name in self.header), None)

    def unknown(self) -> str:
        """Return a sentence that says that no column tells the films."""
        columns = ", ".join(f"“{name[:40]}”" for name in self.names[:12])
        return (
            f"{self.name} has no column for a title: its first line says {columns}. Name the "
            "columns, as in --map “Film=title”."
        )

    def rows(self) -> Iterator[TableRow | Skipped]:
        """Yield the rows below the header, and those that cannot be read; empty ones are left out.

        A short row is filled up with empty cells; more cells than columns are a fault.
        """
        columns = len(self.header)
        for record in repaired(self._lines, self._body, self.delimiter, columns):
            cells = record.cells
            fault = record.fault
            if columns == 1 and all(cell.startswith(" ") for cell in cells[1:]):
                cells = [self.delimiter.join(cells)]  # a comma within a title
            if len(cells) > columns and any(map(str.strip, cells[columns:])):
                there = "there is 1 column" if columns == 1 else f"there are {columns} columns"
                fault = fault or f"it has {len(cells)} cells, and {there}."
            if fault or (self._broken and any(map(is_broken, cells))):
                yield Skipped(Origin(self.name, record.line), fault or _BROKEN)
            elif any(map(str.strip, cells)):
                if len(cells) != columns:
                    cells = (cells + [""] * columns)[:columns]
                yield TableRow(record.line, cells)


_BETWEEN: Final = "\0"
"""What no cell of a text has in it: it is refused there."""


class KeptRows(Sequence[TableRow]):
    """The rows of a table that are looked through before they are read, each as one text.

    Kept as cells they would take five times the room. Rows that cannot be read are not among them;
    ``taken`` hands out these as well.
    """

    def __init__(self, rows: Iterable[TableRow | Skipped]) -> None:
        self._lines = array("L")
        self._texts: list[str | list[str]] = []
        self._skipped: dict[int, list[Skipped]] = {}
        for row in rows:
            if isinstance(row, Skipped):
                self._skipped.setdefault(len(self._texts), []).append(row)
            else:
                self._lines.append(row.line)
                self._texts.append(_joined(row.cells))

    def __len__(self) -> int:
        return len(self._texts)

    @overload
    def __getitem__(self, place: int) -> TableRow: ...
    @overload
    def __getitem__(self, place: slice) -> list[TableRow]: ...
    def __getitem__(self, place: int | slice) -> TableRow | list[TableRow]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        text = self._texts[place]
        return TableRow(self._lines[place], text.split(_BETWEEN) if isinstance(text, str) else text)

    def without_last(self) -> TableRow:
        """Take the last row out, and return it."""
        row = self[-1]
        del self._lines[-1], self._texts[-1]
        return row

    def column(self, index: int) -> Iterator[str]:
        """Yield the cells of a column, without blanks around them."""
        return (row.cells[index].strip() for row in self)

    def taken(self) -> Iterator[TableRow | Skipped]:
        """Yield all rows in order, once: what was handed out is not kept."""
        for place in range(len(self)):
            yield from self._skipped.pop(place, ())
            row = self[place]
            self._texts[place] = ""
            yield row
        yield from self._skipped.pop(len(self), ())


def _joined(cells: list[str]) -> str | list[str]:
    """Return cells as one text; as they are where one of JSON has in it what parts them."""
    text = _BETWEEN.join(cells)
    return text if cells and text.count(_BETWEEN) == len(cells) - 1 else cells


class TableRecord(NamedTuple):
    """The cells from one physical line to another; ``end`` is the index of the line behind."""

    line: int
    end: int
    cells: list[str]
    fault: str = ""


def column_key(name: str) -> str:
    """Return the letters and digits of the name of a column, in lower case."""
    return "".join(filter(str.isalnum, name.casefold()))


def first_cells(start: str) -> tuple[str, ...]:
    """Return the keys of the first row of a text of which the start is known."""
    lines, delimiter, begin = _parted(start)
    try:
        record = _header(lines, begin, delimiter)
    except csv.Error:
        return ()
    return tuple(map(column_key, record.cells)) if record else ()


def _header(lines: list[str], start: int, delimiter: str) -> TableRecord | None:
    """Return the record that names the columns: a heading above it fills one cell of three."""
    found = list(islice(_records(lines, start, delimiter), _MOST_ABOVE))
    first = next(iter(found), None)
    if first is None or len(first.cells) < _THREE:
        return first
    return next((one for one in found if sum(map(bool, map(str.strip, one.cells))) > 1), first)


def records(text: str) -> Iterator[TableRecord]:
    """Yield all records of a text that is no table, such as several tables below one another."""
    lines, delimiter, start = _parted(text)
    return repaired(lines, start, delimiter, 0)


def _parted(text: str) -> tuple[list[str], str, int]:
    """Return the lines of a text, its delimiter, and the index of its first line."""
    if "\r" in text and "\n" not in text:  # line ends of an old Macintosh
        text = text.replace("\r", "\n")
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    first = lines[start].strip() if start < len(lines) else ""
    if first.lower().startswith(_DECLARED) and first[len(_DECLARED) :] in _DELIMITERS:
        return lines, first[len(_DECLARED) :], start + 1
    return lines, _delimiter(first), start


def _delimiter(line: str) -> str:
    """Return what parts the cells of a line: the delimiter that it has most of, outside quotes."""
    outside = "".join(line.split('"')[::2])
    return max(_DELIMITERS, key=outside.count)


def _records(lines: list[str], start: int, delimiter: str) -> Iterator[TableRecord]:
    """Yield the records from a line on. Raises csv.Error."""
    reader = csv.reader(_with_ends(lines, start), delimiter=delimiter)
    line = start
    for cells in reader:
        end = start + reader.line_num
        if cells:
            yield TableRecord(line + 1, end, cells)
        line = end


def _with_ends(lines: list[str], start: int) -> Iterable[str]:
    return (f"{lines[index]}\n" for index in range(start, len(lines)))


def repaired(lines: list[str], start: int, delimiter: str, columns: int) -> Iterator[TableRecord]:
    """Yield the records from a line on; what a stray quote has run together is one fault.

    Such a record has the wrong number of cells. Reading goes on at the next line from which a
    record has the right one, if the number of columns is known.
    """
    repairs = 0
    while start < len(lines):
        line = start
        try:
            for record in _records(lines, start, delimiter):
                line = record.line - 1
                if columns and record.end - line > 1 and len(record.cells) != columns:
                    break
                yield record
                line = record.end
            else:
                return
        except csv.Error:
            line = _skip_empty(lines, line)
        repairs += 1
        if repairs > _MOST_REPAIRS:
            raise RefusedError("Too many of its rows are damaged: it is no CSV.")
        start = _next_good(lines, line + 1, delimiter, columns)
        yield TableRecord(line + 1, start, [], _OPEN_QUOTE)


def _skip_empty(lines: list[str], line: int) -> int:
    while line < len(lines) - 1 and not lines[line].strip():
        line += 1
    return line


def _next_good(lines: list[str], line: int, delimiter: str, columns: int) -> int:
    """Return the index of the next line from which a record has the right number of cells."""
    while line < len(lines):
        try:
            record = next(_records(lines, line, delimiter), None)
        except csv.Error:
            record = None
        if record and record.line == line + 1 and len(record.cells) == columns:
            return line
        line += 1
    return line
