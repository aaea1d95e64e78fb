"""Films of which one is enough: which of them an order shows, and what else would do. Pure.

Links say that a film is an alternative to another one, which holds in both directions and along
chains, or to several at once (``Link.together``): then it stands for all of them, none of which
stands for another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from watchlist.model import FilmId, Link, LinkKind
from watchlist.story.timeline import ReleaseKey

Instead = tuple[tuple[FilmId, ...], ...]
"""What would do instead of a film: each a film, or several that are needed together."""


class Rank(NamedTuple):
    """How good a choice a film is; the least of several is taken."""

    unseen: bool
    unpreferred: bool
    outside: bool
    """Whether it is not of the films that are asked for."""
    release: ReleaseKey


class Cuts(NamedTuple):
    """What is taken of each group of alternatives.

    ``others`` has for each film that is taken what else would do, ``taken`` for each of the others
    the films that are taken in its place. Films without an alternative are in neither.
    """

    others: Mapping[FilmId, Instead]
    taken: Mapping[FilmId, tuple[FilmId, ...]]


NO_CUTS = Cuts({}, {})


def choose(
    films: Collection[FilmId], links: Iterable[Link], standing: Callable[[FilmId], Rank]
) -> Cuts:
    """Return which of some films are taken: of alternatives the one that stands best.

    Links to films that are not among them say nothing. Where one film stands for several the side
    of which most is seen is taken, else the one with a preferred film, else the one released first.
    """
    inside = set(films)
    said = [
        (link.film, tuple(other for other in (link.other, *link.together) if other in inside))
        for link in links
        if link.kind is LinkKind.ALTERNATIVE_TO and link.film in inside
    ]
    return _Choosing([(film, others) for film, others in said if others], standing).cuts()


class _Choosing:
    """The working state of one call of ``choose``."""

    def __init__(
        self,
        said: Sequence[tuple[FilmId, tuple[FilmId, ...]]],
        standing: Callable[[FilmId], Rank],
    ) -> None:
        self.standing = standing
        self.groups = _groups(said)
        self.sides = [
            (self.groups[film], tuple(dict.fromkeys(self.groups[other] for other in others)))
            for film, others in said
            if len(others) > 1
        ]
        self.best = {group: min(group, key=standing) for group in self.groups.values()}

    def cuts(self) -> Cuts:
        """Return what is taken: first between a film and the several that it stands for."""
        instead: dict[Group, tuple[Group, ...]] = {}
        beside: dict[Group, list[tuple[Group, ...]]] = defaultdict(list)
        for one, several in self.sides:
            if one in instead or not instead.keys().isdisjoint(several):
                continue
            kept, dropped = sorted(((one,), several), key=self._rank)
            instead |= dict.fromkeys(dropped, kept)
            for group in kept:
                beside[group].append(dropped)
        others: dict[FilmId, Instead] = {}
        taken: dict[FilmId, tuple[FilmId, ...]] = {}
        for group, best in self.best.items():
            kept = instead.get(group, (group,))
            taken |= dict.fromkeys(group, tuple(self.best[one] for one in kept))
            if group not in instead:
                del taken[best]
                others[best] = (
                    *((film,) for film in group if film != best),
                    *(tuple(self.best[one] for one in option) for option in beside[group]),
                )
        return Cuts(others, taken)

    def _rank(self, groups: tuple[Group, ...]) -> tuple[object, ...]:
        """Return how good a side is; the least is taken."""
        found = [self.standing(self.best[group]) for group in groups]
        return (
            any(one.unseen for one in found),
            all(one.unseen for one in found),
            all(one.unpreferred for one in found),
            all(one.outside for one in found),
            min(one.release for one in found),
        )


Group = tuple[FilmId, ...]
"""Films of which any stands for any."""


def _groups(said: Sequence[tuple[FilmId, tuple[FilmId, ...]]]) -> dict[FilmId, Group]:
    """Return for each film that a link names the group that it is in."""
    joined: dict[FilmId, set[FilmId]] = defaultdict(set)
    for film, others in said:
        for other in others:
            joined[film] |= {film}
            joined[other] |= {other}
        if len(others) == 1:
            joined[film].add(others[0])
            joined[others[0]].add(film)
    for stands_for in _same_sides(said):
        joined[stands_for[0]].update(stands_for)
        for film in stands_for[1:]:
            joined[film].add(stands_for[0])
    groups: dict[FilmId, Group] = {}
    for film in joined:
        if film not in groups:
            group = tuple(sorted(_reached(film, joined)))
            groups |= dict.fromkeys(group, group)
    return groups


def _same_sides(said: Sequence[tuple[FilmId, tuple[FilmId, ...]]]) -> Iterator[list[FilmId]]:
    """Yield films that stand for the same several ones, and so for each other."""
    by_side: dict[frozenset[FilmId], list[FilmId]] = defaultdict(list)
    for film, others in said:
        if len(others) > 1:
            by_side[frozenset(others)].append(film)
    yield from by_side.values()


def _reached(film: FilmId, joined: Mapping[FilmId, Collection[FilmId]]) -> set[FilmId]:
    """Return a film and all that can be reached from it."""
    reached, waiting = {film}, [film]
    while waiting:
        new = set(joined.get(waiting.pop(), ())) - reached
        reached |= new
        waiting += new
    return reached
