"""Which records of three copies of a library are the same, and the number that each has in the end.

Records are matched by uid, then by the rule of identity: films by a site's id or title and year,
links by what they link, all others by name. Those that only theirs has keep their number where it
is free. Which two records are one does not depend on which copy is ours. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import count
from operator import itemgetter
from typing import Any, Final, NamedTuple

import msgspec

from watchlist.library.identity import (
    Agreement,
    Index,
    NameInYear,
    identities,
    identity_of,
    sole,
    told_apart,
)
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.merging.copies import TABLES
from watchlist.model import Film, FilmList, Franchise, Link, TrackedPack
from watchlist.names.folding import fold

Renumbering = dict[str, dict[int, int]]
"""The number of each record in the end, by table and by its number in one copy."""


class Pairing(NamedTuple):
    """The numbers in the end of the records of each copy, and what was said of pairs by the way."""

    ours: Renumbering
    theirs: Renumbering
    base: Renumbering
    notices: list[str]


def paired(ours: Library, theirs: Library, base: Library) -> Pairing:
    """Say which records are the same."""
    found = Pairing({}, {}, {}, [])
    for name in TABLES:
        _PairedTable(name, (ours, theirs, base), found).pair()
    return found


class _Pair(NamedTuple):
    """Two films that may be one, in the order in which they are told so."""

    how: Agreement
    first: str
    last: str
    theirs: int
    ours: int


class _PairedTable:
    """The records of one table of three copies while they are paired; numbers here are theirs."""

    def __init__(self, name: str, copies: tuple[Library, Library, Library], found: Pairing) -> None:
        self._name = name
        self._found = found
        self._library, self._other = copies[:2]
        self._ours, self._theirs, self._base = (copy.table(name) for copy in copies)
        self._places: dict[int, int] = {}
        self._taken: set[int] = set()

    def pair(self) -> None:
        """Give the records of each copy their numbers."""
        mine, new, old = map(uids, (self._ours, self._theirs, self._base))
        by_uid = {uid: number for number, uid in reversed(mine.items())}
        for number, uid in new.items():
            if uid in by_uid:
                self._claim(number, by_uid[uid])
        self._found.ours[self._name] = {number: number for number in mine}
        self._found.theirs[self._name] = self._places
        self._pair_by_name(mine, new)
        self._number(new)
        there = {uid: self._places[number] for number, uid in reversed(new.items())} | by_uid
        self._found.base[self._name] = self._places_of_base(old, there)

    def _places_of_base(self, old: Mapping[int, str], there: Mapping[str, int]) -> dict[int, int]:
        """Give the records of the base the numbers of those that they became; negative for none.

        A part became what is that piece of its film now.
        """
        places = {number: there[uid] for number, uid in old.items() if uid in there}
        lost = [number for number in old if number not in places]
        if self._name == "films" and lost:
            known = set(places.values())
            spots = {spot: end for spot, end in self._parts_in_the_end() if end not in known}
            for number in lost:
                film = self._base.get(number)
                if film and film.whole and (end := spots.get((places.get(film.whole), film.span))):
                    places[number] = end
        nowhere = count(-1, -1)
        return places | {number: next(nowhere) for number in lost if number not in places}

    def _parts_in_the_end(self) -> Iterator[tuple[tuple[int | None, str], int]]:
        """Yield the parts of both copies: (whole, span) and number, all as in the end."""
        for copy, places in (
            (self._library, self._found.ours["films"]),
            (self._other, self._places),
        ):
            for number, end in places.items():
                if number in copy.parts and number in copy.films:
                    film = copy.films[number]
                    yield (places.get(film.whole or 0), film.span), end

    def _claim(self, number: int, ours: int) -> None:
        """Say that one of theirs is one of ours, unless another one is."""
        if number not in self._places and ours not in self._taken:
            self._places[number] = ours
            self._taken.add(ours)

    def _pair_by_name(self, mine: Mapping[int, str], new: Mapping[int, str]) -> None:
        ours = {n: uid for n, uid in mine.items() if n not in self._taken and n in self._ours}
        theirs = {n: uid for n, uid in new.items() if n not in self._places and n in self._theirs}
        if not ours or not theirs:
            return
        if self._name == "films":
            self._pair_films(ours, theirs)
        films = self._places if self._name == "films" else self._found.theirs["films"]
        one, other = _by_uid(self._ours, ours), _by_uid(self._theirs, theirs)
        for number, known in _alike(other, one, films):
            self._claim(number, known)

    def _pair_films(self, ours: Mapping[int, str], theirs: Mapping[int, str]) -> None:
        """Match films by the rule of identity, the surest first."""
        index: Index[int] = Index()
        for number in sorted(ours, key=ours.__getitem__):
            index.enter(number, identity_of(self._ours[number]))
        pairs = [
            _Pair(
                match.agreement,
                min(ours[match.film], theirs[number]),
                max(ours[match.film], theirs[number]),
                number,
                match.film,
            )
            for number in theirs
            for match in sole(index.find(identity_of(self._theirs[number])))
        ]
        apart = self._told_apart() if any(pair.how.is_loose for pair in pairs) else set()
        for how, _, _, number, other in sorted(pairs):
            if how.is_loose and identity_of(self._ours[other]).key in apart:
                continue
            self._claim(number, other)
            if self._places.get(number) == other and how.is_loose:
                self._found.notices.append(_loosely(self._theirs[number], self._ours[other]))

    def _told_apart(self) -> set[NameInYear]:
        tables = (self._ours, self._theirs)
        return {
            key
            for films in tables
            for key in told_apart(identity for _, identity in identities(films))
        }

    def _number(self, new: Mapping[int, str]) -> None:
        """Give a number to those of theirs that are none of ours: their own where it is free."""
        fresh = count(max(self._ours.next_number(), self._theirs.next_number()))
        for number in new:
            if number not in self._places:
                is_free = number not in self._ours and not self._ours.is_stored(number)
                self._places[number] = number if is_free else next(fresh)


def _by_uid(records: Records[Any], uids: Mapping[int, str]) -> list[Any]:
    """Return records in order of their uids, which is the same in either copy."""
    return [records[number] for number in sorted(uids, key=uids.__getitem__)]


def _alike(
    theirs: Iterable[Any], ours: Iterable[Any], films: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the numbers of records that have a key in common, the surest key first."""
    known: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for record in ours:
        for rank, key in enumerate(_keys(record, None)):
            known[key].append((rank, record.id))
    pairs = [
        (rank + other, record.id, number)
        for record in theirs
        for rank, key in enumerate(_keys(record, films))
        for other, number in known.get(key, ())
    ]
    pairs.sort(key=itemgetter(0))
    return ((one, other) for _, one, other in pairs)


