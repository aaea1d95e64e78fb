"""Showing what is longer than the screen, one screen at a time."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

import click

NEVER: Final = "never"
_NOT_RUN: Final = (126, 127)
"""The statuses of a shell for a command that cannot be run."""


def show(text: str, pager: str, *, colour: bool) -> None:
    """Print a text, in a pager if it is longer than the terminal and no other end is wanted.

    ``pager`` is a command, ``auto`` for the one of the system, or ``never``.
    """
    if pager == NEVER or not _is_too_long(text) or not _paged(f"{text}\n", _command(pager)):
        click.echo(text, color=colour or None)


def _is_too_long(text: str) -> bool:
    if not sys.stdout or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        return False
    try:
        lines = int(os.environ.get("LINES", "0")) or os.get_terminal_size(sys.stdout.fileno()).lines
    except (ValueError, OSError):
        return False
    return text.count("\n") + 2 > lines > 0  # below it stands the prompt


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
