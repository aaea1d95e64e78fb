"""Reading a file of the user, whose name may lead to anything, without waiting.

What is no regular file is refused before it is opened: a named pipe would wait, and a device has no
end.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from typing import BinaryIO, Final

if sys.platform != "win32":
    import pwd

_KINDS: Final = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a named pipe"),
    (stat.S_ISSOCK, "it is a socket"),
    (stat.S_ISCHR, "it is a device"),
    (stat.S_ISBLK, "it is a device"),
)
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: str) -> BinaryIO:
    """Open a regular file for reading. Raises OSError, at once for anything else."""
    _refuse_what_is_no_file(path, os.stat(path).st_mode)
    descriptor = os.open(path, _FLAGS)
    try:  # again: it may be another one by now
        _refuse_what_is_no_file(path, os.fstat(descriptor).st_mode)
        return open(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def read_bytes(path: str) -> bytes:
    """Return the content of a regular file. Raises OSError, at once for anything else."""
    with open_regular(path) as file:
        return file.read()


def reason(error: OSError, path: str) -> str:
    """Return why a path could not be read or written, for a message; without a full stop.

    After one run as another user, root most of all, it says whose the file is and what to do.
    """
    what = error.strerror or str(error)
    if isinstance(error, PermissionError) and sys.platform != "win32":
        for place in (path, os.path.dirname(path)):
            with suppress(OSError):
                if (owner := os.stat(place).st_uid) != os.geteuid():
                    return f"{what}. {place} belongs to {_user(owner)}: {_way_back()}"
    return what


def _way_back() -> str:
    return f"“sudo chown {_user(os.geteuid())}” with that path makes it yours"


def _user(number: int) -> str:
    """Return the name of a user, or the number."""
    if sys.platform != "win32":
        with suppress(KeyError):
            return pwd.getpwuid(number).pw_name
    return str(number)


def _refuse_what_is_no_file(path: str, mode: int) -> None:
    if not stat.S_ISREG(mode):
        what = next((words for is_one, words in _KINDS if is_one(mode)), "it is no file")
        raise OSError(errno.EINVAL, what, path)
