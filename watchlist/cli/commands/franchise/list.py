"""Listing franchises."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.names.folding import fold
from watchlist.render.records import franchise_record
from watchlist.render.views import franchise_table


@click.command(
    "list",
    cls=Command,
    examples=["watchlist franchise list"],
    related=["franchise show", "order"],
)
@output_format
@pass_app
def command(app: App, *, output: str) -> None:
    """List the franchises."""
    library = app.load()
    found = sorted(library.franchises.values(), key=lambda franchise: fold(franchise.name))
    records = [franchise_record(library, franchise) for franchise in found]
    print_report(
        output,
        lambda: records,
        lambda: [
            franchise_table(
                (franchise, record["films"], record["watched"])
                for franchise, record in zip(found, records, strict=True)
            )
        ],
        empty="There is no franchise yet: see “watchlist franchise add --help”.",
    )
