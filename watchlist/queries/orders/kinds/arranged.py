"""Orders made by hand: the films that somebody listed, as they are listed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from watchlist.queries.orders.rows import OrderFacts, OrderRow
from watchlist.queries.wording import Title
from watchlist.story.timeline import Timeline, TimelineEntry

WORDS: Final = "the order “{name}”"
DRAWN_AS: Final = ""
REASON: Final = "arranged"


def build(facts: OrderFacts) -> Timeline:
    """Return the films of the named order that are members of the continuity."""
    inside = {member.id for member in facts.members}
    listed = facts.named or ()
    return Timeline(tuple(TimelineEntry(film, REASON) for film in listed if film in inside))


def explain(_row: OrderRow, _rows: Sequence[OrderRow], _title: Title) -> str:
    """Say that somebody put a film there."""
    return "put here by hand."
