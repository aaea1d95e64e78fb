"""IMDb: lists, watchlists and ratings of all generations, and bare lists of addresses.

The addresses of an export are ids; a rating is no viewing date, so what was rated has a viewing
without one. What is on the watchlist is to be watched, also what is rated there; a list of the
user's own is a list, and no more.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final, NamedTuple

from watchlist.errors import RefusedError
from watchlist.formats.parsing.days import (
    DayOrder,
    day_order,
    is_ambiguous,
    month_of,
    read_day,
    read_release,
    usual_order,
)
from watchlist.formats.parsing.imdb_types import title_type
from watchlist.formats.parsing.sites import imdb_id, positive, stars_or_odd, year_of
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import CellTable, KeptRows, TableRow
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
)
from watchlist.model import Kind, Note
from watchlist.names.genres import genres_in

TITLE: Final = "IMDb export"
OPTIONS: Final = frozenset({"series", "date_order", "about"})

_ADDRESS: Final = re.compile(
    r"\s*(?:(?:https?://)?(?:\w+\.)*imdb\.com/title/)?(tt\d{7,10})(?:[/?#]\S*)?\s*"
)
_OF_LISTS: Final = ("position", "const", "created", "modified", "description")
_OF_TITLES: Final = (
    *("title", "originaltitle", "url", "titletype", "runtimemins", "year", "genres", "numvotes"),
    *("releasedate", "releasedatemonthdayyear", "directors", "yourrating", "yourated"),
    *("imdbrating", "daterated"),
)
_OF_PEOPLE: Final = ("name", "knownfor", "birthdate")
_TELLING: Final = {"title", "titletype", "yourrating", "url", "knownfor"}
_KNOWN: Final = (*_OF_LISTS, *_OF_TITLES, *_OF_PEOPLE)
_DATES: Final = ("created", "modified", "daterated", "releasedate", "releasedatemonthdayyear")
_PERSON: Final = re.compile(r"nm\d{5,}")
_MOMENT: Final = re.compile(r"\w{3} (\w{3}) +(\d{1,2}) [\d:]{8} (\d{4})")


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best table or list of addresses."""
    return best_claim(map(_claim, source.members))


def _claim(member: SourceFile) -> Claim | None:
    if _is_export(member):
        return Claim.of(member.header, _KNOWN)
    return Claim(1) if _is_addresses(member) else None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the rows say."""
    found = False
    for member in source.members:
        if _is_export(member):
            yield from _export(member, options)
        elif _is_addresses(member):
            yield from _addresses(member)
        else:
            continue
        found = True
    if not found:
        raise RefusedError(f"{source.name} has none of the columns of an IMDb export.")


def _is_export(member: SourceFile) -> bool:
    columns = set(member.header)
    return "const" in columns and bool(
        columns & {"title", "titletype", "yourrating", "url", "knownfor"}
    )


def _is_addresses(member: SourceFile) -> bool:
    lines = [line for line in member.start.splitlines()[:-1] if line.strip()]
    lines = lines or member.start.split()
    return 2 * sum(map(bool, map(_ADDRESS.fullmatch, lines))) > len(lines)


def _addresses(member: SourceFile) -> Iterator[Item]:
    """Yield the films of a list of addresses or ids; their titles are not known."""
    yield Notice(
        f"{member.path} has ids only: a film that the library does not have is entered under its "
        "id, until an import brings its title."
    )
    for line, text in enumerate(member.text().splitlines(), start=1):
        origin = Origin(member.path, line)
        if match := _ADDRESS.fullmatch(text):
            yield Entry(origin=origin, title="", imdb=match[1], to_watch=True)
        elif text.strip():
            yield Skipped(origin, "it is no address of a title at IMDb.")


_Read = Entry | Skipped | OddCell


class _Holds(Enum):
    """What the rows of a file are."""

    RATINGS = "ratings"
    WATCHLIST = "watchlist"
    LIST = "list"


class _Columns(NamedTuple):
    """Where the cells of a row are; one more than there are columns for what is not there."""

    const: int
    title: int
    original_title: int
    url: int
    title_type: int
    runtime: int
    year: int
    release: int
    directors: int
    rating: int
    created: int
    description: int
    genres: int

    @classmethod
    def of(cls, table: CellTable) -> _Columns:
        """Find the columns of any generation."""
        names = (
            ("const",),
            ("title",),
            ("originaltitle",),
            ("url",),
            ("titletype",),
            ("runtimemins",),
            ("year",),
            ("releasedate", "releasedatemonthdayyear"),
            ("directors",),
            ("yourrating", "yourated"),
            ("created",),
            ("description",),
            ("genres",),
        )
        none = len(table.header)
        found = (table.column(*alike) for alike in names)
        return cls(*(none if index is None else index for index in found))


def _export(member: SourceFile, options: Options) -> Iterator[Item]:
    table = member.table()
    rows = KeptRows(table.rows())
    days = _Days(table, rows, options)
    if days.guessed:
        yield Notice(
            f"{member.path}: no date tells whether the day or the month stands first; taken as "
            f"{days.order}. Say “--date-order” if that is wrong."
        )
    holds = _holds(member, table)
    reader = _ImdbRows(member, table, days, options, to_watch=holds is _Holds.WATCHLIST)
    found = _read(rows, reader)
    yield from _as_list(member, found, options) if holds is _Holds.LIST else found


def _read(rows: KeptRows, reader: _ImdbRows) -> Iterator[_Read]:
    for row in rows.taken():
        if isinstance(row, Skipped):
            yield row
        else:
            yield from reader.items(row)


def _as_list(member: SourceFile, found: Iterable[_Read], options: Options) -> Iterator[Item]:
    """Yield a list of the user's own, named after its file, which IMDb does not name inside."""
    films: list[ListedEntry] = []
    for item in found:
        if not isinstance(item, Entry):
            yield item
        else:
            films.append(ListedEntry(item, item.notes[0].text if item.notes else ""))
    if not films:
        return
    name = member.path.rpartition("/")[2].rpartition(".")[0]
    if not options.about:
        yield Notice(
            f"{member.path} is taken for a list of your own, “{name}”: if it is your watchlist, "
            "say --as watchlist."
        )
    yield ListEntry(origin=Origin(member.path), name=name, films=tuple(films))


