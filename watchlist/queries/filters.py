"""Which films are chosen, and in which order they are listed. Pure.

The one home of what ``list``, ``tonight`` and ``next`` filter by; the options are in
``watchlist.cli.film_filters``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any, Final, NamedTuple

from watchlist.dates import DateKey
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.library.viewings import last_viewing
from watchlist.model import Film, Viewing
from watchlist.names.folding import fold, without_article
from watchlist.names.genres import genre_key
from watchlist.queries.orders import OrderRow, OrderTable

Filter = Callable[[Film], bool]
"""Whether a film passes."""

Years = tuple[int, int]
"""The first and the last of some years."""


def _release_date(film: Film) -> DateKey | None:
    date = film.released_on
    return None if date is None or date.is_tba else date.key


def _last_watched(film: Film) -> DateKey | None:
    viewing = last_viewing(film)
    return viewing.watched_on.key if viewing and viewing.watched_on else None


BY_ENTRY: Final = "entry"
"""The order in which the films were entered."""

SORT_KEYS: Final[Mapping[str, Callable[[Film], Any]]] = {
    # None: not known
    BY_ENTRY: lambda film: film.id,  # the order of the table
    "added": lambda film: film.added,
    "title": lambda film: fold(without_article(film.title)),
    "year": lambda film: film.year,
    "release": _release_date,
    "rating": lambda film: film.rating,
    "runtime": lambda film: film.runtime,
    "watched": _last_watched,
}


def listed(
    library: Library,
    filters: Sequence[Filter],
    sort: str = BY_ENTRY,
    *,
    reverse: bool = False,
    parts: bool = False,
) -> Iterator[Film]:
    """Yield the films that pass all filters, by one of ``SORT_KEYS``.

    Those of which that is not known come last, in reverse as well. In order of entry, each is read
    when it is asked for, and not kept. Parts of films are only among them with ``parts``.
    """
    by_entry = sort == BY_ENTRY
    records = library.films.in_passing(reverse=by_entry and reverse)
    films = (film for film in records if parts or film.id not in library.parts)
    found = (film for film in map(library.shown.of, films) if passes(film, filters))
    return found if by_entry else iter(_sorted(found, SORT_KEYS[sort], reverse=reverse))


def _sorted(films: Iterable[Film], key: Callable[[Film], Any], *, reverse: bool) -> Iterable[Film]:
    keys = [(key(film), film) for film in films]
    known = sorted(
        ((value, film) for value, film in keys if value is not None),
        key=itemgetter(0),
        reverse=reverse,
    )
    yield from (film for _, film in known)
    yield from (film for value, film in keys if value is None)


def passes(film: Film, filters: Iterable[Filter]) -> bool:
    """Whether a film passes all of some filters."""
    return all(passed(film) for passed in filters)


# -- filters of films ------------------------------------------------------------------------


def to_watch(film: Film) -> bool:
    """Whether a film is on the watchlist; a part, which never is, passes where it is asked for."""
    return film.to_watch or film.whole is not None


def seen(film: Film) -> bool:
    """Whether a film was watched."""
    return film.watched


def unseen(film: Film) -> bool:
    """Whether a film was never watched."""
    return not film.watched


def unreleased(day: datetime.date) -> Filter:
    """Return the filter of films that are not out on a day."""
    return lambda film: not film.is_released(day)


def having(words: str) -> Filter:
    """Return the filter of films that have words somewhere: the last one may only be begun.

    They stand, in their order, in one of the titles, tags, genres, places or names of people.
    """
    wanted = f" {fold(without_article(words))}"
    return lambda film: any(wanted in f" {fold(text)}" for text in _texts(film))


def _texts(film: Film) -> Iterator[str]:
    yield from (film.title, film.original_title, *film.aliases)
    yield from (*film.tags, *film.genres, *film.where)
    yield from (credit.name for credit in film.credits)


def member_of(library: Library, scope: Scope) -> Filter:
    """Return the filter of films that belong to a franchise, or to one of its continuities."""
    franchise = library.franchises[scope.franchise]
    members = frozenset(library.whole(franchise, scope.continuity).films)
    return lambda film: film.id in members


def on_list(library: Library, number: int) -> Filter:
    """Return the filter of films on a named list."""
    listed = frozenset(item.film for item in library.lists[number].films)
    return lambda film: film.id in listed


def tagged(tag: str) -> Filter:
    """Return the filter of films with a tag."""
    wanted = fold(tag)
    return lambda film: wanted in map(fold, film.tags)


def of_genre(genre: str) -> Filter:
    """Return the filter of films of a genre, however that is spelled."""
    wanted = genre_key(genre)
    return lambda film: wanted in map(genre_key, film.genres)


def with_words_in(field: str, words: str) -> Filter:
    """Return the filter of films with whole words in one of the values of a field.

    "disney" is found in "Disney Plus", but not in "Disneyland".
    """
    wanted = f" {fold(words)} "
    return lambda film: any(wanted in f" {fold(value)} " for value in getattr(film, field))


def with_person(name: str) -> Filter:
    """Return the filter of films that a person had a part in."""
    wanted = fold(name)
    return lambda film: any(fold(credit.name) == wanted for credit in film.credits)


def of_kind(kind: str) -> Filter:
    """Return the filter of films of a kind."""
    return lambda film: film.kind == kind


def of_years(years: Years) -> Filter:
    """Return the filter of films that came out in some years."""
    first, last = years
    return lambda film: film.year is not None and first <= film.year <= last


class LengthFilter:
    """A comparison with a running time in minutes: the filter of films whose own passes it."""

    def __init__(self, compare: Callable[[int, int], bool], minutes: int) -> None:
        self._compare = compare
        self._minutes = minutes

    def __call__(self, film: Film) -> bool:
        """Whether a film passes; one of unknown length never does."""
        return film.runtime is not None and self._compare(film.runtime, self._minutes)


def but_for_length(filters: Sequence[Filter]) -> list[Filter]:
    """Return filters of the films that are left out only as nobody knows how long they are.

    There are none where no filter asks for a length.
    """
    others = [one for one in filters if not isinstance(one, LengthFilter)]
    return [lambda film: film.runtime is None, *others] if len(others) < len(filters) else []


class RatingFilter(NamedTuple):
    """A comparison with a rating in stars: the filter of films that have one which passes."""

    compare: Callable[[float, float], bool]
    stars: float

    def __call__(self, film: Film) -> bool:
        """Whether a film passes."""
        return film.rating is not None and self.compare(film.rating, self.stars)


# -- parts of other listings -----------------------------------------------------------------


def seen_in_years(viewing: Viewing, years: Years | None) -> bool:
    """Whether a viewing took place in some years, both included; always where none are named."""
    if years is None:
        return True
    on = viewing.watched_on
    return on is not None and years[0] <= (on.year or 0) <= years[1]


def rows_until(
    table: OrderTable, last: OrderRow | None, *, unwatched: bool
) -> tuple[OrderRow, ...]:
    """Return the rows of an order up to one, or all of them; or those not watched of these."""
    rows = table.rows[: last.position if last else len(table.rows)]
    return tuple(row for row in rows if not (unwatched and row.film.watched))
