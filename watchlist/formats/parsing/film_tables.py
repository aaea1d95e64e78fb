"""Tables of films with any columns: what their rows say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError, UsageError
from watchlist.formats.parsing.amounts import Scale, minutes, scale_of
from watchlist.formats.parsing.cells import parted
from watchlist.formats.parsing.columns import roles
from watchlist.formats.parsing.days import DayOrder, each_day, is_ambiguous, order_of, read_date
from watchlist.formats.parsing.imdb_types import TitleType
from watchlist.formats.parsing.instants import has_zone, moment_of
from watchlist.formats.parsing.other_things import OtherThings
from watchlist.formats.parsing.parts import span_text
from watchlist.formats.parsing.sites import plays_of
from watchlist.formats.parsing.states import State, state_of
from watchlist.formats.parsing.tables import CellTable, KeptRows, TableRow, column_key
from watchlist.formats.parsing.texts import one_line
from watchlist.formats.parsing.unknown_columns import (
    TELLING,
    are_years,
    is_harmless,
    looks,
    refuse_unknown,
)
from watchlist.formats.parsing.values import (
    film_ids,
    in_two_scripts,
    is_episode,
    is_yes,
    kind_of,
    plays_in,
    state_in,
    state_key,
    title_and_year,
)
from watchlist.formats.registry import Options
from watchlist.library.fields import FIELDS
from watchlist.library.parts import parsed
from watchlist.merging.entries import Entry, Item, Notice, OddCell, Skipped
from watchlist.model import Kind, Note, Viewing
from watchlist.names.folding import split_year
from watchlist.names.formulas import restored
from watchlist.spans import Unit

_READ_APART: Final = ("title", "year", "release", "kind", "runtime", "imdb", "tmdb", "added")
"""Fields whose cells people write in so many ways that there is code for each."""
_DATES: Final = ("watched_on", "watched", "release", "added")
_VAGUE: Final = ("kind", "rating", "note", "state", "watched", "to_watch", "runtime", "plays")
"""What has names that people use for other things, too: "type", "score", "status", "views"."""
_STATES: Final = ("state", "watched", "to_watch")
"""The columns that may say in words what was watched; the first one that does decides."""
_EVIDENCE: Final = ("watched_on", "rating", "rating10", *_STATES)
"""Where a cell that is not understood may tell of watching: its film is not said to be to watch."""
_BOXES: Final = ("watched", "to_watch")
"""Those that may hold yes and no."""
_TELLING: Final = ("watched_on", "watched")
"""Where a table has one of these, a row in which it is empty is of a film not seen yet."""
_SOME_TIME: Final = ("unknown", "?", "unbekannt", "inconnu", "desconocido", "неизвестно")
_PEOPLE: Final = re.compile(r"(?:.*imdb\.com/name/)?nm\d{5,}.*")
_PARTS: Final = ("episode", "episodenumber", "episodetitle")
_LOOKED_AT: Final = 500
_IDS: Final = ("imdb", "tmdb", "letterboxd")
_FULL_YEAR: Final = re.compile(r"(?:18|19|20|21)\d\d")
_TOTAL: Final = re.compile(
    r"(?:grand |sub)?totale?s?|totaux|totaal|sum|summe|summa|suma|somme|gesamt(?:summe)?|insgesamt"
    r"|averages?|mean|durchschnitt|mittelwert|moyenne|promedio|media|count|anzahl|итого|всего",
    re.IGNORECASE,
)
_TENTHS: Final = Scale(10)


def read_table(
    table: CellTable, options: Options, *, watched: bool | None = None
) -> Iterator[Item]:
    """Yield what the rows say.

    ``watched`` says that each row is of a film that was watched, or that is to be; when it is not
    known, what a row says decides. Raises RefusedError when nothing tells the films, and
    UnknownColumnsError when a column may tell what was watched and is not understood.
    """
    known = roles(table.names, options.columns, known=not table.is_named_by_hand)
    rows = KeptRows(table.rows())
    reader = _FilmRows(table, known.indexes, options, watched=watched)
    reader.explain(rows, known.words)
    if watched is None and not reader.is_ours and (total := reader.total_of(rows)):
        yield Skipped(table.origin(rows.without_last().line), total, problem=False)
    if watched is None and not reader.is_ours and (skipped := reader.of_other_things(rows)):
        yield from skipped
        return
    found = {*reader.without_years(rows, known.others), *reader.look_at(rows)}
    others = sorted(found - reader.of_parts)
    if watched is None and not reader.is_ours:
        refuse_unknown(table, rows, reader.indexes, others, usual=options.usual_order)
    elif not known.tell_films:
        raise RefusedError(table.unknown())
    may_tell = any(_looks(table, rows, index) for index in known.left)
    unclear = (index for index in known.others if not is_harmless(table.word(index)))
    is_unclear = any(any(rows.column(index)) for index in unclear)
    reader.decide(rows, open_=may_tell or (is_unclear and not reader.tells))
    if (names := [table.names[index] for index in others]) and not reader.is_ours:
        columns = ", ".join(f"“{name[:40]}”" for name in names[:12])
        yield Notice(f"{table.name}: nothing is taken from {columns} (see --map).")
    if reader.scale.notice:
        yield Notice(f"{table.name}: {reader.scale.notice}")
    for row in rows.taken():
        if isinstance(row, Skipped):
            yield row
        else:
            yield from reader.items(row)


def _looks(table: CellTable, rows: KeptRows, index: int) -> bool:
    """Whether a column may tell what was watched."""
    return bool(looks(table.word(index), rows.column(index)))


class _Seen(NamedTuple):
    """What a row says of watching: of which day or moment, how often at least, and of a wish."""

    viewing: Viewing | None
    plays: int
    to_watch: bool
    dropped: bool = False
    finished: bool = False


class _FilmRows:
    """Reads the rows of one table, once it was decided what its dates and ratings mean."""

    def __init__(
        self,
        table: CellTable,
        indexes: Mapping[str, int],
        options: Options,
        *,
        watched: bool | None,
    ) -> None:
        self._name = table.name
        self._names = table.names
        self._word = table.word
        self._origin = table.origin
        self.indexes = dict(indexes)
        self._options = options
        self._watched = watched
        self._order: DayOrder | None = None
        self._episode = table.column(*_PARTS)
        self._season = table.column("season", "seasonnumber")
        self._number = table.column("episode", "episodenumber")
        self._own_title = table.column("episodetitle", "episodename")
        self._whole, self._part = table.column("whole"), table.column("part")
        self._series: set[str] = set()
        self._uid = table.column("uid")
        self._uids: dict[str, tuple[str, int | None]] = {}
        self._tells = False
        self._words: dict[str, State] = {}
        self._things = OtherThings(table.header)
        self._odd: list[OddCell] = []
        self._line = 0
        self.scale = Scale(0)

    @property
    def of_parts(self) -> set[int]:
        """The columns that say which part of a series a row is about, where that is taken."""
        found = (self._season, self._number, self._own_title)
        return {index for index in found if index is not None and self._options.takes_episodes}

    @property
    def is_ours(self) -> bool:
        """Whether the table is an export of this program."""
        return "film_rating" in self.indexes

    @property
    def tells(self) -> bool:
        """Whether a column tells what was watched."""
        return not TELLING.isdisjoint(self.indexes)

    def total_of(self, rows: KeptRows) -> str:
        """Return what the last row is when it sums up the others, else nothing."""
        cells = {role: rows[-1].cells[i].strip() for role, i in self.indexes.items() if rows}
        known = any(cells.get(role) for role in ("release", *_IDS))
        is_total = _TOTAL.fullmatch(
            cells.get("title", "").rstrip(" :=.0123456789")
        ) and not _FULL_YEAR.match(cells.get("year", ""))
        return "rows of totals" if is_total and not known else ""

    def of_other_things(self, rows: KeptRows) -> list[Skipped]:
        """Return what is told of the rows when none of them is of a film; else nothing."""
        found: list[Skipped] = []
        for row in rows:
            what = self._thing(row, self._cells(row))
            if not what:
                return []
            found.append(Skipped(self._origin(row.line), what, problem=False))
        return found

    def _thing(self, row: TableRow, cells: Mapping[str, str]) -> str:
        """Return what a row is about that no id and no kind tells to be of a film."""
        if _PEOPLE.fullmatch(cells.get("imdb", "")):
            return "people"
        return "" if cells.keys() & {"kind", *_IDS} else self._things.in_row(row)

    def explain(self, rows: KeptRows, words: Mapping[str, State]) -> None:
        """Take over what words of states mean. Raises UsageError for one that is nowhere."""
        self._words = {state_key(word): state for word, state in words.items()}
        columns = [self._column(rows, role) for role in _STATES] if words else []
        said = {state_key(text) for column in columns for text in column}
        if lost := next((word for word in words if state_key(word) not in said), ""):
            raise UsageError(f"There is no column “{lost}” to map, and no state that is called so.")

    def without_years(self, rows: KeptRows, others: Sequence[int]) -> list[int]:
        """Return the columns about nothing known but for one of years, which is taken for it."""
        if "year" not in self.indexes:
            for index in others:
                if are_years(self._word(index), rows.column(index)):
                    self.indexes["year"] = index
                    break
        return [index for index in others if index != self.indexes.get("year")]

    def look_at(self, rows: KeptRows) -> list[int]:
        """Return the columns that are not what their names say, which are taken for nothing."""
        others = [role for role in _VAGUE if self._is_about_else(role, rows)]
        return [self.indexes.pop(role) for role in others]

    def decide(self, rows: KeptRows, *, open_: bool) -> None:
        """Decide what the cells mean. Raises RefusedError when that cannot be told.

        ``open_`` says that there is a column that may tell what was watched, and that was left out
        or is not understood: so no row without a word on that is taken for one of a film to watch.
        """
        if self._options.date_order:
            self._order = DayOrder(self._options.date_order)
        else:
            dates = (text for role in _DATES for text in self._column(rows, role))
            self._order = order_of(self._name, dates, self._options.usual_order)
        self.scale = scale_of(self._name, self._column(rows, "rating"), self._options.scale)
        said = "state" in self.indexes  # which a row without a word leaves open
        told = not self.indexes.keys().isdisjoint(_TELLING)
        self._tells = not said and not open_ and (told or not self._has_evidence(rows))
        self._series = self._titles_of_series(rows)

    def _titles_of_series(self, rows: KeptRows) -> set[str]:
        """Return the titles that stand beside a season or an episode, where these are taken."""
        place = self.indexes.get("title")
        if place is None or not self._options.takes_episodes:
            return set()
        of_parts = [index for index in (self._season, self._number) if index is not None]
        found = (zip(rows.column(place), rows.column(index), strict=True) for index in of_parts)
        return {title for pairs in found for title, cell in pairs if cell}

    def _has_evidence(self, rows: KeptRows) -> bool:
        """Whether a table tells of watching by plays or ratings, so that others are left open."""
        return bool(
            "plays" in self.indexes
            or any(any(self._column(rows, role)) for role in ("rating", "rating10"))
        )

    def _column(self, rows: KeptRows, role: str) -> Iterator[str]:
        index = self.indexes.get(role)
        return iter(()) if index is None else rows.column(index)

    def _is_about_else(self, role: str, rows: KeptRows) -> bool:
        """Whether hardly a cell of a column means anything, and nobody said what it is about."""
        if self.is_ours or column_key(role) in map(column_key, self._options.columns.values()):
            return False
        cells = list(islice(filter(None, self._column(rows, role)), _LOOKED_AT))
        if role in _STATES:
            cells = list(dict.fromkeys(cells))
            known = (state_key(text) in self._words or _means(role, text) for text in cells)
            return 2 * sum(known) < len(cells)
        return bool(cells) and 10 * sum(_means(role, text) for text in cells) < len(cells)

    def items(self, row: TableRow) -> Iterator[Item]:
        """Yield what a row says, and each of its cells that is not understood."""
        self._odd, self._line = [], row.line
        try:
            item = self._item(row)
        except ValueError as error:
            item = Skipped(self._origin(row.line), f"{str(error).rstrip('.')}.")
        if not isinstance(item, Skipped):
            yield from self._odd
        yield item

    def _cells(self, row: TableRow) -> dict[str, str]:
        """Return the filled cells of a row, by what their columns are about."""
        return {
            role: text if self._watched is not None else restored(text)  # titles are exact there
            for role, index in self.indexes.items()
            if (text := row.cells[index].strip())
        }

    def _item(self, row: TableRow) -> Item:
        """Return what a row says. Raises ValueError when that is no film."""
        cells = self._cells(row)
        origin = self._origin(row.line)
        kind = self._kind(cells)
        span = self._span(row)
        if span:
            kind = TitleType(_whole_kind(span))
        elif reason := self._no_film(row, cells, kind):
            return Skipped(origin, reason, problem=False)
        title, year = self._try(cells, "year", lambda _: title_and_year(cells), _untitled(cells))
        own_title, title, year = self._of_whole(row, title, year)
        title, aliases = (title, ()) if self.is_ours else in_two_scripts(title)
        imdb, tmdb = film_ids(cells)
        if not (title or imdb or tmdb or "letterboxd" in cells):
            raise ValueError("it has no title")
        added = self._date(cells, "added")
        facts = self._other_facts(cells)
        if aliases:
            facts["aliases"] = (*facts.get("aliases", ()), *aliases)
        return Entry(
            origin=origin,
            title=title,
            year=year,
            release=self._date(cells, "release"),
            kind=kind.kind or Kind.FILM,
            runtime=self._try(cells, "runtime", minutes),
            imdb=imdb,
            tmdb=tmdb,
            added=added.first_day() if added else None,
            exact=self.is_ours or self._watched is not None,  # our own exports
            copied=self.is_ours,
            typed=not self.is_ours and self._watched is None,
            uid=self._uid_of(row, title, year),
            span=span,
            part_title=own_title if span and own_title != title else "",
            **facts,
            **self._said(cells),
        )

    def _uid_of(self, row: TableRow, title: str, year: int | None) -> str:
        """Return what a record of our own exports goes by; a row that was copied is a new one."""
        uid = _cell(row, self._uid) if self.is_ours else ""
        return uid if self._uids.setdefault(uid, (title, year)) == (title, year) else ""

    def _of_whole(self, row: TableRow, title: str, year: int | None) -> tuple[str, str, int | None]:
        """Return the title of a part, and the title and year of its whole."""
        if self.is_ours:
            whole = _cell(row, self._whole)
            return (title, *split_year(whole)) if whole else ("", title, year)
        return one_line(_cell(row, self._own_title)), title, year

    def _span(self, row: TableRow) -> str:
        """Return which part of its film a row is about: in our own exports, or if asked for."""
        if self.is_ours and _cell(row, self._whole):
            return _cell(row, self._part)
        if not self._options.takes_episodes:
            return ""
        return span_text(_cell(row, self._season), _cell(row, self._number))

    def _try(
        self,
        cells: Mapping[str, str],
        role: str,
        read: Callable[[str], Any],
        otherwise: Any = None,
    ) -> Any:
        """Return what a cell says; one that is not understood is told, and says nothing."""
        try:
            return read(cells.get(role, ""))
        except ValueError as error:
            why = str(error).split(", in ")[0].partition(":")[0].rstrip(".")
            column = self._names[self.indexes[role]]
            text = cells.get(role, "")
            self._odd.append(OddCell(self._origin(self._line), column, text, why))
            return otherwise

    def _date(self, cells: Mapping[str, str], role: str) -> PartialDate | None:
        date: PartialDate | None = self._try(cells, role, lambda text: read_date(text, self._order))
        return date

    def _kind(self, cells: Mapping[str, str]) -> TitleType:
        """Return what sort of title it is: in our own exports all kinds that we have."""
        text = cells.get("kind", "")
        if self.is_ours and text in list(Kind):
            return TitleType(Kind(text))
        default = Kind.SERIES if cells.get("title", "") in self._series else Kind.FILM
        if not text:
            return TitleType(default)
        found: TitleType = self._try(cells, "kind", kind_of, TitleType(default))
        return found

    def _no_film(self, row: TableRow, cells: Mapping[str, str], kind: TitleType) -> str:
        """Return what a row is in the plural when it is no film to be taken, else nothing."""
        if self.is_ours:
            return ""
        if kind.kind in (Kind.SERIES, Kind.SEASON):
            return "" if self._options.takes_series else _SERIES_HINT
        if kind.kind is None:
            return kind.skipped
        numbers = (_cell(row, self._episode), _cell(row, self._season))
        if not {*numbers} <= {"", "0"} or is_episode(cells.get("title", "")):
            return "TV episodes"
        return self._thing(row, cells)

    def _said(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """Return what a row says of watching, with its rating, tags and note where they belong."""
        rating, film_rating = self._rating(cells), self._film_rating(cells)
        rated = rating is not None or film_rating is not None
        seen = self._seen(cells, rated=rated)
        tags, note = parted(cells.get("tags", "")), cells.get("note", "")
        said: dict[str, Any] = {
            "tags": parted(cells.get("film_tags", "")),
            "notes": _notes(cells.get("film_note", "")),
            "rating": film_rating,
            "rating_wins": film_rating is not None and not self.is_ours,
            "plays": seen.plays,
            "to_watch": seen.to_watch,
            "dropped": seen.dropped,
            "finished": seen.finished,
        }
        if seen.viewing is None:
            said["tags"] = tuple(dict.fromkeys((*said["tags"], *tags)))
            said["notes"] += _notes(note)
            if rating is not None:
                said |= {"rating": rating, "rating_wins": not self.is_ours}
            return said
        if seen.viewing.watched_on is None:
            if rating == film_rating:
                rating = None
            elif film_rating is None and self.is_ours:
                said |= {"rating": rating}
        rewatch = self._try(cells, "rewatch", lambda text: is_yes("rewatch", text), otherwise=False)
        viewing = replace(seen.viewing, rating=rating, rewatch=rewatch, tags=tags, note=note)
        return said | {"viewings": (*self._earlier(cells), viewing)}

    def _seen(self, cells: Mapping[str, str], *, rated: bool) -> _Seen:
        """Return what a row says of watching.

        A word for a state beats a day: a wish that carries a date is still a wish.
        """
        states: dict[str, State | None] = {
            role: self._state(cells, role) for role in _STATES if role in self.indexes
        }
        said = (state for role, state in states.items() if self._is_word(role, cells))
        word = next((state for state in said if state not in (None, State.KEPT)), None)
        if word and word is not State.WATCHED and self._watched is None:
            wished = word in (State.TO_WATCH, State.STARTED)
            return _Seen(None, 0, wished, dropped=word is State.DROPPED)
        viewing = self._viewing(cells)
        plays = self._try(cells, "plays", plays_of) or plays_in(cells.get("watched", ""))
        watched = self._is_watched(cells, plays, states) or viewing is not None
        whole = self.is_ours or (self._watched and "watched_on" in self.indexes)
        if watched and whole and viewing is None:
            viewing = Viewing()
        to_watch = self._is_to_watch(states, seen=watched or rated)
        least = 1 if watched else 0
        finished = states.get("state") is State.WATCHED
        return _Seen(viewing, max(plays, least), to_watch, finished=finished)

    def _state(self, cells: Mapping[str, str], role: str) -> State | None:
        if _is_date(cells.get(role, "")):
            return None  # of which _viewing has been told
        state: State | None = self._try(
            cells, role, lambda text: self._words.get(state_key(text)) or state_in(role, text)
        )
        return state

    def _is_word(self, role: str, cells: Mapping[str, str]) -> bool:
        """Whether a cell names a state, other than by yes and no."""
        text = cells.get(role, "")
        return role not in _BOXES or state_key(text) in self._words or state_of(text) is not None

    def _viewing(self, cells: Mapping[str, str]) -> Viewing | None:
        """Return the viewing of the day that a row tells."""
        role = "watched_on"
        if not cells.get(role) and _is_date(cells.get("watched", "")):
            role = "watched"
        text = cells.get(role, "")
        if has_zone(text) or _EPOCH.fullmatch(text):
            moment = moment_of(text, self._options.time_zone)
            return moment.viewing() if moment else None
        day = self._date({role: each_day(text)[-1]} if text else cells, role)
        return Viewing(watched_on=day) if day else None

    def _earlier(self, cells: Mapping[str, str]) -> Iterator[Viewing]:
        """Yield the viewings of the days that stand in front of the last one in its cell."""
        for text in each_day(cells.get("watched_on", ""))[:-1]:
            yield Viewing(watched_on=self._date({"watched_on": text}, "watched_on"))

    def _is_watched(
        self, cells: Mapping[str, str], plays: int, states: Mapping[str, State | None]
    ) -> bool:
        if self._watched is not None:
            return self._watched
        if plays or State.WATCHED in states.values() or _is_date(cells.get("watched", "")):
            return True
        text = cells.get("watched_on", "")
        if text.casefold() in _SOME_TIME:
            return True
        if any(map(str.isdecimal, text)):  # a day that cannot be read is one all the same
            return True
        return self._is_rewatch(cells)

    def _is_rewatch(self, cells: Mapping[str, str]) -> bool:
        with suppress(ValueError):
            return is_yes("rewatch", cells.get("rewatch", ""))
        return False

    def _is_to_watch(self, states: Mapping[str, State | None], *, seen: bool) -> bool:
        if self._watched is not None:
            return not self._watched
        if "to_watch" in states:
            return states["to_watch"] in (State.TO_WATCH, State.STARTED)
        if seen:
            return False
        if State.TO_WATCH in states.values() or State.STARTED in states.values():
            return True
        return self._tells and not any(map(self._is_odd, _EVIDENCE))

    def _is_odd(self, role: str) -> bool:
        """Whether the row has a cell of a column that is not understood."""
        index = self.indexes.get(role)
        return index is not None and any(odd.column == self._names[index] for odd in self._odd)

    def _rating(self, cells: Mapping[str, str]) -> float | None:
        role, scale = ("rating", self.scale) if "rating" in self.indexes else ("rating10", _TENTHS)
        stars: float | None = self._try(cells, role, scale.stars)
        return stars

    def _film_rating(self, cells: Mapping[str, str]) -> float | None:
        """Return the present rating of the film, where a row tells it from the viewing's."""
        both = "rating" in self.indexes and "rating10" in cells  # as write_letterboxd writes them
        role, scale = ("rating10", _TENTHS) if both else ("film_rating", self.scale)
        stars: float | None = self._try(cells, role, scale.stars)
        return stars

    def _other_facts(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """Return the fields whose cells need no more than their own way of reading."""
        facts: dict[str, Any] = {
            "directors": parted(cells.get("director", "")),
            "franchises": parted(cells.get("franchise", "")),
            "lists": parted(cells.get("lists", "")),
        }
        for field in FIELDS.values():
            role = field.columns[0] if field.columns else ""
            if not cells.get(role) or field.name in _READ_APART:
                continue
            read = parted if field.many else _one_line_of(field.read)
            value = self._try(cells, role, read)
            if value is not None:
                facts[field.name] = value
        return facts


_SERIES_HINT: Final = "TV series (--series whole takes them)"
_RATED: Final = re.compile(r"\d{1,2}(?:[.,]\d)?(?:\s*/\s*\d{1,3})?|[⭐★☆½]+")
_EPOCH: Final = re.compile(r"1\d{9}(?:\d{3})?")


def _cell(row: TableRow, index: int | None) -> str:
    return "" if index is None else row.cells[index].strip()


def _whole_kind(span: str) -> Kind:
    """Return what sort of film has such a part."""
    piece = parsed(span)
    return Kind.SERIES if piece and piece.unit in (Unit.EPISODE, Unit.ABSOLUTE) else Kind.FILM


def _one_line_of(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(one_line(text))


def _untitled(cells: Mapping[str, str]) -> tuple[str, None]:
    return one_line(cells.get("title", "")), None


def _means(role: str, text: str) -> bool:
    """Whether a cell is about what the name of its column says."""
    with suppress(ValueError):
        match role:
            case "kind":
                kind_of(text)
            case "rating":
                return _number(text) or Scale(0).stars(text) is not None
            case "note":
                return not _RATED.fullmatch(text)  # "note" is the French word for a rating
            case "runtime":
                minutes(text)
            case "plays":
                plays_of(text)
            case _:
                return _is_date(text) or state_in(role, text) is not None
        return True
    return False


def _number(text: str) -> bool:
    return re.match(r"\d{1,4}(?![-/.\d]*[-/]|\d)", text) is not None


def _is_date(text: str) -> bool:
    if _FULL_YEAR.fullmatch(text):
        return True
    return re.match(r"\d", text) is not None and (is_ambiguous(text) or "-" in text[1:])


def _notes(text: str) -> tuple[Note, ...]:
    return (Note(text=text),) if text else ()
