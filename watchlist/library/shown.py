"""Films as they are shown: a whole counts what was seen of its parts, and they what it says. Pure.

A viewing of a whole is one of each of its regular episodes that was not seen before (of all, when
it was a rewatch); a whole is watched when it has a viewing of its own or all its regular episodes
have one. Specials never count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any, NamedTuple

from msgspec.structs import replace

from watchlist import spans
from watchlist.library.parts import (
    PartIndex,
    Piece,
    covered,
    extent_of,
    is_episodic,
    kind_of,
    overlapping,
    parsed,
    span_of,
    total_of,
)
from watchlist.library.records import Records
from watchlist.library.viewings import viewing_key
from watchlist.model import Film, FilmId, Viewing
from watchlist.spans import END, Span, Unit

NO_RECORD = 10**18
"""From here on the numbers of films that are no records: pieces of which nothing was said.

No record has so many digits (see ``FileStorage``).
"""

Counts = Callable[[Viewing], bool]
"""Whether a viewing counts."""


class EpisodesSeen(NamedTuple):
    """How many of the regular episodes are seen; ``of`` is None when nobody knows."""

    seen: int
    of: int | None

    @property
    def begun(self) -> bool:
        """Whether some are seen and some are not."""
        return self.seen not in (0, self.of)

    def __str__(self) -> str:
        return f"{self.seen} of {self.of}" if self.of is not None else f"{self.seen} seen"


class Shown(Film, frozen=True):
    """A film as it is shown. ``within`` is the title of the whole that it is a part of."""

    progress: EpisodesSeen | None = None
    within: str = ""

    @property
    def label(self) -> str:
        """A part as a piece of its whole, and its own title where it has one."""
        if not self.within:
            return f"{self.title} ({self.year})" if self.year else self.title
        named = "" if self.title == self.within else f" {self.title}"
        return f"{self.within} {self.span}{named}"

    @property
    def is_record(self) -> bool:
        """Whether there is a record of it."""
        return self.id < NO_RECORD


def is_begun(film: Film) -> bool:
    """Whether a film, or a part of it, was watched."""
    progress = film.progress if isinstance(film, Shown) else None
    return film.watched or (progress is not None and progress.seen > 0)


class ShownFilms(Mapping[FilmId, Film]):
    """The films of a library as they are shown, by number; ``counts`` says which viewings do."""

    def __init__(
        self, films: Records[Film], parts: PartIndex, counts: Counts | None = None
    ) -> None:
        self._films = films
        self._parts = parts
        self._counts = counts
        self._known: dict[FilmId, Film] = {}
        self._seen: dict[FilmId, list[Span]] = {}
        self._written = len(films.written)
        self._imagined: dict[FilmId, tuple[FilmId, Span]] = {}
        self._numbers: dict[tuple[FilmId, Span], FilmId] = {}

    def imagine(self, whole: FilmId, span: Span) -> FilmId:
        """Return a number for a piece of which there is no record."""
        number = self._numbers.setdefault((whole, span), NO_RECORD + len(self._numbers))
        self._imagined[number] = (whole, span)
        return number

    def forget(self, number: FilmId, whole: FilmId, span: Span) -> None:
        """Show a number that is no record any more as the piece that it was."""
        self._imagined[number] = (whole, span)

    def counting(self, counts: Counts) -> ShownFilms:
        """Return the films as they are shown when only some viewings count."""
        shown = copy(self)
        shown._counts = counts
        shown._known, shown._seen = {}, {}
        return shown

    def span(self, number: FilmId) -> Span | None:
        """Return which piece of its whole a film is; None for one that is no part."""
        if piece := self._imagined.get(number):
            return piece[1]
        film = self._films[number]
        whole = self._films.get(film.whole or 0)
        return span_of(film.span, whole) if whole else None

    def __getitem__(self, number: FilmId) -> Film:
        self._follow()
        if number not in self._known:
            self._known[number] = self._as_shown(number)
        return self._known[number]

    def _follow(self) -> None:
        """Forget what was shown before something was written."""
        if len(self._films.written) != self._written:
            self._written = len(self._films.written)
            self._known.clear()
            self._seen.clear()

    def _as_shown(self, number: FilmId) -> Film:
        if piece := self._imagined.get(number):
            shown = self.part(self._films[piece[0]], piece[1])
            return replace(shown, id=number if number >= NO_RECORD else self.imagine(*piece))
        return self.of(self._films[number])

    def of(self, film: Film) -> Film:
        """Return a record as it is shown, which is not kept."""
        film = self._counting(film)
        if film.whole is not None and (whole := self._films.get(film.whole)):
            return self.part(whole, parsed(film.span), film)
        if is_episodic(film) or self._parts.has_any(film.id):
            return self._whole(film)
        return film

    def own(self, number: FilmId) -> Film:
        """Return a film with the viewings of its own only, named as it is shown."""
        film = self._films[number]
        if film.whole is None or film.whole not in self._films:
            return film
        return Shown(**_fields(film), within=self._films[film.whole].title)

    def __iter__(self) -> Iterator[FilmId]:
        return iter(self._films)

    def __len__(self) -> int:
        return len(self._films)

    def _counting(self, film: Film) -> Film:
        if self._counts is None or not film.viewings:
            return film
        return replace(film, viewings=tuple(filter(self._counts, film.viewings)))

    def _whole(self, film: Film) -> Shown:
        """Return a whole with what was seen of it."""
        parts = self._parts.of(film)
        total = total_of(film, parts)
        seen = [part for part in parts if self._own(part)]
        pieces = list(covered((part.span for part in seen), film))
        count = sum(spans.at_least(piece, film.seasons) for piece in pieces)
        extent = extent_of(film, parts)
        if extent and extent.unit is Unit.NUMBER:
            count = len(seen)
        is_all = extent and any(_holds(piece, extent, film) for piece in pieces)
        if film.viewings:
            count = count if total is None else total
        elif is_all or (total and count == total):
            film = replace(film, viewings=self._last(seen))
        progress = EpisodesSeen(count, total) if total is not None or is_episodic(film) else None
        return Shown(**_fields(film), progress=progress)

    def _own(self, part: Piece) -> tuple[Viewing, ...]:
        """Return the viewings of a part itself that count."""
        if part.film is None:
            return ()
        return self._counting(self._films[part.film]).viewings

    def _last(self, parts: Sequence[Piece]) -> tuple[Viewing, ...]:
        """Return the viewing by which a whole was seen to its end, as one of the whole."""
        found = (viewing for part in parts for viewing in self._own(part))
        last = max(found, key=viewing_key)
        return (Viewing(watched_on=last.watched_on),)

    def part(self, whole: Film, span: Span | None, record: Film | None = None) -> Shown:
        """Return a piece of a film, with its record where there is one."""
        whole = self._counting(whole)
        own = record.viewings if record else self._seen_within(whole, span)
        inherited = () if span and span.is_special else whole.viewings
        viewings = (*own, *(v for v in inherited if v.rewatch or not own))
        film = record or self._blank(whole, span)
        return Shown(
            **_fields(
                replace(
                    film,
                    year=film.year or whole.year,
                    runtime=film.runtime or self._runtime(whole, span),
                    viewings=tuple(sorted(viewings, key=viewing_key)),
                    to_watch=False,
                )
            ),
            within=whole.title,
            progress=self._progress_of(whole, span),
        )

    def _progress_of(self, whole: Film, span: Span | None) -> EpisodesSeen | None:
        """Return what was seen of a piece of several episodes."""
        of = spans.count(span, whole.seasons) if span else None
        if span is None or of is None or of < 2:  # noqa: PLR2004 -- more than one
            return None
        if whole.viewings and not span.is_special:
            return EpisodesSeen(of, of)
        inside = (piece for one in self._united(whole) if (piece := spans.common(one, span)))
        return EpisodesSeen(sum(spans.count(piece, whole.seasons) or 0 for piece in inside), of)

    def _seen_within(self, whole: Film, span: Span | None) -> tuple[Viewing, ...]:
        """Return the last viewing of a piece that holds several parts, all of them seen."""
        if span is None:
            return ()
        if not any(spans.contains(piece, span) for piece in self._united(whole)):
            return ()
        inside = [part for part in self._parts.of(whole) if spans.overlap(span, part.span)]
        return self._last([part for part in inside if self._own(part)])

    def _united(self, whole: Film) -> list[Span]:
        """Return what was seen of a film part by part, joined where the parts touch."""
        self._follow()
        if whole.id not in self._seen:
            seen = (part.span for part in self._parts.of(whole) if self._own(part))
            self._seen[whole.id] = spans.united(seen, whole.seasons)
        return self._seen[whole.id]

    @staticmethod
    def _blank(whole: Film, span: Span | None) -> Film:
        text = spans.text_of(span, whole.seasons) if span else ""
        return Film(
            id=NO_RECORD,
            title=whole.title,
            kind=kind_of(span, whole) if span else whole.kind,
            whole=whole.id,
            span=text,
        )

    @staticmethod
    def _runtime(whole: Film, span: Span | None) -> int | None:
        """Return the minutes of a piece; those of a series are the minutes of an episode."""
        if span is None:
            return None
        if span.unit is Unit.SECOND:
            end = span.last[0] + 1 if span.last[0] != END else (whole.runtime or 0) * 60
            return max(1, round((end - span.first[0]) / 60)) if end > span.first[0] else None
        if span.unit is Unit.NUMBER or not whole.runtime:
            return None
        halves = spans.episodes(span, whole.seasons) or []
        return whole.runtime * len(halves) or None

    def pieces(self, whole: Film, within: Span | None = None) -> Iterator[tuple[Piece, Shown]]:
        """Yield the regular pieces of a film in their order, parts that are no records too.

        ``within`` a piece of the film those that have something in common with it.
        """
        regular = self._parts.regular(whole)
        for part in overlapping(regular, within) if within else regular:
            yield part, self.part(whole, part.span, self._record(part))

    def _record(self, part: Piece) -> Film | None:
        return self._counting(self._films[part.film]) if part.film is not None else None


def _fields(film: Film) -> dict[str, Any]:
    """Return the fields of a film, as they are."""
    return {name: getattr(film, name) for name in film.__struct_fields__}


def _holds(piece: Span, extent: Span, whole: Film) -> bool:
    """Whether a piece is all of a film; its last minute need not be named to the second."""
    if extent.unit is Unit.SECOND and whole.runtime and piece.last[0] + 1 >= whole.runtime * 60:
        piece = piece._replace(last=extent.last)
    return spans.contains(piece, extent)
