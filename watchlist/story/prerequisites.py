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


class ReleaseLine(NamedTuple):
    """The films of one continuity along the release line, and which of them can be skipped."""

    members: Sequence[Member]
    optional: Collection[FilmId] = ()


def relations(lines: Sequence[ReleaseLine], links: Iterable[Link]) -> Relations:
    """Return which films each film continues, and which can stand in for it.

    ``lines`` are one continuity, or those that a universe consists of. A film without a link of
    its own in a line that says so continues the one released directly before it there, optional
    films and spinoffs passed over; a piece of a film continues the one in front of it.
    """
    inside = {member.id for line in lines for member in line.members}
    continues: dict[FilmId, set[FilmId]] = defaultdict(set)
    alternatives: dict[FilmId, set[FilmId]] = defaultdict(set)
    linked: dict[FilmId, set[FilmId]] = defaultdict(set)
    spinoffs = set()
    for link in links:
        if link.kind is LinkKind.ALTERNATIVE_TO:
            for film, other in _stand_ins(link):
                alternatives[film].add(other)
        if link.film not in inside or link.other not in inside:
            continue
        if link.kind in CONTINUES:
            continues[link.film].add(link.other)
        if link.kind in REPLACES_THE_DEFAULT:
            linked[link.film].add(link.other)
        if link.kind is LinkKind.SPINOFF_OF:
            spinoffs.add(link.film)
    for film, before in (pair for line in lines for pair in _by_default(line, linked, spinoffs)):
        continues[film].add(before)
    return Relations(continues, alternatives)


def _stand_ins(link: Link) -> Iterator[tuple[FilmId, FilmId]]:
    """Yield films with one that stands in for each; what stands for several, none of them does."""
    for other in (link.other, *link.together):
        yield other, link.film
    if not link.together:
        yield link.film, link.other


def _by_default(
    line: ReleaseLine, linked: Mapping[FilmId, Collection[FilmId]], spinoffs: Collection[FilmId]
) -> Iterator[tuple[FilmId, FilmId]]:
    """Yield films with the one in front of them, or else released directly before them.

    The latter where no link of theirs in the line says another.
    """
    inside = {member.id for member in line.members}
    before: FilmId | None = None
    for member in line.members:
        film = member.id
        default = before if inside.isdisjoint(linked.get(film, ())) else None
        if (earlier := member.previous or default) is not None:
            yield film, earlier
        if film not in line.optional and film not in spinoffs:
            before = film


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
        taken: Mapping[FilmId, Sequence[FilmId]] | None = None,
    ) -> None:
        """Take the films of an order as they are printed.

        ``taken`` has for films that are not the alternatives that are, in their place.
        """
        self._printed = printed
        self._members = members
        self._find_relations = find_relations
        self._taken = taken or {}

    def of(self, film: FilmId) -> list[FilmId]:
        """Return what a film of the order assumes, along the release line."""
        here = self._position[film]
        assumed = {
            stand_in: None
            for other in films_of(self._not_before[film], self._line)
            if not self._is_seen_before(other, here)
            for stand_in in self._taken.get(other, (other,))
            if self._position.get(stand_in, here) > here
        }
        return list(assumed)

    def _is_seen_before(self, film: FilmId, here: int) -> bool:
        """Whether an alternative of a film is printed by then."""
        return any(
            self._position.get(other, here + 1) <= here
            for other in self._found.alternatives.get(film, ())
        )

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
    def _not_before(self) -> dict[FilmId, int]:
        """The prerequisites of each film that are not printed before it, as bit sets."""
        needed = prerequisites(self._members, self._found.continues)
        rank = {film: index for index, film in enumerate(self._line)}
        earlier, result = 0, {}
        for film in self._printed:
            result[film] = needed[film] & ~earlier
            earlier |= 1 << rank[film]
        return result
