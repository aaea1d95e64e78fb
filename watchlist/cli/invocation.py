"""What was said in front of the command: all that the program knows before a command begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from watchlist.cli.config.file import Configuration


class Invocation:
    """One run of the program.

    ``library`` is the file that was named, if one was; ``wait`` how many seconds a change waits
    for another program. ``typed`` is the command line from the command on: the name of the undo
    step. ``overrides`` are settings for which there was an option, with its value.
    """

    def __init__(
        self,
        library: str | None = None,
        *,
        wait: float = 0,
        typed: Sequence[str] = (),
        overrides: Mapping[str, str | None] | None = None,
    ) -> None:
        self.library = library
        self.wait = wait
        self.typed = typed
        self.overrides = overrides or {}
        self.changed = False
        """Whether the library was changed already; an interrupt cannot take that back."""
        self.configuration: Configuration | None = None
        """What is set, once it was read (``watchlist.cli.config.current``)."""


def typed_behind(context: click.Context) -> Sequence[str]:
    """Return what was typed behind the name of a command; nothing where it was not typed."""
    invocation = context.find_object(Invocation)
    return invocation.typed[len(context.command_path.split()) - 1 :] if invocation else ()
