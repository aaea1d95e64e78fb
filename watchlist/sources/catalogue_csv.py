"""The rows of any CSV with our columns, as titles of a catalogue.

Columns and cells are read as ``import`` reads them, row by row; what is not understood of a row
says nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from watchlist.errors import RefusedError
from watchlist.formats.parsing.amounts import minutes
from watchlist.formats.parsing.cells import parted
from watchlist.formats.parsing.columns import roles
from watchlist.formats.parsing.days import read_date
from watchlist.formats.parsing.values import film_ids, is_episode, kind_of, title_and_year
from watchlist.model import Kind
from watchlist.sources.values import name_of, names_of, read_if_good

_DELIMITERS: Final = ",;\t"
_KINDS: Final = {str(kind): kind for kind in Kind}


class CsvTitle(NamedTuple):
    """What a row says of a title; ``imdb`` is "" where it does not say."""

    imdb: str
    kind: Kind
    title: str
    original: str
    year: int | None
    runtime: int | None
    genres: tuple[str, ...]
    directors: tuple[str, ...]
    aliases: tuple[str, ...]


def csv_titles(path: str, lines: Iterator[bytes]) -> Iterator[CsvTitle]:
    """Yield the titles of a CSV, without rows that are of games, episodes and the like.

    Raises RefusedError for what is no CSV with a column for titles.
    """
    texts = map(_text, lines)
    first = next(texts, "").removeprefix("\ufeff")
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        header = next(csv.reader([first], delimiter=delimiter), [])
        indexes = roles([name.strip() for name in header], {}).indexes
        if "title" not in indexes:
            raise RefusedError(
                f"{path} is none of IMDb's data sets, and has no column for a title in its first "
                "line."
            )
        for row in csv.reader(texts, delimiter=delimiter):
            cells = {name: row[i].strip() for name, i in indexes.items() if i < len(row)}
            if title := _title(cells):
                yield title
    except csv.Error as error:
        raise RefusedError(f"{path} cannot be read as CSV: {error}.") from None


def _text(line: bytes) -> str:
    """Return the text of a line, in the encoding that spreadsheets write where it is no UTF-8."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _title(cells: Mapping[str, str]) -> CsvTitle | None:
    named = _read(title_and_year, cells) or (cells.get("title", ""), None)
    title, year = name_of(named[0]), named[1]
    kind = _kind(cells.get("kind", ""))
    if not title or kind is None or is_episode(title):
        return None
    release = read_if_good(read_date, cells.get("release"))
    return CsvTitle(
        imdb=film_ids(cells)[0],
        kind=kind,
        title=title,
        original=name_of(cells.get("original_title")),
        year=year or (release.year if release else None),
        runtime=read_if_good(minutes, cells.get("runtime")),
        genres=parted(cells.get("genres", "")),
        directors=names_of(parted(cells.get("director", ""))),
        aliases=names_of(parted(cells.get("aliases", ""))),
    )


def _kind(text: str) -> Kind | None:
    """Return what sort of film it is, a film where that is not understood; None for no film."""
    if text in _KINDS:
        return _KINDS[text]
    found = read_if_good(kind_of, text)
    return found.kind if found else Kind.FILM


def _read(read: Callable[[Mapping[str, str]], Any], cells: Mapping[str, str]) -> Any:
    try:
        return read(cells)
    except ValueError:
        return None
