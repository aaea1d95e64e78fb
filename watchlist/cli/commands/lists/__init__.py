"""The group ``watchlist lists``: a module for each of its commands.

Nothing imports a command but the groups; ``command`` is the group itself. It imports ``render``,
``queries``, ``library``, ``names`` and ``errors``.
"""

from __future__ import annotations

import click

from watchlist.cli.app import App
from watchlist.cli.command import Command
from watchlist.cli.groups import LazyGroup
from watchlist.cli.options import output_format
from watchlist.cli.output import print_report
from watchlist.queries.lists import lists_with_seen
from watchlist.render.records import list_record
from watchlist.render.views import lists_table


class Lists(LazyGroup, Command):
    """A group that is a command, too: without a word behind it, it lists the lists."""


@click.group(
    "lists",
    cls=Lists,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND] [ARGS]...",
    examples=['watchlist lists new "Winter evenings" "fargo" "the thing"', "watchlist lists"],
    related=["list", "import"],
)
@output_format
@click.pass_context
def command(ctx: click.Context, /, *, output: str) -> None:
    """Keep lists of your own.

    Without a command: all lists. A list holds films in an order; being on one does not put a film
    on the watchlist.
    """
    if ctx.invoked_subcommand is None:
        lists = lists_with_seen(App(ctx.obj).load())
        print_report(
            output,
            lambda: [list_record(found, watched) for found, watched in lists],
            lambda: [lists_table(lists)],
            empty="There is no list yet: “watchlist lists new” makes one.",
        )
