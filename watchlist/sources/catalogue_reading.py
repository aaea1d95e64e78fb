"""Reading the catalogue: a title is found by its key, by half of it, or by its words.

The keys are those by which titles are compared everywhere (``match_key``). A typing error leaves
the beginning or the end of a name as it is, and both are in an index: what begins or ends alike is
compared letter by letter.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final
from urllib.parse import quote

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.errors import SourceError
from watchlist.model import Credit, Film, Job, Kind
from watchlist.names.folding import fold, match_key, split_year
from watchlist.names.variants import variants, without_number
from watchlist.sources.registry import KnownEpisode
from watchlist.sources.values import seasons_of

VERSION: Final = 2
"""Of the tables; a catalogue of another one is to be built again."""

_MOST: Final = 500
"""Namesakes that are looked at."""
_MOST_NEAR: Final = 20
_MOST_WITH_WORDS: Final = 5_000
"""Titles with some words of which the best known are shown."""
_MOST_ALIKE: Final = 20_000
"""Names with the same beginning or end that are compared."""
_LEAST_FOR_SLIPS: Final = (4, 8, 20)
"""So many letters has a name in which there may be one typing error, two, three.

Too many others are near a shorter one.
"""
_LEAST_LETTERS: Final = 4

_SLIPS: Final = "watchlist.sources.slips"
_COLUMNS: Final = "t.id, t.kind, t.title, t.original, t.year, t.runtime, t.genres, t.votes"


class Catalogue:
    """The catalogue in a file. Raises SourceError for one that cannot be read."""

    def __init__(self, path: str) -> None:
        with _readable():
            self._db = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)
            self._db.execute("PRAGMA query_only = 1")
        if self.about().get("version") != str(VERSION):
            raise SourceError("The catalogue is of another version: build it again.")

    def about(self) -> dict[str, str]:
        """Return what is known of it: from which files, and when it was built."""
        return dict(self._rows("SELECT name, value FROM about"))

    def counts(self) -> dict[str, int]:
        """Return how many titles of each kind there are."""
        return dict(self._rows("SELECT kind, count(*) FROM titles GROUP BY kind ORDER BY 2 DESC"))

    def find(self, title: str, year: int | None) -> list[Film]:
        """Return the titles that are called that, those it may be misspelt for, and more.

        With a year only those of a year that is not more than one apart.
        """
        near = self._named(title, year)
        known = {film.imdb or film.label for film in near}
        more = [f for f in self._with_words(title, year) if (f.imdb or f.label) not in known]
        return [*near, *more[: max(_MOST_NEAR - len(near), 0)]]

    def near(self, title: str) -> list[Film]:
        """Return the titles of exactly that name, or else those that it may be misspelt for."""
        return self._named(title, None)[:_MOST_NEAR]

    def _named(self, title: str, year: int | None) -> list[Film]:
        """Return the titles of a name, or else of one that is written otherwise, or misspelt."""
        return (
            self._called(title, year)
            or self._first(variants(title), lambda other: self._called(other, year))
            or self._misspelt(title, year)
        )

    @staticmethod
    def _first(names: Iterable[str], find: Callable[[str], list[Film]]) -> list[Film]:
        """Return what is found by the first of some names by which anything is."""
        return next((found for name in names if (found := find(name))), [])

    def film(self, id_: str) -> Film | None:
        """Return all that is known of a title: by its IMDb id, or by ``catalogue:Title (1995)``."""
        if id_.startswith("catalogue:"):
            title, year = split_year(id_.removeprefix("catalogue:"))
            where = "t.id IN (SELECT title FROM names WHERE key = ?) AND t.year IS ?"
            rows = self._titles(where, match_key(title), year)
        elif id_.startswith("tt"):
            rows = self._titles("t.id = ?", int(id_[2:]))
        else:
            rows = []
        return self._whole(rows[0]) if len(rows) == 1 else None

    def _titles(self, where: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._rows(f"SELECT {_COLUMNS}, '' FROM titles t WHERE {where}", *values)  # noqa: S608 -- no input in it

    def _whole(self, row: tuple[Any, ...]) -> Film:
        film = _film(row)
        directors = self._rows(
            "SELECT p.name FROM directors d JOIN people p ON p.id = d.person WHERE d.title = ? "
            "ORDER BY d.rowid",
            row[0],
        )
        people = tuple(Credit(name=name, job=Job.DIRECTOR) for (name,) in directors)
        seasons = self._seasons(row[0]) if film.kind is Kind.SERIES else ()
        return replace(film, credits=people, seasons=seasons)

    def _seasons(self, series: int) -> tuple[int, ...]:
        query = (
            "SELECT season, count(DISTINCT number) FROM episodes WHERE series = ? "
            "AND season > 0 AND number > 0 GROUP BY season"
        )
        return seasons_of(dict(self._rows(query, series)))

    def episodes(self, id_: str) -> list[KnownEpisode]:
        """Return the episodes of a series that have numbers, in order."""
        if not id_.startswith("tt"):
            return []
        rows = self._rows(
            "SELECT season, number, title, year, runtime FROM episodes WHERE series = ? "
            "AND season > 0 AND number > 0 ORDER BY season, number",
            int(id_[2:]),
        )
        return [
            KnownEpisode(season, number, title or "", PartialDate(year) if year else None, runtime)
            for season, number, title, year, runtime in rows
        ]

    # -- names -------------------------------------------------------------------------------

    def _called(self, title: str, year: int | None) -> list[Film]:
        return self._with_key(match_key(title), year, _MOST)

    def _with_key(self, key: str, year: int | None, most: int) -> list[Film]:
        """Return the titles with a name of a key, the best known first, each once.

        Of thousands of namesakes only those that are returned are read as a whole.
        """
        near_year = "AND t.year BETWEEN ? AND ?" if year else ""
        query = (
            "WITH best AS (SELECT DISTINCT t.id FROM names n JOIN titles t ON t.id = n.title "  # noqa: S608 -- no input in it
            f"WHERE n.key = ? {near_year} ORDER BY t.votes DESC, t.id LIMIT ?) "
            f"SELECT {_COLUMNS}, group_concat(n.name, char(10)) FROM best b "
            "JOIN titles t ON t.id = b.id JOIN names n ON n.key = ? AND n.title = b.id "
            "GROUP BY t.id ORDER BY t.votes DESC, t.id"
        )
        years = [year - 1, year + 1] if year else []
        return [_film(row) for row in self._rows(query, key, *years, most, key)]

    def _misspelt(self, title: str, year: int | None) -> list[Film]:
        """Return the titles that a name differs from by the fewest slips that any does.

        A number at the end is no slip.
        """
        wanted, other = match_key(title), match_key(without_number(title))
        found: dict[str, Film] = {}
        for slips in range(1, _slips(wanted) + 1):
            for key in (key for key in self._alike(wanted, slips) if key != other):
                for film in self._with_key(key, year, _MOST_NEAR):
                    found.setdefault(film.imdb or film.label, film)
            if found:
                break
        return list(found.values())

    def _alike(self, wanted: str, slips: int) -> list[str]:
        """Return the keys that are at most so many slips away, nearest first.

        Digits tell titles apart: one that is another is no slip.
        """
        part = max(len(wanted) // (slips + 1), 2)
        keys = dict.fromkeys(self._beginning("key", wanted[:part], wanted, slips))
        backwards = self._beginning("yek", wanted[::-1][:part], wanted, slips)
        keys.update(dict.fromkeys(key[::-1] for key in backwards))
        digits = _digits(wanted)
        same = [key for key in keys if _digits(key) == digits]
        near: list[str] = import_module(_SLIPS).near_keys(wanted, same, slips, _MOST_NEAR)
        return near

    def _beginning(self, column: str, start: str, wanted: str, slips: int) -> list[str]:
        query = (
            f"SELECT DISTINCT {column} FROM names WHERE {column} >= ? AND {column} < ? "  # noqa: S608 -- no input in it
            f"AND length({column}) BETWEEN ? AND ? LIMIT ?"
        )
        end = f"{start}\U0010ffff"
        length = len(wanted)
        rows = self._rows(query, start, end, length - slips, length + slips, _MOST_ALIKE)
        return [key for (key,) in rows]

    def _with_words(self, title: str, year: int | None) -> list[Film]:
        """Return the titles with all words of a text, or of another way to write it."""
        names = (title, *variants(title), _without_small_words(title))
        return self._first(names, lambda name: self._with_all(name, year))

    def _with_all(self, text: str, year: int | None) -> list[Film]:
        """Return the titles with all words of a text, the best known first."""
        words = " ".join(f'"{word}"' for word in fold(text).split() if word.isalnum())
        if not words:
            return []
        if year:
            words += f" AND ({' OR '.join(map(year_word, range(year - 1, year + 2)))})"
        where = (
            f"t.id IN (SELECT rowid FROM words WHERE words MATCH ? LIMIT {_MOST_WITH_WORDS}) "  # noqa: S608 -- no input in it
            "ORDER BY t.votes DESC, t.id LIMIT ?"
        )
        return [_film(row) for row in self._titles(where, words, _MOST_NEAR)]

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with _readable():
            return self._db.execute(query, values).fetchall()


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error:
        raise SourceError(
            "The catalogue cannot be read: “watchlist catalogue build” makes it anew."
        ) from None


def year_word(year: int) -> str:
    """Return what stands for the year among the words of a title."""
    return f"released{year}"


def _slips(wanted: str) -> int:
    """Return how many typing errors a name may have."""
    return sum(len(wanted) >= least for least in _LEAST_FOR_SLIPS)


def _digits(key: str) -> str:
    return "" if key.isalpha() else "".join(filter(str.isdigit, key))


def _without_small_words(title: str) -> str:
    """Return the words of a title that people do not mistake; "" where there are too few."""
    words = [word for word in fold(title).split() if len(word) >= _LEAST_LETTERS]
    return " ".join(words) if len(words) > 1 else ""


def _film(row: tuple[Any, ...]) -> Film:
    number, kind, title, original, year, runtime, genres, _votes, names = row
    aliases = tuple(name for name in (names or "").split("\n") if name and name != title)
    return Film(
        id=0,
        title=title,
        kind=Kind(kind),
        year=year,
        runtime=runtime,
        original_title=original or "",
        aliases=aliases,
        genres=tuple(genre.casefold() for genre in (genres or "").split(",") if genre),
        imdb=f"tt{number:07}" if number > 0 else "",
    )
