"""Films in the order in which they came out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from watchlist.model import TIMELINE
from watchlist.queries.orders.rows import OrderFacts, OrderRow
from watchlist.queries.wording import Title
from watchlist.story.timeline import Reason, Timeline, TimelineEntry

WORDS: Final = "release order"
DRAWN_AS: Final = TIMELINE
"""Beside itself nothing would be seen to move."""


def build(facts: OrderFacts) -> Timeline:
    """Return the members along the release line."""
    return Timeline(tuple(TimelineEntry(member.id, Reason.RELEASE) for member in facts.members))


def explain(row: OrderRow, _rows: Sequence[OrderRow], _title: Title) -> str:
    """Say when a film came out."""
    date = row.film.released_on
    return "its release date is not known." if date is None else f"release date {date}."
