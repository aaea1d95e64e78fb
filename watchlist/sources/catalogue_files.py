r"""The files that a catalogue is built from, row by row, however large they are.

The data sets that IMDb gives away for personal use are tables of cells between tabs, ``\N`` for
nothing, without quotes; gzip or not. Each is known by the columns that its first line names. Any
other file is a CSV (``catalogue_csv``).
"""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Final, NamedTuple

from watchlist.errors import RefusedError
from watchlist.files.reading import open_regular, reason

TellBytes = Callable[[int], object]
"""Is told how many bytes of the files were read since it was told last."""

_EACH: Final = 5_000
"""Lines after which the progress is told."""
_LONGEST_LINE: Final = 2**20
_NOTHING: Final = "\\N"


class Role(NamedTuple):
    """What a file is about: what it is known by, and the columns that are read of it."""

    name: str
    known_by: frozenset[str]
    columns: tuple[str, ...]


_BASICS: Final = "tconst titleType primaryTitle originalTitle startYear runtimeMinutes genres"

ROLES: Final = tuple(
    Role(name, frozenset(columns.split()[:known_by]), tuple(columns.split()))
    for name, known_by, columns in (
        ("title.basics", 3, _BASICS),
        ("title.episode", 2, "tconst parentTconst seasonNumber episodeNumber"),
        ("title.akas", 2, "titleId title"),
        ("title.ratings", 2, "tconst numVotes"),
        ("title.crew", 2, "tconst directors"),
        ("name.basics", 2, "nconst primaryName"),
    )
)
"""The data sets, in the order in which they are entered."""

CSV: Final = Role("CSV", frozenset(), ())


def role_of(path: str) -> Role:
    """Return what a file is about, by its first line. Raises RefusedError."""
    with opened(path, lambda _read: None) as lines:
        names = {*_header(next(lines, b""))}
    role = next((role for role in ROLES if role.known_by <= names), CSV)
    if role is CSV and names & {"tconst", "nconst"}:
        read = ", ".join(role.name for role in ROLES)
        raise RefusedError(f"{path} is none of the data sets of IMDb that are read: {read}.")
    return role


def rows(path: str, lines: Iterator[bytes], role: Role) -> Iterator[list[str]]:
    """Yield the cells of the columns of a role, "" for nothing; short rows are passed over.

    Raises RefusedError, which names the file and the line.
    """
    names = _header(next(lines, b""))
    if lacking := [name for name in role.columns if name not in names]:
        raise RefusedError(f"{path} is no {role.name} of IMDb: it lacks {', '.join(lacking)}.")
    indexes = [names.index(name) for name in role.columns]
    last = max(indexes)
    for line, content in enumerate(lines, start=2):
        try:
            cells = content.decode().rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            raise RefusedError(f"{path}, line {line}: this is not valid text (UTF-8).") from None
        if len(cells) > last:
            yield ["" if cells[index] == _NOTHING else cells[index] for index in indexes]


def _header(line: bytes) -> list[str]:
    return line.decode("utf-8", "replace").strip("\ufeff\r\n").split("\t")


@contextmanager
def opened(path: str, progress: TellBytes) -> Iterator[Iterator[bytes]]:
    """Hand out the lines of a file, which may be compressed. Raises RefusedError."""
    with said_of_files(path):
        raw = open_regular(path)
    with raw:
        file = _unpacked(raw)
        try:
            yield _lines(path, raw, file, progress)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise RefusedError(f"{path} is damaged: fetch it again.") from None


def _unpacked(raw: BinaryIO) -> Any:
    """Return a file that reads as UTF-8, whether it is compressed or UTF-16."""
    start = raw.peek(2)[:2] if isinstance(raw, io.BufferedReader) else b""
    if start == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=raw)
    if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return codecs.EncodedFile(raw, "utf-8", "utf-16", errors="replace")
    return raw


def _lines(path: str, raw: BinaryIO, file: Any, progress: TellBytes) -> Iterator[bytes]:
    told = 0
    for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), start=1):
        if len(line) >= _LONGEST_LINE:
            raise RefusedError(f"{path}, line {number}: it is too long for a title.")
        if number % _EACH == 0:
            progress(raw.tell() - told)
            told = raw.tell()
        yield line
    progress(raw.tell() - told)


@contextmanager
def said_of_files(path: str = "") -> Iterator[None]:
    """Turn what the system says of a file into a sentence: a RefusedError."""
    try:
        yield
    except (OSError, ValueError) as error:
        where = path or getattr(error, "filename", None) or "The catalogue"
        why = reason(error, str(where)) if isinstance(error, OSError) else str(error)
        raise RefusedError(f"{where} cannot be used: {why}.") from None
