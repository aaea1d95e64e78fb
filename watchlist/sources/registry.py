"""The sources of facts: a line for each, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Final, NamedTuple

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError, SourceError
from watchlist.model import Film, Kind
from watchlist.names.search import Named


class SourceEntry(NamedTuple):
    """A source: its class (``module:name``); whether it is asked by the network, and with a key."""

    found: str
    online: bool = False
    keyed: bool = False


SOURCES: Final[Mapping[str, SourceEntry]] = {
    # name of the source: its class
    "packs": SourceEntry("watchlist.sources.packs:PackSource"),
    "catalogue": SourceEntry("watchlist.sources.catalogue:CatalogueSource"),
    "wikidata": SourceEntry("watchlist.sources.wikidata:WikidataSource", online=True),
    "tvmaze": SourceEntry("watchlist.sources.tvmaze:TvmazeSource", online=True),
    "tmdb": SourceEntry("watchlist.sources.tmdb:TmdbSource", online=True, keyed=True),
}


class Reach(NamedTuple):
    """What sources may use: the cache folder, addresses by the name of their setting, the key.

    With ``refresh`` answers that were kept are asked for again; ``country`` is where the user is.
    """

    cache: str = ""
    addresses: Mapping[str, str] = {}
    key: str = ""
    refresh: bool = False
    country: str = ""


class Candidate(NamedTuple):
    """A film that a source has under a name: enough of it to tell which one it is.

    ``id`` is what is typed for it (``tt0113277``, ``wikidata:Q42198``).
    """

    source: str
    id: str
    film: Film


class KnownFilm(NamedTuple):
    """A film as a source knows it, and where that stands: “the pack John Wick”, “Wikidata”."""

    film: Film
    where: str


class KnownEpisode(NamedTuple):
    """An episode of a series; season 0 are the specials."""

    season: int
    number: int
    title: str
    release: PartialDate | None = None
    runtime: int | None = None


class FoundFranchise(NamedTuple):
    """What a source (``source``, for people ``where``) has of a franchise, on a page of its own.

    ``films`` are the members by a key of the source; ``links`` are (film, relation, film) by these
    keys. ``series`` are names of sub-series with the keys of their films in order, ``periods`` when
    films are set, by key. ``left_out`` are sentences.
    """

    source: str
    where: str
    page: str
    name: str
    id: str
    films: Mapping[str, Film]
    links: Sequence[tuple[str, str, str]] = ()
    series: Mapping[str, Sequence[str]] = {}
    periods: Mapping[str, Sequence[str]] = {}
    left_out: Sequence[str] = ()


class FactSource:
    """What a source can be asked; one that does not know says nothing.

    All methods raise SourceError. ``kinds`` are the kinds of films that it knows.
    """

    kinds: Collection[Kind] = tuple(Kind)

    def __init__(self, name: str, reach: Reach) -> None:
        self.name = name
        self.reach = reach

    def search(self, title: str, year: int | None, kind: Kind | None) -> Sequence[Candidate]:
        """Return films that are called something like a title, the likeliest first."""
        return ()

    def facts(self, id_: str) -> KnownFilm | None:
        """Return what is known of the film of an id, as it is in ``Candidate``."""
        return None

    def episodes(self, id_: str) -> Sequence[KnownEpisode]:
        """Return the episodes of a series in order, the specials too."""
        return ()

    def franchise(self, name: str) -> FoundFranchise | None:
        """Return the franchise of a name."""
        return None

    def near(self, title: str) -> Sequence[Named]:
        """Return the films of exactly that title, or else the few that it may be misspelt for.

        Only a source that needs no network says so.
        """
        return ()

    def begin(self) -> None:
        """Begin with another film."""

    @property
    def credit(self) -> str:
        """What the terms of a source want people to be told when it said something."""
        return ""

    @property
    def asked(self) -> int:
        """How many requests were sent by the network."""
        return 0


class Sources:
    """The sources of one run, each opened when it is its turn."""

    def __init__(
        self, reach: Reach, names: Collection[str] | None = None, *, online: bool = True
    ) -> None:
        if names is not None:
            _refuse_unknown(names)
        self._reach = reach
        self._open: dict[str, FactSource] = {}
        self._known: dict[str, tuple[str, KnownFilm]] = {}
        self.names = [
            name
            for name, entry in SOURCES.items()
            if (names is None or name in names)
            and (online or not entry.online)
            and (reach.key or not entry.keyed or names is not None)
        ]
        for name in self.names:
            if SOURCES[name].keyed and not reach.key:
                raise RefusedError(
                    f"{name} needs a key of your own: “watchlist config set {name}_key KEY”."
                )

    def offline(self) -> Sources:
        """Return those that need no network."""
        return Sources(self._reach, [n for n in self.names if not SOURCES[n].online])

    def online(self) -> Sources:
        """Return those that are asked by the network."""
        return Sources(self._reach, [n for n in self.names if SOURCES[n].online])

    def __iter__(self) -> Iterator[FactSource]:
        return (self.source(name) for name in self.names)

    def source(self, name: str) -> FactSource:
        """Return a source, importing its module."""
        if name not in self._open:
            module, _, found = SOURCES[name].found.partition(":")
            self._open[name] = getattr(import_module(module), found)(name, self._reach)
        return self._open[name]

    @property
    def asked(self) -> int:
        """How many requests were sent."""
        return sum(source.asked for source in self._open.values())

    def begin(self) -> None:
        """Begin with another film: a minute for it begins."""
        for source in self._open.values():
            source.begin()

    def facts(self, id_: str) -> tuple[str, KnownFilm] | None:
        """Return the first source that knows an id, with what it says. Raises SourceError."""
        failed: SourceError | None = None
        if id_ in self._known:
            return self._known[id_]
        for source in self:
            try:
                if known := source.facts(id_):
                    self._known[id_] = source.name, known
                    return self._known[id_]
            except SourceError as error:
                failed = failed or error
        if failed:
            raise failed
        return None

    def credits(self) -> list[str]:
        """Return what the terms of the sources that said something want people to be told."""
        return [source.credit for source in self._open.values() if source.credit]


def _refuse_unknown(names: Collection[str]) -> None:
    for name in names:
        if name not in SOURCES:
            raise RefusedError(f"There is no source “{name}”: there are {', '.join(SOURCES)}.")
