"""Days as files write them: the order of day and month is decided once a file, never a row."""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from typing import Final

from watchlist.dates import MONTHS, PartialDate
from watchlist.errors import RefusedError
from watchlist.formats.parsing.cells import says_nothing

_PARTS: Final = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)")
_MONTHS: Final = 12
_PIVOT: Final = 50
_FOUR: Final = 4
_TIME: Final = re.compile(r"(?<![T ,])[T ,]+\d{1,2}:\d{2}.*")
_DIGIT: Final = re.compile(r"\d")
_UNTIL: Final = re.compile(
    r"(?:(?<!\s)\s+)?[–—→]\s*|(?<!\s)\s+(?:-|to|bis|until|au|al|a)\s+|\.\.|(?<=\d\d)/(?=\d{4}-)"
)
_RANGES: Final = (
    # what parts a range whose first day, month or year lacks what the last one has
    (re.compile(r"\d{4}\s*[-–—/]\s*(\d{4})"), r"\1"),
    (re.compile(r"\d{1,2}\.?\s*[-–—]\s*(\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4})"), r"\1"),
    (re.compile(r"\d{1,2}\.?\s*[-–—]\s*(\d{1,2}\.? [^\W\d]+\.? \d{4})"), r"\1"),
    (re.compile(r"([^\W\d]+)\.? \d{1,2}\s*[-–—]\s*(\d{1,2}),? (\d{4})"), r"\1 \2 \3"),
    (re.compile(r"[^\W\d]+\.?\s*[-–—/]\s*([^\W\d]+\.? \d{4})"), r"\1"),
)
_SEVERAL: Final = re.compile(r"[;\n]|, |\s(?:and|und|et|y|e|&|\+)\s")
"""What stands between several days in one cell."""
_ONE_DAY: Final = 10
"""With so many characters a cell has room for one day only, as most have."""
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_EPOCH: Final = re.compile(r"1\d{9}(?:\d{3})?")
_CHINESE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日.*")
_WORDED: Final = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]* +)?"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[. /-]+)?(?P<month>[a-z]{3})[a-z]*[., /-]+"
    r"(?:(?P<later>\d{1,2})(?:st|nd|rd|th)?,? +)?(?P<year>\d{4}|\d\d)",
    re.IGNORECASE,
)


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


def order_of(name: str, texts: Iterable[str], usual: str | None) -> DayOrder | None:
    """Return the order in which the dates of a file are written; None when none needs it.

    Where none of them tells it is the ``usual`` one. Raises RefusedError when nobody knows that.
    """
    doubtful = ""
    for text in texts:
        if found := day_order([text]):
            return found
        doubtful = doubtful or (text if is_ambiguous(text) else "")
    if doubtful and not usual:
        raise RefusedError(
            f"In {name} the date {doubtful} may have its day or its month first: "
            "say --date-order dmy or --date-order mdy (or set “date” to one of them for good)."
        )
    return DayOrder(usual) if doubtful and usual else None


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


def each_day(text: str) -> list[str]:
    """Return the texts of several days that stand in one cell; of anything else the text alone."""
    if len(text) <= _ONE_DAY:
        return [text]
    parts = [part.strip() for part in _SEVERAL.split(text) if part.strip()]
    return parts if len(parts) > 1 and all(map(looks_like_day, parts)) else [text]


def _until(text: str) -> str:
    """Return the second of two days, which is the one that counts; of one day the text itself."""
    for pattern, last in _RANGES:
        if match := pattern.fullmatch(text):
            return match.expand(last)
    digits = [match.start() for match in _DIGIT.finditer(text)]
    between = [
        match
        for match in (_UNTIL.finditer(text) if digits and "\n" not in text else ())
        if digits[0] < match.start() and match.end() <= digits[-1]
    ]
    if not between:
        return text
    before = digits[bisect_left(digits, between[-1].start()) - 1]
    return next(text[match.end() :] for match in between if match.start() > before)


def read_date(text: str, order: DayOrder | None = None) -> PartialDate | None:
    """Read a date as people write it, as far as it is known; None for none. Raises ValueError."""
    if _ISO.fullmatch(text):
        return PartialDate.parse(text)
    if says_nothing(text):
        return None
    last = _TIME.sub("", _until(text)).strip()
    last = _CHINESE.sub(r"\1-\2-\3", last)
    if day := read_day(last, order):
        return PartialDate.of(day)
    try:
        return _worded(last) or PartialDate.parse(last)
    except ValueError as error:
        if last == text:
            raise
        raise ValueError(f"“{text[:40]}” is not a date") from error


def looks_like_day(text: str) -> bool:
    """Whether a text is a day, a month with its year, or a moment; a bare year is none."""
    if _EPOCH.fullmatch(text):
        return True
    with suppress(ValueError):
        date = read_date(text)
        return date is not None and bool(date.month)
    return False


def month_of(name: str) -> int:
    """Return the number of the month with a name of three letters; 0 for none."""
    begun = name.lower()
    return next((number for number, month in enumerate(MONTHS, 1) if month[:3] == begun), 0)


def _worded(text: str) -> PartialDate | None:
    """Return the date of ``Jan 16 2013``, ``16 January 2013`` or ``16-Jan-13``."""
    match = _WORDED.fullmatch(text)
    month = month_of(match["month"]) if match else 0
    if not match or not month:
        return None
    day = match["day"] or match["later"]
    if len(match["year"]) < _FOUR and not match["day"]:
        return None  # of "Jan 16" nobody knows whether it is a day or a year
    return PartialDate(_year(match["year"]), month, int(day) if day else None)


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
