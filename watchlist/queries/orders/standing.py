"""Where a film stands among those of its franchises. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.model import TIMELINE, Film, FilmId, Franchise
from watchlist.queries.orders.folding import joined
from watchlist.queries.orders.rows import OrderRow
from watchlist.queries.orders.tables import OrderTable, order_table
from watchlist.spans import Span, first_of, overlap
from watchlist.story.timeline import Displaced, Unmet


class Standing(NamedTuple):
    """Where a film stands in the timeline of a continuity, of ``total`` films.

    So many of them are ``optional``: counts of what was watched leave these out.
    """

    continuity: str
    position: int
    total: int
    optional: int
    passed: Film | None
    """The first seen film that comes after it, where it was not seen itself."""
    unmet: tuple[Unmet | Displaced, ...]
    """All facts that the timeline could not honour, of whatever film."""


def standings(library: Library, film: FilmId) -> dict[tuple[int, str], Standing]:
    """Return where a film stands, by franchise and continuity."""
    found = {}
    for franchise in library.franchises_of(film):
        for continuity in franchise.continuities_of(film):
            table = order_table(library, franchise, continuity, TIMELINE)
            row = row_of(library, table, film)
            if row is None:
                continue
            later = (other.film for other in table.rows[row.position :] if other.film.watched)
            found[franchise.id, continuity.name] = Standing(
                continuity.name,
                row.position,
                len(table.rows),
                sum(other.optional for other in table.rows),
                None if row.film.watched else next(later, None),
                table.unmet,
            )
    return found


def row_of(library: Library, table: OrderTable, film: FilmId) -> OrderRow | None:
    """Return the row that a film stands in: of one in pieces the first, of a part the one it is in.

    None where it is not in that order.
    """
    rows = table.rows
    found = next((row for row in rows if film in (row.film.id, *row.pieces)), None)
    if found:
        return found
    span = library.shown.span(film) if film in library.shown else None
    whole = library.shown[film].whole if span else film
    inside = (row for row in rows if whole in (row.film.whole, row.film.id))
    return next((row for row in inside if not span or _holds(library, row, span)), None)


def _holds(library: Library, row: OrderRow, span: Span) -> bool:
    """Whether a row is of a piece that another one begins in."""
    pieces = (library.shown.span(piece) for piece in row.pieces)
    return any(piece is None or overlap(piece, first_of(span)) for piece in pieces)


def lone_dates(library: Library, film: Film) -> Iterator[Franchise]:
    """Yield the franchises in which a film's story date is compared with no other one."""
    for franchise in library.franchises_of(film.id):
        calendars = [
            member.story.calendar
            for continuity in franchise.continuities_of(film.id)
            for member in library.members(continuity)
            if member.story and member.id != film.id
        ]
        alone = len(franchise.members()) == 1
        if (
            film.story
            and film.story.calendar
            and not alone
            and film.story.calendar not in calendars
        ):
            yield franchise


def earlier_unwatched(
    library: Library, films: Iterable[FilmId], today: datetime.date
) -> Iterator[Film]:
    """Yield the films that stand before any of ``films`` in the order of their franchises.

    Each once, episodes that follow each other as one; those that are seen, to be skipped or not out
    are left out. The episodes of a series of no franchise stand in their own order.
    """
    wanted = set(films)
    found: dict[FilmId, Film] = {}
    here = wanted.union(filter(None, map(library.parts.whole_of, wanted)))
    for franchise in library.franchises.values():
        for continuity in franchise.continuities:
            if not here.intersection(continuity.films):
                continue
            rows = order_table(library, franchise, continuity, franchise.default_order).singly
            last = max((row.position for row in rows if _is_of(row.film, wanted)), default=1)
            for row in rows[: last - 1]:
                film = row.film
                if (
                    not _is_of(film, wanted)
                    and row.counts(optional=False)
                    and not film.watched
                    and film.is_released(today)
                ):
                    found[film.id] = film
    for number in wanted:
        if not any(library.franchises_of(number)):
            found.update((one.id, one) for one in _earlier_pieces(library, number))
    yield from joined(library, (film for film in found.values() if film.id not in wanted))


def _is_of(film: Film, wanted: Collection[FilmId]) -> bool:
    """Whether a film is one of some, or a piece of one."""
    return film.id in wanted or film.whole in wanted


def _earlier_pieces(library: Library, part: FilmId) -> Iterator[Film]:
    """Yield the pieces of the whole of a part that stand before it and were not seen."""
    whole, span = library.parts.whole_of(part), library.shown.span(part)
    if whole is None or span is None or span.is_special:
        return
    for piece, shown in library.shown.pieces(library.films[whole]):
        if piece.span.first < span.first and not shown.watched and piece.film != part:
            yield library.shown[piece.film or library.shown.imagine(whole, piece.span)]
