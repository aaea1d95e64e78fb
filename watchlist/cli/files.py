"""Files that the user named, which commands check before they write one, all of it or nothing."""

from __future__ import annotations

import os

from watchlist.errors import RefusedError
from watchlist.files.reading import reason
from watchlist.files.writing import write_atomically


def check_target(path: str, library: str, *, force: bool) -> None:
    """Raise RefusedError when a file is not to be written, as it is the library or is there."""
    if _is_same(path, library):
        raise RefusedError(f"{path} is the library itself: choose another file.")
    check_free(path, force=force)


def check_free(path: str, *, force: bool) -> None:
    """Raise RefusedError when there is a file that is not to be overwritten."""
    if not os.path.lexists(path):
        return
    if not os.path.isfile(path):
        raise RefusedError(f"{path} is no file: choose another name.")
    if not force:
        raise RefusedError(f"{path} is there already: choose another name, or say --force.")


def _is_same(path: str, library: str) -> bool:
    """Whether a path leads to the library, which may not exist yet."""
    if os.path.exists(path) and os.path.exists(library):
        return os.path.samefile(path, library)
    return os.path.realpath(path) == os.path.realpath(library)


def write_file(path: str, content: bytes) -> None:
    """Write a file in one step. Raises RefusedError."""
    try:
        write_atomically(os.path.realpath(path), content)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        why = reason(error, path) if isinstance(error, OSError) else str(error)
        raise RefusedError(f"{path} cannot be written: {why}.") from error
