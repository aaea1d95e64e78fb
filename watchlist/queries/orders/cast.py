"""Who takes part in an order: films, and the pieces of those of which parts are known. Pure.

A film with parts takes part by its pieces: its parts, and what is left between them. What is said
of the whole is said of its *rest*, the pieces that are not placed: it stands before the first of
them and after the last one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from watchlist.dates import NO_DATE, DateKey, StoryDate
from watchlist.library.library import Library
from watchlist.library.parts import Piece, parsed
from watchlist.model import Continuity, Film, FilmId, Link, Placement, PlacementKind
from watchlist.spans import Span
from watchlist.story.timeline import Member, ReleaseKey, Timeline, Unmet

_MOVES_ALWAYS: Final = (PlacementKind.FIRST, PlacementKind.LAST)


class InPieces(NamedTuple):
    """A film that takes part by its pieces, in their order; ``rest`` are those not placed."""

    whole: Film
    pieces: Mapping[FilmId, Span]
    rest: Sequence[FilmId]


class Cast:
    """The members of a continuity for its orders; ``placements`` are those in force in it."""

    def __init__(
        self, library: Library, continuity: Continuity, placements: Iterable[Placement]
    ) -> None:
        self._library = library
        self._said = list(placements)
        self._explicit = {film: None for film in continuity.films if film in library.films}
        self.wholes: dict[FilmId, InPieces] = {}
        self.whole_of: dict[FilmId, FilmId] = {}
        self.members: list[Member] = []
        self._placed = self._films_placed()
        for film in self._explicit:
            if library.parts.has_any(film):
                self.members += self._pieces_of(library.films[film])
            elif library.parts.whole_of(film) not in self._explicit:
                self.members.append(self._film(film))

    def _films_placed(self) -> set[FilmId]:
        """Return the films whose placement moves them here, as one of its anchors is here."""
        parts = self._library.parts
        present = set(self._explicit)
        for film in filter(parts.has_any, self._explicit):
            known = parts.of(self._library.films[film])
            present.update(part.film for part in known if part.film is not None)
        return {
            film
            for placement in self._said
            if placement.kind in _MOVES_ALWAYS or not present.isdisjoint(placement.anchors)
            for film in placement.films
        }

    def _film(self, number: FilmId) -> Member:
        """Return what the engine needs to know of a film, or of a part without its whole."""
        film = self._library.films[number]
        whole = self._library.films.get(film.whole or 0)
        span = parsed(film.span) if whole else None
        if whole is None or span is None:
            return Member(number, film.release_key, film.story)
        self.whole_of[number] = whole.id
        place = span.first[0] * 100_000 + span.first[1]
        return Member(number, (_date(film) or _line_date(whole), whole.id, place), film.story)

    def _pieces_of(self, whole: Film) -> Iterator[Member]:
        """Yield the pieces of a film, and those of its specials that are members themselves."""
        parts = self._library.parts.of(whole)
        specials = [part.film for part in parts if part.span.is_special and part.film is not None]
        yield from map(self._film, self._explicit.keys() & specials)
        pieces = self._library.parts.regular(whole)
        numbers = [self._number(whole, piece) for piece in pieces]
        rest = [number for number in numbers if number not in self._placed]
        spans = dict(zip(numbers, (piece.span for piece in pieces), strict=True))
        self.wholes[whole.id] = InPieces(whole, spans, rest)
        self.whole_of.update(dict.fromkeys(numbers, whole.id))
        records = [self._library.films[p.film] if p.film is not None else None for p in pieces]
        yield from self._chained(whole, numbers, records)

    def _number(self, whole: Film, piece: Piece) -> FilmId:
        if piece.film is not None:
            return piece.film
        return self._library.shown.imagine(whole.id, piece.span)

    def _chained(
        self, whole: Film, numbers: Sequence[FilmId], records: Sequence[Film | None]
    ) -> Iterator[Member]:
        """Yield the pieces of a film: those that stay keep their order, those moved are free.

        Where the whole is moved itself, its pieces stay behind each other, wherever that is, but
        for those that have story dates of their own.
        """
        stay = [p for p, number in enumerate(numbers) if number not in self._placed]
        told = self._stories(whole, {place: records[place] for place in stay})
        moves = bool(told) or whole.id in self._placed
        dates = [_date(record) if record else None for record in records]
        key: ReleaseKey = (_line_date(whole), whole.id, 0)
        last: FilmId | None = None
        for place, (number, record) in enumerate(zip(numbers, records, strict=True)):
            previous = numbers[place - 1] if place else None
            if number in self._placed:
                own = (dates[place] or _line_date(whole), whole.id, place)
                yield Member(number, own, record.story if record else None, previous)
                continue
            behind = last if moves and place not in told else None
            own_date = _date_between(dates, place) if behind is None else dates[place]
            key = max((own_date or key[0], whole.id, place), (key[0], whole.id, place))
            yield Member(number, key, told.get(place), previous, behind)
            last = number

    def _stories(self, whole: Film, stay: Mapping[int, Film | None]) -> dict[int, StoryDate]:
        """Return the story dates by which pieces that stay are sorted, by their place.

        The first of them has that of the whole, or the first one that any of them has. A later one
        has its own where that does not lead back, so that the pieces keep their order.
        """
        own = {place: story for place, record in stay.items() if (story := _sortable(record))}
        start = _sortable(whole) or next(iter(own.values()), None)
        if not stay or start is None:
            return {}
        first = next(iter(stay))
        last = own.get(first, start)
        counted = {first: last}
        for place, story in own.items() if whole.id not in self._placed else ():
            if story.calendar == last.calendar and story.start >= last.start:
                counted[place] = last = story
        return counted

    # -- what is said of wholes --------------------------------------------------------------

    def placements(self) -> list[Placement]:
        """Return the placements as the engine needs them, in the order in which they were said.

        A whole is its rest: its first piece where it is placed itself or stands behind others, its
        last one where others stand behind it.
        """
        return [self._of_pieces(placement) for placement in self._said]

    def _of_pieces(self, placement: Placement) -> Placement:
        named = {*placement.films, *placement.anchors}
        if named.isdisjoint(self.wholes):
            return placement
        ends = (True,) if placement.kind is PlacementKind.BEFORE else (False, True)
        return replace(
            placement,
            films=tuple(self._end(film, first=True) for film in placement.films),
            anchors=tuple(
                self._end(film, first=ends[min(index, len(ends) - 1)])
                for index, film in enumerate(placement.anchors)
            ),
        )

    def _end(self, film: FilmId, *, first: bool) -> FilmId:
        """Return the first or the last piece of the rest of a whole, and any other film itself."""
        found = self.wholes.get(film)
        return found.rest[0 if first else -1] if found and found.rest else film

    def as_said(self, built: Timeline, made: Iterable[Placement]) -> Timeline:
        """Return what the engine made of ``placements``, with these as they were said."""
        if not self.wholes:
            return built
        meant = {id(one): said for one, said in zip(made, self._said, strict=True)}
        entries = (
            entry._replace(
                placement=meant.get(id(entry.placement), entry.placement),
                unanchored=meant.get(id(entry.unanchored), entry.unanchored),
            )
            for entry in built.entries
        )
        unmet = (self._unmet_as_said(one, meant) for one in built.unmet)
        return built._replace(entries=tuple(entries), unmet=tuple(unmet))

    def _unmet_as_said(self, unmet: Unmet, meant: Mapping[int, Placement]) -> Unmet:
        said = meant.get(id(unmet.placement), unmet.placement)
        film = unmet.film if unmet.film in said.films else self.whole_of.get(unmet.film, unmet.film)
        near = unmet.anchor
        anchor = near if near in said.anchors else self.whole_of.get(near, near)
        return unmet._replace(film=film, placement=said, anchor=anchor)

    def links(self, links: Iterable[Link]) -> Iterator[Link]:
        """Yield links with pieces.

        A whole goes on from its first one, and others from its last one that was out before them.
        """
        out = {member.id: member.release for member in self.members}
        for link in links:
            film = self.first_of(link.film)
            other = self._last_out(link.other, film, out)
            same = (film, other) == (link.film, link.other)
            yield link if same else replace(link, film=film, other=other)

    def _last_out(self, film: FilmId, before: FilmId, out: Mapping[FilmId, ReleaseKey]) -> FilmId:
        """Return the last piece of a film released before another one; if none was, the last."""
        if film not in self.wholes:
            return film
        pieces = list(self.wholes[film].pieces)
        earlier = [piece for piece in pieces if before in out and out[piece] < out[before]]
        return (earlier or pieces)[-1]

    def first_of(self, film: FilmId) -> FilmId:
        """Return the first piece of a film in pieces, and any other film itself."""
        return next(iter(self.wholes[film].pieces)) if film in self.wholes else film

    def named(self, films: Sequence[FilmId]) -> list[FilmId]:
        """Return the pieces that films stand for which somebody listed.

        A whole stands for those of its pieces that are not listed themselves.
        """
        listed = set(films)
        return [
            piece
            for film in films
            for piece in (
                [p for p in self.wholes[film].pieces if p not in listed]
                if film in self.wholes
                else [film]
            )
        ]


def _date(film: Film) -> DateKey | None:
    """Return the date that a film came out; None when nothing was said of that."""
    return film.released_on.key if film.released_on else None


def _sortable(film: Film | None) -> StoryDate | None:
    """Return the story date of a film; None where it has none that anything is sorted by."""
    return film.story if film and film.story and film.story.calendar else None


def _line_date(film: Film) -> DateKey:
    return _date(film) or NO_DATE


def _date_between(dates: Sequence[DateKey | None], place: int) -> DateKey | None:
    """Return the date of a piece when both of its neighbours have one."""
    around: Collection[DateKey | None] = dates[max(0, place - 1) : place + 2]
    return dates[place] if all(around) and len(dates) > 1 else None
