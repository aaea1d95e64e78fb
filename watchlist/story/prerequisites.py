"""What to have seen before a film: the closure of *continues* in one continuity. Pure.

Story position never makes a prerequisite; only links and the order of release do
(``docs/timeline.md``, "Prerequisites").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from watchlist.model import FilmId, Link, LinkKind
from watchlist.story.timeline import Member

REPLACES_THE_DEFAULT: Final = (LinkKind.SEQUEL_TO, LinkKind.SPINOFF_OF, LinkKind.PREQUEL_TO)
CONTINUES: Final = (*REPLACES_THE_DEFAULT, LinkKind.REQUIRES)


class Relations(NamedTuple):
    """What the links say inside one continuity."""

    continues: Mapping[FilmId, Collection[FilmId]]
    alternatives: Mapping[FilmId, Collection[FilmId]]


def relations(
    members: Iterable[Member], optional: Collection[FilmId], links: Iterable[Link]
) -> Relations:
    """Return which films each film of a continuity continues, and which can stand in for it.

    A film without a link of its own that says so continues the one released directly before it,
    optional films and spinoffs passed over; a piece of a film continues the one in front of it.
    """
    members = list(members)
    line = [member.id for member in sorted(members, key=lambda member: member.release)]
    inside = set(line)
    continues: dict[FilmId, set[FilmId]] = defaultdict(set)
    alternatives: dict[FilmId, set[FilmId]] = defaultdict(set)
    linked, spinoffs = set(), set()
    for link in links:
        if link.film not in inside or link.other not in inside:
            continue
        if link.kind in CONTINUES:
            continues[link.film].add(link.other)
        if link.kind in REPLACES_THE_DEFAULT:
            linked.add(link.film)
        if link.kind is LinkKind.SPINOFF_OF:
            spinoffs.add(link.film)
        if link.kind is LinkKind.ALTERNATIVE_TO:
            alternatives[link.film].add(link.other)
            alternatives[link.other].add(link.film)
    previous = {member.id: member.previous for member in members}
    before: FilmId | None = None
    for film in line:
        default = before if film not in linked else None
        if (earlier := previous[film] or default) is not None:
            continues[film].add(earlier)
        if film not in optional and film not in spinoffs:
            before = film
    return Relations(continues, alternatives)


def prerequisites(
    members: Sequence[Member], continues: Mapping[FilmId, Collection[FilmId]]
) -> dict[FilmId, int]:
    """Return for each film its prerequisites: the films released before it that it reaches.

    They are a bit set: bit n stands for the n-th film of ``by_release(members)``. One word of
    bits for 64 films keeps the closure of a long series affordable.
    """
    rank = {member.id: index for index, member in enumerate(by_release(members))}
    result: dict[FilmId, int] = {}
    reached: list[int] = []  # like the result, and growing as films that are led to come out
    awaited: dict[int, list[int]] = defaultdict(list)  # links to a film released later
    for film, index in rank.items():
        closure = 0
        for other in continues.get(film, ()):
            if rank[other] < index:
                closure |= 1 << rank[other] | reached[rank[other]]
            elif rank[other] > index:
                awaited[rank[other]].append(index)
        result[film] = closure
        reached.append(closure)
        for earlier in awaited.get(index, ()):
            found = 1 << index | closure
            for other in range(index + 1):
                if other == earlier or reached[other] >> earlier & 1:
                    reached[other] |= found
    return result


def by_release(members: Iterable[Member]) -> list[Member]:
    """Return the members along the release line."""
    return sorted(members, key=lambda member: member.release)


def films_of(bits: int, line: Sequence[FilmId]) -> Iterator[FilmId]:
    """Yield the films of a bit set along the release line."""
    digits = f"{bits:b}"[::-1]
    index = digits.find("1")
    while index >= 0:
        yield line[index]
        index = digits.find("1", index + 1)


class Assumptions:
    """The prerequisites that an order prints later than the film that has them.

    A prerequisite of which an alternative is printed earlier is not assumed. Nothing is worked
    out before it is asked for: films far from their release slots assume very many.
    """

    def __init__(
        self,
        printed: Sequence[FilmId],
        members: Sequence[Member],
        find_relations: Callable[[], Relations],
    ) -> None:
        self._printed = printed
        self._members = members
        self._find_relations = find_relations

    def of(self, film: FilmId) -> list[FilmId]:
        """Return what a film of the order assumes, along the release line."""
        return [
            other
            for other in films_of(self._later[film], self._line)
            if not any(
                self._position.get(alternative, len(self._printed)) <= self._position[film]
                for alternative in self._found.alternatives.get(other, ())
            )
        ]

    @cached_property
    def _found(self) -> Relations:
        return self._find_relations()

    @cached_property
    def _line(self) -> list[FilmId]:
        return [member.id for member in by_release(self._members)]

    @cached_property
    def _position(self) -> dict[FilmId, int]:
        return {film: index for index, film in enumerate(self._printed)}

    @cached_property
    def _later(self) -> dict[FilmId, int]:
        """The prerequisites of each film that are printed later, as bit sets."""
        needed = prerequisites(self._members, self._found.continues)
        rank = {film: index for index, film in enumerate(self._line)}
        later, result = 0, {}
        for film in reversed(self._printed):
            result[film] = needed[film] & later
            later |= 1 << rank[film]
        return result
