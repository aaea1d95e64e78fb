"""The group ``watchlist catalogue``: a module for each of its commands.

Nothing imports a command but the groups; ``command`` is the group itself. It imports ``render``
and ``sources``.
"""

from __future__ import annotations

import click

from watchlist.cli.groups import LazyGroup


@click.group(
    "catalogue",
    cls=LazyGroup,
    examples=["watchlist catalogue build title.basics.tsv.gz title.ratings.tsv.gz"],
    related=["fill", "search", "add"],
)
def command() -> None:
    """Keep a catalogue of titles on this machine.

    It is made of files that you fetched, so that facts are filled in without a network.
    """
