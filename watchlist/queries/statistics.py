"""Figures about a library: what was seen, when, with whom, and how far franchises are. Pure."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from watchlist.library.library import Library
from watchlist.library.shown import Shown
from watchlist.model import CreditStatus, Film, FilmId, Franchise, Job, Kind, Viewing
from watchlist.names.folding import fold

WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_HALVES: Final = 10
"""How many ratings in half stars there are."""

SeenFilm = tuple[Film, Viewing]


class Period(NamedTuple):
    """What was seen in a year (``2023``), in a month (``2023-03``) or on a day of the week.

    A film counts once in ``films`` however often it was seen then. ``minutes`` are those of all
    viewings of known length; ``unknown`` counts the others.
    """

    name: str
    films: int
    viewings: int
    minutes: int
    unknown: int


class Rated(NamedTuple):
    """How many films have a rating, to the nearest half star."""

    stars: float
    films: int


class Share(NamedTuple):
    """Films that have something in common (a person, a franchise, a kind): all, and those seen."""

    name: str
    films: int
    watched: int


class Statistics(NamedTuple):
    """The figures of a library, or of the viewings of one ``year``.

    ``films``, ``to_watch``, ``upcoming`` and ``franchises`` are of the library in any case, all
    else is of the viewings that count. An undated viewing counts in the figures of the library
    and in no period.
    """

    year: int | None
    films: int
    to_watch: int
    upcoming: int
    total: Period
    """All that counts, as if it were one period."""
    rewatches: int
    undated: int
    rated: int
    average: float | None
    """The mean of the current ratings of the films that count."""
    years: tuple[Period, ...]
    """Oldest first; a year in which nothing was seen is left out."""
    months: tuple[Period, ...]
    """The twelve months of ``year``; empty without one."""
    weekdays: tuple[Period, ...]
    """Monday first, of the viewings whose day is known; empty when there is none."""
    ratings: tuple[Rated, ...]
    """From half a star to five, each there; empty when nothing is rated."""
    kinds: tuple[Share, ...]
    directors: tuple[Share, ...]
    """Who has a film that was seen, most seen first."""
    cast: tuple[Share, ...]
    franchises: tuple[Share, ...]
    """Those in progress in front, each with the films that are not to be skipped."""
    series: tuple[Share, ...] = ()
    """Those that are begun and not seen to their end, with their episodes."""


def statistics(library: Library, today: datetime.date, year: int | None = None) -> Statistics:
    """Return the figures of a library, or of the viewings of a year."""
    films = [film for film in library.shown.values() if film.whole is None]
    seen = [
        (library.shown[film.id], viewing)
        for film in library.films.values()
        for viewing in film.viewings
        if year is None or (viewing.watched_on and viewing.watched_on.year == year)
    ]
    watched = {film.id: film for film, _ in seen}
    ratings = [film.rating for film in watched.values() if film.rating]
    return Statistics(
        year=year,
        films=len(films),
        to_watch=sum(film.to_watch for film in films),
        upcoming=sum(not film.is_released(today) for film in films),
        total=_period("", seen),
        rewatches=sum(viewing.rewatch for _, viewing in seen),
        undated=sum(_year(viewing) is None for _, viewing in seen),
        rated=len(ratings),
        average=sum(ratings) / len(ratings) if ratings else None,
        years=tuple(_years(seen)),
        months=tuple(_months(seen, year)) if year else (),
        weekdays=tuple(_weekdays(seen)),
        ratings=tuple(_ratings(ratings)),
        kinds=tuple(_kinds(films, watched)),
        directors=tuple(_people(films, watched, Job.DIRECTOR)),
        cast=tuple(_people(films, watched, Job.CAST)),
        franchises=tuple(_franchises(library, films)),
        series=tuple(_series(films)),
    )


def _period(name: str, seen: Sequence[SeenFilm]) -> Period:
    return Period(
        name,
        films=len({film.id for film, _ in seen}),
        viewings=len(seen),
        minutes=sum(film.runtime or 0 for film, _ in seen),
        unknown=sum(film.runtime is None for film, _ in seen),
    )


def _grouped(
    seen: Iterable[SeenFilm], name: Callable[[Viewing], str | None]
) -> dict[str | None, list[SeenFilm]]:
    """Return what was seen under a name that a viewing gives; None where it gives none."""
    groups: dict[str | None, list[SeenFilm]] = {}
    for film, viewing in seen:
        groups.setdefault(name(viewing), []).append((film, viewing))
    return groups


def _years(seen: Iterable[SeenFilm]) -> Iterator[Period]:
    groups = _grouped(seen, _year)
    for name in sorted(name for name in groups if name):
        yield _period(name, groups[name])


def _year(viewing: Viewing) -> str | None:
    date = viewing.watched_on
    return f"{date.year:04}" if date and date.year else None


def _months(seen: Iterable[SeenFilm], year: int) -> Iterator[Period]:
    groups = _grouped(seen, lambda viewing: str(viewing.watched_on)[: len("YYYY-MM")])
    for month in range(1, 13):
        name = f"{year:04}-{month:02}"
        yield _period(name, groups.get(name, []))


def _weekdays(seen: Iterable[SeenFilm]) -> Iterator[Period]:
    groups = _grouped(seen, _weekday)
    if groups.keys() - {None}:
        for name in WEEKDAYS:
            yield _period(name, groups.get(name, []))


def _weekday(viewing: Viewing) -> str | None:
    date = viewing.watched_on
    day = date.first_day() if date and date.is_full else None
    return WEEKDAYS[day.weekday()] if day else None


def _ratings(ratings: Iterable[float]) -> Iterator[Rated]:
    # halves up: Python's round would take both 4.25 and 3.75 to 4
    counts = Counter(min(max(int(rating * 2 + 0.5), 1), _HALVES) for rating in ratings)
    if counts:
        for halves in range(1, _HALVES + 1):
            yield Rated(halves / 2, counts[halves])


def _kinds(films: Iterable[Film], watched: dict[FilmId, Film]) -> Iterator[Share]:
    total = Counter(film.kind for film in films)
    seen = Counter(film.kind for film in watched.values())
    for kind in Kind:
        if total[kind]:
            yield Share(kind, total[kind], seen[kind])


def _people(films: Iterable[Film], watched: dict[FilmId, Film], job: Job) -> list[Share]:
    """Return the people of a job with a film that counts; whose part is a rumour is left out."""
    spelling: dict[str, str] = {}
    total: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for film in films:
        names = {
            fold(credit.name): credit.name
            for credit in film.credits
            if credit.job is job and credit.status in (None, CreditStatus.CONFIRMED)
        }
        for folded, name in names.items():
            spelling.setdefault(folded, name)
        total.update(names.keys())
        if film.id in watched:
            seen.update(names.keys())
    found = sorted(seen, key=lambda name: (-seen[name], -total[name], name))
    return [Share(spelling[name], total[name], seen[name]) for name in found]


def _franchises(library: Library, films: Iterable[Film]) -> list[Share]:
    seen = {film.id: film.watched for film in films}
    parts = (_progress(franchise, seen) for franchise in library.franchises.values())
    return sorted((part for part in parts if part.films), key=_by_progress)


def _series(films: Iterable[Film]) -> Iterator[Share]:
    """Yield how much was seen of series that are begun."""
    for film in films:
        progress = film.progress if isinstance(film, Shown) else None
        if progress and progress.of and progress.begun:
            yield Share(film.title, progress.of, progress.seen)


def _progress(franchise: Franchise, seen: dict[FilmId, bool]) -> Share:
    """Count the films of a franchise that are there and not to be skipped in all continuities."""
    counted = {
        film
        for continuity in franchise.continuities
        for film in continuity.films
        if film in seen and film not in {*continuity.optional, *franchise.skipped}
    }
    return Share(franchise.name, len(counted), sum(seen[film] for film in counted))


def _by_progress(part: Share) -> tuple[bool, bool, float, str]:
    return (
        part.watched == 0,
        part.watched == part.films,
        -part.watched / part.films,
        fold(part.name),
    )
