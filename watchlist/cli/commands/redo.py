"""Making an undone change again."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.render.upkeep import step_record


@click.command("redo", cls=Command, examples=["watchlist redo"], related=["undo", "history"])
@output_format
@pass_app
def command(app: App, /, *, output: str) -> None:
    """Make an undone change again."""
    step = app.store.redo()
    confirm(output, f"Done again: {step.command}", lambda: [step_record(step)])
