"""A TinyDB storage that reads once, writes once, and writes atomically.

TinyDB's own JSON storage creates the file when it is read, parses it for every query and writes
in place. This one keeps the tables in memory until ``flush``, which writes a temporary file in
the same folder and renames it over the old one. The text of a record that nobody asks for is
neither decoded nor encoded, and no text of the whole library is ever put together to write it.
"""

from __future__ import annotations

import codecs
import json
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final, cast

import msgspec
from tinydb.storages import Storage

from watchlist.errors import ConflictedLibraryError, DamagedLibraryError, LibraryFileError
from watchlist.files.reading import read_bytes, reason
from watchlist.files.writing import remove_leftovers, staged
from watchlist.library.codec import Stored, document_of, encoded
from watchlist.store.conflicts import has_conflicts
from watchlist.store.migrations import current_schema, migrated

_MOST_DIGITS: Final = 18

HISTORY: Final = "history"
"""The table of the undo steps; it stands last in the file, outside the checksum."""

_ENCODE: Final = msgspec.json.Encoder().encode
_LINES: Final = 500
"""So many records are encoded and written at a time."""
_CHUNK: Final = 1024 * 1024
_GAP: Final = b"\0"
"""What stands for lines in a text; no JSON has it."""
_FIRST: Final = {"films": 0, "links": 1, "franchises": 2}
_HISTORY_BEGINS: Final = b',\n"history": {'

Tables = dict[str, dict[str, Stored]]
_Texts = Mapping[str, Mapping[str, msgspec.Raw]]


