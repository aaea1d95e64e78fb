"""Taking films out of the library."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.options import output_format, yes_option
from watchlist.cli.output import ask, confirm
from watchlist.cli.params import FILM
from watchlist.cli.terminal import interactive
from watchlist.errors import RefusedError
from watchlist.names.listing import few
from watchlist.render.records import full_record


@click.command(
    "remove",
    cls=Command,
    examples=['watchlist remove "john wick: chapter 2"'],
    related=["undo", "unwatch", "franchise remove"],
)
@click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)
@yes_option
@output_format
@pass_app
def command(app: App, /, films: Sequence[str], *, yes: bool, output: str) -> None:
    """Take films out of the library.

    Their viewings, links and placements go with them; "watchlist undo" brings all of it back.
    """
    if interactive() and not yes:
        library = app.load(changing=True)
        labels = [library.label(number) for number in references.films(library, films)]
        if not ask(f"Remove {few(labels)}?"):
            raise RefusedError("Nothing was removed.")
    with app.edit() as library:
        numbers = references.films(library, films)
        records = [full_record(library, library.shown[number], today()) for number in numbers]
        removed = [library.remove_film(number).label for number in numbers]
        changed = library.changed
    done, nothing = (
        f"Removed {few(removed)}.",
        f"Nothing to change: nothing is said of {few(removed)}.",
    )
    confirm(output, done if changed else nothing, lambda: records)
