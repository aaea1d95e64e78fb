"""FilmAffinity: the ratings as the backup tool writes them (its Letterboxd files are Letterboxd's).

The day of a rating is no viewing's.
"""

from __future__ import annotations

from typing import Final

from watchlist.formats.parsing.declared import DeclaredTable, reader_of

TABLE: Final = DeclaredTable(
    title="FilmAffinity backup",
    required=("title", "userscore", "fascore"),
    usual=("country", "cast", "synopsis", "poster", "url", "filmid", "faid"),
    fields={
        "title": "title",
        "original_title": "originaltitle",
        "year": "year",
        "director": "director",
        "genres": "genre",
        "runtime": "duration",
    },
    rating="userscore",
    best=10,
)
TITLE, OPTIONS, claim, read = reader_of(TABLE)
