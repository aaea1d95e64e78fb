"""Making films members of a franchise."""

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
    weight_of,
    weight_options,
)
from watchlist.cli.options import output_format
from watchlist.cli.params import FRANCHISE
from watchlist.library.relations import named_franchise
from watchlist.names.listing import few
from watchlist.queries.wording import is_or_are


@click.command(
    "add",
    cls=Command,
    examples=['watchlist franchise add "Mad Max" "Mad Max (1979)" "Fury Road"'],
    related=["franchise remove", "place", "add"],
)
@click.argument("name", metavar="FRANCHISE", type=FRANCHISE)
@films_argument
@continuity_option
@weight_options
@output_format
@pass_app
def command(
    app: App,
    name: str,
    films: Sequence[str],
    *,
    continuity: Sequence[str],
    weight: str | None,
    optional: bool,
    output: str,
) -> None:
    """Make films members of a franchise, which is made if it is new."""
    with app.edit() as library:
        numbers = references.films(library, films)
        found, named = named_franchise(library, name)
        continuities = continuity or ([named] if named else [])
        found = library.enter(found.id, numbers, continuities, weight_of(weight, optional=optional))
        changed = library.changed
    labels = few(map(library.label, numbers))
    done = f"Added {labels} to {found.name}."
    nothing = f"Nothing to change: {labels} {is_or_are(len(numbers))} in {found.name} already."
    confirm_franchise(output, done if changed else nothing, library, found)
