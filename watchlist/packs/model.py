"""What a pack consists of: the format of ``docs/packs.md``, as types.

A pack states facts and no positions, and nothing of what its author watched. Films are known by
keys, short words that are unique in the pack. The description of a type is what editors show
(``watchlist.packs.schema``) and what a finding says was expected.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from watchlist.dates import PartialDate, StoryDate
from watchlist.model import MAIN, MAX_TITLE, TIMELINE, Kind, LinkKind, PlacementKind

FilmKey = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9][a-z0-9-]*$(?!\n)",
        description="a key: small letters, digits and hyphens",
    ),
]
FilmKeys = Annotated[tuple[FilmKey, ...], Meta(description="a list of keys of films")]
SomeKeys = Annotated[tuple[FilmKey, ...], Meta(min_length=1, description="a list of keys of films")]
_VISIBLE: Final = (  # as names.folding.is_visible says it
    r"[^\s\u0000-\u001f\u007f-\u009f\u00ad\u0300-\u036f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)
Name = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=MAX_TITLE,
        pattern=_VISIBLE,
        description=f"a text of 1 to {MAX_TITLE:,} characters",
    ),
]
NameList = Annotated[tuple[Name, ...], Meta(description="a list of texts")]
HeldPacks = Annotated[
    tuple[Name, ...],
    Meta(
        description="a list of packs, by the name of their file or their own, and perhaps the "
        "continuity that is meant: alien, halloween:thorn"
    ),
]
PackText = Annotated[str, Meta(description="a text")]
Release = Annotated[
    PartialDate,
    Meta(
        description="a release date as far as it is known: a date, or text such as 2014-10 or TBA"
    ),
]
Story = Annotated[
    StoryDate, Meta(description="a story date as text: 1973, 1914..1918, c. 1995, 19 BBY")
]
Seasons = Annotated[
    tuple[Annotated[int, Meta(ge=0, le=100_000)], ...],
    Meta(description="a list of the episodes of each season, 0 where nobody knows"),
]
PartText = Annotated[
    str, Meta(description="a piece of a film as text: S02E16, S01E01..S01E15, 0:22:05..1:57:16, 3")
]
PackYear = Annotated[int, Meta(ge=1, le=9999, description="a year")]
Runtime = Annotated[int, Meta(ge=1, le=100_000, description="a number of minutes")]
Imdb = Annotated[
    str, Meta(pattern=r"^tt[0-9]{7,8}$(?!\n)", description="an IMDb id: tt and 7 or 8 digits")
]
Tmdb = Annotated[int, Meta(ge=1, le=2**31 - 1, description="a TMDB number")]
Address = Annotated[str, Meta(pattern=r"^https?://\S+$(?!\n)", description="an address on the web")]
PackDay = Annotated[datetime.date, Meta(description="a date: 2025-12-31, without quotes")]


class Part(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """Base of all parts of a pack: nothing that the format does not know is let through."""


class Source(Part, frozen=True):
    """Where facts were checked, and which (``for`` in the file)."""

    name: Name
    url: Address
    what: PackText = msgspec.field(name="for", default="")


class PackFilm(Part, frozen=True):
    """What is known of a film. Without ``release`` the year is all that is known of it.

    A part of a film has the key of its ``whole`` and says which ``part`` it is; it need not have a
    title of its own.
    """

    title: Name = ""
    year: PackYear | None = None
    release: Release | None = None
    kind: Kind = Kind.FILM
    runtime: Runtime | None = None
    original_title: PackText = ""
    aliases: NameList = ()
    imdb: Imdb = ""
    tmdb: Tmdb | None = None
    directors: NameList = ()
    story: Story | None = None
    genres: NameList = ()
    seasons: Seasons = ()
    part: PartText = ""
    whole: FilmKey | None = None

    @property
    def label(self) -> str:
        """The title with its year."""
        return f"{self.title} ({self.year})" if self.year else self.title


class PackContinuity(Part, frozen=True):
    """Films whose stories agree; ``optional`` ones can be skipped, others matter more or less."""

    name: Name
    films: FilmKeys = ()
    optional: FilmKeys = ()
    description: PackText = ""
    essential: FilmKeys = ()
    filler: FilmKeys = ()


class PackLink(Part, frozen=True):
    """``film`` is ``kind`` (sequel to, ...) ``other``, or an alternative to those ``together``."""

    film: FilmKey
    kind: LinkKind
    other: FilmKey
    together: FilmKeys = ()


class PackPlacement(Part, frozen=True):
    """Where the story of ``films`` is set; several films are a block that keeps its order."""

    films: SomeKeys
    kind: PlacementKind
    anchors: FilmKeys = ()
    continuity: PackText = ""
    note: PackText = ""


class PackOrder(Part, frozen=True):
    """An order made by hand; it may leave films out."""

    name: Name
    films: SomeKeys


class Disagreement(Part, frozen=True):
    """Why the pack orders films otherwise than somebody who published an order."""

    source: Name
    order: Name
    reason: Name
    continuity: PackText = ""


class Pack(Part, frozen=True):
    """Everything that is stated of a franchise."""

    name: Name
    aliases: NameList = ()
    reviewed: PackDay | None = None
    default_order: Name = TIMELINE
    description: PackText = ""
    holds: HeldPacks = ()
    calendars: dict[str, PackText] = {}
    sources: tuple[Source, ...] = ()
    films: dict[FilmKey, PackFilm] = {}
    continuities: tuple[PackContinuity, ...] = ()
    links: tuple[PackLink, ...] = ()
    placements: tuple[PackPlacement, ...] = ()
    orders: tuple[PackOrder, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def wholes(self) -> int:
        """How many films it has, parts of them not counted."""
        return sum(1 for film in self.films.values() if film.whole is None)

    @property
    def all_continuities(self) -> tuple[PackContinuity, ...]:
        """The continuities; where none is named, the one that has all films, if there are any."""
        if self.holds and not self.films:
            return self.continuities
        return self.continuities or (PackContinuity(name=MAIN, films=tuple(self.films)),)
