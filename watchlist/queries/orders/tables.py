"""Orders as tables, one for each continuity. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from msgspec.structs import replace

from watchlist.library.franchises import marks_of
from watchlist.library.library import Library
from watchlist.library.universes import Constituent, composed, own_continuities
from watchlist.model import Continuity, Film, FilmId, Franchise
from watchlist.queries.cuts import taken_among
from watchlist.queries.orders.cast import Cast
from watchlist.queries.orders.folding import folded
from watchlist.queries.orders.registry import kind_of
from watchlist.queries.orders.rows import OrderFacts, OrderRow
from watchlist.story.cuts import NO_CUTS, Cuts
from watchlist.story.prerequisites import (
    Assumptions,
    Relations,
    ReleaseLine,
    by_release,
    relations,
)
from watchlist.story.timeline import (
    Displaced,
    Reason,
    Timeline,
    TimelineEntry,
    Unmet,
    in_force,
)
from watchlist.story.universes import Branch


class OrderTable(NamedTuple):
    """The order of one continuity; of an order made by hand its films are of all of them.

    Its rows stand for films, and for pieces of films that follow each other; ``singly`` are those
    of each piece. ``without`` says of which sort of film how many were not asked for.
    """

    continuity: Continuity
    rows: tuple[OrderRow, ...]
    unmet: tuple[Unmet | Displaced, ...] = ()
    left_out: tuple[FilmId, ...] = ()
    singly: tuple[OrderRow, ...] = ()
    without: tuple[tuple[str, int], ...] = ()


ALL_OF_THEM: Final = Continuity(name="")
"""In the place of a continuity: all of a franchise in one table."""

TablePair = tuple[OrderTable, OrderTable]
"""The order of a continuity: all of it, and the rows of it that are shown."""


def order_tables(
    library: Library, franchise: Franchise, by: str, only: str = "", *, all_cuts: bool = False
) -> list[OrderTable]:
    """Return an order of a franchise, one table for each continuity that has films.

    ``by`` is one of ``story.kinds.ORDER_KINDS`` or the name of an order made by hand, which is one
    table; ``only`` names the one continuity to order. Continuities of which the order has no film
    are left out.
    """
    several = [known for known in own_continuities(franchise) if only in ("", known.name)]
    if franchise.order(by):
        several = [ALL_OF_THEM]
    tables = [order_table(library, franchise, known, by, all_cuts=all_cuts) for known in several]
    return [table for table in tables if table.rows]


def order_table(
    library: Library,
    franchise: Franchise,
    continuity: Continuity,
    by: str,
    *,
    all_cuts: bool = False,
) -> OrderTable:
    """Return an order of one continuity, or of all of them at once (``ALL_OF_THEM``).

    It is that of the pass that the franchise is in. Of each group of alternatives one film is
    shown, unless ``all_cuts`` are.
    """
    library = library.in_pass(franchise)
    found = library.constituents(franchise, continuity.name)
    whole = composed(continuity.name, found)
    cast, branches = cast_of(library, found)
    named = franchise.order(by)
    facts = OrderFacts(
        franchise,
        whole,
        by_release(cast.members),
        cast.named(named.films) if named else None,
        branches,
    )
    made = [placement for branch in branches for placement in branch.placements]
    built = cast.as_said(kind_of(franchise, by).build(facts), made)
    shown = {entry.film for entry in built.entries}
    left_out = tuple(member.id for member in facts.members if member.id not in shown)
    preferred = {film for one in found for film in one.franchise.preferred}
    cuts = NO_CUTS if all_cuts else taken_among(library, shown, preferred)
    rows = _Rows(library, cast, found, facts, cuts).of(built)
    return OrderTable(
        _continuity_of(whole, franchise, built),
        folded(library, cast, rows),
        (*built.unmet, *built.displaced),
        left_out,
        rows,
    )


def cast_of(library: Library, found: Sequence[Constituent]) -> tuple[Cast, list[Branch]]:
    """Return who takes part in what consists of some franchises, and what each of these says."""
    said = [in_force(one.franchise.placements, one.continuity.name) for one in found]
    cast = Cast(library, composed("", found), [p for branch in said for p in branch])
    made = iter(cast.placements())
    return cast, [
        Branch(
            one.franchise.name,
            _part_of(cast, one.continuity.films),
            list(islice(made, len(placements))),
        )
        for one, placements in zip(found, said, strict=True)
    ]


def _part_of(cast: Cast, films: Collection[FilmId]) -> set[FilmId]:
    """Return those of a cast that are of some films, or pieces of these."""
    inside = set(films)
    return {
        member.id
        for member in cast.members
        if member.id in inside or cast.whole_of.get(member.id) in inside
    }


def _continuity_of(whole: Continuity, franchise: Franchise, built: Timeline) -> Continuity:
    """Return the one continuity that all films of an order are in, where it was made of all."""
    films = {entry.film for entry in built.entries}
    fitting = (known for known in franchise.continuities if films <= set(known.films))
    return whole if whole.name or franchise.holds else next(fitting, whole)


def relations_of(
    library: Library, cast: Cast, found: Sequence[Constituent], *, optional: bool = False
) -> Relations:
    """Return which films of what a table consists of continue which; see ``relations``.

    With ``optional`` films that can be skipped are like any other.
    """
    line = by_release(cast.members)
    lines = []
    for _, known in found:
        inside = _part_of(cast, known.films)
        skipped = () if optional else frozenset(known.optional)
        lines.append(ReleaseLine([member for member in line if member.id in inside], skipped))
    return relations(lines, cast.links(library.links.values()))


class _Rows:
    """Makes the rows of an order, one for each film and for each piece of a film."""

    def __init__(
        self,
        library: Library,
        cast: Cast,
        found: Sequence[Constituent],
        facts: OrderFacts,
        cuts: Cuts,
    ) -> None:
        self.library, self.cast, self.found = library, cast, found
        self.facts, self.cuts = facts, cuts
        self.weights = marks_of(facts.continuity)
        self.skipped = {film for one in found for film in one.franchise.skipped}

    def of(self, built: Timeline) -> tuple[OrderRow, ...]:
        """Return the rows of what is taken of each group of alternatives."""
        taken = self.cuts.taken
        entries = [entry for entry in built.entries if entry.film not in taken]
        line = [member.id for member in self.facts.members if member.id not in taken]
        rank = {film: index for index, film in enumerate(line, start=1)}
        assumptions = Assumptions(
            [entry.film for entry in entries],
            self.facts.members,
            lambda: relations_of(self.library, self.cast, self.found),
            taken,
        )
        return tuple(
            self._row(position, rank[entry.film], entry, assumptions)
            for position, entry in enumerate(entries, start=1)
        )

    def _row(
        self, position: int, rank: int, entry: TimelineEntry, assumptions: Assumptions
    ) -> OrderRow:
        film = entry.film
        whole = self.cast.whole_of.get(film, 0)
        return OrderRow(
            position,
            self._shown(entry),
            rank,
            entry,
            self.weights.get(film) or self.weights.get(whole, ""),
            not self.skipped.isdisjoint((film, whole)),
            assumptions,
            (film,),
            self.cuts.others.get(film, ()),
        )

    def _shown(self, entry: TimelineEntry) -> Film:
        """Return what a row stands for; the piece that has the story date of its whole shows it."""
        film = self.library.shown[entry.film]
        whole = self.cast.wholes.get(self.cast.whole_of.get(entry.film, 0))
        if whole is None or film.story or entry.reason != Reason.STORY_DATE:
            return film
        return replace(film, story=whole.whole.story)


def opened(table: OrderTable, wanted: Callable[[Film], bool]) -> list[OrderRow]:
    """Return the rows of a table; of one that is not wanted as a whole its pieces, if some are."""
    singly = {row.pieces[0]: row for row in table.singly}
    return [one for row in table.rows for one in _opened(row, singly, wanted)]


def _opened(
    row: OrderRow, singly: Mapping[FilmId, OrderRow], wanted: Callable[[Film], bool]
) -> list[OrderRow]:
    pieces = [singly[piece] for piece in row.pieces if piece in singly]
    if wanted(row.film) or not any(wanted(piece.film) for piece in pieces):
        return [row]
    return [
        piece._replace(position=row.position, release_position=row.release_position)
        for piece in pieces
    ]
