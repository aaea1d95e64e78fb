"""Real shells at a pseudo-terminal, in a home of their own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

pytest.importorskip("pty", reason="pseudo-terminals are a thing of POSIX")
pexpect: Any = pytest.importorskip("pexpect", reason="pexpect drives the shells")

PROMPT: Final = "READY> "
BEGIN, BETWEEN, END = "\x1d", "\x1f", "\x1e"
"""Around the arguments that the program was called with; no shell prints these by itself."""

_PROGRAM: Final = """\
#!/bin/sh
if [ -n "$_WATCHLIST_COMPLETE" ]; then
    exec '{python}' -m watchlist "$@"
fi
printf '\\035'
[ $# -eq 0 ] || printf '%s\\037' "$@"
printf '\\036\\n'
"""
"""A watchlist that completes, and otherwise says what it was called with."""

START: Final[Mapping[str, list[str]]] = {
    "bash": ["--noprofile", "-i"],
    "zsh": ["-i"],
    "fish": ["-i"],
}
SETTINGS: Final[Mapping[str, tuple[str, str]]] = {
    "bash": (".bashrc", f"PS1='{PROMPT}'\nunset HISTFILE\n"),
    "zsh": (".zshrc", f"PROMPT='{PROMPT}'\nunsetopt prompt_sp prompt_cr beep\n"),
    "fish": (
        "config/fish/config.fish",
        f"function fish_prompt; echo -n '{PROMPT}'; end\nset -g fish_greeting\n"
        "set -g fish_autosuggestion_enabled 0\n",
    ),
}


KILL_LINE: Final = "\x15"
"""Ctrl-U, in all of them."""


class Session:
    """A shell that is started with its settings from a home folder."""

    def __init__(self, name: str, home: Path) -> None:
        program = shutil.which(name)
        if program is None:
            pytest.skip(f"{name} is not installed")
        if name == "bash" and _is_old(program):
            pytest.skip("bash before 4.4 cannot be told how to go on behind a completion")
        self._program = program
        self._name = name
        self._home = home
        self.shown = ""
        """What the last command line showed before the program was called."""
        file, text = SETTINGS[name]
        _write(home / file, text)
        watchlist = home / "bin" / "watchlist"
        _write(watchlist, _PROGRAM.format(python=sys.executable))
        watchlist.chmod(0o755)

    @property
    def variables(self) -> dict[str, str]:
        """The environment of the shell."""
        return {
            "HOME": str(self._home),
            "USERPROFILE": str(self._home),
            "PATH": f"{self._home / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "XDG_DATA_HOME": str(self._home / "data of mine"),
            "XDG_CONFIG_HOME": str(self._home / "config"),
        }

    def start(self, **variables: str) -> None:
        """Start the shell and wait until it is ready."""
        self._shell = pexpect.spawn(
            self._program,
            START[self._name],
            env={**self.variables, **variables},
            cwd=str(self._home),
            encoding="utf-8",
            timeout=30,
            dimensions=(50, 1000),
        )
        self._shell.expect_exact(PROMPT)

    def arguments(self, typed: str, *, calls: int = 1) -> list[str]:
        """Type a line, in which Tab completes, and Enter; return what the program was told.

        A shell reads on when it has completed, so nothing has to be waited for in between.
        """
        self._shell.send(f"{typed}\r")
        told: list[str] = []
        for _ in range(calls):
            self._shell.expect_exact(BEGIN)
            self.shown = self._shell.before
            self._shell.expect_exact(END)
            told += self._shell.before.split(BETWEEN)[:-1]
        self._shell.expect_exact(PROMPT)
        return told

    def listed(self, typed: str, last: str) -> str:
        """Type a line in which Tab shows a list; return what is shown until ``last``."""
        self._shell.send(typed)
        self._shell.expect_exact(last)
        shown: str = self._shell.before
        self.arguments(f"{KILL_LINE}watchlist")
        return shown

    def close(self) -> None:
        self._shell.close(force=True)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _is_old(bash: str) -> bool:
    version = subprocess.run([bash, "--version"], capture_output=True, text=True, check=True).stdout
    numbers = version.partition("version ")[2].split(".")
    return (int(numbers[0]), int(numbers[1])) < (4, 4)
