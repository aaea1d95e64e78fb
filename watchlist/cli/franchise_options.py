"""Arguments of commands about franchises, and how these say what they did."""

from __future__ import annotations

import click

from watchlist.cli.options import many, options
from watchlist.cli.output import confirm
from watchlist.cli.params import CONTINUITY, FILM, FRANCHISE
from watchlist.errors import UsageError
from watchlist.library.franchises import MARKS, NO_MARK
from watchlist.library.library import Library
from watchlist.model import Franchise
from watchlist.render.records import franchise_record

franchise_argument = click.argument("franchise", type=FRANCHISE)
films_argument = click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)
continuity_option = many(
    "--continuity", type=CONTINUITY, metavar="NAME", help="Only that continuity."
)


weight_options = options(
    click.option(
        "--weight",
        type=click.Choice((*MARKS, NO_MARK)),
        help=f"How much they matter in it; {NO_MARK} takes it back.",
    ),
    click.option("--optional", is_flag=True, help="Short for --weight optional."),
)


def weight_of(weight: str | None, *, optional: bool) -> str:
    """Return how much films are said to weigh; empty when nothing is said of it.

    Raises UsageError when two things are.
    """
    if optional and weight not in (None, "optional"):
        raise UsageError(f"--optional and --weight {weight} exclude each other.")
    return weight or ("optional" if optional else "")


def confirm_franchise(output: str, sentence: str, library: Library, franchise: Franchise) -> None:
    """Say what was done to a franchise: a sentence, or its record for programs."""
    confirm(output, sentence, lambda: [franchise_record(library, franchise)])
