"""Looking at a franchise."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import franchise_argument
from watchlist.cli.options import output_format
from watchlist.cli.output import print_page
from watchlist.cli.packs.lookup import load_with_pack
from watchlist.render.pages import franchise_page
from watchlist.render.records import franchise_record


@click.command(
    "show",
    cls=Command,
    examples=['watchlist franchise show "mad max"'],
    related=["order", "show"],
)
@franchise_argument
@output_format
@pass_app
def command(app: App, franchise: str, *, output: str) -> None:
    """Show the films and facts of a franchise."""
    library, scope = load_with_pack(app, franchise, references.franchise)
    found = library.franchises[scope.franchise]
    print_page(output, franchise_record(library, found), lambda: franchise_page(library, found))
