"""Looking at the diary."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import limit_option, output_format
from watchlist.cli.output import print_report
from watchlist.cli.params import FILM, YEARS
from watchlist.queries.filters import seen_in_years
from watchlist.render.records import diary, diary_record
from watchlist.render.views import diary_table


@click.command(
    "log",
    cls=Command,
    examples=["watchlist log --year 2023", "watchlist log --limit 5"],
    related=["watched", "viewing", "stats", "list"],
)
@click.option("--year", type=YEARS, metavar="YEAR", help="Only that year: 2023 or 2020..2023.")
@click.option("--film", type=FILM, help="Only that film.")
@limit_option
@output_format
@pass_app
def command(
    app: App,
    /,
    *,
    year: tuple[int, int] | None,
    film: str | None,
    limit: int | None,
    output: str,
) -> None:
    """Show the diary, newest first."""
    library = app.load()
    numbers = references.films_and_parts(library, film) if film else None
    entries = [entry for entry in diary(library, numbers) if seen_in_years(entry[1], year)][:limit]
    print_report(
        output,
        lambda: [diary_record(seen, viewing) for seen, viewing in entries],
        lambda: [diary_table(entries)],
        empty="The diary is empty: “watchlist watched FILM” writes in it.",
    )
