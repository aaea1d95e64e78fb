"""Simkl: the backup as CSV, and as JSON, which is downloaded as an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from watchlist import spans
from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import EPISODES, SERIES, Dates, DeclaredTable
from watchlist.formats.parsing.forms import Form, JsonTable, Texts, UnfoldedTable, left_out, text
from watchlist.formats.parsing.instants import moment_of
from watchlist.formats.parsing.site_records import nodes_in
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State
from watchlist.formats.parsing.tables import CellTable
from watchlist.formats.parsing.trees import json_of
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item

TABLE: Final = DeclaredTable(
    title="Simkl backup",
    required=("simklid", "title", "type", "watchlist"),
    usual=("lastepwatched", "tvdb"),
    fields={
        "title": "title",
        "year": "year",
        "imdb": "imdb",
        "tmdb": "tmdb",
        "note": "memo",
        "runtime": "oursminutes",
        "added": "oursadded",
    },
    rating="rating",
    best=10,
    watched_on="watcheddate",
    dates=Dates.UTC,
    state="watchlist",
    states={"notinteresting": State.DROPPED, "hold": State.STARTED},
    sort="type",
    sorts={
        "movie": "",
        "tv show": SERIES,
        "tv": SERIES,
        "show": SERIES,
        "anime": "anime",
        "episode": EPISODES,
    },
    season="oursseason",
    episode="oursepisode",
    progress="lastepwatched",
    site="simkl",
    mark="simklid",
)
TITLE: Final = TABLE.title
OPTIONS: Final = frozenset({"about", "date_order", "series", "time_zone"})

_FORM: Final = Form(TABLE)
_BACKUP: Final = re.compile(
    r'\s*\{(?=.{0,60000}"(?:movies|shows|anime)"\s*:\s*\[\s*\{)(?=.{0,60000}"status"\s*:)'
    r'(?=.{0,60000}"(?:added_to_watchlist_at|last_watched_at|user_rated_at)"\s*:)',
    re.DOTALL,
)
_KEYS: Final = 8
"""About how many keys of its own a record has."""
_COLUMNS: Final = (
    *("simklid", "title", "type", "year", "watchlist", "watcheddate", "rating", "memo"),
    *("tmdb", "imdb", "oursminutes", "oursadded", "lastepwatched", "oursseason", "oursepisode"),
)
_OF_PARTS: Final = ("ours season", "ours episode")
_PART_SEEN: Final = ("watching", "hold", "dropped", "notinteresting")
"""The states of a series of which it is the last episode that tells how far it was seen."""
_GROUPS: Final = {"movies": "movie", "shows": "show", "anime": "anime"}


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the backups."""
    records = (Claim(_KEYS) for member in source.members if _BACKUP.match(member.start))
    return best_claim((*map(_FORM.claims, source.members), *records))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the records say; of CSV and JSON together only the JSON is read."""
    backups = [member for member in source.members if _BACKUP.match(member.start)]
    tables = [member for member in source.members if _FORM.claims(member)]
    if not (backups or tables):
        raise RefusedError(f"{source.name} is no backup of Simkl.")
    for member in backups:
        yield from _FORM.read_table(_records(member, options), options)
    for member in () if backups else tables:
        table = UnfoldedTable(member.table(), _OF_PARTS, lambda texts: _unfolded(texts, options))
        yield from _FORM.read_table(table, options)
    yield from left_out(source, backups or tables)


def _unfolded(texts: Texts, options: Options) -> Iterator[Texts]:
    """Yield a row, and where it is of a series that was begun, rows of the episodes that were seen.

    The last one was seen on the day that the series tells, those before it some time.
    """
    last = texts.get("lastepwatched", "")
    is_series = bool(last) and options.takes_series
    yield {**texts, "type": "show"} if texts["type"] == "anime" and is_series else texts
    if texts["watchlist"].casefold() not in _PART_SEEN or not options.takes_episodes:
        return
    own = {"type": "episode", "watchlist": "completed", "rating": "", "memo": "", "simklid": ""}
    for piece, day in _pieces(last, texts.get("watcheddate", "")):
        yield {**texts, **own, "watcheddate": day, "oursepisode": piece}


def _pieces(last: str, day: str) -> Iterator[tuple[str, str]]:
    """Yield the episodes up to the last one that was seen, with the day of that."""
    try:
        span = spans.parse(f"e{last}" if last.isdecimal() else last)
    except ValueError:
        return
    before = spans.Span(span.unit, (1, 1, 0), spans.preceding(span, ()))
    if not span.is_special and before.first < before.last:
        yield spans.text_of(before), ""
    yield spans.text_of(span), day


def _records(member: SourceFile, options: Options) -> CellTable:
    """Return the records of a backup in JSON as the table that the one in CSV is."""
    tree = json_of(member)
    found = [
        (sort, record)
        for group, sort in _GROUPS.items()
        if isinstance(tree, dict) and isinstance(tree.get(group), list)
        for record in tree[group]
    ]
    rows = (
        (number, cells)
        for number, (sort, record) in enumerate(found, start=1)
        for cells in (_cells(sort, record, options), *_episodes(sort, record, options))
    )
    table = JsonTable(member.path, _COLUMNS, rows)
    return UnfoldedTable(table, (), lambda texts: _unfolded(texts, options))


def _episodes(sort: str, record: Any, options: Options) -> Iterator[list[str]]:
    """Yield the episodes of a series that were watched, as rows of their own."""
    seasons = record.get("seasons") if isinstance(record, dict) else None
    if not options.takes_episodes or not isinstance(seasons, list):
        return
    whole = _cells(sort, {**record, "user_rating": None, "memo": None}, options)
    for season in seasons if isinstance(whole, list) else ():
        for episode in nodes_in(season.get("episodes") if isinstance(season, dict) else None):
            seen = text(episode.get("watched_at") or episode.get("last_watched_at"))
            of = [text(season.get("number")), text(episode.get("number"))]
            yield ["", whole[1], "episode", whole[3], "completed", seen, *whole[6:12], "", *of]


def _cells(sort: str, record: Any, options: Options) -> list[str] | str:
    if not isinstance(record, dict):
        return "it is no record."
    work = record.get("movie") or record.get("show") or record.get("anime")
    if not isinstance(work, dict):
        return "it names no film."
    ids = work.get("ids")
    ids = ids if isinstance(ids, dict) else {}
    memo = record.get("memo")
    if sort == "anime" and record.get("anime_type") == "movie":
        sort = "movie"
    last = "" if isinstance(record.get("seasons"), list) else text(record.get("last_watched"))
    added = moment_of(record.get("added_to_watchlist_at"), options.time_zone)
    return [
        text(ids.get("simkl") or ids.get("simkl_id")),
        text(work.get("title")),
        sort,
        text(work.get("year")),
        text(record.get("status")),
        text(record.get("last_watched_at")),
        text(record.get("user_rating")),
        text(memo.get("text") if isinstance(memo, dict) else memo),
        text(ids.get("tmdb")),
        text(ids.get("imdb")),
        text(work.get("runtime")),
        added.day.isoformat() if added and record.get("status") == "plantowatch" else "",
        last,
        "",
        "",
    ]
