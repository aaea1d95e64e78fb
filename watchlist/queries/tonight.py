"""What to watch tonight: a few films, each with the reason for it, the same all day. Pure.

Nothing is kept from one run to the next: the films stand in an order that follows from the day and
from the films themselves, so that one that is watched or added meanwhile leaves the others alone.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from hashlib import blake2b
from typing import Any, Final, NamedTuple

import msgspec

from watchlist.dates import PartialDate
from watchlist.library.identity import identity_of
from watchlist.library.library import Library
from watchlist.library.viewings import last_viewing
from watchlist.model import Film, FilmId, Job
from watchlist.names.folding import fold
from watchlist.queries.filters import Filter, passes
from watchlist.queries.unwatched import left_before

LIKED: Final = 4
"""From so many stars on a film was liked."""

_NEW_FOR: Final = datetime.timedelta(days=60)
_NEAR: Final = 3
"""So many films of a franchise are asked whether they wait for one."""
_MADE_BY: Final = (Job.DIRECTOR, Job.CREATOR)

WhyOffered = Callable[[Film], str]
"""Why a film is offered, in words; empty where that is no reason for it."""


class Pick(NamedTuple):
    """A film to watch tonight, and why; ``before`` is one on the list that asks to have seen it."""

    film: Film
    why: str
    before: Film | None = None


def tonight(library: Library, today: datetime.date, filters: Sequence[Filter]) -> Iterator[Pick]:
    """Yield films that are to watch, unseen and out, each once, those for tonight first.

    In turn one that continues a franchise, one by somebody whose films were liked, and another. In
    the place of a film of which something has to be seen first, that is offered. No part of a film
    is, and nothing that does not pass the filters.
    """
    reasons = _ReasonsToWatch(library, today)
    films = _Candidates(library, today, filters)
    lines = map(films.with_reason, (reasons.continues, reasons.by_liked, reasons.others))
    for film in _each_once(_in_turn(lines)):
        why = reasons.any(film) if film.to_watch else ""
        later = films.waiting_for(film)
        then = f"it comes before {later.label}, which is on your list" if later else ""
        yield Pick(film, "; ".join(filter(None, (why, then))), later)


def tonight_again(
    library: Library, today: datetime.date, filters: Sequence[Filter]
) -> Iterator[Pick]:
    """Yield films that were seen, to be watched again, each once; in turn a liked one and any."""
    numbers = _in_order_of_the_day(library, today, partial(_is_asked_for, seen=True))
    films = [film for film in map(library.films.get, numbers) if film and passes(film, filters)]
    liked = [film for film in films if (film.rating or 0) >= LIKED]
    return map(_again, _each_once(_in_turn([iter(liked), iter(films)])))


def of_unknown_length(
    library: Library, today: datetime.date, filters: Sequence[Filter], *, seen: bool
) -> Iterator[Film]:
    """Yield the films without a running time that could be offered, in no order that counts."""
    numbers = _in_order_of_the_day(
        library, today, lambda film: film.runtime is None and _is_asked_for(film, seen=seen)
    )
    films = filter(None, map(library.films.get, numbers))
    return (film for film in films if film.is_released(today) and passes(film, filters))


def wanted_by(other: Library) -> Filter:
    """Return the filter of films that are to watch here, and that another person still wants."""

    def wants(film: Film) -> bool:
        found = (other.films.get(one.film) for one in other.identities.find(identity_of(film)))
        theirs = next(filter(None, found), None)
        return film.to_watch and theirs is not None and theirs.to_watch and not theirs.watched

    return wants


# -- films -----------------------------------------------------------------------------------


class _Offerable(msgspec.Struct):
    """What a film needs to be offered, as it stands in a document that may be unreadable."""

    to_watch: Any = False
    viewings: Any = None
    whole: Any = None
    runtime: Any = None


def _is_asked_for(film: _Offerable, *, seen: bool) -> bool:
    """Whether a film was seen, or else is to be."""
    return bool(film.viewings) if seen else bool(film.to_watch and not film.viewings)


def _in_order_of_the_day(
    library: Library, today: datetime.date, wanted: Callable[[_Offerable], bool]
) -> list[FilmId]:
    """Return the films that are no parts and are wanted, in an order of chance for the day."""
    keys = {
        number: blake2b(f"{today} {number}".encode(), digest_size=8).digest()
        for number, film in library.films.partial_reads(_Offerable)
        if film.whole is None and wanted(film)
    }
    return sorted(keys, key=keys.__getitem__)


class _Candidates:
    """The films that can be offered, in the order of the day; most are never decoded."""

    def __init__(self, library: Library, today: datetime.date, filters: Sequence[Filter]) -> None:
        self._library = library
        self._today = today
        self._filters = filters
        self._numbers = _in_order_of_the_day(library, today, partial(_is_asked_for, seen=False))

    def with_reason(self, reason: WhyOffered) -> Iterator[Film]:
        """Yield the films that there is a reason for, or what has to be seen before them."""
        for number in self._numbers:
            film = self._library.films.get(number)
            if film and self._can_be_offered(film) and reason(film):
                first = next(iter(left_before(self._library, film.id)), film)
                if self._can_be_offered(first):
                    yield first

    def _can_be_offered(self, film: Film) -> bool:
        return film.whole is None and film.is_released(self._today) and passes(film, self._filters)

    def waiting_for(self, film: Film) -> Film | None:
        """Return a film to watch that asks to have seen another one; the first of the next few."""
        near = {
            *(n for one in self._library.franchises_of(film.id) for n in one.members()),
            *(link.film for link in self._library.links_of(film.id)),
        }
        later = [self._library.films[number] for number in near & self._to_watch]
        later = [one for one in later if one.release_key > film.release_key]
        nearest = sorted(later, key=lambda one: one.release_key)[:_NEAR]
        return next((one for one in nearest if film in left_before(self._library, one.id)), None)

    @cached_property
    def _to_watch(self) -> frozenset[FilmId]:
        return frozenset(self._numbers)


def _in_turn(lines: Iterable[Iterator[Film]]) -> Iterator[Film]:
    """Yield from each line in turn, until all are at their end."""
    left = list(lines)
    while left:
        for line in list(left):
            if (film := next(line, None)) is None:
                left.remove(line)
            else:
                yield film


def _each_once(films: Iterable[Film]) -> Iterator[Film]:
    offered: set[FilmId] = set()
    for film in films:
        if film.id not in offered:
            offered.add(film.id)
            yield film


# -- reasons ---------------------------------------------------------------------------------


class _ReasonsToWatch:
    """Why the films of a library may be offered; what that needs is read when it is asked for."""

    def __init__(self, library: Library, today: datetime.date) -> None:
        self._library = library
        self._today = today

    def any(self, film: Film) -> str:
        """Return the best reason that there is."""
        return self.continues(film) or self.by_liked(film) or self._is_new(film) or _waits(film)

    def others(self, film: Film) -> str:
        """Return the reason for a film that the other reasons do not speak of."""
        return "" if self.continues(film) or self.by_liked(film) else self.any(film)

    def continues(self, film: Film) -> str:
        """Say of which franchise in progress it is."""
        return self._in_progress.get(film.id, "")

    def by_liked(self, film: Film) -> str:
        """Say by whom it is, of whom something else was liked."""
        found = ((name, self._liked.get(fold(name))) for name in _makers(film))
        return next((f"by {name}, whose {liked} you liked" for name, liked in found if liked), "")

    def _is_new(self, film: Film) -> str:
        day = film.release.last_day() if film.release else None
        is_new = day is not None and self._today - _NEW_FOR <= day
        return f"new: it came out {_month(film.release)}" if is_new else ""

    @cached_property
    def _in_progress(self) -> dict[FilmId, str]:
        """The members of franchises that are begun and not done."""
        seen = self._library.seen()
        reasons: dict[FilmId, str] = {}
        for franchise in self._library.franchises.values():
            members = franchise.members()
            done = len(members.keys() & seen)
            if 0 < done < len(members):
                why = f"goes on with {franchise.name}, {done} of {len(members)} seen"
                reasons |= dict.fromkeys(members.keys() - reasons.keys(), why)
        return reasons

    @cached_property
    def _liked(self) -> dict[str, str]:
        """A film that was liked of each person who made one, by the folded name."""
        films = sorted(_liked(self._library), key=lambda film: film.rating)
        return {
            fold(credit.name): film.title
            for film in films
            for credit in film.credits
            if credit.job in _MADE_BY
        }


class _OnlyRating(msgspec.Struct):
    rating: Any = None


class _NamedJob(msgspec.Struct):
    name: str
    job: str = ""


class _LikedFilm(msgspec.Struct):
    """What is asked of a film that was liked."""

    title: str
    rating: float
    credits: tuple[_NamedJob, ...] = ()


def _liked(library: Library) -> Iterator[_LikedFilm]:
    """Yield the films that were liked, without decoding any; rated means seen."""
    for number, found in library.films.partial_reads(_OnlyRating):
        if isinstance(found.rating, float | int) and found.rating >= LIKED:
            film = library.films.partial_read(number, _LikedFilm)
            if film:
                yield film


def _makers(film: Film) -> Iterator[str]:
    return (credit.name for credit in film.credits if credit.job in _MADE_BY)


def _waits(film: Film) -> str:
    if film.added is None:
        return "on your list"
    return f"on your list since {calendar.month_name[film.added.month]} {film.added.year}"


def _again(film: Film) -> Pick:
    """Return a film to watch again, with what is known of the last time."""
    last = last_viewing(film)
    when = f"seen last {_month(last.watched_on)}" if last and last.watched_on else "seen before"
    return Pick(film, f"liked, and {when}" if (film.rating or 0) >= LIKED else when)


def _month(date: PartialDate | None) -> str:
    """Return when something was in words: “in March 2023”."""
    if date is None or date.year is None:
        return "nobody knows when"
    return f"in {calendar.month_name[date.month]} {date.year}" if date.month else f"in {date.year}"
