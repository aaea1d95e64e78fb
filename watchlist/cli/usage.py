"""What a person is told who typed something that is no use of a command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import SequenceMatcher, get_close_matches
from pathlib import PurePath
from shlex import quote
from typing import Final

import click

from watchlist.cli.commands.table import GROUPS
from watchlist.cli.groups import UnknownCommandError
from watchlist.cli.invocation import typed_behind
from watchlist.cli.other_words import COMMANDS_FOR_OPTIONS, OTHER_COMMANDS, meant_option
from watchlist.cli.params import (
    DATE,
    FILM,
    FIRST_DAY,
    LAST_DAY,
    PAST_DAY,
    PERSON,
    TEXT,
    VIEWING_DATE,
    Names,
    Parsed,
)
from watchlist.names.listing import few
from watchlist.names.search import Named, nearest

_A_SLIP: Final = 0.75
"""How alike an option must be to the one that was typed, to be one that was meant."""

_DATES: Final = (VIEWING_DATE, PAST_DAY, DATE, FIRST_DAY, LAST_DAY)
_TOLD: Final = (click.Choice, click.IntRange, Parsed)
"""Kinds of values that can be told by how they are written."""


def usage_sentence(error: click.ClickException) -> str:
    """Return what was wrong, what was perhaps meant, and where to look."""
    context = getattr(error, "ctx", None)
    said = _said(error, context).rstrip(".")
    end = "" if said.endswith("?") else "."
    where = f" See “{context.command_path} --help”." if context else ""
    return f"{said}{end}{where}"


def _said(error: click.ClickException, context: click.Context | None) -> str:
    if isinstance(error, UnknownCommandError):
        return _unknown_command(error)
    if isinstance(error, click.NoSuchOption) and context:
        return _unknown_option(error, context)
    said = " ".join(error.format_message().split())
    if context and said.startswith("Got unexpected extra argument"):
        return ". ".join(filter(None, (said, _advice(context))))
    if isinstance(error, click.BadParameter) and (near := _near_choice(error)):
        return f"{said.rstrip('.')}.{_near([near])}"
    if context and isinstance(error, click.BadParameter) and _is_second(error.param, context):
        return ". ".join(filter(None, (said.rstrip("."), _in_quotes(context))))
    return said


# -- commands --------------------------------------------------------------------------------


def _unknown_command(error: UnknownCommandError) -> str:
    """Say that there is no such command, and which one is near."""
    known = list(error.group.known)
    if error.group.path:
        meant = _near(get_close_matches(error.name, known))
        return f"No such command {error.name!r}.{meant}" if meant else _as_name(error)
    if does_it := OTHER_COMMANDS.get(error.name.lower()):
        return f"{error.message}: “watchlist {does_it}” does that"
    near = [
        *_in_groups(error.name),
        *nearest(error.name, [Named(0, (command,)) for command in known]),
    ]
    return f"{error.message}: did you mean {near[0]}?" if near else error.message


def _as_name(error: UnknownCommandError) -> str:
    """Say that a group has no such command, and which one takes the word as a name."""
    group, known = " ".join(error.group.path), error.group.known
    does_it = next((f"{verb} {quote(error.name)}" for verb in ("show", "get") if verb in known), "")
    if "set" in known:
        does_it = f"set {quote(error.name)} VALUE"
    said = f"No such command {error.name!r}"
    return f"{said}: was “watchlist {group} {does_it}” meant?" if does_it else f"{said}."


def _in_groups(name: str) -> Iterator[str]:
    """Yield the commands of that name that are in another one: “franchise track”."""
    return (f"{outer} {name}" for outer, inner in GROUPS.items() if name in inner)


def _near(names: Sequence[str]) -> str:
    """Return the question whether one of some names was meant; empty for none."""
    one_of = "one of: " if len(names) > 1 else ""
    return f" Did you mean {one_of}{', '.join(map(repr, sorted(names)))}?" if names else ""


# -- options ---------------------------------------------------------------------------------


def _unknown_option(error: click.NoSuchOption, context: click.Context) -> str:
    """Say that there is no such option, and which one does it, or where it belongs."""
    typed = error.option_name
    for option in context.find_root().command.params:
        if context.parent and typed in option.opts:
            value = f" {option.metavar}" if option.metavar else ""
            _, _, command = context.command_path.partition(" ")
            return (
                f"{typed} is an option of the program and stands before the "
                f"command: “watchlist {typed}{value} {command} …”"
            )
    known = {name for option in context.command.params for name in option.opts}
    of_a_film = any(argument.type is FILM for argument in _arguments(context))
    if of_a_film and typed in COMMANDS_FOR_OPTIONS:
        return f"No such option {typed!r}: “watchlist {COMMANDS_FOR_OPTIONS[typed]}” does that"
    meant = list(filter(None, [meant_option(typed, known)]))
    slips = [name for name in sorted(known) if SequenceMatcher(None, typed, name).ratio() > _A_SLIP]
    return f"No such option {typed!r}.{_near(meant or slips)}"


def _near_choice(error: click.BadParameter) -> str:
    """Return the choice that a value begins or nearly is; empty where it is none of some."""
    if not error.param or not isinstance(error.param.type, click.Choice):
        return ""
    choices = [str(choice) for choice in error.param.type.choices]
    typed = error.message.partition(" is not one of")[0].strip("'\"").lower()
    begun = [choice for choice in choices if typed and choice.startswith(typed)]
    return next(iter([*begun, *get_close_matches(typed, choices, 1, _A_SLIP)]), "")


# -- words without quotes or option ----------------------------------------------------------


def _advice(context: click.Context) -> str:
    """Return what to do about a word too many."""
    if arguments := _arguments(context):
        return (
            _as_option(context, _words(context)[len(arguments) :])
            or _in_quotes(context)
            or "A name of several words stands in quotes"
        )
    word = " ".join(_words(context))
    options = sorted(context.command.params, key=lambda one: isinstance(one.type, click.Path))
    named = [option for option in options if isinstance(option.type, Names)]
    with context.scope(cleanup=False):
        found = [option for option in options if _takes(option, word)] or named
    if not word or not found:
        return "" if word else "A value of several words stands in quotes"
    if found == named and len(named) > 1:
        return f"Filters are options: {few(option.opts[-1] for option in named)}"
    return f"Did you mean {found[0].opts[-1]} {quote(word)}?"


def _as_option(context: click.Context, words: Sequence[str]) -> str:
    """Return the options that take words as a date; empty where there are none."""
    text = " ".join(words)
    dates = [
        one for one in context.command.params if one.type in _DATES and one.opts[-1] != one.name
    ]
    with context.scope(cleanup=False):
        found = [f"{one.opts[-1]} {quote(text)}" for one in dates if _takes(one, text)]
    return f"Did you mean {' or '.join(found)}?" if found else ""


def _takes(option: click.Parameter, word: str) -> bool:
    """Whether a word reads as the value of an option: a file, a choice, a year, a duration."""
    if isinstance(option.type, click.Path):
        return bool(PurePath(word).suffix)
    if isinstance(option.type, Names) or not isinstance(option.type, _TOLD):
        return False
    with suppress(click.ClickException):
        option.type(word, option)
        return True
    return False


def _is_second(parameter: click.Parameter | None, context: click.Context) -> bool:
    return parameter in _arguments(context)[1:]


def _arguments(context: click.Context) -> list[click.Argument]:
    return [one for one in context.command.params if isinstance(one, click.Argument)]


def _in_quotes(context: click.Context) -> str:
    """Return the command with quotes around the name in it; empty where that cannot be told."""
    words, arguments = _words(context), _arguments(context)
    first, *others = [argument.type for argument in arguments]
    required = sum(argument.required for argument in arguments)
    if len(words) <= max(required, 1) or any(argument.nargs != 1 for argument in arguments):
        return ""
    if not isinstance(first, Names) or any(other in (TEXT, PERSON) for other in others):
        return ""
    with context.scope(cleanup=False):
        end = _begin_of_value(words, others[0]) if others else len(words)
    if others and arguments[1].required and end == len(words):
        return ""
    values = [" ".join(words[:end]), " ".join(words[end:])]
    _, _, command = context.command_path.partition(" ")
    return f"In quotes: “watchlist {command} {' '.join(map(quote, filter(None, values)))}”"


def _words(context: click.Context) -> list[str]:
    """Return what was typed behind the command, as far as the first option."""
    words = typed_behind(context)
    end = next((place for place, word in enumerate(words) if word.startswith("-")), len(words))
    return list(words[:end])


def _begin_of_value(words: Sequence[str], kind: click.ParamType[object]) -> int:
    """Return where the longest value of a kind begins that ends some words, the first left out."""
    for begin in range(1, len(words)):
        with suppress(click.ClickException):
            kind.convert(" ".join(words[begin:]), None, None)
            return begin
    return len(words)
