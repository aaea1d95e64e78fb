"""Trakt: the JSON files of an export, together in a folder or zip, or one alone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import msgspec

from watchlist.errors import RefusedError
from watchlist.formats.parsing.instants import moment_of
from watchlist.formats.parsing.sites import (
    imdb_id,
    plays_of,
    positive,
    stars_or_odd,
    text_of,
    year_of,
)
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.trees import json_of
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import (
    Entry,
    Item,
    ListedEntry,
    ListEntry,
    Notice,
    OddCell,
    Origin,
    Skipped,
    WholeWatchlist,
)
from watchlist.model import Kind, Note, Viewing

TITLE: Final = "Trakt export"
OPTIONS: Final = frozenset({"series", "time_zone", "about"})
COLLECTED: Final = "collected"
FAVORITE: Final = "favorite"
"""The tags of the films in the collection, and of the favorites."""

_KEYS: Final = 6
"""About how many keys of its own a row has."""
_ROW: Final = re.compile(
    r'\s*\[\s*\{(?=.{0,6000}"(?:movie|show|episode|season)"\s*:\s*\{)'
    r'(?=.{0,6000}"(?:listed_at|rated_at|watched_at|last_watched_at|collected_at|plays)"\s*:)',
    re.DOTALL,
)
_NAMES: Final = re.compile(
    r'\s*\[\s*\{(?=.{0,4000}"item_count"\s*:)(?=.{0,4000}"trakt"\s*:)', re.DOTALL
)
_LIST_FILE: Final = re.compile(r"list-(?:(\d+)-)?(.+)\.json")
_TV: Final = {
    "show": "TV shows",
    "season": "TV seasons",
    "episode": "TV episodes",
    "person": "people",
}
TableRow = dict[str, Any]


class _File(NamedTuple):
    """A file of the export: what it lists, and its rows."""

    member: SourceFile
    what: str
    rows: list[Any]


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the files of an export."""
    files = (member for member in source.members if _ROW.match(member.start))
    return best_claim(Claim(_KEYS) for _ in files)


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the files say; what is no film is counted."""
    files = [_file(member) for member in source.members if _ROW.match(member.start)]
    if not files:
        raise RefusedError(f"{source.name} holds no file of a Trakt export.")
    if not source.is_file and any(map(_is_watchlist, source.members)):
        yield WholeWatchlist()
    names = _list_names(source)
    history = {
        (_key(row), row.get("watched_at"))
        for file in files
        if file.what == "history"
        for row in file.rows
        if isinstance(row, dict)
    }
    for file in files:
        if file.what == "list":
            yield from _list(file, names, options)
        else:
            yield from _rows(file, history, options)
    left_out = [m.path for m in source.members if not _ROW.match(m.start) and not _names_lists(m)]
    if left_out and len(source.members) > 1:
        yield Notice(f"Not looked into, as it lists no films: {', '.join(left_out[:5])}.")


def _file(member: SourceFile) -> _File:
    rows = json_of(member)
    rows = rows if isinstance(rows, list) else []
    return _File(
        member, _what(member, next((row for row in rows if isinstance(row, dict)), {})), rows
    )


def _what(member: SourceFile, row: TableRow) -> str:
    """Return what the rows of a file are, by their fields; a list has those of the watchlist."""
    if "watched_at" in row:
        return "history"
    if "last_watched_at" in row or "plays" in row:
        return "watched"
    if "rated_at" in row:
        return "ratings"
    if "collected_at" in row:
        return "collection"
    if "favorites" in member.name:
        return "favorites"
    is_list = "my_rating" in row or _LIST_FILE.fullmatch(member.name)
    return "list" if is_list and "watchlist" not in member.name else "watchlist"


def _rows(file: _File, history: set[tuple[object, object]], options: Options) -> Iterator[Item]:
    seen: set[object] = set()
    for number, row in enumerate(file.rows, start=1):
        origin = Origin(f"{file.member.path} (item {number})")
        if isinstance(row, dict) and file.what == "history" and row.get("id") is not None:
            if row["id"] in seen:
                yield Skipped(origin, "rows that are there twice", problem=False)
                continue
            seen.add(row["id"])
        entry = _entry(origin, row, options)
        if isinstance(entry, Entry):
            yield from _with_facts(entry, file.what, row, history, options.time_zone)
        else:
            yield entry


def _entry(origin: Origin, row: object, options: Options) -> Entry | Skipped:
    """Return which film a row is about."""
    if not isinstance(row, dict):
        return Skipped(origin, "it is no record.")
    what = next((name for name in ("episode", "season") if name in row), "")
    film = row.get("movie")
    kind = Kind.FILM
    if what or not isinstance(film, dict):
        film = row.get("show")
        what = what or next((name for name in _TV if name in row), "")
        kind = Kind.SERIES
        if what != "show" or not options.takes_series or not isinstance(film, dict):
            if what:
                return Skipped(origin, _TV[what], problem=False)
            return Skipped(origin, "it names no film.")
    ids = film.get("ids")
    ids = ids if isinstance(ids, dict) else {}
    title = text_of(film.get("title"))
    if not title:
        return Skipped(origin, "its film has no title.")
    return Entry(
        origin=origin,
        title=title,
        year=year_of(film.get("year")),
        kind=kind,
        imdb=imdb_id(ids.get("imdb")),
        tmdb=positive(ids.get("tmdb")),
    )


def _with_facts(
    entry: Entry,
    what: str,
    row: TableRow,
    history: set[tuple[object, object]],
    zone: datetime.tzinfo | None,
) -> Iterator[Entry | OddCell]:
    """Yield an entry with what its row says beside which film it is."""
    facts: TableRow = {}
    match what:
        case "watchlist":
            facts = {
                "to_watch": True,
                "added": _day(row.get("listed_at"), zone),
                "notes": _notes(row),
            }
        case "ratings":
            rating, odd = stars_or_odd(entry.origin, "rating", row.get("rating"))
            yield from odd
            facts = {"rating": rating, "rating_wins": True, "plays": int(rating is not None)}
        case "collection":
            facts = {"tags": (COLLECTED,)}
        case "favorites":
            facts = {"tags": (FAVORITE,), "notes": _notes(row)}
        case "history":
            facts = {"viewings": (_entered(row, zone),)}
        case "watched" if entry.kind is Kind.FILM:
            last = row.get("last_watched_at")
            known = (_key(row), last) in history
            dated = () if known or not moment_of(last, zone) else (_viewing(last, zone),)
            try:
                plays = plays_of(row.get("plays")) or 1
            except ValueError as error:
                yield OddCell(entry.origin, "plays", str(row.get("plays")), str(error))
                plays = 1
            facts = {"plays": plays, "viewings": dated}
    yield msgspec.structs.replace(entry, **facts)


def _viewing(value: object, zone: datetime.tzinfo | None) -> Viewing:
    moment = moment_of(value, zone)
    return moment.viewing() if moment else Viewing()


def _entered(row: Mapping[str, Any], zone: datetime.tzinfo | None) -> Viewing:
    """Return the viewing of a row of the history, with the site's mark of it."""
    number = positive(row.get("id"))
    mark = f"trakt:history:{number}" if number else ""
    return msgspec.structs.replace(_viewing(row.get("watched_at"), zone), mark=mark)


