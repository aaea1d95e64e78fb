"""The group ``watchlist franchise``: a module for each of its commands.

Nothing imports a command but the groups; ``command`` is the group itself. It imports ``render``,
``sources``, ``packs``, ``queries``, ``library``, ``names``, ``model`` and ``errors``.
"""

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
