"""Putting films on a list."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.list_options import confirm_list, films_argument, list_argument
from watchlist.cli.options import output_format
from watchlist.library.lists import put_on_list
from watchlist.names.listing import few
from watchlist.queries.wording import is_or_are


@click.command(
    "add",
    cls=Command,
    examples=['watchlist lists add "winter evenings" "misery"'],
    related=["lists new", "lists remove"],
)
@list_argument
@films_argument
@output_format
@pass_app
def command(app: App, name: str, films: Sequence[str], *, output: str) -> None:
    """Put films at the end of a list."""
    with app.edit() as library:
        number = references.film_list(library, name)
        numbers = references.films(library, films)
        new = put_on_list(library, number, numbers)
    found = library.lists[number]
    labels = few(map(library.label, new or numbers))
    done = f"Put {labels} on the list {found.name}."
    nothing = f"Nothing to change: {labels} {is_or_are(len(numbers))} on {found.name} already."
    confirm_list(output, done if new else nothing, library, found)
