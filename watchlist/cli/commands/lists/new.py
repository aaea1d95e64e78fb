"""Making a list."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.list_options import confirm_list
from watchlist.cli.options import output_format
from watchlist.cli.params import FILM, NAME
from watchlist.library.lists import new_list
from watchlist.names.listing import few


@click.command(
    "new",
    cls=Command,
    examples=['watchlist lists new "Winter evenings" "fargo" "the thing"'],
    related=["lists add", "lists delete"],
)
@click.argument("name", type=NAME)
@click.argument("films", metavar="[FILM]...", nargs=-1, type=FILM)
@output_format
@pass_app
def command(app: App, name: str, films: Sequence[str], *, output: str) -> None:
    """Make a list, with films on it or none yet."""
    with app.edit() as library:
        numbers = references.films(library, films)
        found = new_list(library, name, numbers)
    labels = few(map(library.label, numbers))
    confirm_list(output, f"Made the list {name}{f': {labels}' if labels else ''}.", library, found)
