"""Taking skipped films of a franchise up again."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise, films_argument, franchise_argument
from watchlist.cli.options import output_format
from watchlist.names.listing import few
from watchlist.queries.wording import is_or_are


@click.command(
    "unskip",
    cls=Command,
    examples=['watchlist franchise unskip "star trek" "final frontier"'],
    related=["franchise skip", "next"],
)
@franchise_argument
@films_argument
@output_format
@pass_app
def command(app: App, franchise: str, films: Sequence[str], *, output: str) -> None:
    """Take films of a franchise up again that were skipped."""
    with app.edit() as library:
        number = references.whole_franchise(library, franchise)
        numbers = references.films(library, films)
        found = library.unskip(number, numbers)
        changed = library.changed
    labels = few(map(library.label, numbers))
    done = f"No longer skipping {labels} in {found.name}."
    nothing = f"Nothing to change: {labels} {is_or_are(len(numbers))} not skipped in {found.name}."
    confirm_franchise(output, done if changed else nothing, library, found)
