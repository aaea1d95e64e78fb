"""Imported episodes become viewings of the parts of their series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from watchlist import spans
from watchlist.errors import WatchlistError
from watchlist.library.library import Library
from watchlist.library.parts import meant
from watchlist.library.taking import take
from watchlist.merging.entries import Entry, Skipped
from watchlist.merging.films import updated
from watchlist.merging.report import Report
from watchlist.model import Film, FilmId
from watchlist.spans import Span


def whole_of(part: Entry) -> Entry:
    """Return what an entry about a part tells of the film that this is a part of."""
    return Entry(
        origin=part.origin,
        title=part.title,
        year=part.year,
        kind=part.kind,
        imdb=part.imdb,
        tmdb=part.tmdb,
        tvdb=part.tvdb,
        exact=part.exact,
        rows=0,
    )


def enter_parts(library: Library, parts: Iterable[tuple[FilmId, Entry]], report: Report) -> None:
    """Enter what is said of parts; each comes with the number of the film that it is a part of."""
    said: dict[FilmId, list[Entry]] = {}
    for whole, entry in parts:
        said.setdefault(whole, []).append(entry)
    for whole, entries in said.items():
        if _PartsOf(library, library.films[whole], report).enter(entries):
            report.touch(whole)


class _PartsOf:
    """The parts of one film, to which an import adds many."""

    def __init__(self, library: Library, whole: Film, report: Report) -> None:
        self._library = library
        self._whole = whole
        self._report = report
        self._parts = library.parts.of(whole)
        self._known = {part.span: part.film for part in self._parts if part.film is not None}

    def enter(self, entries: Sequence[Entry]) -> bool:
        """Enter what is said of parts, and return whether anything was new."""
        by_span: dict[Span, list[Entry]] = {}
        for entry in entries:
            try:
                span = meant(entry.span, self._whole, self._parts)
            except WatchlistError as error:
                self._report.problems.append(Skipped(entry.origin, str(error)))
            else:
                by_span.setdefault(span, []).append(entry)
        changed = [self._say(n, said) for s, said in by_span.items() for n in self._numbers(s)]
        return any(changed)

    def _numbers(self, span: Span) -> list[FilmId]:
        """Return the records that make up a piece."""
        if span in self._known:
            return [self._known[span]]
        if any(spans.overlap(span, part.span) for part in self._parts):
            return take(self._library, self._whole.id, span)
        text = spans.text_of(span, self._whole.seasons)
        return [self._library.enter_part(self._whole.id, text).id]

    def _say(self, number: FilmId, said: Sequence[Entry]) -> bool:
        """Bring a part up to date; return whether anything was new."""
        before = self._library.films[number]
        film = updated(before, [(_of_part(entry, before), True) for entry in said])
        title = next((entry.part_title for entry in said if entry.part_title), "")
        if title and film.title == self._whole.title:
            film = replace(film, title=title)
        is_new = not before.uid and not self._library.films.is_stored(number)
        self._library.replace_film(film)
        self._library.settle_whole(number)
        return is_new or film != before


def _of_part(entry: Entry, part: Film) -> Entry:
    """Return what an entry says of a part, without what tells its whole from other films."""
    return replace(
        entry,
        title=part.title,
        year=part.year,
        kind=part.kind,
        span="",
        imdb="",
        tmdb=None,
        tvdb=None,
        letterboxd="",
        aliases=(),
        seasons=(),
        to_watch=False,
    )
