"""What an import did."""

from __future__ import annotations

from collections import Counter

import msgspec

from watchlist.merging.entries import OddCell, Skipped
from watchlist.model import FilmId


class Report(msgspec.Struct):
    """What an import did: numbers of films, and what was not taken."""

    rows: int = 0
    added: list[FilmId] = msgspec.field(default_factory=list)
    updated: list[FilmId] = msgspec.field(default_factory=list)
    unchanged: int = 0
    lists: int = 0
    problems: list[Skipped] = msgspec.field(default_factory=list)
    odd_cells: list[OddCell] = msgspec.field(default_factory=list)
    passed_over: Counter[str] = msgspec.field(default_factory=Counter)
    notices: list[str] = msgspec.field(default_factory=list)
    whole_watchlist: bool = False
    """Whether the source had the whole watchlist, so that what is not on it was taken off."""

    def count(self, skipped: Skipped) -> None:
        """Count a row that says nothing of a film."""
        self.rows += 1
        if skipped.problem:
            self.problems.append(skipped)
        else:
            self.passed_over[skipped.reason] += 1

    def touch(self, film: FilmId) -> None:
        """Note that something new was said of a film that was there as it is."""
        if film not in self.added and film not in self.updated:
            self.updated.append(film)
            self.unchanged -= 1

    @property
    def skipped(self) -> int:
        """How many rows say nothing of a film that was taken."""
        return len(self.problems) + self.passed_over.total()
