"""What is to come out."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.cli.releases import refresh_releases
from watchlist.queries.upcoming import upcoming
from watchlist.render.suggestions import upcoming_record, upcoming_section


@click.command(
    "upcoming",
    cls=Command,
    examples=["watchlist upcoming", "watchlist upcoming --refresh"],
    related=["list", "export", "add", "fill"],
)
@click.option("--refresh", is_flag=True, help="Look the dates up again, by the network.")
@output_format
@pass_app
def command(app: App, /, *, refresh: bool, output: str) -> None:
    """List films that are not out yet.

    By release date as far as it is known; those without a date (TBA) come last. --refresh looks
    the dates up again and says what moved; the old date is kept as a note.
    """
    library = refresh_releases(app) if refresh else app.load()
    films = upcoming(library, today())
    print_report(
        output,
        lambda: [upcoming_record(library, film, today()) for film in films],
        lambda: [upcoming_section(library, films, today())],
        empty="No film is announced: “watchlist add TITLE --release DATE” enters one.",
    )
