"""What to have seen before a film: the closure of *continues* in one continuity. Pure.

Story position never makes a prerequisite; only links and the order of release do
(``docs/timeline.md``, "Prerequisites").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from watchlist.model import FilmId, Link, LinkKind
from watchlist.timeline import Member

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
    optional films and spinoffs passed over.
    """
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
    before: FilmId | None = None
    for film in line:
        if before is not None and film not in linked:
            continues[film].add(before)
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
    while bits:
        lowest = bits & -bits
        yield line[lowest.bit_length() - 1]
        bits ^= lowest


def assumed(
    printed: Sequence[FilmId], members: Sequence[Member], found: Relations
) -> dict[FilmId, list[FilmId]]:
    """Return for each film of an order the prerequisites that the order prints later.

    A prerequisite of which an alternative is printed earlier is not assumed.
    """
    line = [member.id for member in by_release(members)]
    position = {film: index for index, film in enumerate(printed)}
    needed = prerequisites(members, found.continues)
    rank = {film: index for index, film in enumerate(line)}
    later = sum(1 << index for film, index in rank.items() if film in position)
    result = {}
    for film in printed:
        later &= ~(1 << rank[film])
        result[film] = [
            other
            for other in films_of(needed[film] & later, line)
            if all(
                position.get(a, len(line)) > position[film]
                for a in found.alternatives.get(other, ())
            )
        ]
    return result
