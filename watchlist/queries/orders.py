"""The orders of a franchise as they are printed: which film stands where, and why. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.model import RELEASE, TIMELINE, Continuity, Film, FilmId, Franchise
from watchlist.story.prerequisites import Assumptions, by_release, relations
from watchlist.story.timeline import Entry, Reason, Timeline, Unmet, in_force, order_by_story


class Row(NamedTuple):
    """A film in an order; ``position`` and ``release_position`` count from 1."""

    position: int
    film: Film
    release_position: int
    entry: Entry
    optional: bool
    assumptions: Assumptions

    @property
    def assumes(self) -> list[FilmId]:
        """The prerequisites that the order prints later, along the release line."""
        return self.assumptions.of(self.film.id)


class OrderTable(NamedTuple):
    """The order of one continuity."""

    continuity: Continuity
    rows: tuple[Row, ...]
    unmet: tuple[Unmet, ...] = ()
    left_out: tuple[FilmId, ...] = ()


def order_tables(
    library: Library, franchise: Franchise, by: str, only: str = ""
) -> list[OrderTable]:
    """Return an order of a franchise, one table for each continuity that has films.

    ``by`` is ``timeline``, ``release`` or the name of an order made by hand; ``only`` names the
    one continuity to order. Continuities of which an order made by hand has no film are left out.
    """
    tables = [
        order_table(library, franchise, continuity, by)
        for continuity in franchise.continuities
        if continuity.films and only in ("", continuity.name)
    ]
    return [table for table in tables if table.rows]


def order_table(
    library: Library, franchise: Franchise, continuity: Continuity, by: str
) -> OrderTable:
    """Return an order of one continuity."""
    members = library.members(continuity)
    line = by_release(members)
    arranged = franchise.order(by)
    if arranged:
        inside = {member.id for member in members}
        listed = (film for film in arranged.films if film in inside)
        timeline = Timeline(tuple(Entry(film, Reason.ARRANGED) for film in listed))
    elif by == RELEASE:
        timeline = Timeline(tuple(Entry(member.id, Reason.RELEASE) for member in line))
    else:
        timeline = order_by_story(members, in_force(franchise.placements, continuity.name))
    printed = [entry.film for entry in timeline.entries]
    assumptions = Assumptions(
        printed,
        members,
        lambda: relations(members, continuity.optional, library.links.values()),
    )
    release_position = {member.id: index for index, member in enumerate(line, start=1)}
    optional = frozenset(continuity.optional)
    shown = frozenset(printed)
    rows = (
        Row(
            position,
            library.films[entry.film],
            release_position[entry.film],
            entry,
            entry.film in optional,
            assumptions,
        )
        for position, entry in enumerate(timeline.entries, start=1)
    )
    left_out = tuple(member.id for member in line if member.id not in shown)
    return OrderTable(continuity, tuple(rows), timeline.unmet, left_out)


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
                    and not row.optional
                    and not film.watched
                    and film.is_released(today)
                ):
                    found[film.id] = film
    yield from found.values()


class Place(NamedTuple):
    """Where a film stands in the timeline of a continuity, of ``total`` films."""

    continuity: str
    position: int
    total: int
    passed: Film | None
    """A film that was seen and stands behind it, though it was not seen itself."""
    unmet: tuple[Unmet, ...]
    """All facts that the timeline could not honour, of whatever film."""


def places(library: Library, film: FilmId) -> dict[tuple[int, str], Place]:
    """Return the places of a film, by franchise and continuity."""
    found = {}
    for franchise in library.franchises_of(film):
        for continuity in franchise.continuities_of(film):
            table = order_table(library, franchise, continuity, TIMELINE)
            row = next(row for row in table.rows if row.film.id == film)
            later = (other.film for other in table.rows[row.position :] if other.film.watched)
            found[franchise.id, continuity.name] = Place(
                continuity.name,
                row.position,
                len(table.rows),
                None if row.film.watched else next(later, None),
                table.unmet,
            )
    return found
