"""Sections for people: a heading, a table and notes."""

from __future__ import annotations

from collections.abc import Iterable

from watchlist.render import markdown
from watchlist.render.columns import Section
from watchlist.render.lines import terminal_lines
from watchlist.render.tables import markdown_table, terminal_table
from watchlist.render.text import printable
from watchlist.render.width import wrap


def terminal_section(section: Section, columns: int | None) -> str:
    """Return a section no wider than ``columns``, or as wide as it wants when that is None."""
    return _parts(
        [
            "\n".join(wrap("", printable(section.heading), columns)),
            terminal_table(section.table, columns),
            terminal_lines(section.notes, columns),
        ]
    )


def markdown_section(section: Section, _columns: int | None) -> str:
    """Return a section in GitHub's Markdown."""
    heading = markdown.inline(section.heading)
    return _parts(
        [
            f"### {heading}" if heading else "",
            markdown_table(section.table),
            "\n".join(f"- {lead}{markdown.inline(text)}" for lead, text in section.notes),
        ]
    )


def _parts(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)
