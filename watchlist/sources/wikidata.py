"""What Wikidata knows of a film (CC0, no key): its Action API; for a franchise its query service.

Two searches find an item: by the beginning of a label or alias, which ranks by fame, and by all
words, which finds a film of little fame. Neither forgives typing errors, so titles are compared
here. What a statement means, and what it may lack, is in ``wikidata_items``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from watchlist.errors import SourceError
from watchlist.model import Credit, Film, Job, Kind
from watchlist.names.folding import without_article
from watchlist.sources.online import OnlineSource
from watchlist.sources.registry import Candidate, FoundFranchise, KnownFilm
from watchlist.sources.web import QueryFields, Question, Site, unknown_shape
from watchlist.sources.wikidata_items import (
    LANGUAGES,
    WikiItem,
    countries,
    directors,
    film_of,
    genre_name,
    genres,
    is_number,
    label_of,
    languages,
)

PREFIX: Final = "wikidata:"
_FRANCHISES: Final = "watchlist.sources.wikidata_franchises"
MOST_IDS: Final = 50
"""Items that the API takes at once."""

_MOST_FOUND: Final = 10
_LONGEST_SEARCH: Final = 200
"""Characters; the API refuses a longer search, and finds labels that begin like that."""
_NO_WORDS: Final = re.compile(r"[\"&|:]|\band\b", re.IGNORECASE)
"""Signs that a search takes for its own, and the words that it does not take for each other."""

_PROPERTIES: Final = {
    "imdb": "P345",
    "tmdb": "P4947",
    "tmdb-tv": "P4983",
    "tvdb": "P4835",
    "tvmaze": "P8600",
}
"""The property of a site's id, by what stands in front of one."""


class _ApiFault(msgspec.Struct):
    code: str = ""


class _MatchedText(msgspec.Struct):
    text: str = ""


class _Labelled(msgspec.Struct):
    id: str
    match: _MatchedText = msgspec.field(default_factory=_MatchedText)


class _Hit(msgspec.Struct):
    title: str


class _Hits(msgspec.Struct):
    search: list[_Hit]


class _Answer(msgspec.Struct):
    """What was asked for, by what it is called; else an error, also with HTTP 200."""

    error: _ApiFault | None = None
    search: list[_Labelled] | None = None
    query: _Hits | None = None
    entities: dict[str, WikiItem] | None = None


