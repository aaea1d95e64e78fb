"""Bringing another copy of the library into this one."""

from __future__ import annotations

import os
from shlex import quote
from typing import Final

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import dry_run_option, output_format
from watchlist.cli.output import confirm, hint
from watchlist.cli.terminal import hints_are_seen
from watchlist.errors import UsageError
from watchlist.library.library import Library
from watchlist.merging.threeway import SyncReport
from watchlist.render.syncing import sync_lines, sync_record, sync_sentence

_MOST_SHOWN: Final = 20
"""So many new numbers are shown on a terminal, where more would push all else away."""


@click.command(
    "sync",
    cls=Command,
    examples=[
        "watchlist sync /media/stick/library.json --both",
        "watchlist sync library.sync-conflict.json --dry-run",
    ],
    related=["git-setup", "undo", "doctor"],
)
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@click.option("--both", is_flag=True, help="Write the result to FILE, too.")
@click.option("--conflict", is_flag=True, help="Take the two sides that git left in the library.")
@dry_run_option
@output_format
@pass_app
def command(
    app: App, /, *, file: str | None, both: bool, conflict: bool, dry_run: bool, output: str
) -> None:
    """Bring another copy of the library into this one.

    Both have all that either has then, less what one of them removed. Where both changed the same,
    the later change wins, which is said. It is one change, which "watchlist undo" takes back.
    """
    if conflict == bool(file) or (conflict and (both or dry_run)):
        raise UsageError("Name another copy of the library, or say --conflict alone.")
    if file:
        _refuse_missing(file, both=both)
        library, report = app.sync(file, both=both, dry_run=dry_run)
    else:
        library, report = app.resolve()
    _tell(library, report, file or app.library, both=both, dry_run=dry_run, output=output)


def _refuse_missing(path: str, *, both: bool) -> None:
    if not os.path.exists(path):
        way = f"; “watchlist backup {quote(path)}” puts a first copy there" if both else ""
        raise UsageError(f"There is no file {path}{way}.")


def _tell(
    library: Library, report: SyncReport, path: str, *, both: bool, dry_run: bool, output: str
) -> None:
    for line in sync_lines(report, _MOST_SHOWN if hints_are_seen() else None):
        hint(line)
    confirm(
        output,
        sync_sentence(path, library, report, dry_run=dry_run),
        lambda: [sync_record(path, report, both=both, dry_run=dry_run)],
    )
