"""Looking at one film."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import print_page
from watchlist.cli.params import FILM
from watchlist.render.pages import film_page
from watchlist.render.records import full_record


@click.command(
    "show",
    cls=Command,
    examples=["watchlist show ballerina"],
    related=["list", "person", "order"],
)
@click.argument("film", type=FILM)
@output_format
@pass_app
def command(app: App, /, film: str, *, output: str) -> None:
    """Show everything known of a film.

    Facts, credits, links from both ends, franchises and places, viewings and notes.
    """
    library = app.load()
    found = library.shown[references.film(library, film)]
    print_page(output, full_record(library, found, today()), lambda: film_page(library, found))
