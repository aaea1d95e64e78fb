"""iCheckMovies: lists as CSV, with what the user has checked and wants to watch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from watchlist.formats.parsing.declared import DeclaredTable
from watchlist.formats.parsing.site_records import SiteRecord, cells_of, read_records
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item, Skipped

TITLE: Final = "iCheckMovies list"
OPTIONS: Final = frozenset({"about"})
FAVORITE: Final = "favorite"

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("title", "year", "imdburl", "checked", "watchlist"),
    usual=(
        *("position", "rank", "akatitle", "checkedcount", "favouritecount", "favoritecount"),
        *("usertoplistcount", "officialtoplistcount", "favorite", "disliked", "owned", "url"),
        *("checks", "favorites", "toplists", "dislikes"),
    ),
    fields={"title": "title", "year": "year", "imdb": "imdburl", "tags": "tags"},
    state="state",
)
_YES: Final = ("yes", "true", "1")


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the lists."""
    return best_claim(map(_TABLE.claims, source.members))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the lists say."""
    for member in _TABLE.members_of(source):
        yield from read_records(member.path, _records(member), _TABLE, options)


def _records(member: SourceFile) -> Iterator[SiteRecord | Skipped]:
    table = member.table()
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
            continue
        cells = cells_of(table, row)
        yes = {key for key, text in cells.items() if text.strip().casefold() in _YES}
        wanted = "watchlist" if "watchlist" in yes else ""
        cells["state"] = "watched" if "checked" in yes else wanted
        cells["tags"] = FAVORITE if "favorite" in yes else ""
        yield SiteRecord(cells, line=row.line)
