"""A marathon: films spread over days, in their order and never split. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from watchlist.library.library import Library
from watchlist.model import Film, Kind
from watchlist.queries.orders.folding import joined

UNKNOWN_RUNTIME: Final = 120
"""The minutes that a film of unknown length is counted with."""

UNKNOWN_EPISODE: Final = 45
"""The minutes that an episode of unknown length is counted with."""

DAY_MINUTES: Final = 24 * 60

_DAY: Final = datetime.timedelta(days=1)


class Showing(NamedTuple):
    """A film on a day; ``estimated`` when its length is not known."""

    day: datetime.date
    film: Film
    minutes: int
    estimated: bool


class DoesNotFitError(ValueError):
    """The films cannot be seen in time; ``needed`` minutes a day would do, None when none would."""

    def __init__(self, needed: int | None) -> None:
        super().__init__("the films do not fit")
        self.needed = needed


def minutes_of(film: Film) -> int:
    """Return the running time of a film, or what it is counted with."""
    unknown = UNKNOWN_EPISODE if film.kind is Kind.EPISODE else UNKNOWN_RUNTIME
    return film.runtime or unknown


def plan(
    films: Sequence[Film],
    start: datetime.date,
    end: datetime.date | None,
    per_day: int | None,
) -> list[Showing]:
    """Return which film to watch on which day, from ``start`` to ``end`` at the latest.

    ``per_day`` is how many minutes there are a day; without it, the least that is enough. Without
    ``end`` it takes as long as it takes, and with neither there is one film a day. A film with a
    release date to come waits for it. Raises DoesNotFitError.
    """
    if end is None and per_day is None:
        return _one_a_day(films, start)
    last = end or datetime.date.max
    enough = per_day or least_per_day(films, start, last)
    showings = _fill(films, start, last, enough) if enough else None
    if showings is None:
        raise DoesNotFitError(least_per_day(films, start, last))
    return showings


def _one_a_day(films: Sequence[Film], start: datetime.date) -> list[Showing]:
    """Return a film for each day, whatever its length. Raises DoesNotFitError."""
    showings: list[Showing] = []
    day = start
    for film in films:
        day = max(day, release_day(film) or day)
        showings.append(_showing(day, film))
        if day == datetime.date.max:
            break
        day += _DAY
    if len(showings) < len(films):
        raise DoesNotFitError(least_per_day(films, start, datetime.date.max))
    return showings


def _showing(day: datetime.date, film: Film) -> Showing:
    return Showing(day, film, minutes_of(film), film.runtime is None)


def least_per_day(films: Sequence[Film], start: datetime.date, end: datetime.date) -> int | None:
    """Return the least minutes a day that are enough; None when no day is long enough."""
    low, high = 1, DAY_MINUTES + 1
    while low < high:
        middle = (low + high) // 2
        if _fill(films, start, end, middle) is None:
            low = middle + 1
        else:
            high = middle
    return low if low <= DAY_MINUTES else None


def _fill(
    films: Iterable[Film], start: datetime.date, end: datetime.date, per_day: int
) -> list[Showing] | None:
    """Fill one day after the other; None when the films do not fit."""
    showings: list[Showing] = []
    day, left = start, per_day
    for film in films:
        minutes = minutes_of(film)
        if minutes > left:
            if minutes > per_day or day >= end:
                return None
            day, left = day + _DAY, per_day
        if (out := release_day(film)) and out > day:
            day, left = out, per_day
        if day > end:
            return None
        showings.append(_showing(day, film))
        left -= minutes
    return showings


def release_day(film: Film) -> datetime.date | None:
    """Return the day on which a film comes out, if it is known to the day."""
    release = film.release
    return release.first_day() if release and release.is_full else None


def evenings(library: Library, showings: Iterable[Showing]) -> list[Showing]:
    """Return showings with the episodes of one day joined that follow each other."""
    found: list[Showing] = []
    for showing in showings:
        last = found[-1] if found and found[-1].day == showing.day else None
        films = joined(library, [last.film, showing.film]) if last else [showing.film]
        if last and len(films) == 1:
            minutes = last.minutes + showing.minutes
            estimated = last.estimated or showing.estimated
            found[-1] = Showing(last.day, films[0], minutes, estimated)
        else:
            found.append(showing)
    return found
