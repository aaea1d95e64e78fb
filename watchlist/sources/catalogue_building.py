"""Building the catalogue from files that the user fetched, in bounded memory.

Rows stream (``catalogue_files``, ``catalogue_csv``) into a new file, which takes the place of the
old one when it is whole: whatever happens before, the old one is there.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

from watchlist.errors import RefusedError
from watchlist.files.writing import make_folder
from watchlist.model import MAX_TITLE, Kind
from watchlist.names.folding import fold, match_key
from watchlist.sources.catalogue_csv import CsvTitle, csv_titles
from watchlist.sources.catalogue_files import (
    CSV,
    ROLES,
    Role,
    TellBytes,
    opened,
    role_of,
    rows,
    said_of_files,
)
from watchlist.sources.catalogue_reading import VERSION, year_word

_CACHE_KB: Final = 48 * 1024
_BATCH: Final = 5_000
_UNFINISHED: Final = ".new"
_IDLE_SECONDS: Final = 600
"""So long a build that is under way does not let its file alone."""
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


_ORDER: Final = (ROLES[0].name, CSV.name, *(role.name for role in ROLES[1:]))
"""Titles come first: the other files say something of them."""


def total_bytes(paths: Iterable[str]) -> int:
    """Return how many bytes the files have. Raises RefusedError."""
    with said_of_files():
        return sum(os.stat(path).st_size for path in paths)


def build(paths: Sequence[str], target: str, built: str, progress: TellBytes) -> int:
    """Build the catalogue from files, in the place of the old one; return its number of titles.

    Raises RefusedError, which names the file and the line; the old catalogue is there then.
    """
    found = [(role_of(path), path) for path in paths]
    roles = sorted(found, key=lambda pair: _ORDER.index(pair[0].name))
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".{name}.{os.urandom(6).hex()}{_UNFINISHED}")
    try:
        with said_of_files():
            make_folder(folder)
            _remove_left(folder, name)
            os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        titles = _built(roles, temporary, built, progress)
        with said_of_files():
            os.replace(temporary, target)
    finally:
        with suppress(OSError):
            os.unlink(temporary)
    return titles


def _remove_left(folder: str, name: str) -> None:
    """Remove what builds that were killed left; one that is under way is younger."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(f".{name}.") and entry.name.endswith(_UNFINISHED):
                with suppress(OSError):
                    if time.time() - entry.stat().st_mtime > _IDLE_SECONDS:
                        os.unlink(entry.path)


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
        self._last_person = 0

    def take(self, role: Role, path: str, progress: TellBytes) -> None:
        """Enter a file."""
        enter = {
            "title.basics": self._basics,
            "title.akas": self._akas,
            "title.episode": self._episodes,
            "title.ratings": self._ratings,
            "title.crew": self._crew,
            "name.basics": self._names,
        }
        with opened(path, progress) as lines:
            if role is CSV:
                self._csv(csv_titles(path, lines))
            else:
                enter[role.name](rows(path, lines, role))

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

    def _basics(self, rows: Iterator[list[str]]) -> None:
        titles: list[Sequence[Any]] = []
        episodes: list[Sequence[Any]] = []
        for id_, type_, title, original, year, runtime, genres in rows:
            number = _id(id_)
            if number is None or not _is_title(title):
                continue
            if kind := _KINDS.get(type_):
                other = original if original != title and _is_title(original) else ""
                said = (_year(year), _minutes(runtime), genres)
                titles.append((number, kind, title, other, *said))
            elif self._with_episodes and type_ == "tvEpisode":
                episodes.append((number, title, _year(year), _minutes(runtime)))
            if len(titles) >= _BATCH or len(episodes) >= _BATCH:
                self._enter(titles, episodes)
        self._enter(titles, episodes)

    def _enter(self, titles: list[Sequence[Any]], episodes: list[Sequence[Any]]) -> None:
        new = [row for row in titles if row[0] < 0 or self._titles.add(row[0])]
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

    def _akas(self, rows: Iterator[list[str]]) -> None:
        self._many("INSERT INTO names VALUES (?, ?, ?, ?)", self._other_names(rows))

    def _other_names(self, rows: Iterator[list[str]]) -> Iterator[Sequence[Any]]:
        """Yield the names of titles that are entered, each once; rows are sorted by title."""
        last, known = 0, set[str]()
        for id_, name in rows:
            number = _id(id_)
            if number is None or number not in self._titles or not _is_title(name):
                continue
            if number != last:
                last, known = number, self._keys(number)
            if (key := match_key(name)) not in known:
                known.add(key)
                yield number, key, None, name

    def _keys(self, number: int) -> set[str]:
        query = "SELECT title, original FROM titles WHERE id = ?"
        row = self._database.execute(query, (number,)).fetchone()
        return {match_key(name) for name in row or () if name}

    def _episodes(self, rows: Iterator[list[str]]) -> None:
        found = (
            (_number(series), _whole(season), _whole(number), _number(id_))
            for id_, series, season, number in rows
            if _id(id_) and _id(series) in self._titles
        )
        self._many("UPDATE episodes SET series = ?, season = ?, number = ? WHERE id = ?", found)

    def _ratings(self, rows: Iterator[list[str]]) -> None:
        found = (
            (_whole(votes) or 0, _number(id_)) for id_, votes in rows if _id(id_) in self._titles
        )
        self._many("UPDATE titles SET votes = ? WHERE id = ?", found)

    def _crew(self, rows: Iterator[list[str]]) -> None:
        self._many("INSERT INTO directors VALUES (?, ?)", self._directors(rows))

    def _directors(self, rows: Iterator[list[str]]) -> Iterator[Sequence[Any]]:
        for id_, directors in rows:
            if directors and _id(id_) in self._titles:
                for person in directors.split(","):
                    if (number := _id(person)) is not None:
                        self._people.add(number)
                        yield _number(id_), number

    def _names(self, rows: Iterator[list[str]]) -> None:
        found = ((_number(id_), name) for id_, name in rows if name and _id(id_) in self._people)
        self._many("INSERT OR IGNORE INTO people VALUES (?, ?)", found)

    # -- CSV ---------------------------------------------------------------------------------

    def _csv(self, titles: Iterator[CsvTitle]) -> None:
        batch: list[Sequence[Any]] = []
        for title in titles:
            number = self._own_id(title.imdb)
            genres = ",".join(genre.replace(",", " ") for genre in title.genres)
            batch.append((number, *title[1:6], genres))
            if number < 0 or number not in self._titles:
                self._enter_rest(number, title)
            if len(batch) >= _BATCH:
                self._enter(batch, [])
        self._enter(batch, [])

    def _own_id(self, imdb: str) -> int:
        """Return the number of an id; for a title without one it is none of IMDb's: below 0."""
        self._last_own -= 1
        return _id(imdb) or self._last_own

    def _enter_rest(self, number: int, title: CsvTitle) -> None:
        """Enter the other names of a title, and its directors, who have no ids."""
        names = [(number, match_key(name), None, name) for name in title.aliases]
        self._many("INSERT INTO names VALUES (?, ?, ?, ?)", iter(names))
        for name in title.directors:
            self._last_person -= 1
            self._database.execute("INSERT INTO people VALUES (?, ?)", (self._last_person, name))
            self._database.execute(
                "INSERT INTO directors VALUES (?, ?)", (number, self._last_person)
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


def _is_title(text: str) -> bool:
    return 0 < len(text) <= MAX_TITLE and not text.isspace()


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
