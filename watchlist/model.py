"""What a library consists of: immutable records, no behaviour beyond reading themselves.

The names of the fields are the names in the data file (``docs/data-format.md``). A record refers
to another by its number (``id``), which is the number in the ID column.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec

from watchlist.dates import NO_DATE, DateKey, PartialDate, StoryDate

MAX_TITLE = 1_000
"""The longest title, in characters."""

MAIN = "main"
"""The continuity of a franchise that has no named one."""

TIMELINE = "timeline"
RELEASE = "release"
"""The orders that every franchise has; others are made by hand."""

TitleText = Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_TITLE)]
Stars = Annotated[float, msgspec.Meta(ge=0.5, le=5)]
Minutes = Annotated[int, msgspec.Meta(ge=1)]
Year = Annotated[int, msgspec.Meta(ge=1, le=9999)]
Episodes = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
FilmId = int


class Kind(StrEnum):
    """What sort of thing a film is."""

    FILM = "film"
    SHORT = "short"
    SERIES = "series"
    SEASON = "season"
    EPISODE = "episode"
    SPECIAL = "special"
    SEGMENT = "segment"


PART_KINDS: Final = (Kind.SEASON, Kind.EPISODE, Kind.SEGMENT)
"""Kinds that a part of a film can be."""


class Job(StrEnum):
    """What a person did for a film."""

    DIRECTOR = "director"
    WRITER = "writer"
    CAST = "cast"
    PRODUCER = "producer"
    CINEMATOGRAPHER = "cinematographer"
    COMPOSER = "composer"
    EDITOR = "editor"
    CREATOR = "creator"
    DESIGNER = "designer"
    CREW = "crew"


class CreditStatus(StrEnum):
    """What is known of a person's part, where something was said of it."""

    RUMORED = "rumored"
    REPORTED = "reported"
    CONFIRMED = "confirmed"


class LinkKind(StrEnum):
    """How one film relates to another, read from the first to the second."""

    SEQUEL_TO = "sequel-to"
    PREQUEL_TO = "prequel-to"
    SPINOFF_OF = "spinoff-of"
    REMAKE_OF = "remake-of"
    REBOOT_OF = "reboot-of"
    INSPIRED_BY = "inspired-by"
    SPIRITUAL_SEQUEL_TO = "spiritual-sequel-to"
    CROSSOVER_WITH = "crossover-with"
    ALTERNATIVE_TO = "alternative-to"
    REQUIRES = "requires"

    @property
    def words(self) -> str:
        """The relation in words: "spinoff of"."""
        return self.replace("-", " ")

    @property
    def inverse(self) -> str:
        """The relation in words, read from the second film to the first."""
        return _INVERSE[self]

    @property
    def symmetric(self) -> bool:
        """Whether it says the same in both directions."""
        return self in (LinkKind.CROSSOVER_WITH, LinkKind.ALTERNATIVE_TO)

    @property
    def joins(self) -> bool:
        """Whether it makes the first film a member of the second one's franchise."""
        return self in (LinkKind.SEQUEL_TO, LinkKind.PREQUEL_TO, LinkKind.SPINOFF_OF)


_INVERSE = {
    LinkKind.SEQUEL_TO: "followed by",
    LinkKind.PREQUEL_TO: "preceded by",
    LinkKind.SPINOFF_OF: "has the spinoff",
    LinkKind.REMAKE_OF: "remade as",
    LinkKind.REBOOT_OF: "rebooted as",
    LinkKind.INSPIRED_BY: "inspired",
    LinkKind.SPIRITUAL_SEQUEL_TO: "has the spiritual sequel",
    LinkKind.CROSSOVER_WITH: "crossover with",
    LinkKind.ALTERNATIVE_TO: "alternative to",
    LinkKind.REQUIRES: "required by",
}


