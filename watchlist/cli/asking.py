"""Asking a person which of several candidates was meant, or whether the only one was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from watchlist.cli.output import ask, hint, wrapped
from watchlist.errors import UnclearError, VagueError
from watchlist.names.search import BY_NUMBER, NUMBERED

_MOST_OFFERED: Final = 20
_LEAVE: Final = ("", "q", "quit")


def asked(error: UnclearError) -> int:
    """Return the number of what a person says was meant. Who leaves ends the command."""
    if error.advice:
        hint(error.advice)
    if isinstance(error, VagueError) and len(error.candidates) == 1:
        (number, label), *_ = error.candidates
        chosen = number if ask(f"Does “{error.reference}” mean {label}?") else None
    else:
        chosen = _chosen(error)
    if chosen is None:
        hint("Nothing was chosen, and nothing was changed.")
        raise click.exceptions.Exit(error.exit_status)
    return chosen


def _chosen(error: UnclearError) -> int | None:
    for line in _offer(error):
        click.echo(line, err=True)

    def read(answer: str) -> int | None:
        return None if answer.strip().lower() in _LEAVE else _read(error, answer.strip())

    chosen: int | None = click.prompt(
        "Which one (Enter or q leaves)", default="", show_default=False, value_proc=read, err=True
    )
    return chosen


def _offer(error: UnclearError) -> Iterator[str]:
    """Yield the candidates, numbered, films with the ID that can be typed as well."""
    yield wrapped(f"“{error.reference}” can mean:", err=True)
    offered = error.candidates[:_MOST_OFFERED]
    for index, (number, label) in enumerate(offered, start=1):
        shown = f"{label} [id:{number}]" if error.what in NUMBERED else label
        yield wrapped(shown, f"{index:>{len(str(len(offered))) + 2}}  ", err=True)
    if left := len(error.candidates) - len(offered):
        yield wrapped(f"and {left} more: leave, and say more of the title.", err=True)


def _read(error: UnclearError, answer: str) -> int:
    """Return what was chosen by its place in the list, or a film by its ID."""
    places = range(1, min(len(error.candidates), _MOST_OFFERED) + 1)
    if answer.isdecimal() and int(answer) in places:
        return error.candidates[int(answer) - 1][0]
    named = BY_NUMBER.fullmatch(answer)
    number = named[1] if named else answer
    if error.what in NUMBERED and number in {str(one) for one, _ in error.candidates}:
        return int(number)
    also = ", nor an ID of these" if error.what in NUMBERED else ""
    raise click.UsageError(f"“{answer}” is not in the range of 1 to {places[-1]}{also}")
