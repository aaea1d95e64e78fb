"""Looking at named lists."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.cli.params import LIST
from watchlist.library.library import Library
from watchlist.queries.lists import films_on, lists_with_seen
from watchlist.render.records import list_record, listed_record
from watchlist.render.views import listed_table, lists_table


@click.command(
    "lists",
    cls=Command,
    examples=["watchlist lists", "watchlist lists noirvember"],
    related=["list", "import"],
)
@click.argument("name", required=False, type=LIST)
@output_format
@pass_app
def command(app: App, /, name: str | None, *, output: str) -> None:
    """List your named lists, or the films on one."""
    library = app.load()
    if name is None:
        _print_all(library, output)
    else:
        _print_one(library, references.film_list(library, name), output)


def _print_all(library: Library, output: str) -> None:
    lists = lists_with_seen(library)
    print_report(
        output,
        lambda: [list_record(found, watched) for found, watched in lists],
        lambda: [lists_table(lists)],
        empty="There is no list yet: “watchlist import” brings them in.",
    )


def _print_one(library: Library, number: int, output: str) -> None:
    found = library.lists[number]
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
