"""Sections for people: a heading, a table and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchlist.render import markdown
from watchlist.render.columns import Section
from watchlist.render.lines import terminal_lines
from watchlist.render.tables import markdown_table, terminal_table
from watchlist.render.text import printable
from watchlist.render.width import wrap


def terminal_section(section: Section, columns: int | None) -> Iterator[str]:
    """Yield a section no wider than ``columns``, or as wide as it wants when that is None.

    It is one text, which comes in pieces.
    """
    return _joined(
        "\n".join(wrap("", printable(section.heading), columns)),
        terminal_table(section.table, columns),
        terminal_lines(section.notes, columns),
    )


def markdown_section(section: Section, _columns: int | None) -> Iterator[str]:
    """Yield a section in GitHub's Markdown, in pieces that are one text."""
    heading = markdown.inline(section.heading)
    return _joined(
        f"### {heading}" if heading else "",
        markdown_table(section.table),
        "\n".join(f"- {lead}{markdown.inline(text)}" for lead, text in section.notes),
    )


def _joined(heading: str, table: Iterable[str], notes: str) -> Iterator[str]:
    """Yield what there is of a section, with an empty line in between."""
    begun = False
    for part in ([heading], table, [notes]):
        between = "\n\n" if begun else ""
        for piece in filter(None, part):
            yield between + piece
            begun, between = True, ""
