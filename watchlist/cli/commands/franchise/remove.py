"""Taking films out of a franchise."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import (
    confirm_franchise,
    continuity_option,
    films_argument,
    franchise_argument,
)
from watchlist.cli.options import output_format
from watchlist.names.listing import few


@click.command(
    "remove",
    cls=Command,
    examples=['watchlist franchise remove "mad max" "mad max (1979)"'],
    related=["franchise add", "franchise delete"],
)
@franchise_argument
@films_argument
@continuity_option
@output_format
@pass_app
def command(
    app: App, franchise: str, films: Sequence[str], *, continuity: Sequence[str], output: str
) -> None:
    """Take films out of a franchise; they stay in the library."""
    with app.edit() as library:
        number, only = references.franchise(library, franchise)
        numbers = references.films(library, films)
        left = [references.continuity(library, number, name) for name in continuity]
        if only:
            left.append(only)
        library.refuse_pieces(number, numbers)
        found = library.leave(number, numbers, left)
    labels = few(map(library.label, numbers))
    places = few(f"{found.name}:{name}" for name in left) if left else found.name
    confirm_franchise(output, f"Took {labels} out of {places}.", library, found)
