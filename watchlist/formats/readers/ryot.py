"""Ryot: its complete export as JSON, of which the films (and shows, when asked for) are taken.

A seen history says when it was over; one that is not over is no viewing. Ratings are out of a
hundred. "Watchlist" is its own collection; those that a user made are lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.formats.parsing.days import read_day
from watchlist.formats.parsing.declared import SERIES, DeclaredTable
from watchlist.formats.parsing.instants import has_zone, moment_of
from watchlist.formats.parsing.site_records import (
    OWN_SHAPE,
    SiteRecord,
    json_members,
    nodes_in,
    nodes_of,
    read_records,
    value_at,
)
from watchlist.formats.parsing.sources import FileSource
from watchlist.formats.parsing.tables import column_key
from watchlist.formats.parsing.trees import text_of_leaf
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Entry, Item, ListedEntry, ListEntry, OddCell, Origin
from watchlist.model import Viewing

TITLE: Final = "Ryot export"
OPTIONS: Final = frozenset({"about", "series", "time_zone"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("title", "lot"),
    fields={"title": "title", "tmdb": "tmdb", "imdb": "imdb", "note": "note"},
    rating="rating",
    best=100,
    plays="plays",
    state="state",
    sort="lot",
    sorts={
        "movie": "",
        "show": SERIES,
        "anime": "anime",
        "manga": "manga",
        "book": "books",
        "audio_book": "audiobooks",
        "music": "songs",
        "podcast": "podcasts",
        "video_game": "games",
        "visual_novel": "games",
        "comic_book": "books",
    },
)
_WORDS: Final = ("lot", "identifier", "seen_history")
_STATES: Final = {
    # its own collections, the first that holds a film says its state
    "completed": "completed",
    "watchlist": "watchlist",
    "inprogress": "watching",
}
_OTHERS: Final = ("owned", "monitoring", "reminders", "custom")
_DONE: Final = 100

_LISTS: Final = ("metadata", "media")
"""Where the films are, by the version of the site."""


def claim(source: FileSource) -> Claim | None:
    """Return the claim to an export."""
    return OWN_SHAPE if json_members(source, _WORDS) else None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the export says. Raises RefusedError when it is damaged or none."""
    members = json_members(source, _WORDS)
    if not members:
        raise RefusedError(f"{source.name} is no {TITLE}: it has no records with “seen_history”.")
    for member in members:
        lists: dict[str, list[ListedEntry]] = {}
        records = (_record(node, options) for node in nodes_of(member, *_LISTS))
        numbered = nodes_of(member, *_LISTS)
        for item in read_records(member.path, records, _TABLE, options):
            yield item
            node = None if isinstance(item, OddCell) else next(numbered)
            if node and isinstance(item, Entry):
                _list(lists, node, item)
        for name, films in lists.items():
            yield ListEntry(origin=Origin(member.path), name=name, films=tuple(films))


def _record(node: Mapping[str, Any], options: Options) -> SiteRecord:
    source = text_of_leaf(node.get("source")).lower()
    identifier = text_of_leaf(node.get("identifier"))
    lot = text_of_leaf(node.get("lot")).lower()
    history = nodes_in(node.get("seen_history")) if lot == "movie" else []  # else of episodes
    over = [seen for seen in history if _is_over(seen)]
    viewings = tuple(filter(None, (_viewing(seen, options) for seen in over)))
    cells = {
        "title": text_of_leaf(node.get("source_id")) or text_of_leaf(node.get("title")),
        "lot": lot,
        "tmdb": identifier if source == "tmdb" else "",
        "imdb": identifier if source == "imdb" else "",
        "plays": str(len(over)) if over else "",
        "state": "completed" if over else _state(node),
        **_review(node),
    }
    return SiteRecord(cells, viewings=viewings)


def _is_over(seen: Mapping[str, Any]) -> bool:
    """Whether a film was seen to its end; no progress is all of it."""
    state = column_key(text_of_leaf(seen.get("state")))
    if state and state != "completed":
        return False
    try:
        return float(text_of_leaf(seen.get("progress")) or _DONE) >= _DONE
    except ValueError:
        return False


def _viewing(seen: Mapping[str, Any], options: Options) -> Viewing | None:
    text = text_of_leaf(seen.get("ended_on") or seen.get("finished_on"))
    moment = moment_of(text, options.time_zone) if has_zone(text) else None
    day = read_day(text)
    if moment:
        return moment.viewing()
    return Viewing(watched_on=PartialDate.of(day)) if day else None


def _collections(node: Mapping[str, Any]) -> list[str]:
    """Return the names of the collections of a film, which are texts or dicts."""
    found = node.get("collections")
    named = found if isinstance(found, list) else []
    return [
        text_of_leaf(one if isinstance(one, str) else value_at(one, "collection_name"))
        for one in named
    ]


def _state(node: Mapping[str, Any]) -> str:
    names = set(map(column_key, _collections(node)))
    return next((word for name, word in _STATES.items() if name in names), "")


def _review(node: Mapping[str, Any]) -> dict[str, str]:
    """Return the last rating and the texts of the reviews."""
    reviews = nodes_in(node.get("reviews"))
    ratings = [text_of_leaf(review.get("rating")) for review in reviews]
    texts = [text_of_leaf(value_at(review, "review.text")) for review in reviews]
    return {
        "rating": next(filter(None, reversed(ratings)), ""),
        "note": "\n\n".join(filter(None, texts)),
    }


def _list(lists: dict[str, list[ListedEntry]], node: Mapping[str, Any], entry: Entry) -> None:
    for name in _collections(node):
        if name and column_key(name) not in (*_STATES, *_OTHERS):
            film = Entry(origin=entry.origin, title=entry.title, year=entry.year, kind=entry.kind)
            film = replace(film, imdb=entry.imdb, tmdb=entry.tmdb)
            lists.setdefault(name, []).append(ListedEntry(film))
