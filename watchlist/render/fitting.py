"""Which columns of a table are shown, and how wide, where there is only so much room. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from watchlist.render.chunks import chunks
from watchlist.render.columns import KEEP, Column, Table
from watchlist.render.text import printable
from watchlist.render.width import is_narrow, width

Widths = Counter[int]
"""How many cells of a column are so wide, of those that are not empty."""


class Fitted(NamedTuple):
    """The rows of a table to show, in fewer words where they do not fit, and its columns.

    ``widths`` has the room of each column that is shown, by its place in the table; ``too_wide``
    are the columns that have less than they want.
    """

    rows: Collection[Sequence[str]]
    widths: Mapping[int, int]
    too_wide: Collection[int] = ()


def fitted(table: Table, limit: int | None, gap: int) -> Fitted:
    """Fit a table into ``limit`` columns, with so many between two of its own."""
    measured = measure(table.rows, len(table.columns))
    wanted = _fit(table.columns, measured, None, gap)
    if limit is None or _total(wanted, wanted, gap) <= limit:
        return Fitted(table.rows, wanted)
    rows = table.brief or table.rows
    if table.brief:
        measured = measure(table.brief, len(table.columns))
    widths = _fit(table.columns, measured, limit, gap)
    too_wide = [index for index, room in widths.items() if max(measured[index]) > room]
    return Fitted(rows, widths, too_wide)


def safe(cells: Sequence[str]) -> Sequence[str]:
    """Return cells that are safe to print; most are, and many are told at once."""
    return cells if "".join(cells).isprintable() else [printable(cell) for cell in cells]


def measure(rows: Iterable[Sequence[str]], columns: int) -> list[Widths]:
    """Return how wide the cells of some columns are; narrow ones are measured many at once."""
    found: list[Widths] = [Counter() for _ in range(columns)]
    for chunk in chunks(rows):
        for widths, column in zip(found, zip(*chunk, strict=True), strict=True):
            cells = safe(column)
            widths.update(map(len if is_narrow("".join(cells)) else width, filter(None, cells)))
    return found


def _fit(
    columns: Sequence[Column], measured: Sequence[Widths], limit: int | None, gap: int
) -> dict[int, int]:
    """Return the widths of the columns to show.

    Columns are shortened where that cuts the fewest cells, as far as they stay readable. Where
    that is not enough whole columns are dropped before, the least important first.
    """
    shown = [index for index, widths in enumerate(measured) if widths]
    widths = {index: max(width(columns[index].title), *measured[index]) for index in shown}
    if limit is None:
        return widths
    least = {index: min(widths[index], columns[index].least or widths[index]) for index in shown}
    while len(shown) > 1 and _total(least, shown, gap) > limit:
        shown.remove(min(shown, key=lambda index: columns[index].keep))
    cells = {
        index: _weights(columns[index], measured[index])
        for index in shown
        if widths[index] > least[index]
    }
    _shorten(widths, cells, least, _total(widths, shown, gap) - limit)
    widest = max(shown, key=lambda index: widths[index], default=None)
    if widest is not None:
        excess = max(_total(widths, shown, gap) - limit, 0)
        widths[widest] = max(widths[widest] - excess, 1)
    return {index: widths[index] for index in shown}


def _weights(column: Column, widths: Widths) -> Widths:
    """Return by width how much the cells of a column weigh: what a row is about counts twice."""
    weight = 2 if column.keep == KEEP else 1
    return Counter({wide: count * weight for wide, count in widths.items()})


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


def _total(widths: Mapping[int, int], shown: Collection[int], gap: int) -> int:
    return sum(widths[index] for index in shown) + gap * (len(shown) - 1)
