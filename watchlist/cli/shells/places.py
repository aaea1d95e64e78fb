"""Where the script of each shell goes for one person, and what loads it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from watchlist.errors import RefusedError

MARK: Final = b'written by "watchlist completion'
"""What the scripts of this program have in their first lines."""


class Place(NamedTuple):
    """The file of a script; and the file of the shell's settings, with the line that loads it."""

    script: Path
    settings: Path | None = None
    line: str = ""


def _folder(variable: str, default: str) -> Path:
    """Return a folder that a variable names, as XDG has it: only when it is absolute."""
    named = Path(os.environ.get(variable, ""))
    return named if named.is_absolute() else _home() / default


def _home() -> Path:
    try:
        home = Path.home()
    except RuntimeError:
        home = Path()
    if not home.is_absolute():
        raise RefusedError("Your home folder cannot be found: set HOME.")
    return home


def _written(path: Path) -> str:
    """Return a path as a word of bash and zsh, from the home folder where it is in there."""
    try:
        return f'"$HOME"/{shlex.quote(str(path.relative_to(_home())))}'
    except ValueError:
        return shlex.quote(str(path))


def _bash() -> Place:
    data = _folder("XDG_DATA_HOME", ".local/share") / "bash-completion"
    script = _folder("BASH_COMPLETION_USER_DIR", str(data)) / "completions" / "watchlist"
    word = _written(script)
    return Place(script, _home() / ".bashrc", f"[ ! -r {word} ] || . {word}")


def _zsh() -> Place:
    data = _folder("XDG_DATA_HOME", ".local/share")
    script = data / "zsh" / "site-functions" / "_watchlist"
    word = _written(script)
    load = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }"
    line = f"if [[ -r {word} ]] {{ {load}; source {word} }}"
    return Place(script, _folder("ZDOTDIR", "") / ".zshrc", line)


def _fish() -> Place:
    config = _folder("XDG_CONFIG_HOME", ".config")
    return Place(config / "fish" / "completions" / "watchlist.fish")


PLACES: Final[Mapping[str, Callable[[], Place]]] = {"bash": _bash, "zsh": _zsh, "fish": _fish}


def put_script(path: Path, script: bytes) -> bool:
    """Write a script, unless it is there already; return whether it was written.

    Raises RefusedError for a file that this program did not write.
    """
    try:
        if path.exists():
            found = path.read_bytes()
            if found == script:
                return False
            if MARK not in found:
                raise RefusedError(
                    f"{path} is there already and is not of this program: move it away first."
                )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(script)
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror}.") from error
    return True


def add_line(path: Path, line: str) -> bool:
    """Add a line to the end of a file of settings, unless it is in there; return whether it was.

    Raises RefusedError, with the line, when the file cannot be changed.
    """
    wanted = line.encode()
    try:
        before = path.read_bytes() if path.exists() else b""
        if wanted in (found.strip() for found in before.splitlines()):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            file.write((b"" if before[-1:] in (b"", b"\n") else b"\n") + wanted + b"\n")
    except OSError as error:
        raise RefusedError(
            f"{path} cannot be changed: {error.strerror}. Put this line into it: {line}"
        ) from error
    return True
