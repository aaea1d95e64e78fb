"""What an order is made from, and a film in one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from watchlist.model import Continuity, Film, FilmId, Franchise
from watchlist.story.cuts import Instead
from watchlist.story.prerequisites import Assumptions
from watchlist.story.timeline import Member, TimelineEntry
from watchlist.story.universes import Branch


class OrderFacts(NamedTuple):
    """What an order of one continuity is made from.

    ``members`` stand along the release line; ``named`` are the films of the order made by hand, if
    it is one. ``branches`` are what the continuity consists of, with the placements in force:
    several, where it is of a universe.
    """

    franchise: Franchise
    continuity: Continuity
    members: Sequence[Member]
    named: Sequence[FilmId] | None = None
    branches: Sequence[Branch] = ()


class OrderRow(NamedTuple):
    """A film in an order; ``position`` and ``release_position`` count from 1.

    ``weight`` is its mark in the continuity (``watchlist.library.franchises.MARKS``), or empty.
    ``skipped`` is a film that the user passes over in this franchise. ``pieces`` are the numbers of
    the members that the row stands for: several, where pieces of a film follow each other.
    ``alternatives`` are what would do instead.
    """

    position: int
    film: Film
    release_position: int
    entry: TimelineEntry
    weight: str
    skipped: bool
    assumptions: Assumptions
    pieces: tuple[FilmId, ...] = ()
    alternatives: Instead = ()

    @property
    def optional(self) -> bool:
        """Whether it can be skipped."""
        return self.weight == "optional"

    def counts(self, *, optional: bool) -> bool:
        """Whether it is to be seen; with ``optional`` those that can be skipped are, too."""
        return not self.skipped and (optional or not self.optional)

    @property
    def assumes(self) -> list[FilmId]:
        """The prerequisites that the order prints later, along the release line."""
        found = (film for piece in self.pieces for film in self.assumptions.of(piece))
        return [film for film in dict.fromkeys(found) if film not in self.pieces]
