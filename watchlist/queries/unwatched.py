"""What is left to watch, of a franchise or before a film, and what of it is out in time. Pure."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.model import Film, FilmId
from watchlist.queries.catchup import catch_up
from watchlist.queries.marathon import release_day
from watchlist.queries.orders import order_tables
from watchlist.queries.orders.folding import unfolded
from watchlist.queries.orders.tiers import EVERYTHING, Tiers


def left_before(library: Library, film: FilmId, *, optional: bool = False) -> list[Film]:
    """Return the films to have seen before a film that were not watched, in release order."""
    needed = catch_up(library, film, optional=optional)
    left = (item.film for item in needed if not item.film.watched)
    return [single for film in left for single in unfolded(library, film, seen=False)]


def episodes_left(library: Library, film: FilmId) -> list[Film]:
    """Return the episodes of a series that were not watched."""
    shown = library.shown[film]
    return [] if shown.watched else unfolded(library, shown, seen=False)


class Left(NamedTuple):
    """Films that were not watched, and of which sort of film how many were not asked for."""

    films: list[Film]
    without: tuple[tuple[str, int], ...] = ()


def left_of(
    library: Library,
    scope: Scope,
    by: str = "",
    tiers: Tiers = EVERYTHING,
    *,
    optional: bool = False,
) -> Left:
    """Return the films of a franchise that were not watched, each once, series by episodes.

    ``by`` names the order that they stand in; empty is the franchise's default order.
    """
    franchise = library.franchises[scope.franchise]
    library = library.in_pass(franchise)
    tables = order_tables(library, franchise, by or franchise.default_order, scope.continuity)
    wanted: dict[FilmId, Film] = {}
    unwanted: dict[FilmId, str] = {}
    for row in (row for table in tables for row in tiers.opened(table) if not row.film.watched):
        if why := tiers.why_not(row.film, row.weight):
            unwanted[row.film.id] = why
        elif row.counts(optional=optional):
            wanted[row.film.id] = row.film
    whys = Counter(why for film, why in unwanted.items() if film not in wanted)
    singly = (one for film in wanted.values() for one in unfolded(library, film, seen=False))
    return Left(list({film.id: film for film in singly}.values()), tuple(whys.items()))


def out_by(
    films: Iterable[Film], today: datetime.date, end: datetime.date | None
) -> tuple[list[Film], list[Film]]:
    """Return the films that are out, or will be on a known day until the end; and the others.

    A month or a year is no day: a film that is announced so is not planned for its last one.
    """
    kept: list[Film] = []
    late: list[Film] = []
    for film in films:
        (kept if film.is_released(today) or _is_due(film, end) else late).append(film)
    return kept, late


def _is_due(film: Film, end: datetime.date | None) -> bool:
    day = release_day(film)
    return day is not None and (end is None or day <= end)
