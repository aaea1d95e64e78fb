"""The files that were found on this machine, in a database of the cache folder.

There is one for each library, since files are listed by the uids of its films; nothing of it is
in the library. Paths are the bytes of the system, in the text of Python (``os.fsdecode``). Reading
never makes the database. Every method raises RefusedError where it cannot be read or written.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

import msgspec

from watchlist.errors import RefusedError
from watchlist.media.names import Reading

_LAYOUT: Final = 2
_TABLES: Final = """
    CREATE TABLE root (path BLOB PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE folder (path BLOB PRIMARY KEY, parent BLOB, time INTEGER) WITHOUT ROWID;
    CREATE INDEX by_parent ON folder (parent);
    CREATE TABLE file (
        path BLOB PRIMARY KEY, folder BLOB, reading BLOB, disc INTEGER,
        film TEXT NOT NULL DEFAULT '', span TEXT NOT NULL DEFAULT '', asked INTEGER DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX by_folder ON file (folder);
    CREATE INDEX by_film ON file (film);
    CREATE INDEX not_asked ON file (asked) WHERE asked = 0;
    CREATE TABLE matched (library TEXT);
"""
_FILE: Final = "SELECT path, reading, film, span, disc FROM file"


class MediaFile(NamedTuple):
    """A file: what its path says, the uid of the film that it is of, and which piece of it."""

    path: str
    reading: Reading
    film: str = ""
    span: str = ""
    disc: int = 0


class FileCounts(NamedTuple):
    """How many files there are, how many of these are of a film, and of how many films."""

    files: int
    matched: int
    films: int


class FileIndex:
    """The files of one library; ``path`` is the database."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._database = ":memory:" if not os.path.exists(path) else path
        self._connection = self._connect()

    def _connect(self) -> sqlite3.Connection:
        with _said(self.path):
            connection = sqlite3.connect(self._database, timeout=10, isolation_level=None)
            if connection.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                _make(connection)
        return connection

    def close(self) -> None:
        """Close the database."""
        self._connection.close()

    @contextmanager
    def change(self) -> Iterator[None]:
        """Make all that is done inside one change, or none of it; the database is made for it."""
        with _said(self.path):
            if self._database != self.path:
                self._connection.close()
                self._database = self.path
                os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
                self._connection = self._connect()
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _ask(self, question: str, *values: Any) -> Iterator[Any]:
        try:
            yield from self._connection.execute(question, values)
        except sqlite3.Error as error:
            raise _refused(self.path, error) from error

    def _tell(self, statement: str, *values: Any) -> int:
        try:
            return self._connection.execute(statement, values).rowcount
        except sqlite3.Error as error:
            raise _refused(self.path, error) from error

    # -- folders -----------------------------------------------------------------------------

    def roots(self) -> list[str]:
        """Return the folders that were scanned."""
        return [os.fsdecode(path) for (path,) in self._ask("SELECT path FROM root ORDER BY path")]

    def add_root(self, path: str) -> None:
        """Enter a folder that is scanned."""
        self._tell("INSERT OR REPLACE INTO root VALUES (?)", os.fsencode(path))

    def time_of(self, folder: str) -> int | None:
        """Return the time at which a folder was changed when it was listed; None for a new one."""
        found = self._ask("SELECT time FROM folder WHERE path = ?", os.fsencode(folder))
        return next((time for (time,) in found), None)

    def set_time(self, folder: str, time: int) -> None:
        """Note when a folder that was listed was changed."""
        values = os.fsencode(folder), os.fsencode(os.path.dirname(folder)), time
        self._tell("INSERT OR REPLACE INTO folder VALUES (?, ?, ?)", *values)

    def times_below(self, root: str) -> Iterator[tuple[bytes, int]]:
        """Yield a folder that was listed and all below it, each with its time (see ``time_of``)."""
        question = "SELECT path, time FROM folder WHERE path = ? OR (path >= ? AND path < ?)"
        return self._ask(question, os.fsencode(root), *_range(root))

    def folders_in(self, folder: str) -> list[str]:
        """Return the folders directly in one."""
        found = self._ask("SELECT path FROM folder WHERE parent = ?", os.fsencode(folder))
        return [os.fsdecode(path) for (path,) in found]

    def forget(self, folder: str) -> int:
        """Forget a folder with all below it, and return how many files those were."""
        path, (first, last) = os.fsencode(folder), _range(folder)
        for table in ("root", "folder"):
            self._tell(f"DELETE FROM {table} WHERE path = ?", path)  # noqa: S608 -- two fixed names
            self._tell(f"DELETE FROM {table} WHERE path >= ? AND path < ?", first, last)  # noqa: S608
        return self._tell("DELETE FROM file WHERE path >= ? AND path < ?", first, last)

    # -- files -------------------------------------------------------------------------------

    def count(self, folder: str) -> FileCounts:
        """Return how many files there are below a folder."""
        question = (
            "SELECT COUNT(*), COALESCE(SUM(film != ''), 0), COUNT(DISTINCT NULLIF(film, '')) "
            "FROM file WHERE path >= ? AND path < ?"
        )
        return FileCounts(*next(self._ask(question, *_range(folder))))

    def unmatched(self, folder: str) -> Iterator[MediaFile]:
        """Yield the files below a folder that are of no film, by path."""
        question = f"{_FILE} WHERE path >= ? AND path < ? AND film = '' ORDER BY path"
        return map(_file, self._ask(question, *_range(folder)))

    def unmatched_paths(self, folder: str) -> Iterator[str]:
        """Yield the paths of the files below a folder that are of no film, in their order."""
        question = "SELECT path FROM file WHERE path >= ? AND path < ? AND film = '' ORDER BY path"
        return (os.fsdecode(path) for (path,) in self._ask(question, *_range(folder)))

    def films_below(self, folder: str) -> Iterator[str]:
        """Yield the uids of the films of the files below a folder, a film as often as its files."""
        question = "SELECT film FROM file WHERE path >= ? AND path < ? AND film != '' ORDER BY path"
        return (uid for (uid,) in self._ask(question, *_range(folder)))

    def names_in(self, folder: str) -> set[str]:
        """Return the paths of the files directly in a folder."""
        found = self._ask("SELECT path FROM file WHERE folder = ?", os.fsencode(folder))
        return {os.fsdecode(path) for (path,) in found}

    def enter(self, folder: str, path: str, reading: Reading) -> None:
        """Enter a file that is new."""
        values = os.fsencode(path), os.fsencode(folder), msgspec.json.encode(reading), reading.disc
        statement = "INSERT OR REPLACE INTO file (path, folder, reading, disc) VALUES (?, ?, ?, ?)"
        self._tell(statement, *values)

    def remove(self, path: str) -> None:
        """Take out a file that is gone."""
        self._tell("DELETE FROM file WHERE path = ?", os.fsencode(path))

    def match(self, path: str, film: str, span: str) -> None:
        """Note which film a file is of; an empty uid is none."""
        statement = "UPDATE file SET film = ?, span = ? WHERE path = ?"
        self._tell(statement, film, span, os.fsencode(path))

    def all_matched(self) -> None:
        """Note that of every file it was asked which film it is of."""
        self._tell("UPDATE file SET asked = 1 WHERE asked = 0")

    def files(self) -> Iterator[MediaFile]:
        """Yield the files by path."""
        return map(_file, self._ask(f"{_FILE} ORDER BY path"))

    def not_matched_yet(self) -> Iterator[MediaFile]:
        """Yield the files of which nobody has asked yet which film they are of."""
        return map(_file, self._ask(f"{_FILE} WHERE asked = 0"))

    def files_of(self, film: str) -> list[MediaFile]:
        """Return the files of the film of a uid, the discs of it in their order."""
        found = self._ask(f"{_FILE} WHERE film = ? ORDER BY span, disc, path", film)
        return list(map(_file, found))

    def films(self) -> set[str]:
        """Return the uids of the films that have a file."""
        return {uid for (uid,) in self._ask("SELECT DISTINCT film FROM file WHERE film != ''")}

    # -- what they were matched with -----------------------------------------------------------

    @property
    def library(self) -> str:
        """What the library was like when its films were matched; empty for never."""
        return next((text for (text,) in self._ask("SELECT library FROM matched")), "")

    @library.setter
    def library(self, stamp: str) -> None:
        self._tell("DELETE FROM matched")
        self._tell("INSERT INTO matched VALUES (?)", stamp)


def _range(folder: str) -> tuple[bytes, bytes]:
    """Return what all paths below a folder lie between: “folder/” and “folder0”, as bytes."""
    path, separator = os.fsencode(folder), os.fsencode(os.sep)
    first = path if path.endswith(separator) else path + separator
    return first, first[:-1] + bytes([first[-1] + 1])


def _file(row: tuple[bytes, bytes, str, str, int]) -> MediaFile:
    path, reading, film, span, disc = row
    return MediaFile(os.fsdecode(path), _READER.decode(reading), film, span, disc)


_READER: Final = msgspec.json.Decoder(Reading)


def _make(connection: sqlite3.Connection) -> None:
    """Make the tables; those of another layout are dropped, as all of it can be found again."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    for (table,) in connection.execute(tables).fetchall():
        connection.execute(f'DROP TABLE "{table}"')
    connection.executescript(_TABLES)
    connection.execute(f"PRAGMA user_version = {_LAYOUT}")


@contextmanager
def _said(path: str) -> Iterator[None]:
    """Turn what the database has to say into a sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise _refused(path, error) from error
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror}.") from error


def _refused(path: str, error: sqlite3.Error) -> RefusedError:
    """Return what a person is told of a fault of the database."""
    if isinstance(error, sqlite3.OperationalError):
        return RefusedError(f"The list of files {path} cannot be used: {error}.")
    return RefusedError(
        f"The list of files {path} is damaged: delete it, and scan your folders again."
    )
