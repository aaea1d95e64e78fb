"""A TinyDB storage that reads once, writes once, and writes atomically.

TinyDB's own JSON storage creates the file when it is read, parses it for every query and writes
in place. This one keeps the tables in memory until ``flush``, which writes a temporary file in
the same folder and renames it over the old one.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import stat
import zlib
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import msgspec
from tinydb.storages import Storage

from watchlist.codec import Document
from watchlist.errors import DamagedLibraryError, LibraryFileError
from watchlist.store.migrations import current_schema, migrated

_TOO_LARGE: Final = 10**18

HISTORY: Final = "history"
"""The table of the undo steps; it stands last in the file, outside the checksum."""

_FIRST: Final = {"films": 0, "links": 1, "franchises": 2}
_HISTORY_BEGINS: Final = b',\n"history": {'
_RECORD_BEGINS: Final = re.compile(rb'"\d+"\s*:')
_STEP_BEGINS: Final = re.compile(rb'^"\d+"\s*:', re.MULTILINE)

Tables = dict[str, dict[str, Document]]


class FileStorage(Storage):
    """The tables of one library file. A missing file holds none, and reading does not make it."""

    def __init__(self, path: str) -> None:
        self.path = os.path.realpath(path)  # a symbolic link is kept: its target is replaced
        self._tables: Tables | None = None
        self._lines: dict[str, tuple[object, bytes]] = {}
        self.found_state = ""
        """The checksum of the file as it was read, but for the history."""
        self.migrated = False
        """Whether the file as it was read has an older schema."""

    def read(self) -> Tables:
        """Return the tables, from the file the first time.

        Raises LibraryFileError when it cannot be read or is no library of a known version.
        """
        if self._tables is None:
            self._tables = self._read_file()
        return self._tables

    def write(self, data: Tables) -> None:
        """Keep the tables for ``flush``."""
        self._tables = data

    def state(self) -> str:
        """Return the checksum of what ``flush`` would write, but for the history.

        It tells whether another hand has changed the file; it is no protection against forgery.
        """
        return _checksum(self._head())

    def was_found_in(self, state: str) -> bool:
        """Whether the file held what it held in a state, in whatever layout; before a change."""
        return state in (self.found_state, self.state())

    def _head(self) -> bytes:
        """Return the file up to the history, the tables in the same order each time."""
        names = sorted(self.read(), key=lambda name: (_FIRST.get(name, len(_FIRST)), name))
        tables = (self._table_lines(name) for name in names if name != HISTORY)
        return b",\n".join([b'{"schema": %d' % current_schema(), *tables])

    def flush(self) -> None:
        """Write the tables to the file. Raises LibraryFileError; the old file is then intact."""
        history = [self._table_lines(HISTORY)] if self.read().get(HISTORY) else []
        text = b",\n".join([self._head(), *history]) + b"\n}\n"
        try:
            write_atomically(self.path, text)
        except OSError as error:
            raise LibraryFileError(
                f"The library {self.path} cannot be written: {error.strerror}. Nothing was changed."
            ) from error

    def _table_lines(self, name: str) -> bytes:
        """Return a table as it stands in the file; TinyDB makes a new table for each change."""
        table = self.read()[name]
        known, lines = self._lines.get(name, (None, b""))
        if known is not table:
            try:
                lines = _encode_table(name, table)
            except RecursionError as error:
                raise LibraryFileError(
                    f"The library {self.path} cannot be written: a record is nested too deeply. "
                    "Nothing was changed."
                ) from error
            self._lines[name] = (table, lines)
        return lines

    def _read_file(self) -> Tables:
        try:
            with open(self.path, "rb") as file:
                raw = file.read().removeprefix(codecs.BOM_UTF8)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise LibraryFileError(
                f"The library {self.path} cannot be read: {error.strerror}."
            ) from error
        try:
            content = msgspec.json.decode(raw)
            schema = self._schema_of(content)
            self._refuse_what_is_no_table(content)
            end = raw.rfind(_HISTORY_BEGINS)
            end = len(raw) if end < 0 else end
            if not _has_each_record_once(raw, end, content):
                self._refuse_what_is_there_twice(raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise DamagedLibraryError(f"The library {self.path} is damaged: {error}.") from error
        self.found_state = _checksum(raw[:end])
        self.migrated = schema < current_schema()
        content = migrated(content, schema)
        return {name: table for name, table in content.items() if name != "schema"}

    def _refuse_what_is_there_twice(self, raw: bytes) -> None:
        """Refuse a file with two tables or records of one name, of which one would be lost."""
        tables, numbers = _repeated_names(raw)
        if tables or numbers:
            raise DamagedLibraryError(
                f"The library {self.path} is damaged: it has two "
                + (
                    f"tables with the name “{tables[0]}”."
                    if tables
                    else f"records with the number {numbers[0]} in one table."
                )
            )

    def _schema_of(self, content: object) -> int:
        schema = content.get("schema") if isinstance(content, dict) else None
        if not isinstance(content, dict) or type(schema) is not int or schema < 1:
            raise DamagedLibraryError(
                f"{self.path} is not a watchlist library: it names no schema."
            )
        if schema > current_schema():
            raise LibraryFileError(
                f"The library {self.path} was written by a newer watchlist (schema {schema}, this "
                f"one knows {current_schema()}): install a newer version to use it."
            )
        return schema

    def _refuse_what_is_no_table(self, content: dict[str, object]) -> None:
        for name, table in content.items():
            if name == "schema":
                continue
            if not isinstance(table, dict) or not _is_numbered(table):
                raise DamagedLibraryError(
                    f"The library {self.path} is damaged: “{name}” is not a table of numbered "
                    "records."
                )


def _is_numbered(table: Mapping[str, object]) -> bool:
    """Whether the keys are numbers as they are written back: no 0, no 01, no ٣."""
    try:
        numbers = [*map(int, table)]
    except ValueError:
        return False
    return [*map(str, numbers)] == [*table] and (
        not numbers or (min(numbers) > 0 and max(numbers) < _TOO_LARGE)
    )


def _checksum(head: bytes) -> str:
    return f"{zlib.crc32(head):08x}"


def _has_each_record_once(raw: bytes, end: int, content: Mapping[str, Any]) -> bool:
    """Whether counting shows that no record is lost in what was read; False when it cannot tell.

    A number with a colon begins a record, also of the steps in the history after ``end``: those
    are counted where they begin a line.
    """
    tables = {name: len(table) for name, table in content.items() if name != "schema"}
    steps = tables.pop(HISTORY, 0)
    return (
        len(_RECORD_BEGINS.findall(raw, 0, end)) == sum(tables.values())
        and len(_STEP_BEGINS.findall(raw, end)) == steps
    )


def _repeated_names(raw: bytes) -> tuple[list[str], list[str]]:
    """Return the names of tables, and the numbers in any object, that a JSON text has twice."""
    numbers: list[str] = []
    repeated: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> dict[str, object]:
        times = Counter(key for key, _ in pairs)
        repeated[:] = [key for key, count in times.items() if count > 1]  # of the outermost, last
        numbers.extend(key for key in repeated if key.isdecimal())
        return dict(pairs)

    json.loads(raw, object_pairs_hook=note, parse_int=str, parse_float=str)
    return repeated, numbers


def _encode_table(name: str, table: Mapping[str, Document]) -> bytes:
    """Return a table as JSON with one record a line, in order of number."""
    encode = msgspec.json.Encoder().encode
    lines = [
        b'"%d": %b' % (number, msgspec.json.format(encode(document), indent=0))
        for number, document in sorted((int(key), value) for key, value in table.items())
    ]
    opening = b"%b: {" % encode(name)
    return b"%b\n%b\n}" % (opening, b",\n".join(lines)) if lines else b"%b}" % opening


def write_atomically(path: str, text: bytes) -> None:
    """Write a file so that there is the old one or the new one at every moment.

    A new file is private to its owner, another one keeps its mode. Raises OSError.
    """
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.new")
    try:
        _write_through(temporary, text, like=path)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def _write_through(path: str, text: bytes, *, like: str) -> None:
    """Write a new file to the disk, private to its owner or with the mode of an older one."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # the leftover of a killed program, whatever it is and may be read by
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with suppress(FileNotFoundError):
            os.chmod(path, stat.S_IMODE(os.stat(like).st_mode))
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: str) -> None:
    """Make a rename last through a power cut, where the system can (Windows cannot).

    The change is made by now: neither a failure nor Ctrl-C may be reported as if it were not.
    """
    with suppress(OSError, KeyboardInterrupt):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