class _Days:
    """Reads the dates of one file, whose order of day and month is decided once."""

    def __init__(self, table: CellTable, rows: KeptRows, options: Options) -> None:
        indices = [index for name in _DATES if (index := table.column(name)) is not None]
        cells = (row.cells[i] for row in rows for i in indices)
        short = (cell for cell in cells if cell and not cell.startswith(("19", "20", "18")))
        unclear = list(filter(is_ambiguous, short))
        told = DayOrder(options.date_order) if options.date_order else None
        usual = DayOrder(options.usual_order) if options.usual_order else None
        found = told or day_order(unclear) or usual
        self.guessed = bool(unclear) and not found
        self.order = found or (usual_order(unclear[0]) if unclear else None)
        self._known: dict[str, datetime.date | None] = {}

    def day(self, text: str) -> datetime.date | None:
        """Return a day as any generation writes it."""
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> datetime.date | None:
        if match := _MOMENT.fullmatch(text):
            month = month_of(match[1])
            return datetime.date(int(match[3]), month, int(match[2])) if month else None
        return read_day(text, self.order)


class _ImdbRows:
    """Reads the rows of one file."""

    def __init__(
        self,
        member: SourceFile,
        table: CellTable,
        days: _Days,
        options: Options,
        *,
        to_watch: bool,
    ) -> None:
        self._path = member.path
        self._columns = _Columns.of(table)
        self._days = days
        self._series = options.takes_series
        self._to_watch = to_watch

    def items(self, row: TableRow) -> Iterator[_Read]:
        """Yield what a row says."""
        columns, origin = self._columns, Origin(self._path, row.line)
        cells = [*row.cells, ""]
        if _PERSON.fullmatch(cells[columns.const].strip()):
            yield Skipped(origin, "people", problem=False)
            return
        imdb = imdb_id(cells[columns.const]) or imdb_id(cells[columns.url])
        title = cells[columns.title].strip()
        if not imdb and not title:
            yield Skipped(origin, "it has neither an id nor a title.")
            return
        kind = self._kind(origin, cells[columns.title_type].strip())
        if isinstance(kind, Skipped):
            yield kind
            return
        rating, odd = stars_or_odd(origin, "Your Rating", cells[columns.rating])
        yield from odd
        original = cells[columns.original_title].strip()
        description = cells[columns.description].strip()
        yield Entry(
            origin=origin,
            title=title,
            year=year_of(cells[columns.year].strip()[:4]),
            release=read_release(cells[columns.release], self._days.order),
            kind=kind,
            runtime=positive(cells[columns.runtime]),
            original_title="" if original == title else original,
            imdb=imdb,
            directors=_names(cells[columns.directors]),
            genres=genres_in(cells[columns.genres]),
            added=self._days.day(cells[columns.created].strip()),
            to_watch=self._to_watch,
            plays=int(rating is not None),
            rating=rating,
            rating_wins=True,
            notes=(Note(text=description),) if description else (),
        )

    def _kind(self, origin: Origin, name: str) -> Kind | Skipped:
        """Return what a title is by the name of its type, which short lists do not have."""
        if not name:
            return Kind.FILM
        known = title_type(name)
        if known is None:
            return Skipped(origin, f"“{name[:40]}” is no type of title that is known.")
        if known.kind is None or (known.skipped and not self._series):
            return Skipped(origin, known.skipped, problem=False)
        return known.kind


def _holds(member: SourceFile, table: CellTable) -> _Holds:
    """Return what a file holds.

    The oldest generation has one header for both, so there the name of the file decides.
    """
    if table.column("position") is None:
        return _Holds.RATINGS
    if table.column("yourated") is not None and "rating" in member.name:
        return _Holds.RATINGS
    return _Holds.WATCHLIST if "watchlist" in member.name else _Holds.LIST


def _names(text: str) -> tuple[str, ...]:
    if "," not in text:
        return (text.strip(),) if text.strip() else ()
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
