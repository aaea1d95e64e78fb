"""What TVmaze knows of series: seasons, episodes, dates (CC BY-SA; no key).

Its licence wants TVmaze to be named with the page of a series. Specials have no number, and a
season that is only announced no episodes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

import msgspec

from watchlist.dates import PartialDate
from watchlist.errors import SourceError
from watchlist.library.fields import read_imdb
from watchlist.model import Film, Kind
from watchlist.names.listing import few
from watchlist.sources.cache import Answers
from watchlist.sources.registry import Candidate, FactSource, KnownEpisode, KnownFilm
from watchlist.sources.web import Question, Site, Web

PREFIX: Final = "tvmaze:"
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


class TvmazeSource(FactSource):
    """TVmaze, or a mirror of it."""

    kinds = (Kind.SERIES,)

    @cached_property
    def web(self) -> Web:
        """What asks it."""
        return Web(Answers(self.reach.cache, refresh=self.reach.refresh))

    @cached_property
    def _pages(self) -> dict[str, None]:
        return {}

    @property
    def asked(self) -> int:
        """How many requests were sent."""
        return self.web.asked

    @property
    def credit(self) -> str:
        """What is from TVmaze, as its licence wants it."""
        pages = few(self._pages)
        return f"From TVmaze (CC BY-SA): {pages}." if pages else ""

    def begin(self) -> None:
        """Begin with another film."""
        self.web.begin()

    def search(self, title: str, year: int | None, kind: Kind | None) -> Sequence[Candidate]:
        """Return series that are called something like a title; of films nothing is known."""
        if kind not in (None, Kind.SERIES):
            return ()
        found = self._get("/search/shows", {"q": title}, list[_Scored]) or []
        return [Candidate(self.name, f"{PREFIX}{one.show.id}", _film(one.show)) for one in found]

    def facts(self, id_: str) -> KnownFilm | None:
        """Return the series of a number at TVmaze, or of an IMDb id, with its seasons."""
        show = self._show(id_)
        if show is None:
            return None
        self._pages[show.url] = None
        film = _film(show)
        seasons = seasons_of(self._episodes(show.id))
        return KnownFilm(msgspec.structs.replace(film, seasons=seasons), "TVmaze")

    def episodes(self, id_: str) -> Sequence[KnownEpisode]:
        """Return the episodes that have numbers."""
        show = self._show(id_)
        if show is None:
            return ()
        self._pages[show.url] = None
        return [
            KnownEpisode(one.season, one.number, _title(one.name), _date(one.airdate), one.runtime)
            for one in self._episodes(show.id)
            if one.number is not None and one.season > 0
        ]

    def _show(self, id_: str) -> _Show | None:
        found: _Show | None = None
        if id_.startswith(PREFIX):
            found = self._get(f"/shows/{id_.removeprefix(PREFIX)}", {}, _Show)
        elif id_.startswith("tt"):
            found = self._get("/lookup/shows", {"imdb": id_}, _Show)
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


def seasons_of(episodes: Sequence[_Episode]) -> tuple[int, ...]:
    """Return how many episodes each season has; none where seasons are not counted from one on."""
    counts = Counter(one.season for one in episodes if one.number is not None and one.season > 0)
    if not counts or len(counts) != max(counts):
        return ()
    return tuple(counts[season] for season in sorted(counts))


def _film(show: _Show) -> Film:
    channel = show.network or show.web_channel
    country = channel.country.name if channel and channel.country else ""
    date = _date(show.premiered)
    return Film(
        id=0,
        title=show.name,
        kind=Kind.SERIES,
        year=date.year if date else None,
        release=date,
        imdb=_imdb(show.externals.imdb or ""),
        tvdb=show.externals.thetvdb or None,
        genres=tuple(genre.casefold() for genre in show.genres),
        languages=(show.language,) if show.language else (),
        countries=(country,) if country else (),
    )


def _imdb(text: str) -> str:
    try:
        return read_imdb(text)
    except ValueError:
        return ""


def _title(name: str | None) -> str:
    """Return the title of an episode; one that is to be announced has none."""
    return "" if name is None or name.strip().upper() == "TBA" else name.strip()


def _date(text: str | None) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if text else None
    except ValueError:
        return None