class PlacementKind(StrEnum):
    """Where a film's story is set relative to its anchors."""

    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"
    DURING = "during"
    FIRST = "first"
    LAST = "last"
    UNPLACED = "unplaced"

    @property
    def anchors(self) -> int:
        """How many films it is relative to."""
        return {"before": 1, "after": 1, "during": 1, "between": 2}.get(self, 0)


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all records: immutable, and written without the fields that say nothing.

    A record of a table has a number for people and a ``uid`` for machines (a ULID, see
    ``watchlist.library.uids``), which it gets when it is written first.
    """


class Viewing(Record, frozen=True):
    """One time a film was watched; ``watched_on`` is None when the date is not known.

    ``instant`` is the moment of which that is the day (ISO 8601, UTC), where a source told one.
    ``mark`` is what the entry goes by at the site that it came from (``trakt:history:123``).
    """

    watched_on: PartialDate | None = None
    rating: Stars | None = None
    rewatch: bool = False
    tags: tuple[str, ...] = ()
    note: str = ""
    instant: str = ""
    mark: str = ""


class Note(Record, frozen=True):
    """Something to remember about a film, with the date it is of."""

    text: str
    on: PartialDate | None = None
    source: str = ""


class Statement(Record, frozen=True):
    """What was said of a person's part, when and where."""

    status: CreditStatus
    on: PartialDate | None = None
    source: str = ""


class Credit(Record, frozen=True):
    """A person's part in a film.

    ``status`` is what was said of it last, on the day ``on``; None when nothing was said.
    ``earlier`` is what was said before, oldest first.
    """

    name: str
    job: Job = Job.CAST
    role: str = ""
    cameo: bool = False
    status: CreditStatus | None = None
    on: PartialDate | None = None
    source: str = ""
    earlier: tuple[Statement, ...] = ()


