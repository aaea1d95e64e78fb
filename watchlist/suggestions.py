"""What to watch: next in an order, before a film, and what is to come out. Pure."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from watchlist.catchup import CONTINUES, by_release, films_of, prerequisites, relations
from watchlist.library import Library
from watchlist.memberships import Scope
from watchlist.model import Continuity, Film, FilmId, Franchise
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


def next_in_library(
    library: Library, today: datetime.date, *, optional: bool = False
) -> list[Suggestion]:
    """Return what is next in each franchise in progress, then the oldest film of the rest.

    A franchise is in progress when a continuity of it has both a film that was seen and one that
    can be watched now. The rest are the films to watch that are in none of these.
    """
    found: list[Suggestion] = []
    busy: set[FilmId] = set()
    for franchise in library.franchises.values():
        started = [
            suggestion
            for suggestion in next_in_franchise(library, franchise, today, optional=optional)
            if suggestion.table and any(row.film.watched for row in suggestion.table.rows)
        ]
        if started:
            found.append(started[0])
            busy.update(franchise.members())
    rest = candidates(library, today, busy)
    return found + ([Suggestion(rest[0])] if rest else [])


def candidates(
    library: Library, today: datetime.date, without: Collection[FilmId] = ()
) -> list[Film]:
    """Return the films to watch that are out, the one entered first in front."""
    return [
        film
        for film in library.films.values()
        if film.to_watch and film.id not in without and film.is_released(today)
    ]


class Needed(NamedTuple):
    """A film to have seen; any of ``alternatives`` would do instead."""

    film: Film
    alternatives: tuple[Film, ...] = ()


def catch_up(
    library: Library, film: FilmId, scope: Scope | None = None, *, optional: bool = False
) -> list[Needed]:
    """Return what to have seen before a film, in release order; what is seen stays in it.

    For a film of several continuities it is what any of them asks for, unless ``scope`` names
    one. Of alternatives one is listed: the one that was seen, else the one released first.
    """
    needed: set[FilmId] = set()
    standing_in: dict[FilmId, set[FilmId]] = {}
    for continuity in _continuities(library, film, scope):
        members = library.members(continuity)
        skipped = () if optional else continuity.optional
        found = relations(members, skipped, library.links.values())
        line = [member.id for member in by_release(members)]
        before = prerequisites(members, found.continues).get(film, 0)
        needed.update(other for other in films_of(before, line) if other not in skipped)
        for other, alternatives in found.alternatives.items():
            standing_in.setdefault(other, set()).update(alternatives)
    return list(_one_of_each(library, needed, standing_in, film))


def _continuities(library: Library, film: FilmId, scope: Scope | None) -> Iterator[Continuity]:
    """Yield the continuities that a film is in; one of the films that its links lead to if none."""
    found = False
    for franchise in library.franchises_of(film):
        for continuity in franchise.continuities_of(film):
            found = True
            if scope is None or (
                scope.franchise == franchise.id and scope.continuity in ("", continuity.name)
            ):
                yield continuity
    if not found:
        yield Continuity(name="", films=tuple(_led_to(library, film)))


def _led_to(library: Library, film: FilmId) -> list[FilmId]:
    """Return the films that can be reached from one by links of the kinds that continue."""
    continued: dict[FilmId, list[FilmId]] = defaultdict(list)
    for link in library.links.values():
        if link.kind in CONTINUES and link.other in library.films:
            continued[link.film].append(link.other)
    reached = {film: None}
    waiting = [film]
    while waiting:
        new = [other for other in continued[waiting.pop()] if other not in reached]
        reached.update(dict.fromkeys(new))
        waiting += new
    return list(reached)


def _one_of_each(
    library: Library,
    needed: Collection[FilmId],
    standing_in: dict[FilmId, set[FilmId]],
    film: FilmId,
) -> Iterator[Needed]:
    """Yield the needed films in release order, one of each group of alternatives."""
    done: set[FilmId] = set()
    films = sorted((library.films[number] for number in needed), key=lambda f: f.release_key)
    for one in films:
        if one.id in done:
            continue
        group = [one, *(library.films[n] for n in standing_in.get(one.id, ()) if n != film)]
        group.sort(key=lambda f: (not f.watched, f.id not in needed, f.release_key))
        done.update(other.id for other in group)
        yield Needed(group[0], tuple(group[1:]))


def upcoming(library: Library, today: datetime.date) -> Sequence[Film]:
    """Return the films that are not out yet, by date; those without one last."""
    films = (film for film in library.films.values() if not film.is_released(today))
    return sorted(films, key=lambda film: film.release_key)
