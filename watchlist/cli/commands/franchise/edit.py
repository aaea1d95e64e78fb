"""Changing what is known of a franchise."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise, franchise_argument
from watchlist.cli.options import many, output_format
from watchlist.cli.params import ORDER
from watchlist.errors import UsageError


@click.command(
    "edit",
    cls=Command,
    examples=['watchlist franchise edit "mad max" --alias wasteland --default-order release'],
    related=["franchise rename", "franchise show", "config set"],
)
@franchise_argument
@many("--alias", help="Another name to find it by.")
@click.option(
    "--default-order", type=ORDER, metavar="ORDER", help="What “order” prints when it is not told."
)
@output_format
@pass_app
def command(
    app: App, franchise: str, *, alias: Sequence[str], default_order: str | None, output: str
) -> None:
    """Change what is known of a franchise."""
    if not alias and not default_order:
        raise UsageError("Say what to change: --alias or --default-order.")
    with app.edit() as library:
        found = library.franchises[references.whole_franchise(library, franchise)]
        order = found.default_order
        if default_order:
            order = references.order(library, found.id, default_order)
        aliases = tuple(dict.fromkeys((*found.aliases, *alias)))
        found = library.change_franchise(found.id, aliases=aliases, default_order=order)
        changed = library.changed
    sentence = f"Changed {found.name}." if changed else f"Nothing to change in {found.name}."
    confirm_franchise(output, sentence, library, found)
