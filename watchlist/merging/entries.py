"""What an import says of films, before anybody knows which films of the library are meant."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from watchlist.library.codec import pack, unpack
from watchlist.model import Film, FilmId


class Origin(NamedTuple):
    """Where something was read: the file, and the physical line, 0 when there is none."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


class Entry(Film, frozen=True, kw_only=True):
    """What a row, or a group of rows that belong together, says of one film: a draft of its record.

    It has the fields of a film, of which empty ones say nothing; without a title there is an id.
    ``plays`` is how often it was watched at least, dated or not: "watched" is 1. A ``rating`` is
    the film's present one and replaces what is there when ``rating_wins``, else it only fills; one
    of a day belongs to its viewing. ``letterboxd`` is the address of the film, not of a diary
    entry. ``exact`` says that the source spells a title in one way, so that another spelling is
    another film of it. ``lists`` are the named lists that it is on, where the rows of films
    tell them. ``dropped`` says that it was given up, and is to be watched no more, ``finished``
    that a word for its state says that it was watched, where such words tell what is to be watched.
    ``copied`` says that it comes from an export of this program, perhaps an older one: what it says
    only fills. ``typed`` says that a person made the table, so that its year may contradict its id.
    ``rows`` is how many rows it was read from. With a ``span`` it is about that part of the film
    that it names: viewings and rating are those of the part, ``part_title`` is its title.

    The ``mark`` of a viewing begins with the name of its site and a colon, and has no blanks; what
    an entry with a mark says of its viewing replaces what is there (``merging.viewings``).
    """

    id: FilmId = 0
    origin: Origin
    directors: tuple[str, ...] = ()
    franchises: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    plays: int = 0
    rating_wins: bool = False
    exact: bool = False
    dropped: bool = False
    finished: bool = False
    copied: bool = False
    typed: bool = False
    rows: int = 1
    part_title: str = ""


def stand_in(imdb: str, tmdb: int | None, letterboxd: str) -> str:
    """Return what a film is called of which only ids are known."""
    return imdb or (f"TMDB {tmdb}" if tmdb else letterboxd)


class _AnyTitle(Entry, frozen=True, kw_only=True):
    """An entry as it was packed: its title may be one that no film has, none or a long one."""

    title: str


def unpacked(packed: bytes) -> Entry:
    """Return the entry that was packed."""
    return Entry(**msgspec.structs.asdict(unpack(_AnyTitle, packed)))


class ListedEntry:
    """A film on a list; the entry tells which film it is. It is ``packed``: lists are long."""

    __slots__ = ("note", "packed")

    def __init__(self, entry: Entry, note: str = "") -> None:
        self.packed = pack(entry)
        self.note = note

    @property
    def entry(self) -> Entry:
        """What the list says of the film."""
        return unpacked(self.packed)


class ListEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A named list, its films in order; ``url`` is its address, where the source tells one."""

    origin: Origin
    name: str
    url: str = ""
    description: str = ""
    films: tuple[ListedEntry, ...] = ()


class Skipped(NamedTuple):
    """A row that says nothing of a film.

    With ``problem`` the reason is a sentence for the user, who sees it with file and line. Else
    it names, in the plural, what the row is ("TV episodes"), and such rows are only counted.
    """

    origin: Origin
    reason: str
    problem: bool = True


class OddCell(NamedTuple):
    """A cell that says nothing that is understood, while the rest of its row was taken.

    ``why`` quotes it and says what it is not: "“soon” is not a date".
    """

    origin: Origin
    column: str
    text: str
    why: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.why}, in {self.column}; the rest of the row was taken."


class Notice(NamedTuple):
    """A sentence for the user about the source as a whole: what was taken how, what was left."""

    text: str


class WholeWatchlist(NamedTuple):
    """The source has the whole watchlist beside what was watched.

    So what it tells to have been watched since, and has on its watchlist no more, is off it; and a
    site's id that it does not have any more, with one new id of the same title and year, has moved.
    """


class WholeLibrary(NamedTuple):
    """A library of this program, in a file of its own."""

    path: str


Item = Entry | ListEntry | Skipped | OddCell | Notice | WholeWatchlist | WholeLibrary
"""What a reader of ``watchlist.formats`` yields: one for each row, more or less."""
