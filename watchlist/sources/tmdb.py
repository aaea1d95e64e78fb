"""What TMDB knows of films and series, with the user's own key; where to watch is JustWatch's.

Its terms: answers are kept for six months at the most, and people are told that it is used. The key
goes into the request and nowhere else. An unknown date is an empty text, an unknown running time 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from watchlist.errors import SourceError
from watchlist.library.fields import read_imdb, read_wikidata
from watchlist.model import Credit, Film, Job, Kind
from watchlist.names.folding import match_key
from watchlist.sources.online import OnlineSource
from watchlist.sources.registry import Candidate, FoundFranchise, KnownFilm
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

FILM: Final = "tmdb:"
SERIES: Final = "tmdb-tv:"
CREDIT: Final = (
    "This product uses the TMDB API but is not endorsed or certified by TMDB; where to watch comes "
    "from JustWatch."
)
_NOT_FOUND: Final = 404
_REFUSED: Final = (401, 403)
_APPENDED: Final = "credits,external_ids,watch/providers"
_COLLECTION: Final = " Collection"
_MOST_TRIED: Final = 5
_TOKEN: Final = "eyJ"  # noqa: S105 -- how a token begins, in place of a key


class _WithName(msgspec.Struct):
    name: str = ""


class _Language(msgspec.Struct):
    iso_639_1: str = ""
    english_name: str = ""


class _Person(msgspec.Struct):
    name: str
    job: str = ""


class _People(msgspec.Struct):
    crew: list[_Person] = []


class _ExternalIds(msgspec.Struct):
    imdb_id: str | None = None
    wikidata_id: str | None = None


class _Season(msgspec.Struct):
    season_number: int
    episode_count: int = 0


class _Provider(msgspec.Struct):
    provider_name: str


class _Offers(msgspec.Struct):
    flatrate: list[_Provider] = []


class _Providers(msgspec.Struct):
    results: dict[str, _Offers] = {}


class _CollectionName(msgspec.Struct):
    id: int
    name: str = ""


class _TmdbTitle(msgspec.Struct):
    """A film or a series, as a search and its own page have it; they call things otherwise."""

    id: int
    title: str | None = None
    name: str | None = None
    original_title: str | None = None
    original_name: str | None = None
    original_language: str | None = None
    release_date: str | None = None
    first_air_date: str | None = None
    runtime: int | None = None
    genres: list[_WithName] = []
    production_countries: list[_WithName] = []
    spoken_languages: list[_Language] = []
    imdb_id: str | None = None
    credits: _People = msgspec.field(default_factory=_People)
    external_ids: _ExternalIds = msgspec.field(default_factory=_ExternalIds)
    seasons: list[_Season] = []
    belongs_to_collection: _CollectionName | None = None
    providers: _Providers = msgspec.field(default_factory=_Providers, name="watch/providers")


class _Page(msgspec.Struct):
    results: list[_TmdbTitle]


class _Collection(_CollectionName):
    parts: list[_TmdbTitle] = []


class _ById(msgspec.Struct):
    movie_results: list[_TmdbTitle]
    tv_results: list[_TmdbTitle]


class TmdbSource(OnlineSource):
    """TMDB, or a mirror of it."""

    @property
    def credit(self) -> str:
        """What TMDB's terms want people to be told."""
        return CREDIT if "web" in self.__dict__ else ""

    def search(self, title: str, year: int | None, kind: Kind | None) -> Sequence[Candidate]:
        """Return films and series that are called something like a title."""
        found: list[Candidate] = []
        if kind is not Kind.SERIES:
            found += self._searched("/search/movie", FILM, title, ("primary_release_year", year))
        if kind in (None, Kind.SERIES):
            found += self._searched("/search/tv", SERIES, title, ("first_air_date_year", year))
        return found

    def _searched(
        self, path: str, prefix: str, title: str, dated: tuple[str, int | None]
    ) -> list[Candidate]:
        """Return what is found of a year, or else of any."""
        name, year = dated
        found = self._get(path, {"query": title, **({name: year} if year else {})}, _Page)
        if year and not (found and found.results):
            found = self._get(path, {"query": title}, _Page)
        return [
            Candidate(self.name, f"{prefix}{one.id}", film)
            for one in (found.results if found else ())
            if (film := _film(one, prefix))
        ]

    def facts(self, id_: str) -> KnownFilm | None:
        """Return the film or series of a number at TMDB, or of an IMDb id."""
        if id_.startswith("tt"):
            id_ = self._number_of(id_)
        prefix, page = (SERIES, "/tv") if id_.startswith(SERIES) else (FILM, "/movie")
        if not id_.startswith(prefix):
            return None
        fields: dict[str, str | int] = {"append_to_response": _APPENDED}
        found = self._get(f"{page}/{id_.removeprefix(prefix)}", fields, _TmdbTitle)
        film = _film(found, prefix) if found else None
        if film is None:
            return None
        offers = found.providers.results.get(self.reach.country, _Offers())
        where = tuple(one.provider_name for one in offers.flatrate)
        return KnownFilm(msgspec.structs.replace(film, where=where), "TMDB")

    def _number_of(self, imdb: str) -> str:
        found = self._get(f"/find/{imdb}", {"external_source": "imdb_id"}, _ById)
        if found and found.movie_results:
            return f"{FILM}{found.movie_results[0].id}"
        return f"{SERIES}{found.tv_results[0].id}" if found and found.tv_results else ""

    def franchise(self, name: str) -> FoundFranchise | None:
        """Return the collection of a name, or that of the first film that is called so."""
        found = self._get("/search/movie", {"query": name}, _Page)
        for one in found.results[:_MOST_TRIED] if found else ():
            film = self._get(f"/movie/{one.id}", {"append_to_response": _APPENDED}, _TmdbTitle)
            collection = film.belongs_to_collection if film else None
            names = (one.title, collection.name, _bare(collection.name)) if collection else ()
            if collection and match_key(name) in map(match_key, filter(None, names)):
                return self._collection(collection.id)
        return None

    def _collection(self, number: int) -> FoundFranchise | None:
        found = self._get(f"/collection/{number}", {}, _Collection)
        title = _bare(found.name) if found else ""
        if not title:
            return None
        films = {str(one.id): film for one in found.parts if (film := _film(one, FILM))}
        page = f"https://www.themoviedb.org/collection/{number}"
        return FoundFranchise(self.name, "TMDB", page, title, str(number), films)

    def _get(self, path: str, fields: dict[str, str | int], shape: Any) -> Any:
        site = Site("TMDB", self.reach.addresses["tmdb_url"], "https://api.themoviedb.org/3")
        key = self.reach.key
        question = Question(site, path, fields, secret={"api_key": key})
        if key.startswith(_TOKEN):
            question = Question(site, path, fields, headers={"Authorization": f"Bearer {key}"})
        try:
            return self.web.get(question, shape)
        except SourceError as error:
            if error.status == _NOT_FOUND:
                return None
            if error.status in _REFUSED:
                raise SourceError(
                    "TMDB refuses the key: “watchlist config set tmdb_key KEY” sets another.",
                    error.status,
                ) from None
            raise


