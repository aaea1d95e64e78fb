"""The fields of a film, one row each: everything that the program does with every field alike.

The options of ``add`` and ``edit``, ``edit --clear``, the columns of CSV, the records that JSON
prints, the page of ``show``, and what becomes of a field when a pack, an import or another library
is merged in, are made from this table. What a field needs beyond that is code: titles and how they
become aliases, viewings, credits and notes.

A new field is a field of ``watchlist.model.Film`` and a row here; if packs state it, it is one of
``watchlist.packs.model.PackFilm`` as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final, NamedTuple

from watchlist.dates import PartialDate, StoryDate
from watchlist.model import Film, Kind
from watchlist.names.folding import is_visible
from watchlist.names.genres import genre_key
from watchlist.quantities import format_duration, parse_duration

LARGEST_NUMBER: Final = 2**31 - 1
"""Of an id at a site that counts."""


class Merge(StrEnum):
    """What becomes of a field when a source says something of a film that is there."""

    KEEP = "keep"
    """What is there stays; what is empty is filled."""
    REPLACE = "replace"
    """A source that knows the film by an id replaces what is there; any other one only fills."""
    UNITE = "unite"
    """Both are kept, each value once."""
    EARLIEST = "earliest"
    """The earlier of two moments stays."""
    OWN = "own"
    """It has code of its own in ``watchlist.merging.films``."""


class Field(NamedTuple):
    """One field of a film, of the name that it has in ``Film``.

    ``merge`` is the rule when a source says something of it. ``option`` is its option, without
    dashes, with ``help`` and with ``metavar`` for what stands in the place of a value there.
    ``read`` makes a value of a text (it raises ValueError with a sentence); ``choices`` are all
    texts that it can be. ``label`` is its name on the page of a film, and ``words`` makes the text
    of a value there. ``columns`` are the names of its column in CSV, ours first, as
    ``watchlist.formats.parsing.tables.column_key`` writes them. ``given`` says that packs and other
    sources give it, ``many`` that it holds several values, each once (those of one ``key`` are the
    same), ``in_json`` that it is in the record of a film. A field without an option, a label or
    columns has no place on the command line, on the page of a film or in CSV.
    """

    name: str
    merge: Merge
    option: str = ""
    metavar: str = ""
    help: str = ""
    read: Callable[[str], Any] = str
    choices: tuple[str, ...] = ()
    label: str = ""
    words: Callable[[Any], str] = str
    columns: tuple[str, ...] = ()
    given: bool = False
    filled: bool = False
    many: bool = False
    in_json: bool = True
    key: Callable[[str], str] = str

    @property
    def empty(self) -> Any:
        """The value that says nothing."""
        return getattr(_BLANK, self.name)

    def each_once(self, values: Iterable[Any]) -> tuple[Any, ...]:
        """Return values without those that are the same as an earlier one."""
        found: dict[str, Any] = {}
        for value in values:
            found.setdefault(self.key(value), value)
        return tuple(found.values())


def read_year(text: str) -> int:
    """Read a year of four digits. Raises ValueError."""
    if not re.fullmatch(r"[1-9]\d{3}", text, re.ASCII):
        raise ValueError(f"“{text}” is not a year: write four digits")
    return int(text)


def read_number(text: str) -> int:
    """Read an id that is a number. Raises ValueError."""
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:11]) <= LARGEST_NUMBER):
        raise ValueError(f"“{text}” is not a number from 1 to {LARGEST_NUMBER}")
    return int(text)


def read_imdb(text: str) -> str:
    """Read an IMDb id, alone or in an address. Raises ValueError."""
    match = re.fullmatch(r"(?:https?://\S+/)?(tt\d{7,9})/?", text, re.ASCII | re.IGNORECASE)
    if not match:
        raise ValueError(f"“{text}” is not an IMDb id: it has the form tt0133093")
    return match[1].lower()


def read_wikidata(text: str) -> str:
    """Read a Wikidata item, alone or in an address. Raises ValueError."""
    match = re.fullmatch(r"(?:https?://\S+/)?(Q[1-9]\d{0,11})", text, re.ASCII | re.IGNORECASE)
    if not match:
        raise ValueError(f"“{text}” is not an item of Wikidata: it has the form Q42198")
    return match[1].upper()


def read_text(text: str) -> str:
    """Read a text that says something. Raises ValueError."""
    if not is_visible(text):
        raise ValueError("a text cannot be empty" + (" to the eye" if text.strip() else ""))
    return text.strip()


def read_name(text: str) -> str:
    """Read a name, with single blanks as the library writes it. Raises ValueError."""
    return " ".join(read_text(text).split())


def read_seasons(text: str) -> tuple[int | None, ...]:
    """Read the episodes of each season: ``22,22,13``, ``?`` where it is not known. ValueError."""
    counts: list[int | None] = []
    for part in text.split(","):
        number = part.strip()
        if number == "?":
            counts.append(None)
        elif number.isascii() and number.isdecimal() and int(number[:7]) <= 100_000:  # noqa: PLR2004 -- as the model says
            counts.append(int(number))
        else:
            raise ValueError(f"“{text}” is not a list of episodes a season: write 22,22,13")
    return tuple(counts)


def seasons_text(seasons: tuple[int | None, ...]) -> str:
    """Write the episodes of each season as they are read."""
    return ",".join("?" if count is None else str(count) for count in seasons)


_KEEP, _REPLACE, _UNITE, _OWN = Merge.KEEP, Merge.REPLACE, Merge.UNITE, Merge.OWN
_BLANK: Final = Film(id=0, title="")

FIELDS: Final = {
    field.name: field
    for field in (
        Field("id", _OWN),
        Field("uid", _KEEP, in_json=False),
        Field(
            "title",
            _OWN,
            columns=(
                "title",
                "name",
                "film",
                "movie",
                "filmname",
                "filmtitle",
                "moviename",
                "movietitle",
            ),
            given=True,
        ),
        Field(
            "year",
            _OWN,
            option="year",
            metavar="year",
            help="Year that tells it from its namesakes.",
            read=read_year,
            columns=("year", "releaseyear", "yearreleased", "releasedyear", "yearofrelease"),
            given=True,
            filled=True,
        ),
        Field(
            "kind",
            _OWN,
            option="kind",
            help="What it is.",
            read=Kind,
            choices=tuple(map(str, Kind)),
            label="Kind",
            columns=("kind", "type", "titletype"),
            given=True,
        ),
        Field(
            "release",
            _OWN,
            option="release",
            metavar="date",
            help="Release date, as far as it is known, or TBA.",
            read=PartialDate.parse,
            label="Release",
            columns=("release", "released", "releasedate", "premiered"),
            given=True,
            filled=True,
        ),
        Field(
            "runtime",
            _REPLACE,
            option="runtime",
            metavar="duration",
            help="Running time: 101, 1h41 or 1:41.",
            read=parse_duration,
            label="Runtime",
            words=format_duration,
            columns=(
                "runtime",
                "runtimemins",
                "runtimeminutes",
                "runtimemin",
                "runtimeinminutes",
                "duration",
                "durationmin",
                "length",
                "lengthmin",
                "lengthminutes",
            ),
            given=True,
            filled=True,
        ),
        Field(
            "original_title",
            _OWN,
            option="original-title",
            help="Title in its own language.",
            read=read_text,
            label="Original",
            columns=("original_title",),
            given=True,
            filled=True,
        ),
        Field(
            "aliases",
            _OWN,
            many=True,
            option="alias",
            help="Another title to find it by.",
            read=read_text,
            label="Alias",
            columns=("aliases", "alias"),
            given=True,
        ),
        Field(
            "imdb",
            _KEEP,
            option="imdb",
            metavar="id",
            help="IMDb id, such as tt0133093.",
            read=read_imdb,
            label="IMDb",
            columns=("imdb", "imdbid", "const", "tconst", "imdburl", "imdblink"),
            given=True,
            filled=True,
        ),
        Field(
            "tmdb",
            _KEEP,
            option="tmdb",
            metavar="number",
            help="TMDB number.",
            read=read_number,
            label="TMDB",
            columns=("tmdb", "tmdbid"),
            given=True,
            filled=True,
        ),
        Field(
            "letterboxd",
            _KEEP,
            label="Letterboxd",
            columns=("letterboxd", "letterboxduri", "letterboxdurl"),
            filled=True,
        ),
        Field(
            "wikidata",
            _KEEP,
            option="wikidata",
            metavar="item",
            help="Wikidata item, such as Q42198.",
            read=read_wikidata,
            label="Wikidata",
            columns=("wikidata",),
            filled=True,
        ),
        Field(
            "tvdb",
            _KEEP,
            option="tvdb",
            metavar="number",
            help="TheTVDB number.",
            read=read_number,
            label="TheTVDB",
            columns=("tvdb", "tvdbid"),
            filled=True,
        ),
        Field(
            "story",
            _KEEP,
            option="set",
            metavar="storydate",
            help="When its story is set: 1973, 19 BBY.",
            read=StoryDate,
            label="Set",
            columns=("story",),
            given=True,
        ),
        Field(
            "genres",
            _UNITE,
            many=True,
            option="genre",
            help="What sort of film it is: noir, heist.",
            read=read_name,
            label="Genres",
            columns=("genres", "genre"),
            given=True,
            key=genre_key,
            filled=True,
        ),
        Field(
            "languages",
            _UNITE,
            many=True,
            option="language",
            help="A language that is spoken in it.",
            read=read_name,
            label="Languages",
            columns=("languages", "language"),
            filled=True,
        ),
        Field(
            "countries",
            _UNITE,
            many=True,
            option="country",
            help="A country that it was made in.",
            read=read_name,
            label="Countries",
            columns=("countries", "country"),
            filled=True,
        ),
        Field(
            "tags",
            _UNITE,
            many=True,
            option="tag",
            help="A word of your own to sort it under.",
            read=read_text,
            label="Tags",
        ),
        Field(
            "where",
            _UNITE,
            many=True,
            option="where",
            help="A place where it can be watched.",
            read=read_text,
            label="Where",
            columns=(
                "where",
                "whereavailable",
                "wheretowatch",
                "service",
                "streamingservice",
                "platform",
            ),
        ),
        Field(
            "seasons",
            _KEEP,
            option="seasons",
            metavar="numbers",
            help="Episodes of each season: 22,22,13.",
            read=read_seasons,
            label="Seasons",
            words=seasons_text,
            columns=("seasons",),
            filled=True,
            given=True,
        ),
        Field("whole", _KEEP),
        Field("span", _KEEP, in_json=False),
        Field("to_watch", _OWN),
        Field("added", Merge.EARLIEST, label="Added", columns=("added", "dateadded", "addedon")),
        Field("rating", _OWN),
        Field("viewings", _OWN, in_json=False),
        Field("credits", _OWN, in_json=False),
        Field("notes", _OWN, in_json=False),
        Field("sources", _UNITE, in_json=False),
    )
}
"""All fields of a film by name, in the order in which they are shown."""