class FileStorage(Storage):
    """The tables of one library file. A missing file holds none, and reading does not make it.

    ``content`` is what to take for the content of the file, instead of reading it.
    """

    def __init__(self, path: str, content: bytes | None = None) -> None:
        self.path = os.path.realpath(path)  # a symbolic link is kept: its target is replaced
        self._given = content
        self._found: Tables | None = None
        self._tables: Tables | None = None
        self.found_state = ""
        """The checksum of the file as it was read, but for the history."""
        self.schema = current_schema()
        """The schema of the file as it was read; today's when there is none."""

    @property
    def migrated(self) -> bool:
        """Whether the file as it was read has an older schema."""
        return self.schema < current_schema()

    def found(self) -> Tables:
        """Return the tables as they stand in the file, in its own schema; not to be changed.

        Raises LibraryFileError when it cannot be read or is no library of a known version.
        """
        if self._found is None:
            self._found = self._read_file()
        return self._found

    def read(self) -> Tables:
        """Return the tables in today's schema, from the file the first time.

        The history is as it was found: what it holds is migrated when it is written
        (``watchlist.store.replay``). Raises LibraryFileError like ``found``.
        """
        if self._tables is None:
            self._tables = self._of_today(self.found())
        return self._tables

    def write(self, data: Tables) -> None:
        """Keep the tables for ``flush``."""
        self._tables = data

    def state(self) -> str:
        """Return the checksum of what ``flush`` would write, but for the history.

        It tells whether another hand has changed the file; it is no protection against forgery.
        """
        return state_of(_crc(self._head()))

    def was_found_in(self, state: str) -> bool:
        """Whether the file held what it held in a state, in whatever layout; before a change."""
        if state == self.found_state:
            return True
        if state == self.state():
            return True
        decoded = ((name, _documents(self.read()[name])) for name in self._names())
        return state == state_of(_crc(_head_of(decoded)))

    def _names(self) -> list[str]:
        return names_in_order(self.read())

    def _head(self) -> Iterator[bytes]:
        """Yield the file up to the history."""
        return _head_of((name, self.read()[name]) for name in self._names())

    def exported(self) -> bytes:
        """Return the file without its history: the same bytes for the same records."""
        tables = ((name, _documents(self.read()[name])) for name in self._names())
        return b"".join(_head_of(table for table in tables if table[1])) + b"\n}\n"

    def flush(self, note: Callable[[str], None] = lambda _state: None) -> None:
        """Write the tables to the file. Raises LibraryFileError; the old file is then intact.

        The history comes last: ``note`` is told the ``state`` of what is written before it, and
        may still change it.
        """
        with self.staged(note) as put:
            put()

    @contextmanager
    def staged(self, note: Callable[[str], None]) -> Iterator[Callable[[], None]]:
        """Write the tables as ``flush`` does; they take the place of the file when that is called.

        Raises LibraryFileError.
        """
        self._refuse_what_could_not_be_read()
        with self._saying_why():
            remove_leftovers(self.path)
            with staged(self.path, self._text(note)) as put:
                yield self._saying_why()(put)

    @contextmanager
    def _saying_why(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise unwritable(self.path, error) from error

    def _refuse_what_could_not_be_read(self) -> None:
        """Raise LibraryFileError where the file would be refused when it is read the next time."""
        for name, table in self.read().items():
            if not is_numbered(table):
                raise LibraryFileError(
                    f"The library {self.path} cannot be written: a record of “{name}” would "
                    "have a number that no library may have. Nothing was changed."
                )

    def _text(self, note: Callable[[str], None]) -> Iterator[bytes]:
        """Yield the file, the history as it is once what stands before it was noted."""
        crc = 0
        for part in self._head():
            crc = zlib.crc32(part, crc)
            yield part
        note(state_of(crc))
        if history := self.read().get(HISTORY):
            yield b",\n"
            yield from _table_of(HISTORY, history)
        yield b"\n}\n"

    def _read_file(self) -> Tables:
        try:
            text = read_bytes(self.path) if self._given is None else self._given
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise LibraryFileError(
                f"The library {self.path} cannot be read: {reason(error, self.path)}."
            ) from error
        raw = text.removeprefix(codecs.BOM_UTF8)
        try:
            content = self._content(raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            if has_conflicts(raw):
                raise ConflictedLibraryError(
                    f"The library {self.path} is damaged: git left two versions of it in one file."
                ) from error
            why = "it is nested too deeply" if isinstance(error, RecursionError) else error
            raise DamagedLibraryError(f"The library {self.path} is damaged: {why}.") from error
        end = raw.rfind(_HISTORY_BEGINS)
        self.found_state = checksum(memoryview(raw)[:end] if end >= 0 else raw)
        return content

    def _content(self, raw: bytes) -> Tables:
        """Return the tables of a file, each record as its text."""
        if not raw.isascii():
            _check_utf_8(raw)  # what msgspec does not look into can be any bytes
        try:
            parts = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
        except msgspec.ValidationError:
            parts = {}
        self.schema = self._schema_of(parts)
        tables = {name: self._table(name, part) for name, part in parts.items() if name != "schema"}
        if not _is_accounted_for(raw, parts["schema"], tables):
            self._refuse_what_is_there_twice(raw)
        return cast("Tables", tables)

    def _of_today(self, tables: Tables) -> Tables:
        if not self.migrated:
            return tables
        history = {name: table for name, table in tables.items() if name == HISTORY}
        return {**migrated(tables, self.schema), **history}

    def _table(self, name: str, text: msgspec.Raw) -> dict[str, msgspec.Raw]:
        """Return the records of a table by number. Raises DamagedLibraryError."""
        try:
            table = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
        except msgspec.ValidationError:
            table = None
        if table is None or not is_numbered(table):
            raise DamagedLibraryError(
                f"The library {self.path} is damaged: “{name}” is not a table of numbered records."
            )
        return table

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

    def _schema_of(self, parts: Mapping[str, msgspec.Raw]) -> int:
        schema = msgspec.json.decode(parts["schema"]) if "schema" in parts else None
        if type(schema) is not int or schema < 1:
            raise DamagedLibraryError(
                f"{self.path} is not a watchlist library: it names no schema."
            )
        if schema > current_schema():
            raise LibraryFileError(
                f"The library {self.path} was written by a newer watchlist (schema {schema}, this "
                f"one knows {current_schema()}): install a newer version to use it."
            )
        return schema


def state_of_tables(tables: Tables) -> str:
    """Return the state of a library, told by its tables."""
    return state_of(_crc(_head_of((name, tables[name]) for name in names_in_order(tables))))


def unwritable(path: str, error: OSError) -> LibraryFileError:
    """Return the error of a library that cannot be written."""
    why = reason(error, path)
    return LibraryFileError(f"The library {path} cannot be written: {why}. Nothing was changed.")


def is_numbered(table: Mapping[str, object]) -> bool:
    """Whether the keys are numbers as they are written back: no 0, no 01, no ٣."""
    return (
        all(map(str.isdecimal, table))
        and "".join(table).isascii()
        and not any(key.startswith("0") for key in table)
        and max(map(len, table), default=0) <= _MOST_DIGITS
    )


def names_in_order(tables: Iterable[str]) -> list[str]:
    """Return the names of tables as they follow one another in the file, without the history."""
    names = set(tables) - {HISTORY}
    return sorted(names, key=lambda name: (_FIRST.get(name, len(_FIRST)), name))


def joined(tables: Iterable[bytes], schema: int | None = None) -> bytes:
    """Return the tables as they stand in the file, behind the schema: today's, or another one."""
    return b",\n".join([b'{"schema": %d' % (schema or current_schema()), *tables])


def checksum(head: bytes | memoryview) -> str:
    """Return the state of a library, told by its file up to the history."""
    return state_of(zlib.crc32(head))


def state_of(crc: int) -> str:
    """Return a checksum as it stands in the history."""
    return f"{crc:08x}"


def _is_accounted_for(raw: bytes, schema: msgspec.Raw, tables: _Texts) -> bool:
    """Whether what was read takes up the whole file, in the layout in which we write it.

    Then no record was lost to another one of its number. False when it cannot tell.
    """
    length = len('{"schema": \n}\n') + len(schema)
    for name, table in tables.items():
        length += len(",\n: {}") + len(msgspec.json.encode(name))
        if table:
            length += sum(map(len, table)) + sum(map(len, table.values())) + 1
            length += len('"": ,\n') * len(table) - 1
    begins = len(tables) + sum(map(len, tables.values()))
    return len(raw) == length and raw.count(b'\n"') == begins


def _repeated_names(raw: bytes) -> tuple[list[str], list[str]]:
    """Return the names of tables, and the numbers in any object, that a JSON text has twice."""
    numbers: list[str] = []
    repeated: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> None:  # what was looked through is let go
        times = Counter(key for key, _ in pairs)
        repeated[:] = [key for key, count in times.items() if count > 1]  # of the outermost, last
        numbers.extend(key for key in repeated if key.isdecimal())

    json.loads(raw, object_pairs_hook=note, parse_int=str, parse_float=str)
    return repeated, numbers


def _documents(table: Mapping[str, Stored]) -> dict[str, Any]:
    return {number: document_of(stored) for number, stored in table.items()}


def _head_of(tables: Iterable[tuple[str, Mapping[str, Stored]]]) -> Iterator[bytes]:
    """Yield the text of tables behind today's schema."""
    yield joined(())
    for name, table in tables:
        yield b",\n"
        yield from _table_of(name, table)


def _table_of(name: str, table: Mapping[str, Stored]) -> Iterator[bytes]:
    """Yield the text of a table: one record a line, in order of number, many lines at a time."""
    start, end = table_text(name, (_GAP,)).split(_GAP) if table else (table_text(name, ()), b"")
    yield start
    numbers = iter(sorted(table, key=int))
    between = b""
    while some := list(islice(numbers, _LINES)):
        yield between + b",\n".join([line(int(number), table[number]) for number in some])
        between = b",\n"
    yield end


def _crc(text: Iterable[bytes]) -> int:
    crc = 0
    for part in text:
        crc = zlib.crc32(part, crc)
    return crc


def _check_utf_8(raw: bytes) -> None:
    """Raise UnicodeDecodeError for bytes that are no text in UTF-8, without a copy of them all."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(raw), _CHUNK):
            decoder.decode(raw[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raw.decode()  # which tells the place


def table_text(name: str, lines: Iterable[bytes]) -> bytes:
    """Return a table as it stands in the file, of its lines in order of number."""
    opening, text = b"%b: {" % _ENCODE(name), b",\n".join(lines)
    return b"%b\n%b\n}" % (opening, text) if text else b"%b}" % opening


def line(number: int, stored: Stored) -> bytes:
    """Return a record as it stands in the file."""
    return b'"%d": %b' % (number, encoded(stored))
