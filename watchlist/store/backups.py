"""Copies of the library: a few generations by age, beside it in the folder ``FILE.backups``."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator
from contextlib import suppress
from glob import escape, glob
from typing import Final, NamedTuple

from watchlist.errors import LibraryFileError
from watchlist.store.storage import FileStorage, write_atomically

RECENT: Final = 3
DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 12
"""How many are kept: the latest ones, and the latest of each of so many days, weeks and months."""

LEFTOVERS: Final = ".*.json.new"
"""The temporary files of programs that were killed while they took a backup."""

_NAME: Final = "%Y-%m-%dT%H%M%S.%fZ.json"


class Backup(NamedTuple):
    """A copy of the library, and the moment (UTC) at which it was taken."""

    path: str
    when: datetime.datetime


def folder_of(library: str) -> str:
    """Return the folder of the generations of a library."""
    return f"{os.path.realpath(library)}.backups"


def generations(library: str) -> list[Backup]:
    """Return the generations, newest first. Raises LibraryFileError."""
    folder = folder_of(library)
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise LibraryFileError(f"{folder} cannot be read: {error.strerror}.") from error
    found = (Backup(os.path.join(folder, name), when) for name in names if (when := _when(name)))
    return sorted(found, key=lambda backup: backup.when, reverse=True)


def _when(name: str) -> datetime.datetime | None:
    """Return the moment that the name of a generation tells; None for any other file."""
    try:
        when = datetime.datetime.fromisoformat(name.removesuffix(".json"))
    except ValueError:
        return None
    return when if when.strftime(_NAME) == name else None  # other forms are not ours


def newest_good(library: str) -> Backup | None:
    """Return the newest generation that can be read as a library."""
    return next((backup for backup in generations(library) if is_good(backup.path)), None)


def is_good(path: str) -> bool:
    """Whether a file is there and can be read as a library."""
    try:
        FileStorage(path).found()
    except LibraryFileError:
        return False
    return os.path.exists(path)


def is_due(library: str, now: datetime.datetime) -> bool:
    """Whether none was taken today (UTC)."""
    return all(backup.when.date() != now.date() for backup in generations(library))


def take(library: str, now: datetime.datetime) -> Backup | None:
    """Copy the library as it is into a new generation, and let old ones go.

    Return None when there is no library yet. Raises LibraryFileError.
    """
    folder = folder_of(library)
    taken = Backup(os.path.join(folder, now.strftime(_NAME)), now)
    try:
        os.stat(library)
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unwritable(taken.path, error) from error
    copy(library, taken.path)
    _tidy(library, taken)
    return taken


def _tidy(library: str, taken: Backup) -> None:
    """Let go what need not be kept; what cannot be deleted is no reason to refuse a change."""
    superseded = [old.path for old in _superseded(generations(library)) if old.path != taken.path]
    for path in (*superseded, *glob(os.path.join(escape(folder_of(library)), LEFTOVERS))):
        with suppress(OSError):
            os.unlink(path)


def copy(library: str, target: str) -> str:
    """Copy a library to a file, and return its path. Raises LibraryFileError."""
    try:
        with open(library, "rb") as file:
            write_atomically(os.path.realpath(target), file.read())
    except OSError as error:
        raise _unwritable(target, error) from error
    return target


def _unwritable(path: str, error: OSError) -> LibraryFileError:
    return LibraryFileError(
        f"The backup {path} cannot be written: {error.strerror}. Nothing was changed."
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
