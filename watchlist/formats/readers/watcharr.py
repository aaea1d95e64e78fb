"""Watcharr: its export as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

import msgspec

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import SERIES, DeclaredTable
from watchlist.formats.parsing.instants import moment_of
from watchlist.formats.parsing.site_records import (
    OWN_SHAPE,
    SiteRecord,
    json_members,
    leaves_of,
    nodes_in,
    nodes_of,
    read_records,
    value_at,
)
from watchlist.formats.parsing.sources import FileSource
from watchlist.formats.parsing.states import State, state_of
from watchlist.formats.parsing.trees import text_of_leaf
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Item
from watchlist.model import Viewing

TITLE: Final = "Watcharr export"
OPTIONS: Final = frozenset({"about", "series", "time_zone"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("title", "status"),
    fields={
        "title": "title",
        "tmdb": "tmdb",
        "imdb": "imdb",
        "release": "release",
        "runtime": "runtime",
        "note": "thoughts",
        "tags": "tags",
    },
    rating="rating",
    best=10,
    state="status",
    states={"hold": State.STARTED},
    sort="type",
    sorts={"movie": "", "tv": SERIES, "game": "games"},
)
_PATHS: Final = {
    "title": "content.title",
    "tmdb": "content.tmdbId",
    "imdb": "content.imdbId",
    "type": "content.type",
    "runtime": "content.runtime",
    "status": "status",
    "rating": "rating",
    "thoughts": "thoughts",
}
_WORDS: Final = ("content", "status", "tmdbId")
_TELLING: Final = ("ADDED_WATCHED", "STATUS_CHANGED", "IMPORTED_WATCHED")
"""The beginnings of the activities that may be a viewing, behind any ``IMPORTED_``."""


def claim(source: FileSource) -> Claim | None:
    """Return the claim to an export."""
    return OWN_SHAPE if json_members(source, _WORDS) else None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the export says. Raises RefusedError when it is damaged or none."""
    members = json_members(source, _WORDS)
    if not members:
        raise RefusedError(f"{source.name} is no {TITLE}: it has no records with “content”.")
    for member in members:
        records = (_record(node, options) for node in nodes_of(member, "watched"))
        yield from read_records(member.path, records, _TABLE, options)


def _record(node: Mapping[str, Any], options: Options) -> SiteRecord:
    cells = leaves_of(node, _PATHS)
    cells["release"] = text_of_leaf(value_at(node, "content.releaseDate"))[: len("2000-01-01")]
    cells["tags"] = "; ".join(text_of_leaf(tag.get("name")) for tag in nodes_in(node.get("tags")))
    if node.get("game"):
        cells["type"] = "game"
    viewings = (_viewing(one, options) for one in nodes_in(node.get("activity")))
    return SiteRecord(cells, viewings=tuple(filter(None, viewings)))


def _viewing(activity: Mapping[str, Any], options: Options) -> Viewing | None:
    """Return the viewing of an activity, if the user gave it a day; that of a click is none."""
    what = text_of_leaf(activity.get("type")).removeprefix("IMPORTED_")
    moment = moment_of(activity.get("customDate"), options.time_zone)
    if not moment or not what.startswith(_TELLING):
        return None
    if state_of(_status(activity.get("data")) or "finished") is not State.WATCHED:
        return None
    number = text_of_leaf(activity.get("id"))
    mark = f"watcharr:{number}" if number else ""
    return msgspec.structs.replace(moment.viewing(), mark=mark)


def _status(data: object) -> str:
    """Return the state that an activity is about: ``FINISHED`` or ``{"status": "FINISHED"}``."""
    text = text_of_leaf(data)
    if text.startswith("{"):
        with suppress(msgspec.DecodeError):
            return text_of_leaf(value_at(msgspec.json.decode(text), "status"))
    return text
