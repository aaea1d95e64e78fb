"""Looking at the films of a person."""

from __future__ import annotations

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.cli.params import PERSON
from watchlist.queries.people import credits_of
from watchlist.render.records import person_record
from watchlist.render.views import person_table


@click.command(
    "person",
    cls=Command,
    examples=['watchlist person "gabriel byrne"'],
    related=["credit", "list", "stats"],
)
@click.argument("name", type=PERSON)
@output_format
@pass_app
def command(app: App, /, name: str, *, output: str) -> None:
    """List every film with a person."""
    library = app.load()
    parts = credits_of(library, references.person(library, name))
    print_report(
        output,
        lambda: [person_record(film, credits_, today()) for film, credits_ in parts],
        lambda: [person_table(parts)],
        empty="",
    )
