"""Standard output and standard error, which may be full, closed, or read by nobody.

Neither decides over the exit status by itself. Python ends with 120 when a stream cannot be
flushed at the very end, and a failed write leaves in the buffer what is then flushed once more.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Final, TextIO

import click

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_NOT_WRITTEN: Final = 1


class _Unheard(io.FileIO):
    """A file that takes as written what cannot be written."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write what can be written, and return how many bytes are done with."""
        written: int | None = None
        with suppress(OSError):
            written = super().write(data)  # None: it would have to wait, for nobody knows how long
        return memoryview(data).nbytes if written is None else written


def prepare() -> None:
    """Make both streams take every character, and let nothing depend on stderr being written.

    What is said there is for people: where nobody can read it, the exit status still says it.
    """
    if sys.stderr and not (os.name == "nt" and sys.stderr.isatty()):  # consoles are no files there
        sys.stderr = _that_never_fails(sys.stderr)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def give_up_output(error: OSError, *, changed: bool) -> int:
    """Write nothing more to stdout, and return the exit status for the error of writing to it.

    That is 0, without a word, when nobody reads stdout any more; else 1, and one sentence on
    stderr, which also says so if the library was ``changed`` before.
    """
    _discard_output()
    if error.errno == errno.EPIPE:
        return 0
    after = " The change was made." if changed else ""
    click.echo(f"Error: the output cannot be written: {error.strerror}.{after}", err=True)
    return _NOT_WRITTEN


def _that_never_fails(stream: TextIO) -> TextIO:
    try:
        file = _Unheard(stream.fileno(), "wb", closefd=False)
    except (ValueError, OSError):  # it is no file
        return stream
    return io.TextIOWrapper(io.BufferedWriter(file), stream.encoding, line_buffering=True)


def _discard_output() -> None:
    """Let what is still to be written to stdout go nowhere, with what its buffer holds."""
    with suppress(ValueError, OSError):  # it may be no file
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
