"""What a person is told when a command ends before its time, and the exit status for it."""

from __future__ import annotations

import sys
from typing import Final

import click

from watchlist.cli.config.current import configuration_of
from watchlist.cli.config.file import load_configuration
from watchlist.cli.invocation import Invocation
from watchlist.cli.loading import load
from watchlist.cli.output import hint, wrapped
from watchlist.cli.terminal import wants_colour
from watchlist.cli.usage import usage_sentence
from watchlist.errors import NotFoundError, WatchlistError

_INTERRUPTED: Final = 130


def explain(error: BaseException, context: click.Context | None) -> int:
    """Say on stderr what ended a command, and return the exit status.

    Raises what is none of this program's own, Click's or a person's doing.
    """
    match error:
        case WatchlistError():
            _tell(f"{_with_packs(error)} {error.advice}".rstrip(), context)
            return error.exit_status
        case click.exceptions.NoArgsIsHelpError():
            error.show()
            return error.exit_code
        case click.ClickException():
            _tell(usage_sentence(error), getattr(error, "ctx", None))
            return error.exit_code
        case KeyboardInterrupt() | click.Abort():
            return _interrupted(context)
        case MemoryError():
            return _beyond("There is not enough memory for that", context)
        case RecursionError():
            return _beyond("Something in that is nested too deeply", context)
    raise error


def _with_packs(error: WatchlistError) -> str:
    """Return what an error says, and which packs have the film or franchise that is missing."""
    match error:
        case NotFoundError(what="film" | "franchise", reference=reference):
            known = load("watchlist.cli.packs.reading:whereabouts")(reference)
            return f"{error} {known}".rstrip()
    return str(error)


def _beyond(what: str, context: click.Context | None) -> int:
    """Say that something is more than the program can take, and return the status for it."""
    _tell(f"{what}: {_left_behind(context)}.", context)
    return WatchlistError.exit_status


def _interrupted(context: click.Context | None) -> int:
    """Say what Ctrl-C left behind, and return the status for it."""
    hint(f"Interrupted: {_left_behind(context)}.")
    return _INTERRUPTED


def _left_behind(context: click.Context | None) -> str:
    """Say whether the change of a command was made before it ended."""
    invocation = context.find_object(Invocation) if context else None
    changed = invocation is not None and invocation.changed
    return "the change was made" if changed else "nothing was changed"


def _tell(message: str, context: click.Context | None) -> None:
    """Print what went wrong on stderr, each line of it made safe."""
    option = context.find_root().params.get("colour") if context else None
    invocation = context.find_object(Invocation) if context else None
    found = configuration_of(invocation) if invocation else load_configuration()
    coloured = wants_colour(option or found.settings["colour"], sys.stderr)
    first, *others = message.splitlines() or [""]
    said = wrapped(f"Error: {first}", err=True)
    if coloured:
        said = said.replace("Error:", "\x1b[31mError:\x1b[0m", 1)
    click.echo(said, err=True, color=coloured or None)
    for line in others:
        hint(line)
