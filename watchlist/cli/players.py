"""Opening files with the player that was set, or with what the system opens them with."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence

from watchlist.cli.output import hint
from watchlist.errors import RefusedError

SYSTEM = {"darwin": "open"}
"""The command by which a system opens a file; on others it is that of freedesktop.org."""


def open_files(player: str, paths: Sequence[str]) -> None:
    """Open files, which are absolute paths, and wait for the player to end.

    ``player`` is a command line, empty for the opener of the system, which takes one file. No
    shell reads any of it. Raises RefusedError where it cannot be run or fails.
    """
    if not player and sys.platform == "win32":
        os.startfile(paths[0])  # noqa: S606 -- what Windows opens files with
        return
    if not player and len(paths) > 1:
        hint(f"There are {len(paths)} files, of which the first is opened: set a player for all.")
    command = shlex.split(player) if player else [SYSTEM.get(sys.platform, "xdg-open")]
    status = _run([*command, *(paths if player else paths[:1])])
    if status:
        raise RefusedError(f"{command[0]} ended with status {status}.")


def _run(command: Sequence[str]) -> int:
    """Run a command on this terminal, and return its status."""
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 -- no shell reads it
    except (OSError, ValueError) as error:  # ValueError: a NUL
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise RefusedError(
            f"{command[0]} cannot be run: {why}. “watchlist config set player COMMAND” chooses "
            "a player."
        ) from error
