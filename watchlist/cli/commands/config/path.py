"""Where the configuration file is."""

from __future__ import annotations

import click

from watchlist.cli.command import LenientCommand
from watchlist.cli.config.file import config_path
from watchlist.cli.options import output_format
from watchlist.cli.output import confirm


@click.command(
    "path",
    cls=LenientCommand,
    examples=["watchlist config path"],
    related=["config show", "config edit"],
)
@output_format
def command(*, output: str) -> None:
    """Print where the file is."""
    confirm(output, config_path(), lambda: [{"path": config_path()}])
