"""What is stale in packs: facts that time has overtaken. For those who maintain them. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from watchlist.model import Kind
from watchlist.packs.model import Pack, PackFilm

_TOO_OLD: Final = datetime.timedelta(days=183)
"""A review is older than half a year."""

_A_YEAR: Final = datetime.timedelta(days=365)

_EPISODIC: Final = (Kind.SERIES, Kind.SEASON)
"""Kinds that last as long as their episodes."""


def stale(pack: Pack, today: datetime.date) -> Iterator[str]:
    """Yield a sentence for each fact of a pack to look up again.

    Films that are out without a running time, films that were announced more than a year ago and
    still have no date, and a review of more than six months ago. A series and a season have no
    running time, and a part has that of its whole.
    """
    reviewed = pack.reviewed
    if reviewed is None or today - reviewed > _TOO_OLD:
        yield f"reviewed {f'on {reviewed}' if reviewed else 'never'}"
    for key, film in pack.films.items():
        if _is_out(film, today) and _lacks_runtime(film):
            yield f"{key}: {film.label} is out since {film.release or film.year}, without a runtime"
        if _waits_long(film, reviewed, today):
            yield f"{key}: {film.label} is to be announced for more than a year"


def _lacks_runtime(film: PackFilm) -> bool:
    return film.runtime is None and film.whole is None and film.kind not in _EPISODIC


def _is_out(film: PackFilm, today: datetime.date) -> bool:
    last = film.release.last_day() if film.release else None
    if film.release is None and film.year:
        last = datetime.date(film.year, 12, 31)
    return last is not None and last < today


def _waits_long(film: PackFilm, reviewed: datetime.date | None, today: datetime.date) -> bool:
    """Whether a film has no date, though its year is over or that was known a year ago."""
    if film.release is None or not film.release.is_tba:
        return False
    overdue = film.year is not None and datetime.date(film.year, 12, 31) < today
    return overdue or (reviewed is not None and today - reviewed > _A_YEAR)
