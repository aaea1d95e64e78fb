"""Story order from facts: members and placements in, a timeline out. Pure.

The rules are those of ``docs/timeline.md``. In short: films stand in release order (the spine);
a film that a story date or a placement moves hangs on the film that it is moved to, its anchor,
and the anchor stays. So the result is a forest whose roots are the spine, printed in order:
what hangs before a film, the film, what hangs after it.

The cost is linear-logarithmic in the number of members, and nothing here recurses.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from heapq import heapify, heappop, heappush
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from msgspec.structs import replace

from watchlist.dates import DateKey, StoryDate
from watchlist.model import FilmId, Placement, PlacementKind

Side = Literal["before", "after"]
ReleaseKey = tuple[DateKey, FilmId, int]

SIDES: Final[tuple[Side, Side]] = ("before", "after")

START: Final = -1
END: Final = -2
"""The invisible anchors of ``first`` and ``last``; films have positive numbers."""


class Member(NamedTuple):
    """What the order needs to know of a film, or of a piece of one.

    ``previous`` is the piece in front of it in its whole. ``behind`` is the one that it stays
    directly behind, wherever that one is moved to, unless it is moved itself.
    """

    id: FilmId
    release: ReleaseKey
    story: StoryDate | None = None
    previous: FilmId | None = None
    behind: FilmId | None = None


class Reason(StrEnum):
    """Why a film stands where it does in a timeline, and in the release order."""

    PLACED = "placed"
    STORY_DATE = "story-date"
    RELEASE = "release"


class TimelineEntry(NamedTuple):
    """A film in its place.

    ``reason`` is a Reason, or what another kind of order calls its own. ``placement`` is the live
    one (``unplaced`` too), ``side`` tells on which side of its anchor a moved film stands,
    ``unanchored`` is a placement whose anchors are not members here.
    """

    film: FilmId
    reason: str
    placement: Placement | None = None
    side: Side | None = None
    unanchored: Placement | None = None


class Unmet(NamedTuple):
    """A stated fact that the order could not honour: ``film`` should stand ``side`` ``anchor``."""

    film: FilmId
    placement: Placement
    side: Side
    anchor: FilmId


class Displaced(NamedTuple):
    """A film that stands ``side`` an anchor in the order of its franchise ``within``, not here."""

    film: FilmId
    within: str
    side: Side
    anchor: FilmId


class Timeline(NamedTuple):
    """The films of one continuity in story order, or in that of another kind.

    ``displaced`` are films of a universe, which alone consists of several orders.
    """

    entries: tuple[TimelineEntry, ...]
    unmet: tuple[Unmet, ...] = ()
    displaced: tuple[Displaced, ...] = ()


class Move(NamedTuple):
    """A film's own part of a placement: on which side of which film it hangs.

    ``follows`` is the first anchor of a ``between``, which the film must not precede. ``goes_on``
    says that it is the next piece of the same film, which stands outside of what is placed there.
    """

    side: Side
    anchor: FilmId
    follows: FilmId | None = None
    goes_on: bool = False


def order_by_story(members: Iterable[Member], placements: Iterable[Placement]) -> Timeline:
    """Order the members of one continuity by their story.

    ``placements`` are those in force here (see ``in_force``): at most one for a film. Those of
    films that are not members are ignored. The result depends on neither argument's order. A
    circle of placements, which only a file edited by hand can hold, is reported as unmet and its
    films keep their release slots.
    """
    return _Arrangement(members, placements).timeline()


def in_force(placements: Iterable[Placement], continuity: str) -> list[Placement]:
    """Return the placements that hold in a continuity.

    One that is made for this continuity alone takes its films out of those for all of them.
    """
    own, shared = [], []
    for placement in placements:
        if placement.continuity == continuity:
            own.append(placement)
        elif not placement.continuity:
            shared.append(placement)
    taken = {film for placement in own for film in placement.films}
    return own + [rest for placement in shared if (rest := without(placement, taken))]


def without(placement: Placement, films: Iterable[FilmId]) -> Placement | None:
    """Return a placement without some of its films; None when none is left."""
    gone = frozenset(films)
    left = tuple(film for film in placement.films if film not in gone)
    if len(left) == len(placement.films):
        return placement
    return replace(placement, films=left) if left else None


def find_cycle(
    placements: Iterable[Placement], behind: Mapping[FilmId, FilmId] = MappingProxyType({})
) -> list[FilmId]:
    """Return the films of a circle, each set relative to the next; empty when there is none.

    ``behind`` are films that go where another one goes, unless they are placed themselves.
    """
    anchors: dict[FilmId, list[FilmId]] = defaultdict(list)
    for placement in placements:
        for film, step in _steps(placement, placement.films, placement.anchors):
            anchors[film] += [a for a in (step.anchor, step.follows) if a is not None and a > 0]
    for film, other in behind.items():
        anchors.setdefault(film, [other])
    done: set[FilmId] = set()
    for start in sorted(anchors):
        path: dict[FilmId, Iterator[FilmId]] = {}
        film = start
        while True:
            if film in path:
                films = list(path)
                return films[films.index(film) :]
            if film not in done:
                path[film] = iter(anchors.get(film, ()))
            following = _next_on(path, done)
            if following is None:
                break
            film = following
    return []


def _next_on(path: dict[FilmId, Iterator[FilmId]], done: set[FilmId]) -> FilmId | None:
    """Return the next anchor to follow from the end of a path, leaving films that have none."""
    while path:
        last = next(reversed(path))
        following = next(path[last], None)
        if following is not None:
            return following
        done.add(last)
        del path[last]
    return None


def _steps(
    placement: Placement, films: Sequence[FilmId], anchors: Sequence[FilmId]
) -> Iterator[tuple[FilmId, Move]]:
    """Take a placement apart into a step for each of ``films``.

    ``films`` and ``anchors`` are those of the placement that count. Without an anchor that counts
    there is no step: the placement is unanchored. So is one with too few or too many anchors, which
    only a file edited by hand can hold.
    """
    if len(placement.anchors) != placement.kind.anchors:
        return
    side: Side
    side, anchor, follows = "before", None, None
    match placement.kind:
        case PlacementKind.FIRST:
            side, anchor = "after", START
        case PlacementKind.LAST:
            anchor = END
        case PlacementKind.BETWEEN:
            after, before = placement.anchors
            if before in anchors:
                anchor, follows = before, after if after in anchors else None
            elif after in anchors:
                side, anchor = "after", after
        case PlacementKind.BEFORE | PlacementKind.AFTER | PlacementKind.DURING:
            side = "before" if placement.kind is PlacementKind.BEFORE else "after"
            anchor = next(iter(anchors), None)
    if anchor is None:
        return
    chain = list(films) if side == "after" else list(reversed(films))
    for film in chain:
        yield film, Move(side, anchor, follows)
        anchor, follows = film, None


class _Arrangement:
    """The working state of one call of ``order_by_story``."""

    def __init__(self, members: Iterable[Member], placements: Iterable[Placement]) -> None:
        self.members = {member.id: member for member in members}
        self.placements: dict[FilmId, Placement] = {}
        self.steps: dict[FilmId, Move] = {}
        self.broken: dict[FilmId, Placement] = {}
        self._take(list(placements))
        self.outside_time = {
            film for film, p in self.placements.items() if p.kind is PlacementKind.UNPLACED
        }
        self.spine = sorted(
            (member for member in self.members.values() if member.id not in self.steps),
            key=lambda member: member.release,
        )
        self.moved = self._story_moves()

    def _take(self, placements: list[Placement]) -> None:
        """Keep what the placements say of members, those in a circle apart."""
        behind = {m.id: m.behind for m in self.members.values() if m.behind in self.members}
        goes = {film: other for film, other in behind.items() if other is not None}
        while cycle := find_cycle(placements, goes):
            self.broken |= {film: p for p in placements for film in p.films if film in cycle}
            placements = [rest for p in placements if (rest := without(p, cycle))]
        for placement in placements:
            films = [film for film in placement.films if film in self.members]
            anchors = [film for film in placement.anchors if film in self.members]
            self.placements.update(dict.fromkeys(films, placement))
            self.steps.update(_steps(placement, films, anchors))
        for film, other in goes.items():
            self.steps.setdefault(film, Move("after", other, goes_on=True))

    def _story_moves(self) -> dict[FilmId, Move]:
        """Return the steps of the spine films whose story date contradicts their release."""
        by_calendar: dict[str, list[Member]] = defaultdict(list)
        for member in self.spine:
            if member.story and member.story.calendar and member.id not in self.outside_time:
                by_calendar[member.story.calendar].append(member)
        return {
            film: step for dated in by_calendar.values() for film, step in _moves_of_calendar(dated)
        }

    def timeline(self) -> Timeline:
        hanging = {**self.moved, **self.steps}
        groups: dict[tuple[FilmId, Side], list[FilmId]] = defaultdict(list)
        for film, step in hanging.items():
            groups[step.anchor, step.side].append(film)
        roots = [START, *(member.id for member in self.spine if member.id not in hanging), END]
        parts = _parts(roots, groups)
        sorted_groups = {at: self._sort_group(films, at[1], parts) for at, films in groups.items()}
        films = [film for film in _print_order(roots, sorted_groups) if film > 0]
        dated = self._calendars_that_count()
        entries = tuple(self._entry(film, dated) for film in films)
        return Timeline(entries, tuple(self._unmet(films)))

    def _sort_group(
        self, films: list[FilmId], side: Side, parts: Mapping[FilmId, tuple[int, int]]
    ) -> list[FilmId]:
        """Sort the films on one side of one anchor (docs/timeline.md, "Neighbours")."""
        if len(films) == 1:
            return films
        members = sorted((self.members[film] for film in films), key=lambda m: m.release)
        calendars = {member.story.calendar if member.story else None for member in members}
        if len(calendars) == 1 and None not in calendars:
            members.sort(key=_story_key)
        else:
            placed = [member for member in members if member.id in self.steps]
            moved = sorted((m for m in members if m.id not in self.steps), key=_story_key)
            members = moved + placed if side == "before" else placed + moved
        members.sort(key=self._goes_on)
        return self._after_what_they_follow([member.id for member in members], parts)

    def _goes_on(self, member: Member) -> bool:
        return member.id in self.steps and self.steps[member.id].goes_on

    def _after_what_they_follow(
        self, group: list[FilmId], parts: Mapping[FilmId, tuple[int, int]]
    ) -> list[FilmId]:
        """Move a film ``between A and B`` behind the part of B's group that holds A."""
        by_part = sorted(group, key=lambda film: parts[film])
        starts = [parts[film][0] for film in by_part]
        waiting: dict[FilmId, list[int]] = defaultdict(list)
        ready: list[int] = []
        for rank, film in enumerate(group):
            follows = self.steps[film].follows if film in self.steps else None
            leader = None
            if follows is not None:
                index = bisect_right(starts, parts[follows][0]) - 1
                if index >= 0 and parts[follows][1] <= parts[by_part[index]][1]:
                    leader = by_part[index]
            if leader is None or leader == film:
                ready.append(rank)
            else:
                waiting[leader].append(rank)
        heapify(ready)
        result = []
        while ready:
            film = group[heappop(ready)]
            result.append(film)
            for rank in waiting.pop(film, ()):
                heappush(ready, rank)
        return result

    def _calendars_that_count(self) -> set[str]:
        """Return the calendars in which at least two spine films are dated."""
        seen: set[str] = set()
        twice: set[str] = set()
        for member in self.spine:
            if member.story and member.story.calendar and member.id not in self.outside_time:
                (twice if member.story.calendar in seen else seen).add(member.story.calendar)
        return twice

    def _entry(self, film: FilmId, dated: set[str]) -> TimelineEntry:
        placement = self.placements.get(film)
        if film in self.steps and not self.steps[film].goes_on:
            return TimelineEntry(film, Reason.PLACED, placement, self.steps[film].side)
        if film in self.outside_time:
            return TimelineEntry(film, Reason.RELEASE, placement)
        if film in self.moved:
            return TimelineEntry(film, Reason.STORY_DATE, None, self.moved[film].side, placement)
        story = self.members[film].story
        in_time = story is not None and story.calendar in dated
        return TimelineEntry(
            film, Reason.STORY_DATE if in_time else Reason.RELEASE, unanchored=placement
        )

    def _unmet(self, films: Sequence[FilmId]) -> Iterator[Unmet]:
        position = {film: index for index, film in enumerate(films)}
        for film in films:
            placement = self.placements.get(film) or self.broken.get(film)
            if not placement:
                continue
            for side, anchor in claims(placement):
                if anchor in position and (position[film] < position[anchor]) != (side == "before"):
                    yield Unmet(film, placement, side, anchor)


