"""Simkl: the backup as CSV."""

from __future__ import annotations

from typing import Final

from watchlist.formats.parsing.declared import SERIES, Dates, DeclaredTable, reader_of

TABLE: Final = DeclaredTable(
    title="Simkl backup",
    required=("simklid", "title", "type", "watchlist"),
    usual=("lastepwatched", "tvdb"),
    fields={"title": "title", "year": "year", "imdb": "imdb", "tmdb": "tmdb", "note": "memo"},
    rating="rating",
    best=10,
    watched_on="watcheddate",
    dates=Dates.UTC,
    state="watchlist",
    sort="type",
    sorts={"movie": "", "tv show": SERIES, "tv": SERIES, "show": SERIES, "anime": "anime"},
)
TITLE, OPTIONS, claim, read = reader_of(TABLE)
