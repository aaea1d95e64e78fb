"""Making a universe: a franchise that holds others."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli import references
from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.franchise_options import confirm_franchise
from watchlist.cli.options import many, output_format
from watchlist.cli.packs.lookup import franchise_or_pack
from watchlist.cli.params import FRANCHISE, NAME
from watchlist.errors import UsageError
from watchlist.library.library import Library
from watchlist.model import Holding
from watchlist.queries.wording import join


@click.command(
    "combine",
    cls=Command,
    examples=['watchlist franchise combine "Alien & Predator" alien predator'],
    related=["order", "franchise show", "place"],
)
@click.argument("name", type=NAME)
@click.argument("franchises", metavar="FRANCHISE...", nargs=-1, type=FRANCHISE)
@many("--without", type=FRANCHISE, metavar="FRANCHISE", help="Hold that one no longer.")
@output_format
@pass_app
def command(
    app: App, /, name: str, franchises: Sequence[str], *, without: Sequence[str], output: str
) -> None:
    """Let a franchise hold others: a universe, which prints as one table.

    Of each franchise the continuity that is named (FRANCHISE:CONTINUITY), else its first. Nothing
    is copied: what changes in a franchise shows in its universes. A new one is made; of a franchise
    that only a pack knows the pack is added.
    """
    if not franchises and not without:
        raise UsageError("Say which franchises it is to hold, or --without which.")
    with app.edit() as library:
        held = [_holding(library, reference) for reference in franchises]
        gone = [references.whole_franchise(library, reference) for reference in without]
        universe = library.combine(library.ensure_franchise(name).id, held, gone)
        changed = library.changed
    names = join(library.franchises[one.franchise].name for one in universe.holds)
    done = f"{universe.name} holds {names or 'nothing'}."
    confirm_franchise(output, done if changed else f"Nothing to change: {done}", library, universe)


def _holding(library: Library, reference: str) -> Holding:
    number, continuity = franchise_or_pack(library, reference)
    return Holding(franchise=number, continuity=continuity)
