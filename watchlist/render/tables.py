"""Tables for people, by tabulate: the only place that imports it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from textwrap import indent
from typing import Final, NamedTuple

from watchlist.render.columns import KEEP, Column, Mark, Table
from watchlist.render.optional import hidden
from watchlist.render.style import paint, style
from watchlist.render.text import printable
from watchlist.render.width import is_narrow, shorten, wide, width

with hidden("wcwidth"):  # optional there, large, and for characters that few tables have
    import tabulate as tabulate_module
    from tabulate import tabulate

INDENT: Final = "  "
_CODES: Final = {Mark.NEXT: "1", Mark.SEEN: "2", Mark.UNRELEASED: "33"}
"""Bold, dim and yellow, as SGR codes."""
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~])")

tabulate_module.MIN_PADDING = 0
tabulate_module.PRESERVE_WHITESPACE = True
# every cell is text: it need not guess at each of them, which takes a tenth of a long list
tabulate_module._column_type = lambda *_cells, **_settings: str  # type: ignore[attr-defined]


class Frame(NamedTuple):
    """A way to draw a table: tabulate's name of it, and the columns that it takes."""

    name: str
    gap: int = 2
    """Between two columns."""
    edges: int = 0
    """On both sides together."""


_PLAIN: Final = Frame("plain")
_FRAMES: Final = {
    "plain": _PLAIN,
    "simple": Frame("simple"),
    "outline": Frame("outline", 3, 4),
    "rounded": Frame("rounded_outline", 3, 4),
    "grid": Frame("grid", 3, 4),
}


def _frame() -> Frame:
    """Return how tables are to be drawn, in characters that the output can show."""
    name = style().table
    return _FRAMES["outline" if name == "rounded" and not style().unicode else name]


def terminal_table(table: Table, columns: int | None) -> str:
    """Return a table no wider than ``columns``, or as wide as it wants when that is None."""
    rows = [_printable(row) for row in table.rows]
    frame = _frame()
    limit = None if columns is None else max(columns - len(INDENT) - frame.edges, 1)
    shown, widths = _fit(table.columns, rows, limit, frame.gap)
    columns_of_cells = [
        _shortened([row[index] for row in rows], widths[index], table.columns[index])
        for index in shown
    ]
    cells = [list(row) for row in zip(*columns_of_cells, strict=True)]
    if len(set(table.marks)) > 1:  # what all rows are needs no telling
        cells = [
            [paint(cell, _CODES[mark]) for cell in row] if mark else row
            for row, mark in zip(cells, table.marks, strict=True)
        ]
    return indent(_tabulate(table.columns, shown, cells, frame.name), INDENT)


def markdown_table(table: Table) -> str:
    """Return a table in GitHub's Markdown."""
    rows = [[_MARKDOWN.sub(r"\\\1", printable(cell)) for cell in row] for row in table.rows]
    shown = _filled(table.columns, rows)
    return _tabulate(table.columns, shown, [[row[i] for i in shown] for row in rows], "pipe")


def _tabulate(
    columns: Sequence[Column], shown: Sequence[int], cells: list[list[str]], style: str
) -> str:
    _measure_wide(not all(is_narrow("".join(row)) for row in cells))
    aligns = ["right" if columns[index].right else "left" for index in shown]
    text = tabulate(
        cells,
        headers=[columns[index].title for index in shown],
        tablefmt=style,
        colalign=aligns,
        disable_numparse=True,
    )
    return "\n".join(line.rstrip() for line in text.splitlines())


def _measure_wide(measured: bool) -> None:  # noqa: FBT001 -- what it sets is a switch
    """Let tabulate measure characters, or count them."""
    tabulate_module.WIDE_CHARS_MODE = measured
    if measured:
        tabulate_module.wcwidth = wide()  # type: ignore[attr-defined]


def _printable(row: Sequence[str]) -> Sequence[str]:
    """Return cells that are safe to print; most are, and a row is told at once."""
    return row if "".join(row).isprintable() else [printable(cell) for cell in row]


def _shortened(cells: Sequence[str], columns: int, column: Column) -> Sequence[str]:
    if _widest(cells) <= columns:
        return cells
    whole_words = column.keep < KEEP
    return [shorten(cell, columns, whole_words=whole_words) for cell in cells]


def _widest(cells: Sequence[str]) -> int:
    """Return the width of the widest of some cells; narrow ones are measured all at once."""
    measure = len if is_narrow("".join(cells)) else width
    return max(map(measure, cells), default=0)


def _filled(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    return [index for index in range(len(columns)) if any(row[index] for row in rows)]


def _fit(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int | None, gap: int
) -> tuple[list[int], dict[int, int]]:
    """Return the columns to show and their widths.

    First columns are shortened, as far as they stay readable; then whole columns are dropped,
    the least important first; then what is left is shortened further.
    """
    shown = _filled(columns, rows)
    widths = {
        index: max(width(columns[index].title), _widest([row[index] for row in rows]))
        for index in shown
    }
    if limit is None:
        return shown, widths
    least = {index: min(widths[index], columns[index].least or widths[index]) for index in shown}
    while len(shown) > 1 and _total(least, shown, gap) > limit:
        index = min(shown, key=lambda index: columns[index].keep)
        if 0 < columns[index].brief < least[index]:
            least[index] = columns[index].brief
        else:
            shown.remove(index)
    for key in (False, True):
        for index in shown:
            if (columns[index].keep == KEEP) is key:
                excess = max(_total(widths, shown, gap) - limit, 0)
                widths[index] = max(widths[index] - excess, min(least[index], widths[index]))
    excess = max(_total(widths, shown, gap) - limit, 0)
    widest = max(shown, key=lambda index: widths[index], default=None)
    if widest is not None:
        widths[widest] = max(widths[widest] - excess, 1)
    return shown, widths


def _total(widths: Mapping[int, int], shown: Sequence[int], gap: int) -> int:
    return sum(widths[index] for index in shown) + gap * (len(shown) - 1)