def claims(placement: Placement) -> Iterator[tuple[Side, FilmId]]:
    """Yield what a placement says of each of its films: on which side of which anchor."""
    match placement.kind, placement.anchors:
        case PlacementKind.BETWEEN, (after, before):
            yield "after", after
            yield "before", before
        case PlacementKind.BEFORE, (anchor,):
            yield "before", anchor
        case ((PlacementKind.AFTER | PlacementKind.DURING), (anchor,)):
            yield "after", anchor


def _story_key(member: Member) -> tuple[int, ReleaseKey]:
    return (member.story.start if member.story else 0, member.release)


def _moves_of_calendar(dated: Sequence[Member]) -> Iterator[tuple[FilmId, Move]]:
    """Yield where the films of one calendar move, given in release order.

    The longest run whose story never goes back stays; each other film moves directly before the
    next film of the run by (story start, release), or after the last one.
    """
    kept = longest_run([_story_key(member)[0] for member in dated])
    run = [dated[index] for index in kept]
    keys = [_story_key(member) for member in run]
    staying = {member.id for member in run}
    for member in dated:
        if member.id in staying:
            continue
        index = bisect_right(keys, _story_key(member))
        if index < len(run):
            yield member.id, Move("before", run[index].id)
        else:
            yield member.id, Move("after", run[-1].id)


