"""A table as data, before anybody knows how it is printed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from watchlist.render.chunks import chunks

KEEP: Final = 100
"""The ``keep`` of the column that says what a row is about: it stays, and stays readable."""

READABLE: Final = 12
READABLE_KEY: Final = 30
"""To these widths text can be shortened and is still recognised."""


class Column(NamedTuple):
    """A column; of those that do not fit, the one with the lowest ``keep`` is dropped first.

    A column is shortened to its ``least`` width, if it has one, before any is dropped.
    """

    title: str
    keep: int
    right: bool = False
    least: int = 0


class Mark(StrEnum):
    """What a row is, as far as a terminal tells it from the others."""

    NONE = ""
    NEXT = "next"
    SEEN = "seen"
    UNRELEASED = "unreleased"


class PackedRows(Collection[Sequence[str]]):
    """Rows of text in little room: the cells of a column are one text, a few hundred at a time."""

    def __init__(self) -> None:
        self._packed: list[list[str | Sequence[str]]] = []
        self._count = 0

    def extend(self, rows: Iterable[Sequence[str]]) -> None:
        """Add some rows."""
        for chunk in chunks(rows):
            self._packed.append([_packed(cells) for cells in zip(*chunk, strict=True)])
            self._count += len(chunk)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Sequence[str]]:
        for columns in self._packed:
            yield from zip(*map(_unpacked, columns), strict=True)

    def __contains__(self, row: object) -> bool:
        return any(row == known for known in self)


def _packed(cells: Sequence[str]) -> str | Sequence[str]:
    """Return cells as one text, or as they are where one has a line break of its own."""
    text = "\n".join(cells)
    return text if text.count("\n") == len(cells) - 1 else cells


def _unpacked(cells: str | Sequence[str]) -> Sequence[str]:
    return cells.split("\n") if isinstance(cells, str) else cells


class Table(NamedTuple):
    """Rows of text under columns; a column without any text in it is not printed.

    ``marks`` is empty, or has one mark for each row. ``brief`` are the same rows in fewer words,
    for a terminal in which ``rows`` do not fit; empty when there are no fewer.
    """

    columns: Sequence[Column]
    rows: Collection[Sequence[str]]
    marks: Sequence[Mark] = ()
    brief: Collection[Sequence[str]] = ()


class Line(NamedTuple):
    """A line of text: what stands in front, and the text that may have to be wrapped."""

    lead: str
    text: str


class Section(NamedTuple):
    """A table with a line above it and lines below it."""

    table: Table
    heading: str = ""
    notes: Sequence[Line] = ()
