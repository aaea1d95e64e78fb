"""Taking the last change back."""

from __future__ import annotations

import click

from watchlist.cli.app import App, pass_app
from watchlist.cli.command import Command
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.render.upkeep import step_record


@click.command(
    "undo",
    cls=Command,
    examples=["watchlist undo"],
    related=["redo", "history", "restore"],
)
@output_format
@pass_app
def command(app: App, /, *, output: str) -> None:
    """Take the last change back."""
    step = app.store.undo()
    confirm(output, f"Undone: {step.command}", lambda: [step_record(step)])
