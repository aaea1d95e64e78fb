"""Tables of films with any columns: what each column is about, and what a row says with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from watchlist.dates import PartialDate
from watchlist.entries import Entry, Item, Notice, Origin, Skipped
from watchlist.errors import RefusedError, UsageError
from watchlist.formats.amounts import Scale, minutes, scale_of
from watchlist.formats.cells import parted, restored
from watchlist.formats.days import DayOrder, day_order, is_ambiguous, read_day
from watchlist.formats.registry import Options
from watchlist.formats.sites import imdb_id, positive
from watchlist.formats.tables import Row, Table, column_key
from watchlist.formats.texts import one_line
from watchlist.lookup import split_year
from watchlist.model import Kind, Note, Viewing

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    # ours: the names that others have for it, as keys
    "title": ("name", "film", "movie", "filmname", "filmtitle", "moviename", "movietitle"),
    "year": ("releaseyear", "yearreleased"),
    "release": ("released", "releasedate", "premiered"),
    "imdb": ("imdbid", "const", "tconst"),
    "tmdb": ("tmdbid",),
    "letterboxd": ("letterboxduri",),
    "rating": ("myrating", "yourrating", "userrating", "personalrating", "score", "stars"),
    "rating10": (),
    "watched_on": ("watcheddate", "datewatched", "watchdate", "dateseen", "seenon", "lastwatched"),
    "watched": ("seen", "viewed", "status"),
    "to_watch": ("watchlist", "wanttosee", "wanttowatch"),
    "plays": ("playcount", "views", "timeswatched"),
    "rewatch": ("rewatched",),
    "tags": ("tag", "labels"),
    "note": ("notes", "comment", "comments", "review"),
    "runtime": ("runtimemins", "runtimeminutes", "duration", "length"),
    "director": ("directors", "directedby"),
    "franchise": ("franchises",),
    "kind": ("type", "titletype"),
    "original_title": (),
    "aliases": ("alias",),
    "added": ("dateadded", "addedon"),
    "where": ("whereavailable", "service"),
    "film_rating": (),
    "film_tags": (),
    "film_note": (),
}
_DATES: Final = ("watched_on", "release", "added")
_YES: Final = ("yes", "y", "true", "x", "1", "✓", "✔", "watched", "seen", "completed", "done")
_NO: Final = ("", "no", "n", "false", "0", "-", "unwatched", "unseen", "towatch", "wanttowatch")
_UNFINISHED: Final = ("plantowatch", "planning", "planned", "watching", "inprogress", "onhold")
_UNKNOWN: Final = ("", "unknown", "-", "n/a")
_KINDS: Final = {
    "": Kind.FILM,
    "film": Kind.FILM,
    "movie": Kind.FILM,
    "tvmovie": Kind.FILM,
    "short": Kind.SHORT,
    "special": Kind.SPECIAL,
    "tvspecial": Kind.SPECIAL,
    "video": Kind.FILM,
    "series": Kind.SERIES,
    "tvseries": Kind.SERIES,
    "tvminiseries": Kind.SERIES,
    "show": Kind.SERIES,
    "tvshow": Kind.SERIES,
    "season": Kind.SEASON,
}
_TENTHS: Final = Scale(10)
_TIME: Final = re.compile(r"[T ,]+\d{1,2}:\d{2}.*")
_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_WORDED: Final = re.compile(
    r"(?:(?P<day>\d{1,2})\.? +)?(?P<month>[a-z]{3})[a-z]*\.?,? +(?:(?P<later>\d{1,2}),? +)?"
    r"(?P<year>\d{4})",
    re.IGNORECASE,
)


class Roles(NamedTuple):
    """Which column is about what; ``others`` are the names of those about nothing known."""

    indexes: Mapping[str, int]
    others: tuple[str, ...]

    @property
    def tell_films(self) -> bool:
        """Whether a film can be told by them."""
        return not {"title", "imdb", "tmdb", "letterboxd"}.isdisjoint(self.indexes)


def roles(names: Iterable[str], mapped: Mapping[str, str]) -> Roles:
    """Return what columns are about. Raises UsageError for a mapping that means nothing."""
    keys = [column_key(name) for name in names]
    indexes: dict[str, int] = {}
    for name, role in mapped.items():
        ours = next((known for known in COLUMNS if column_key(known) == column_key(role)), None)
        if ours is None:
            raise UsageError(f"“{role}” is none of {', '.join(COLUMNS)}.")
        if column_key(name) not in keys:
            raise UsageError(f"There is no column “{name}” to map.")
        indexes[ours] = keys.index(column_key(name))
    for ours, theirs in COLUMNS.items():
        for key in (column_key(ours), *theirs):
            if ours not in indexes and key in keys and keys.index(key) not in indexes.values():
                indexes[ours] = keys.index(key)
    taken = set(indexes.values())
    others = (name for index, name in enumerate(names) if index not in taken and name)
    return Roles(indexes, tuple(others))


def read_table(table: Table, options: Options, *, watched: bool | None = None) -> Iterator[Item]:
    """Yield what the rows say.

    ``watched`` says that each row is of a film that was watched, or that is to be; when it is not
    known, what a row says decides. Raises RefusedError when nothing tells the films.
    """
    known = roles(table.names, options.columns)
    if not known.tell_films:
        raise RefusedError(table.unknown())
    if known.others:
        columns = ", ".join(f"“{name[:40]}”" for name in known.others[:12])
        yield Notice(f"{table.name}: nothing is taken from {columns} (see --map).")
    rows = list(table.rows())
    good = [row for row in rows if isinstance(row, Row)]
    reader = _Rows(table.name, known.indexes, options, watched=watched)
    reader.look_at(good)
    if reader.scale.notice:
        yield Notice(f"{table.name}: {reader.scale.notice}")
    for row in rows:
        if isinstance(row, Skipped):
            yield row
            continue
        try:
            yield reader.item(row)
        except ValueError as error:
            yield Skipped(Origin(table.name, row.line), f"{str(error).rstrip('.')}.")


class _Rows:
    """Reads the rows of one table, once it was decided what its dates and ratings mean."""

    def __init__(
        self, name: str, indexes: Mapping[str, int], options: Options, *, watched: bool | None
    ) -> None:
        self._name = name
        self._indexes = indexes
        self._options = options
        self._watched = watched
        self._order: DayOrder | None = None
        self.scale = Scale(0)
        self._speaks_of_watching = not {"watched", "to_watch"}.isdisjoint(indexes)

    def look_at(self, rows: list[Row]) -> None:
        """Decide what the dates and ratings mean. Raises RefusedError when that cannot be told."""
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
        self.scale = scale_of(self._name, self._column(rows, "rating"), self._options.scale)

    def _column(self, rows: list[Row], role: str) -> list[str]:
        index = self._indexes.get(role)
        return [] if index is None else [row.cells[index].strip() for row in rows]

    def item(self, row: Row) -> Item:
        """Return what a row says. Raises ValueError."""
        cells = {
            role: text if self._watched is not None else restored(text)  # titles are exact there
            for role, index in self._indexes.items()
            if (text := row.cells[index].strip())
        }
        kind = _kind(cells.get("kind", ""))
        origin = Origin(self._name, row.line)
        if kind in (Kind.SERIES, Kind.SEASON) and not (
            self._options.series or "film_rating" in self._indexes
        ):
            return Skipped(origin, "TV series (--series takes them)", problem=False)
        title, year = _title_and_year(cells)
        imdb, tmdb = _ids(cells)
        if not (title or imdb or tmdb or "letterboxd" in cells):
            raise ValueError("it has no title")
        release = self._date(cells.get("release", ""))
        added = self._date(cells.get("added", ""))
        return Entry(
            origin=origin,
            title=title,
            year=year,
            release=release,
            kind=kind,
            runtime=minutes(cells.get("runtime", "")),
            original_title=one_line(cells.get("original_title", "")),
            aliases=parted(cells.get("aliases", "")),
            imdb=imdb,
            tmdb=tmdb,
            letterboxd=cells.get("letterboxd", ""),
            directors=parted(cells.get("director", "")),
            franchises=parted(cells.get("franchise", "")),
            added=added.first_day() if added else None,
            where=cells.get("where", ""),
            exact="film_rating" in self._indexes or self._watched is not None,  # our own exports
            **self._seen(cells),
        )

    def _seen(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """Return what a row says of watching."""
        day = self._day_watched(cells)
        plays = positive(cells.get("plays", "")) or 0
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
        whole = "film_rating" in self._indexes or (self._watched and "watched_on" in self._indexes)
        if day or (watched and whole):
            if not day and rating == film_rating:
                rating = None
            elif not day and film_rating is None and "film_rating" in self._indexes:
                said |= {"rating": rating, "rating_wins": True}
            rewatch = _is_yes("rewatch", cells.get("rewatch", ""))
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
        return self._date(text)

    def _is_watched(self, cells: Mapping[str, str], plays: int) -> bool:
        if self._watched is not None:
            return self._watched
        text = cells.get("watched", "")
        if re.match(r"\d\d", text):  # a date, of which _day_watched has been told
            return True
        if "watched_on" in cells or plays or _is_yes("rewatch", cells.get("rewatch", "")):
            return True
        return _is_yes("watched", text)

    def _is_to_watch(self, cells: Mapping[str, str], *, seen: bool) -> bool:
        if self._watched is not None:
            return not self._watched
        if "to_watch" in self._indexes:
            return _is_yes("to_watch", cells.get("to_watch", ""))
        return not seen

    def _rating(self, cells: Mapping[str, str]) -> float | None:
        role, scale = ("rating", self.scale) if "rating" in self._indexes else ("rating10", _TENTHS)
        return scale.stars(cells.get(role, ""))

    def _film_rating(self, cells: Mapping[str, str]) -> float | None:
        """Return the present rating of the film, where a row tells it from the viewing's."""
        if "rating" in self._indexes and "rating10" in cells:  # as write_letterboxd writes them
            return _TENTHS.stars(cells["rating10"])
        return self.scale.stars(cells.get("film_rating", ""))

    def _date(self, text: str) -> PartialDate | None:
        """Return a date, as far as it is known. Raises ValueError."""
        if text.casefold() in _UNKNOWN:
            return None
        text = _TIME.sub("", text)
        if day := read_day(text, self._order):
            return PartialDate.of(day)
        return _worded(text) or PartialDate.parse(text)


