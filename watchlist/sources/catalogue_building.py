r"""Building the catalogue from files that the user fetched, in bounded memory.

Two kinds of files are read: the data sets that IMDb gives away for personal use (tables of cells
between tabs, ``\N`` for nothing, no quotes; gzip or not), each known by its header, and any CSV
with our columns. Rows stream into a new file, which takes the place of the old one when it is
whole: whatever happens before, the old one is there.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Final, NamedTuple

from watchlist.errors import RefusedError
from watchlist.files.reading import open_regular, reason
from watchlist.files.writing import make_folder
from watchlist.formats.parsing.tables import column_key
from watchlist.library.fields import FIELDS
from watchlist.model import Kind
from watchlist.names.folding import fold, match_key
from watchlist.sources.catalogue_reading import VERSION, year_word

TellBytes = Callable[[int], object]
"""Is told how many bytes of the files were read since it was told last."""

_CACHE_KB: Final = 48 * 1024
_BATCH: Final = 5_000
_LONGEST_LINE: Final = 2**20
_NOTHING: Final = "\\N"
_LARGEST: Final = 10**9
_LONGEST_FILM: Final = 6_000
"""Minutes; what is longer is a mistake."""

_KINDS: Final = {
    "movie": Kind.FILM,
    "tvMovie": Kind.FILM,
    "video": Kind.FILM,
    "short": Kind.SHORT,
    "tvShort": Kind.SHORT,
    "tvSpecial": Kind.SPECIAL,
    "tvSeries": Kind.SERIES,
    "tvMiniSeries": Kind.SERIES,
}
"""Types of titles that are entered; episodes are where their file is there, too."""

_TABLES: Final = """
CREATE TABLE about (name TEXT, value TEXT);
CREATE TABLE titles (id INTEGER PRIMARY KEY, kind TEXT, title TEXT, original TEXT, year INTEGER,
                     runtime INTEGER, genres TEXT, votes INTEGER NOT NULL DEFAULT 0);
CREATE TABLE names (title INTEGER, key TEXT, yek TEXT, name TEXT);
CREATE TABLE directors (title INTEGER, person INTEGER);
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE episodes (id INTEGER PRIMARY KEY, series INTEGER, season INTEGER, number INTEGER,
                       title TEXT, year INTEGER, runtime INTEGER);
