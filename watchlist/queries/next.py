"""What to watch now: the next film of an order that is begun, or of the watchlist. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.library.passes import current_pass
from watchlist.library.shown import is_begun
from watchlist.model import Film, FilmId, Franchise
from watchlist.queries.filters import Filter, passes
from watchlist.queries.orders import OrderRow, OrderTable, order_tables
from watchlist.queries.orders.folding import opening
from watchlist.queries.orders.tables import opened as opened_rows


class PassedOver(NamedTuple):
    """An unwatched film that is passed over, and why."""

    film: Film
    why: str


class Suggestion(NamedTuple):
    """The film to watch now. ``table`` is the order that it comes from, if it is of one."""

    film: Film
    franchise: Franchise | None = None
    table: OrderTable | None = None
    skipped: tuple[PassedOver, ...] = ()


NOT_ASKED_FOR: Final = "not asked for"
"""Why a film is passed over that does not pass the filters."""


def next_in_table(
    franchise: Franchise,
    table: OrderTable,
    today: datetime.date,
    *,
    optional: bool = False,
    filters: Sequence[Filter] = (),
) -> Suggestion | None:
    """Return the first film of an order that is not seen, is out and is not to be skipped.

    One that does not pass the filters is skipped, too.
    """
    skipped: list[PassedOver] = []
    rows = opened_rows(table, lambda film: passes(film, filters)) if filters else table.rows
    for row in rows:
        if row.film.watched:
            continue
        why = _why_not(row, today, optional=optional, filters=filters)
        if not why:
            return Suggestion(row.film, franchise, table, tuple(skipped))
        skipped.append(PassedOver(row.film, why))
    return None


def _why_not(
    row: OrderRow, today: datetime.date, *, optional: bool, filters: Sequence[Filter]
) -> str:
    if row.skipped:
        return "you chose to skip it"
    if row.optional and not optional:
        return "optional"
    if not (row.film.is_released(today) or row.film.may_be_out(today)):
        return "not out yet"
    return "" if passes(row.film, filters) else NOT_ASKED_FOR


def next_in_franchise(
    library: Library,
    scope: Scope,
    today: datetime.date,
    *,
    optional: bool = False,
    filters: Sequence[Filter] = (),
) -> list[Suggestion]:
    """Return what is next in the default order, for each continuity that has something left."""
    franchise = library.franchises[scope.franchise]
    library = library.in_pass(franchise)
    tables = order_tables(library, franchise, franchise.default_order, scope.continuity)
    found = (
        next_in_table(franchise, table, today, optional=optional, filters=filters)
        for table in tables
    )
    return [opened(library, suggestion) for suggestion in found if suggestion]


def opened(library: Library, suggestion: Suggestion) -> Suggestion:
    """Return a suggestion that names the episode to begin with, of a series or a run of one."""
    return suggestion._replace(film=opening(library, suggestion.film))


def left_in_franchise(
    library: Library,
    scope: Scope,
    today: datetime.date,
    *,
    optional: bool = False,
    filters: Sequence[Filter] = (),
) -> list[Suggestion]:
    """Return all that could be watched now of the default order, each film once."""
    franchise = library.franchises[scope.franchise]
    library = library.in_pass(franchise)
    tables = order_tables(library, franchise, franchise.default_order, scope.continuity)
    found = {
        row.film.id: opened(library, Suggestion(row.film, franchise, table))
        for table in tables
        for row in table.rows
        if not row.film.watched and not _why_not(row, today, optional=optional, filters=filters)
    }
    return list(found.values())


def next_in_library(
    library: Library,
    today: datetime.date,
    *,
    optional: bool = False,
    filters: Sequence[Filter] = (),
) -> list[Suggestion]:
    """Return what is next in each franchise and series in progress, then the oldest of the rest.

    A franchise is in progress when a continuity of it has both a film that was seen and one that
    can be watched now. The rest are the films to watch that are in none of these.
    """
    found: list[Suggestion] = []
    busy: set[FilmId] = set()
    seen = library.seen()
    series = set(filter(None, map(library.parts.whole_of, seen)))
    begun = seen | series
    for franchise in library.franchises.values():
        started = (
            suggestion
            for continuity in franchise.continuities
            if current_pass(franchise)
            or (not begun.isdisjoint(continuity.films) and not seen.issuperset(continuity.films))
            for suggestion in next_in_franchise(
                library,
                Scope(franchise.id, continuity.name),
                today,
                optional=optional,
                filters=filters,
            )
            if suggestion.table
            and (current_pass(franchise) or any(is_begun(r.film) for r in suggestion.table.rows))
        )
        if suggestion := next(started, None):
            found.append(suggestion)
            busy.update(franchise.members())
    others = _of_no_franchise(library, today, series - busy, busy | series)
    going_on, rest = ((film for film in films if passes(film, filters)) for films in others)
    alone = (*going_on, *islice(rest, 1))
    return found + [Suggestion(opening(library, film)) for film in alone]


def _of_no_franchise(
    library: Library, today: datetime.date, series: Collection[FilmId], busy: Collection[FilmId]
) -> tuple[Iterator[Film], Iterator[Film]]:
    """Return the series that go on, and the films to watch that are not ``busy``."""
    begun = filter(None, map(library.shown.get, sorted(series)))
    return (film for film in begun if _can_be_offered(film, today)), candidates(
        library, today, busy
    )


def next_of_film(library: Library, film: FilmId) -> list[Suggestion]:
    """Return what to watch of a film: the next episode of a series; nothing of one that is seen."""
    shown = library.shown[film]
    return [] if shown.watched else [Suggestion(opening(library, shown))]


def candidates(
    library: Library, today: datetime.date, without: Collection[FilmId] = ()
) -> Iterator[Film]:
    """Yield the films to watch that are out and not seen, the one entered first in front."""
    return (
        film
        for film in library.shown.values()
        if film.id not in without and _can_be_offered(film, today)
    )


def _can_be_offered(film: Film, today: datetime.date) -> bool:
    return film.to_watch and not film.watched and film.is_released(today)
