"""Trakt: the JSON files of an export, together in a folder or zip, or one alone.

The site writes long files in pages (``watched-history-2.json``, ``lists-list-9-slug-1.json``), and
the names of lists in an index of their own (``lists-lists.json``). Its CSVs are ``trakt_csv``'s.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.formats.parsing.instants import moment_of
from watchlist.formats.parsing.parts import episode_text
from watchlist.formats.parsing.sites import (
    imdb_id,
    plays_of,
    positive,
    stars_or_odd,
    text_of,
    year_of,
)
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.trees import JsonItems, items_of
from watchlist.formats.readers import trakt_csv
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
OPTIONS: Final = frozenset({"series", "time_zone", "about", "date_order"})
COLLECTED: Final = "collected"
FAVORITE: Final = "favorite"
"""The tags of the films in the collection, and of the favorites."""

_KEYS: Final = 6
"""About how many keys of its own a row has."""
_ROW: Final = re.compile(
    r'\s*\[\s*\{(?=.{0,6000}"(?:movie|show|episode|season|person)"\s*:\s*\{)'
    r'(?=.{0,6000}"(?:listed_at|rated_at|watched_at|last_watched_at|collected_at|plays|paused_at'
    r'|comment)"\s*:)',
    re.DOTALL,
)
_NAMES: Final = re.compile(
    r'\s*\[\s*\{(?=.{0,4000}"item_count"\s*:)(?=.{0,4000}"trakt"\s*:)', re.DOTALL
)
_LIST_FILE: Final = re.compile(r"(?:lists-)?list-(?:(\d+)-)?(.+)\.json")
_PAGE: Final = re.compile(r"-(\d+)(?=(?: ?\(\d+\))?\.json$)")
"""The number of a page, and what a browser adds to the second copy of a file."""
_FAVORITES_FILE: Final = re.compile(r".*\bfavou?rites(?:-\d+)?(?: ?\(\d+\))?\.(?:json|csv)")
_WATCHLIST_FILE: Final = re.compile(r".*\bwatchlist(?:-\d+)?(?: ?\(\d+\))?\.(?:json|csv)")
_TV: Final = {
    "show": "TV shows",
    "season": "TV seasons",
    "episode": "TV episodes",
    "person": "people",
    "list": "lists",
}
_BY_FIELD: Final = {
    "comment": "comments",
    "watched_at": "history",
    "last_watched_at": "watched",
    "plays": "watched",
    "rated_at": "ratings",
    "collected_at": "collection",
    "paused_at": "playback",
}
"""What the rows of a file are, by a field that only these have."""
_OF_EPISODES: Final = ("history", "ratings", "watched")
"""The files that tell what was seen of series."""
TableRow = dict[str, Any]


class _File(NamedTuple):
    """A file of the export: what it lists, and its rows."""

    member: SourceFile
    what: str
    rows: JsonItems


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the files of an export."""
    files = (Claim(_KEYS) for member in source.members if _ROW.match(member.start))
    return best_claim((*files, trakt_csv.claim(source)))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the files say; what is no film is counted.

    A folder that has CSVs of the site beside its JSON is read by the JSON.
    """
    files = [_file(member) for member in source.members if _ROW.match(member.start)]
    if not files:
        yield from trakt_csv.read(source, options)
        return
    if len(source.members) == 1 and files[0].what == "unknown" and not options.about:
        raise RefusedError(
            f"{source.name} lists films of Trakt, and does not say what for: say --as watchlist "
            "or --as list:NAME."
        )
    if not source.is_file and any(map(_is_watchlist, source.members)):
        yield WholeWatchlist()
    yield from _in_order(files, source, options)
    left_out = [m.path for m in source.members if not _ROW.match(m.start) and not _names_lists(m)]
    if left_out and len(source.members) > 1:
        yield Notice(f"Not looked into, as it lists no films: {', '.join(left_out[:5])}.")


def _in_order(files: list[_File], source: FileSource, options: Options) -> Iterator[Item]:
    names = _list_names(source)
    history = set(_history(files)) if any(file.what == "watched" for file in files) else set()
    seen: set[object] = set()
    pages: dict[str, list[_File]] = {}
    for file in files:
        if file.what in ("list", "unknown"):
            pages.setdefault(_list_of(file.member), []).append(file)
    for file in files:
        if file.what not in ("list", "unknown"):
            yield from _rows(file, history, seen, options)
        elif several := pages.pop(_list_of(file.member), None):
            yield from _list(several, names, options)


def _history(files: list[_File]) -> Iterator[tuple[object, str]]:
    """Yield the film and the moment of each play: the last one of a watched film is among them."""
    for file in files:
        if file.what == "history":
            for row in file.rows:
                if isinstance(row, dict):
                    yield _key(row), _instant(row.get("watched_at"))


def _file(member: SourceFile) -> _File:
    rows = items_of(member)
    first = next((row for row in rows if isinstance(row, dict)), {})
    return _File(member, _what(member, first), rows)


def _what(member: SourceFile, row: TableRow) -> str:
    """Return what the rows of a file are, by their fields; a list has those of the watchlist."""
    known = (what for field, what in _BY_FIELD.items() if field in row)
    return next(known, "") or _listed(member, row)


def _listed(member: SourceFile, row: TableRow) -> str:
    """Return what a file of listed films is: only its name tells, or a list's own fields."""
    if _LIST_FILE.fullmatch(member.name):
        return "list"
    if _FAVORITES_FILE.fullmatch(member.name):
        return "favorites"
    if _WATCHLIST_FILE.fullmatch(member.name):
        return "watchlist"
    return "list" if "my_rating" in row else "unknown"


