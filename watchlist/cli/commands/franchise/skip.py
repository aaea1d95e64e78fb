"""Passing over films of a franchise."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise, films_argument, franchise_argument
from watchlist.cli.options import output_format
from watchlist.names.listing import few


@click.command(
    "skip",
    cls=Command,
    examples=['watchlist franchise skip "star trek" "final frontier"'],
    related=["franchise unskip", "next", "plan"],
)
@franchise_argument
@films_argument
@output_format
@pass_app
def command(app: App, franchise: str, films: Sequence[str], *, output: str) -> None:
    """Pass over films of a franchise when it comes to what is next.

    Optional or not. They stay in the order, block nothing, and are neither planned nor counted.
    """
    with app.edit() as library:
        number = references.whole_franchise(library, franchise)
        numbers = references.films(library, films)
        found = library.skip(number, numbers)
        changed = library.changed
    labels = few(map(library.label, numbers))
    done = f"Skipping {labels} in {found.name}."
    nothing = f"Nothing to change: {found.name} goes on without {labels} already."
    confirm_franchise(output, done if changed else nothing, library, found)
