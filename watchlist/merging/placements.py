"""The placements of two versions of a franchise become one: whose word holds for which film. Pure.

See ``watchlist.merging.values`` for what ``ours``, ``theirs`` and ``base`` are. What is merged is
where each film is placed in each scope. Then blocks, which are films placed at the same place, are
merged as sequences. Placements that would lead round in a circle with others do not enter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from watchlist.library.franchises import (
    CycleError,
    cycle_in,
    with_placement,
    without_placements,
)
from watchlist.merging.continuities import Versions
from watchlist.merging.values import Kept, MergedValue, merge_sequence, merge_value
from watchlist.model import FilmId, Franchise, Placement, PlacementKind
from watchlist.names.listing import circle, few
from watchlist.queries.wording import Title, placement_words
from watchlist.story.timeline import without

_Spot = tuple[PlacementKind, tuple[FilmId, ...]]
"""Where a placement puts its films: its kind and its anchors."""

_ScopedSpot = tuple[str, PlacementKind, tuple[FilmId, ...]]
"""A spot in a scope."""

At = tuple[str, FilmId]
"""A film in a scope."""


def merge_placements(versions: Versions, title: Title, whose: str) -> tuple[Franchise, list[Kept]]:
    """Return our franchise with the merged placements, and what stays as it was.

    ``versions`` are aligned, and theirs and base refer to members of ours only. ``whose`` is what
    theirs is called: "the pack".
    """
    placing = _Placing(versions, title, whose)
    placing.merge()
    return placing.franchise, placing.kept


class _Placing:
    """A franchise while placements are merged into it."""

    def __init__(self, versions: Versions, title: Title, whose: str) -> None:
        self.franchise = versions.ours
        self.kept: list[Kept] = []
        self._versions = versions
        self._title = title
        self._whose = whose
        self._ours, self._theirs, self._base = map(by_film, versions)
        self._ours_there, self._base_there = map(_by_spot, (versions.ours, versions.base))
        self._spots: dict[At, MergedValue[_Spot | None]] = {
            at: merge_value(
                *(spot_of(side.get(at)) for side in (self._ours, self._theirs, self._base))
            )
            for at in dict.fromkeys((*self._theirs, *self._base, *self._ours))
        }

    def merge(self) -> None:
        """Put what is to be placed in its place, and say what stays as it was."""
        for at, spot in self._spots.items():
            if spot.differs and at in self._theirs:
                self.kept.append(Kept(self._difference(at), spot.conflict))
        staying = [left for p in self._versions.ours.placements if (left := self._holding(p))]
        coming = list(self._coming())
        if coming or staying != list(self._versions.ours.placements):
            self._place(staying, coming)

    def _holding(self, placement: Placement) -> Placement | None:
        """Return a placement of those of its films whose merged spot it is."""
        return without(
            placement, {film for film in placement.films if not self._holds(placement, film)}
        )

    def _holds(self, placement: Placement, film: FilmId) -> bool:
        spot = self._spots.get((placement.continuity, film))
        return spot is not None and spot.value == spot_of(placement)

    def _coming(self) -> Iterator[Placement]:
        """Yield what theirs has anew, as blocks that our own additions are part of."""
        ours, _, base = (frozenset(side.placements) for side in self._versions)
        for placement in self._versions.theirs.placements:
            left = self._holding(placement)
            if left and placement not in base:
                merged = self._block(placement, left)
                if merged and merged not in ours:
                    yield merged

    def _block(self, theirs: Placement, left: Placement) -> Placement | None:
        """Return theirs with what we changed in the block at that spot."""
        block = left
        for ours in _beside(left, self._ours_there):
            before = list(_beside(ours, self._base_there))
            if ours in before:
                continue
            was = before[0] if before else None
            films = merge_sequence(ours.films, block.films, was.films if was else ())
            note = merge_value(ours.note, theirs.note, was.note if was else "").value
            if films.conflict:
                words = f"{few(map(self._title, ours.films))} stay in your order"
                self.kept.append(Kept(f"{words} {self._words(ours)}.", conflict=True))
            block = replace(block, films=films.items, note=note)
        return self._holding(block)

    # -- without circles ---------------------------------------------------------------------

    def _place(self, staying: Sequence[Placement], coming: Sequence[Placement]) -> None:
        """Put placements in, one after the other where all of them would make a circle."""
        self.franchise = replace(self.franchise, placements=tuple(staying))
        together = replace(self.franchise, placements=_taking_turns(staying, coming))
        if not cycle_in(together):
            self.franchise = together
            return
        self.franchise = replace(self.franchise, placements=())
        out = [placement for placement in (*staying, *coming) if not self._entered(placement)]
        self._restore({(p.continuity, film) for p in out for film in p.films})

    def _entered(self, placement: Placement) -> bool:
        try:
            self.franchise = with_placement(self.franchise, placement)
        except CycleError as error:
            chain = circle(map(self._title, error.films))
            sentence = (
                f"{few(map(self._title, placement.films))} {self._words(placement)} is left out: "
                f"with your placements it makes a circle ({chain})."
            )
            self.kept.append(Kept(sentence, conflict=True))
            return False
        return True

    def _restore(self, out: set[At]) -> None:
        """Put films whose new placement is left out where they were, if they can be there."""
        for placement in self._versions.ours.placements:
            placed = by_film(self.franchise)
            gone = {
                film
                for film in placement.films
                if (at := (placement.continuity, film)) in placed or at not in out
            }
            if (left := without(placement, gone)) and not cycle_in(_with(self.franchise, left)):
                self.franchise = _with(self.franchise, left)

    # -- in words ----------------------------------------------------------------------------

    def _difference(self, at: At) -> str:
        film, theirs = self._title(at[1]), self._words(self._theirs[at])
        if at in self._ours:
            words = self._words(self._ours[at])
            return f"{film} is {words} in your library, {theirs} in {self._whose}."
        return f"you took the place of {film} out, {theirs} in {self._whose}."

    def _words(self, placement: Placement) -> str:
        return placement_words(placement, self._title)


def by_film(franchise: Franchise) -> dict[At, Placement]:
    """Return the placement of each film in each scope, the first where a file has several."""
    found: dict[At, Placement] = {}
    for placement in franchise.placements:
        for film in placement.films:
            found.setdefault((placement.continuity, film), placement)
    return found


def spot_of(placement: Placement | None) -> _Spot | None:
    """Return where a placement puts its films; None without one."""
    return (placement.kind, placement.anchors) if placement else None


def _scoped_spot(placement: Placement) -> _ScopedSpot:
    return placement.continuity, placement.kind, placement.anchors


def _by_spot(franchise: Franchise) -> dict[_ScopedSpot, list[Placement]]:
    found: dict[_ScopedSpot, list[Placement]] = {}
    for placement in franchise.placements:
        found.setdefault(_scoped_spot(placement), []).append(placement)
    return found


def _beside(
    placement: Placement, there: Mapping[_ScopedSpot, Sequence[Placement]]
) -> Iterator[Placement]:
    """Yield the placements that put any of the same films in the same spot."""
    films = set(placement.films)
    others = there.get(_scoped_spot(placement), ())
    return (other for other in others if not films.isdisjoint(other.films))


def _taking_turns(
    staying: Sequence[Placement], coming: Sequence[Placement]
) -> tuple[Placement, ...]:
    """Return placements without the films that one of ``coming`` behind them places anew."""
    placed: set[At] = set()

    def left_of(placement: Placement) -> Placement | None:
        at = placement.continuity
        return without(placement, {film for film in placement.films if (at, film) in placed})

    kept = []
    for placement in reversed(coming):
        kept.append(left_of(placement))
        placed |= {(placement.continuity, film) for film in placement.films}
    return tuple(filter(None, (*map(left_of, staying), *reversed(kept))))


def _with(franchise: Franchise, placement: Placement) -> Franchise:
    """Return a franchise with a placement, whatever circle it makes."""
    left = without_placements(franchise, placement.films, [placement.continuity])
    return replace(left, placements=(*left.placements, placement))