def _list_of(member: SourceFile) -> str:
    """Return what the pages of one list have in common: its number, else its name."""
    match = _LIST_FILE.fullmatch(member.name)
    return match[1] or member.name if match else member.name


def _rows(
    file: _File, history: set[tuple[object, str]], seen: set[object], options: Options
) -> Iterator[Item]:
    for number, row in _numbered(file, options):
        origin = Origin(f"{file.member.path} (item {number})")
        if isinstance(row, dict) and file.what == "history" and row.get("id") is not None:
            if row["id"] in seen:
                yield Skipped(origin, "rows that are there twice", problem=False)
                continue
            seen.add(row["id"])
        entry = _entry(origin, row, options)
        if isinstance(entry, Entry) and entry.span and file.what not in _OF_EPISODES:
            entry = Skipped(origin, _TV["episode"], problem=False)
        if isinstance(entry, Entry) and file.what == "playback":
            entry = Skipped(origin, "films that were only begun", problem=False)
        if isinstance(entry, Entry):
            yield from _with_facts(entry, file.what, row, history, options.time_zone)
        else:
            yield entry


def _numbered(file: _File, options: Options) -> Iterator[tuple[int, Any]]:
    """Yield the rows of a file with their numbers; a series that was watched by its episodes."""
    for number, row in enumerate(file.rows, start=1):
        episodes = list(_episodes(row, options)) if isinstance(row, dict) else []
        yield from ((number, one) for one in episodes or [row])


def _entry(origin: Origin, row: object, options: Options) -> Entry | Skipped:
    """Return which film a row is about."""
    if not isinstance(row, dict):
        return Skipped(origin, "it is no record.")
    what = next((name for name in ("episode", "season") if name in row), "")
    film = row.get("movie")
    kind, span = Kind.FILM, ""
    if what or not isinstance(film, dict):
        film = row.get("show")
        what = what or next((name for name in _TV if name in row), "")
        kind, span = Kind.SERIES, _span(row, options)
        taken = span or (what == "show" and options.takes_series)
        if not taken or not isinstance(film, dict):
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
        tvdb=positive(ids.get("tvdb")) if span else None,
        span=span,
        part_title=text_of(row["episode"].get("title")) if span else "",
    )


def _span(row: TableRow, options: Options) -> str:
    """Return which part of its series a row is about; empty when it is about none that is taken."""
    episode = row.get("episode")
    if not options.takes_episodes or not isinstance(episode, dict):
        return ""
    return episode_text(episode.get("season"), episode.get("number"))


def _episodes(row: TableRow, options: Options) -> Iterator[TableRow]:
    """Yield the episodes of a series that was watched, each as a row of its own."""
    seasons = row.get("seasons") if options.takes_episodes else None
    for season in seasons if isinstance(seasons, list) else ():
        known = season.get("episodes") if isinstance(season, dict) else None
        for episode in known if isinstance(known, list) else ():
            if isinstance(episode, dict):
                number = {"season": season.get("number"), "number": episode.get("number")}
                seen = {name: episode.get(name) for name in ("plays", "last_watched_at")}
                yield {"show": row.get("show"), "episode": number, **seen}


