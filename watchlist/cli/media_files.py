"""The list of media files that belongs to the library in use."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click

from watchlist.cli.app import App
from watchlist.cli.folders import cache_folder
from watchlist.cli.invocation import Invocation
from watchlist.library.library import Library
from watchlist.media.index import FileIndex
from watchlist.media.playing import with_files
from watchlist.model import FilmId


@contextmanager
def file_index(app: App) -> Iterator[FileIndex]:
    """Hand out the list of files of this machine that belongs to the library in use.

    It is empty, and makes no file, as long as nothing was scanned.
    """
    library = os.fsencode(os.path.realpath(app.library))
    name = f"files-{hashlib.sha256(library).hexdigest()[:16]}.sqlite"
    index = FileIndex(os.path.join(cache_folder(), name))
    try:
        yield index
    finally:
        index.close()


def films_with_files(library: Library) -> set[FilmId]:
    """Return the films of the library in use that have a file on this machine."""
    app = App(click.get_current_context().ensure_object(Invocation))
    with file_index(app) as index:
        return with_files(library, index)


def library_stamp(app: App) -> str:
    """Return what tells whether the library file is still what it was."""
    try:
        found = os.stat(app.library)
    except OSError:
        return "none"
    return f"{found.st_ino}:{found.st_size}:{found.st_mtime_ns}"
