"""Films in the format that Letterboxd imports: https://letterboxd.com/about/importing-data/.

Titles and names stay exact, since the site matches films by them. Each list is a file of its own
under ``lists/``, to be imported into a new list there: the name of the file is the list's.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import count
from typing import Final

from watchlist.formats.writers.csv import directors, number_text
from watchlist.library.library import Library
from watchlist.model import Film, FilmList, Viewing
from watchlist.queries.lists import films_on

LIMIT: Final = 1_000_000
"""The largest file that the site takes, in bytes, with some room."""

_VIEWING: Final = ("Rating10", "Rating", "WatchedDate", "Rewatch", "Tags", "Review")
"""``Rating`` is the one of a viewing. ``Rating10`` is the film's, in one of its rows, when the last
viewing tells another one or none; it stands first, since the site takes the last of the two.
"""
_FILM: Final = ("LetterboxdURI", "tmdbID", "imdbID", "Title", "Year", "Directors")
HEADER: Final = (*_FILM, *_VIEWING)
LIST_HEADER: Final = (*_FILM, "Review")
"""Of a list: the review is what was said of the film there."""

WATCHED: Final = "watched"
WATCHLIST: Final = "watchlist"
LISTS: Final = "lists"
NAMES: Final = (WATCHED, WATCHLIST)
"""What the names of the files begin with; the second of a kind is ``watched-2.csv``."""

_NO_FILE_NAME: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_LONGEST_FILE_NAME: Final = 60


def export(library: Library, films: Sequence[Film], _moment: datetime.datetime) -> dict[str, bytes]:
    """Return films as files by name, and the lists of which all films are among them."""
    there = {film.id for film in films}
    lists = [one for one in library.lists.values() if {f.film for f in one.films} <= there]
    return letterboxd_files(films) | list_files(library, lists)


def letterboxd_files(films: Sequence[Film], limit: int = LIMIT) -> dict[str, bytes]:
    """Return files by name: what was watched, one row a viewing, and what is to watch."""
    nothing = [""] * len(_VIEWING)
    tables = {
        WATCHED: (_film_cells(film) + row for film in films for row in _viewing_rows(film)),
        WATCHLIST: (_film_cells(film) + nothing for film in films if film.to_watch),
    }
    files: dict[str, bytes] = {}
    for name, rows in tables.items():
        for number, text in enumerate(_split(rows, limit), start=1):
            files[f"{name}.csv" if number == 1 else f"{name}-{number}.csv"] = text
    return files


def list_files(library: Library, lists: Iterable[FilmList], limit: int = LIMIT) -> dict[str, bytes]:
    """Return named lists as files by name, films and what was said of them in their order."""
    files: dict[str, bytes] = {}
    for found in lists:
        rows = (
            [*_film_cells(film), note]
            for film, note in films_on(library, found)
            if film.whole is None
        )
        for text in _split(rows, limit, LIST_HEADER):
            files[_free_name(found.name, files)] = text
    return files


def _free_name(name: str, taken: Collection[str]) -> str:
    """Return a path for a list that every system takes and that is not taken yet."""
    base = _NO_FILE_NAME.sub("-", name).strip(" .")[:_LONGEST_FILE_NAME] or "list"
    numbered = (f"{LISTS}/{base}{f'-{n}' if n > 1 else ''}.csv" for n in count(1))
    folded = {path.casefold() for path in taken}
    return next(path for path in numbered if path.casefold() not in folded)


def _split(
    rows: Iterable[Sequence[str]], limit: int, header: Sequence[str] = HEADER
) -> Iterator[bytes]:
    """Yield CSV files of at most ``limit`` bytes, each with the header; none without rows."""
    head = _line(header)
    lines: list[bytes] = []
    size = len(head)
    for row in rows:
        line = _line(row)
        if lines and size + len(line) > limit:
            yield head + b"".join(lines)
            lines, size = [], len(head)
        lines.append(line)
        size += len(line)
    if lines:
        yield head + b"".join(lines)


def _line(cells: Sequence[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def _film_cells(film: Film) -> list[str]:
    return [
        film.letterboxd,
        str(film.tmdb or ""),
        film.imdb,
        film.title,
        str(film.year or ""),
        ", ".join(directors(film)),
    ]


def _viewing_rows(film: Film) -> Iterator[list[str]]:
    """Yield the rows of a film that was watched; rated means seen."""
    viewings = film.viewings or ((Viewing(),) if film.rating else ())
    last = next((viewing.rating for viewing in reversed(viewings) if viewing.rating), None)
    untold = film.rating if film.rating != last else None
    bare = next((v for v in viewings if not (v.watched_on or v.rating)), None)
    teller = bare or (viewings[-1] if viewings else None)
    for viewing in viewings:
        yield _viewing_cells(viewing, untold if viewing is teller else None)


def _viewing_cells(viewing: Viewing, film_rating: float | None) -> list[str]:
    day = viewing.watched_on
    full = str(day) if day and day.is_full else ""
    return [
        str(max(round(film_rating * 2), 1)) if film_rating else "",
        _stars(viewing.rating),
        full,
        ("true" if viewing.rewatch else "false") if full else "",
        ", ".join(viewing.tags),
        viewing.note,
    ]


def _stars(rating: float | None) -> str:
    """Return a rating as the site takes it: in half stars."""
    return "" if rating is None else number_text(max(round(rating * 2), 1) / 2)
