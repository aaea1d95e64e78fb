"""The order of several franchises in one table: whose placements are live, and what breaks. Pure.

The rules are those of ``docs/timeline.md``, "Universes": all members are ordered by the rules of
one continuity at once; of two placements of a film that of the branch named first is live.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from watchlist.model import FilmId, Placement
from watchlist.story.timeline import (
    Displaced,
    Member,
    Timeline,
    Unmet,
    claims,
    find_cycle,
    longest_run,
    order_by_story,
    without,
)


class Branch(NamedTuple):
    """What one franchise adds: the films of one continuity, and the placements in force there."""

    name: str
    films: Collection[FilmId]
    placements: Sequence[Placement]


def order_branches(members: Sequence[Member], branches: Sequence[Branch]) -> Timeline:
    """Order the members of several branches, the one that beats the others first.

    What does not hold here is reported: placements that another branch's take the place of, and
    films that stand otherwise among those of their branch than there alone.
    """
    if len(branches) == 1:
        return order_by_story(members, branches[0].placements)
    live, overruled = _live(branches, {member.id for member in members})
    timeline = order_by_story(members, live)
    position = {entry.film: index for index, entry in enumerate(timeline.entries)}
    unmet = list(dict.fromkeys([*timeline.unmet, *_broken(overruled, position)]))
    said = {one.film for one in unmet}
    displaced = [
        one
        for branch in branches
        for one in _displaced(branch, members, position)
        if one.film not in said
    ]
    return Timeline(timeline.entries, tuple(unmet), tuple(dict.fromkeys(displaced)))


def _live(
    branches: Iterable[Branch], members: Collection[FilmId]
) -> tuple[list[Placement], list[Placement]]:
    """Return the placements that are live, and those that these take the place of.

    One without an anchor here says nothing, and stands aside for that of a later branch. One that
    would close a circle with those of earlier branches is not live.
    """
    live: list[Placement] = []
    silent: list[Placement] = []
    overruled: list[Placement] = []
    taken: set[FilmId] = set()
    for branch in branches:
        new = [p for p in branch.placements if not p.anchors or not _is_silent(p, members)]
        silent += (p for p in branch.placements if p.anchors and _is_silent(p, members))
        overruled += _only(new, taken)
        new = _less(new, taken)
        while cycle := find_cycle([*live, *new]):
            overruled += _only(new, set(cycle))
            new = _less(new, set(cycle))
            if not new:  # the circle is in what an earlier branch holds
                break
        live += new
        taken.update(film for placement in new for film in placement.films)
    return [*live, *_less(silent, taken)], overruled


def _is_silent(placement: Placement, members: Collection[FilmId]) -> bool:
    return not any(anchor in members for anchor in placement.anchors)


def _less(placements: Iterable[Placement], films: Collection[FilmId]) -> list[Placement]:
    return [left for placement in placements if (left := without(placement, films))]


def _only(placements: Iterable[Placement], films: Collection[FilmId]) -> list[Placement]:
    """Return placements with no other films than some."""
    others = {film for p in placements for film in p.films} - set(films)
    return _less(placements, others)


def _broken(overruled: Iterable[Placement], position: Mapping[FilmId, int]) -> Iterator[Unmet]:
    for placement in overruled:
        for film in placement.films:
            for side, anchor in claims(placement):
                if not {film, anchor} <= position.keys():
                    continue
                if (position[film] < position[anchor]) != (side == "before"):
                    yield Unmet(film, placement, side, anchor)


def _displaced(
    branch: Branch, members: Iterable[Member], position: Mapping[FilmId, int]
) -> Iterator[Displaced]:
    """Yield the films that leave the order of their branch: as few as explain the difference."""
    inside = [member for member in members if member.id in branch.films]
    line = [entry.film for entry in order_by_story(inside, branch.placements).entries]
    run = longest_run([position[film] for film in line])
    kept = [line[index] for index in run]
    staying = set(kept)
    passed = 0
    for film in line:
        if film in staying:
            passed += 1
        elif passed and position[film] < position[kept[passed - 1]]:
            yield Displaced(film, branch.name, "after", kept[passed - 1])
        else:
            yield Displaced(film, branch.name, "before", kept[passed])
