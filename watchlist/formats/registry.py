"""The formats that can be read: a line for each. Whose claim to a source is best reads it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from importlib import import_module
from typing import Final, NamedTuple, Protocol, cast

from watchlist.errors import RefusedError, UsageError
from watchlist.formats.parsing.sources import FileSource
from watchlist.merging.entries import Item

READERS: Final = {
    # --from: module
    "json": "watchlist.formats.readers.own_json",
    "letterboxd": "watchlist.formats.readers.letterboxd",
    "imdb": "watchlist.formats.readers.imdb",
    "trakt": "watchlist.formats.readers.trakt",
    "tmdb": "watchlist.formats.readers.tmdb",
    "movielens": "watchlist.formats.readers.movielens",
    "simkl": "watchlist.formats.readers.simkl",
    "movary": "watchlist.formats.readers.movary",
    "yamtrack": "watchlist.formats.readers.yamtrack",
    "tvtime": "watchlist.formats.readers.tv_time",
    "netflix": "watchlist.formats.readers.netflix",
    "myanimelist": "watchlist.formats.readers.myanimelist",
    "tautulli": "watchlist.formats.readers.tautulli",
    "jellyfin": "watchlist.formats.readers.jellyfin",
    "watcharr": "watchlist.formats.readers.watcharr",
    "kinorium": "watchlist.formats.readers.kinorium",
    "neodb": "watchlist.formats.readers.neodb",
    "douban": "watchlist.formats.readers.douban",
    "ryot": "watchlist.formats.readers.ryot",
    "stremio": "watchlist.formats.readers.stremio",
    "mdblist": "watchlist.formats.readers.film_lists",
    "obsidian": "watchlist.formats.readers.obsidian",
    "primevideo": "watchlist.formats.readers.primevideo",
    "icheckmovies": "watchlist.formats.readers.icheckmovies",
    "criticker": "watchlist.formats.readers.criticker",
    "filmaffinity": "watchlist.formats.readers.filmaffinity",
    "markdown": "watchlist.formats.readers.markdown",
    "csv": "watchlist.formats.readers.plain_csv",
    "text": "watchlist.formats.readers.bare_titles",
    "records": "watchlist.formats.readers.records",
}
GENERAL: Final = ("csv", "text", "records")
"""Those that are asked in this order when no format of a site has a claim."""


class Options(NamedTuple):
    """What the user said of a source that it does not say itself.

    ``columns`` maps names of columns to names of ours, "" to nothing; ``scale`` is the best rating
    that can be given; ``date_order`` is ``dmy``, ``mdy`` or ``ymd``, ``usual_order`` what is set
    for files of which nobody knows it; ``series`` is what becomes of TV series: ``skip``, ``whole``
    or ``episodes``. ``time_zone`` is where an instant becomes a day,
    None for the zone of this machine. ``about`` says of a single file what it is about:
    ``watched``, ``watchlist`` or ``list:NAME``.
    """

    columns: Mapping[str, str] = {}
    scale: float | None = None
    date_order: str | None = None
    usual_order: str | None = None
    series: str = "skip"
    time_zone: datetime.tzinfo | None = None
    about: str = ""

    @property
    def takes_series(self) -> bool:
        """Whether TV series are entered, each as one film."""
        return self.series != "skip"

    @property
    def takes_episodes(self) -> bool:
        """Whether episodes are entered, as parts of their series."""
        return self.series == "episodes"


NAMES: Final = {
    "columns": "--map",
    "scale": "--rating-scale",
    "date_order": "--date-order",
    "series": "--series",
    "time_zone": "--time-zone",
    "about": "--as",
}
"""The option on the command line for each field of ``Options``."""


class Claim(NamedTuple):
    """How much of a source is a reader's: columns or keys that are its own, and foreign ones."""

    own: int
    foreign: int = 0

    @classmethod
    def of(cls, header: Collection[str], known: Collection[str]) -> Claim:
        """Return the claim to a table: ``known`` are all columns that the format may have."""
        there = {name for name in header if name}
        return cls(len(there & set(known)), len(there - set(known)))

    @property
    def rank(self) -> tuple[float, int]:
        """What claims are compared by: the share that is its own, then how much that is."""
        return self.own / (self.own + self.foreign or 1), self.own


def best_claim(claims: Iterable[Claim | None]) -> Claim | None:
    """Return the best of the claims to the members of a source; None for none."""
    return max(filter(None, claims), key=lambda claim: claim.rank, default=None)


class FormatReader(Protocol):
    """What the module of a format has."""

    TITLE: str
    """The name of the format for people: "Letterboxd export"."""
    OPTIONS: frozenset[str]
    """The fields of ``Options`` that it can use; any other that was given is refused."""

    def claim(self, source: FileSource) -> Claim | None:
        """Return how much of a source is this format's, None when it is not.

        It goes by what is in the source and never by its name alone.
        """

    def read(self, source: FileSource, options: Options) -> Iterator[Item]:
        """Yield what the rows say. Raises RefusedError when the whole cannot be read."""


def reader(name: str) -> FormatReader:
    """Return the reader of a format, importing its module."""
    return cast("FormatReader", import_module(READERS[name]))


def recognise(source: FileSource) -> FormatReader:
    """Return the reader with the best claim to a source.

    Raises RefusedError when there is none, or when two have the same; UnknownColumnsError for a
    table whose columns nobody knows.
    """
    claims = {
        name: found
        for name in READERS
        if name not in GENERAL and (found := reader(name).claim(source))
    }
    if not claims:
        return _general(source)
    best = max(claim.rank for claim in claims.values())
    first, *others = (name for name, claim in claims.items() if claim.rank == best)
    if others:
        titles = " or ".join(reader(name).TITLE for name in (first, *others))
        ways = " or ".join(f"--from {name}" for name in (first, *others))
        raise RefusedError(f"{source.name} may be {titles}: say {ways}.")
    return reader(first)


def _general(source: FileSource) -> FormatReader:
    for name in GENERAL:
        if reader(name).claim(source):
            return reader(name)
    if len(source.members) == 1 and source.members[0].is_table:
        for _ in reader("csv").read(source, Options()):
            break  # it never comes here: without a title it says what the columns look like
    raise RefusedError(source.not_recognised())


def refuse_unused(found: FormatReader, given: Iterable[str]) -> None:
    """Raise UsageError for an option (a field of ``Options``) that a reader cannot use."""
    unused = [NAMES[name] for name in given if name not in found.OPTIONS]
    if unused:
        raise UsageError(
            f"{' and '.join(unused)} cannot be used here: {found.TITLE} is read without."
        )