class WikidataSource(OnlineSource):
    """Wikidata, or a mirror of it."""

    @property
    def _site(self) -> Site:
        home = "https://www.wikidata.org/w/api.php"
        return Site("Wikidata", self.reach.addresses["wikidata_url"], home)

    def search(self, title: str, year: int | None, kind: Kind | None) -> Sequence[Candidate]:
        """Return films and series that are called something like a title."""
        words = " ".join(_NO_WORDS.sub(" ", title).split())[:_LONGEST_SEARCH]
        if not words:
            return ()
        whole = words == " ".join(title.split())
        bare = without_article(words)
        phrase = f'"{bare}"' if whole else bare
        said = filter(None, (phrase, str(year or ""), "haswbstatement:P345"))
        known = self._with_statement(" ".join(said))
        named = dict.fromkeys(known, "") | dict(self.labelled(words))
        items = zip(self.items(list(named)), named.values(), strict=True)
        found = (self._candidate(item, called) for item, called in items)
        return [candidate for candidate in found if candidate]

    def _candidate(self, item: WikiItem | None, called: str) -> Candidate | None:
        film = film_of(item, called) if item else None
        return Candidate(self.name, f"{PREFIX}{film.wikidata}", film) if film else None

    def facts(self, id_: str) -> KnownFilm | None:
        """Return the film of an item, of an IMDb id, or of a number at TMDB."""
        item = self._item(id_)
        film = self.film_with_names(item) if item else None
        return KnownFilm(film, "Wikidata") if film else None

    def film_with_names(self, item: WikiItem) -> Film | None:
        """Return what an item says of a film, with the names of the items in it."""
        film = film_of(item)
        return self._with_names(film, item) if film else None

    def _item(self, id_: str) -> WikiItem | None:
        site, colon, number = id_.partition(":")
        if id_.startswith(PREFIX):
            return self.items([number])[0]
        if not colon:
            site, number = "imdb", id_
        if site not in _PROPERTIES:
            return None
        found = self._with_statement(f"haswbstatement:{_PROPERTIES[site]}={number}")
        return self.items(found[:1])[0] if found else None

    def _with_names(self, film: Film, item: WikiItem) -> Film:
        """Return a film with what stands in its item as other items, by their names."""
        names = self.labels([*directors(item), *genres(item), *countries(item), *languages(item)])

        def of(ids: Iterable[str]) -> list[str]:
            return list(dict.fromkeys(names[id_] for id_ in ids if id_ in names))

        people = tuple(Credit(name=name, job=Job.DIRECTOR) for name in of(directors(item)))
        return replace(
            film,
            credits=people,
            genres=tuple(dict.fromkeys(map(genre_name, of(genres(item))))),
            countries=tuple(of(countries(item))),
            languages=tuple(of(languages(item))),
        )

    # -- requests ----------------------------------------------------------------------------

    def _with_statement(self, words: str) -> list[str]:
        """Return the items with all words and statements."""
        fields: QueryFields = {
            "action": "query",
            "list": "search",
            "srlimit": _MOST_FOUND,
            "srsearch": words,
        }
        hits = self._get(fields, "query").search
        return [hit.title for hit in hits if is_number(hit.title)]

    def labelled(self, words: str) -> list[tuple[str, str]]:
        """Return the items of which a label or alias begins with words, each with that name."""
        fields: QueryFields = {
            "action": "wbsearchentities",
            "search": words,
            "language": "en",
            "uselang": "en",
            "type": "item",
            "limit": _MOST_FOUND * 2,
        }
        found = self._get(fields, "search")
        return [(one.id, one.match.text) for one in found if is_number(one.id)]

    def items(self, ids: Sequence[str]) -> list[WikiItem | None]:
        """Return items in the order of their ids, None for one that is not there."""
        found: dict[str, WikiItem] = {}
        for begin in range(0, len(ids), MOST_IDS):
            fields: QueryFields = {
                "action": "wbgetentities",
                "ids": "|".join(ids[begin : begin + MOST_IDS]),
                "props": "info|labels|descriptions|aliases|claims",
                "languages": LANGUAGES,
            }
            found |= self._get(fields, "entities")
        return [item if (item := found.get(id_)) and item.is_there else None for id_ in ids]

    def labels(self, ids: Sequence[str]) -> dict[str, str]:
        """Return the names of items; a nameless one has none."""
        wanted = list(dict.fromkeys(ids))
        names: dict[str, str] = {}
        for begin in range(0, len(wanted), MOST_IDS):
            fields: QueryFields = {
                "action": "wbgetentities",
                "ids": "|".join(wanted[begin : begin + MOST_IDS]),
                "props": "labels",
                "languages": "en|mul",
            }
            for id_, item in self._get(fields, "entities").items():
                if name := label_of(item):
                    names[id_] = name
        return names

    def _get(self, fields: QueryFields, part: str) -> Any:
        """Return what was asked for, which is a part of the answer."""

        def check(answer: _Answer) -> None:
            _refuse_fault(answer)
            if getattr(answer, part) is None:
                raise unknown_shape(self._site)

        question = Question(self._site, "", {**fields, "format": "json"})
        return getattr(self.web.get(question, _Answer, check), part)

    def franchise(self, name: str) -> FoundFranchise | None:
        """Return a franchise with its members, as the query service has them."""
        found: FoundFranchise | None = import_module(_FRANCHISES).found_franchise(self, name)
        return found


def _refuse_fault(answer: _Answer) -> None:
    if answer.error:
        code = re.sub(r"[^\w-]+", " ", answer.error.code)[:40].strip() or "unknown"
        raise SourceError(f"Wikidata answers with an error ({code}): try again later.")