def longest_run(values: Sequence[int]) -> list[int]:
    """Return the indices of the longest run that never decreases.

    Of several the one whose first index is least, then whose second is, and so on.
    """
    # tails[n] is the largest value, negated, with which a run of n + 1 can begin further right
    tails: list[int] = []
    lengths = [0] * len(values)
    for index in range(len(values) - 1, -1, -1):
        place = bisect_right(tails, -values[index])
        tails[place : place + 1] = [-values[index]]
        lengths[index] = place + 1
    run: list[int] = []
    left = len(tails)
    for index, value in enumerate(values):
        if lengths[index] == left and (not run or value >= values[run[-1]]):
            run.append(index)
            left -= 1
    return run


def _parts(
    roots: Iterable[FilmId], groups: Mapping[tuple[FilmId, Side], Sequence[FilmId]]
) -> dict[FilmId, tuple[int, int]]:
    """Give each film a range of numbers that holds the ranges of all that hangs on it."""
    first: dict[FilmId, int] = {}
    parts: dict[FilmId, tuple[int, int]] = {}
    stack = [(root, False) for root in roots]
    while stack:
        film, left = stack.pop()
        if left:
            parts[film] = (first[film], len(first))
            continue
        first[film] = len(first)
        stack.append((film, True))
        stack += ((f, False) for side in SIDES for f in groups.get((film, side), ()))
    return parts


def _print_order(
    roots: Sequence[FilmId], groups: Mapping[tuple[FilmId, Side], Sequence[FilmId]]
) -> Iterator[FilmId]:
    """Yield what hangs before each film, the film, and what hangs after it."""
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        film, opened = stack.pop()
        if opened:
            yield film
            continue
        before, after = (groups.get((film, side), ()) for side in SIDES)
        stack += ((f, False) for f in reversed(after))
        stack.append((film, True))
        stack += ((f, False) for f in reversed(before))
