"""Days as files write them: the order of day and month is decided once a file, never a row."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from watchlist.dates import PartialDate

_PARTS: Final = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)")
_MONTHS: Final = 12
_PIVOT: Final = 50
_FOUR: Final = 4


class DayOrder(StrEnum):
    """Which part of a date like 04/05/2026 is the day."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    YEAR_FIRST = "ymd"


def day_order(texts: Iterable[str]) -> DayOrder | None:
    """Return the order in which the dates of a file are written; None when none of them tells."""
    for text in texts:
        match = _PARTS.match(text)
        if match and len(match[1]) < _FOUR:
            if int(match[1]) > _MONTHS:
                return DayOrder.DAY_FIRST
            if int(match[3]) > _MONTHS:
                return DayOrder.MONTH_FIRST
    return None


def is_ambiguous(text: str) -> bool:
    """Whether a date needs the order of its file."""
    match = _PARTS.match(text)
    return match is not None and len(match[1]) < _FOUR


def usual_order(text: str) -> DayOrder:
    """Return the order that a date is likely written in, by what parts it."""
    return DayOrder.MONTH_FIRST if "/" in text else DayOrder.DAY_FIRST


def read_day(text: str, order: DayOrder | None = None) -> datetime.date | None:
    """Read ``2026-04-18``, ``4/18/2026`` or ``18-04-26``; None when it is no such date."""
    match = _PARTS.match(text)
    if not match:
        return None
    first, middle, last = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == _FOUR:
        parts = (first, middle, last)
    elif order is DayOrder.YEAR_FIRST:
        parts = (_year(match[1]), middle, last)
    elif (order or usual_order(text)) is DayOrder.DAY_FIRST:
        parts = (_year(match[4]), middle, first)
    else:
        parts = (_year(match[4]), first, middle)
    try:
        return datetime.date(*parts)
    except ValueError:
        return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == _FOUR:
        return year
    return year + (1900 if year >= _PIVOT else 2000)


def read_release(text: str, order: DayOrder | None = None) -> PartialDate | None:
    """Read a release date, which may lack its day or month; None when it is none."""
    text = text.strip()
    if not is_ambiguous(text):
        try:
            return PartialDate.parse(text[:10]) if text else None
        except ValueError:
            return None
    day = read_day(text, order)
    return PartialDate.of(day) if day else None
