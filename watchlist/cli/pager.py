"""Showing what is longer than the screen, one screen at a time."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

import click

NEVER: Final = "never"
_NOT_RUN: Final = (126, 127)
"""The statuses of a shell for a command that cannot be run."""


def show(pieces: Iterable[str], pager: str, *, colour: bool) -> None:
    """Print a text, in a pager if it is longer than the terminal and no other end is wanted.

    The text comes in pieces; where there is no terminal, each is printed when it is made.
    ``pager`` is a command, ``auto`` for the one of the system, or ``never``.
    """
    if pager != NEVER and (lines := _lines_of_screen()):
        pieces = [text := "".join(pieces)]
        is_too_long = text.count("\n") + 2 > lines  # below it stands the prompt
        if is_too_long and _paged(f"{text}\n", _command(pager)):
            return
    for piece in pieces:
        click.echo(piece, nl=False, color=colour or None)
    click.echo()


def _lines_of_screen() -> int:
    """Return the lines of the terminal; 0 where there is none, or it cannot tell."""
    if not sys.stdout or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return 0
    try:
        lines = int(os.environ.get("LINES", "0"))
        return max(lines or os.get_terminal_size(sys.stdout.fileno()).lines, 0)
    except (ValueError, OSError):
        return 0


def _command(pager: str) -> str:
    if pager != "auto":
        return pager
    return os.environ.get("PAGER") or ("more" if os.name == "nt" else "less")


def _paged(text: str, command: str) -> bool:
    """Run a pager on a text; return whether it could be run."""
    import subprocess  # noqa: PLC0415 -- slow to load, and only what is long is paged

    # as git does it: quit when all of it fits, keep colours, leave the text on the screen
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    with _ctrl_c_ignored():
        process = subprocess.Popen(  # noqa: S602 -- the user's own command, which may have options
            command,
            shell=True,
            stdin=subprocess.PIPE,
            env=environment,
        )
        with suppress(OSError):  # the user may leave before all of it is read
            process.communicate(text.encode(sys.stdout.encoding, "backslashreplace"))
    return process.returncode not in _NOT_RUN


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Let Ctrl-C be for a pager, for which it means something else.

    A handler of our own is not inherited by what is started, as an ignored signal would be.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