CREATE VIRTUAL TABLE words USING fts5(names, content='', detail=none, columnsize=0);
"""
_INDEXES: Final = """
CREATE INDEX names_by_key ON names (key, title);
CREATE INDEX names_by_yek ON names (yek) WHERE yek IS NOT NULL;
CREATE INDEX directors_by_title ON directors (title);
CREATE INDEX episodes_by_series ON episodes (series, season, number);
"""


class Role(NamedTuple):
    """What a file is about: the first columns that it is known by, and what enters a row of it."""

    name: str
    header: tuple[str, ...]
    order: int


_ROLES: Final = (
    Role("title.basics", ("tconst", "titleType", "primaryTitle"), 0),
    Role("title.episode", ("tconst", "parentTconst"), 2),
    Role("title.akas", ("titleId", "ordering", "title"), 3),
    Role("title.ratings", ("tconst", "averageRating"), 4),
    Role("title.crew", ("tconst", "directors"), 5),
    Role("name.basics", ("nconst", "primaryName"), 6),
)
_CSV: Final = Role("CSV", (), 1)


def total_bytes(paths: Iterable[str]) -> int:
    """Return how many bytes the files have. Raises RefusedError."""
    with _said_of_files():
        return sum(os.stat(path).st_size for path in paths)


def build(paths: Sequence[str], target: str, built: str, progress: TellBytes) -> int:
    """Build the catalogue from files, in the place of the old one; return its number of titles.

    Raises RefusedError, which names the file and the line; the old catalogue is there then.
    """
    roles = sorted(((_role(path), path) for path in paths), key=lambda pair: pair[0].order)
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name}.{os.urandom(6).hex()}.new")
    try:
        with _said_of_files():
            make_folder(folder)
            os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        titles = _built(roles, temporary, built, progress)
        with _said_of_files():
            os.replace(temporary, target)
    finally:
        with suppress(OSError):
            os.unlink(temporary)
    return titles


def _built(roles: Sequence[tuple[Role, str]], path: str, built: str, progress: TellBytes) -> int:
    database = sqlite3.connect(path)
    try:
        for pragma in ("journal_mode = OFF", "synchronous = OFF", f"cache_size = -{_CACHE_KB}"):
            database.execute(f"PRAGMA {pragma}")
        database.executescript(_TABLES)
        builder = _CatalogueTables(
            database, with_episodes=any(r.name == "title.episode" for r, _ in roles)
        )
        for role, file in roles:
            builder.take(role, file, progress)
        titles = builder.finish(built, [os.path.basename(file) for _, file in roles])
        database.commit()
    except sqlite3.Error as error:
        raise RefusedError(f"The catalogue cannot be built: {error}.") from None
    finally:
        database.close()
    if not titles:
        raise RefusedError("There is no film in these files: nothing was built.")
    return titles


class _CatalogueTables:
    """Enters the rows of files into the tables."""

    def __init__(self, database: sqlite3.Connection, *, with_episodes: bool) -> None:
        self._database = database
        self._with_episodes = with_episodes
        self._titles = _IdSet()
        self._people = _IdSet()
        self._last_own = 0

    def take(self, role: Role, path: str, progress: TellBytes) -> None:
        """Enter a file."""
        enter = {
            "title.basics": self._basics,
            "title.akas": self._akas,
            "title.episode": self._episodes,
            "title.ratings": self._ratings,
            "title.crew": self._crew,
            "name.basics": self._names,
            "CSV": self._csv,
        }[role.name]
        with _opened(path, progress) as lines:
            enter(path, lines)

    def finish(self, built: str, files: Sequence[str]) -> int:
        """Make the indexes, note where it is from, and return the number of titles."""
        run = self._database.execute
        run("DELETE FROM episodes WHERE series IS NULL")
        self._database.executescript(_INDEXES)
        about = {"version": VERSION, "built": built, "files": "\n".join(files)}
        self._many("INSERT INTO about VALUES (?, ?)", iter((k, str(v)) for k, v in about.items()))
        run("INSERT INTO words (words) VALUES ('optimize')")
        (count,) = run("SELECT count(*) FROM titles").fetchone()
        return int(count)

    def _many(self, statement: str, rows: Iterator[Sequence[Any]]) -> None:
        self._database.executemany(statement, rows)

    # -- the data sets of IMDb ---------------------------------------------------------------

    def _basics(self, path: str, lines: Iterator[bytes]) -> None:
        titles: list[Sequence[Any]] = []
        episodes: list[Sequence[Any]] = []
        for cells in _rows(path, lines, 9):
            number = _id(cells[0])
            if number is None or not cells[2]:
                continue
            if kind := _KINDS.get(cells[1]):
                original = cells[3] if cells[3] != cells[2] else ""
                titles.append(
                    (
                        number,
                        kind,
                        cells[2],
                        original,
                        _year(cells[5]),
                        _minutes(cells[7]),
                        cells[8],
                    )
                )
            elif self._with_episodes and cells[1] == "tvEpisode":
                episodes.append((number, cells[2], _year(cells[5]), _minutes(cells[7])))
            if len(titles) >= _BATCH or len(episodes) >= _BATCH:
                self._enter(titles, episodes)
        self._enter(titles, episodes)

    def _enter(self, titles: list[Sequence[Any]], episodes: list[Sequence[Any]]) -> None:
        new = [row for row in titles if self._titles.add(abs(row[0]))]
        self._many(
            "INSERT INTO titles (id, kind, title, original, year, runtime, genres) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            iter(new),
        )
        names = [(row[0], name) for row in new for name in dict.fromkeys(row[2:4]) if name]
        self._many("INSERT INTO names VALUES (?, ?, ?, ?)", (_name_row(*one) for one in names))
        self._many("INSERT INTO words (rowid, names) VALUES (?, ?)", map(_words_row, new))
        self._many(
            "INSERT OR IGNORE INTO episodes (id, title, year, runtime) VALUES (?, ?, ?, ?)",
            iter(episodes),
        )
        titles.clear()
        episodes.clear()

    def _akas(self, path: str, lines: Iterator[bytes]) -> None:
        self._many("INSERT INTO names VALUES (?, ?, ?, ?)", self._other_names(path, lines))

    def _other_names(self, path: str, lines: Iterator[bytes]) -> Iterator[Sequence[Any]]:
        """Yield the names of titles that are entered, each once; rows are sorted by title."""
        last, known = 0, set[str]()
        for cells in _rows(path, lines, 3):
            number = _id(cells[0])
            if number is None or number not in self._titles or not cells[2]:
                continue
            if number != last:
                last, known = number, self._keys(number)
            if (key := match_key(cells[2])) not in known:
                known.add(key)
                yield number, key, None, cells[2]

    def _keys(self, number: int) -> set[str]:
        query = "SELECT title, original FROM titles WHERE id = ?"
        row = self._database.execute(query, (number,)).fetchone()
        return {match_key(name) for name in row or () if name}

    def _episodes(self, path: str, lines: Iterator[bytes]) -> None:
        rows = (
            (_number(cells[1]), _whole(cells[2]), _whole(cells[3]), _number(cells[0]))
            for cells in _rows(path, lines, 4)
            if _id(cells[0]) and _id(cells[1]) in self._titles
        )
        self._many("UPDATE episodes SET series = ?, season = ?, number = ? WHERE id = ?", rows)

    def _ratings(self, path: str, lines: Iterator[bytes]) -> None:
        rows = (
            (_whole(cells[2]) or 0, _number(cells[0]))
            for cells in _rows(path, lines, 3)
            if _id(cells[0]) in self._titles
        )
        self._many("UPDATE titles SET votes = ? WHERE id = ?", rows)

    def _crew(self, path: str, lines: Iterator[bytes]) -> None:
        self._many("INSERT INTO directors VALUES (?, ?)", self._directors(path, lines))

    def _directors(self, path: str, lines: Iterator[bytes]) -> Iterator[Sequence[Any]]:
        for cells in _rows(path, lines, 2):
            if _id(cells[0]) in self._titles and cells[1]:
                for person in cells[1].split(","):
                    if (number := _id(person)) is not None:
                        self._people.add(number)
                        yield _number(cells[0]), number

    def _names(self, path: str, lines: Iterator[bytes]) -> None:
        rows = (
            (_number(cells[0]), cells[1])
            for cells in _rows(path, lines, 2)
            if _id(cells[0]) in self._people and cells[1]
        )
        self._many("INSERT OR IGNORE INTO people VALUES (?, ?)", rows)

    # -- CSV ---------------------------------------------------------------------------------

    def _csv(self, path: str, lines: Iterator[bytes]) -> None:
        titles: list[Sequence[Any]] = []
        for row in _csv_rows(path, lines):
            titles.append(self._csv_title(row))
            if len(titles) >= _BATCH:
                self._enter(titles, [])
        self._enter(titles, [])

    def _csv_title(self, row: dict[str, str]) -> Sequence[Any]:
        """Return the title of a row; one without an id gets one that is none of IMDb's."""
        number = _id(row.get("imdb", ""))
        if number is None:
            self._last_own += 1
            number = -self._last_own
        kind = row.get("kind", "").strip().casefold()
        return (
            number,
            kind if kind in set(Kind) else Kind.FILM,
            " ".join(row["title"].split()),
            row.get("original_title", "").strip(),
            _year(row.get("year", "").strip()),
            _minutes(row.get("runtime", "").strip()),
            row.get("genres", "").replace(";", ",").strip(),
        )


