"""Taking films off a list."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.list_options import confirm_list, films_argument, list_argument
from watchlist.cli.options import output_format
from watchlist.library.lists import take_off_list
from watchlist.names.listing import few


@click.command(
    "remove",
    cls=Command,
    examples=['watchlist lists remove "winter evenings" "misery"'],
    related=["lists add", "lists delete"],
)
@list_argument
@films_argument
@output_format
@pass_app
def command(app: App, name: str, films: Sequence[str], *, output: str) -> None:
    """Take films off a list; they stay in the library."""
    with app.edit() as library:
        number = references.film_list(library, name)
        numbers = references.films(library, films)
        found = take_off_list(library, number, numbers)
    labels = few(map(library.label, numbers))
    confirm_list(output, f"Took {labels} off the list {found.name}.", library, found)