class Film(Record, frozen=True):
    """One thing to watch. What each field is about is in ``watchlist.library.fields``.

    ``year`` is part of its identity; ``release`` is the release date as far as it is known, None
    when nothing was said of it. ``runtime`` is in minutes, ``rating`` in stars. ``seasons`` are the
    numbers of episodes of a series, None where one is not known. A part (a season, an episode, a
    segment) has the number of the film that it is a piece of as ``whole``, and which piece as
    ``span``. ``sources`` tells of fields that were filled in which source said them.
    """

    id: FilmId
    title: TitleText
    year: Year | None = None
    release: PartialDate | None = None
    kind: Kind = Kind.FILM
    runtime: Minutes | None = None
    original_title: str = ""
    aliases: tuple[str, ...] = ()
    imdb: str = ""
    tmdb: int | None = None
    letterboxd: str = ""
    wikidata: str = ""
    tvdb: int | None = None
    story: StoryDate | None = None
    genres: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    seasons: tuple[Episodes | None, ...] = ()
    whole: FilmId | None = None
    span: str = ""
    to_watch: bool = False
    added: datetime.date | None = None
    rating: Stars | None = None
    viewings: tuple[Viewing, ...] = ()
    credits: tuple[Credit, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: dict[str, str] = {}
    uid: str = ""

    @property
    def label(self) -> str:
        """The title with its year, as a person would tell it from its namesakes."""
        if self.whole is not None:
            return f"{self.title} {self.span}"
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def name(self) -> str:
        """What to call it among others: its title, of a part which piece of what it is."""
        return self.title if self.whole is None else self.label

    @property
    def watched(self) -> bool:
        """Whether it has at least one viewing, dated or not."""
        return bool(self.viewings)

    @property
    def released_on(self) -> PartialDate | None:
        """The release date, or else the year; None when neither is known."""
        if self.release is None and self.year:
            return PartialDate(self.year)
        return self.release

    @property
    def release_key(self) -> tuple[DateKey, FilmId, int]:
        """Its place on the release line: by date, ties by order of entry.

        The last number is the place of a part in its whole; no part comes first.
        """
        date = self.released_on
        return (date.key if date else NO_DATE, self.id, 0)

    def may_be_out(self, today: datetime.date) -> bool:
        """Whether its date is known in part only, and can lie behind or ahead: this year, say."""
        date = self.released_on
        if date is None or self.is_released(today):
            return False
        first = date.first_day()
        return first is not None and first <= today and not date.is_full

    def is_released(self, today: datetime.date) -> bool:
        """Whether it can be watched.

        A seen film is out whatever its date says, and so is one of which no date is known;
        a partial date counts as over when its last day is.
        """
        if self.watched or self.released_on is None:
            return True
        last_day = self.released_on.last_day()
        return last_day is not None and last_day <= today


class Link(Record, frozen=True):
    """``film`` is ``kind`` (sequel to, remake of, ...) ``other``.

    An alternative to several films at once (``The Whole Bloody Affair``) names the further ones in
    ``together``: it stands for all of them, none of which stands for another.
    """

    id: int
    film: FilmId
    kind: LinkKind
    other: FilmId
    together: tuple[FilmId, ...] = ()
    uid: str = ""


class Placement(Record, frozen=True):
    """Where the story of ``films`` is set. Several films are a block that keeps its order.

    ``continuity`` names the only continuity it is meant for; empty means the whole franchise.
    """

    films: tuple[FilmId, ...]
    kind: PlacementKind
    anchors: tuple[FilmId, ...] = ()
    continuity: str = ""
    note: str = ""


class Continuity(Record, frozen=True):
    """Films of a franchise whose stories agree with each other.

    Of its ``films``, those that weigh more or less than others are ``essential``, ``optional`` (to
    be skipped) or ``filler``, each in one of these at most.
    """

    name: str
    films: tuple[FilmId, ...] = ()
    optional: tuple[FilmId, ...] = ()
    description: str = ""
    essential: tuple[FilmId, ...] = ()
    filler: tuple[FilmId, ...] = ()


class NamedOrder(Record, frozen=True):
    """An order made by hand; it may leave films out."""

    name: str
    films: tuple[FilmId, ...] = ()


class TrackedPack(Record, frozen=True):
    """A pack as it was merged: what a newer version of it may change is what it says here.

    ``films`` has the numbers of its films by key; those that were removed since are not there.
    """

    id: int
    name: str
    franchise: int
    films: dict[str, FilmId] = {}
    facts: dict[str, Any] = {}
    uid: str = ""


class ListedFilm(Record, frozen=True):
    """A film on a list, with what was said of it there."""

    film: FilmId
    note: str = ""


class FilmList(Record, frozen=True):
    """A named list of films, in order; ``url`` is where it came from."""

    id: int
    name: TitleText
    url: str = ""
    description: str = ""
    films: tuple[ListedFilm, ...] = ()
    uid: str = ""


class Holding(Record, frozen=True):
    """A franchise that a universe holds, by the one continuity that is named, else its first."""

    franchise: int
    continuity: str = ""


class Pass(Record, frozen=True):
    """Watching a franchise once more: only viewings from the first day ``since`` on count in it."""

    since: datetime.date
    until: datetime.date | None = None


class Franchise(Record, frozen=True):
    """A named set of films that share a story world.

    A universe ``holds`` other franchises. ``preferred`` are the films to take where one of several
    alternatives is enough, ``skipped`` those that are passed over when it comes to what is next.
    """

    id: int
    name: TitleText
    aliases: tuple[str, ...] = ()
    continuities: tuple[Continuity, ...] = ()
    placements: tuple[Placement, ...] = ()
    orders: tuple[NamedOrder, ...] = ()
    default_order: str = TIMELINE
    holds: tuple[Holding, ...] = ()
    preferred: tuple[FilmId, ...] = ()
    skipped: tuple[FilmId, ...] = ()
    passes: tuple[Pass, ...] = ()
    uid: str = ""

    def members(self) -> dict[FilmId, None]:
        """Return its members, each once, in order of their continuities."""
        return dict.fromkeys(film for continuity in self.continuities for film in continuity.films)

    def continuities_of(self, film: FilmId) -> Iterator[Continuity]:
        """Yield the continuities that a film is in."""
        return (continuity for continuity in self.continuities if film in continuity.films)

    def continuities_with(self, films: Collection[FilmId]) -> Iterator[str]:
        """Yield the names of the continuities that all of some films are in."""
        return (
            continuity.name
            for continuity in self.continuities
            if set(films) <= set(continuity.films)
        )

    def continuity(self, name: str) -> Continuity | None:
        """Return the continuity of that name, whatever its case."""
        wanted = name.casefold()
        return next((c for c in self.continuities if c.name.casefold() == wanted), None)

    def order(self, name: str) -> NamedOrder | None:
        """Return the order made by hand of that name."""
        return next((order for order in self.orders if order.name == name), None)
