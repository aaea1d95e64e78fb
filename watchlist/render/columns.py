"""A table as data, before anybody knows how it is printed."""

from collections.abc import Sequence
from typing import Final, NamedTuple

KEEP: Final = 100
"""The ``keep`` of the column that says what a row is about: it stays, and stays readable."""


class Column(NamedTuple):
    """A column; of those that do not fit, the one with the lowest ``keep`` is dropped first.

    A flexible column is shortened before any is dropped.
    """

    title: str
    keep: int
    right: bool = False
    flexible: bool = False


class Table(NamedTuple):
    """Rows of text under columns; a column without any text in it is not printed."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
