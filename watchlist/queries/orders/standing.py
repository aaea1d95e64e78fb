"""Where a film stands among those of its franchises. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.model import TIMELINE, Film, FilmId, Franchise
from watchlist.queries.orders.tables import order_table
from watchlist.story.timeline import Unmet


class Standing(NamedTuple):
    """Where a film stands in the timeline of a continuity, of ``total`` films."""

    continuity: str
    position: int
    total: int
    passed: Film | None
    """The first seen film that comes after it, where it was not seen itself."""
    unmet: tuple[Unmet, ...]
    """All facts that the timeline could not honour, of whatever film."""


def standings(library: Library, film: FilmId) -> dict[tuple[int, str], Standing]:
    """Return where a film stands, by franchise and continuity."""
    found = {}
    for franchise in library.franchises_of(film):
        for continuity in franchise.continuities_of(film):
            table = order_table(library, franchise, continuity, TIMELINE)
            row = next(row for row in table.rows if row.film.id == film)
            later = (other.film for other in table.rows[row.position :] if other.film.watched)
            found[franchise.id, continuity.name] = Standing(
                continuity.name,
                row.position,
                len(table.rows),
                None if row.film.watched else next(later, None),
                table.unmet,
            )
    return found


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

    Each once; those that are seen, to be skipped or not out are left out.
    """
    wanted = set(films)
    found: dict[FilmId, Film] = {}
    for franchise in library.franchises.values():
        for continuity in franchise.continuities:
            if not wanted.intersection(continuity.films):
                continue
            rows = order_table(library, franchise, continuity, franchise.default_order).rows
            last = max((row.position for row in rows if row.film.id in wanted), default=1)
            for row in rows[: last - 1]:
                film = row.film
                if (
                    film.id not in wanted
                    and row.counts(optional=False)
                    and not film.watched
                    and film.is_released(today)
                ):
                    found[film.id] = film
    yield from found.values()
