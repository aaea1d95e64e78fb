"""The program with a whole pseudo-terminal to itself: stdin, stdout and stderr."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping

import pytest

from tests.conftest import Run

pty = pytest.importorskip("pty", reason="pseudo-terminals are a thing of POSIX")
termios = pytest.importorskip("termios", reason="pseudo-terminals are a thing of POSIX")

END = "¶"
"""What a pager of the tests says when it has read everything."""


class Screen:
    """A program at a terminal of some columns and lines; ``seen`` is what it wrote."""

    def __init__(
        self,
        run: Run,
        *args: str,
        lines: int = 24,
        columns: int = 80,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (lines, columns))
        environment = {**os.environ, "TERM": "xterm", **(variables or {})}
        for name in [name for name, value in environment.items() if not value]:
            del environment[name]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "watchlist", "--library", str(run.library), *args],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
            # the terminal that Ctrl-C is typed at
            preexec_fn=_take_terminal,  # noqa: PLW1509 -- the tests have no threads
        )
        os.close(theirs)
        self.seen = ""

    def read_until(self, text: str) -> str:
        """Read what is written until a text appears."""
        while text not in self.seen:
            self.seen += self._read()
        return self.seen

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def end(self) -> tuple[int, str]:
        """Read all that is written and return the exit status with it."""
        with contextlib.suppress(EOFError):
            while True:
                self.seen += self._read()
        os.close(self._ours)
        return self.process.wait(timeout=30), self.seen.replace("\r\n", "\n")

    def close(self) -> None:
        """End the program if it still runs."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
            os.close(self._ours)

    def _read(self) -> str:
        try:
            read = os.read(self._ours, 65_536)
        except OSError:  # the other end is closed
            read = b""
        if not read:
            raise EOFError(self.seen)
        return read.decode()


def _take_terminal() -> None:
    import fcntl  # noqa: PLC0415 -- a thing of POSIX

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def shown(run: Run, *args: str, lines: int = 24, variables: Mapping[str, str] | None = None) -> str:
    """Return what a command line writes to a terminal, when it must succeed."""
    status, text = Screen(run, *args, lines=lines, variables=variables).end()
    assert status == 0, text
    return text
