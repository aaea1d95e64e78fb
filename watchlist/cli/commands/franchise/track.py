"""Following a franchise, of which there is a pack."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import dry_run_option, output_format
from watchlist.cli.packs.adding import add_pack
from watchlist.cli.params import PACK


@click.command(
    "track",
    cls=Command,
    examples=['watchlist franchise track "john wick"'],
    related=["pack add", "pack list"],
)
@click.argument("pack", metavar="PACK", type=PACK)
@dry_run_option
@output_format
@pass_app
def command(app: App, pack: str, *, dry_run: bool, output: str) -> None:
    """Add a franchise pack, and put what was not watched on the watchlist.

    See "watchlist pack list" for the packs; PACK can be a file as well.
    """
    add_pack(app, pack, output, dry_run=dry_run, watch=True)
