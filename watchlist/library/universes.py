"""What a franchise consists of when it holds others: a universe. Pure.

Each function takes the franchises of a library, since a universe names those that it holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from watchlist.library.franchises import marked, marks_of
from watchlist.model import MAIN, Continuity, FilmId, Franchise, Holding

FranchisesById = Mapping[int, Franchise]


class Constituent(NamedTuple):
    """A franchise that films of a table come from, and the continuity of it that they are in."""

    franchise: Franchise
    continuity: Continuity


def own_continuities(franchise: Franchise) -> tuple[Continuity, ...]:
    """Return the continuities that a franchise is printed by; a universe has at least one."""
    if franchise.holds and not franchise.continuities:
        return (Continuity(name=MAIN),)
    return franchise.continuities


def constituents(franchises: FranchisesById, franchise: Franchise, name: str) -> list[Constituent]:
    """Return what a continuity of a franchise consists of; an empty name means all of them.

    That is the franchise itself, then what it holds, in the order in which that is named, each
    once: who comes first beats the later ones. What is not in the library is left out.
    """
    found: dict[tuple[int, str], Constituent] = {}
    for continuity in own_continuities(franchise):
        if name in ("", continuity.name):
            found[franchise.id, continuity.name] = Constituent(franchise, continuity)
    for constituent in _held(franchises, franchise.holds, {franchise.id}):
        found.setdefault((constituent.franchise.id, constituent.continuity.name), constituent)
    return list(found.values())


def _held(
    franchises: FranchisesById, holds: Sequence[Holding], above: set[int]
) -> Iterator[Constituent]:
    """Yield what holdings consist of. ``above`` are the universes that lead here."""
    for holding in holds:
        held = franchises.get(holding.franchise)
        if held is None or held.id in above:  # a circle, which only a file edited by hand can hold
            continue
        if named := branch_of(held, holding):
            yield Constituent(held, named)
        yield from _held(franchises, held.holds, above | {held.id})


def branch_of(held: Franchise, holding: Holding) -> Continuity | None:
    """Return the continuity that a universe holds of a franchise: the one named, else the first."""
    return held.continuity(holding.continuity) or next(iter(own_continuities(held)), None)


def composed(name: str, found: Sequence[Constituent]) -> Continuity:
    """Return the continuity that constituents make; the marks of the first beat the others'."""
    if len(found) == 1 and name == found[0].continuity.name:
        return found[0].continuity
    films = dict.fromkeys(film for constituent in found for film in constituent.continuity.films)
    marks: dict[FilmId, str] = {}
    for constituent in found:
        marks = {**marks_of(constituent.continuity), **marks}
    first = found[0].continuity if found else Continuity(name=name)
    return marked(Continuity(name=name, films=tuple(films), description=first.description), marks)


def all_members(franchises: FranchisesById, franchise: Franchise) -> dict[FilmId, None]:
    """Return the members of a franchise, and of those that it holds, each once."""
    if not franchise.holds:
        return franchise.members()
    found = constituents(franchises, franchise, "")
    return dict.fromkeys(film for constituent in found for film in constituent.continuity.films)


def holds_itself(franchises: FranchisesById, franchise: Franchise) -> bool:
    """Whether following what a universe holds leads back to it."""
    waiting = [holding.franchise for holding in franchise.holds]
    seen: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number == franchise.id:
            return True
        if number not in seen and (held := franchises.get(number)):
            seen.add(number)
            waiting += (holding.franchise for holding in held.holds)
    return False
