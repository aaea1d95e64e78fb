"""What single cells of a table of films say: a title, a year, ids, a kind, yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from watchlist.formats.parsing.cells import says_nothing
from watchlist.formats.parsing.imdb_types import TitleType, title_type
from watchlist.formats.parsing.sites import imdb_id, positive
from watchlist.formats.parsing.tables import column_key
from watchlist.formats.parsing.texts import one_line
from watchlist.model import Kind
from watchlist.names.folding import split_year

_YES: Final = ("yes", "y", "true", "x", "1", "✓", "✔", "watched", "seen", "completed", "done")
_NO: Final = ("", "no", "n", "false", "0", "-", "unwatched", "unseen", "towatch", "wanttowatch")
_UNFINISHED: Final = ("plantowatch", "planning", "planned", "watching", "inprogress", "onhold")
_SERIES: Final = TitleType(Kind.SERIES, "TV series")
_KINDS: Final = {
    # what IMDb does not say, or says otherwise
    "": TitleType(Kind.FILM),
    "special": TitleType(Kind.SPECIAL),
    "show": _SERIES,
    "tvshow": _SERIES,
    "tv": _SERIES,
    "season": TitleType(Kind.SEASON, "TV seasons"),
    "tvseason": TitleType(Kind.SEASON, "TV seasons"),
}
_NOT_YET: Final = ("", "tba", "tbd")
_YEAR: Final = re.compile(r"[(\[]?(\d{1,4})(?:\.0+)?[)\]]?(?:[-–/].*)?")


def title_and_year(cells: Mapping[str, str]) -> tuple[str, int | None]:
    """Return the title, without the year that may stand behind it. Raises ValueError."""
    title = one_line(cells.get("title", ""))
    year = _year(cells.get("year", ""))
    bare, named = split_year(title)
    return (bare, named) if named and named == (year or named) else (title, year)


def _year(text: str) -> int | None:
    """Read ``1995``, ``(1995)``, ``1995.0`` or ``1995-1997``. Raises ValueError."""
    if says_nothing(text) or text.strip("?").casefold() in _NOT_YET:
        return None
    match = _YEAR.fullmatch(text)
    if not match:
        raise ValueError(f"“{text[:20]}” is not a year")
    return positive(match[1])


def film_ids(cells: Mapping[str, str]) -> tuple[str, int | None]:
    """Return the ids at IMDb and TMDB; an id at IMDb may lack its letters."""
    imdb = imdb_id(cells.get("imdb", "").lower())
    if not imdb and "imdb" in cells and (number := cells["imdb"]).isdecimal():
        imdb = f"tt{number:0>7}"
    tmdb = positive(cells.get("tmdb", "").removesuffix(".0"))
    return imdb, tmdb if tmdb and tmdb < 2**31 else None


def kind_of(text: str) -> TitleType:
    """Return what sort of title it is. Raises ValueError."""
    found = _KINDS.get(column_key(text)) or title_type(text)
    if found is None:
        raise ValueError(f"“{text[:20]}” is no kind of film")
    return found


def is_yes(column: str, text: str) -> bool:
    """Whether a cell says yes. Raises ValueError when it says neither that nor no."""
    said = text.casefold().replace(" ", "")
    if said in _YES:
        return True
    if said in _NO or said in _UNFINISHED:
        return False
    raise ValueError(f"“{text[:20]}” is neither yes nor no, in {column}")
