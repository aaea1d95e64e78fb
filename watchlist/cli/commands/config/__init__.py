"""The group ``watchlist config``: a module for each of its commands.

Nothing imports a command but the groups; ``command`` is the group itself. It imports ``render`` and
``errors``.
"""

from __future__ import annotations

import click

from watchlist.cli.groups import LazyGroup


@click.group(
    "config",
    cls=LazyGroup,
    examples=["watchlist config show", "watchlist config set rating 10"],
    related=["help"],
)
def command() -> None:
    """Say how output looks, and where the library is.

    Settings are kept in a small file. Environment variables override it, options override these.
    """
