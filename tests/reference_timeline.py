"""The rules of story order once more: plain, slow, recursive, and written from their text.

It shares nothing with ``watchlist.story.timeline`` but the types, and is only meant for a
handful of films: it looks for runs and orders among all that there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, permutations, product

from watchlist.model import FilmId, Placement
from watchlist.story.timeline import Member, ReleaseKey

Hook = tuple[str, object]
"""A side, and the film or the end of the list that is meant."""

Fact = tuple[FilmId, str, FilmId]
"""A film, the side on which it should stand, and of which film."""


class Reference:
    """The order of one continuity, worked out rule by rule."""

    def __init__(self, members: Iterable[Member], placements: Iterable[Placement]) -> None:
        self.members = {member.id: member for member in members}
        self.placements = list(placements)
        self.hooks: dict[FilmId, Hook] = {}
        self.must_follow: dict[FilmId, FilmId] = {}
        self.timeless: set[FilmId] = set()
        for placement in self.placements:
            self._place(placement)
        self.placed = set(self.hooks)
        self.spine = sorted(set(self.members) - self.placed, key=self._release)
        for calendar in {self._calendar(film) for film in self.spine} - {None}:
            self._move_by_story(calendar)

    def _release(self, film: FilmId) -> ReleaseKey:
        return self.members[film].release

    def _calendar(self, film: FilmId) -> str | None:
        story = self.members[film].story
        return story.calendar if story else None

    def _story(self, film: FilmId) -> tuple[int, ReleaseKey]:
        story = self.members[film].story
        assert story
        return story.start, self.members[film].release

    # -- placements, fine print 4, 5, 6 and 8 --------------------------------------------------

    def _place(self, placement: Placement) -> None:
        block = [film for film in placement.films if film in self.members]
        here = [film for film in placement.anchors if film in self.members]
        match placement.kind.value:
            case "unplaced":
                self.timeless.update(block)
            case "first":
                self._chain_forward(block, "start")
            case "last":
                self._chain_back(block, "end")
            case "before" if here:
                self._chain_back(block, here[0])
            case "after" | "during" if here:
                self._chain_forward(block, here[0])
            case "between" if here:
                first, second = placement.anchors
                if second not in here:
                    self._chain_forward(block, first)
                    return
                self._chain_back(block, second)
                if block and first in here:
                    self.must_follow[block[-1]] = first

    def _chain_forward(self, block: list[FilmId], anchor: object) -> None:
        for film, previous in zip(block, [anchor, *block], strict=False):
            self.hooks[film] = ("after", previous)

    def _chain_back(self, block: list[FilmId], anchor: object) -> None:
        for film, following in zip(block, [*block[1:], anchor], strict=False):
            self.hooks[film] = ("before", following)

    # -- story dates, rule 2 and fine print 2 --------------------------------------------------

    def _move_by_story(self, calendar: str | None) -> None:
        dated = [
            film
            for film in self.spine
            if self._calendar(film) == calendar and film not in self.timeless
        ]
        run = self._longest_run(dated)
        for film in set(dated) - set(run):
            later = [kept for kept in run if self._story(kept) > self._story(film)]
            self.hooks[film] = ("before", later[0]) if later else ("after", run[-1])

    def _longest_run(self, dated: list[FilmId]) -> tuple[FilmId, ...]:
        """Try the longest first, and of one length the earliest on the spine first."""
        for length in range(len(dated), 0, -1):
            for run in combinations(dated, length):
                years = [self._story(film)[0] for film in run]
                if years == sorted(years):
                    return run
        return ()

    # -- groups, rule 3 and fine print 3 and 4 -------------------------------------------------

    def _group(self, side: str, anchor: object) -> list[FilmId]:
        films = sorted(
            (film for film, hook in self.hooks.items() if hook == (side, anchor)),
            key=self._release,
        )
        calendars = {self._calendar(film) for film in films}
        if len(calendars) == 1 and None not in calendars:
            films.sort(key=self._story)
        else:
            near = [film for film in films if film in self.placed]
            outside = sorted((film for film in films if film not in self.placed), key=self._story)
            films = outside + near if side == "before" else near + outside
        return next(list(order) for order in permutations(films) if self._follows_well(order))

    def _follows_well(self, order: Sequence[FilmId]) -> bool:
        """Tell whether each film of a ``between`` comes after the part that its A is in."""
        for index, film in enumerate(order):
            first = self.must_follow.get(film)
            if any(first in self._part(later) for later in order[index + 1 :]):
                return False
        return True

    def _part(self, film: object) -> list[FilmId]:
        """Return a film with all that hangs on it, in order."""
        before = [f for other in self._group("before", film) for f in self._part(other)]
        after = [f for other in self._group("after", film) for f in self._part(other)]
        return [*before, *([film] if isinstance(film, int) else []), *after]

    def order(self) -> list[FilmId]:
        """Return the films in story order."""
        roots = ["start", *(film for film in self.spine if film not in self.hooks), "end"]
        return [film for root in roots for film in self._part(root)]

    # -- the check, rule 5 and fine print 10 ---------------------------------------------------

    def unmet(self) -> set[Fact]:
        """Return the facts that do not hold in the order."""
        order = self.order()
        return {
            (film, side, anchor)
            for placement in self.placements
            for film, side, anchor in stated(placement)
            if film in order and anchor in order
            if (order.index(film) < order.index(anchor)) != (side == "before")
        }


def stated(placement: Placement) -> set[Fact]:
    """Return what a placement says of its films."""
    sides = {
        "before": ["before"],
        "after": ["after"],
        "during": ["after"],
        "between": ["after", "before"],
    }.get(placement.kind, [])
    return {
        (film, side, anchor)
        for film in placement.films
        for side, anchor in zip(sides, placement.anchors, strict=True)
    }


def leads_back(placements: Iterable[Placement]) -> bool:
    """Tell whether following films to their anchors, through blocks, leads back to any film."""
    edges: set[tuple[FilmId, FilmId]] = set()
    for placement in placements:
        block = list(placement.films)
        if placement.kind.value in ("before", "between", "last"):
            block.reverse()
        edges |= set(zip(block[1:], block, strict=False))
        edges |= {(block[0], anchor) for anchor in placement.anchors}
    films = {film for edge in edges for film in edge}
    for middle, film, other in product(films, repeat=3):
        if (film, middle) in edges and (middle, other) in edges:
            edges.add((film, other))
    return any((film, film) in edges for film in films)
