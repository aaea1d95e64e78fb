"""Telling git how the library is merged."""

from __future__ import annotations

import os

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.git import set_up


@click.command(
    "git-setup",
    cls=Command,
    examples=["watchlist git-setup", "watchlist git-setup ~/films"],
    related=["sync", "merge-driver"],
)
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False))
@pass_app
def command(app: App, /, *, folder: str | None) -> None:
    """Let git merge the library record by record.

    FOLDER is in a git repository; without it, that of the library. The library there is named in
    .gitattributes, which is to be committed, and the command that merges it in the configuration of
    the repository, which each copy of the repository needs once.
    """
    library = os.path.realpath(app.library)
    place = os.path.realpath(folder or os.path.dirname(library))
    is_there = os.path.dirname(library) == place
    set_up(place, os.path.basename(library) if is_there else "library.json")
