"""Site tables that differ only in names: what a module declares is all that it takes to read one.

A reader of such a format is a module with one ``DeclaredTable`` and two lines that make it a
reader, as here, and a line in ``READERS`` of ``watchlist.formats.registry``::

    TABLE: Final = DeclaredTable(
        title="Shelfie export",
        required=("shelfieid", "name", "mark"),
        usual=("year", "when", "stars", "sort"),
        fields={"title": "name", "year": "year", "imdb": "imdb", "note": "remark"},
        rating="stars",
        best=10,
        watched_on="when",
        dates=Dates.UTC,
        state="mark",
        states={"on the pile": State.TO_WATCH},
        sort="sort",
        sorts={"film": "", "show": SERIES, "game": "games"},
    )
    TITLE, OPTIONS, claim, read = reader_of(TABLE)

Columns are named by their keys (``tables.column_key``: letters and digits in lower case). The
reader claims tables that have all ``required`` columns; ``usual`` ones, and those that are named
for a field, count as its own when two formats claim one file.

What a row becomes:

- A word of ``states``, else of ``parsing.states``, says what was watched, and beats a day: a wish
  or a dropped film with a date has no viewing. Without a ``state`` column, a row is watched when
  it has a day or ``plays``, and else what ``otherwise`` says.
- A rating is out of ``best``; 0 and nothing are none. It is the film's present one, and a film
  that is rated was seen, dated or not.
- A day is written as ``dates`` says; a moment becomes the day in the user's time zone and is kept
  with the viewing. No date is invented: a watched row without one is watched some time.
- Where the site has one entry a title, ``mark`` is the column of its id there; it is kept with the
  viewing after the name of the site (``simkl:53080``): the entry with another date changes it.
- A word of ``sorts`` names what is no film in the plural ("games"): such rows are counted;
  ``SERIES`` are taken with ``--series whole``. "" is a film. A word that is not there is read as
  any table's (``values.kind_of``), and one that means nothing is told while the row is taken.
  ``EPISODES`` are taken as parts of their series with ``--series episodes``.
- A cell that is not understood is told with file and line, and the rest of its row is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.formats.parsing.amounts import Scale, minutes
from watchlist.formats.parsing.cells import parted
from watchlist.formats.parsing.days import DayOrder, order_of, read_date
from watchlist.formats.parsing.imdb_types import TitleType
from watchlist.formats.parsing.instants import moment_of
from watchlist.formats.parsing.parts import episode_text
from watchlist.formats.parsing.sites import plays_of
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State, state_of
from watchlist.formats.parsing.tables import CellTable, KeptRows, TableRow, column_key
from watchlist.formats.parsing.texts import one_line
from watchlist.formats.parsing.values import film_ids, kind_of, title_and_year
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Entry, Item, OddCell, Origin, Skipped
from watchlist.model import Kind, Note, Viewing

SERIES: Final = "TV series"
"""The rows of ``sorts`` that are taken as series when that is asked for."""
EPISODES: Final = "TV episodes"
"""Those that are taken as parts of the series that they name, where the table has the columns
``season`` and ``episode``."""
_SERIES_HINT: Final = "TV series (--series whole takes them)"


class Dates(StrEnum):
    """How the days of a format are written."""

    DAY = "day"
    """A day of the user's, with or without a time behind it that is left out."""
    UTC = "utc"
    """A moment: ISO 8601, in UTC where it says no zone, or seconds or milliseconds since 1970."""


class DeclaredTable(NamedTuple):
    """What the table of a site is like; see the module."""

    title: str
    required: tuple[str, ...]
    fields: Mapping[str, str]
    """The column of ``title``, ``year``, ``imdb``, ``tmdb``, ``release``, ``runtime`` (minutes),
    ``director``, ``genres``, ``tags``, ``original_title``, ``letterboxd``, ``added``, ``note``, and
    of an episode ``part_title``.
    """
    usual: tuple[str, ...] = ()
    rating: str = ""
    best: float = 10
    watched_on: str = ""
    dates: Dates = Dates.DAY
    state: str = ""
    states: Mapping[str, State] = {}
    plays: str = ""
    otherwise: State = State.KEPT
    sort: str = ""
    sorts: Mapping[str, str] = {}
    site: str = ""
    mark: str = ""
    season: str = ""
    episode: str = ""
    progress: str = ""
    """How far a series was seen, which is kept as a note where it is one film."""

    @property
    def known(self) -> set[str]:
        """All its columns, as keys."""
        named = (self.rating, self.watched_on, self.state, self.plays, self.sort, self.mark)
        of_parts = (self.season, self.episode, self.progress)
        return {*self.required, *self.usual, *self.fields.values(), *named, *of_parts} - {""}

    def claims(self, member: SourceFile) -> Claim | None:
        """Return the claim to a file; None when it lacks a column of the format."""
        if not set(member.header) >= set(self.required):
            return None
        return Claim.of(member.header, self.known)

    def members_of(self, source: FileSource) -> list[SourceFile]:
        """Return the files that the table claims. Raises RefusedError when there are none."""
        members = [member for member in source.members if self.claims(member)]
        if not members:
            columns = ", ".join(self.required)
            raise RefusedError(f"{source.name} is no {self.title}, which has {columns}.")
        return members


