"""Imported entries become films of the library: found by what they are, and brought up to date.

Importing the same source twice changes nothing, and the order in which the files of an export
come does not matter. What the user entered is never taken away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from watchlist.library.library import Library
from watchlist.merging.entries import (
    Entry,
    Item,
    ListEntry,
    Notice,
    OddCell,
    Skipped,
    WholeWatchlist,
)
from watchlist.merging.films import Said, new_film, updated
from watchlist.merging.lists import enter_lists
from watchlist.merging.matching import Matcher, Target, loose_sentences, moved_sentences
from watchlist.model import FilmId, FilmList, Franchise, ListedFilm
from watchlist.names.folding import fold

Progress = Callable[[Sequence[Target]], Iterable[Target]]


class Report(msgspec.Struct):
    """What an import did: numbers of films, and what was not taken."""

    rows: int = 0
    added: list[FilmId] = msgspec.field(default_factory=list)
    updated: list[FilmId] = msgspec.field(default_factory=list)
    unchanged: int = 0
    lists: int = 0
    problems: list[Skipped] = msgspec.field(default_factory=list)
    odd_cells: list[OddCell] = msgspec.field(default_factory=list)
    passed_over: Counter[str] = msgspec.field(default_factory=Counter)
    notices: list[str] = msgspec.field(default_factory=list)
    whole_watchlist: bool = False
    """Whether the source had the whole watchlist, so that what is not on it was taken off."""

    def count(self, skipped: Skipped) -> None:
        """Count a row that says nothing of a film."""
        self.rows += 1
        if skipped.problem:
            self.problems.append(skipped)
        else:
            self.passed_over[skipped.reason] += 1

    @property
    def skipped(self) -> int:
        """How many rows say nothing of a film that was taken."""
        return len(self.problems) + self.passed_over.total()


def take_in(library: Library, items: Iterable[Item], *, progress: Progress = iter) -> Report:
    """Bring a library up to date with what a source says, and return what that did.

    ``progress`` hands out the films one by one, and may tell how many are done.
    """
    report = Report()
    entries, lists = _sorted_out(items, report)
    matcher = Matcher(library.films)
    found = matcher.match(entries, whole=report.whole_watchlist)
    meant = dict(zip(map(id, entries), found, strict=True)) if lists else {}
    targets = list(dict.fromkeys(found))
    belonging = _named_lists(entries, found)
    entries, found = [], []  # each is kept by its target as long as it is needed
    _enter_films(library, progress(targets), report)
    numbers = {entry: target.number for entry, target in meant.items()}
    report.lists = enter_lists(library, [_film_list(one, numbers) for one in lists], whole=True)
    report.lists += enter_lists(library, map(_united, belonging.items()), whole=False)
    report.notices += (
        f"There is more than one {label}: what has no id was taken for the first of them."
        for label in matcher.doubts
    )
    report.notices += moved_sentences(matcher)
    report.notices += loose_sentences(matcher)
    return report


def _sorted_out(items: Iterable[Item], report: Report) -> tuple[list[Entry], list[ListEntry]]:
    """Return what is said of films, those of the lists among them, and the lists."""
    entries: list[Entry] = []
    lists: list[ListEntry] = []
    for item in items:
        match item:
            case Entry():
                entries.append(_with_year(item))
                report.rows += item.rows
            case ListEntry():
                lists.append(item)
                entries += (listed.entry for listed in item.films)
                report.rows += len(item.films)
            case Skipped():
                report.count(item)
            case OddCell():
                report.odd_cells.append(item)
            case Notice():
                report.notices.append(item.text)
            case WholeWatchlist():
                report.whole_watchlist = True
    return entries, lists


def _with_year(entry: Entry) -> Entry:
    """Return an entry with the year that its release date tells, if it tells none itself."""
    if entry.year is None and entry.release and entry.release.year:
        return replace(entry, year=entry.release.year)
    return entry


def _enter_films(library: Library, found: Iterable[Target], report: Report) -> None:
    """Put the films that were meant into the library, new ones in order of first mention."""
    number = library.films.next_number()
    franchises = _Franchises(library)
    for target in found:
        said = [(entry, by_id) for _, entry, by_id in target.said]
        target.said.clear()
        known = library.films.get(target.number)
        if known is None:
            target.number, number = number, number + 1
        before = replace(known, **(target.moved or {})) if known else new_film(target.number, said)
        film = updated(before, said, whole_watchlist=report.whole_watchlist)
        if film != known:
            library.films[film.id] = film
            (report.updated if known else report.added).append(film.id)
        joined = franchises.join(film.id, said)
        if film == known:
            if joined:
                report.updated.append(film.id)
            else:
                report.unchanged += 1
    franchises.enter()


class _Franchises:
    """The franchises that films join in an import: each is looked for and changed once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._numbers: dict[str, int] = {}
        self._members: dict[int, set[FilmId]] = {}
        self._joining: dict[int, list[FilmId]] = {}

    def join(self, film: FilmId, said: Said) -> bool:
        """Note that a film is in the franchises that entries name; return whether one is new."""
        joined = False
        for name in dict.fromkeys(name for entry, _ in said for name in entry.franchises):
            number = self._numbered(name)
            members = self._members[number]
            if film not in members:
                members.add(film)
                self._joining.setdefault(number, []).append(film)
                joined = True
        return joined

    def enter(self) -> None:
        """Enter the films."""
        for number, films in self._joining.items():
            self._library.enter(number, films)

    def _numbered(self, name: str) -> int:
        """Return the number of the franchise of a name; a new one is made."""
        if not self._members:
            self._meet()
        key = fold(name)
        if key not in self._numbers:
            self._meet_one(self._library.create_franchise(name))
        return self._numbers[key]

    def _meet(self) -> None:
        for franchise in self._library.franchises.values():
            self._meet_one(franchise)

    def _meet_one(self, franchise: Franchise) -> None:
        for name in (franchise.name, *franchise.aliases):
            self._numbers.setdefault(fold(name), franchise.id)
        self._members[franchise.id] = set(franchise.members())


def _named_lists(
    entries: Iterable[Entry], found: Iterable[Target]
) -> dict[str, dict[Target, None]]:
    """Return the films of the lists that the rows of films name, each once, in their order."""
    lists: dict[str, dict[Target, None]] = {}
    for entry, target in zip(entries, found, strict=True):
        for name in entry.lists:
            lists.setdefault(name, {})[target] = None
    return lists


def _united(named: tuple[str, Iterable[Target]]) -> FilmList:
    """Return a list that rows of films name as a record, which has no number yet."""
    name, films = named
    return FilmList(id=0, name=name, films=tuple(ListedFilm(film=one.number) for one in films))


def _film_list(entry: ListEntry, numbers: Mapping[int, FilmId]) -> FilmList:
    """Return what a source says of a list as a record, which has no number yet."""
    films = (
        ListedFilm(film=numbers[id(listed.entry)], note=listed.note)
        for listed in entry.films
        if id(listed.entry) in numbers
    )
    return FilmList(
        id=0,
        name=entry.name,
        url=entry.url,
        description=entry.description,
        films=tuple(films),
    )
