"""The tables of the start page: what is in progress, what waits, what was seen last."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from watchlist.library.library import Library
from watchlist.library.shown import is_begun
from watchlist.model import Film, FilmId
from watchlist.queries.next import Suggestion, candidates, next_in_library
from watchlist.queries.upcoming import upcoming
from watchlist.render.columns import READABLE, Column, Line, Section, Table
from watchlist.render.records import diary
from watchlist.render.suggestions import place_name, upcoming_section
from watchlist.render.views import (
    FILM,
    YEAR,
    diary_table,
    film_name,
    length_of,
    progress_words,
    year_of,
)

_FEW: Final = 3
_RUNTIME: Final = Column("Runtime", keep=30, right=True)


def start_sections(library: Library, today: datetime.date) -> Iterator[Section]:
    """Yield the tables of the start page; some may have no row."""
    found = [one for one in next_in_library(library, today) if one.table or _series(library, one)]
    yield _in_progress(library, found)
    busy = {film for one in found for film in _members(library, one)}
    yield _waiting(list(candidates(library, today, busy)))
    films = upcoming(library, today)
    notes = _more(len(films) - _FEW, "upcoming")
    yield upcoming_section(library, films[:_FEW], today)._replace(heading="Upcoming", notes=notes)
    entries = diary(library)
    notes = _more(len(entries) - _FEW, "log")
    yield diary_table(islice(entries, _FEW))._replace(heading="Last watched", notes=notes)


def _series(library: Library, suggestion: Suggestion) -> Film | None:
    """Return the series that a suggestion goes on with."""
    whole = library.shown[suggestion.film.whole or suggestion.film.id]
    return whole if not suggestion.table and is_begun(whole) else None


def _members(library: Library, suggestion: Suggestion) -> Iterable[FilmId]:
    """Return the films that a suggestion speaks for."""
    if suggestion.franchise:
        return suggestion.franchise.members()
    series = _series(library, suggestion)
    return [series.id] if series else []


def _in_progress(library: Library, found: Iterable[Suggestion]) -> Section:
    columns = (
        Column("From", keep=90, least=READABLE),
        Column("Seen", keep=80, right=True),
        FILM._replace(title="Next"),
        YEAR._replace(keep=60),
        _RUNTIME,
    )
    rows = [
        (*_of(library, one), film_name(one.film), year_of(one.film), length_of(one.film))
        for one in found
    ]
    return Section(Table(columns, rows), "In progress")


def _of(library: Library, suggestion: Suggestion) -> tuple[str, str]:
    """Return what is in progress, and how much of it is seen."""
    if series := _series(library, suggestion):
        return series.title, progress_words(series)
    return place_name(suggestion), _seen(suggestion)


def _seen(suggestion: Suggestion) -> str:
    """Return how much of an order is seen, without what is to be skipped."""
    rows = suggestion.table.rows if suggestion.table else ()
    counted = [row.film.watched for row in rows if row.counts(optional=False)]
    return f"{sum(counted)} of {len(counted)}"


def _waiting(films: Sequence[Film]) -> Section:
    columns = (FILM, YEAR, _RUNTIME, Column("Where", keep=20, least=READABLE))
    rows = [(film_name(f), year_of(f), length_of(f), ", ".join(f.where)) for f in films[:_FEW]]
    notes = _more(len(films) - _FEW, "list")
    return Section(Table(columns, rows), "To watch", notes)


def _more(count: int, command: str) -> list[Line]:
    """Say how many rows were left out, and what shows them."""
    return [Line("", f"{count} more: “watchlist {command}”.")] if count > 0 else []
