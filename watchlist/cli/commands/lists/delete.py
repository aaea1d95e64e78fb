"""Forgetting a list."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.list_options import confirm_list, list_argument
from watchlist.cli.options import output_format, yes_option
from watchlist.cli.output import ask
from watchlist.cli.terminal import interactive
from watchlist.errors import RefusedError
from watchlist.library.lists import delete_list


@click.command(
    "delete",
    cls=Command,
    examples=['watchlist lists delete "winter evenings"'],
    related=["lists remove", "undo"],
)
@list_argument
@yes_option
@output_format
@pass_app
def command(app: App, name: str, *, yes: bool, output: str) -> None:
    """Forget a list; its films stay."""
    if interactive() and not yes:
        library = app.load()
        known = library.lists[references.film_list(library, name)].name
        if not ask(f"Forget the list {known}?"):
            raise RefusedError("Nothing was forgotten.")
    with app.edit() as library:
        gone = delete_list(library, references.film_list(library, name))
    confirm_list(output, f"Forgot the list {gone.name}; its films stay.", library, gone)
