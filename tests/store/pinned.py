"""Uids that are the same each time, for tests that compare libraries made apart, byte by byte."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from watchlist.store import store


class Uids:
    """Stands for the chance in new uids; ``restart`` makes the next ones those of a series."""

    def __init__(self) -> None:
        self._made = 0
        self._series = 0

    def __call__(self, _moment: datetime.datetime) -> str:
        """Return the next uid of the series, in the form of a ULID."""
        self._made += 1
        return f"01GW9QTVG0{self._series:08}{self._made:08}"

    def restart(self, series: int = 0) -> None:
        """Begin a series of uids (again)."""
        self._series, self._made = series, 0


@contextmanager
def pinned_uids() -> Iterator[Uids]:
    """Let the program of this process take uids from a series."""
    uids = Uids()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "new_uid", uids)
        yield uids
