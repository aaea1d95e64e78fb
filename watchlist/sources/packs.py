"""What the franchise packs know of a film."""

from __future__ import annotations

from collections.abc import Sequence

from watchlist.model import Film, Kind
from watchlist.names.folding import split_year
from watchlist.names.search import Named
from watchlist.packs import shelf
from watchlist.packs.converting import film_of
from watchlist.packs.shelf import Known
from watchlist.sources.registry import Candidate, FactSource, KnownFilm

_PREFIX = "packs:"


class PackSource(FactSource):
    """The packs that come with the program."""

    def search(self, title: str, year: int | None, kind: Kind | None) -> Sequence[Candidate]:
        """Return the films of exactly that title, or else those with all of its words."""
        found = shelf.films_called(title, year)
        return [
            Candidate(self.name, _id_of(known), film_of(known.film, number=0)) for known in found
        ]

    def facts(self, id_: str) -> KnownFilm | None:
        """Return the film of an IMDb id, or of a title with its year."""
        if id_.startswith(_PREFIX):
            title, year = split_year(id_.removeprefix(_PREFIX))
            return _known(shelf.film_facts(title, year))
        return _known(shelf.film_with_id(id_))

    def near(self, title: str) -> Sequence[Named]:
        """Return the films of exactly that title, or else the few that it may be misspelt for."""
        return shelf.films_named(title) or shelf.films_like(title)


def _id_of(known: Known) -> str:
    return known.film.imdb or f"{_PREFIX}{known.film.label}"


def _known(found: Known | None) -> KnownFilm | None:
    if found is None:
        return None
    film: Film = film_of(found.film, number=0)
    return KnownFilm(film, f"the pack {found.pack}")
