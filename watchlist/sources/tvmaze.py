"""What TVmaze knows of series: seasons, episodes, dates (CC BY-SA; no key).

Its licence wants TVmaze to be named with the page of a series. Specials have no number, and a
season that is only announced no episodes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any, Final

import msgspec

from watchlist.errors import SourceError
from watchlist.library.fields import read_imdb
from watchlist.model import Film, Kind
from watchlist.names.listing import few
from watchlist.sources.online import OnlineSource
from watchlist.sources.registry import Candidate, KnownEpisode, KnownFilm
from watchlist.sources.values import (
    date_of,
    minutes_of,
    name_of,
    names_of,
    number_of,
    read_if_good,
    seasons_of,
)
from watchlist.sources.web import Question, Site

PREFIX: Final = "tvmaze:"
TVDB: Final = "tvdb:"
_NOT_FOUND: Final = 404


class _Country(msgspec.Struct):
    name: str = ""


class _Network(msgspec.Struct):
    country: _Country | None = None


class _OtherIds(msgspec.Struct):
    imdb: str | None = None
    thetvdb: int | None = None


class _Show(msgspec.Struct):
    id: int
    name: str
    url: str = ""
    language: str | None = None
    genres: list[str] = []
    premiered: str | None = None
    network: _Network | None = None
    web_channel: _Network | None = msgspec.field(default=None, name="webChannel")
    externals: _OtherIds = msgspec.field(default_factory=_OtherIds)


class _Scored(msgspec.Struct):
    show: _Show


class _Episode(msgspec.Struct):
    season: int
    number: int | None = None
    name: str | None = None
    airdate: str | None = None
    runtime: int | None = None


class TvmazeSource(OnlineSource):
    """TVmaze, or a mirror of it."""

    kinds = (Kind.SERIES,)

    @cached_property
    def _pages(self) -> dict[str, None]:
        return {}

    @property
    def credit(self) -> str:
        """What is from TVmaze, as its licence wants it."""
        pages = few(self._pages)
        return f"From TVmaze (CC BY-SA): {pages}." if pages else ""

    def search(self, title: str, year: int | None, kind: Kind | None) -> Sequence[Candidate]:
        """Return series that are called something like a title; of films nothing is known."""
        if kind not in (None, Kind.SERIES):
            return ()
        found = self._get("/search/shows", {"q": title}, list[_Scored]) or []
        return [
            Candidate(self.name, f"{PREFIX}{one.show.id}", film)
            for one in found
            if (film := _film(one.show))
        ]

    def facts(self, id_: str) -> KnownFilm | None:
        """Return the series of an id at TVmaze, IMDb or TheTVDB, with its seasons."""
        show = self._show(id_)
        film = _film(show) if show else None
        if show is None or film is None:
            return None
        self._told_of(show)
        counts = Counter(season for season, *_ in _numbered(self._episodes(show.id)))
        return KnownFilm(msgspec.structs.replace(film, seasons=seasons_of(counts)), "TVmaze")

    def episodes(self, id_: str) -> Sequence[KnownEpisode]:
        """Return the episodes that have numbers."""
        show = self._show(id_)
        if show is None:
            return ()
        self._told_of(show)
        return [
            KnownEpisode(
                season, number, _title(one.name), date_of(one.airdate), minutes_of(one.runtime)
            )
            for season, number, one in _numbered(self._episodes(show.id))
        ]

    def _told_of(self, show: _Show) -> None:
        """Remember the page of a series of which something is taken."""
        self._pages[name_of(show.url) or f"https://www.tvmaze.com/shows/{show.id}"] = None

    def _show(self, id_: str) -> _Show | None:
        found: _Show | None = None
        if id_.startswith(PREFIX):
            found = self._get(f"/shows/{id_.removeprefix(PREFIX)}", {}, _Show)
        elif id_.startswith("tt"):
            found = self._get("/lookup/shows", {"imdb": id_}, _Show)
        elif id_.startswith(TVDB):
            found = self._get("/lookup/shows", {"thetvdb": id_.removeprefix(TVDB)}, _Show)
        return found

    def _episodes(self, number: int) -> list[_Episode]:
        return self._get(f"/shows/{number}/episodes", {}, list[_Episode]) or []

    def _get(self, path: str, fields: dict[str, str | int], shape: Any) -> Any:
        site = Site("TVmaze", self.reach.addresses["tvmaze_url"], "https://api.tvmaze.com")
        try:
            return self.web.get(Question(site, path, fields), shape)
        except SourceError as error:
            if error.status == _NOT_FOUND:
                return None
            raise


def _numbered(episodes: Iterable[_Episode]) -> Iterator[tuple[int, int, _Episode]]:
    """Yield (season, number, episode) of those that have numbers; specials have none."""
    for one in episodes:
        if one.number is not None and one.season > 0:
            yield one.season, one.number, one


def _film(show: _Show) -> Film | None:
    """Return a series; None for one without a title."""
    if not (title := name_of(show.name)):
        return None
    channel = show.network or show.web_channel
    date = date_of(show.premiered)
    return Film(
        id=0,
        title=title,
        kind=Kind.SERIES,
        year=date.year if date else None,
        release=date,
        imdb=read_if_good(read_imdb, show.externals.imdb) or "",
        tvdb=number_of(show.externals.thetvdb),
        genres=names_of(genre.casefold() for genre in show.genres),
        languages=names_of([show.language]),
        countries=names_of([channel.country.name] if channel and channel.country else []),
    )


def _title(name: str | None) -> str:
    """Return the title of an episode; one that is to be announced has none."""
    title = name_of(name)
    return "" if title.upper() == "TBA" else title
