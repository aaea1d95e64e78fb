"""What a source says of one film, brought into it. Pure.

What is there stays; what a site says now of a film that is found by its id replaces what it said
before. Saying the same again changes nothing.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.library.fields import FIELDS, Merge
from watchlist.library.viewings import viewing_key
from watchlist.merging.entries import Entry, stand_in
from watchlist.model import Credit, Film, FilmId, Job, Kind, Note, Viewing
from watchlist.names.folding import fold

_BARE = Viewing()
"""A viewing of which nothing is known but that it took place."""

Said = Sequence[tuple[Entry, bool]]
"""What a source says of one film, in order, and whether it told an id of it."""


def new_film(number: FilmId, said: Said) -> Film:
    """Return a film of which only is known what it is called."""
    first = _namer(said) or said[0][0]
    title = first.title or stand_in(first.imdb, first.tmdb, first.letterboxd)
    return Film(id=number, title=title, year=first.year, kind=first.kind)


def updated(film: Film, said: Said, *, whole_watchlist: bool = False) -> Film:
    """Return a film with what a source says of it.

    When that has the whole watchlist, a film is off it that it does not list and has seen anew.
    """
    entries = [entry for entry, _ in said]
    sure = [entry for entry, by_id in said if by_id]
    namer = next((entry for entry in sure if entry.title), None)
    viewings = _with_viewings(film.viewings, entries)
    is_off = whole_watchlist and len(viewings) > len(film.viewings)
    return replace(
        film,
        **{name: merge(getattr(film, name), name, sure, entries) for name, merge in _BY_RULE},
        **_naming(film, namer, entries),
        year=(namer and namer.year) or film.year or _first(entries, "year"),
        release=_release(film.release, sure, entries),
        kind=film.kind if film.kind is not Kind.FILM else _kind(entries),
        notes=_with_notes(film.notes, entries),
        to_watch=(film.to_watch and not is_off) or bool(_first(entries, "to_watch")),
        credits=_with_directors(film.credits, entries),
        viewings=viewings,
        rating=_rating(film.rating, entries, viewings),
    )


def _keep(known: Any, name: str, _sure: Sequence[Entry], entries: Sequence[Entry]) -> Any:
    return known or _first(entries, name) or known


def _replace(known: Any, name: str, sure: Sequence[Entry], entries: Sequence[Entry]) -> Any:
    return _first(sure, name) or known or _first(entries, name)


def _unite(known: Any, name: str, _sure: Sequence[Entry], entries: Sequence[Entry]) -> Any:
    """Return values of both, those that are there in front."""
    said = [value for entry in entries if (value := getattr(entry, name))]
    if not said:
        return known
    if isinstance(known, dict):
        return {key: value for values in (*reversed(said), known) for key, value in values.items()}
    return _united(known, said)


def _earliest(
    known: datetime.date | None, name: str, _sure: Sequence[Entry], entries: Sequence[Entry]
) -> datetime.date | None:
    dates = [date for entry in entries if (date := getattr(entry, name))]
    return min((date for date in (known, *dates) if date), default=None)


_RULES: Final = {
    Merge.KEEP: _keep,
    Merge.REPLACE: _replace,
    Merge.UNITE: _unite,
    Merge.EARLIEST: _earliest,
}
_BY_RULE: Final = [
    (name, _RULES[field.merge]) for name, field in FIELDS.items() if field.merge in _RULES
]


def _namer(said: Said) -> Entry | None:
    """Return the entry that says what a film is called: the first one that knows an id of it."""
    return next((entry for entry, by_id in said if by_id and entry.title), None)


def _first(entries: Iterable[Entry], field: str) -> Any:
    """Return the first value that says something."""
    for entry in entries:
        if value := getattr(entry, field):
            return value
    return None


def _naming(film: Film, namer: Entry | None, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what a film is called: as its site calls it now, its former title an alias."""
    title = namer.title if namer else film.title
    original = film.original_title if film.original_title != title else ""
    for entry in entries:
        original = original or (entry.original_title if entry.original_title != title else "")
    aliases = _united(film.aliases, (entry.aliases for entry in entries))
    if title != film.title and fold(title) != fold(film.title) and not _is_stand_in(film):
        aliases = _united(aliases, [(film.title,)])
    if aliases:
        aliases = tuple(alias for alias in aliases if alias not in (title, original, ""))
    return {"title": title, "original_title": original, "aliases": aliases}


