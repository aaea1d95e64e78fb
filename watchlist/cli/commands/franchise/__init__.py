"""Franchises and who belongs to them."""

from __future__ import annotations

import click

from watchlist.cli.groups import LazyGroup


@click.group(
    "franchise",
    cls=LazyGroup,
    examples=[
        'watchlist franchise add "Mad Max" "Mad Max (1979)" "Fury Road"',
        "watchlist franchise list",
    ],
    related=["order", "place", "pack"],
)
def command() -> None:
    """Manage franchises and their films."""
