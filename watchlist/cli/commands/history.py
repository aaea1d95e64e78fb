"""Listing the changes that can be undone."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.render.upkeep import history_table, step_record


@click.command("history", cls=Command, examples=["watchlist history"], related=["undo", "redo"])
@output_format
@pass_app
def command(app: App, /, *, output: str) -> None:
    """List the changes that can be undone."""
    steps = app.store.history()
    print_report(
        output,
        lambda: [step_record(step) for step in steps],
        lambda: [history_table(steps)],
        empty="Nothing was changed yet.",
    )
