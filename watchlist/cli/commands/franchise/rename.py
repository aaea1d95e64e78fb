"""Giving a franchise another name."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise, franchise_argument
from watchlist.cli.options import output_format
from watchlist.cli.params import NAME


@click.command(
    "rename",
    cls=Command,
    examples=['watchlist franchise rename "mad max" "The Wasteland"'],
    related=["franchise edit"],
)
@franchise_argument
@click.argument("name", type=NAME)
@output_format
@pass_app
def command(app: App, franchise: str, name: str, *, output: str) -> None:
    """Give a franchise another name."""
    with app.edit() as library:
        number = references.whole_franchise(library, franchise)
        old = library.franchises[number].name
        found = library.rename_franchise(number, name)
    confirm_franchise(output, f"Renamed {old} to {found.name}.", library, found)
