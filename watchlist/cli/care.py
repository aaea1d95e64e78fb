"""Care of the library: undo, redo, history."""

from __future__ import annotations

import click

from watchlist.cli.app import App, confirm, pass_app
from watchlist.cli.options import Command, output_format
from watchlist.cli.output import print_report
from watchlist.render.views import history_table
from watchlist.store import Step


def _record(step: Step) -> dict[str, object]:
    return {
        "step": step.step,
        "command": step.command,
        "when": step.when,
        "undone": step.undone,
        "records": sum(len(changed) for changed in step.changes.values()),
    }


@click.command("undo", cls=Command, examples=["watchlist undo"])
@output_format
@pass_app
def undo_command(app: App, /, *, output: str) -> None:
    """Take the last change back."""
    step = app.store.undo()
    confirm(output, f"Undone: {step.command}", lambda: [_record(step)])


@click.command("redo", cls=Command, examples=["watchlist redo"])
@output_format
@pass_app
def redo_command(app: App, /, *, output: str) -> None:
    """Make an undone change again."""
    step = app.store.redo()
    confirm(output, f"Done again: {step.command}", lambda: [_record(step)])


@click.command("history", cls=Command, examples=["watchlist history"])
@output_format
@pass_app
def history_command(app: App, /, *, output: str) -> None:
    """List the changes that can be undone."""
    steps = app.store.history()
    print_report(
        output,
        lambda: [_record(step) for step in steps],
        lambda: [history_table((s.step, s.when, s.command, s.undone) for s in steps)],
        empty="Nothing was changed yet.",
    )
