"""Looking at one setting."""

from __future__ import annotations

import click

from watchlist.cli.command import LenientCommand
from watchlist.cli.config.current import configuration
from watchlist.cli.config.keys import key_argument, shown_setting
from watchlist.cli.config.settings import SETTINGS
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm, hint


@click.command(
    "get",
    cls=LenientCommand,
    examples=["watchlist config get library"],
    related=["config set", "config show"],
)
@key_argument
@output_format
def command(*, key: str, output: str) -> None:
    """Print the value of a setting."""
    record = shown_setting(SETTINGS[key])
    for fault in configuration().faults:
        hint(fault)
    confirm(output, record["value"], lambda: [record])
