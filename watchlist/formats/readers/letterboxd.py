"""Letterboxd: the whole export as a zip or a folder, and each of its files alone.

The address in a diary or a review is the one of the log entry, so films are known there by name
and year only. ``deleted/`` and ``orphaned/`` hold what is gone on the site, and stay out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.formats.parsing.film_tables import read_table
from watchlist.formats.parsing.letterboxd_rows import (
    COLUMNS as _COLUMNS,
)
from watchlist.formats.parsing.letterboxd_rows import (
    Fields,
    entry_of,
    problem,
    rating_of,
    rows_of,
    tags_of,
)
from watchlist.formats.parsing.markup import plain_text
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import column_key, records
from watchlist.formats.parsing.texts import one_line
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.formats.writers.letterboxd import HEADER, LIST_HEADER, LISTS
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
from watchlist.model import Note, Viewing

TITLE: Final = "Letterboxd export"
OPTIONS: Final = frozenset({"date_order", "about"})

LIKED: Final = "liked"
"""The tag of the films that were liked."""

_TWICE: Final = "repeated diary entries"
_LEFT_OUT: Final = ("deleted", "orphaned")
_LIST: Final = "letterboxdlistexport"
_LIST_HEADER: Final = ("date", "name", "tags", "url", "description")
_IMPORTED: Final = frozenset(map(column_key, HEADER))
_OUR_LIST: Final = set(map(column_key, LIST_HEADER))
_TELLING: Final = {"directors", "rating10", "tmdbid", "imdbid"}
"""One of these has what was made for the site to import, beside a day and nothing foreign."""
_NO_FILMS: Final = "no films"
_OTHERS: Final = (("date", "content"), ("date", "content", "comment"))
_PROFILE: Final = ("datejoined", "username")
_KNOWN: Final = {
    *("date", "name", "content", "comment", "url", "description", "datejoined", "username"),
    *_COLUMNS,
    *_IMPORTED,
}


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the files."""
    return best_claim(_claim(member) for member in source.members if _what(member))


