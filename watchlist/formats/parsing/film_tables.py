"""Tables of films with any columns: what their rows say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any, Final

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.formats.parsing.amounts import Scale, minutes, scale_of
from watchlist.formats.parsing.cells import parted, restored
from watchlist.formats.parsing.columns import roles
from watchlist.formats.parsing.days import DayOrder, day_order, is_ambiguous, read_date
from watchlist.formats.parsing.imdb_types import TitleType
from watchlist.formats.parsing.sites import plays_of
from watchlist.formats.parsing.tables import CellTable, TableRow, column_key
from watchlist.formats.parsing.texts import one_line
from watchlist.formats.parsing.values import film_ids, is_yes, kind_of, title_and_year
from watchlist.formats.registry import Options
from watchlist.library.fields import FIELDS
from watchlist.merging.entries import Entry, Item, Notice, Origin, Skipped
from watchlist.model import Kind, Note, Viewing

_READ_APART: Final = ("title", "year", "release", "kind", "runtime", "imdb", "tmdb", "added")
"""Fields whose cells people write in so many ways that there is code for each."""
_DATES: Final = ("watched_on", "release", "added")
_VAGUE: Final = ("kind", "rating", "watched", "to_watch", "runtime", "plays")
"""What has names that people use for other things, too: "type", "score", "status", "views"."""
_LOOKED_AT: Final = 500
_ENOUGH: Final = 5
"""From so many cells on they tell whether a column is about what its name says."""
_TENTHS: Final = Scale(10)


def read_table(
    table: CellTable, options: Options, *, watched: bool | None = None
) -> Iterator[Item]:
    """Yield what the rows say.

    ``watched`` says that each row is of a film that was watched, or that is to be; when it is not
    known, what a row says decides. Raises RefusedError when nothing tells the films.
    """
    known = roles(table.names, options.columns)
    if not known.tell_films:
        raise RefusedError(table.unknown())
    rows = list(table.rows())
    reader = _FilmRows(table.name, known.indexes, options, watched=watched)
    others = reader.look_at([row for row in rows if isinstance(row, TableRow)])
    names = (*known.others, *(table.names[index] for index in others))
    if names:
        columns = ", ".join(f"“{name[:40]}”" for name in names[:12])
        yield Notice(f"{table.name}: nothing is taken from {columns} (see --map).")
    if reader.scale.notice:
        yield Notice(f"{table.name}: {reader.scale.notice}")
    rows.reverse()
    while rows:  # what was read is not kept
        row = rows.pop()
        if isinstance(row, Skipped):
            yield row
            continue
        try:
            yield reader.item(row)
        except ValueError as error:
            yield Skipped(Origin(table.name, row.line), f"{str(error).rstrip('.')}.")


class _FilmRows:
    """Reads the rows of one table, once it was decided what its dates and ratings mean."""

    def __init__(
        self, name: str, indexes: Mapping[str, int], options: Options, *, watched: bool | None
    ) -> None:
        self._name = name
        self._indexes = dict(indexes)
        self._options = options
        self._watched = watched
        self._order: DayOrder | None = None
        self.scale = Scale(0)

    @property
    def _is_ours(self) -> bool:
        """Whether the table is an export of this program."""
        return "film_rating" in self._indexes

    def look_at(self, rows: list[TableRow]) -> list[int]:
        """Decide what the cells mean, and return the columns that are not what their names say.

        Raises RefusedError when that cannot be told.
        """
        if self._options.date_order:
            self._order = DayOrder(self._options.date_order)
        else:
            dates = [text for role in _DATES for text in self._column(rows, role)]
            doubtful = next(filter(is_ambiguous, dates), None)
            self._order = day_order(dates)
            if doubtful and self._order is None:
                raise RefusedError(
                    f"In {self._name} the date {doubtful} may have its day or its month first: "
                    "say --date-order dmy or --date-order mdy."
                )
        others = [role for role in _VAGUE if self._is_about_else(role, rows)]
        left = [self._indexes.pop(role) for role in others]
        self.scale = scale_of(self._name, self._column(rows, "rating"), self._options.scale)
        return left

    def _column(self, rows: list[TableRow], role: str) -> list[str]:
        index = self._indexes.get(role)
        return [] if index is None else [row.cells[index].strip() for row in rows]

    def _is_about_else(self, role: str, rows: list[TableRow]) -> bool:
        """Whether hardly a cell of a column means anything, and nobody said what it is about."""
        if self._is_ours or column_key(role) in map(column_key, self._options.columns.values()):
            return False
        cells = list(islice(filter(None, self._column(rows, role)), _LOOKED_AT))
        return len(cells) >= _ENOUGH and 10 * sum(_means(role, text) for text in cells) < len(cells)

    def item(self, row: TableRow) -> Item:
        """Return what a row says. Raises ValueError."""
        cells = {
            role: text if self._watched is not None else restored(text)  # titles are exact there
            for role, index in self._indexes.items()
            if (text := row.cells[index].strip())
        }
        kind, skipped = self._kind(cells.get("kind", ""))
        origin = Origin(self._name, row.line)
        if kind in (Kind.SERIES, Kind.SEASON):
            if not (self._options.series or self._is_ours):
                return Skipped(origin, "TV series (--series takes them)", problem=False)
        elif kind is None:
            return Skipped(origin, skipped, problem=False)
        title, year = title_and_year(cells)
        imdb, tmdb = film_ids(cells)
        if not (title or imdb or tmdb or "letterboxd" in cells):
            raise ValueError("it has no title")
        release = read_date(cells.get("release", ""), self._order)
        added = read_date(cells.get("added", ""), self._order)
        return Entry(
            origin=origin,
            title=title,
            year=year,
            release=release,
            kind=kind,
            runtime=minutes(cells.get("runtime", "")),
            imdb=imdb,
            tmdb=tmdb,
            directors=parted(cells.get("director", "")),
            franchises=parted(cells.get("franchise", "")),
            added=added.first_day() if added else None,
            **_other_facts(cells),
            exact=self._is_ours or self._watched is not None,  # our own exports
            **self._seen(cells),
        )

    def _kind(self, text: str) -> TitleType:
        """Return what sort of title it is: in our own exports all kinds that we have."""
        if self._is_ours and text in list(Kind):
            return TitleType(Kind(text))
        return kind_of(text)

    def _seen(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """Return what a row says of watching."""
        day = self._day_watched(cells)
        plays = plays_of(cells.get("plays", "")) or 0
        rating, film_rating = self._rating(cells), self._film_rating(cells)
        watched = self._is_watched(cells, plays)
        tags, note = parted(cells.get("tags", "")), cells.get("note", "")
        said: dict[str, Any] = {
            "tags": parted(cells.get("film_tags", "")),
            "notes": _notes(cells.get("film_note", "")),
            "rating": film_rating,
            "rating_wins": film_rating is not None,
            "plays": max(plays, 1 if watched else 0),
        }
        whole = self._is_ours or (self._watched and "watched_on" in self._indexes)
        if day or (watched and whole):
            if not day and rating == film_rating:
                rating = None
            elif not day and film_rating is None and self._is_ours:
                said |= {"rating": rating, "rating_wins": True}
            rewatch = is_yes("rewatch", cells.get("rewatch", ""))
            viewing = Viewing(watched_on=day, rating=rating, rewatch=rewatch, tags=tags, note=note)
            said["viewings"] = (viewing,)
        else:
            said["tags"] = tuple(dict.fromkeys((*said["tags"], *tags)))
            said["notes"] += _notes(note)
            if rating is not None:
                said |= {"rating": rating, "rating_wins": True}
            watched = watched or said["rating"] is not None
        said["to_watch"] = self._is_to_watch(cells, seen=watched or day is not None)
        return said

    def _day_watched(self, cells: Mapping[str, str]) -> PartialDate | None:
        text = cells.get("watched_on", "")
        if not text and (is_ambiguous(said := cells.get("watched", "")) or "-" in said[1:]):
            text = said if re.match(r"\d", said) else ""
        return read_date(text, self._order)

    def _is_watched(self, cells: Mapping[str, str], plays: int) -> bool:
        if self._watched is not None:
            return self._watched
        text = cells.get("watched", "")
        if _is_date(text):  # of which _day_watched has been told
            return True
        if "watched_on" in cells or plays or is_yes("rewatch", cells.get("rewatch", "")):
            return True
        return is_yes("watched", text)

    def _is_to_watch(self, cells: Mapping[str, str], *, seen: bool) -> bool:
        if self._watched is not None:
            return not self._watched
        if "to_watch" in self._indexes:
            return is_yes("to_watch", cells.get("to_watch", ""))
        return not seen

    def _rating(self, cells: Mapping[str, str]) -> float | None:
        role, scale = ("rating", self.scale) if "rating" in self._indexes else ("rating10", _TENTHS)
        return scale.stars(cells.get(role, ""))

    def _film_rating(self, cells: Mapping[str, str]) -> float | None:
        """Return the present rating of the film, where a row tells it from the viewing's."""
        if "rating" in self._indexes and "rating10" in cells:  # as write_letterboxd writes them
            return _TENTHS.stars(cells["rating10"])
        return self.scale.stars(cells.get("film_rating", ""))


def _other_facts(cells: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields whose cells need no more than their own way of reading. ValueError."""
    facts = {}
    for field in FIELDS.values():
        text = cells.get(field.columns[0], "") if field.columns else ""
        if text and field.name not in _READ_APART:
            facts[field.name] = parted(text) if field.many else field.read(one_line(text))
    return facts


def _means(role: str, text: str) -> bool:
    """Whether a cell is about what the name of its column says."""
    with suppress(ValueError):
        match role:
            case "kind":
                kind_of(text)
            case "rating":
                return text[:1].isdecimal() or Scale(0).stars(text) is not None
            case "runtime":
                minutes(text)
            case "plays":
                plays_of(text)
            case _:
                return _is_date(text) or is_yes(role, text) is not None
        return True
    return False


def _is_date(text: str) -> bool:
    return re.match(r"\d\d", text) is not None


def _notes(text: str) -> tuple[Note, ...]:
    return (Note(text=text),) if text else ()
