"""The checks, in the order in which they are made. A new one is a function and a line here."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from watchlist.library.library import Library
from watchlist.queries.checks import dangling, films, stories
from watchlist.queries.checks.finding import Check, Finding

CHECKS: Final[tuple[Check, ...]] = (
    dangling.unreadable_records,
    dangling.dangling_links,
    dangling.dangling_parts,
    dangling.dangling_members,
    dangling.dangling_holdings,
    dangling.dangling_packs,
    dangling.dangling_lists,
    dangling.nonmembers,
    stories.repeated_placements,
    stories.cycles,
    stories.unmet_placements,
    films.duplicate_films,
    films.similar_titles,
    films.years_in_titles,
    films.early_viewings,
    films.impossible_dates,
    stories.lonely_calendars,
)


def examine(library: Library, today: datetime.date) -> Iterator[Finding]:
    """Yield what all checks find."""
    for check in CHECKS:
        yield from check(library, today)
