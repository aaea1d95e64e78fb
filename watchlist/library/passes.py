"""Watching a franchise again: a pass counts only what was seen since the day on which it began.

Nothing in the diary changes. A pass is over when it is ended, or when the last film of the
franchise is seen that is not to be skipped.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.library.memberships import Memberships
from watchlist.model import FilmId, Franchise, Pass

_TURNS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def current_pass(franchise: Franchise) -> Pass | None:
    """Return the pass that a franchise is in, if it is in one."""
    last = franchise.passes[-1] if franchise.passes else None
    return last if last and last.until is None else None


def pass_words(franchise: Franchise) -> str:
    """Return “second time, since 2026-11-01”; empty where a franchise is in no pass."""
    now = current_pass(franchise)
    if now is None:
        return ""
    turn = len(franchise.passes)
    words = _TURNS[turn] if turn < len(_TURNS) else f"{turn + 1}th"
    return f"{words} time, since {now.since}"


def begin_pass(library: Memberships, number: int, since: datetime.date) -> Franchise:
    """Begin a pass of a franchise, or let the one that it is in begin on another day."""
    franchise = library.franchises[number]
    before = franchise.passes[:-1] if current_pass(franchise) else franchise.passes
    return library.change_franchise(number, passes=(*before, Pass(since=since)))


def end_pass(library: Memberships, number: int, until: datetime.date) -> Franchise:
    """End the pass of a franchise. Raises RefusedError when it is in none."""
    franchise = library.franchises[number]
    now = current_pass(franchise)
    if now is None:
        raise RefusedError(f"{franchise.name} is in no pass that could be ended.")
    ended = replace(now, until=max(until, now.since))
    return library.change_franchise(number, passes=(*franchise.passes[:-1], ended))


def end_completed(library: Memberships, films: Iterable[FilmId], on: PartialDate | None) -> None:
    """End the passes in which the last film was seen on a day, and say so in the notices."""
    seen = {library.parts.whole_of(film) or film for film in films}
    day = on.first_day() if on else None
    for franchise in list(library.franchises.values()):
        now = current_pass(franchise)
        if now is None or seen.isdisjoint(franchise.members()):
            continue
        shown = library.in_pass(franchise).shown
        if all(shown[film].watched for film in _counted(franchise)):
            words = pass_words(franchise).partition(",")[0]
            library.notices.append(f"That was the last film of {franchise.name}: its {words} ends.")
            end_pass(library, franchise.id, day or now.since)


def _counted(franchise: Franchise) -> set[FilmId]:
    """Return the films of a franchise that are not to be skipped in all of its continuities."""
    return {
        film
        for continuity in franchise.continuities
        for film in continuity.films
        if film not in {*continuity.optional, *franchise.skipped}
    }
