"""Imported entries become films of the library: found by what they are, and brought up to date.

Importing the same source twice changes nothing, and the order in which the files of an export
come does not matter. What the user entered is never taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from watchlist.library.codec import pack
from watchlist.library.library import Library
from watchlist.merging.entries import (
    Entry,
    Item,
    ListEntry,
    Notice,
    OddCell,
    Skipped,
    WholeLibrary,
    WholeWatchlist,
    unpacked,
)
from watchlist.merging.films import Said, is_stand_in, new_film, updated
from watchlist.merging.lists import enter_lists
from watchlist.merging.matching import (
    NO_CLUE,
    Clue,
    Matcher,
    Target,
    clue_of,
    loose_sentences,
    moved_sentences,
)
from watchlist.merging.parts import enter_parts, whole_of
from watchlist.merging.report import Report
from watchlist.model import MAX_TITLE, FilmId, FilmList, Franchise, ListedFilm
from watchlist.names.folding import fold

Progress = Callable[[Sequence[Target]], Iterable[Target]]


class Gathered:
    """All that a source says, each entry packed until its film is entered: there are many.

    ``report`` has counted the rows. ``library`` is set when the source is a library of its own.
    """

    def __init__(self, items: Iterable[Item]) -> None:
        self.report = Report()
        self.clues: list[Clue] = []
        self.packed: list[bytes] = []
        self.lists: list[_GatheredList] = []
        self.named: dict[str, list[int]] = {}
        """The places of the films on each list that rows of films name."""
        self.library: WholeLibrary | None = None
        self.parts: list[tuple[int, bytes]] = []
        """What is said of parts, with the place of an entry that tells the film of each."""
        self._wholes: dict[object, int] = {}
        for item in items:
            self._add(item)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said of any film."""
        return not (self.clues or self.lists or self.library)

    def said(self, target: Target) -> list[tuple[Entry, bool]]:
        """Return what is said of a film, once, and of each entry whether it knows it by an id."""
        said = [self._taken(place) for place in target.said]
        target.forget()
        return said

    def tell_contrary(self, places: Mapping[int, str]) -> None:
        """Tell of entries whose year contradicts their id; what they call its film is not taken."""
        for place, label in places.items():
            entry = unpacked(self.packed[place])
            why = f"“{entry.label}” has an id that is of {label}"
            self.report.odd_cells.append(OddCell(entry.origin, "year", str(entry.year), why))
            self.clues[place] = NO_CLUE

    def _taken(self, place: int) -> tuple[Entry, bool]:
        packed, self.packed[place] = self.packed[place], b""
        clue, self.clues[place] = self.clues[place], NO_CLUE
        return unpacked(packed), bool(clue.identity.ids)

    def _add(self, item: Item) -> None:
        match item:
            case Entry() if _is_too_long(item):
                self.report.count(Skipped(item.origin, f"the title {_TOO_LONG}"))
            case Entry() if item.span and item.whole is None:
                self.parts.append((self._place_of_whole(item), pack(item)))
                self.report.rows += item.rows
            case Entry():
                entry = _with_year(self._without_long_names(item))
                self._keep(entry, pack(entry))
                self.report.rows += item.rows
            case ListEntry():
                self._add_list(item)
            case _:
                self._note(item)

    def _note(self, item: Item) -> None:
        """Keep what is said of no film."""
        match item:
            case Skipped():
                self.report.count(item)
            case OddCell():
                self.report.odd_cells.append(item)
            case Notice():
                self.report.notices.append(item.text)
            case WholeWatchlist():
                self.report.whole_watchlist = True
            case WholeLibrary():
                self.library = item

    def _without_long_names(self, entry: Entry) -> Entry:
        """Return an entry without names that no franchise and no list can have, which is told."""
        for field in ("franchises", "lists"):
            names: tuple[str, ...] = getattr(entry, field)
            if too_long := [name for name in names if len(name) > MAX_TITLE]:
                why = f"“{too_long[0][:20]}…” {_TOO_LONG.rstrip('.')}"
                self.report.odd_cells.append(OddCell(entry.origin, field, too_long[0], why))
                kept = tuple(name for name in names if name not in too_long)
                entry = replace(entry, **{field: kept})
        return entry

    def _place_of_whole(self, part: Entry) -> int:
        """Return the place of the entry that tells which film a part is one of."""
        whole = whole_of(part)
        key = (whole.title, whole.year, whole.kind, whole.imdb, whole.tmdb, whole.tvdb)
        if key not in self._wholes:
            self._wholes[key] = len(self.clues)
            self._keep(whole, pack(whole))
        return self._wholes[key]

    def _add_list(self, item: ListEntry) -> None:
        if len(item.name) > MAX_TITLE:
            self.report.count(Skipped(item.origin, f"the name of the list {_TOO_LONG}"))
            return
        notes: list[str] = []
        self.lists.append(_GatheredList(replace(item, films=()), len(self.clues), notes))
        for listed in item.films:
            entry = listed.entry
            if _is_too_long(entry):
                self.report.count(Skipped(entry.origin, f"the title {_TOO_LONG}"))
            else:
                notes.append(listed.note)
                self._keep(entry, listed.packed)
        self.report.rows += len(notes)

    def _keep(self, entry: Entry, packed: bytes) -> None:
        for name in entry.lists:
            self.named.setdefault(name, []).append(len(self.clues))
        self.clues.append(clue_of(entry))
        self.packed.append(packed)


