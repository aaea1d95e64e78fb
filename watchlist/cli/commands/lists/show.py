"""Looking at a list."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.list_options import list_argument
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.queries.lists import films_on
from watchlist.render.records import listed_record
from watchlist.render.views import listed_table


@click.command(
    "show",
    cls=Command,
    examples=['watchlist lists show "winter evenings"'],
    related=["lists add", "list"],
)
@list_argument
@output_format
@pass_app
def command(app: App, /, name: str, *, output: str) -> None:
    """Show the films on a list, in its order."""
    library = app.load()
    found = library.lists[references.film_list(library, name)]
    films = films_on(library, found)
    print_report(
        output,
        lambda: [
            listed_record(position, film, note, today())
            for position, (film, note) in enumerate(films, start=1)
        ],
        lambda: [listed_table(found, films)],
        empty=f"No film is on the list {found.name}.",
    )
