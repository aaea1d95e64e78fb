"""Stremio: the library as JSON, as its interface and the export tools give it.

What is in the library is to be watched. What was only played (``temp``) or taken out is kept out
of the watchlist. A film is watched when it was played to its end or marked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import SERIES, Dates, DeclaredTable
from watchlist.formats.parsing.site_records import (
    OWN_SHAPE,
    SiteRecord,
    json_members,
    nodes_of,
    read_records,
)
from watchlist.formats.parsing.sites import imdb_id
from watchlist.formats.parsing.sources import FileSource
from watchlist.formats.parsing.trees import text_of_leaf
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Item, Origin, Skipped

TITLE: Final = "Stremio library"
OPTIONS: Final = frozenset({"about", "series", "time_zone"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("name", "type"),
    fields={"title": "name", "year": "year", "imdb": "imdb", "tmdb": "tmdb"},
    watched_on="watched",
    dates=Dates.UTC,
    state="state",
    plays="plays",
    sort="type",
    sorts={
        "movie": "",
        "series": SERIES,
        "channel": "channels",
        "tv": "channels",
        "anime": "anime",
    },
)
_WORDS: Final = ("_id", "name", "type", "state")
_STATE: Final = ("timesWatched", "flaggedWatched", "timeOffset", "lastWatched")
_LISTS: Final = ("result", "library", "items", "libraryItem")


def claim(source: FileSource) -> Claim | None:
    """Return the claim to a library."""
    members = json_members(source, _WORDS)
    is_library = any(f'"{word}"' in member.start for member in members for word in _STATE)
    return OWN_SHAPE if is_library else None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the library says. Raises RefusedError when it is damaged or none."""
    members = json_members(source, _WORDS)
    if not members:
        raise RefusedError(f"{source.name} is no {TITLE}: it has no records with “_id”.")
    for member in members:
        nodes = nodes_of(member, *_LISTS)
        records = (_record(Origin(member.path), node) for node in nodes)
        yield from read_records(member.path, records, _TABLE, options)


def _record(origin: Origin, node: Mapping[str, Any]) -> SiteRecord | Skipped:
    number = text_of_leaf(node.get("_id"))
    state = node.get("state")
    state = state if isinstance(state, dict) else {}
    is_film = node.get("type") == "movie"  # of a series the times are those of its episodes
    times = _number(state.get("timesWatched")) if is_film else 0
    watched = bool(times or _number(state.get("flaggedWatched")))
    kept_out = node.get("removed") is True or node.get("temp") is True
    if kept_out and not watched:
        return Skipped(origin, "films that are not in the library", problem=False)
    cells = {
        "name": text_of_leaf(node.get("name")),
        "type": text_of_leaf(node.get("type")),
        "year": text_of_leaf(node.get("year")),
        "imdb": imdb_id(number),
        "tmdb": number.removeprefix("tmdb:") if number.startswith("tmdb:") else "",
        "state": "watched" if watched else "watchlist",
        "plays": str(times or ""),
        "watched": text_of_leaf(state.get("lastWatched")) if watched and is_film else "",
    }
    return SiteRecord(cells, mark=f"stremio:{number}" if number else "")


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) and 0 <= value < 1000 else 0  # noqa: PLR2004
