"""The catalogue: titles from files that the user fetched once, as one SQLite file in the cache.

It is built by ``catalogue_building`` and read by ``catalogue_reading``, which are loaded only where
there is one.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Final

from watchlist.errors import NotFoundError, RefusedError, SourceError
from watchlist.files.reading import reason
from watchlist.model import Film, Kind
from watchlist.names.search import Named
from watchlist.sources.registry import Candidate, FactSource, KnownEpisode, KnownFilm

if TYPE_CHECKING:
    from watchlist.sources.catalogue_reading import Catalogue

NAME: Final = "catalogue.sqlite"
_READING: Final = "watchlist.sources.catalogue_reading"


def no_catalogue() -> NotFoundError:
    """Return what to say where none was built."""
    return NotFoundError("There is no catalogue: “watchlist catalogue build FILE” makes one.")


def path_in(folder: str) -> str:
    """Return where the catalogue is in a cache folder."""
    return os.path.join(folder, NAME)


def remove(folder: str) -> bool:
    """Remove the catalogue; return whether there was one. Raises RefusedError."""
    path = path_in(folder)
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise RefusedError(f"{path} cannot be removed: {reason(error, path)}.") from error
    return True


class CatalogueSource(FactSource):
    """The catalogue in the cache folder, if one was built."""

    @cached_property
    def _catalogue(self) -> Catalogue | None:
        path = path_in(self.reach.cache)
        if not os.path.exists(path):
            return None
        opened: Catalogue = import_module(_READING).Catalogue(path)
        return opened

    def search(self, title: str, year: int | None, kind: Kind | None) -> Sequence[Candidate]:
        """Return the titles that are called that, are misspelt for it, or have all its words."""
        found = self._catalogue.find(title, year) if self._catalogue else ()
        return [Candidate(self.name, film.imdb or self._own_id(film.label), film) for film in found]

    def facts(self, id_: str) -> KnownFilm | None:
        """Return the title of an IMDb id."""
        film = self._catalogue.film(id_) if self._catalogue else None
        return KnownFilm(film, "the catalogue") if film else None

    def episodes(self, id_: str) -> Sequence[KnownEpisode]:
        """Return the episodes of a series."""
        return self._catalogue.episodes(id_) if self._catalogue else ()

    def near(self, title: str) -> Sequence[Named]:
        """Return the few titles of exactly that name, or else those that it may be misspelt for."""
        found: Sequence[Film] = ()
        with suppress(SourceError):  # a damaged one is told where it is to say something
            found = self._catalogue.near(title) if self._catalogue else ()
        return [Named(0, (film.title, *film.aliases), film.year, film.imdb) for film in found]

    def _own_id(self, label: str) -> str:
        return f"{self.name}:{label}"
