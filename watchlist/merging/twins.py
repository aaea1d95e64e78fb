"""Two records that only both copies together made one film: they become one. Pure.

So where one copy renamed a film to what the other one added. Two films that both copies know are
two, whatever id each copy gave to one of them: the later one keeps it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import partial
from itertools import count
from typing import Final, NamedTuple

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.library.identity import SITES, Agreement, agreement, identity_of, sole
from watchlist.library.library import Library
from watchlist.merging.copies import StepMoment
from watchlist.merging.duplicates import merge_films
from watchlist.merging.versions import Judge
from watchlist.model import Film, FilmId, Franchise
from watchlist.names.folding import fold

Films = Mapping[FilmId, Film]
FranchiseSide = Mapping[int, Franchise]

_TWO: Final = 2


class FilmVersions(NamedTuple):
    """The films of both copies and of the base, by their numbers in the end.

    Those that are the same in all three are not among them; ``unchanged`` has their numbers.
    """

    early: Films
    late: Films
    base: Films
    unchanged: Set[FilmId]


def unite_twins(
    library: Library, changed: Iterable[FilmId], versions: FilmVersions, judge: Judge
) -> None:
    """Make one of what is one now and was not in either copy.

    ``changed`` are the films that another copy changed or brought. Notices and conflicts say it.
    """
    twins = _Twins(library, versions, judge)
    told = [number for number in changed if twins.is_told_otherwise(number)]
    for number in sorted(told, key=lambda film: library.films[film].uid):
        if number in library.films:
            twins.settle(number)


def tell_franchises_apart(
    library: Library, sides: tuple[FranchiseSide, FranchiseSide], judge: Judge
) -> None:
    """Give franchises that have one name now, and had not in either copy, a name each.

    The one that was named later gets a number behind it, which is a conflict.
    """
    by_name: dict[str, list[int]] = defaultdict(list)
    for number, franchise in library.franchises.items():
        by_name[fold(franchise.name)].append(number)
    for name, numbers in by_name.items():
        alike = (sum(n in side and fold(side[n].name) == name for n in numbers) for side in sides)
        if max(alike) < _TWO:
            _name_apart(library, sorted(numbers, key=partial(_named, library, judge)), judge)


def _name_apart(library: Library, numbers: Sequence[int], judge: Judge) -> None:
    for number in numbers[1:]:
        franchise = library.franchises[number]
        taken = {fold(known.name) for known in library.franchises.values()}
        names = (f"{franchise.name} ({times})" for times in count(_TWO))
        name = next(name for name in names if fold(name) not in taken)
        library.franchises[number] = replace(franchise, name=name)
        judge.conflicts.append(
            f"Each copy had a franchise {franchise.name} of its own: the one that was named later "
            f"is {name}."
        )


def _named(library: Library, judge: Judge, number: int) -> tuple[StepMoment, str]:
    moments = judge.moments("franchises", number, lambda document: document.get("name"))
    return max(moments), library.franchises[number].uid


class _Twins:
    def __init__(self, library: Library, versions: FilmVersions, judge: Judge) -> None:
        self._library = library
        self._versions = versions
        self._judge = judge

    def is_told_otherwise(self, number: FilmId) -> bool:
        """Whether a film is told from others by something else than in the base."""
        was = self._versions.base.get(number)
        return was is None or identity_of(was) != identity_of(self._library.films[number])

    def settle(self, number: FilmId) -> None:
        """Settle what else a film is found to be."""
        films = self._library.films
        found = self._library.identities.find(identity_of(films[number]))
        for how, other in sole([match for match in found if match.film != number]):
            if number not in films or other not in films or self._were_one(number, other):
                continue
            first, second = sorted((number, other), key=lambda film: films[film].uid)
            if how is Agreement.ID and self._are_in_base(first, second):
                self._leave_to_the_later(first, second)
            else:
                self._merge(first, second)

    def _were_one(self, one: FilmId, other: FilmId) -> bool:
        """Whether a copy had both before, and let them be."""
        for side in self._versions[:2]:
            first, second = (self._at(side, number) for number in (one, other))
            if first and second and agreement(identity_of(first), identity_of(second)) is not None:
                return True
        return False

    def _at(self, side: Films, number: FilmId) -> Film | None:
        is_unchanged = number in self._versions.unchanged
        return self._library.films[number] if is_unchanged else side.get(number)

    def _are_in_base(self, *films: FilmId) -> bool:
        return set(films) <= self._versions.base.keys() | self._versions.unchanged

    def _merge(self, number: FilmId, other: FilmId) -> None:
        label, gone = map(self._library.label, (number, other))
        try:
            merge_films(self._library, number, other)
        except RefusedError as error:
            self._judge.conflicts.append(str(error))
            return
        also = "" if label == gone else f", also {gone},"
        self._library.notices.append(f"{label}{also} was there twice: it is one film now.")

    def _leave_to_the_later(self, one: FilmId, other: FilmId) -> None:
        """Take an id that two films have from the one that got it first."""
        films = self._library.films
        for site in SITES:
            value = getattr(films[one], site)
            if value and value == getattr(films[other], site):
                loser, winner = sorted((one, other), key=lambda film: self._got(film, site))
                films[loser] = replace(films[loser], **{site: getattr(Film(id=0, title=""), site)})
                self._judge.conflicts.append(
                    f"{films[loser].label} has the {site} id {value} no longer: "
                    f"{films[winner].label} got it later."
                )

    def _got(self, film: FilmId, site: str) -> tuple[StepMoment, str]:
        moments = self._judge.moments("films", film, lambda document: document.get(site))
        return max(moments), self._library.films[film].uid