Reading = tuple[
    str,
    frozenset[str],
    Callable[[FileSource], Claim | None],
    Callable[[FileSource, Options], Iterator[Item]],
]


def reader_of(table: DeclaredTable) -> Reading:
    """Return the four names of a reader's module: TITLE, OPTIONS, claim and read."""

    def claim(source: FileSource) -> Claim | None:
        return best_claim(map(table.claims, source.members))

    def read(source: FileSource, options: Options) -> Iterator[Item]:
        for member in table.members_of(source):
            yield from read_declared(member.table(), table, options)

    options = {"about", "series"} if SERIES in table.sorts.values() else {"about"}
    if table.watched_on:
        options |= {"date_order"} | ({"time_zone"} if table.dates is Dates.UTC else set())
    return table.title, frozenset(options), claim, read


def read_declared(cells: CellTable, table: DeclaredTable, options: Options) -> Iterator[Item]:
    """Yield what the rows of a file say."""
    rows = KeptRows(cells.rows())
    reader = _DeclaredRows(cells, table, options, rows)
    for row in rows.taken():
        if isinstance(row, Skipped):
            yield row
        else:
            yield from reader.items(row)


class _DeclaredRows:
    """Reads the rows of one file."""

    def __init__(
        self,
        cells: CellTable,
        table: DeclaredTable,
        options: Options,
        rows: KeptRows,
    ) -> None:
        self._cells = cells
        self._table = table
        self._options = options
        self._places = {key: index for index, key in enumerate(cells.header) if key in table.known}
        self._states = {column_key(word): state for word, state in table.states.items()}
        self._sorts = {column_key(word): what for word, what in table.sorts.items()}
        self._scale = Scale(table.best)
        self._order = self._order_of(rows)
        self._origin = Origin(cells.name)
        self._odd: list[OddCell] = []

    def _order_of(self, rows: KeptRows) -> DayOrder | None:
        index = self._places.get(self._table.watched_on)
        if index is None:
            return None
        if self._options.date_order:
            return DayOrder(self._options.date_order)
        return order_of(self._cells.name, rows.column(index), self._options.usual_order)

    def items(self, row: TableRow) -> Iterator[Item]:
        """Yield what a row says, after those of its cells that are not understood."""
        self._origin, self._odd = self._cells.origin(row.line), []
        texts = {key: row.cells[index].strip() for key, index in self._places.items()}
        item = self._item(texts)
        if isinstance(item, Entry):
            yield from self._odd
        yield item

    def _item(self, texts: Mapping[str, str]) -> Item:
        kind = self._kind(texts)
        if kind.kind is None:
            return Skipped(self._origin, kind.skipped, problem=False)
        if kind.kind in (Kind.SERIES, Kind.SEASON) and not self._options.takes_series:
            return Skipped(self._origin, _SERIES_HINT, problem=False)
        said = {name: texts.get(key, "") for name, key in self._table.fields.items()}
        title, year = self._try(
            self._table.fields.get("year", ""),
            texts,
            lambda _: title_and_year(said),
            (one_line(said.get("title", "")), None),
        )
        imdb, tmdb = film_ids(said)
        if not (title or imdb or tmdb):
            return Skipped(self._origin, "it has no title.")
        entry = Entry(
            origin=self._origin, title=title, year=year, kind=kind.kind, imdb=imdb, tmdb=tmdb
        )
        if kind.skipped == EPISODES:
            entry = replace(entry, span=self._span(texts))
        return self._with_watching(replace(entry, **self._facts(texts, said)), texts)

    def _kind(self, texts: Mapping[str, str]) -> TitleType:
        word = texts.get(self._table.sort, "")
        what = self._sorts.get(column_key(word))
        if what is None:
            found: TitleType = self._try(self._table.sort, texts, kind_of, TitleType(Kind.FILM))
            return found
        if what == SERIES or (what == EPISODES and self._span(texts)):
            return TitleType(Kind.SERIES, what)
        return TitleType(None, what) if what else TitleType(Kind.FILM)

    def _span(self, texts: Mapping[str, str]) -> str:
        """Return which part of its series a row is about, where parts are asked for."""
        table = self._table
        if not (table.episode and self._options.takes_episodes):
            return ""
        return episode_text(texts.get(table.season, ""), texts.get(table.episode, ""))

    def _facts(self, texts: Mapping[str, str], said: Mapping[str, str]) -> dict[str, Any]:
        fields = self._table.fields
        added = self._try(fields.get("added", ""), texts, read_date)
        note = said.get("note", "")
        return {
            "release": self._try(fields.get("release", ""), texts, read_date),
            "runtime": self._try(fields.get("runtime", ""), texts, minutes),
            "directors": parted(said.get("director", "")),
            "genres": parted(said.get("genres", "")),
            "tags": parted(said.get("tags", "")),
            "original_title": one_line(said.get("original_title", "")),
            "letterboxd": said.get("letterboxd", ""),
            "added": added.first_day() if added else None,
            "notes": (Note(text=note),) if note else (),
            "part_title": one_line(said.get("part_title", "")),
        }

    def _with_watching(self, entry: Entry, texts: Mapping[str, str]) -> Entry:
        """Return an entry with what its row says of watching."""
        rating = self._try(self._table.rating, texts, self._scale.stars)
        plays = self._try(self._table.plays, texts, plays_of) or 0
        state = self._state(texts)
        viewing = self._viewing(texts) if state in (None, State.WATCHED) else None
        only_rated = state is None and not (viewing or plays) and rating is not None
        if state is None:
            seen = viewing or plays or only_rated
            state = State.WATCHED if seen else self._table.otherwise
        if state is not State.WATCHED:
            plays = 0
        elif viewing and (number := texts.get(self._table.mark, "")):
            viewing = replace(viewing, mark=f"{self._table.site}:{number}")
        progress = () if state is State.WATCHED else self._progress(entry, texts)
        return replace(
            entry,
            notes=(*entry.notes, *progress),
            rating=rating,
            rating_wins=rating is not None,
            plays=max(plays, int(state is State.WATCHED and not only_rated)),
            viewings=(viewing,) if viewing else (),
            to_watch=state in (State.TO_WATCH, State.STARTED),
            dropped=state is State.DROPPED,
            finished=state is State.WATCHED and bool(texts.get(self._table.state)),
        )

    def _progress(self, entry: Entry, texts: Mapping[str, str]) -> tuple[Note, ...]:
        """Return how far a series was seen as a note, where its episodes are not taken."""
        text = one_line(texts.get(self._table.progress, ""))
        is_whole = entry.kind is Kind.SERIES and not self._options.takes_episodes
        return (Note(text=f"Progress: {text}"),) if is_whole and text not in ("", "0") else ()

    def _state(self, texts: Mapping[str, str]) -> State | None:
        """Return what the word for its state says; None for an empty cell, and without a column."""
        text = texts.get(self._table.state, "")
        if not text:
            return State.KEPT if self._table.state and not self._day(texts) else None
        state = self._states.get(column_key(text)) or state_of(text)
        if state is None:
            self._tell(self._table.state, text, "is no state that is known")
        return state or State.KEPT

    def _day(self, texts: Mapping[str, str]) -> str:
        return texts.get(self._table.watched_on, "")

    def _viewing(self, texts: Mapping[str, str]) -> Viewing | None:
        text = self._day(texts)
        if not text:
            return None
        if self._table.dates is Dates.UTC and (moment := moment_of(text, self._options.time_zone)):
            return moment.viewing()
        day = self._try(self._table.watched_on, texts, lambda said: read_date(said, self._order))
        return Viewing(watched_on=day) if day else None

    def _try(
        self,
        column: str,
        texts: Mapping[str, str],
        read: Callable[[str], Any],
        otherwise: Any = None,
    ) -> Any:
        """Return what a cell says; one that is not understood is told, and says nothing."""
        text = texts.get(column, "")
        try:
            return read(text)
        except ValueError:
            self._tell(column, text, "is not understood")
            return otherwise

    def _tell(self, column: str, text: str, why: str) -> None:
        name = self._cells.names[self._places[column]]
        self._odd.append(OddCell(self._origin, name, text, f"“{text[:20]}” {why}"))
