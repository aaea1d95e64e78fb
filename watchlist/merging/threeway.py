"""Another copy of a library brought into this one, by what both were when they were last the same.

Records are matched by ``pairing``. What one side changed is taken, field by field (``versions``);
a deletion against an edit, or against a new reference to what was deleted, keeps the record. The
result is the same whichever copy is ours, numbers aside: nothing asks which it is, but which of
the two is the later one (``Copy.rank``). Merging the same copy again changes nothing. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from watchlist.library.library import Library
from watchlist.merging.accord import settled
from watchlist.merging.circles import agreed
from watchlist.merging.continuities import Versions as FranchiseVersions
from watchlist.merging.copies import TABLES, Copy
from watchlist.merging.franchises import LIBRARY, blank_franchise, merge_franchise
from watchlist.merging.lists import blank_list
from watchlist.merging.mentions import Reference, forgetting, mentions, with_numbers
from watchlist.merging.overlaps import cut_alike
from watchlist.merging.pairing import Pairing, Renumbering, paired
from watchlist.merging.twins import FilmVersions, tell_franchises_apart, unite_twins
from watchlist.merging.versions import (
    CopySide,
    Judge,
    RecordVersions,
    earliest_uid,
    merged_film,
    merged_link,
    merged_list,
    merged_pack,
    reported,
)
from watchlist.model import Film, Franchise, Link, LinkKind, TrackedPack

RecordTables = dict[str, dict[int, Any]]
"""Records by table and by their number in the end, references likewise."""


@dataclass
class SyncReport:
    """What a merge did to our copy: the numbers of films, and sentences.

    ``conflicts`` are what a person should look at; ``is_change`` says that any record is
    another one than before, which is known once they are encoded, ``is_returned``
    that the other copy was made the same as ours.
    """

    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    renumbered: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    is_change: bool = False
    is_returned: bool = False


def merge_copies(ours: Copy, theirs: Copy, base: Library) -> SyncReport:
    """Bring another copy into ours, and say what that did.

    ``base`` is what both were; an empty one makes it a union. Records that cannot be read stay as
    they are on our side, and are not taken from the other.
    """
    copies = (ours.library, theirs.library, base)
    pairing = paired(*copies)
    ours, theirs = _cut_alike(ours, theirs, base, pairing)
    if ours.pieces or theirs.pieces:
        pairing = paired(*copies)
    merge = _ThreeWay(ours, theirs, base, pairing)
    merge.run()
    report = SyncReport(notices=pairing.notices)
    merge.apply(report)
    known = {*pairing.base["films"].values(), *(pairing.theirs["films"][n] for n in theirs.pieces)}
    report.renumbered += _renumbered(theirs.library, pairing.theirs["films"], known)
    report.conflicts += dict.fromkeys(merge.judge.conflicts)
    report.notices += ours.library.notices
    return report


def _cut_alike(ours: Copy, theirs: Copy, base: Library, pairing: Pairing) -> tuple[Copy, Copy]:
    """Cut the parts of films alike, and return the copies with what that made."""
    copies, numbers = (ours.library, theirs.library, base), [side["films"] for side in pairing[:3]]
    here, there, _ = cut_alike(copies, numbers)
    return ours._replace(pieces=here), theirs._replace(pieces=there)


class _ThreeWay:
    """Two copies and their base while they are merged; all numbers are those in the end."""

    def __init__(self, ours: Copy, theirs: Copy, base: Library, pairing: Pairing) -> None:
        self._library = ours.library
        self._cut_off = ours.pieces
        self._cut = {*ours.pieces, *ours.pieces.values()}
        self._unchanged = _untouched((ours.library, theirs.library, base), pairing)
        self._base = self._tables(base, pairing.base)
        self._ours = self._tables(ours.library, pairing.ours)
        sides = sorted(
            (
                (ours, pairing.ours, self._ours),
                (theirs, pairing.theirs, self._tables(theirs.library, pairing.theirs)),
            ),
            key=lambda side: side[0].rank,
        )
        for copy, places, tables in sides:
            self._pass_over_unreadable(copy, places, tables)
        self._early, self._late = (tables for _, _, tables in sides)
        self._new = [
            {to for _, to in _references(tables) - _references(self._base)}
            for _, _, tables in sides
        ]
        early, late = (CopySide(copy, _inverse(places)) for copy, places, _ in sides)
        self.judge = Judge(early, late)
        self._result: RecordTables = {}

    def _tables(self, library: Library, places: Renumbering) -> RecordTables:
        """Return the records of a copy that need a look, with the numbers of the end."""
        tables: RecordTables = {}
        for name in TABLES:
            records = library.table(name)
            left = (n for n in places[name] if name != "films" or n not in self._unchanged)
            moved = (
                (n, with_numbers(records[n], places[name][n], places)) for n in left if n in records
            )
            tables[name] = {places[name][n]: record for n, record in moved if record}
        return tables

    def _pass_over_unreadable(self, copy: Copy, places: Renumbering, side: RecordTables) -> None:
        """Take a record that cannot be read for one that was not changed."""
        for name in TABLES:
            base = self._base[name]
            ends = (places[name].get(number) for number in copy.table(name).unreadable)
            side[name] |= {end: base[end] for end in ends if end in base}

    def run(self) -> None:
        """Merge all tables."""
        for name in TABLES:
            self._refuse_deletions(name)
        for name in TABLES:
            numbers = dict.fromkeys((*self._early[name], *self._late[name]))
            self._result[name] = {
                number: record for number in numbers if (record := self._merged(name, number))
            }
        self._forget_what_is_gone()

    def _merged(self, name: str, number: int) -> Any:
        """Return the record of a number in the end; None when it was deleted."""
        early, late, base = (
            side[name].get(number) for side in (self._early, self._late, self._base)
        )
        if base and not (early and late):
            return None
        if early in (late, base) or not early:
            return late
        if late == base or not late:
            return early
        was = base or _BLANK[name](number)
        return self._merge(name, RecordVersions(early, late, was))

    def _merge(self, name: str, versions: RecordVersions[Any]) -> Any:
        if name == "franchises":
            return self._merged_franchise(versions)
        merge: Callable[[Judge, RecordVersions[Any]], Any] = _MERGE[name]
        return merge(self.judge, versions)

    def _merged_franchise(self, versions: RecordVersions[Any]) -> Franchise:
        label = versions.late.name
        said = {
            name: reported(self.judge, "franchises", versions, name, label)
            for name in ("name", "default_order")
        }
        films = self._result["films"]
        wholes = {film.id: film.whole for film in films.values() if film.whole}
        sides = settled(self.judge, FranchiseVersions(*versions), self._title)
        early, late, base = agreed(self.judge, sides, self._title, wholes)
        early, late = (replace(side, **said) for side in (early, late))
        merged, differences = merge_franchise(late, early, base, self._title, LIBRARY)
        self.judge.conflicts += [kept.sentence for kept in differences if kept.conflict]
        return replace(merged, uid=earliest_uid(early, late))

    def _title(self, film: int) -> str:
        for films in (self._result["films"], self._early["films"], self._late["films"]):
            if film in films:
                return str(films[film].name)
        return self._library.title(film)

    # -- deletions ---------------------------------------------------------------------------

    def _refuse_deletions(self, name: str) -> None:
        """Take out of the base what one side deleted and the other changed or refers to anew.

        So it is new on that side, with all that is said of it there.
        """
        early, late, base = self._early, self._late, self._base
        for number, was in list(base[name].items()):
            if (number in early[name]) == (number in late[name]):
                continue
            deleting, keeping = (late, early) if number in early[name] else (early, late)
            known = self._without_deleted(was, deleting)
            if keeping[name][number] not in (was, known):
                self._keep(name, number, keeping, "changed")
            elif (name, number) in self._new[keeping is late]:
                self._keep(name, number, keeping, "referred to")

    def _without_deleted(self, record: Any, side: RecordTables) -> Any:
        gone = {
            (table, number)
            for table, number in mentions(record)
            if number in self._base[table] and number not in side[table]
        }
        return forgetting(record, gone)

    def _keep(self, name: str, number: int, side: RecordTables, why: str) -> None:
        for table in TABLES:
            for known, record in list(self._base[table].items()):
                if (name, number) in mentions(record):
                    left = forgetting(record, {(name, number)})
                    if left is None:
                        del self._base[table][known]
                    else:
                        self._base[table][known] = left
        del self._base[name][number]
        if name != "links":
            label = getattr(side[name][number], "label", None) or side[name][number].name
            self.judge.conflicts.append(
                f"{label} was removed in one copy and {why} in the other: it stays."
            )

    def _forget_what_is_gone(self) -> None:
        """Take references out to what is there no longer."""
        there = {
            "films": {*self._result["films"], *self._unchanged, *self._library.films.unreadable},
            "franchises": {*self._result["franchises"], *self._library.franchises.unreadable},
        }
        for table in TABLES:
            for number, record in list(self._result[table].items()):
                gone = {known for known in mentions(record) if known[1] not in there[known[0]]}
                left = forgetting(record, gone)
                if left is None:
                    del self._result[table][number]
                else:
                    self._result[table][number] = left

    def apply(self, report: SyncReport) -> None:
        """Put the records of the end into our library."""
        for name in TABLES:
            records = self._library.table(name)
            for number, record in self._result[name].items():
                if number not in records.unreadable and self._is_other(name, number, record):
                    if name == "films":
                        is_new = number not in records or number in self._cut_off
                        (report.added if is_new else report.updated).append(number)
                    records[number] = record
            for number in self._ours[name].keys() - self._result[name].keys():
                if number in records:
                    if name == "films":
                        report.removed.append(records[number].label)
                    del records[number]

        self._unite_twins(report)
        sides = (self._early["franchises"], self._late["franchises"])
        tell_franchises_apart(self._library, sides, self.judge)

    def _unite_twins(self, report: SyncReport) -> None:
        """Make one film of two that are one now."""
        versions = FilmVersions(
            self._early["films"], self._late["films"], self._base["films"], self._unchanged
        )
        films = self._library.films
        before = len(films.written)
        unite_twins(self._library, [*report.added, *report.updated], versions, self.judge)
        report.added = [number for number in report.added if number in films]
        updated = dict.fromkeys((*report.updated, *films.written[before:]))
        report.updated = [n for n in updated if n in films and n not in report.added]

    def _is_other(self, name: str, number: int, record: Any) -> bool:
        """Whether a record is another one than that of our copy before it was cut."""
        is_cut = name == "films" and number in self._cut
        return is_cut or record != self._ours[name].get(number)


_MERGE: Final[Mapping[str, Callable[[Judge, RecordVersions[Any]], Any]]] = {
    "films": merged_film,
    "links": merged_link,
    "packs": merged_pack,
    "lists": merged_list,
}
_BLANK: Final[Mapping[str, Callable[[int], Any]]] = {
    # what both entered has no base
    "films": lambda number: Film(id=number, title=""),
    "links": lambda number: Link(id=number, film=0, kind=LinkKind.REQUIRES, other=0),
    "franchises": blank_franchise,
    "packs": lambda number: TrackedPack(id=number, name="", franchise=0),
    "lists": blank_list,
}


def _references(side: RecordTables) -> set[tuple[Reference, Reference]]:
    """Return which records of a side refer to which."""
    return {
        ((name, number), known)
        for name, table in side.items()
        for number, record in table.items()
        for known in mentions(record)
    }


# -- records in the numbers of the end -------------------------------------------------------


def _inverse(places: Renumbering) -> Renumbering:
    return {name: {end: number for number, end in table.items()} for name, table in places.items()}


def _untouched(copies: tuple[Library, Library, Library], pairing: Pairing) -> set[int]:
    """Return the numbers of films that are the same text in all copies, and refer to nothing."""
    films, *others = (copy.films for copy in copies)
    same = set()
    for number in pairing.ours["films"]:
        text = films.stored(number)
        if (
            isinstance(text, msgspec.Raw)
            and all(places["films"].get(number) == number for places in pairing[1:3])
            and all(other.stored(number) == text for other in others)
            and b'"whole"' not in bytes(text)
        ):
            same.add(number)
    return same


def _renumbered(theirs: Library, places: Mapping[int, int], known: Set[int]) -> list[str]:
    """Say which films that were not there before have another number here than there."""
    moved = ((number, end) for number, end in places.items() if end != number and end not in known)
    return [
        f"{theirs.films[number].label}: their {number} is now {end}."
        for number, end in moved
        if number in theirs.films
    ]
