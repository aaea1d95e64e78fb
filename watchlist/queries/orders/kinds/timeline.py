"""Films in the order of their story (``docs/timeline.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from watchlist.model import Film, PlacementKind
from watchlist.queries.orders.rows import OrderFacts, OrderRow
from watchlist.queries.wording import Title, placement_words
from watchlist.story.timeline import Reason, Timeline
from watchlist.story.universes import order_branches

WORDS: Final = "story order"
DRAWN_AS: Final = ""


def build(facts: OrderFacts) -> Timeline:
    """Return the members by story dates and by the placements in force in the continuity."""
    return order_branches(facts.members, facts.branches)


def explain(row: OrderRow, rows: Sequence[OrderRow], title: Title) -> str:
    """Say which fact put a film there, or that nothing is known."""
    entry, film, place = row.entry, row.film, row.position - 1
    match entry.reason:
        case Reason.PLACED if entry.placement:
            note = f" ({entry.placement.note})" if entry.placement.note else ""
            said = f"you placed it {placement_words(entry.placement, title)}{note}."
            beside = next(_from(row, rows), None)
            return f"directly {entry.side} {beside.film.name}: {said}" if beside else said
        case Reason.STORY_DATE if film.story is None:
            return "it stays in front of what follows of it, which has a story date."
        case Reason.STORY_DATE if entry.side and (dated := _dated_neighbour(row, rows)):
            return f"{film.story}: story date, {entry.side} {dated.name} ({dated.story})."
        case Reason.STORY_DATE:
            return f"{film.story}: story date; it agrees with the release slot."
        case _:
            if row.film.whole and any(r.film.whole == row.film.whole for r in rows[:place]):
                return "it goes on where it left off."
            return f"release slot: {_why_release(row, title)}."


def _from(row: OrderRow, rows: Sequence[OrderRow]) -> Iterator[OrderRow]:
    """Yield the rows on the side of the anchor that a film was moved to, the nearest first."""
    if row.entry.side == "before":
        yield from rows[row.position :]
    elif row.entry.side == "after":
        yield from reversed(rows[: row.position - 1])


def _dated_neighbour(row: OrderRow, rows: Sequence[OrderRow]) -> Film | None:
    """Return the nearest film that a story date was compared with; placed ones were not."""
    calendar = row.film.story.calendar if row.film.story else None
    return next(
        (
            other.film
            for other in _from(row, rows)
            if other.entry.reason == Reason.STORY_DATE
            and other.film.story
            and other.film.story.calendar == calendar
        ),
        None,
    )


def _why_release(row: OrderRow, title: Title) -> str:
    placement, unanchored = row.entry.placement, row.entry.unanchored
    if placement and placement.kind is PlacementKind.UNPLACED:
        return "you said that it stands outside time"
    if unanchored:
        return f"its placement {placement_words(unanchored, title)} has no anchor here"
    if row.film.story:
        return f"{row.film.story} cannot be compared with any other film's date"
    return "nothing is known about when it is set"
