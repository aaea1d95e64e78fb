"""Which film of a library a film of a pack is.

By IMDb id first, then by title, original title or alias with the year. As everywhere, two IMDb ids
are two films, and nothing made for television is a film of that title.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Kind
from watchlist.names.folding import same_name, solid
from watchlist.names.search import Named

_TELEVISION = (Kind.SERIES, Kind.SEASON)


class Inventory:
    """The films of a library, to be found by identity many times."""

    def __init__(self, library: Library) -> None:
        self._films = library.films
        self._all = list(library.film_names())
        self._by_id: dict[str, list[Named]] = defaultdict(list)
        self._by_year: dict[int | None, list[Named]] = defaultdict(list)
        for named in self._all:
            self._by_year[named.year].append(named)
            if named.imdb:
                self._by_id[named.imdb].append(named)

    def matches(self, films: Mapping[str, Film], known: Mapping[str, FilmId]) -> dict[str, FilmId]:
        """Return the numbers of the films that are here, by their keys in a pack.

        ``known`` are those of which it is certain already. None is matched twice: the surest
        matches are made first.
        """
        found = {key: number for key, number in known.items() if key in films}
        for candidates in (self._of_id, self._of_title, self._of_names):
            self._take(films, found, candidates)
        times = Counter(solid(film.title) for film in films.values())
        only = {key: film for key, film in films.items() if times[solid(film.title)] == 1}
        self._take(only, found, self._of_title_alone)
        return found

    def of_another_kind(self, film: Film) -> Iterator[Film]:
        """Yield the films that only their kind tells from a film of a pack."""
        for named in self._of_title(film):
            other = self._films.get(named.id)
            if other and _is_television(other) != _is_television(film):
                yield other

    def _take(
        self,
        films: Mapping[str, Film],
        found: dict[str, FilmId],
        candidates: Callable[[Film], Sequence[Named]],
    ) -> None:
        """Match films that are not found yet with their first candidate that is free."""
        taken = set(found.values())
        for key, film in films.items():
            if key in found:
                continue
            fitting = (n.id for n in candidates(film) if n.id not in taken and self._fits(film, n))
            if number := next(fitting, None):
                found[key] = number
                taken.add(number)

    def _fits(self, film: Film, named: Named) -> bool:
        """Whether nothing speaks against their being one film."""
        other = self._films.get(named.id)
        if other is None:
            return False
        if film.imdb and other.imdb:
            return film.imdb == other.imdb
        return _is_television(film) == _is_television(other)

    def _of_id(self, film: Film) -> Sequence[Named]:
        return self._by_id.get(film.imdb, ()) if film.imdb else ()

    def _of_year(self, film: Film) -> Sequence[Named]:
        return self._by_year.get(film.year, ()) if film.year else ()

    def _of_title(self, film: Film) -> Sequence[Named]:
        return [n for n in self._of_year(film) if same_name(film.title, n.names[0])]

    def _of_names(self, film: Film) -> Sequence[Named]:
        names = [film.title, *filter(None, [film.original_title]), *film.aliases]
        return [
            named
            for named in self._of_year(film)
            if any(same_name(one, other) for one, other in product(names, named.names))
        ]

    def _of_title_alone(self, film: Film) -> Sequence[Named]:
        """Return the only film of that title, where one of the two has no year."""
        others = self._by_year.get(None, ()) if film.year else self._all
        found = [named for named in others if same_name(film.title, named.names[0])]
        return found if len(found) == 1 else ()


def _is_television(film: Film) -> bool:
    return film.kind in _TELEVISION
