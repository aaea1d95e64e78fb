"""The continuities of a franchise."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import (
    confirm_franchise,
    franchise_argument,
    weight_of,
    weight_options,
)
from watchlist.cli.options import output_format
from watchlist.cli.params import CONTINUITY, FILM, NAME, TEXT
from watchlist.errors import UsageError


@click.command(
    "continuity",
    cls=Command,
    examples=[
        'watchlist franchise continuity halloween thorn "halloween ii"',
        'watchlist franchise continuity halloween thorn --describe "The curse of Thorn"',
    ],
    related=["franchise show", "order", "place"],
)
@franchise_argument
@click.argument("name", metavar="NAME", type=CONTINUITY)
@click.argument("films", metavar="[FILM]...", nargs=-1, type=FILM)
@weight_options
@click.option("--rename", type=NAME, metavar="NEW", help="Give it another name.")
@click.option("--describe", type=TEXT, metavar="TEXT", help="Say what it is about.")
@click.option("--delete", is_flag=True, help="Forget it; the films stay in the library.")
@output_format
@pass_app
def command(
    app: App,
    /,
    franchise: str,
    name: str,
    films: Sequence[str],
    *,
    weight: str | None,
    optional: bool,
    rename: str | None,
    describe: str | None,
    delete: bool,
    output: str,
) -> None:
    """Make, fill, rename, describe or forget a continuity."""
    if delete and (films or rename or describe):
        raise UsageError("--delete stands alone: there is nothing to change then.")
    with app.edit() as library:
        number = references.whole_franchise(library, franchise)
        if known := library.franchises[number].continuity(name):
            name = known.name
        elif delete or rename:
            name = references.continuity(library, number, name)
        if delete:
            found = library.delete_continuity(number, name)
        else:
            numbers = references.films(library, films)
            found = library.enter(number, numbers, [name], weight_of(weight, optional=optional))
            if describe:
                found = library.describe_continuity(number, name, describe)
            if rename:
                found = library.rename_continuity(number, name, rename)
        changed = library.changed
    done = f"{'Forgot' if delete else 'Changed'} the continuity {rename or name} of {found.name}."
    confirm_franchise(output, done if changed else "Nothing to change.", library, found)
