"""What an order is made from, and a film in one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from watchlist.model import Continuity, Film, FilmId, Franchise, NamedOrder
from watchlist.story.prerequisites import Assumptions
from watchlist.story.timeline import Member, TimelineEntry


class OrderFacts(NamedTuple):
    """What an order of one continuity is made from.

    ``members`` stand along the release line; ``named`` is the order made by hand, if it is one.
    """

    franchise: Franchise
    continuity: Continuity
    members: Sequence[Member]
    named: NamedOrder | None = None


class OrderRow(NamedTuple):
    """A film in an order; ``position`` and ``release_position`` count from 1.

    ``skipped`` is a film that the user passes over in this franchise.
    """

    position: int
    film: Film
    release_position: int
    entry: TimelineEntry
    optional: bool
    skipped: bool
    assumptions: Assumptions

    def counts(self, *, optional: bool) -> bool:
        """Whether it is to be seen; with ``optional`` those that can be skipped are, too."""
        return not self.skipped and (optional or not self.optional)

    @property
    def assumes(self) -> list[FilmId]:
        """The prerequisites that the order prints later, along the release line."""
        return self.assumptions.of(self.film.id)
