"""Giving a list another name."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.list_options import confirm_list, list_argument
from watchlist.cli.options import output_format
from watchlist.cli.params import NAME
from watchlist.library.lists import rename_list


@click.command(
    "rename",
    cls=Command,
    examples=['watchlist lists rename "winter evenings" "Snow"'],
    related=["lists show"],
)
@list_argument
@click.argument("new_name", metavar="NAME", type=NAME)
@output_format
@pass_app
def command(app: App, name: str, new_name: str, *, output: str) -> None:
    """Give a list another name."""
    with app.edit() as library:
        number = references.film_list(library, name)
        old = library.lists[number].name
        found = rename_list(library, number, new_name)
    done = f"Renamed the list {old} to {found.name}."
    nothing = f"Nothing to change: the list is called {found.name} already."
    confirm_list(output, nothing if old == found.name else done, library, found)
