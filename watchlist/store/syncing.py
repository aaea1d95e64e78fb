"""Another copy of a library merged into one, in memory: their common past, and what it makes."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cached_property
from typing import Final

from watchlist.errors import RefusedError
from watchlist.library.library import Library
from watchlist.library.soundness import flawed
from watchlist.merging.copies import TABLES, Copy, Past, StepMoment
from watchlist.merging.threeway import merge_copies
from watchlist.store.ancestry import Lineage, base_of, line_of
from watchlist.store.history import Changes, Step
from watchlist.store.storage import HISTORY, FileStorage, Tables
from watchlist.store.tables import changes_of, difference, library_of
from watchlist.store.uids import new_uid

_AHEAD: Final = datetime.timedelta(minutes=10)
"""How far two clocks may be apart before it is said that one is ahead."""


class Synced:
    """Our library with another copy brought in, which nobody has written yet."""

    def __init__(
        self, mine: Lineage, theirs: Lineage, base: Tables | None, uid: Callable[[], str]
    ) -> None:
        self.library = library_of(mine.tables)
        self.theirs = library_of(theirs.tables)
        self.mark = theirs.mark
        self._mine = mine
        self._other = theirs
        copies = (_copy(self.library, mine), _copy(self.theirs, theirs))
        self.report = merge_copies(*copies, library_of(base or {}))
        self.changes = self._changes(uid)
        """What to put into our library; all of theirs where ours is new."""
        self.report.is_change = bool(self.changes)

    @cached_property
    def is_sound(self) -> bool:
        """Whether all records can be read and refer to what is there."""
        return not flawed(self.library)

    def _changes(self, uid: Callable[[], str]) -> Changes:
        if not self._mine.steps and set(self._mine.tables) <= {HISTORY}:
            return difference(self._mine.tables, self._other.tables)
        return changes_of(self.library, self._mine.path, uid)

    def returned(self, written: Tables) -> Changes:
        """Return what to put into the other copy, so that it has the records that ours has now."""
        there = {name: written.get(name, {}) for name in TABLES}
        return difference({name: self._other.tables.get(name, {}) for name in TABLES}, there)

    def refuse_unreadable(self, path: str) -> None:
        """Raise RefusedError where the other copy has records that cannot be read.

        They would be lost there.
        """
        if any(self.theirs.table(name).decode_all() for name in TABLES):
            raise RefusedError(
                f"{path} has records that cannot be read: put them right there first (“watchlist "
                "--library FILE doctor”), or leave --both out. Nothing was changed."
            )


def synced(
    mine: FileStorage,
    theirs: FileStorage,
    clock: Callable[[], datetime.datetime],
    base: Tables | None = None,
) -> Synced:
    """Merge another copy into ours.

    ``base`` is what both were, where that is known from elsewhere; else it is found by their
    histories and backups. Raises LibraryFileError.
    """
    now, ours, other = clock(), line_of(mine), line_of(theirs)
    was = base if base is not None else base_of(ours, other, now)
    found = Synced(ours, other, was, lambda: new_uid(clock()))
    for line in (ours, other):
        found.report.notices += _clock_ahead(line, now)
    return found


def _clock_ahead(line: Lineage, now: datetime.datetime) -> list[str]:
    latest = max((step.when for step in line.steps), default="")
    if latest <= (now + _AHEAD).strftime("%Y-%m-%dT%H:%M:%SZ"):
        return []
    return [
        f"The clock of {line.path} was ahead: its last change is of {latest}. Where both changed "
        "the same, look whether the right one was taken for the later."
    ]


def _copy(library: Library, line: Lineage) -> Copy:
    return Copy(library, tuple(map(_past, reversed(line.steps))), line.state)


def _past(step: Step) -> Past:
    return Past(StepMoment(step.when, step.uid or step.state), step.changes)
