"""What a source says of one film, brought into it. Pure.

What is there stays; what a site says now of a film that is found by its id replaces what it said
before. Saying the same again changes nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.library.fields import FIELDS, Merge
from watchlist.library.viewings import newest_rating
from watchlist.merging.entries import Entry, stand_in
from watchlist.merging.matching import is_sure
from watchlist.merging.viewings import merge_viewings
from watchlist.model import Credit, Film, FilmId, Job, Kind, Note, Viewing
from watchlist.names.folding import fold

Said = Sequence[tuple[Entry, bool]]
"""What a source says of one film, in order, and whether it told an id of it."""


def new_film(number: FilmId, said: Said) -> Film:
    """Return a film of which only is known what it is called."""
    first = _namer(said) or said[0][0]
    title = first.title or stand_in(first.imdb, first.tmdb, first.letterboxd)
    return Film(id=number, title=title, year=first.year, kind=first.kind)


def updated(
    film: Film,
    said: Said,
    *,
    whole_watchlist: bool = False,
    joining: bool = False,
    in_parts: bool = False,
) -> Film:
    """Return a film with what a source says of it.

    When that has the whole watchlist, or tells states in words, a film is off it that it does not
    list and has seen anew. A film that it tells to have been dropped is off it as well, unless it
    lists it. ``joining`` says that the source is a library, or an entry that it was copied from
    one: what that says of viewings and of a rating only fills, and what is to be watched a copy of
    this film does not say. Of a film that is seen ``in_parts`` a rating does not say that all of it
    was.
    """
    entries = [entry for entry, _ in said]
    joining = joining or any(entry.copied for entry in entries)
    sure = [entry for entry, by_id in said if by_id]
    namer = next((entry for entry in sure if entry.title), None)
    rated = not in_parts and bool(_first(entries, "rating"))
    viewings = _with_viewings(film.viewings, entries, rated=rated, joining=joining)
    is_known = whole_watchlist or any(entry.finished for entry in entries)
    is_off = is_known and len(viewings) > len(film.viewings)
    is_off = is_off or any(entry.dropped for entry in entries)
    return replace(
        film,
        **{name: merge(getattr(film, name), name, sure, entries) for name, merge in _BY_RULE},
        **_naming(film, namer, entries),
        year=(namer and namer.year) or film.year or _first(entries, "year"),
        release=_release(film.release, sure, entries),
        kind=film.kind if film.kind is not Kind.FILM else _kind(entries),
        notes=_with_notes(film.notes, entries),
        to_watch=(film.to_watch and not is_off) or _puts_on_watchlist(film, entries, joining),
        credits=_with_directors(film.credits, entries),
        viewings=viewings,
        rating=_rating(film, entries, viewings, joining=joining),
    )


def _puts_on_watchlist(film: Film, entries: Sequence[Entry], joining: bool) -> bool:  # noqa: FBT001
    """Whether a source puts a film on the watchlist; a library only one that was not seen.

    A copy of the film does not: where it was taken off, it stays off.
    """
    if joining and (film.watched or any(is_copy(film, entry) for entry in entries)):
        return False
    return bool(_first(entries, "to_watch"))


def is_copy(film: Film, other: Film) -> bool:
    """Whether a film is another copy of the same record, for sure."""
    return is_sure(film.uid) and film.uid == other.uid


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
    return FIELDS[name].each_once(value for values in (known, *said) for value in values)


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
    if title != film.title and fold(title) != fold(film.title) and not is_stand_in(film):
        aliases = _united(aliases, [(film.title,)])
    if aliases:
        aliases = tuple(alias for alias in aliases if alias not in (title, original, ""))
    return {"title": title, "original_title": original, "aliases": aliases}


def is_stand_in(film: Film) -> bool:
    """Whether a film is called by its id, for want of a title."""
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
    there = "\n\n".join(notes)  # as a table holds them
    for entry in entries:
        for note in entry.notes:
            if not (entry.copied and note.text in there):
                notes.setdefault(note.text, note)
    return (*known, *list(notes.values())[len({note.text for note in known}) :])


def _with_directors(known: tuple[Credit, ...], entries: Iterable[Entry]) -> tuple[Credit, ...]:
    if any(credit.job is Job.DIRECTOR for credit in known):
        return known
    names = dict.fromkeys(_first(entries, "directors") or ())
    return (*known, *[Credit(name=name, job=Job.DIRECTOR) for name in names])


def _rating(
    film: Film, entries: Sequence[Entry], viewings: Sequence[Viewing], *, joining: bool
) -> float | None:
    """Return the current rating; one that was given on a day only fills, the newest first.

    Where the current one is that of the newest viewing, it follows that: a newer one may have
    come, or the site may tell of another rating.
    """
    for entry in reversed(entries):
        if entry.rating and entry.rating_wins:
            return entry.rating
    newest = newest_rating(viewings)
    if film.rating and not joining and film.rating == newest_rating(film.viewings):
        return newest
    rating: float | None = film.rating or _first(entries, "rating")
    if (
        rating is None
        and not joining
        and any(viewing.rating for e in entries for viewing in e.viewings)
    ):
        return newest
    return rating


def _with_viewings(
    known: tuple[Viewing, ...], entries: Sequence[Entry], *, rated: bool, joining: bool
) -> tuple[Viewing, ...]:
    """Return the viewings with those of a source; rated means seen."""
    plays = int(rated)
    for entry in entries:
        plays = max(plays, entry.plays)
    said = [viewing for entry in entries for viewing in entry.viewings]
    return merge_viewings(known, said, plays, joining=joining)
