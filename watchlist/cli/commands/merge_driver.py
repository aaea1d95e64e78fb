"""What git calls to merge versions of the library."""

from __future__ import annotations

import click

from watchlist.cli.command import Command
from watchlist.cli.git import merged
from watchlist.cli.output import hint
from watchlist.render.syncing import sync_lines

_FILE = click.Path(exists=True, dir_okay=False)


@click.command(
    "merge-driver",
    cls=Command,
    examples=["watchlist merge-driver base.json ours.json theirs.json library.json"],
    related=["git-setup", "sync"],
)
@click.argument("base", type=_FILE)
@click.argument("ours", type=_FILE)
@click.argument("theirs", type=_FILE)
@click.argument("path", required=False)
def command(*, base: str, ours: str, theirs: str, path: str | None) -> None:
    """Merge versions of the library; git calls it.

    OURS becomes the library that has what is new in THEIRS since BASE; an empty BASE makes it a
    union. Exit status 1 when a person should look at something, which is printed: a film that one
    side removed and the other changed, two values for one thing, a placement that went.
    """
    name = path or ours
    report = merged(base, ours, theirs, name)
    for line in sync_lines(report):
        hint(f"{name}: {line}")
    if report.conflicts:
        click.get_current_context().exit(1)