class _IdSet:
    """A set of numbers of ids, a bit for each that there can be."""

    def __init__(self) -> None:
        self._bits = bytearray()

    def add(self, number: int) -> bool:
        """Add a number; return whether it is new."""
        byte, bit = number >> 3, 1 << (number & 7)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1 - len(self._bits) + (1 << 16)))
        new = not self._bits[byte] & bit
        self._bits[byte] |= bit
        return new

    def __contains__(self, number: int | None) -> bool:
        if number is None or number >> 3 >= len(self._bits):
            return False
        return bool(self._bits[number >> 3] & 1 << (number & 7))


def _name_row(title: int, name: str) -> tuple[int, str, str, str]:
    key = match_key(name)
    return title, key, key[::-1], name


def _words_row(row: Sequence[Any]) -> tuple[int, str]:
    """Return the words of a title, with the one that stands for its year."""
    words = fold(f"{row[2]} {row[3]}")
    return row[0], f"{words} {year_word(row[4])}" if row[4] else words


# -- cells -----------------------------------------------------------------------------------


def _rows(path: str, lines: Iterator[bytes], least: int) -> Iterator[list[str]]:
    """Yield the cells of the rows below the header, "" for nothing; short rows are passed over."""
    next(lines, None)
    for line, content in enumerate(lines, start=2):
        try:
            cells = content.decode().rstrip("\r\n").split("\t")
        except UnicodeDecodeError:
            raise RefusedError(f"{path}, line {line}: this is not valid text (UTF-8).") from None
        if len(cells) >= least:
            yield ["" if cell == _NOTHING else cell for cell in cells]