def _with_facts(
    entry: Entry,
    what: str,
    row: TableRow,
    history: set[tuple[object, str]],
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
            facts = {"rating": rating, "rating_wins": True}
        case "collection":
            facts = {"tags": (COLLECTED,)}
        case "comments":
            facts = {"notes": _comments(row["comment"], zone)}
        case "favorites":
            facts = {"tags": (FAVORITE,), "notes": _notes(row)}
        case "history":
            facts = {"viewings": (_viewing(row.get("watched_at"), zone, row.get("id")),)}
        case "watched" if entry.kind is Kind.FILM or entry.span:
            last = row.get("last_watched_at")
            known = (_key(row), _instant(last)) in history
            dated = () if known or not moment_of(last, zone) else (_viewing(last, zone),)
            try:
                plays = plays_of(row.get("plays")) or 1
            except ValueError as error:
                yield OddCell(entry.origin, "plays", str(row.get("plays")), str(error))
                plays = 1
            facts = {"plays": plays, "viewings": dated}
    yield replace(entry, **facts)


def _viewing(value: object, zone: datetime.tzinfo | None, number: object = None) -> Viewing:
    """Return a viewing at a moment, which may be unknown; ``number`` is that of its row."""
    moment = moment_of(value, zone)
    mark = f"trakt:history:{history}" if (history := positive(number)) else ""
    return replace(moment.viewing() if moment else Viewing(), mark=mark)


def _instant(value: object) -> str:
    """Return the moment of a watching; empty when it is not known."""
    moment = moment_of(value, datetime.UTC)
    return moment.instant if moment else ""


def _day(value: object, zone: datetime.tzinfo | None) -> datetime.date | None:
    moment = moment_of(value, zone)
    return moment.day if moment else None


def _notes(row: TableRow) -> tuple[Note, ...]:
    text = text_of(row.get("notes"))
    return (Note(text=text),) if text else ()


def _comments(comment: object, zone: datetime.tzinfo | None) -> tuple[Note, ...]:
    """Return what the user wrote of a film, on the day that it was written."""
    said = comment if isinstance(comment, dict) else {}
    text, day = text_of(said.get("comment")), _day(said.get("created_at"), zone)
    return (Note(text=text, on=PartialDate.of(day) if day else None),) if text else ()


def _key(row: TableRow) -> object:
    """Return what tells a film from all others in one export."""
    film, episode = row.get("movie") or row.get("show"), row.get("episode")
    if not isinstance(film, dict) or ("show" in row and not isinstance(episode, dict)):
        return None
    ids = film.get("ids")
    number = positive(ids.get("trakt")) if isinstance(ids, dict) else None
    known = number or (text_of(film.get("title")), year_of(film.get("year")))
    if not isinstance(episode, dict):
        return known
    return known, episode_text(episode.get("season"), episode.get("number"))


def _list(pages: list[_File], names: dict[str, TableRow], options: Options) -> Iterator[Item]:
    """Yield a named list, its films in the order of its pages and of their ranks."""
    films: list[tuple[int, int, ListedEntry]] = []
    for file in pages:
        page = _PAGE.search(file.member.name)
        for number, row in enumerate(file.rows, start=1):
            origin = Origin(f"{file.member.path} (item {number})")
            entry = _entry(origin, row, options)
            if isinstance(entry, Entry) and entry.span:
                entry = Skipped(origin, _TV["episode"], problem=False)
            if isinstance(entry, Skipped):
                yield entry
            else:
                place = int(page[1]) if page and len(pages) > 1 else 0
                rank = positive(row.get("rank")) or number
                noted = replace(entry, notes=_notes(row))
                films.append((place, rank, ListedEntry(noted, text_of(row.get("notes")))))
    first = pages[0].member
    number_, slug = _number_and_slug(first.name, len(pages))
    known = names.get(number_) or names.get(slug) or {}
    yield ListEntry(
        origin=Origin(first.path),
        name=text_of(known.get("name")) or slug.replace("-", " ").title(),
        description=text_of(known.get("description")),
        films=tuple(listed for _, _, listed in sorted(films, key=lambda film: film[:2])),
    )


def _number_and_slug(name: str, pages: int) -> tuple[str, str]:
    """Return the number and the short name of a list; the latter tells how it may be called."""
    if pages > 1:
        name = _PAGE.sub("", name)
    match = _LIST_FILE.fullmatch(name)
    return (match[1] or "", match[2]) if match else ("", name.removesuffix(".json"))


def _is_watchlist(member: SourceFile) -> bool:
    is_empty = re.fullmatch(r"\s*\[\s*\]\s*", member.start)
    is_named = _WATCHLIST_FILE.fullmatch(member.name) and not _LIST_FILE.fullmatch(member.name)
    return bool(is_named and (is_empty or _ROW.match(member.start)))


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
