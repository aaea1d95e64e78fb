"""Which films of a library are listed, and in which order. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from watchlist.dates import NO_DATE
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.library.viewings import last_viewing, viewing_key
from watchlist.model import Film, FilmId, Viewing
from watchlist.names.folding import fold, without_article
from watchlist.queries.orders import OrderRow, OrderTable

Filter = Callable[[Film], bool]
"""Whether a film passes."""

BY_ENTRY: Final = "added"
"""The order in which the films were entered."""

SORT_KEYS: Final[Mapping[str, Callable[[Film], Any]]] = {
    BY_ENTRY: lambda film: film.id,  # the order of the table
    "title": lambda film: fold(without_article(film.title)),
    "year": lambda film: film.year or NO_DATE[0],
    "release": lambda film: film.release_key,
    "rating": lambda film: film.rating or 0,
    "runtime": lambda film: film.runtime or 0,
    "watched": lambda film: (
        viewing_key(viewing) if (viewing := last_viewing(film)) else (False, (0, 0, 0))
    ),
}


def listed(
    library: Library, filters: Sequence[Filter], sort: str = BY_ENTRY, *, reverse: bool = False
) -> Iterator[Film]:
    """Yield the films that pass all filters; in order of entry, they need not all be read."""
    added = sort == BY_ENTRY
    numbers = reversed(library.films) if added and reverse else iter(library.films)
    films = (library.films[number] for number in numbers)
    found = (film for film in films if all(passes(film) for passes in filters))
    return found if added else iter(sorted(found, key=SORT_KEYS[sort], reverse=reverse))


# -- filters of films ------------------------------------------------------------------------


def to_watch(film: Film) -> bool:
    """Whether a film is on the watchlist."""
    return film.to_watch


def watched(film: Film) -> bool:
    """Whether a film was watched."""
    return film.watched


def unreleased(day: datetime.date) -> Filter:
    """Return the filter of films that are not out on a day."""
    return lambda film: not film.is_released(day)


def named(word: str) -> Filter:
    """Return the filter of films that have a word in one of their titles."""
    wanted = fold(word)
    return lambda film: any(
        wanted in fold(name) for name in (film.title, film.original_title, *film.aliases)
    )


def member_of(library: Library, scope: Scope) -> Filter:
    """Return the filter of films that belong to a franchise, or to one of its continuities."""
    franchise = library.franchises[scope.franchise]
    continuity = franchise.continuity(scope.continuity)
    members = frozenset(continuity.films if continuity else franchise.members())
    return lambda film: film.id in members


def tagged(tag: str) -> Filter:
    """Return the filter of films with a tag."""
    wanted = fold(tag)
    return lambda film: wanted in map(fold, film.tags)


def with_person(name: str) -> Filter:
    """Return the filter of films that a person had a part in."""
    wanted = fold(name)
    return lambda film: any(fold(credit.name) == wanted for credit in film.credits)


def of_kind(kind: str) -> Filter:
    """Return the filter of films of a kind."""
    return lambda film: film.kind == kind


def of_years(first: int, last: int) -> Filter:
    """Return the filter of films that came out in some years, both included."""
    return lambda film: film.year is not None and first <= film.year <= last


class RatingFilter(NamedTuple):
    """A comparison with a rating in stars: the filter of films that have one which passes."""

    compare: Callable[[float, float], bool]
    stars: float

    def __call__(self, film: Film) -> bool:
        """Whether a film passes."""
        return film.rating is not None and self.compare(film.rating, self.stars)


# -- parts of other listings -----------------------------------------------------------------


def seen_in_years(viewing: Viewing, years: tuple[int, int] | None) -> bool:
    """Whether a viewing took place in some years, both included; always where none are named."""
    if years is None:
        return True
    on = viewing.watched_on
    return on is not None and years[0] <= (on.year or 0) <= years[1]


def rows_until(table: OrderTable, last: FilmId | None, *, unwatched: bool) -> tuple[OrderRow, ...]:
    """Return the rows of an order up to a film, or all of them; or those not watched of these."""
    ends = (row.position for row in table.rows if row.film.id == last)
    rows = table.rows[: next(ends, len(table.rows))]
    return tuple(row for row in rows if not (unwatched and row.film.watched))