def _worded(text: str) -> PartialDate | None:
    """Return the date of ``Jan 16 2013`` or ``16 January 2013``."""
    match = _WORDED.fullmatch(text)
    month = match["month"].lower() if match else ""
    if not match or month not in _MONTHS:
        return None
    day = match["day"] or match["later"]
    return PartialDate(int(match["year"]), _MONTHS.index(month) + 1, int(day) if day else None)


def _title_and_year(cells: Mapping[str, str]) -> tuple[str, int | None]:
    """Return the title, without the year that may stand behind it."""
    title = one_line(cells.get("title", ""))
    text = cells.get("year", "")
    year = positive(text.removesuffix(".0"))
    if text and (year is None or year > 9999):  # noqa: PLR2004 -- the years of a calendar
        raise ValueError(f"“{text[:20]}” is not a year")
    bare, named = split_year(title)
    return (bare, named) if named and named == (year or named) else (title, year)


def _ids(cells: Mapping[str, str]) -> tuple[str, int | None]:
    imdb = imdb_id(cells.get("imdb", "").lower())
    if not imdb and "imdb" in cells and (number := cells["imdb"]).isdecimal():
        imdb = f"tt{number:0>7}"
    tmdb = positive(cells.get("tmdb", "").removesuffix(".0"))
    return imdb, tmdb if tmdb and tmdb < 2**31 else None


def _kind(text: str) -> Kind:
    kind = _KINDS.get(column_key(text))
    if kind is None:
        raise ValueError(f"“{text[:20]}” is no kind of film")
    return kind


def _notes(text: str) -> tuple[Note, ...]:
    return (Note(text=text),) if text else ()


def _is_yes(column: str, text: str) -> bool:
    """Whether a cell says yes. Raises ValueError when it says neither that nor no."""
    said = text.casefold().replace(" ", "")
    if said in _YES:
        return True
    if said in _NO or said in _UNFINISHED:
        return False
    raise ValueError(f"“{text[:20]}” is neither yes nor no, in {column}")
