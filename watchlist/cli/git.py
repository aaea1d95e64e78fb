"""Git: how it is told to merge the library, and the files that it hands over for that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from shlex import quote
from typing import Final

from watchlist.cli import clock
from watchlist.cli.output import say
from watchlist.errors import RefusedError
from watchlist.files.reading import read_bytes, reason
from watchlist.files.writing import write_atomically
from watchlist.merging.threeway import SyncReport
from watchlist.store import merge_files

_NAME: Final = "watchlist"
_DRIVER: Final = "merge-driver %O %A %B %P"


def merged(base: str, ours: str, theirs: str, name: str) -> SyncReport:
    """Merge another version of the library into the file ``ours``, and say what that did."""
    return merge_files(base, ours, theirs, f"git merge {name}", clock.now).report


def set_up(place: str, name: str) -> None:
    """Let git merge the library of a name in a folder with this program, and say what was done.

    Raises RefusedError.
    """
    _configure(place)
    line = f"{_pattern(name)} merge={_NAME}"
    path = os.path.join(place, ".gitattributes")
    done = "Added" if _add_line(path, line) else "There already is"
    say(f"{done} “{line}” in {path}: commit that file.")


def _configure(place: str) -> None:
    """Name the driver in the configuration of a repository, and say so."""
    if not os.path.isdir(place):
        raise RefusedError(f"There is no folder {place}: name the one of the library.")
    driver = f"{_program()} {_DRIVER}"
    _git(place, "rev-parse", "--git-dir")
    for key, value in (("name", "watchlist merges record by record"), ("driver", driver)):
        _git(place, "config", f"merge.{_NAME}.{key}", value)
    say(f"Set merge.{_NAME}.driver in this copy of the repository to “{driver}”.")


def _program() -> str:
    """Return how git finds this program."""
    if shutil.which(_NAME):
        return _NAME
    return f"{quote(sys.executable.replace(os.sep, '/'))} -m watchlist"


def _git(place: str, *arguments: str) -> None:
    """Run git in a folder. Raises RefusedError."""
    try:
        command = ["git", "-C", place, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- no shell
    except FileNotFoundError as error:
        raise RefusedError("There is no git on this machine: install it first.") from error
    if done.returncode:
        why = done.stderr.strip().splitlines() or ["it failed"]
        if "not a git repository" in done.stderr:
            raise RefusedError(f"{place} is in no git repository: “git init” makes one there.")
        raise RefusedError(f"git {' '.join(arguments)}: {why[0]}")


def _pattern(name: str) -> str:
    """Return the pattern that matches a file of that name only."""
    special = "".join(f"\\{sign}" if sign in "*?[\\" else sign for sign in name)
    if any(sign.isspace() or sign in '"#!' for sign in name):
        escaped = special.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return special


def _add_line(path: str, line: str) -> bool:
    """Add a line to a file, unless it is there. Raises RefusedError."""
    try:
        text = read_bytes(path).decode(errors="surrogateescape") if os.path.exists(path) else ""
        if line in text.splitlines():
            return False
        text += "" if not text or text.endswith("\n") else "\n"
        write_atomically(path, f"{text}{line}\n".encode(errors="surrogateescape"))
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {reason(error, path)}.") from error
    return True
