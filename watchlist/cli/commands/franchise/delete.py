"""Forgetting a franchise."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise, franchise_argument
from watchlist.cli.options import output_format, yes_option
from watchlist.cli.output import ask
from watchlist.cli.terminal import interactive
from watchlist.errors import RefusedError


@click.command(
    "delete",
    cls=Command,
    examples=['watchlist franchise delete "mad max"'],
    related=["franchise remove", "undo"],
)
@franchise_argument
@yes_option
@output_format
@pass_app
def command(app: App, franchise: str, *, yes: bool, output: str) -> None:
    """Forget a franchise and its placements; its films stay."""
    if interactive() and not yes:
        library = app.load(changing=True)
        name = library.franchises[references.whole_franchise(library, franchise)].name
        if not ask(f"Forget the franchise {name}?"):
            raise RefusedError("Nothing was forgotten.")
    with app.edit() as library:
        gone = library.delete_franchise(references.whole_franchise(library, franchise))
    confirm_franchise(output, f"Forgot the franchise {gone.name}; its films stay.", library, gone)
