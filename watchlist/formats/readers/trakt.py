"""Trakt: the JSON files of an export, together in a folder or zip, or one alone."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec
from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.formats.parsing.sites import (
    imdb_id,
    plays_of,
    positive,
    stars_of_ten,
    text_of,
    year_of,
)
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.registry import Options
from watchlist.library.viewings import viewing_at
from watchlist.merging.entries import (
    Entry,
    Item,
    ListedEntry,
    ListEntry,
    Notice,
    Origin,
    Skipped,
    WholeWatchlist,
)
from watchlist.model import Kind, Note, Viewing

TITLE: Final = "Trakt export"
COLLECTED: Final = "collected"
FAVORITE: Final = "favorite"
"""The tags of the films in the collection, and of the favorites."""

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
_UNKNOWN_MOMENT: Final = 1971
"""Moments before this year stand for "some time"."""

TableRow = dict[str, Any]


class _File(NamedTuple):
    """A file of the export: what it lists, and its rows."""

    member: SourceFile
    what: str
    rows: list[Any]


def recognises(source: FileSource) -> bool:
    """Whether a file in the source is one of Trakt's."""
    return any(_ROW.match(member.start) for member in source.members)


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
    try:
        rows = msgspec.json.decode(member.raw())
    except msgspec.DecodeError as error:
        raise RefusedError(f"{member.path} is damaged JSON: {error}. Export it again.") from error
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
        yield _with_facts(entry, file.what, row, history) if isinstance(entry, Entry) else entry


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
        if what != "show" or not options.series or not isinstance(film, dict):
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
    entry: Entry, what: str, row: TableRow, history: set[tuple[object, object]]
) -> Entry | Skipped:
    """Return an entry with what its row says beside which film it is."""
    facts: TableRow = {}
    match what:
        case "watchlist":
            facts = {
                "to_watch": True,
                "added": local_day(row.get("listed_at")),
                "notes": _notes(row),
            }
        case "ratings":
            try:
                rating = stars_of_ten(row.get("rating"))
            except ValueError as error:
                return Skipped(entry.origin, f"{error}.")
            facts = {"rating": rating, "rating_wins": True, "plays": int(rating is not None)}
        case "collection":
            facts = {"tags": (COLLECTED,)}
        case "favorites":
            facts = {"tags": (FAVORITE,), "notes": _notes(row)}
        case "history":
            facts = {"viewings": (_viewing(row.get("watched_at"), row.get("id")),)}
        case "watched" if entry.kind is Kind.FILM:
            last = row.get("last_watched_at")
            known = (_key(row), last) in history
            dated = () if known or not local_day(last) else (_viewing(last),)
            try:
                plays = plays_of(row.get("plays")) or 1
            except ValueError as error:
                return Skipped(entry.origin, f"{error}.")
            facts = {"plays": plays, "viewings": dated}
    return replace(entry, **facts)


def _viewing(moment: object, number: object = None) -> Viewing:
    """Return a viewing at a moment, which may be unknown; ``number`` is that of its row."""
    known = _moment(moment)
    mark = f"trakt:history:{history}" if (history := positive(number)) else ""
    return replace(viewing_at(known) if known else Viewing(), mark=mark)


def local_day(moment: object) -> datetime.date | None:
    """Return the day of a moment (UTC) where the user is; None when it is none."""
    known = _moment(moment)
    return known.astimezone().date() if known else None


def _moment(moment: object) -> datetime.datetime | None:
    """Return a moment that is told as text; None when it is none, or stands for "some time"."""
    try:
        known = datetime.datetime.fromisoformat(text_of(moment))
    except ValueError:
        return None
    return known if _UNKNOWN_MOMENT <= known.year < datetime.MAXYEAR else None


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
