"""The group ``watchlist pack``: a module for each of its commands.

Nothing imports a command but the groups; ``command`` is the group itself. It imports ``render``,
``packs``, ``queries``, ``library`` and ``model``.
"""

from __future__ import annotations

import click

from watchlist.cli.groups import LazyGroup


@click.group(
    "pack",
    cls=LazyGroup,
    examples=["watchlist pack list", 'watchlist pack add "john wick" --dry-run'],
    related=["franchise", "order"],
)
def command() -> None:
    """Use and share franchise packs.

    A pack says what is known of a franchise, as plain text: its films, where their stories are
    set, how they relate. Nothing in it is personal.
    """
