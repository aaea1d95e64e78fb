"""Options of the commands that look films up elsewhere."""

from __future__ import annotations

import click

from watchlist.sources.registry import SOURCES

from_option = click.option(
    "--from",
    "names",
    metavar="SOURCES",
    help=f"Ask only these, with commas between: {', '.join(SOURCES)}.",
)
offline_option = click.option("--offline", is_flag=True, help="Ask nothing by the network.")
refresh_option = click.option(
    "--refresh", is_flag=True, help="Ask again what was answered within a month."
)
