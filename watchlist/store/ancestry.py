"""What two copies of a library both were when they were last the same: the base of a merge.

A step that both have, with the same command, moment and state, is a library that both were. So is
one of which a step of the other says that it was brought in (``Step.synced``). The library of then
is made by taking the later steps back, and has to have the state that is told: where another hand
changed a file in between it has another one, and is not used. Without any such step, the newest
backup is the base that is known to the histories, or among the backups, of both.
"""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from watchlist.errors import LibraryFileError
from watchlist.store import backups
from watchlist.store.backups import Backup
from watchlist.store.history import SharedMark, Step, can_be_put, done, plain, put
from watchlist.store.steps import bring_up, steps_of
from watchlist.store.storage import HISTORY, FileStorage, Tables, state_of_tables


class Lineage:
    """One copy with its history: ``steps`` are those that are done, oldest first.

    ``begins`` is the number of the first step that is known; what was before only backups tell.
    """

    def __init__(self, storage: FileStorage, steps: list[Step]) -> None:
        self.path = storage.path
        self.tables = storage.read()
        self.steps = done(steps)
        self.begins = steps[0].step if steps else sys.maxsize
        self.state = storage.state()

    @property
    def mark(self) -> SharedMark:
        """What the copy as it is now is known by in another one."""
        last = self.steps[-1] if self.steps else None
        return SharedMark(last.command if last else "", last.when if last else "", self.state)

    @cached_property
    def marks(self) -> dict[SharedMark, int]:
        """What it ever was, as far as it knows, with the number of steps that led there."""
        was = {mark_of(step): count for count, step in enumerate(self.steps, start=1)}
        return was | {self.mark: len(self.steps)}

    def before(self, number: int) -> list[SharedMark]:
        """Return what it was before the step of a number, as far as it knows."""
        known = [mark_of(step) for step in self.steps if step.step < number]
        return [*known, self.mark] if len(known) == len(self.steps) else known

    def at(self, steps: int, state: str) -> Tables | None:
        """Return the tables after so many steps; None where they are not in that state."""
        later = self.steps[steps:]
        if not all(can_be_put(step.changes) for step in later):
            return None
        tables = {name: dict(table) for name, table in self.tables.items() if name != HISTORY}
        for step in reversed(later):
            put(tables, plain(step.changes))
        return tables if state_of_tables(tables) == state else None


def line_of(storage: FileStorage) -> Lineage:
    """Return a copy that is read with its history, in today's layout. Raises LibraryFileError."""
    storage.read()
    bring_up(storage)
    return Lineage(storage, steps_of(storage))


def mark_of(step: Step) -> SharedMark:
    """Return what the library behind a step is known by."""
    return SharedMark(step.command, step.when, step.state)


class _Ancestor(NamedTuple):
    """A library that both were: ``line`` was it after ``steps`` steps, in ``state``."""

    age: int
    line: Lineage
    steps: int
    state: str


def base_of(ours: Lineage, theirs: Lineage, now: datetime.datetime) -> Tables | None:
    """Return the tables of the last library that two copies both were; None when there is none."""
    found = [*_common(ours, theirs), *_brought_in(ours, theirs), *_brought_in(theirs, ours)]
    found.sort(key=lambda candidate: candidate.age, reverse=True)
    tables = (candidate.line.at(candidate.steps, candidate.state) for candidate in found)
    return next((base for base in tables if base is not None), None) or _backup(ours, theirs, now)


def _common(ours: Lineage, theirs: Lineage) -> Iterator[_Ancestor]:
    for mark, steps in ours.marks.items():
        if (other := theirs.marks.get(mark)) is not None:
            yield _Ancestor(steps + other, ours, steps, mark.state)
            yield _Ancestor(steps + other, theirs, other, mark.state)


def _brought_in(line: Lineage, other: Lineage) -> Iterator[_Ancestor]:
    """Yield what the other one was when a step of the first one brought it in."""
    for count, step in enumerate(line.steps, start=1):
        if mark := step.synced:
            steps = other.marks.get(mark, None if mark.command else 0)
            if steps is not None:
                yield _Ancestor(count + steps, other, steps, mark.state)


def _backup(ours: Lineage, theirs: Lineage, now: datetime.datetime) -> Tables | None:
    """Return the tables of the newest backup of either that is an ancestor of both."""
    copies = [_copies(line, now) for line in (ours, theirs)]
    known = [
        {*line.marks, *(mark for _, copy in kept for mark in copy.before(line.begins))}
        for line, kept in zip((ours, theirs), copies, strict=True)
    ]
    shared = [
        (backup.when, copy)
        for kept in copies
        for backup, copy in kept
        if all(copy.mark in marks for marks in known)
    ]
    newest = max(shared, key=lambda found: found[0], default=None)
    return newest[1].tables if newest else None


def _copies(line: Lineage, now: datetime.datetime) -> list[tuple[Backup, Lineage]]:
    """Return the backups of a copy that can be read."""
    found = []
    for backup in backups.generations(line.path, now):
        try:
            found.append((backup, line_of(FileStorage(backup.path))))
        except LibraryFileError:
            continue
    return found
