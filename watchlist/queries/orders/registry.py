"""Which kind an order is: one of ``story.kinds``, each a module of ``kinds``, or made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Final, Protocol, cast

from watchlist.model import TIMELINE, Franchise
from watchlist.queries.orders.rows import OrderFacts, OrderRow
from watchlist.queries.wording import Title
from watchlist.story.kinds import ORDER_KINDS
from watchlist.story.timeline import Timeline

BY_HAND: Final = "arranged"
"""The module of the orders made by hand, whatever their names."""


class OrderKind(Protocol):
    """What the module of a kind of order has."""

    WORDS: str
    """The order in words: "release order"; ``{name}`` stands for its name."""
    DRAWN_AS: str
    """The order that is drawn beside the release order in its place; empty: the order itself."""

    def build(self, facts: OrderFacts) -> Timeline:
        """Return the films of a continuity in this order, each with its reason.

        Members that are left out are said to be; none may stand there twice.
        """

    def explain(self, row: OrderRow, rows: Sequence[OrderRow], title: Title) -> str:
        """Return why a film stands where it does: the rest of a sentence, with its full stop.

        ``rows`` are all of the table that ``row`` is from.
        """


def kind_named(name: str) -> OrderKind:
    """Return the kind of a name: that of orders made by hand where it is none of our own."""
    return _kind(name if name in ORDER_KINDS else BY_HAND)


def kind_of(franchise: Franchise, name: str) -> OrderKind:
    """Return the kind of an order of a franchise; what is no order of it is its timeline."""
    if franchise.order(name):
        return _kind(BY_HAND)
    return _kind(name if name in ORDER_KINDS else TIMELINE)


def _kind(module: str) -> OrderKind:
    return cast("OrderKind", import_module(f"watchlist.queries.orders.kinds.{module}"))
