"""Forgetting an order made by hand."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise, franchise_argument
from watchlist.cli.options import output_format
from watchlist.cli.params import ORDER


@click.command(
    "disarrange",
    cls=Command,
    examples=['watchlist franchise disarrange "star wars" machete'],
    related=["franchise arrange", "order"],
)
@franchise_argument
@click.argument("name", metavar="ORDERNAME", type=ORDER)
@output_format
@pass_app
def command(app: App, /, franchise: str, name: str, *, output: str) -> None:
    """Forget an order made by hand."""
    with app.edit() as library:
        number = references.whole_franchise(library, franchise)
        order = references.order(library, number, name)
        found = library.disarrange(number, order)
    confirm_franchise(output, f"Forgot the order {order} of {found.name}.", library, found)
