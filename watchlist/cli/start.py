"""The start page: where one stands, or how to begin."""

from __future__ import annotations

from typing import Final

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.output import hint, print_lines, print_sections, say
from watchlist.cli.strays import conflict_copies
from watchlist.render.columns import Line
from watchlist.render.start import start_sections

FIRST_STEPS: Final = (
    Line("", "Your watchlist is empty. Three steps to begin:"),
    Line("", ""),
    Line('  watchlist add "Heat (1995)"     ', "puts a film on it"),
    Line('  watchlist order "star wars"     ', "prints a franchise in story order, from a pack"),
    Line('  watchlist watched "heat"        ', "says that you have seen a film"),
    Line("", ""),
    Line("", "“watchlist --help” lists all commands."),
)


@click.command(cls=Command)
@pass_app
def command(app: App, /) -> None:
    """Print where the library stands."""
    library = app.load()
    for copy in conflict_copies(app):
        hint(copy.message)
    if not any(True for _ in library.film_names()):
        print_lines("table", FIRST_STEPS)
        return
    sections = [section for section in start_sections(library, today()) if section.table.rows]
    if sections:
        print_sections("table", sections)
    else:
        say("Nothing is to watch and nothing was: “watchlist list --all” lists your films.")
