"""Explaining a command, as its --help does."""

from __future__ import annotations

from collections.abc import Sequence

import click

from watchlist.cli.documented import Documented, print_help
from watchlist.errors import UsageError


@click.command(
    "help",
    cls=Documented,
    examples=["watchlist help order", "watchlist help franchise add"],
    related=["config"],
)
@click.argument("words", metavar="[COMMAND]...", nargs=-1)
@click.pass_context
def command(ctx: click.Context, words: Sequence[str]) -> None:
    """Explain a command.

    Without COMMAND: list all of them.
    """
    context = ctx.find_root()
    for word in words:
        group = context.command
        if not isinstance(group, click.Group):
            raise UsageError(f"“{context.command_path}” has no commands in it.")
        _, found, _ = group.resolve_command(context, [word])
        if found is None:
            raise UsageError(f"There is no command “{word}”.")
        context = click.Context(found, info_name=word, parent=context)
    print_help(context)
