"""Copying the library."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.files import check_target
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm, print_report
from watchlist.render.upkeep import backup_record, backups_table


@click.command(
    "backup",
    cls=Command,
    examples=["watchlist backup", "watchlist backup films.json"],
    related=["restore", "export"],
)
@click.argument("file", required=False, type=click.Path(dir_okay=False))
@click.option("--force", is_flag=True, help="Overwrite FILE.")
@click.option("--list", "listing", is_flag=True, help="List the copies that are kept.")
@output_format
@pass_app
def command(app: App, /, file: str | None, *, force: bool, listing: bool, output: str) -> None:
    """Copy the library.

    Without FILE the copy joins those that are kept by age: they are made by themselves, once a
    day before the first change, and stand in a folder beside the library.
    """
    if listing:
        _list(app, output)
        return
    if file:
        check_target(file, app.store.path, force=force)
    path = app.store.backup(file)
    confirm(output, f"Copied the library to {path}.", lambda: [{"path": path}])


def _list(app: App, output: str) -> None:
    records = [
        backup_record(backup.path, backup.when, good=good) for backup, good in app.store.backups()
    ]
    print_report(
        output,
        lambda: records,
        lambda: [backups_table(records)],
        empty="There is no copy yet: “watchlist backup” makes one.",
    )
