"""Copies of the library that a service or git left beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from watchlist.files.reading import read_bytes
from watchlist.store.conflicts import has_conflicts


def conflict_copies(library: str) -> list[str]:
    """Return the paths of copies beside a library that nobody has brought in, in order of name.

    They are called as Syncthing (``films.sync-conflict-….json``), Dropbox (``films (conflicted copy
    ….json)``, ``films (Ann's conflicted copy ….json)``) and browsers (``films (1).json``) do it, or
    are versions of the library with git's conflict markers in them.
    """
    folder, name = os.path.split(os.path.realpath(library))
    stem, end = os.path.splitext(name)
    copy = re.compile(
        rf"{re.escape(stem)}(\.sync-conflict-.+| \((.*conflicted copy.*|\d+)\)){re.escape(end)}"
    )
    try:
        near = sorted(one for one in os.listdir(folder) if one != name and one.startswith(stem))
    except OSError:
        return []
    found = (os.path.join(folder, one) for one in near if copy.fullmatch(one))
    return [*found, *_with_markers(os.path.join(folder, one) for one in near if one.endswith(end))]


def _with_markers(paths: Iterator[str]) -> Iterator[str]:
    for path in paths:
        try:
            if has_conflicts(read_bytes(path)):
                yield path
        except OSError:
            continue
