"""Writing a file of the user: whole or not at all, and with nothing lost that is somebody's.

Mode and owner stay, and what is protected is left alone.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

WINDOWS: Final = sys.platform == "win32"

PATIENCE: Final = 1.0
"""Seconds for which Windows is asked again to replace a file that another program holds open."""

_PAUSE: Final = 0.02
_SUFFIX: Final = ".new"
_TOKEN_BYTES: Final = 6
_ANY_WRITE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def write_atomically(path: str, text: bytes | Iterable[bytes]) -> None:
    """Write a file so that there is the old one or the new one at every moment.

    A new file is private and belongs to whom a file made there by its user would; another one
    keeps its mode and, where that may be set, its owner and group. One without permission to write
    is left alone, whatever the folder would allow. ``text`` may come in parts. Raises OSError.
    """
    with staged(path, text) as put:
        put()


@contextmanager
def staged(path: str, text: bytes | Iterable[bytes]) -> Iterator[Callable[[], None]]:
    """Write a file as ``write_atomically`` does, but put it in its place when that is called.

    So several files are all on the disk before the first of them takes its place. Raises OSError.
    """
    refuse_protected(path)
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.{os.urandom(_TOKEN_BYTES).hex()}{_SUFFIX}")
    try:
        _write_through(temporary, text, like=path)
        yield lambda: _replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def remove_leftovers(path: str) -> None:
    """Delete what killed programs left of their writes of a file; only under its lock."""
    folder, name = os.path.split(path)
    with suppress(OSError):
        for other in os.listdir(folder or "."):
            if _is_temporary(other, name):
                with suppress(OSError):
                    os.unlink(os.path.join(folder, other))


def make_folder(path: str) -> None:
    """Make a private folder, and those above it, where they are missing. Raises OSError."""
    is_new = not os.path.isdir(path)
    os.makedirs(path, mode=0o700, exist_ok=True)
    if is_new:
        give_to_owner_of_folder(path)


def give_to_owner_of_folder(path: str) -> None:
    """Let what root made in the folder of a user belong to that user."""
    if not WINDOWS and os.geteuid() == 0:
        with suppress(OSError):
            owner = os.stat(os.path.dirname(path) or ".")
            os.chown(path, owner.st_uid, owner.st_gid, follow_symlinks=False)


def refuse_protected(path: str) -> None:
    """Raise PermissionError where a file may not be written, which replacing it would go around."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return
    if not mode & _ANY_WRITE or not os.access(path, os.W_OK):  # root may write everything
        raise PermissionError(errno.EACCES, "it is write-protected", path)


def _is_temporary(other: str, name: str) -> bool:
    """Whether a file is one that ``write_atomically`` makes for a name; nobody else's."""
    prefix = f".{name}."
    token = other[len(prefix) : -len(_SUFFIX)]
    return (
        other.startswith(prefix)
        and other.endswith(_SUFFIX)
        and len(token) == 2 * _TOKEN_BYTES
        and all(character in "0123456789abcdef" for character in token)
    )


def _write_through(path: str, text: bytes | Iterable[bytes], *, like: str) -> None:
    """Write a new file to the disk, private to its owner or with the marks of an older one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags, 0o600), "wb") as file:
        try:
            older = os.stat(like)
        except FileNotFoundError:
            give_to_owner_of_folder(path)
        else:
            _mark_like(path, older)
        for part in (text,) if isinstance(text, bytes) else text:  # noqa: FURB122 -- tests fail each
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


def _mark_like(path: str, older: os.stat_result) -> None:
    """Give a file the owner and group of an older one, where that may be set, and its mode."""
    if not WINDOWS:
        for owner, group in ((older.st_uid, -1), (-1, older.st_gid)):
            with suppress(OSError):
                os.chown(path, owner, group)
    os.chmod(path, stat.S_IMODE(older.st_mode))


def _replace(temporary: str, path: str) -> None:
    """Rename a file over another one, which Windows refuses while somebody reads that one."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            os.replace(temporary, path)
        except PermissionError:
            if not WINDOWS or time.monotonic() >= end:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _sync_folder(folder: str) -> None:
    """Make a rename last through a power cut, where the system can (Windows cannot).

    The change is made by now: neither a failure nor Ctrl-C may be reported as if it were not.
    """
    with suppress(OSError, KeyboardInterrupt):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
