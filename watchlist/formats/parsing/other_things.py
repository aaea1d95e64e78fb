"""Rows that are of no films, told by columns that only other things and people have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from watchlist.formats.parsing.tables import TableRow

_COLUMNS: Final = {
    "books": (
        "isbn isbn10 isbn13 isbnuid asin pages pagecount numberofpages bookid goodreadsid "
        "exclusiveshelf bookshelves"
    ),
    "games": (
        "developer developers playtime playtimeforever hoursplayed igdb igdbid igdburl steamid "
        "appid steamappid gameid"
    ),
    "albums": (
        "artist artists artistname albumartist album albumname trackcount tracks trackname isrc "
        "spotifyid spotifyuri scrobbles discogsid catalog"
    ),
    "people": (
        "birthday birthdate dateofbirth born birthplace placeofbirth deathday died knownfor gender"
    ),
}
_BY_COLUMN: Final = {key: what for what, keys in _COLUMNS.items() for key in keys.split()}


class OtherThings:
    """Tells of the rows of a table what they are about when it is no film."""

    def __init__(self, header: Sequence[str]) -> None:
        self._columns = {at: _BY_COLUMN[key] for at, key in enumerate(header) if key in _BY_COLUMN}

    def in_row(self, row: TableRow) -> str:
        """Return what a row is about in the plural; nothing for what may be a film."""
        filled = (what for at, what in self._columns.items() if row.cells[at].strip(" \t=\"'0"))
        return next(filled, "")
