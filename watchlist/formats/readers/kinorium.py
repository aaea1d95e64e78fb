"""Kinorium and Kinopoisk: tables of votes and of lists, in Russian, Ukrainian or English.

The day of a vote is no day of watching.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import SERIES, DeclaredTable, read_declared
from watchlist.formats.parsing.site_records import SiteRecord, cells_of, listed, read_records
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State, state_of
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item, Skipped

TITLE: Final = "Kinorium or Kinopoisk export"
OPTIONS: Final = frozenset({"about", "series"})

_SORTS: Final = {
    "мультфильм": "",
    "мультфільм": "",
    "cartoon": "",
    "animation": "",
    "animation movie": "",
    "аниме": "",
    "концерт": "",
    "спектакль": "",
    "сериал": SERIES,
    "серіал": SERIES,
    "мультсериал": SERIES,
    "мультсеріал": SERIES,
    "анимационный сериал": SERIES,
    "тв-шоу": SERIES,
    "тв шоу": SERIES,
    "игра": "games",
    "видеоигра": "games",
}
_FACTS: Final = {
    "title": "title",
    "original_title": "originaltitle",
    "year": "year",
    "runtime": "runtime",
    "director": "directors",
    "genres": "genres",
    "note": "comment",
}
_USUAL: Final = ("date", "countries", "actors", "kinoriumrating", "imdbrating", "poster", "url")
_VOTES: Final = DeclaredTable(
    title=TITLE,
    required=("title", "originaltitle", "type", "year", "myrating"),
    usual=_USUAL,
    fields=_FACTS,
    rating="myrating",
    best=10,
    sort="type",
    sorts=_SORTS,
)
_LISTS: Final = DeclaredTable(
    title=TITLE,
    required=("listtitle", "title", "originaltitle", "type", "year"),
    usual=_USUAL,
    fields=_FACTS,
    rating="myrating",
    best=10,
    state="listtitle",
    states={"watchlist": State.TO_WATCH},
    sort="type",
    sorts=_SORTS,
)
_KINOPOISK: Final = DeclaredTable(
    title=TITLE,
    required=("русскоязычноеназвание", "оригинальноеназвание", "год"),
    usual=(
        *("страны", "актёры", "возраст", "рейтингкинопоиска", "числооценок", "рейтингimdb"),
        *("числооценокimdb", "рейтингmpaa", "мироваяпремьера", "премьераврф", "релизнаdvd"),
        *("релизнаbluray", "кассароссия", "бюджет", "id", "тип"),
    ),
    fields={
        "title": "русскоязычноеназвание",
        "original_title": "оригинальноеназвание",
        "year": "год",
        "director": "режиссёр",
        "genres": "жанры",
        "runtime": "время",
        "note": "мойкомментарий",
    },
    rating="мояоценка",
    best=10,
    sort="тип",
    sorts=_SORTS,
)
_TABLES: Final = (_LISTS, _VOTES, _KINOPOISK)


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the tables."""
    return best_claim(table.claims(member) for member in source.members for table in _TABLES)


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the tables say."""
    found = [
        (member, next(table for table in _TABLES if table.claims(member)))
        for member in source.members
        if any(table.claims(member) for table in _TABLES)
    ]
    if not found:
        columns = ", ".join(_VOTES.required)
        raise RefusedError(f"{source.name} is no {TITLE}, which has {columns}.")
    for member, table in found:
        if table is _LISTS:
            yield from _lists(member, options)
        else:
            yield from read_declared(member.table(), table, options)


def _lists(member: SourceFile, options: Options) -> Iterator[Item]:
    """Yield the films of the lists: those of a state, and those of a list of one's own."""
    cells = member.table()
    rows: dict[str, list[SiteRecord]] = {}
    for row in cells.rows():
        if isinstance(row, Skipped):
            yield row
            continue
        said = cells_of(cells, row)
        name = said["listtitle"].strip()
        is_state = not name or name.casefold() == "watchlist" or state_of(name)
        if not is_state:
            said["listtitle"] = ""
        rows.setdefault("" if is_state else name, []).append(SiteRecord(said, line=row.line))
    for name, records in rows.items():
        items = read_records(member.path, records, _LISTS, options)
        yield from listed(items, member.path, name) if name else items
