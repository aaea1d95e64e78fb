"""Orders as tables, one for each continuity. Pure."""

from __future__ import annotations

from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.model import Continuity, FilmId, Franchise
from watchlist.queries.orders.registry import kind_of
from watchlist.queries.orders.rows import OrderFacts, OrderRow
from watchlist.story.prerequisites import Assumptions, by_release, relations
from watchlist.story.timeline import Timeline, Unmet


class OrderTable(NamedTuple):
    """The order of one continuity."""

    continuity: Continuity
    rows: tuple[OrderRow, ...]
    unmet: tuple[Unmet, ...] = ()
    left_out: tuple[FilmId, ...] = ()


TablePair = tuple[OrderTable, OrderTable]
"""The order of a continuity: all of it, and the rows of it that are shown."""


def order_tables(
    library: Library, franchise: Franchise, by: str, only: str = ""
) -> list[OrderTable]:
    """Return an order of a franchise, one table for each continuity that has films.

    ``by`` is one of ``story.kinds.ORDER_KINDS`` or the name of an order made by hand; ``only``
    names the one continuity to order. Continuities of which the order has no film are left out.
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
    facts = OrderFacts(
        franchise, continuity, by_release(library.members(continuity)), franchise.order(by)
    )
    built = kind_of(franchise, by).build(facts)
    shown = {entry.film for entry in built.entries}
    left_out = tuple(member.id for member in facts.members if member.id not in shown)
    return OrderTable(continuity, _rows(library, facts, built), built.unmet, left_out)


def _rows(library: Library, facts: OrderFacts, built: Timeline) -> tuple[OrderRow, ...]:
    members, optional = facts.members, frozenset(facts.continuity.optional)
    skipped = frozenset(facts.franchise.skipped)
    assumptions = Assumptions(
        [entry.film for entry in built.entries],
        members,
        lambda: relations(members, optional, library.links.values()),
    )
    release_position = {member.id: index for index, member in enumerate(members, start=1)}
    return tuple(
        OrderRow(
            position,
            library.shown[entry.film],
            release_position[entry.film],
            entry,
            entry.film in optional,
            entry.film in skipped,
            assumptions,
        )
        for position, entry in enumerate(built.entries, start=1)
    )
