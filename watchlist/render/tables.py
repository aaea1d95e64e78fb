"""Tables for people, by tabulate: the only place that imports it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from textwrap import indent
from typing import Final, NamedTuple

from watchlist.render import markdown
from watchlist.render.columns import KEEP, Column, Mark, Table
from watchlist.render.optional import hidden
from watchlist.render.style import paint, style
from watchlist.render.text import printable
from watchlist.render.width import is_narrow, told_apart, wide, width

with hidden("wcwidth"):  # optional there, large, and for characters that few tables have
    import tabulate as tabulate_module
    from tabulate import tabulate

INDENT: Final = "  "
_CODES: Final = {Mark.NEXT: "1", Mark.SEEN: "2", Mark.UNRELEASED: "33"}
"""Bold, dim and yellow, as SGR codes."""

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
    frame = _frame()
    limit = None if columns is None else max(columns - len(INDENT) - frame.edges, 1)
    rows, (shown, widths) = _fitted(table, limit, frame.gap)
    columns_of_cells = [_shortened([row[index] for row in rows], widths[index]) for index in shown]
    cells = [list(row) for row in zip(*columns_of_cells, strict=True)]
    if len(set(table.marks)) > 1:  # what all rows are needs no telling
        cells = [
            [paint(cell, _CODES[mark]) for cell in row] if mark else row
            for row, mark in zip(cells, table.marks, strict=True)
        ]
    return indent(_tabulate(table.columns, shown, cells, frame.name), INDENT)


def markdown_table(table: Table) -> str:
    """Return a table in GitHub's Markdown."""
    rows = [[markdown.cell(cell) for cell in row] for row in table.rows]
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


def _shortened(cells: Sequence[str], columns: int) -> Sequence[str]:
    if _widest(cells) <= columns:
        return cells
    return told_apart(cells, columns)


def _widest(cells: Sequence[str]) -> int:
    """Return the width of the widest of some cells; narrow ones are measured all at once."""
    measure = len if is_narrow("".join(cells)) else width
    return max(map(measure, cells), default=0)


def _filled(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[int]:
    return [index for index in range(len(columns)) if any(row[index] for row in rows)]


def _fitted(
    table: Table, limit: int | None, gap: int
) -> tuple[Sequence[Sequence[str]], tuple[list[int], dict[int, int]]]:
    """Return the rows to show, in fewer words where these do not fit, and what ``_fit`` says."""
    rows = [_printable(row) for row in table.rows]
    wanted = _fit(table.columns, rows, None, gap)
    if limit is None or _total(wanted[1], wanted[0], gap) <= limit:
        return rows, wanted
    if table.brief:
        rows = [_printable(row) for row in table.brief]
    return rows, _fit(table.columns, rows, limit, gap)


def _fit(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int | None, gap: int
) -> tuple[list[int], dict[int, int]]:
    """Return the columns to show and their widths.

    Columns are shortened where that cuts the fewest cells, as far as they stay readable. Where
    that is not enough whole columns are dropped before, the least important first.
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
        shown.remove(min(shown, key=lambda index: columns[index].keep))
    cells = {
        index: _weights(columns[index], (row[index] for row in rows))
        for index in shown
        if widths[index] > least[index]
    }
    _shorten(widths, cells, least, _total(widths, shown, gap) - limit)
    widest = max(shown, key=lambda index: widths[index], default=None)
    if widest is not None:
        excess = max(_total(widths, shown, gap) - limit, 0)
        widths[widest] = max(widths[widest] - excess, 1)
    return shown, widths


def _weights(column: Column, cells: Iterable[str]) -> Counter[int]:
    """Return by width how much the cells of a column weigh: what a row is about counts twice."""
    weight = 2 if column.keep == KEEP else 1
    counted = Counter(map(width, cells))
    return Counter({wide: count * weight for wide, count in counted.items()})


def _shorten(
    widths: dict[int, int],
    cells: Mapping[int, Counter[int]],
    least: Mapping[int, int],
    excess: int,
) -> None:
    """Take ``excess`` from the widths of columns, each time where that cuts the least.

    ``cells`` has for each column how much the cells of a width weigh. So no column is starved for
    the sake of one long cell in another.
    """
    cut = {
        index: sum(count for wide, count in cells[index].items() if wide >= widths[index])
        for index in cells
    }
    for _ in range(excess):
        index = min(
            (index for index in cells if widths[index] > least[index]),
            key=lambda index: (cut[index], -widths[index]),
            default=None,
        )
        if index is None:
            return
        widths[index] -= 1
        cut[index] += cells[index][widths[index]]


def _total(widths: Mapping[int, int], shown: Sequence[int], gap: int) -> int:
    return sum(widths[index] for index in shown) + gap * (len(shown) - 1)
