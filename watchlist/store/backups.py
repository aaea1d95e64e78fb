"""Copies of the library: a few generations by age, beside it in the folder ``FILE.backups``.

The name of a copy begins with its place in the sequence in which they were taken, which tells the
newest: a clock may have been ahead, or stand still.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from watchlist.errors import LibraryFileError
from watchlist.files.reading import read_bytes, reason
from watchlist.files.writing import make_folder, write_atomically
from watchlist.store.storage import FileStorage

RECENT: Final = 3
DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 12
"""How many are kept: the latest ones, and the latest of each of so many days, weeks and months."""

STEPS: Final = 50
"""After so many steps another copy is due on the same day; undo reaches back twice as far."""

_LEFTOVER: Final = re.compile(r"\.[0-9T:.Z-]+\.json(\.[0-9a-f]+)?\.new")
"""The temporary files of programs that were killed while they took a copy."""

_NAME: Final = re.compile(r"(?:([0-9]{6,18})-([0-9]{1,18})-)?([0-9T:-]{17}\.[0-9]{6}Z)\.json")
_MOMENT: Final = "%Y-%m-%dT%H%M%S.%fZ"


class Backup(NamedTuple):
    """A copy of the library.

    ``when`` is the moment (UTC) at which the clock said it was taken, ``sequence`` its place among
    all copies and ``step`` the last step of the history in it; both 0 for one that was taken when
    names had the moment alone.
    """

    path: str
    when: datetime.datetime
    sequence: int = 0
    step: int = 0


def folder_of(library: str) -> str:
    """Return the folder of the generations of a library."""
    return f"{os.path.realpath(library)}.backups"


def generations(library: str, now: datetime.datetime) -> list[Backup]:
    """Return the generations, newest first. Raises LibraryFileError.

    Those without a place in the sequence are the oldest, in order of their moments; of these the
    ones later than now come last, as their clock was wrong.
    """
    folder = folder_of(library)
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        why = reason(error, folder)
        raise LibraryFileError(f"{folder} cannot be read: {why}.") from error
    found = [backup for name in names if (backup := _backup(folder, name))]
    return sorted(found, key=lambda it: (it.sequence, it.when <= now, it.when), reverse=True)


def _backup(folder: str, name: str) -> Backup | None:
    """Return the generation of a name; None for any other file."""
    match = _NAME.fullmatch(name)
    try:
        when = datetime.datetime.fromisoformat(match[3]) if match else None
    except ValueError:
        return None
    if not match or not when or when.strftime(_MOMENT) != match[3]:  # other forms are not ours
        return None
    return Backup(os.path.join(folder, name), when, int(match[1] or 0), int(match[2] or 0))


def newest_good(library: str, now: datetime.datetime) -> Backup | None:
    """Return the newest generation that can be read as a library."""
    return next((backup for backup in generations(library, now) if is_good(backup.path)), None)


def is_good(path: str) -> bool:
    """Whether a file is there and can be read as a library."""
    try:
        FileStorage(path).found()
    except LibraryFileError:
        return False
    return os.path.exists(path)


def is_due(library: str, now: datetime.datetime, step: int) -> bool:
    """Whether the newest was not taken today (UTC), or undo does not reach back to it any more.

    ``step`` is the last one of the history; a clock that stands still takes copies by that.
    """
    newest = next(iter(generations(library, now)), None)
    if newest is None or newest.when.date() != now.date():
        return True
    return bool(newest.sequence) and abs(step - newest.step) >= STEPS


def take(library: str, now: datetime.datetime, step: int) -> Backup | None:
    """Copy the library as it is into a new generation, and let old ones go.

    ``step`` is the last one of its history. Return None when there is no library yet. Raises
    LibraryFileError.
    """
    folder = folder_of(library)
    if not os.path.exists(library):
        return None
    known = generations(library, now)
    sequence = 1 + max((backup.sequence for backup in known), default=0)
    name = f"{sequence:06d}-{step}-{now.strftime(_MOMENT)}.json"
    taken = Backup(os.path.join(folder, name), now, sequence, step)
    try:
        make_folder(folder)
    except OSError as error:
        raise _unwritable(taken.path, error) from error
    copy(library, taken.path)
    _tidy([taken, *known])
    return taken


def _tidy(backups: list[Backup]) -> None:
    """Let go what need not be kept; what cannot be deleted is no reason to refuse a change."""
    for path in (backup.path for backup in _superseded(backups)):
        with suppress(OSError):
            os.unlink(path)
    folder = os.path.dirname(backups[0].path)
    with suppress(OSError):
        for name in os.listdir(folder):
            if _LEFTOVER.fullmatch(name):
                os.unlink(os.path.join(folder, name))


def copy(library: str, target: str) -> str:
    """Copy a library to a file, and return its path. Raises LibraryFileError."""
    try:
        write_atomically(os.path.realpath(target), read_bytes(library))
    except OSError as error:
        raise _unwritable(target, error) from error
    return target


def _unwritable(path: str, error: OSError) -> LibraryFileError:
    return LibraryFileError(
        f"The backup {path} cannot be written: {reason(error, path)}. Nothing was changed."
    )


def _superseded(backups: list[Backup]) -> Iterator[Backup]:
    """Yield those, of all generations from the newest on, that need not be kept."""
    seen: dict[str, set[str]] = {"%Y-%m-%d": set(), "%G-%V": set(), "%Y-%m": set()}
    limits = dict(zip(seen, (DAYS, WEEKS, MONTHS), strict=True))
    for index, backup in enumerate(backups):
        wanted = index < RECENT
        for period, known in seen.items():
            name = backup.when.strftime(period)
            if name not in known and len(known) < limits[period]:
                known.add(name)
                wanted = True
        if not wanted:
            yield backup