def _day(value: object, zone: datetime.tzinfo | None) -> datetime.date | None:
    moment = moment_of(value, zone)
    return moment.day if moment else None


def _notes(row: TableRow) -> tuple[Note, ...]:
    text = text_of(row.get("notes"))
    return (Note(text=text),) if text else ()


def _key(row: TableRow) -> object:
    """Return what tells a film from all others in one export."""
    film = row.get("movie")
    if not isinstance(film, dict):
        return None
    ids = film.get("ids")
    number = positive(ids.get("trakt")) if isinstance(ids, dict) else None
    return number or (text_of(film.get("title")), year_of(film.get("year")))


def _list(file: _File, names: dict[str, TableRow], options: Options) -> Iterator[Item]:
    """Yield a named list, its films in the order of their ranks."""
    films: list[tuple[int, ListedEntry]] = []
    for number, row in enumerate(file.rows, start=1):
        origin = Origin(f"{file.member.path} (item {number})")
        entry = _entry(origin, row, options)
        if isinstance(entry, Skipped):
            yield entry
        else:
            rank = positive(row.get("rank")) or number
            films.append((rank, ListedEntry(entry, text_of(row.get("notes")))))
    match = _LIST_FILE.fullmatch(file.member.name)
    number_, slug = (match[1] or "", match[2]) if match else ("", file.member.name[:-5])
    known = names.get(number_) or names.get(slug) or {}
    yield ListEntry(
        origin=Origin(file.member.path),
        name=text_of(known.get("name")) or slug.replace("-", " ").title(),
        description=text_of(known.get("description")),
        films=tuple(listed for _, listed in sorted(films, key=lambda film: film[0])),
    )


def _is_watchlist(member: SourceFile) -> bool:
    is_empty = re.fullmatch(r"\s*\[\s*\]\s*", member.start)
    return "watchlist" in member.name and bool(is_empty or _ROW.match(member.start))


def _names_lists(member: SourceFile) -> bool:
    return _NAMES.match(member.start) is not None


def _list_names(source: FileSource) -> dict[str, TableRow]:
    """Return what is known of the lists of an export, by their numbers and their short names."""
    known: dict[str, TableRow] = {}
    for member in filter(_names_lists, source.members):
        for row in _file(member).rows:
            ids = row.get("ids") if isinstance(row, dict) else None
            if isinstance(ids, dict):
                known[str(ids.get("trakt"))] = known[str(ids.get("slug"))] = row
    return known
