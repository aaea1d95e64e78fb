"""Taking a setting back."""

from __future__ import annotations

import click

from watchlist.cli.command import LenientCommand
from watchlist.cli.config.editing import changed_file
from watchlist.cli.config.file import sentence
from watchlist.cli.config.settings import SETTINGS, unknown_sentence
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm
from watchlist.errors import UsageError


@click.command(
    "unset",
    cls=LenientCommand,
    examples=["watchlist config unset rating"],
    related=["config set", "config show"],
)
@click.argument("key")  # of any name: what is no setting is to be got rid of as well
@output_format
def command(*, key: str, output: str) -> None:
    """Take a setting out of the file: it has its default again."""
    with changed_file() as document:
        if key not in (*document, *SETTINGS):
            raise UsageError(sentence(unknown_sentence(key)))
        present = document.pop(key, None) is not None
    confirm(
        output,
        f"{key} is not set any more." if present else f"Nothing to change: {key} is not set.",
        lambda: [{"key": key}],
    )
