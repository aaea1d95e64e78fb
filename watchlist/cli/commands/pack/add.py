"""Bringing a pack into the library."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import dry_run_option, output_format, pack_argument
from watchlist.cli.packs.adding import add_pack


@click.command(
    "add",
    cls=Command,
    examples=['watchlist pack add "john wick"', "watchlist pack add my-pack.toml --dry-run"],
    related=["pack show", "franchise track", "undo"],
)
@pack_argument
@dry_run_option
@output_format
@pass_app
def command(app: App, pack: str, *, dry_run: bool, output: str) -> None:
    """Bring a pack into the library.

    Films that are there are found and kept; only what is empty is filled in, and nothing that you
    watched, rated or noted is touched. A newer version changes only what came from the pack.
    "watchlist franchise track" also puts the films on the watchlist.
    """
    add_pack(app, pack, output, dry_run=dry_run, watch=False)
