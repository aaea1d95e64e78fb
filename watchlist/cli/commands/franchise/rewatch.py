"""Watching a franchise again."""

from __future__ import annotations

import datetime

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise, franchise_argument
from watchlist.cli.options import output_format, stated
from watchlist.cli.params import PAST_DAY
from watchlist.errors import UsageError
from watchlist.library.passes import begin_pass, current_pass, end_pass, pass_words


@click.command(
    "rewatch",
    cls=Command,
    examples=['watchlist franchise rewatch "star wars"'],
    related=["order", "next", "plan"],
)
@franchise_argument
@click.option(
    "--from",
    "since",
    type=PAST_DAY,
    default="today",
    show_default=True,
    metavar="DATE",
    help="The first day that counts.",
)
@click.option("--end", is_flag=True, help="It is over.")
@output_format
@pass_app
def command(app: App, franchise: str, *, since: datetime.date, end: bool, output: str) -> None:
    """Watch a franchise again.

    What comes next in it, its order and what is planned count only what was seen since then. It
    ends with the last film; the diary stays as it is.
    """
    if end and stated("since"):
        raise UsageError("--from and --end exclude each other.")
    with app.edit() as library:
        number = references.whole_franchise(library, franchise)
        before = library.franchises[number]
        if end:
            found = end_pass(library, number, today())
        elif current_pass(before) and not stated("since"):
            found = before
        else:
            found = begin_pass(library, number, since)
        changed = library.changed
    if end:
        done = f"Ended the {pass_words(before).partition(',')[0]} through {found.name}."
    else:
        done = f"Watching {found.name} again: {pass_words(found)}."
    nothing = f"Nothing to change: {found.name} is watched again, {pass_words(found)}."
    confirm_franchise(output, done if changed else nothing, library, found)
