"""Which film of a library is known under an identity: an index, for who asks many times. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from watchlist.library.named import film_name, film_names
from watchlist.library.records import Records
from watchlist.model import Film, FilmId
from watchlist.names.folding import same_name, solid
from watchlist.names.search import Named


class Namesakes:
    """The films of a library by what they are told apart by.

    It follows what is written to their table. A film stays listed under what it was called
    before, and is compared as it is now.
    """

    def __init__(self, films: Records[Film]) -> None:
        self._films = films
        self._written = len(films.written)
        self._named: dict[FilmId, Named | None] = {}
        self._by_imdb: dict[str, list[FilmId]] = defaultdict(list)
        self._by_title: dict[int | None, dict[str, list[FilmId]]] = defaultdict(dict)
        self._unread: dict[int | None, list[Named]] = defaultdict(list)
        """Films by year whose titles are not in ``_by_title`` yet: to fold them takes long."""
        for named in film_names(films):
            self._enter(named)

    def of(self, film: Film) -> Iterator[FilmId]:
        """Yield the films that have the identity of ``film``, in order of number.

        Identity is the IMDb id when both have one, else title and year. A film without a year
        is taken for any film of its title.
        """
        self._follow()
        found = set(self._by_imdb.get(film.imdb, ()) if film.imdb else ())
        title = solid(film.title)
        for year in list(self._unread) if film.year is None else [film.year]:
            found.update(self._titles(year).get(title, ()))
        return (number for number in sorted(found - {film.id}) if self._is_one(film, number))

    def _follow(self) -> None:
        written = self._films.written
        for number in dict.fromkeys(written[self._written :]):
            self._named[number] = None
            if named := film_name(self._films, number):
                self._enter(named)
        self._written = len(written)

    def _enter(self, named: Named) -> None:
        self._named[named.id] = named
        self._unread[named.year].append(named)
        if named.imdb:
            self._by_imdb[named.imdb].append(named.id)

    def _titles(self, year: int | None) -> dict[str, list[FilmId]]:
        titles = self._by_title[year]
        if unread := self._unread.get(year):
            for named in unread:
                titles.setdefault(solid(named.names[0]), []).append(named.id)
            unread.clear()
        return titles

    def _is_one(self, film: Film, number: FilmId) -> bool:
        named = self._named[number]
        if named is None:
            return False
        if film.imdb and named.imdb:
            return film.imdb == named.imdb
        return film.year in (None, named.year) and same_name(film.title, named.names[0])
