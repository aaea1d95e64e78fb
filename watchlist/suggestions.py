"""What to watch: next in an order, before a film, and what is to come out. Pure."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from watchlist.catchup import CONTINUES, by_release, films_of, prerequisites, relations
from watchlist.library import Library
from watchlist.memberships import Scope
from watchlist.model import Continuity, Film, FilmId, Franchise, LinkKind
from watchlist.orders import OrderTable, Row, order_tables


class Skipped(NamedTuple):
    """An unwatched film that is passed over, and why."""

    film: Film
    why: str


class Suggestion(NamedTuple):
    """The film to watch now. ``table`` is the order that it comes from, if it is of one."""

    film: Film
    franchise: Franchise | None = None
    table: OrderTable | None = None
    skipped: tuple[Skipped, ...] = ()


def next_in_table(
    franchise: Franchise, table: OrderTable, today: datetime.date, *, optional: bool = False
) -> Suggestion | None:
    """Return the first film of an order that is not seen, is out and is not to be skipped."""
    skipped: list[Skipped] = []
    for row in table.rows:
        if row.film.watched:
            continue
        why = _why_not(row, today, optional=optional)
        if not why:
            return Suggestion(row.film, franchise, table, tuple(skipped))
        skipped.append(Skipped(row.film, why))
    return None


def _why_not(row: Row, today: datetime.date, *, optional: bool) -> str:
    if row.optional and not optional:
        return "optional"
    if not row.film.is_released(today):
        return "not out yet"
    return ""


def next_in_franchise(
    library: Library,
    franchise: Franchise,
    today: datetime.date,
    *,
    continuity: str = "",
    optional: bool = False,
) -> list[Suggestion]:
    """Return what is next in the default order, for each continuity that has something left."""
    tables = order_tables(library, franchise, franchise.default_order, continuity)
    found = (next_in_table(franchise, table, today, optional=optional) for table in tables)
    return [suggestion for suggestion in found if suggestion]


def left_in_franchise(
    library: Library,
    franchise: Franchise,
    today: datetime.date,
    *,
    continuity: str = "",
    optional: bool = False,
) -> list[Suggestion]:
    """Return all that could be watched now of the default order, each film once."""
    tables = order_tables(library, franchise, franchise.default_order, continuity)
    found = {
        row.film.id: Suggestion(row.film, franchise, table)
        for table in tables
        for row in table.rows
        if not row.film.watched and not _why_not(row, today, optional=optional)
    }
    return list(found.values())


def next_in_library(
    library: Library, today: datetime.date, *, optional: bool = False
) -> list[Suggestion]:
    """Return what is next in each franchise in progress, then the oldest film of the rest.

    A franchise is in progress when a continuity of it has both a film that was seen and one that
    can be watched now. The rest are the films to watch that are in none of these.
    """
    found: list[Suggestion] = []
    busy: set[FilmId] = set()
    seen = library.seen()
    for franchise in library.franchises.values():
        started = (
            suggestion
            for branch in franchise.continuities
            if not seen.isdisjoint(branch.films) and not seen.issuperset(branch.films)
            for suggestion in next_in_franchise(
                library, franchise, today, continuity=branch.name, optional=optional
            )
            if suggestion.table and any(row.film.watched for row in suggestion.table.rows)
        )
        if suggestion := next(started, None):
            found.append(suggestion)
            busy.update(franchise.members())
    return found + [Suggestion(film) for film in islice(candidates(library, today, busy), 1)]


def candidates(
    library: Library, today: datetime.date, without: Collection[FilmId] = ()
) -> Iterator[Film]:
    """Yield the films to watch that are out, the one entered first in front."""
    return (
        film
        for film in library.films.values()
        if film.to_watch and film.id not in without and film.is_released(today)
    )


class Needed(NamedTuple):
    """A film to have seen; any of ``alternatives`` would do instead."""

    film: Film
    alternatives: tuple[Film, ...] = ()


def catch_up(
    library: Library, film: FilmId, scope: Scope | None = None, *, optional: bool = False
) -> list[Needed]:
    """Return what to have seen before a film, in release order; what is seen stays in it.

    For a film of several continuities it is what any of them asks for, unless ``scope`` names
    one; for a film of no franchise, what its links lead to. Of alternatives one is listed: the
    one that was seen, else the one released first.
    """
    needed = set() if any(library.franchises_of(film)) else _led_to(library, film)
    for continuity in continuities_of(library, film, scope):
        members = library.members(continuity)
        skipped = () if optional else continuity.optional
        found = relations(members, skipped, library.links.values())
        line = [member.id for member in by_release(members)]
        before = prerequisites(members, found.continues).get(film, 0)
        needed.update(other for other in films_of(before, line) if other not in skipped)
    chosen = _one_of_each(library, needed, film)
    return sorted(chosen, key=lambda one: one.film.release_key)


def continuities_of(library: Library, film: FilmId, scope: Scope | None) -> Iterator[Continuity]:
    """Yield the continuities that a film is in, of those that ``scope`` names if there is one."""
    for franchise in library.franchises_of(film):
        if scope is None or scope.franchise == franchise.id:
            for continuity in franchise.continuities_of(film):
                if scope is None or scope.continuity in ("", continuity.name):
                    yield continuity


def _led_to(library: Library, film: FilmId) -> set[FilmId]:
    """Return the films released before one that its links lead to, by films like them."""
    limit = library.films[film].release_key
    continued: dict[FilmId, set[FilmId]] = defaultdict(set)
    for link in library.links.values():
        other = library.films.get(link.other)
        if link.kind in CONTINUES and other and other.release_key < limit:
            continued[link.film].add(link.other)
    return _reached(film, continued) - {film}


def _reached(film: FilmId, steps: Mapping[FilmId, Collection[FilmId]]) -> set[FilmId]:
    """Return a film and all that can be reached from it."""
    reached, waiting = {film}, [film]
    while waiting:
        new = set(steps.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    return reached


def _one_of_each(library: Library, needed: Iterable[FilmId], film: FilmId) -> Iterator[Needed]:
    """Yield the needed films, one of each group of alternatives."""
    standing_in = _alternatives(library)
    asked_for = set(needed)
    done: set[FilmId] = set()
    for number in asked_for:
        if number in done:
            continue
        group = [library.films[one] for one in _reached(number, standing_in) if one != film]
        group.sort(key=lambda f: (not f.watched, f.id not in asked_for, f.release_key))
        done.update(one.id for one in group)
        yield Needed(group[0], tuple(group[1:]))


def _alternatives(library: Library) -> dict[FilmId, set[FilmId]]:
    """Return the films that can stand in for each other, whatever continuity they are in."""
    standing_in: dict[FilmId, set[FilmId]] = defaultdict(set)
    for link in library.links.values():
        if link.kind is LinkKind.ALTERNATIVE_TO and {link.film, link.other} <= library.films.keys():
            standing_in[link.film].add(link.other)
            standing_in[link.other].add(link.film)
    return standing_in


def upcoming(library: Library, today: datetime.date) -> Sequence[Film]:
    """Return the films that are not out yet, by date; those without one last."""
    films = (film for film in library.films.values() if not film.is_released(today))
    return sorted(films, key=lambda film: film.release_key)