def _is_stand_in(film: Film) -> bool:
    ids = (("", None, film.letterboxd), ("", film.tmdb, ""), (film.imdb, None, ""))
    return any(film.title == stand_in(*known) for known in ids)


def _release(
    known: PartialDate | None, sure: Iterable[Entry], entries: Iterable[Entry]
) -> PartialDate | None:
    """Return the release date: the one of the site, unless it only says less of the same."""
    said: PartialDate | None = _first(sure, "release")
    if known and said and str(known).startswith(str(said)):
        return known
    return said or known or _first(entries, "release")


def _kind(entries: Iterable[Entry]) -> Kind:
    """Return what sort of film it is; none becomes a series."""
    kinds = (entry.kind for entry in entries if entry.kind in (Kind.SHORT, Kind.SPECIAL))
    return next(kinds, Kind.FILM)


def _united(known: tuple[str, ...], more: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    new = [text for texts in more for text in texts]
    return tuple(dict.fromkeys((*known, *new))) if new else known


def _with_notes(known: tuple[Note, ...], entries: Sequence[Entry]) -> tuple[Note, ...]:
    if not _first(entries, "notes"):
        return known
    notes = {note.text: note for note in known}
    for entry in entries:
        for note in entry.notes:
            notes.setdefault(note.text, note)
    return (*known, *list(notes.values())[len({note.text for note in known}) :])


def _with_directors(known: tuple[Credit, ...], entries: Iterable[Entry]) -> tuple[Credit, ...]:
    if any(credit.job is Job.DIRECTOR for credit in known):
        return known
    names = dict.fromkeys(_first(entries, "directors") or ())
    return (*known, *[Credit(name=name, job=Job.DIRECTOR) for name in names])


def _rating(
    known: float | None, entries: Sequence[Entry], viewings: Sequence[Viewing]
) -> float | None:
    """Return the current rating; one that was given on a day only fills, the newest first."""
    for entry in reversed(entries):
        if entry.rating and entry.rating_wins:
            return entry.rating
    rating: float | None = known or _first(entries, "rating")
    if rating is None and any(viewing.rating for e in entries for viewing in e.viewings):
        rating = next((v.rating for v in reversed(viewings) if v.rating), None)
    return rating


class _ViewingsByDay:
    """The viewings of a film while those of a source are compared with them.

    Of one date the first viewing of the source is the first one there, the second the second.
    """

    def __init__(self, viewings: Iterable[Viewing]) -> None:
        self._by_date: dict[PartialDate | None, list[Viewing]] = defaultdict(list)
        self._met: Counter[PartialDate | None] = Counter()
        for viewing in viewings:
            self._by_date[viewing.watched_on].append(viewing)

    def enter(self, viewing: Viewing) -> None:
        """Enter a viewing that the source tells of, or what is new in it."""
        date = viewing.watched_on
        there, place = self._by_date[date], self._met[date]
        self._met[date] += 1
        if place < len(there):
            there[place] = _filled(there[place], viewing)
            return
        if date:
            self._forget_a_bare_one()
        there.append(viewing)

    def _forget_a_bare_one(self) -> None:
        """Take out an undated viewing that the source does not tell of: this was it."""
        undated = self._by_date[None]
        if _BARE in undated[self._met[None] :]:
            del undated[undated.index(_BARE, self._met[None])]

    def fill_up(self, plays: int) -> None:
        """Add undated viewings until there are so many."""
        missing = plays - sum(map(len, self._by_date.values()))
        self._by_date[None] += [_BARE] * max(missing, 0)

    def viewings(self) -> tuple[Viewing, ...]:
        """Return them in order of date."""
        return tuple(sorted((v for vs in self._by_date.values() for v in vs), key=viewing_key))


def _filled(known: Viewing, viewing: Viewing) -> Viewing:
    return replace(
        known,
        rating=known.rating or viewing.rating,
        note=known.note or viewing.note,
        tags=_united(known.tags, [viewing.tags]),
        rewatch=known.rewatch or viewing.rewatch,
    )


def _with_viewings(known: tuple[Viewing, ...], entries: Sequence[Entry]) -> tuple[Viewing, ...]:
    """Return the viewings with those of a source; rated means seen."""
    plays = 1 if _first(entries, "rating") else 0
    for entry in entries:
        plays = max(plays, entry.plays)
    if not plays and not _first(entries, "viewings"):
        return known
    diary = _ViewingsByDay(known)
    for entry in entries:
        for viewing in entry.viewings:
            diary.enter(viewing)
    diary.fill_up(plays)
    return diary.viewings()
