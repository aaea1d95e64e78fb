"""Jellyfin: the plays of the Playback Reporting plugin, and tables of what a user has played.

The plugin writes a row for each play, with its seconds and no header in its own backup. How long
the film is it does not say: a play of less than forty minutes is taken to have broken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import SERIES, Dates, DeclaredTable, read_declared
from watchlist.formats.parsing.site_records import OWN_SHAPE, SiteRecord, cells_of, read_records
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State
from watchlist.formats.parsing.tables import records as records_of
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item, Notice, Origin, Skipped

TITLE: Final = "Jellyfin history"
OPTIONS: Final = frozenset({"about", "series", "time_zone"})

_SORTS: Final = {
    "movie": "",
    "series": SERIES,
    "season": "TV seasons",
    "episode": "TV episodes",
    "audio": "songs",
    "audiobook": "audiobooks",
    "musicvideo": "music videos",
    "trailer": "trailers",
    "video": "home videos",
    "tvchannel": "broadcasts",
    "livetvchannel": "broadcasts",
    "photo": "photos",
}
_PLAYS: Final = DeclaredTable(
    title=TITLE,
    required=("datecreated", "itemtype", "itemname", "playduration"),
    usual=("rowid", "userid", "username", "itemid", "playbackmethod", "clientname", "devicename"),
    fields={"title": "itemname", "year": "productionyear"},
    watched_on="datecreated",  # in the time of the server
    dates=Dates.DAY,
    sort="itemtype",
    sorts=_SORTS,
)
_PLAYED: Final = DeclaredTable(
    title=TITLE,
    required=("name", "type", "played", "lastplayeddate"),
    usual=("id", "isfavorite", "playbackpositionticks", "playedpercentage", "runtimeticks"),
    fields={"title": "name", "year": "productionyear", "imdb": "imdb", "tmdb": "tmdb"},
    watched_on="lastplayeddate",
    dates=Dates.UTC,
    state="played",
    states={
        "true": State.WATCHED,
        "1": State.WATCHED,
        "yes": State.WATCHED,
        "false": State.KEPT,
        "0": State.KEPT,
        "no": State.KEPT,
    },
    plays="playcount",
    sort="type",
    sorts=_SORTS,
)
_COLUMNS: Final = (
    *("datecreated", "userid", "itemid", "itemtype", "itemname"),
    *("playbackmethod", "clientname", "devicename", "playduration"),
)
"""What the plugin's own backup has in a row, which has no header."""
_BACKUP: Final = re.compile(
    r"\ufeff?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\t[0-9a-f]{32}\t[0-9a-f]{32}\t[A-Za-z]+\t"
)
_SHORTEST: Final = 40 * 60


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the files."""
    return best_claim(map(_claim, source.members))


def _claim(member: SourceFile) -> Claim | None:
    if _BACKUP.match(member.start):
        return OWN_SHAPE
    return best_claim(table.claims(member) for table in (_PLAYS, _PLAYED))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the files say."""
    members = [member for member in source.members if _claim(member)]
    if not members:
        raise RefusedError(f"{source.name} is no {TITLE}: it has no plays with their duration.")
    for member in members:
        if _PLAYED.claims(member):
            yield from read_declared(member.table(), _PLAYED, options)
            continue
        rows = _backup(member) if _BACKUP.match(member.start) else _table(member)
        yield Notice(
            f"{member.path}: a play of 40 minutes or more was taken for a viewing, as it does not "
            "say how long a film is."
        )
        yield from read_records(member.path, rows, _PLAYS, options)


def _backup(member: SourceFile) -> Iterator[SiteRecord | Skipped]:
    for record in records_of(member.text()):
        if len(record.cells) == len(_COLUMNS):
            cells = dict(zip(_COLUMNS, record.cells, strict=True))
            yield _record(member.path, cells, record.line)
        else:
            there = f"it has {len(record.cells)} cells, and not {len(_COLUMNS)}."
            yield Skipped(Origin(member.path, record.line), record.fault or there)


def _table(member: SourceFile) -> Iterator[SiteRecord | Skipped]:
    table = member.table()
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
        else:
            yield _record(member.path, cells_of(table, row), row.line)


def _record(path: str, cells: dict[str, str], line: int) -> SiteRecord | Skipped:
    seconds = cells["playduration"].strip()
    is_long = seconds.isdecimal() and len(seconds) < len("10000000") and int(seconds) >= _SHORTEST
    if cells["itemtype"].strip().casefold() == "movie" and not is_long:
        return Skipped(Origin(path, line), "plays that broke off", problem=False)
    return SiteRecord(cells, line=line)
