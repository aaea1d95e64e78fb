"""Looking at all settings."""

from __future__ import annotations

import click

from watchlist.cli.command import LenientCommand
from watchlist.cli.config.current import configuration
from watchlist.cli.config.keys import shown_setting
from watchlist.cli.config.settings import SETTINGS
from watchlist.cli.options import output_format
from watchlist.cli.output import hint, print_report
from watchlist.render.settings import settings_table


@click.command(
    "show",
    cls=LenientCommand,
    examples=["watchlist config show"],
    related=["config set", "config path"],
)
@output_format
def command(*, output: str) -> None:
    """Show all settings, and where their values come from.

    Exit status 1 when something in the file or in a variable is wrong.
    """
    records = [shown_setting(setting) for setting in SETTINGS.values()]
    print_report(output, lambda: records, lambda: [settings_table(records)], empty="")
    faults = configuration().faults
    for fault in faults:
        hint(fault)
    if faults:
        click.get_current_context().exit(1)
