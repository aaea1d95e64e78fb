"""Listing films."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.film_filters import filter_options, filters_of
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.queries.filters import BY_ENTRY, SORT_KEYS, listed
from watchlist.render.records import film_record
from watchlist.render.views import film_table


@click.command(
    "list",
    cls=Command,
    examples=[
        "watchlist list --tag noir --year ..1959",
        "watchlist list --watched --rating '>=4' --sort rating --reverse",
    ],
    related=["show", "next", "upcoming", "log"],
)
@click.argument("words", nargs=-1)
@filter_options
@click.option(
    "--sort",
    type=click.Choice(list(SORT_KEYS)),
    default=BY_ENTRY,
    show_default=True,
    help="What to sort by.",
)
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--limit", type=click.IntRange(min=0), help="At most that many films.")
@output_format
@pass_app
def command(
    app: App,
    /,
    words: Sequence[str],
    *,
    sort: str,
    reverse: bool,
    limit: int | None,
    output: str,
    **values: Any,
) -> None:
    """List films: what is still to watch.

    WORDS are looked for in the titles. Filters add up.
    """
    library = app.load()
    filters = list(filters_of(library, words, values))
    films = list(islice(listed(library, filters, sort, reverse=reverse), limit))
    print_report(
        output,
        lambda: [film_record(film, today()) for film in films],
        lambda: [film_table(films, today())],
        empty="No film to list: see “watchlist list --help”, or add one with “watchlist add”.",
    )
