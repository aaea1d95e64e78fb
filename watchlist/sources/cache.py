"""Answers that were fetched, in the cache folder, so that nothing is asked twice in a month.

An answer is a file with the bytes as they came; its name tells nothing of what was asked, and its
time is when that was. Whatever is wrong with the folder, it is a cache: no answer is in it then.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from hashlib import sha256
from typing import Final

from watchlist.files.reading import read_bytes
from watchlist.files.writing import make_folder, write_atomically

DAYS: Final = 30
"""So long an answer is good. TMDB's terms allow six months at the most, so it is gone then."""

_DAY: Final = 86_400
_SUFFIX: Final = ".answer"


class Answers:
    """The answers in a folder; with ``refresh`` those that are there are not good enough."""

    def __init__(self, folder: str, *, refresh: bool = False) -> None:
        self._folder = os.path.join(folder, "answers")
        self._refresh = refresh
        self._fetched: set[str] = set()

    def get(self, asked: str) -> bytes | None:
        """Return the answer to what was asked, None when there is no good one."""
        path = self._path(asked)
        if self._refresh and path not in self._fetched:
            return None
        try:
            return read_bytes(path) if _age(path) < DAYS * _DAY else None
        except OSError:
            return None

    def put(self, asked: str, answer: bytes) -> None:
        """Keep an answer, readable by nobody else."""
        path = self._path(asked)
        with suppress(OSError):
            make_folder(self._folder)
            if not self._fetched:
                self._remove_old()
            write_atomically(path, answer)
            self._fetched.add(path)

    def _path(self, asked: str) -> str:
        return os.path.join(self._folder, sha256(asked.encode()).hexdigest() + _SUFFIX)

    def _remove_old(self) -> None:
        with os.scandir(self._folder) as entries:
            for entry in entries:
                if entry.name.endswith(_SUFFIX) and _age(entry.path) >= DAYS * _DAY:
                    with suppress(OSError):
                        os.unlink(entry.path)


def _age(path: str) -> float:
    """Return for how many seconds a file has been there; one of the future is as good as none."""
    age = time.time() - os.stat(path).st_mtime
    return age if age > -_DAY else DAYS * _DAY
