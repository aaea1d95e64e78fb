"""Bar charts of text, in blocks where the output can show them and in ``#`` where not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from watchlist.render.columns import KEEP, Column, Section, Table
from watchlist.render.style import style
from watchlist.render.text import printable
from watchlist.render.width import shorten, width

_EIGHTHS: Final = ("", *"▏▎▍▌▋▊▉")
_BLOCK: Final = "█"
_INDENT: Final = "  "
_GAP: Final = "  "
_LONGEST: Final = 30
_SHORTEST: Final = 4
_DEFAULT_COLUMNS: Final = 80
_LABEL: Final = 30


class Bar(NamedTuple):
    """A row of a chart: the part ``value`` of ``whole`` is drawn, ``figures`` say it in words."""

    label: str
    value: float
    whole: float
    figures: Sequence[str]


class Chart(NamedTuple):
    """Bars below a title, which says what their figures are."""

    title: str
    figures: Sequence[str]
    bars: Sequence[Bar]


def chart_text(chart: Chart, columns: int | None) -> str:
    """Return a chart no wider than ``columns``; its bars give way first, then the labels."""
    room = (columns or _DEFAULT_COLUMNS) - len(_INDENT)
    labels = [printable(bar.label) for bar in chart.bars]
    figures = _aligned([bar.figures for bar in chart.bars])
    beside = room - max(map(width, figures)) - len(_GAP)
    label = max(min(max(map(width, labels)), _LABEL, beside), 1)
    length = min(beside - label - len(_GAP), _LONGEST)
    lines = [chart.title]
    for bar, name, text in zip(chart.bars, labels, figures, strict=True):
        shown = shorten(name, label)
        drawn = f"{_GAP}{_drawn(bar, length)}" if length >= _SHORTEST else ""
        padding = " " * (label - width(shown))
        lines.append(f"{_INDENT}{shown}{padding}{drawn}{_GAP}{text}".rstrip())
    return "\n".join(lines)


def chart_section(chart: Chart) -> Section:
    """Return a chart as a table of its labels and figures."""
    columns = [Column("", KEEP), *(Column(figure, KEEP, right=True) for figure in chart.figures)]
    return Section(Table(columns, [(bar.label, *bar.figures) for bar in chart.bars]), chart.title)


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the figures of each row in one text, each right below those of the other rows."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [
        _GAP.join(figure.rjust(columns) for figure, columns in zip(row, widths, strict=True))
        for row in rows
    ]


def _drawn(bar: Bar, length: int) -> str:
    """Return a bar padded to some columns; what is more than nothing is seen."""
    share = bar.value / bar.whole if bar.whole else 0
    if not style().unicode:
        hashes = max(round(share * length), 1 if share else 0)
        return f"{'#' * hashes}".ljust(length)
    blocks, eighths = divmod(max(round(share * length * 8), 1 if share else 0), 8)
    return f"{_BLOCK * blocks}{_EIGHTHS[eighths]}".ljust(length)
