"""Imported episodes become viewings of the parts of their series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from watchlist import spans
from watchlist.errors import WatchlistError
from watchlist.library.library import Library
from watchlist.library.parts import Piece, meant
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
        self._crossed = False
        """Whether pieces that something is said of reach into each other."""

    def enter(self, entries: Sequence[Entry]) -> bool:
        """Enter what is said of parts, and return whether anything was new."""
        by_span: dict[Span, list[Entry]] = {}
        parts = list(self._parts)
        for entry in entries:
            try:
                span = meant(entry.span, self._whole, parts)
            except WatchlistError as error:
                self._report.problems.append(Skipped(entry.origin, str(error)))
            else:
                by_span.setdefault(span, []).append(entry)
                parts = parts or [Piece(span)]  # they are counted in one way
        self._crossed = not spans.disjoint({*by_span, *self._known})
        told = {s: e for s, e in by_span.items() if s in self._known or any(map(_says_more, e))}
        new = [self._say(n, said) for s, said in told.items() for n in self._numbers(s, said)]
        return any(new)

    def _numbers(self, span: Span, said: Sequence[Entry]) -> list[FilmId]:
        """Return the records that make up a piece; none of one that cannot be cut out."""
        if self._crossed:
            try:
                return take(self._library, self._whole.id, span)
            except WatchlistError as error:
                self._report.problems += (Skipped(entry.origin, str(error)) for entry in said)
                return []
        if span in self._known:
            return [self._known[span]]
        text = spans.text_of(span, self._whole.seasons)
        return [self._library.enter_part(self._whole.id, text).id]

    def _say(self, number: FilmId, said: Sequence[Entry]) -> bool:
        """Bring a part up to date; return whether anything was new."""
        before = self._library.films[number]
        film = updated(before, [(_of_part(entry, before), not entry.copied) for entry in said])
        title = next((entry.part_title for entry in said if entry.part_title), "")
        if title and film.title == self._whole.title:
            film = replace(film, title=title)
        is_new = not before.uid and not self._library.films.is_stored(number)
        self._library.replace_film(film)
        self._library.settle_whole(number)
        return is_new or film != before


def _says_more(entry: Entry) -> bool:
    """Whether an entry says more of a part than that it is there."""
    facts = (entry.viewings, entry.plays, entry.rating, entry.part_title, entry.release)
    return any((*facts, entry.notes, entry.tags, entry.story, entry.credits, entry.directors))


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
