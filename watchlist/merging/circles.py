"""The placements of two versions of a franchise, made to agree before the two become one. Pure.

Where both sides placed a film anew, the later placement holds. Placements that together would make
a circle go, those made later first. What is left of either side never contradicts the other, so it
does not matter which of them is merged into which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from watchlist.library.franchises import Wholes, cycle_in, without_placements
from watchlist.merging.continuities import Versions
from watchlist.merging.copies import StepMoment
from watchlist.merging.placements import At, by_film, spot_of
from watchlist.merging.values import merge_value
from watchlist.merging.versions import Judge
from watchlist.model import FilmId, Franchise, Placement
from watchlist.queries.wording import Title, placement_words


class _Accord:
    """Two versions of a franchise and their base, while their placements are made to agree."""

    def __init__(self, judge: Judge, sides: Versions, title: Title, within: Wholes) -> None:
        self.sides = sides
        self._judge = judge
        self._title = title
        self._within = within
        self._placed = [by_film(side) for side in sides]

    def reach(self) -> Versions:
        """Return the versions without what contradicts the later one, or leads in a circle."""
        for at in dict.fromkeys((*self._placed[0], *self._placed[1])):
            self._settle(at)
        self._placed = [by_film(side) for side in self.sides]
        for at in self._in_circles():
            self._forget(at, (0, 1, 2))
        return self.sides

    def _settle(self, at: At) -> None:
        early, late, base = (spot_of(side.get(at)) for side in self._placed)
        if not merge_value(late, early, base).conflict:
            return
        if early is None or late is None:  # taken out against placed anew: the placement stays
            loser = 0 if early is None else 1
        else:
            loser = 0 if self._made(1, at) >= self._made(0, at) else 1
            self._report(at, loser)
        self._forget(at, (loser, 2))

    def _report(self, at: At, loser: int) -> None:
        kept, lost = (self._words(self._placed[side][at]) for side in (1 - loser, loser))
        self._judge.conflicts.append(
            f"{self._title(at[1])}: both placed it in {self.sides.ours.name}: {kept} came later "
            f"than {lost}."
        )

    def _forget(self, at: At, sides: tuple[int, ...]) -> None:
        scope, film = at
        self.sides = Versions(
            *(
                without_placements(side, [film], [scope]) if place in sides else side
                for place, side in enumerate(self.sides)
            )
        )

    # -- circles -----------------------------------------------------------------------------

    def _in_circles(self) -> list[At]:
        """Return the placements that go, so that all others make no circle."""
        chosen = dict(self._chosen())
        bare = replace(self.sides.theirs, placements=())
        if not cycle_in(replace(bare, placements=tuple(chosen.values())), self._within):
            return []
        gone = []
        for at in sorted(chosen, key=self._turn):
            tried = replace(bare, placements=(*bare.placements, chosen[at]))
            if cycle := cycle_in(tried, self._within):
                gone.append(at)
                self._tell(chosen[at], [*cycle, cycle[0]])
            else:
                bare = tried
        return gone

    def _chosen(self) -> Iterator[tuple[At, Placement]]:
        """Yield the placement that each film has in the end, alone."""
        early, late, base = self._placed
        for at in dict.fromkeys((*base, *early, *late)):
            was, one, other = (spot_of(side.get(at)) for side in (base, early, late))
            wanted = merge_value(other, one, was).value
            holder = next((side for side in (late, early) if spot_of(side.get(at)) == wanted), {})
            if at in holder:
                yield at, replace(holder[at], films=(at[1],))

    def _turn(self, at: At) -> tuple[bool, StepMoment, str, str]:
        """Return a key by which what was there first comes first, in either copy the same."""
        early, late, base = (spot_of(side.get(at)) for side in self._placed)
        made = [self._made(side, at) for side, now in enumerate((early, late)) if now != base]
        return bool(made), min(made, default=StepMoment()), at[0], self._uid(at[1])

    def _uid(self, film: FilmId) -> str:
        found = (side.record("films", film) for side in self._judge.sides)
        return min((known.uid for known in found if known), default="")

    def _tell(self, placement: Placement, circle: list[int]) -> None:
        film, chain = placement.films[0], " → ".join(map(self._title, circle))
        self._judge.conflicts.append(
            f"{self._title(film)} is placed {self._words(placement)} no longer: with earlier "
            f"placements of {self.sides.ours.name} it makes a circle ({chain})."
        )

    def _made(self, side: int, at: At) -> StepMoment:
        """Return when a side placed a film where it is there."""
        there = self._judge.sides[side]
        scope, film = at
        number = there.numbers["films"].get(film)

        def placed(document: Mapping[str, Any]) -> list[Any]:
            return [
                (one.get("kind"), one.get("anchors"))
                for one in document.get("placements") or ()
                if number in one["films"] and one.get("continuity", "") == scope
            ]

        return there.changed_at("franchises", self.sides.ours.id, placed)

    def _words(self, placement: Placement) -> str:
        return placement_words(placement, self._title)


def agreed(judge: Judge, sides: Versions, title: Title, within: Wholes) -> tuple[Franchise, ...]:
    """Return (early, late, base) of a franchise with placements that do not contradict."""
    return tuple(_Accord(judge, sides, title, within).reach())
