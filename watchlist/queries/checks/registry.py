"""The checks, in the order in which they are made. A new one is a function and a line here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from watchlist.library.library import Library
from watchlist.queries.checks import films, references, stories
from watchlist.queries.checks.finding import Check, Finding

CHECKS: Final[tuple[Check, ...]] = (
    references.unreadable_records,
    references.dangling_links,
    references.dangling_parts,
    references.dangling_members,
    references.dangling_holdings,
    references.dangling_packs,
    references.dangling_lists,
    references.strangers,
    stories.repeated_placements,
    stories.circles,
    stories.unmet_placements,
    films.duplicate_films,
    films.similar_titles,
    films.early_viewings,
    films.impossible_dates,
    stories.lonely_calendars,
)


def examine(library: Library, today: datetime.date) -> Iterator[Finding]:
    """Yield what all checks find."""
    for check in CHECKS:
        yield from check(library, today)
