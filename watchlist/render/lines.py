"""Lines for people: wrapped to the terminal, or set as code in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from watchlist.render.columns import Line
from watchlist.render.text import printable
from watchlist.render.width import wrap


def terminal_lines(lines: Sequence[Line], columns: int | None) -> str:
    """Return lines no wider than ``columns``, or as wide as they are when that is None."""
    return "\n".join(row for lead, text in lines for row in wrap(lead, printable(text), columns))


def markdown_lines(lines: Sequence[Line], _columns: int | None) -> str:
    """Return lines as a block of code."""
    return "\n".join(f"    {lead}{printable(text)}" for lead, text in lines)
