"""The parts of films: which records are pieces of which whole, and what is left between them. Pure.

A part is a record of a film with the number of its ``whole`` and a ``span`` (``watchlist.spans``).
The spans of the parts of one whole never overlap. A part whose title is that of its whole has none
of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from watchlist import spans
from watchlist.errors import NoSuchPieceError, RefusedError, UsageError
from watchlist.library.records import Records
from watchlist.model import Film, FilmId, Kind
from watchlist.spans import END, Point, Span, Unit

_EPISODIC = (Kind.SERIES, Kind.SEASON)


class Piece(NamedTuple):
    """A piece of a whole: its record, None for one of which nothing was said."""

    span: Span
    film: FilmId | None = None


class PartIndex:
    """The parts of a library by the number of their whole; it follows what is written."""

    def __init__(self, films: Records[Film]) -> None:
        self._films = films
        self._written = len(films.written)
        self._of: dict[FilmId, dict[FilmId, str]] = defaultdict(dict)
        self._whole: dict[FilmId, FilmId] = {}
        self._sorted: dict[FilmId, tuple[Film, list[Piece]]] = {}
        self._regular: dict[FilmId, tuple[Film, list[Piece]]] = {}
        for number, found in films.partial_reads(_PartTraits, holding="whole"):
            self._enter(number, found)

    def of(self, whole: Film) -> list[Piece]:
        """Return the parts of a film that are records, in their order; specials come first.

        A record that cannot be read is none.
        """
        self._follow()
        return _kept(self._sorted, whole, self._read) if self._of.get(whole.id) else []

    def _read(self, whole: Film) -> list[Piece]:
        there = ((n, text) for n, text in self._of[whole.id].items() if n in self._films)
        return sorted(Piece(span, n) for n, text in there if (span := span_of(text, whole)))

    def regular(self, whole: Film) -> list[Piece]:
        """Return all regular pieces of a film in their order: parts, and what is between them."""
        self._follow()
        return _kept(self._regular, whole, lambda film: regular(film, self.of(film)))

    def has_any(self, whole: FilmId) -> bool:
        """Whether a film has parts that are records."""
        self._follow()
        return bool(self._of.get(whole))

    def whole_of(self, film: FilmId) -> FilmId | None:
        """Return the film that another one is a part of; None when it is none."""
        self._follow()
        return self._whole.get(film)

    def outside(self, films: Iterable[FilmId]) -> list[FilmId]:
        """Return films without those that are parts of others among them."""
        self._follow()
        there = dict.fromkeys(films)
        return [film for film in there if self._whole.get(film) not in there]

    def __contains__(self, film: object) -> bool:
        self._follow()
        return film in self._whole

    def _follow(self) -> None:
        written = self._films.written
        if len(written) == self._written:
            return
        self._sorted.clear()
        self._regular.clear()
        for number in dict.fromkeys(written[self._written :]):
            if (whole := self._whole.pop(number, None)) is not None:
                self._of[whole].pop(number, None)
            if found := self._films.partial_read(number, _PartTraits):
                self._enter(number, found)
        self._written = len(written)

    def _enter(self, number: FilmId, found: _PartTraits) -> None:
        if isinstance(found.whole, int) and isinstance(found.span, str) and found.span:
            self._of[found.whole][number] = found.span
            self._whole[number] = found.whole


def _kept(
    known: dict[FilmId, tuple[Film, list[Piece]]], whole: Film, find: Callable[[Film], list[Piece]]
) -> list[Piece]:
    """Return the pieces of a film that are known, or found, of the seasons that it has."""
    before, pieces = known.get(whole.id, (None, []))
    if before is None or (before.seasons, before.kind) != (whole.seasons, whole.kind):
        known[whole.id] = whole, (pieces := find(whole))
    return pieces


class _PartTraits(msgspec.Struct):
    """What makes a film a part, as it stands in a document that may be unreadable."""

    whole: Any = None
    span: Any = None


@lru_cache(maxsize=1 << 14)
def parsed(text: str) -> Span | None:
    """Return the piece that a record says it is; None for what cannot be read."""
    try:
        return spans.parse(text)
    except ValueError:
        return None


def span_of(text: str, whole: Film) -> Span | None:
    """Return the piece of a film that a record says it is; None for what cannot be read."""
    span = parsed(text)
    return spans.fitted(span, whole.seasons) if span else None


def unit_of(whole: Film, parts: Sequence[Piece]) -> Unit | None:
    """Return what the pieces of a film are measured in; None where it has none yet."""
    regular = next((part.span.unit for part in parts if not part.span.is_special), None)
    if regular or not is_episodic(whole):
        return regular
    return Unit.EPISODE


def is_episodic(film: Film) -> bool:
    """Whether a film consists of episodes."""
    return film.kind in _EPISODIC or bool(film.seasons)


def extent_of(whole: Film, parts: Sequence[Piece]) -> Span | None:
    """Return all that is regular of a film; None where it has no pieces."""
    unit = unit_of(whole, parts)
    if unit is None:
        return None
    if unit is Unit.NUMBER:
        last = max(part.span.last for part in parts if part.span.unit is unit)
        return Span(unit, (1, 0, 0), last)
    return spans.all_of(unit, whole.seasons)


def regular(whole: Film, parts: Sequence[Piece]) -> list[Piece]:
    """Return all regular pieces of a film in their order: its parts, and what is between them."""
    extent = extent_of(whole, parts)
    if extent is None:
        return []
    known = [p for p in parts if p.span.unit is extent.unit and not p.span.is_special]
    numbered = extent.unit is Unit.NUMBER  # there is nothing between those that have titles
    spanned = (part.span for part in known)
    left = () if numbered else spans.gaps(extent, spanned, whole.seasons)
    found = [*known, *(Piece(span) for span in left)]
    found.sort(key=lambda part: part.span)
    return found + [p for p in parts if p.span.unit is not extent.unit and not p.span.is_special]


def overlapping(pieces: Sequence[Piece], span: Span) -> Sequence[Piece]:
    """Return those of the pieces of a film, in their order, that have something in common with one.

    The pieces of one unit do not overlap.
    """
    of_unit = [piece for piece in pieces if piece.span.unit is span.unit]
    start = bisect_left(of_unit, span.first, key=lambda piece: piece.span.last)
    end = bisect_right(of_unit, span.last, key=lambda piece: piece.span.first)
    return of_unit[start:end]


def kind_of(span: Span, whole: Film) -> Kind:
    """Return what sort of part a piece is."""
    if span.unit in (Unit.SECOND, Unit.NUMBER):
        return Kind.SEGMENT
    return Kind.SEASON if spans.is_seasons(span, whole.seasons) else Kind.EPISODE


def meant(text: str, whole: Film, parts: Sequence[Piece]) -> Span:
    """Return the piece of a film that was written.

    Raises UsageError for what cannot be read, NoSuchPieceError for a piece that the film does not
    have, RefusedError for one that cannot be compared with the parts that are there.
    """
    try:
        span = spans.parse(text)
    except ValueError as error:
        raise UsageError(f"{error}.") from error
    span = _in_the_unit_of(span, text, whole, parts)
    if problem := _missing(span, whole, parts):
        raise NoSuchPieceError(problem)
    return spans.fitted(span, whole.seasons)


def _in_the_unit_of(span: Span, text: str, whole: Film, parts: Sequence[Piece]) -> Span:
    """Count an episode without a season where it belongs."""
    unit = unit_of(whole, parts)
    if span.unit is Unit.ABSOLUTE and is_episodic(whole):
        if len(whole.seasons) > 1:
            raise UsageError(
                f"“{text}” does not say of which of the {len(whole.seasons)} seasons of "
                f"{whole.title} it is: write s01e02."
            )
        if len(whole.seasons) == 1:
            return span._replace(unit=Unit.EPISODE)
    if {span.unit, unit} == {Unit.ABSOLUTE, Unit.EPISODE} and parts and not span.is_special:
        other = "e16" if unit is Unit.ABSOLUTE else "s01e16"
        raise RefusedError(
            f"The episodes of {whole.title} are counted as {other} so far: write “{text}” like "
            "that, or say how many there are in each season with “watchlist edit FILM --seasons”."
        )
    return span


def recounted(span: Span, whole: Film) -> Span:
    """Return a piece of a film whose seasons have other lengths now.

    Episodes that counted through get their seasons. Raises RefusedError for a piece that is there
    no longer.
    """
    if span.unit is Unit.ABSOLUTE and whole.seasons:
        span = Span(
            Unit.EPISODE,
            _in_seasons(span.first, whole.seasons),
            _in_seasons(span.last, whole.seasons),
        )
    if problem := _missing(span, whole, [Piece(span)]):
        raise RefusedError(
            f"{problem} Something is said of that piece: see “watchlist parts id:{whole.id}”."
        )
    return spans.fitted(span, whole.seasons)


def _in_seasons(point: Point, seasons: Sequence[int | None]) -> Point:
    """Return an episode that counts through as one of its season."""
    season, (_, episode, half) = 1, point
    for length in seasons[:-1]:
        if length is None or episode <= length:
            break
        season, episode = season + 1, episode - length
    return (END, END, END) if point[1] == END else (season, episode, half)


def _missing(span: Span, whole: Film, parts: Sequence[Piece]) -> str:
    """Say why a film does not have a piece; empty when it may have it."""
    match span.unit:
        case Unit.EPISODE | Unit.ABSOLUTE if not is_episodic(whole):
            why = "it is no series; its pieces are minutes, such as ..22:05"
        case Unit.EPISODE | Unit.ABSOLUTE:
            why = _beyond_the_seasons(span, whole.seasons)
        case Unit.SECOND if is_episodic(whole):
            why = "it is a series; its pieces are episodes, such as s01e02"
        case Unit.SECOND:
            end = span.first[0] if span.last[0] == END else span.last[0]
            too_far = whole.runtime and end >= (whole.runtime + 1) * 60
            why = f"it takes {whole.runtime} minutes" if too_far else ""
        case _:
            known = spans.united((p.span for p in parts if p.span.unit is span.unit), ())
            there = any(spans.contains(one, span) for one in known)
            why = "" if there else f"“watchlist parts id:{whole.id}” shows its parts"
    return f"{whole.label} has no {spans.text_of(span)}: {why}." if why else ""


def _beyond_the_seasons(span: Span, seasons: Sequence[int | None]) -> str:
    """Say which end of a piece lies behind the last season, or the last episode of one."""
    for season, episode, _ in (span.first, span.last):
        if not seasons or season in (0, END):
            continue
        if season > len(seasons):
            return "it has 1 season" if len(seasons) == 1 else f"it has {len(seasons)} seasons"
        length = seasons[season - 1]
        if length is not None and length < episode < END:
            return f"season {season} has {length} episode{'' if length == 1 else 's'}"
    return ""


def total_of(whole: Film, parts: Sequence[Piece]) -> int | None:
    """Return how many regular episodes, or numbered segments, there are; None if not known."""
    extent = extent_of(whole, parts)
    if extent is None or extent.unit is Unit.SECOND:
        return None
    if extent.unit is Unit.NUMBER:
        return len(parts)
    return spans.count(extent, whole.seasons)


def covered(pieces: Iterable[Span], whole: Film) -> Iterator[Span]:
    """Yield regular pieces joined where they touch."""
    yield from spans.united((p for p in pieces if not p.is_special), whole.seasons)
