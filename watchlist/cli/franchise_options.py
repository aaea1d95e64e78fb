"""Arguments of commands about franchises, and how these say what they did."""

from __future__ import annotations

import click

from watchlist.cli.options import many
from watchlist.cli.output import confirm
from watchlist.cli.params import CONTINUITY, FILM, FRANCHISE
from watchlist.library.library import Library
from watchlist.model import Franchise
from watchlist.render.records import franchise_record

franchise_argument = click.argument("franchise", type=FRANCHISE)
films_argument = click.argument("films", metavar="FILM...", nargs=-1, required=True, type=FILM)
continuity_option = many(
    "--continuity", type=CONTINUITY, metavar="NAME", help="Only that continuity."
)


def confirm_franchise(output: str, sentence: str, library: Library, franchise: Franchise) -> None:
    """Say what was done to a franchise: a sentence, or its record for programs."""
    confirm(output, sentence, lambda: [franchise_record(library, franchise)])
