"""What the terminal is, if there is one: its width, its colours, whether a person sits there."""

from __future__ import annotations

import os
import sys
from typing import TextIO


def interactive() -> bool:
    """Whether there is a person to ask."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def hints_are_seen() -> bool:
    """Whether what is said beside is seen at once, and not kept."""
    return sys.stderr.isatty()


def terminal_width(*, err: bool = False) -> int | None:
    """Return the columns that stdout, or with ``err`` stderr, may take; None for any number."""
    if (columns := os.environ.get("COLUMNS", "")).isdecimal() and int(columns):
        return int(columns)
    try:  # what shutil would do, without the archive formats that it imports
        return os.get_terminal_size((sys.stderr if err else sys.stdout).fileno()).columns or None
    except (AttributeError, ValueError, OSError):
        return None


def wants_colour(setting: str, stream: TextIO | None) -> bool:
    """Whether what goes to a stream is to be coloured."""
    if setting != "auto":
        return setting == "always"
    terminal = os.environ.get("TERM", "") != "dumb"
    return terminal and stream is not None and stream.isatty()


def can_show(text: str, stream: TextIO | None) -> bool:
    """Whether a stream has the characters of a text."""
    try:
        text.encode(getattr(stream, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True
