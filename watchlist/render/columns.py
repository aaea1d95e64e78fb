"""A table as data, before anybody knows how it is printed."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

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


class Table(NamedTuple):
    """Rows of text under columns; a column without any text in it is not printed.

    ``marks`` is empty, or has one mark for each row. ``brief`` are the same rows in fewer words,
    for a terminal in which ``rows`` do not fit; empty when there are no fewer.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    marks: Sequence[Mark] = ()
    brief: Sequence[Sequence[str]] = ()


class Line(NamedTuple):
    """A line of text: what stands in front, and the text that may have to be wrapped."""

    lead: str
    text: str


class Section(NamedTuple):
    """A table with a line above it and lines below it."""

    table: Table
    heading: str = ""
    notes: Sequence[Line] = ()
