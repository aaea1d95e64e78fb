"""Long tables as tabulate draws them: it draws the border of a few rows, which all others get.

Each of its cells would be held several times over, and it would look at each several times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from watchlist.render.width import is_narrow, wide

Draw = Callable[[Sequence[Sequence[str]]], str]
"""What draws a table of some rows."""

Measure = Callable[[str], int]
"""What says how wide a text is."""

_FILLER: Final = "\ue000"
"""A character for private use, which takes one column: no heading has it."""


class Border(NamedTuple):
    """What a table has around its rows, and around the cells of each of them."""

    above: Sequence[str]
    begin: str
    gap: str
    end: str
    between: Sequence[str]
    below: Sequence[str]


def border_of(widths: Sequence[int], draw: Draw) -> Border:
    """Return the border of a table with columns of some widths, none of which is nothing."""
    row = [_FILLER * width for width in widths]
    lines = draw([row, row]).split("\n")
    first, second = (index for index, line in enumerate(lines) if _FILLER in line)
    begin, *gaps, end = re.split(f"{_FILLER}+", lines[first])
    return Border(
        lines[:first], begin, "".join(gaps[:1]), end, lines[first + 1 : second], lines[second + 1 :]
    )


def measure_of(cells: Sequence[str]) -> Measure:
    """Return what measures some cells as tabulate does, where they are not all narrow."""
    if is_narrow("".join(cells)):
        return len
    measure: Measure = wide().wcswidth
    return measure


def filled(
    rows: Sequence[Sequence[str]],
    painted: Sequence[Sequence[str]],
    widths: Sequence[int],
    rights: Sequence[bool],
) -> Iterator[Sequence[str]]:
    """Yield rows with their cells filled up to the widths of the columns.

    ``painted`` are the same rows as they are shown, in colour perhaps, which takes no room.
    """
    columns = [
        _padded(cells, shown, width, right=right)
        for cells, shown, width, right in zip(
            zip(*rows, strict=True), zip(*painted, strict=True), widths, rights, strict=True
        )
    ]
    return zip(*columns, strict=True)


def _padded(
    cells: Sequence[str], painted: Sequence[str], width: int, *, right: bool
) -> Iterator[str]:
    gaps = (" " * (width - measured) for measured in map(measure_of(cells), cells))
    return map(str.__add__, gaps, painted) if right else map(str.__add__, painted, gaps)


def text_of(border: Border, chunks: Iterable[Iterable[Sequence[str]]]) -> Iterator[str]:
    """Yield a table of filled cells as a text in pieces, one of each chunk of its rows."""
    start, before = "", border.above
    for rows in chunks:
        lines: list[str] = []
        for row in rows:
            lines += [*before, f"{border.begin}{border.gap.join(row)}{border.end}".rstrip()]
            before = border.between
        yield start + "\n".join(lines)
        start = "\n"
    yield from (f"\n{line}" for line in border.below)