def _bare(collection: str) -> str:
    """Return the name of a franchise, which TMDB calls a collection."""
    return name_of(collection.removesuffix(_COLLECTION)) or name_of(collection)


def _film(found: _TmdbTitle, prefix: str) -> Film | None:
    title = name_of(found.title or found.name)
    if not title:
        return None
    series = prefix == SERIES
    seasons = [one for one in found.seasons if one.season_number]  # season 0 are the specials
    date = date_of(found.first_air_date if series else found.release_date)
    return Film(
        id=0,
        title=title,
        kind=Kind.SERIES if series else Kind.FILM,
        year=date.year if date else None,
        release=date,
        runtime=minutes_of(found.runtime),
        original_title=name_of(found.original_title or found.original_name),
        imdb=read_if_good(read_imdb, found.imdb_id or found.external_ids.imdb_id) or "",
        tmdb=number_of(found.id),
        wikidata=read_if_good(read_wikidata, found.external_ids.wikidata_id) or "",
        genres=names_of(genre.name.casefold() for genre in found.genres),
        countries=names_of(country.name for country in found.production_countries),
        languages=names_of(
            one.english_name
            for one in found.spoken_languages
            if one.iso_639_1 == found.original_language
        ),
        seasons=seasons_of({one.season_number: one.episode_count for one in seasons}),
        credits=tuple(
            Credit(name=name, job=Job.DIRECTOR)
            for name in names_of(one.name for one in found.credits.crew if one.job == "Director")
        ),
    )
