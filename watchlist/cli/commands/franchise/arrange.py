"""Making an order by hand."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise, films_argument, franchise_argument
from watchlist.cli.options import output_format
from watchlist.cli.params import NAME


@click.command(
    "arrange",
    cls=Command,
    examples=['watchlist franchise arrange "star wars" machete "a new hope" "empire"'],
    related=["franchise disarrange", "order"],
)
@franchise_argument
@click.argument("name", metavar="ORDERNAME", type=NAME)
@films_argument
@output_format
@pass_app
def command(app: App, /, franchise: str, name: str, films: Sequence[str], *, output: str) -> None:
    """Make an order by hand; films can be left out of it."""
    with app.edit() as library:
        number = references.whole_franchise(library, franchise)
        found = library.arrange(number, name, references.all_films(library, films))
        name = references.order(library, number, name)
        changed = library.changed
    done = f"Arranged the order {name} of {found.name}: “watchlist order … --by {name}” prints it."
    nothing = f"Nothing to change: {found.name} is arranged so already."
    confirm_franchise(output, done if changed else nothing, library, found)
