"""The exit status (``docs/scripting.md``) holds, whatever becomes of stdout and stderr.

The program runs as a process of its own, with none of this machine's variables: what Python does
with its streams depends on ``PYTHONUNBUFFERED``, and in the process of the tests they are none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.conftest import KEPT, own_variables
from tests.store.command_lines import CHANGING, LIBRARY

DONE, FAILED, USAGE, NOT_FOUND, AMBIGUOUS, UNUSABLE = range(6)
FULL: Final = Path("/dev/full")
READ, CLOSED, UNREAD = "read", "closed", "unread"
"""What may be at the other end of a stream beside a full device; unread: a pipe, by nobody."""

ENDS = (
    READ,
    pytest.param(CLOSED, marks=pytest.mark.skipif(os.name == "nt", reason="there is no sh here")),
    UNREAD,
    pytest.param(
        str(FULL), marks=pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
    ),
)
of_stdout = pytest.mark.parametrize("out", ENDS, ids=lambda end: f"stdout {Path(end).name}")
of_stderr = pytest.mark.parametrize("err", ENDS, ids=lambda end: f"stderr {Path(end).name}")
unbuffered = pytest.mark.parametrize("unbuffered", [False, True], ids=["buffered", "unbuffered"])

PRINTING: Final = (
    ("list",),
    (),
    ("--help",),
    ("list", "--help"),
    ("--version",),
    ("completion", "bash"),
    ("watched", "Aliens"),
)
FAILING: Final = (
    (("add", "Alien (1979)"), FAILED),
    (("doctor", "--fix", "--nope"), USAGE),
    (("franchise",), USAGE),
    (("show", "nothing at all"), NOT_FOUND),
    (("show", "ali"), AMBIGUOUS),
    (("--library", ".", "list"), UNUSABLE),
)
CONFIRMED: Final = [args for args in CHANGING if args[0] != "doctor"]  # it speaks on stderr


@contextmanager
def _file(end: str) -> Iterator[int]:
    """Open what a stream is to be written to."""
    if end == READ:
        yield subprocess.PIPE
    elif end == CLOSED:
        yield subprocess.DEVNULL  # until the shell closes it
    else:
        reading, writing = os.pipe() if end == UNREAD else (None, os.open(end, os.O_WRONLY))
        if reading is not None:
            os.close(reading)
        yield writing
        os.close(writing)


def _command(library: Path, args: Sequence[str], out: str, err: str) -> list[str]:
    command = [sys.executable, "-m", "watchlist", "--library", str(library), *args]
    closing = [f"{stream}>&-" for stream, end in ((1, out), (2, err)) if end == CLOSED]
    return (
        ["/bin/sh", "-c", f'exec "$@" {" ".join(closing)}', "sh", *command] if closing else command
    )


def _end(
    library: Path, args: Sequence[str], *, out: str, err: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the program with stdout and stderr of a kind."""
    kept = {name: value for name, value in os.environ.items() if name.upper() in KEPT}
    environment = kept | own_variables(library.parent) | variables
    with _file(out) as stdout, _file(err) as stderr:
        return subprocess.run(
            _command(library, args, out, err),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            env=environment,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library in which every command finds something wrong, and hints at it."""
    path = tmp_path / "library.json"
    path.write_text(LIBRARY.replace('"film": 2, "kind"', '"film": 77, "kind"'), encoding="utf-8")
    return path


@unbuffered
@of_stderr
@of_stdout
@pytest.mark.parametrize("args", PRINTING, ids=lambda args: " ".join(args) or "no command")
def test_output_that_cannot_be_written_is_a_failure_and_unread_output_is_none(
    library: Path, args: tuple[str, ...], *, out: str, err: str, unbuffered: bool
) -> None:
    result = _end(library, args, out=out, err=err, **_buffering(unbuffered))
    assert result.returncode == (FAILED if out == str(FULL) else DONE), result.stderr
    assert bool(result.stdout) == (out == READ)
    if err == READ:
        errors = _errors(result.stderr)
        assert len(errors) == result.returncode
        assert all(line.startswith("Error: the output cannot be written: ") for line in errors)


@unbuffered
@of_stderr
@of_stdout
@pytest.mark.parametrize(
    ("args", "status"), FAILING, ids=[f"{' '.join(args)}, {status}" for args, status in FAILING]
)
def test_a_failure_keeps_its_status_where_it_cannot_be_said(
    library: Path, args: tuple[str, ...], status: int, *, out: str, err: str, unbuffered: bool
) -> None:
    result = _end(library, args, out=out, err=err, **_buffering(unbuffered))
    assert result.returncode == status, result.stderr
    assert not result.stdout
    if err == READ:
        assert len(_errors(result.stderr)) == 1


def _buffering(unbuffered: bool) -> dict[str, str]:
    return {"PYTHONUNBUFFERED": "1"} if unbuffered else {}


def _errors(stderr: str) -> list[str]:
    """Return the errors of the program on stderr, and see that Python says nothing of its own."""
    assert "Traceback" not in stderr
    assert "Exception ignored" not in stderr
    return [line for line in stderr.splitlines() if line.startswith(("Error: ", "Usage: "))]


@of_stderr
@of_stdout
@pytest.mark.parametrize("asked", ["bash_source", "bash_complete", "no_shell"])
def test_a_shell_that_asks_for_completion_is_no_exception(
    library: Path, asked: str, out: str, err: str
) -> None:
    variables = {"_WATCHLIST_COMPLETE": asked, "COMP_WORDS": "watchlist ", "COMP_CWORD": "1"}
    result = _end(library, (), out=out, err=err, **variables)
    answers = asked != "no_shell"
    assert result.returncode == (FAILED if out == str(FULL) or not answers else DONE)
    assert err != READ or len(_errors(result.stderr)) == (answers and result.returncode)


@pytest.mark.skipif(not FULL.exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("args", CONFIRMED, ids=" ".join)
def test_a_change_that_cannot_be_confirmed_is_made_and_that_is_said(
    tmp_path: Path, args: tuple[str, ...]
) -> None:
    library = tmp_path / "library.json"
    library.write_text(LIBRARY, encoding="utf-8")
    result = _end(library, args, out=str(FULL), err=READ)
    assert result.returncode == FAILED
    (error,) = _errors(result.stderr)
    assert error.startswith("Error: the output cannot be written: ")
    assert error.endswith(". The change was made.")
    assert len(json.loads(library.read_bytes())["history"]) == 1