def _csv_rows(path: str, lines: Iterator[bytes]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV that have a title, by the names of our fields."""
    try:
        texts = (line.decode("utf-8-sig" if n == 0 else "utf-8") for n, line in enumerate(lines))
        first = next(texts, "")
        delimiter = max(",;\t", key=first.count)
        header = next(csv.reader([first], delimiter=delimiter), [])
        names = [_field(name) for name in header]
        if "title" not in names:
            raise RefusedError(
                f"{path} is none of IMDb's data sets, and has no column for a title in its first "
                "line."
            )
        for cells in csv.reader(texts, delimiter=delimiter):
            row = dict(zip(names, cells, strict=False))
            if row.get("title", "").strip():
                yield row
    except (UnicodeDecodeError, csv.Error) as error:
        raise RefusedError(f"{path} cannot be read as CSV: {error}.") from None


def _field(column: str) -> str:
    """Return the field that a column is about, "" for none."""
    key = column_key(column)
    return next((f.name for f in FIELDS.values() if key in map(column_key, f.columns)), "")


def _number(id_: str) -> int:
    """Return the digits of an id (``tt0113277``, ``nm0000001``)."""
    return int(id_[2:])


def _id(text: str) -> int | None:
    """Return the number of an id; None for what is none."""
    digits = text.strip()[2:]
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(_LARGEST)):
        return None
    return int(digits) if 0 < int(digits) < _LARGEST else None


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004 -- of SQLite


def _year(text: str) -> int | None:
    year = _whole(text)
    return year if year and 1800 < year < 2200 else None  # noqa: PLR2004 -- films are of no other


def _minutes(text: str) -> int | None:
    minutes = _whole(text)
    return minutes if minutes and minutes < _LONGEST_FILM else None


# -- files -----------------------------------------------------------------------------------


def _role(path: str) -> Role:
    """Return what a file is about, by its first line. Raises RefusedError."""
    with _opened(path, lambda _read: None) as lines:
        first = next(lines, b"").decode("utf-8", "replace").strip("\ufeff\r\n")
    columns = tuple(first.split("\t"))
    return next((r for r in _ROLES if columns[: len(r.header)] == r.header), _CSV)


@contextmanager
def _opened(path: str, progress: TellBytes) -> Iterator[Iterator[bytes]]:
    """Hand out the lines of a file, which may be compressed. Raises RefusedError."""
    with _said_of_files(path):
        raw = open_regular(path)
    with raw:
        packed = raw.peek(2)[:2] == b"\x1f\x8b" if isinstance(raw, io.BufferedReader) else False
        file: Any = gzip.GzipFile(fileobj=raw) if packed else raw
        try:
            yield _lines(path, raw, file, progress)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise RefusedError(f"{path} is damaged: fetch it again.") from None


def _lines(path: str, raw: BinaryIO, file: Any, progress: TellBytes) -> Iterator[bytes]:
    told = 0
    for number, line in enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), start=1):
        if len(line) == _LONGEST_LINE:
            raise RefusedError(f"{path}, line {number}: it is too long for a title.")
        if number % _BATCH == 0:
            progress(raw.tell() - told)
            told = raw.tell()
        yield line
    progress(raw.tell() - told)


@contextmanager
def _said_of_files(path: str = "") -> Iterator[None]:
    """Turn what the system says of a file into a sentence."""
    try:
        yield
    except (OSError, ValueError) as error:
        where = path or getattr(error, "filename", None) or "The catalogue"
        why = reason(error, str(where)) if isinstance(error, OSError) else str(error)
        raise RefusedError(f"{where} cannot be used: {why}.") from None