def _claim(member: SourceFile) -> Claim:
    known = Claim.of(member.header, _KNOWN)
    return known if known.own else Claim(len(_LIST_HEADER))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the files say of films. Raises RefusedError when one cannot be told."""
    members = [(member, _what(member)) for member in source.members]
    known = [(member, what) for member, what in members if what]
    if not known:
        raise RefusedError(f"{source.name} has none of the files of a Letterboxd export.")
    if members == [(member := members[0][0], "films")] and not options.about:
        raise RefusedError(
            f"{member.path} may be a watchlist or what was watched: call it watchlist.csv or "
            "watched.csv, or say --as watchlist or --as watched."
        )
    yield from _left_out(members)
    if not source.is_file and any(what == "watchlist" for _, what in known):
        yield WholeWatchlist()
    diary = _LetterboxdDiary(_reviews(known, options), options)
    for member, what in known:
        yield from _member(member, what, diary, options)


def _member(
    member: SourceFile, what: str, diary: _LetterboxdDiary, options: Options
) -> Iterator[Item]:
    """Yield what one file says."""
    match what:
        case "diary":
            yield from diary.read(member)
        case "reviews":
            yield from diary.read_rest(member)
        case "list":
            yield from _list(member)
        case "import":
            yield from _imported(member, options)
        case "our list":
            yield from _our_list(member, options)
        case "films" if not options.about:
            yield Skipped(Origin(member.path), "it is neither a watchlist nor watched films.")
        case _:
            yield from _films(member, what, options)


def _imported(member: SourceFile, options: Options) -> Iterator[Item]:
    """Yield what a file says that is meant to be imported at the site.

    In our own a row without a day was watched some time; in any other one the rows decide.
    """
    is_ours = {name for name in member.header if name} == _IMPORTED
    watched = None
    if is_ours:
        watched = "watchlist" not in member.name
    used = Options(date_order=options.date_order, usual_order=options.usual_order)
    yield from read_table(member.table(), used, watched=watched)


def _our_list(member: SourceFile, options: Options) -> Iterator[Item]:
    """Yield a list of our own export, which is called as its file."""
    films: list[ListedEntry] = []
    used = Options(date_order=options.date_order, usual_order=options.usual_order)
    for item in read_table(member.table(), used, watched=False):
        if isinstance(item, Entry):
            note = item.notes[0].text if item.notes else ""
            films.append(ListedEntry(replace(item, to_watch=False, notes=()), note))
        else:
            yield item
    name = member.path.rpartition("/")[2].removesuffix(".csv")
    yield ListEntry(origin=Origin(member.path), name=name, films=tuple(films))


def _left_out(members: Sequence[tuple[SourceFile, str]]) -> Iterator[Notice]:
    """Say what of the source is not taken."""
    if any(_is_left_out(member) for member, _ in members):
        yield Notice(f"{' and '.join(_LEFT_OUT)} entries were left out: they are gone on the site.")
    others = [member.path for member, what in members if not what and not _is_left_out(member)]
    if others:
        yield Notice(f"Not looked into: {', '.join(others[:12])}.")
    if len(members) == 1 and members[0][1] == _NO_FILMS:
        yield Notice(f"{members[0][0].path} holds no films.")


def _what(member: SourceFile) -> str:
    """Return which file of an export it is; empty for none that is taken."""
    if _is_left_out(member):
        return ""
    header = set(member.header)
    if member.header in _OTHERS or member.header[:2] == _PROFILE:
        return _NO_FILMS
    if member.header == _LIST_HEADER or "".join(member.header[:1]).startswith(_LIST):
        return "list"
    if {"name", "letterboxduri"} <= header:
        told = {"review": "reviews", "watcheddate": "diary", "rating": "ratings"}
        return next((what for key, what in told.items() if key in header), _by_name(member))
    if {"title", "letterboxduri"} <= header or _is_for_import(header):
        return "our list" if header == _OUR_LIST and LISTS in member.folders else "import"
    return ""


def _is_for_import(header: set[str]) -> bool:
    there = header - {""}
    named = bool(there & {"title", "imdbid", "tmdbid"})
    return named and "watcheddate" in there and there <= _IMPORTED and bool(there & _TELLING)


def _is_left_out(member: SourceFile) -> bool:
    return any(folder in _LEFT_OUT for folder in member.folders)


def _by_name(member: SourceFile) -> str:
    """Return which of the files with the same columns it is."""
    if "watchlist" in member.name:
        return "watchlist"
    if "watched" in member.name:
        return "watched"
    return "likes" if member.name == "films.csv" or "like" in member.name else "films"


def _films(member: SourceFile, what: str, options: Options) -> Iterator[Item]:
    """Yield the rows of a file in which the address is the one of the film."""
    if what == _NO_FILMS:
        return
    for fields in rows_of(member.table(), options):
        if isinstance(fields, Skipped | OddCell):
            yield fields
            continue
        try:
            yield _film(member.path, fields, what)
        except ValueError as error:
            yield problem(member.path, fields.line, error)


def _film(name: str, fields: Fields, what: str) -> Entry:
    match what:
        case "watchlist":
            added = PartialDate.parse(fields.date).first_day() if fields.date else None
            return entry_of(name, fields, letterboxd=fields.uri, to_watch=True, added=added)
        case "watched":
            return entry_of(name, fields, letterboxd=fields.uri, plays=1)
        case "likes":
            return entry_of(name, fields, letterboxd=fields.uri, tags=(LIKED,))
        case "films":
            return entry_of(name, fields, letterboxd=fields.uri)
        case _:
            rating = rating_of(fields.rating)
            return entry_of(name, fields, letterboxd=fields.uri, rating=rating, rating_wins=True)


def _reviews(members: Sequence[tuple[SourceFile, str]], options: Options) -> dict[str, str]:
    """Return the texts of reviews by the address of their log entry, if there is a diary."""
    if not any(what == "diary" for _, what in members):
        return {}
    return {
        fields.entry: plain_text(fields.review)
        for member, what in members
        if what == "reviews"
        for fields in rows_of(member.table(), options)
        if isinstance(fields, Fields) and fields.watched
    }


class _LetterboxdDiary:
    """The log entries of an export: each is in the diary, and again where it has a review."""

    def __init__(self, reviews: dict[str, str], options: Options) -> None:
        self._reviews = reviews
        self._options = options
        self._met: set[str] = set()

    def read(self, member: SourceFile) -> Iterator[Item]:
        """Yield the viewings of a diary, with their reviews."""
        for fields in rows_of(member.table(), self._options):
            if isinstance(fields, Skipped | OddCell):
                yield fields
            elif fields.uri and fields.uri in self._met:
                yield Skipped(Origin(member.path, fields.line), _TWICE, problem=False)
            else:
                yield self._viewing(member.path, fields, self._reviews.get(fields.entry, ""))

    def read_rest(self, member: SourceFile) -> Iterator[Item]:
        """Yield the reviews that no entry of a diary had: viewings, or notes when undated."""
        for fields in rows_of(member.table(), self._options):
            if isinstance(fields, Skipped | OddCell):
                yield fields
            elif fields.entry in self._met:
                continue
            elif fields.watched:
                yield self._viewing(member.path, fields, plain_text(fields.review))
            else:
                yield _noted(member.path, fields)

    def _viewing(self, name: str, fields: Fields, review: str) -> Item:
        try:
            viewing = Viewing(
                watched_on=PartialDate.parse(fields.watched) if fields.watched else None,
                rating=rating_of(fields.rating),
                rewatch=fields.rewatch.casefold() in ("yes", "true"),
                tags=tags_of(fields.tags),
                note=review,
                mark=_mark(fields.uri),
            )
            rows = 2 if fields.entry in self._reviews else 1
            entry = entry_of(name, fields, viewings=(viewing,), rows=rows)
        except ValueError as error:
            return problem(name, fields.line, error)
        self._met.add(fields.entry)
        return entry


def _mark(address: str) -> str:
    """Return what a log entry goes by: its address, where that is one."""
    is_address = address.startswith("http") and not any(map(str.isspace, address))
    return f"letterboxd:{address}" if is_address else ""


def _noted(name: str, fields: Fields) -> Item:
    """Return what a review says of a film that was watched nobody knows when."""
    try:
        text = plain_text(fields.review)
        on = PartialDate.parse(fields.date) if fields.date else None
        return entry_of(
            name,
            fields,
            notes=(Note(text=text, on=on),) if text else (),
            tags=tags_of(fields.tags),
            rating=rating_of(fields.rating),
        )
    except ValueError as error:
        return problem(name, fields.line, error)


def _list(member: SourceFile) -> Iterator[Item]:
    """Yield a list: two tables below one another, the first with one row about the list."""
    rows = iter(records(member.text()))
    about: dict[str, str] = {}
    films: list[ListedEntry] = []
    keys: tuple[str, ...] = ()
    for record in rows:
        header = tuple(map(column_key, record.cells))
        if record.fault:
            yield Skipped(Origin(member.path, record.line), record.fault)
        elif header[0].startswith(_LIST):
            continue
        elif not keys or (header[0] == "position" and "name" in header):
            keys = header
        elif "position" not in keys:
            about = dict(zip(keys, record.cells, strict=False))
        else:
            row = dict(zip(keys, map(str.strip, record.cells), strict=False))
            try:
                films.append(_listed(member.path, record.line, row))
            except ValueError as error:
                yield problem(member.path, record.line, error)
    name = one_line(about.get("name", "")) or member.path.rpartition("/")[2].removesuffix(".csv")
    yield ListEntry(
        origin=Origin(member.path),
        name=name,
        url=about.get("url", "").strip(),
        description=plain_text(about.get("description", "")),
        films=tuple(films),
    )


def _listed(name: str, line: int, row: dict[str, str]) -> ListedEntry:
    fields = Fields(line, "", row.get("name", ""), row.get("year", ""), row.get("url", ""))
    return ListedEntry(
        entry_of(name, fields, letterboxd=fields.uri), plain_text(row.get("description", ""))
    )
