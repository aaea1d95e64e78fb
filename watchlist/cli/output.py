"""Printing records in the format that was asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import click

from watchlist.cli.app import App, hint, terminal_width
from watchlist.cli.pager import NEVER, show
from watchlist.render.columns import Line, Section
from watchlist.render.machine import csv_text, json_text
from watchlist.render.style import style
from watchlist.render.text import printable, wrap


def print_report(
    output: str,
    records: Callable[[], Sequence[dict[str, Any]]],
    sections: Callable[[], Sequence[Section]],
    *,
    empty: str,
    document: Callable[[], object] | None = None,
) -> None:
    """Print records as JSON or CSV, or sections as tables or Markdown.

    ``document`` is what JSON prints where that is not the list of records; ``empty`` is what
    people are told on stderr when no table has a row.
    """
    if output == "json":
        click.echo(json_text((document or records)()))
    elif output == "csv":
        click.echo(csv_text(records()), nl=False)
    else:
        filled = sections()
        if any(section.table.rows for section in filled):
            print_sections(output, filled)
        else:
            hint(empty)


def print_sections(output: str, sections: Sequence[Section]) -> None:
    """Print sections as tables, or as Markdown."""
    print_text("\n\n".join(_section_text(output, section) for section in sections))


def print_text(text: str) -> None:
    """Print a text for people, in a pager if it is longer than the screen."""
    context = click.get_current_context(silent=True)
    app = context.find_object(App) if context else None
    pager = app.configuration.settings["pager"] if app else NEVER
    show(text, pager, colour=style().colour)


def print_page(output: str, record: dict[str, Any], lines: Callable[[], Sequence[Line]]) -> None:
    """Print one record: as JSON or CSV, or as lines for people."""
    if output == "json":
        click.echo(json_text(record))
    elif output == "csv":
        click.echo(csv_text([record]), nl=False)
    else:
        print_lines(output, lines())


def print_lines(output: str, lines: Sequence[Line]) -> None:
    """Print lines for people, wrapped to the terminal, or set as code in Markdown."""
    print_text(line_text(output, lines))


def line_text(output: str, lines: Sequence[Line]) -> str:
    """Return lines as they are printed."""
    if output == "markdown":
        return "\n".join(f"    {lead}{printable(text)}" for lead, text in lines)
    columns = terminal_width()
    wrapped = (wrap(lead, printable(text), columns) for lead, text in lines)
    return "\n".join(row for rows in wrapped for row in rows)


def _section_text(output: str, section: Section) -> str:
    # tabulate takes longer to import than the rest of a command
    from watchlist.render.tables import (  # noqa: PLC0415 -- as said
        markdown_table,
        terminal_table,
    )

    heading = printable(section.heading)
    notes = [(lead, printable(text)) for lead, text in section.notes]
    if output == "markdown":
        parts = [f"### {heading}" if heading else "", markdown_table(section.table)]
        parts += ["\n".join(f"- {lead}{text}" for lead, text in notes)]
    else:
        columns = terminal_width()
        parts = [
            "\n".join(wrap("", heading, columns)),
            terminal_table(section.table, columns),
            "\n".join(row for lead, text in notes for row in wrap(lead, text, columns)),
        ]
    return "\n\n".join(part for part in parts if part)
