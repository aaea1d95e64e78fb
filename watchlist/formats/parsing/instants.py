"""Moments as sites write them, and the day that each was where the user is."""

from __future__ import annotations

import datetime
import re
from typing import Final, NamedTuple

from watchlist.dates import PartialDate
from watchlist.model import Viewing

_UNKNOWN: Final = 1971
"""Moments before this year stand for "some time"."""
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_SECONDS: Final = re.compile(r"\d{9,10}(?:\.\d+)?")
_MILLISECONDS: Final = re.compile(r"\d{12,13}")
_WITH_ZONE: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|UTC|[+-]\d\d:?\d\d)")


class Moment(NamedTuple):
    """A day, and the moment that it is of as ISO 8601 text in UTC ("2020-03-22T23:30:00Z")."""

    day: datetime.date
    instant: str

    def viewing(self) -> Viewing:
        """Return a viewing at this moment."""
        return Viewing(watched_on=PartialDate.of(self.day), instant=self.instant)


def moment_of(
    value: object, zone: datetime.tzinfo | None, *, naive_is_utc: bool = True
) -> Moment | None:
    """Return the moment of ISO 8601 text, of seconds or milliseconds since 1970.

    Its day is the one in ``zone``, None being where this machine is. Text without a zone is in
    UTC, or with ``naive_is_utc`` false no moment. None for what is none, a bare day too, or is
    before 1971, by which sites mean some time.
    """
    instant = _instant(value, naive_is_utc=naive_is_utc)
    if instant is None or instant.year < _UNKNOWN:
        return None
    try:
        utc = instant.astimezone(datetime.UTC)
        day = instant.astimezone(zone).date()
    except (OverflowError, ValueError, OSError):
        return None
    return Moment(day, f"{utc.replace(tzinfo=None).isoformat(timespec='seconds')}Z")


def has_zone(text: str) -> bool:
    """Whether a text is a moment that says in which zone it is."""
    return _WITH_ZONE.fullmatch(text.strip()) is not None


def _instant(value: object, *, naive_is_utc: bool) -> datetime.datetime | None:
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    if _SECONDS.fullmatch(text):
        return datetime.datetime.fromtimestamp(float(text), datetime.UTC)
    if _MILLISECONDS.fullmatch(text):
        return datetime.datetime.fromtimestamp(int(text) / 1000, datetime.UTC)
    try:
        instant = datetime.datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        return None
    if instant.tzinfo is None:
        is_day = _DAY.fullmatch(text)  # as midnight in UTC it were the day before, west of there
        if not is_day and (text.endswith(" UTC") or naive_is_utc):
            return instant.replace(tzinfo=datetime.UTC)
        return None
    return instant