def _keys(record: Any, films: Mapping[int, int] | None) -> Iterator[Hashable]:
    """Yield what a record is known by beside its uid, the surest first.

    ``films`` has the numbers in the end of the films that it refers to; None when these are those.
    """

    def at(film: int) -> int:
        return film if films is None else films.get(film, -film)

    match record:
        case Film(whole=whole, span=span) if whole is not None and span:
            yield at(whole), span
        case Link(film=film, kind=kind, other=other):
            ends = (at(film), at(other))
            yield kind, frozenset(ends) if kind.symmetric else ends
        case Franchise(name=name, aliases=aliases):
            yield from map(fold, (name, *aliases))
        case FilmList(name=name, url=url):
            if url:
                yield "url", url
            yield fold(name)
        case TrackedPack(name=name):
            yield fold(name)


def _loosely(one: Film, other: Film) -> str:
    first, second = sorted((one.label, other.label))
    return f"{first} was taken for {second}: only an article or punctuation tells them apart."


class _KnownUid(msgspec.Struct):
    uid: Any = None


_NO_UID: Final = "-"


def uids(records: Records[Any]) -> dict[int, str]:
    """Return the uids of records by number, in order of number; without one it is their text."""
    found: dict[int, str] = {}
    for number, read in records.partial_reads(_KnownUid):
        known = read.uid if isinstance(read.uid, str) else ""
        found[number] = known or f"{_NO_UID}{number}{records.stored(number)!r}"
    return found
