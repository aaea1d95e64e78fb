"""Writing a file that the user named, all of it or nothing."""

from __future__ import annotations

import os

from watchlist.cli.app import App
from watchlist.errors import RefusedError


def check_target(app: App, path: str, *, force: bool) -> None:
    """Raise RefusedError when a file is not to be written."""
    library = app.store.path
    both = os.path.exists(path) and os.path.exists(library)
    if os.path.samefile(path, library) if both else os.path.realpath(path) == library:
        raise RefusedError(f"{path} is the library itself: choose another file.")
    if not os.path.lexists(path):
        return
    if not os.path.isfile(path):
        raise RefusedError(f"{path} is no file: choose another name.")
    if not force:
        raise RefusedError(f"{path} is there already: choose another name, or say --force.")


def write_file(path: str, content: bytes) -> None:
    """Write a file in one step. Raises RefusedError."""
    from watchlist.store.storage import write_atomically  # noqa: PLC0415 -- few commands write one

    try:
        write_atomically(os.path.realpath(path), content)
    except (OSError, ValueError) as error:  # ValueError: a name with a NUL
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise RefusedError(f"{path} cannot be written: {reason}.") from error