_TOO_LONG: Final = f"has more than {MAX_TITLE:,} characters."


def _is_too_long(entry: Entry) -> bool:
    return max(len(entry.title), len(entry.part_title)) > MAX_TITLE


class _GatheredList(NamedTuple):
    """A list: the place of its first film, and what is said of each of them there."""

    entry: ListEntry
    first: int
    notes: list[str]


def take_in(library: Library, items: Iterable[Item], *, progress: Progress = iter) -> Report:
    """Bring a library up to date with what a source says, and return what that did."""
    return enter(library, Gathered(items), progress=progress)


def enter(library: Library, gathered: Gathered, *, progress: Progress = iter) -> Report:
    """Bring a library up to date with what was gathered, and return what that did.

    ``progress`` hands out the films one by one, and may tell how many are done.
    """
    report = gathered.report
    matcher = Matcher(library.films)
    found = matcher.match(gathered.clues, whole=report.whole_watchlist)
    gathered.tell_contrary(matcher.contrary)
    report.notices += (
        f"There is more than one {label}: what has no id was taken for the first of them."
        for label in matcher.doubts
    )
    report.notices += moved_sentences(matcher)
    report.notices += loose_sentences(matcher)
    wholes = {found[place] for place, _ in gathered.parts}
    _enter_films(library, progress(list(dict.fromkeys(found))), gathered, wholes)
    parts = ((found[place].number, unpacked(packed)) for place, packed in gathered.parts)
    enter_parts(library, parts, report)
    lists = [_film_list(one, found) for one in gathered.lists]
    report.lists = enter_lists(library, lists, whole=True)
    united = [_united(name, [found[at] for at in on]) for name, on in gathered.named.items()]
    report.lists += enter_lists(library, united, whole=False)
    return report


def _with_year(entry: Entry) -> Entry:
    """Return an entry with the year that its release date tells, if it tells none itself."""
    if entry.year is None and entry.release and entry.release.year:
        return replace(entry, year=entry.release.year)
    return entry


def _enter_films(
    library: Library, found: Iterable[Target], gathered: Gathered, wholes: Collection[Target]
) -> None:
    """Put the films that were meant into the library, new ones in order of first mention.

    Of the ``wholes`` something is said of parts, too.
    """
    report = gathered.report
    number = library.films.next_number()
    franchises = _Franchises(library)
    for target in found:
        said = gathered.said(target)
        known = library.films.get(target.number)
        if known is None:
            target.number, number = number, number + 1
        before = replace(known, **(target.moved or {})) if known else new_film(target.number, said)
        # what a copy calls a film is older than what that is called here, unless nobody knows it
        named = [(entry, is_stand_in(before) if entry.copied else by_id) for entry, by_id in said]
        in_parts = target in wholes or library.parts.has_any(before.id)
        film = updated(before, named, whole_watchlist=report.whole_watchlist, in_parts=in_parts)
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


def _united(name: str, films: Iterable[Target]) -> FilmList:
    """Return a list that rows of films name as a record, which has no number yet."""
    numbers = (film.number for film in dict.fromkeys(films))
    return FilmList(id=0, name=name, films=tuple(ListedFilm(film=number) for number in numbers))


def _film_list(gathered: _GatheredList, found: Sequence[Target]) -> FilmList:
    """Return what a source says of a list as a record, which has no number yet."""
    entry = gathered.entry
    films = (
        ListedFilm(film=found[place].number, note=note)
        for place, note in enumerate(gathered.notes, start=gathered.first)
    )
    return FilmList(
        id=0,
        name=entry.name,
        url=entry.url,
        description=entry.description,
        films=tuple(films),
    )
