"""Tables for people, by tabulate: the only place that imports it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat
from textwrap import indent
from types import ModuleType
from typing import Any, Final, NamedTuple

from watchlist.render import markdown
from watchlist.render.borders import Measure, border_of, filled, measure_of, text_of
from watchlist.render.chunks import AT_ONCE, chunks
from watchlist.render.columns import Column, Mark, PackedRows, Table
from watchlist.render.fitting import fitted, measure, safe
from watchlist.render.optional import hidden
from watchlist.render.style import paint, style
from watchlist.render.width import told_apart, wide

_NO_VERSIONS: Final[Any] = ModuleType("importlib.metadata")
_NO_VERSIONS.version = lambda _package: "unknown"
_NO_VERSIONS.PackageNotFoundError = LookupError

# what tells it its own version takes longer to load than it does; wcwidth is optional there,
# large, and for characters that few tables have
with hidden("importlib.metadata", _NO_VERSIONS), hidden("wcwidth"):
    import tabulate as tabulate_module
    from tabulate import tabulate

INDENT: Final = "  "
_CODES: Final = {Mark.NEXT: "1", Mark.SEEN: "2", Mark.UNRELEASED: "33"}
"""Bold, dim and yellow, as SGR codes."""

tabulate_module.MIN_PADDING = 0
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


LONG: Final = AT_ONCE
"""Of a table of more rows tabulate draws the frame, into which they are set a few at a time."""


def terminal_table(table: Table, columns: int | None) -> Iterator[str]:
    """Yield a table no wider than ``columns``, or as wide as it wants when that is None.

    It is one text, which comes in pieces where it is long.
    """
    frame = _frame()
    limit = None if columns is None else max(columns - len(INDENT) - frame.edges, 1)
    rows, widths, too_wide = fitted(table, limit, frame.gap)
    cut = {index: told_apart(_column(rows, index), widths[index]) for index in too_wide}
    cells = _written(
        rows, [*widths], lambda i, cells: [cut[i].get(c, c) for c in cells] if i in cut else cells
    )
    tells = style().colour and len(set(table.marks)) > 1  # what all rows are needs no telling
    marks = table.marks if tells else ()
    drawn = _drawn([table.columns[index] for index in widths], cells, marks, frame.name)
    return (indent(piece, INDENT) for piece in drawn)


def markdown_table(table: Table) -> Iterator[str]:
    """Yield a table in GitHub's Markdown, in pieces where it is long."""
    measured = measure(table.rows, len(table.columns))
    shown = [index for index, widths in enumerate(measured) if widths]
    cells = _written(table.rows, shown, lambda _, cells: [markdown.cell(cell) for cell in cells])
    return _drawn([table.columns[index] for index in shown], cells, (), "pipe")


def _written(
    rows: Iterable[Sequence[str]],
    shown: Sequence[int],
    write: Callable[[int, Sequence[str]], Sequence[str]],
) -> PackedRows:
    """Return some columns of rows, with their cells as they are to be read."""
    made = PackedRows()
    for chunk in chunks(rows):
        columns = list(zip(*chunk, strict=True))
        # tabulate strips them, and may not of what is painted
        written = (map(str.strip, write(index, safe(columns[index]))) for index in shown)
        made.extend(zip(*written, strict=True))
    return made


def _column(rows: Iterable[Sequence[str]], index: int) -> set[str]:
    """Return the texts in a column."""
    columns = ([row[index] for row in chunk] for chunk in chunks(rows))
    return {cell for cells in columns for cell in safe(cells)}


def _drawn(
    columns: Sequence[Column], rows: PackedRows, marks: Sequence[Mark], style: str
) -> Iterator[str]:
    """Yield a table of cells as they are; ``marks`` has one for each row, or none."""
    widths = _widths(columns, rows)
    draw = partial(_tabulate, columns, style)
    if len(rows) <= LONG or not all(widths):
        yield draw(_painted(list(rows), marks))
        return
    rights = [column.right for column in columns]
    said = chunks(marks) if marks else repeat(())
    rows_filled = (
        filled(some, _painted(some, marks_), widths, rights)
        for some, marks_ in zip(chunks(rows), said, strict=False)
    )
    yield from text_of(border_of(widths, draw), rows_filled)


def _widths(columns: Sequence[Column], rows: PackedRows) -> list[int]:
    """Return how wide tabulate finds columns, which is to measure characters or to count them."""
    widths = [len(column.title) for column in columns]
    measures: set[Measure] = set()
    for chunk in chunks(rows):
        for index, cells in enumerate(zip(*chunk, strict=True)):
            measures.add(found := measure_of(cells))
            widths[index] = max(widths[index], *map(found, cells))
    _measure_wide(bool(measures - {len}))
    return widths


def _tabulate(columns: Sequence[Column], style: str, cells: Sequence[Sequence[str]]) -> str:
    text = tabulate(
        cells,
        headers=[column.title for column in columns],
        tablefmt=style,
        colalign=["right" if column.right else "left" for column in columns],
        disable_numparse=True,
    )
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _measure_wide(measured: bool) -> None:  # noqa: FBT001 -- what it sets is a switch
    """Let tabulate measure characters, or count them."""
    tabulate_module.WIDE_CHARS_MODE = measured
    if measured:
        tabulate_module.wcwidth = wide()  # type: ignore[attr-defined]


def _painted(rows: Sequence[Sequence[str]], marks: Sequence[Mark]) -> Sequence[Sequence[str]]:
    """Return rows in the colours of their marks; as they are, where they have none."""
    if not marks:
        return rows
    return [
        [paint(cell, _CODES[mark]) for cell in row] if mark else row
        for row, mark in zip(rows, marks, strict=True)
    ]
