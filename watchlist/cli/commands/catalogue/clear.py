"""Removing the catalogue."""

from __future__ import annotations

import click

from watchlist.cli.command import Command
from watchlist.cli.folders import cache_folder
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.sources.catalogue import remove


@click.command(
    "clear",
    cls=Command,
    examples=["watchlist catalogue clear"],
    related=["catalogue build", "catalogue show"],
)
@output_format
def command(*, output: str) -> None:
    """Remove the catalogue."""
    removed = remove(cache_folder())
    said = "Removed the catalogue." if removed else "There is no catalogue to remove."
    confirm(output, said, lambda: [{"removed": removed}])
