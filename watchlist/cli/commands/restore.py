"""Going back to a copy of the library."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import dry_run_option, output_format, yes_option
from watchlist.cli.output import ask, confirm
from watchlist.cli.terminal import interactive
from watchlist.errors import RefusedError
from watchlist.render.upkeep import restore_words


@click.command(
    "restore",
    cls=Command,
    examples=["watchlist restore --dry-run", "watchlist restore films.json"],
    related=["backup", "undo"],
)
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False))
@dry_run_option
@yes_option
@output_format
@pass_app
def command(app: App, /, file: str | None, *, dry_run: bool, yes: bool, output: str) -> None:
    """Go back to a copy of the library.

    Without FILE to the newest good one of those that are kept. It is one change, which "watchlist
    undo" takes back; a damaged library is kept beside the new one.
    """
    source = file or app.store.newest_backup()
    changes = app.store.difference(source)
    what = restore_words(changes)
    record = {"path": source, "changes": what, "damaged": changes is None}
    if dry_run or (changes is not None and not changes):
        confirm(output, f"{source}: {what}.", lambda: [record])
        return
    if interactive() and not yes and not ask(f"{source}: {what}. Restore it?"):
        raise RefusedError("Nothing was restored.")
    app.restore(source)
    confirm(output, f"Restored {source}: {what}.", lambda: [record])
