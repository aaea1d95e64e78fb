"""Orders as tables, one for each continuity. Pure."""

from __future__ import annotations

from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.model import Continuity, FilmId, Franchise
from watchlist.queries.orders.cast import Cast
from watchlist.queries.orders.folding import folded
from watchlist.queries.orders.registry import kind_of
from watchlist.queries.orders.rows import OrderFacts, OrderRow
from watchlist.story.prerequisites import Assumptions, by_release, relations
from watchlist.story.timeline import Timeline, Unmet, in_force


class OrderTable(NamedTuple):
    """The order of one continuity.

    Its rows stand for films, and for pieces of films that follow each other; ``singly`` are those
    of each piece.
    """

    continuity: Continuity
    rows: tuple[OrderRow, ...]
    unmet: tuple[Unmet, ...] = ()
    left_out: tuple[FilmId, ...] = ()
    singly: tuple[OrderRow, ...] = ()


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
    """Return an order of one continuity, in the pass that the franchise is in."""
    library = library.in_pass(franchise)
    cast = Cast(library, continuity, in_force(franchise.placements, continuity.name))
    named, made = franchise.order(by), cast.placements()
    facts = OrderFacts(
        franchise,
        continuity,
        by_release(cast.members),
        cast.named(named.films) if named else None,
        made,
    )
    built = cast.as_said(kind_of(franchise, by).build(facts), made)
    shown = {entry.film for entry in built.entries}
    left_out = (member.id for member in facts.members if member.id not in shown)
    rows = _rows(library, cast, facts, built)
    return OrderTable(continuity, folded(library, cast, rows), built.unmet, tuple(left_out), rows)


def _rows(library: Library, cast: Cast, facts: OrderFacts, built: Timeline) -> tuple[OrderRow, ...]:
    """Return a row for each film, and for each piece of a film."""
    members, optional = facts.members, frozenset(facts.continuity.optional)
    skipped = frozenset(facts.franchise.skipped)
    assumptions = Assumptions(
        [entry.film for entry in built.entries],
        members,
        lambda: relations(members, optional, cast.links(library.links.values())),
    )
    release_position = {member.id: index for index, member in enumerate(members, start=1)}
    return tuple(
        OrderRow(
            position,
            library.shown[entry.film],
            release_position[entry.film],
            entry,
            not optional.isdisjoint(marked := (entry.film, cast.whole_of.get(entry.film, 0))),
            not skipped.isdisjoint(marked),
            assumptions,
            (entry.film,),
        )
        for position, entry in enumerate(built.entries, start=1)
    )
