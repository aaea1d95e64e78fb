"""Copies of the library that a service or git left beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import Final

from watchlist.files.reading import read_bytes
from watchlist.store.conflicts import has_conflicts

_CONFLICT: Final = r"(?:conflict|conflit|konflikt|конфликт|çakış|競合|冲突|衝突|충돌)"
"""What copies are called by that are in conflict, in the languages of Dropbox."""


def conflict_copies(library: str) -> list[str]:
    """Return the paths of copies beside a library that nobody has brought in, in order of name.

    They are called as Syncthing (``films.sync-conflict-….json``), Dropbox (``films (conflicted copy
    ….json)``, ``films (Ann's conflicted copy ….json)``, in the language of the user), Nextcloud
    and browsers (``films (1).json``) do it, or have git's conflict markers in them.
    """
    folder, name = os.path.split(os.path.realpath(library))
    stem, end = os.path.splitext(name)
    copy = re.compile(
        rf"{re.escape(stem)}(?:[ ._-].*{_CONFLICT}.*| ?\(\d+\)){re.escape(end)}", re.IGNORECASE
    )
    try:
        near = sorted(one for one in os.listdir(folder) if one != name and one.startswith(stem))
    except OSError:
        return []
    called = [one for one in near if copy.fullmatch(one)]
    others = (one for one in near if one.endswith(end) and one not in called)
    marked = _with_markers(os.path.join(folder, one) for one in others)
    return [*(os.path.join(folder, one) for one in called), *marked]


def _with_markers(paths: Iterator[str]) -> Iterator[str]:
    for path in paths:
        try:
            if has_conflicts(read_bytes(path)):
                yield path
        except OSError:
            continue
