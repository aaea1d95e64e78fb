"""One writer at a time: a lock on a file, which any end of its holder frees.

It is ``flock`` where there is one, and ``LockFile`` on Windows, as the known packages use them.
Those take an eighth of the time of a change to import, which is why this is here.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

from watchlist.files.writing import give_to_owner_of_folder

_PAUSE: Final = 0.01
"""Seconds between two attempts."""

_FLAGS: Final = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


def acquire(path: str, wait: float) -> int:
    """Lock a file, which is made if it is missing, and return what ``release`` takes.

    Raises TimeoutError when another process held it for ``wait`` seconds, and OSError when it
    cannot be locked at all.
    """
    end = time.monotonic() + wait
    while True:
        descriptor = os.open(path, _FLAGS, 0o600)
        give_to_owner_of_folder(path)
        try:
            if _try(descriptor) and _is_there(descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        if time.monotonic() >= end:
            raise TimeoutError(path)
        time.sleep(_PAUSE)


def release(descriptor: int) -> None:
    """Free a lock; the file stays."""
    os.close(descriptor)


def _is_there(descriptor: int) -> bool:
    """Whether the file has not been deleted: others would lock another one of its name."""
    return sys.platform == "win32" or os.fstat(descriptor).st_nlink > 0


if sys.platform == "win32":

    def _try(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
