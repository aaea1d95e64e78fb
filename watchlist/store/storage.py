"""A TinyDB storage that reads once, writes once, and writes atomically.

TinyDB's own JSON storage creates the file when it is read, parses it for every query and writes
in place. This one keeps the tables in memory until ``flush``, which writes a temporary file in
the same folder and renames it over the old one.
"""

from __future__ import annotations

import os
import re
import stat
import zlib
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import msgspec
from tinydb.storages import Storage

from watchlist.codec import Document
from watchlist.errors import LibraryFileError

SCHEMA: Final = 1
"""The version of the layout that this program writes (``docs/data-format.md``)."""

_NUMBER: Final = re.compile("[1-9][0-9]{0,17}")  # as it is written back: no 01, no ٣

Tables = dict[str, dict[str, Document]]


class FileStorage(Storage):
    """The tables of one library file. A missing file holds none, and reading does not make it."""

    def __init__(self, path: str) -> None:
        self.path = os.path.realpath(path)  # a symbolic link is kept: its target is replaced
        self._tables: Tables | None = None
        self._lines: dict[str, tuple[object, bytes]] = {}

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

    def digest(self, *, without: str) -> str:
        """Return a checksum of the contents of all tables but one.

        It tells whether another hand has changed them; it is no protection against forgery. A
        table without records counts as none: the first record makes it, and undo leaves it.
        """
        checksum = 0
        for name, table in self.read().items():
            if table and name != without:
                checksum = zlib.crc32(self._table_lines(name), checksum)
        return f"{checksum:08x}"

    def flush(self) -> None:
        """Write the tables to the file. Raises LibraryFileError; the old file is then intact."""
        tables = map(self._table_lines, self.read())
        text = b",\n".join([b'{"schema": %d' % SCHEMA, *tables]) + b"\n}\n"
        folder, name = os.path.split(self.path)
        temporary = os.path.join(folder, f".{name}.new")
        try:
            _write_through(temporary, text, like=self.path)
            os.replace(temporary, self.path)
            _sync_folder(folder)
        except BaseException as error:
            with suppress(OSError):
                os.unlink(temporary)
            if not isinstance(error, OSError):
                raise
            raise LibraryFileError(
                f"The library {self.path} cannot be written: {error.strerror}. Nothing was changed."
            ) from error

    def _table_lines(self, name: str) -> bytes:
        """Return a table as it stands in the file; TinyDB makes a new table for each change."""
        table = self.read()[name]
        known, lines = self._lines.get(name, (None, b""))
        if known is not table:
            lines = _encode_table(name, table)
            self._lines[name] = (table, lines)
        return lines

    def _read_file(self) -> Tables:
        try:
            with open(self.path, "rb") as file:
                raw = file.read()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise LibraryFileError(
                f"The library {self.path} cannot be read: {error.strerror}."
            ) from error
        try:
            content = msgspec.json.decode(raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise LibraryFileError(
                f"The library {self.path} is damaged: {error}. It was left as it is."
            ) from error
        return self._tables_of(content)

    def _tables_of(self, content: object) -> Tables:
        schema = content.get("schema") if isinstance(content, dict) else None
        if not isinstance(content, dict) or type(schema) is not int or schema < 1:
            raise LibraryFileError(
                f"{self.path} is not a watchlist library: it names no schema. It was left as it is."
            )
        if schema > SCHEMA:
            raise LibraryFileError(
                f"The library {self.path} was written by a newer watchlist (schema {schema}, this "
                f"one knows {SCHEMA}): install a newer version to use it."
            )
        tables = {name: table for name, table in content.items() if name != "schema"}
        for name, table in tables.items():
            if not isinstance(table, dict) or not all(map(_NUMBER.fullmatch, table)):
                raise LibraryFileError(
                    f"The library {self.path} is damaged: “{name}” is not a table of numbered "
                    "records. It was left as it is."
                )
        return tables


def _encode_table(name: str, table: Mapping[str, Document]) -> bytes:
    """Return a table as JSON with one record a line, in order of number."""
    encode = msgspec.json.Encoder().encode
    lines = [
        b'"%d": %b' % (number, msgspec.json.format(encode(document), indent=0))
        for number, document in sorted((int(key), value) for key, value in table.items())
    ]
    opening = b"%b: {" % encode(name)
    return b"%b\n%b\n}" % (opening, b",\n".join(lines)) if lines else b"%b}" % opening


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
