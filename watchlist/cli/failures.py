"""What a person is told when a command ends before its time, and the exit status for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

import click

from watchlist.cli.commands.table import GROUPS, OTHER_WORDS
from watchlist.cli.config.current import configuration_of
from watchlist.cli.config.file import load_configuration
from watchlist.cli.groups import UnknownCommandError
from watchlist.cli.invocation import Invocation
from watchlist.cli.loading import load
from watchlist.cli.output import hint, wrapped
from watchlist.cli.terminal import wants_colour
from watchlist.errors import NotFoundError, WatchlistError
from watchlist.names.search import Named, nearest

_INTERRUPTED: Final = 130


def explain(error: BaseException, context: click.Context | None) -> int:
    """Say on stderr what ended a command, and return the exit status.

    Raises what is none of this program's own, Click's or a person's doing.
    """
    match error:
        case WatchlistError():
            _tell(_with_packs(error), context)
            return error.exit_status
        case click.exceptions.NoArgsIsHelpError():
            error.show()
            return error.exit_code
        case click.ClickException():
            _explain_usage(error)
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


def _explain_usage(error: click.ClickException) -> None:
    """Print a wrong usage in one sentence, with where to look."""
    context = getattr(error, "ctx", None)
    said = _unknown(error) if isinstance(error, UnknownCommandError) else _misplaced(error, context)
    message, found, near = said.rstrip(".").partition(" (Did you mean")
    if found:
        message = f"{message} Did you mean{near.rstrip(')')}"
    elif message.startswith("Got unexpected extra argument"):
        message = f"{message}. A name of several words stands in quotes"
    end = "" if message.endswith("?") else "."
    where = f" See “{context.command_path} --help”." if context else ""
    _tell(f"{message}{end}{where}", context)


def _unknown(error: UnknownCommandError) -> str:
    """Say that there is no such command, and which one is near."""
    known = list(error.group.known)
    if error.group.path:
        near = sorted(get_close_matches(error.name, known))
        one_of = "one of: " if len(near) > 1 else ""
        more = f" Did you mean {one_of}{', '.join(map(repr, near))}?" if near else ""
        return f"No such command {error.name!r}.{more}"
    if does_it := OTHER_WORDS.get(error.name.lower()):
        return f"{error.message}: “watchlist {does_it}” does that"
    near = [
        *_in_groups(error.name),
        *nearest(error.name, [Named(0, (command,)) for command in known]),
    ]
    return f"{error.message}: did you mean {near[0]}?" if near else error.message


def _misplaced(error: click.ClickException, context: click.Context | None) -> str:
    """Say what Click says, or where an option of the program belongs that stands elsewhere."""
    if isinstance(error, click.NoSuchOption) and context and context.parent:
        for option in context.find_root().command.params:
            if error.option_name in option.opts:
                value = f" {option.metavar}" if option.metavar else ""
                _, _, command = context.command_path.partition(" ")
                return (
                    f"{error.option_name} is an option of the program and stands before the "
                    f"command: “watchlist {error.option_name}{value} {command} …”"
                )
    return error.format_message()


def _in_groups(name: str) -> Iterator[str]:
    """Yield the commands of that name that are in another one: “franchise track”."""
    return (f"{outer} {name}" for outer, inner in GROUPS.items() if name in inner)


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
