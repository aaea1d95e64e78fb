"""Which films of an order are asked for, by how much they weigh and how they are tagged. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from watchlist.library.franchises import marks_of
from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Franchise
from watchlist.names.folding import fold
from watchlist.queries.filters import Filter
from watchlist.queries.orders.rows import OrderRow
from watchlist.queries.orders.tables import OrderTable, opened


class Tiers(NamedTuple):
    """What is asked for: films with all of ``tags``, of the weights that are not ruled out."""

    tags: tuple[str, ...] = ()
    essential: bool = False
    no_optional: bool = False
    no_filler: bool = False

    def why_not(self, film: Film, weight: str) -> str:
        """Return what keeps a film of a weight from being asked for, in words, or nothing."""
        if self.essential and weight != "essential":
            return "not essential"
        if self.no_optional and weight == "optional":
            return "optional"
        if self.no_filler and weight == "filler":
            return "filler"
        missing = self._missing(film)
        return f"not tagged {missing[0]}" if missing else ""

    def _missing(self, film: Film) -> list[str]:
        tagged = set(map(fold, film.tags))
        return [tag for tag in self.tags if fold(tag) not in tagged]

    def of(self, table: OrderTable) -> OrderTable:
        """Return a table with the rows that are asked for, and how many others there are."""
        opened = self.opened(table)
        whys = [self.why_not(row.film, row.weight) for row in opened]
        rows = tuple(row for row, why in zip(opened, whys, strict=True) if not why)
        return table._replace(rows=rows, without=tuple(Counter(filter(None, whys)).items()))

    def opened(self, table: OrderTable) -> list[OrderRow]:
        """Return the rows of a table; where only some pieces of one are tagged so, its pieces."""
        return opened(table, lambda film: not self._missing(film)) if self.tags else [*table.rows]

    def among(self, library: Library, franchises: Iterable[Franchise]) -> Filter:
        """Return the filter of films that are asked for, by what they weigh in some franchises."""
        weights: dict[FilmId, str] = {}
        for franchise in franchises:
            weights = {**marks_of(library.whole(franchise, "")), **weights}
        return lambda film: not self.why_not(film, weights.get(film.id, ""))


EVERYTHING: Final = Tiers()
