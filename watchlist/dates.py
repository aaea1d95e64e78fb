"""Dates as films have them: partial release dates and dates inside a story.

``PartialDate`` is an ISO 8601 calendar date that may lack its day or its month, or that is only
announced (``TBA``); ``read_date`` reads one as people type it.  ``StoryDate`` is an in-universe
year or span of years in some calendar.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Final

FIRST_FILM: Final = 1870
"""The year before which there was nothing to watch; the oldest films in databases are of 1874."""

_LATE: Final = 10_000  # after every year, month and day: a missing part sorts after a known one

_LENGTHS: Final = [4, 2, 2]  # of YYYY-MM-DD
_FULL: Final = len("YYYY-MM-DD")

DateKey = tuple[int, int, int]


class PartialDate:
    """A date known to the year, the month or the day, or ``TBA`` when ``year`` is None.

    Its text form is ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` (ISO 8601) or ``TBA``.
    Raises ValueError for a day that the calendar does not have, and for a day without a month.
    """

    __slots__ = ("day", "month", "year")

    year: int | None
    month: int | None
    day: int | None

    def __init__(self, year: int | None, month: int | None = None, day: int | None = None) -> None:
        if (year is None and month is not None) or (month is None and day is not None):
            raise ValueError("a month needs its year, a day its month")
        if year is not None:  # what follows raises ValueError
            datetime.date(year, 1 if month is None else month, 1 if day is None else day)
        self.year = year
        self.month = month
        self.day = day

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the text form. Raises ValueError."""
        if len(text) == _FULL and text[4] == text[7] == "-":  # most, and the fast way
            try:  # suppress would take longer than all of it
                return cls.of(datetime.date.fromisoformat(text))
            except ValueError:
                pass
        if text.upper() == "TBA":
            return cls(None)
        parts = text.split("-")
        if [len(part) for part in parts] != _LENGTHS[: len(parts)] or not all(
            part.isascii() and part.isdecimal() for part in parts
        ):
            raise ValueError(f"“{text}” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
        try:
            return cls(*map(int, parts))
        except ValueError as error:
            raise ValueError(f"“{text}” is not in the calendar") from error

    @classmethod
    def of(cls, day: datetime.date) -> PartialDate:
        """Return the full date of a day."""
        date = cls.__new__(cls)  # nothing is to be checked
        date.year, date.month, date.day = day.year, day.month, day.day
        return date

    @property
    def is_tba(self) -> bool:
        """Whether it is only announced that there will be a date."""
        return self.year is None

    @property
    def is_full(self) -> bool:
        """Whether the day is known."""
        return self.day is not None

    @property
    def key(self) -> DateKey:
        """The place on the release line: a missing part after every known one, TBA last."""
        return (self.year or _LATE, self.month or _LATE, self.day or _LATE)

    def last_day(self) -> datetime.date | None:
        """Return the last day that the date can mean; None for TBA."""
        if self.year is None:
            return None
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def first_day(self) -> datetime.date | None:
        """Return the first day that the date can mean; None for TBA."""
        if self.year is None:
            return None
        return datetime.date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        if self.year is None:
            return "TBA"
        if self.day:  # most, and the fast way
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    def __repr__(self) -> str:
        return f"PartialDate({str(self)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


NO_DATE: Final[DateKey] = (_LATE, _LATE, _LATE)
"""The key of a film without any date: it stands where TBA stands."""

MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS: Final = (
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
)  # fmt: skip
"""Names of months and days, each of which is known by three letters or more."""

DATE_FORMS: Final = (
    *("YYYY", "YYYY-MM", "YYYY-MM-DD", "1 Aug 2025", "august 2025", "1.8.2025"),
    *("today", "yesterday", "friday", "3 days ago"),
)
"""What ``read_date`` reads, for messages that refuse a date."""

_SHOWN: Final = 40
"""Of a text that is no date, that many characters are quoted."""
_NO_SUCH_DAY: Final = "is not in the calendar"
_DAYS: Final = {
    "today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0,
    "yesterday": -1, "last night": -1, "day before yesterday": -2, "tomorrow": 1,
}  # fmt: skip
_NUMBER: Final = r"(an?|one|\d{1,4})"
_AGO: Final = rf"{_NUMBER} (day|week|month|year)s? ago"
_AHEAD: Final = rf"in {_NUMBER} (day|week|month|year)s?"
_AROUND: Final = {"last": -1, "this": 0, "next": 1}
_MONTH_OR_YEAR: Final = r"(last|this|next) (month|year)"
_SEVERAL_DAYS: Final = r"(?:last|this|next) (?:week|weekend)"
_WEEKDAY: Final = r"(?:(last|next) )?([a-z]{3,9})"
_PREPOSITION: Final = r"^(?:on|in|the) "
_DAY_OF_MONTH: Final = r"(\d{1,2})(?:st|nd|rd|th)?"
_WORDED: Final = (
    rf"(?:{_DAY_OF_MONTH}[ .-]+)?([a-z]{{3,9}})(?:[ .-]+{_DAY_OF_MONTH})?(?:[ .-]+(\d{{4}}))?"
)
_YEAR_FIRST: Final = r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?"
_YEAR_LAST: Final = r"(?:(\d{1,2})([-/.]))??(\d{1,2})[-/.](\d{4})"
_LEAP_YEARS_APART: Final = 8
"""In so many years each day of the calendar comes."""


def read_date(
    text: str, today: datetime.date, *, order: str = "iso", ahead: bool = False
) -> PartialDate:
    """Read a date as people type it: ``DATE_FORMS``, ``TBA``.

    A weekday is the latest one before ``today``, with ``ahead`` the next one after it, unless
    ``last`` or ``next`` says which; a day without its year (``20 nov``) is likewise the latest one,
    today's included, or the next. ``order`` tells what ``03/04/2025`` is: ``dmy`` or ``mdy``; with
    any other one it has to be a date in one of these readings only. Nothing else that is missing
    is made up: two digits are no year. Raises ValueError with what is wrong, but not the forms.
    """
    typed = " ".join(text.replace(",", " ").lower().split())
    if typed == "tba":
        return PartialDate(None)
    quoted = f"“{text if len(text) <= _SHOWN else f'{text[:_SHOWN]}…'}”"
    try:
        found = (
            _counted(typed, today)
            or _by_name(typed := re.sub(_PREPOSITION, "", typed, count=1), today, ahead=ahead)
            or _worded(typed, today, ahead=ahead)
            or _year_first(typed)
            or _year_last(typed, order)
        )
    except ValueError as error:
        raise ValueError(f"{quoted} {error}") from error
    if found is None:
        raise ValueError(f"{quoted} is not a date")
    return found


def _counted(typed: str, today: datetime.date) -> PartialDate | None:
    """Return the date of ``3 days ago``, ``in 2 weeks`` or ``2 months ago``, which is a month."""
    ago, ahead = (re.fullmatch(form, typed, re.ASCII) for form in (_AGO, _AHEAD))
    match = ago or ahead
    if match is None:
        return None
    count = (int(match[1]) if match[1].isdecimal() else 1) * (-1 if ago else 1)
    if match[2] in ("month", "year"):
        return _around(today, match[2], count)
    return _days_from(today, count * (7 if match[2] == "week" else 1))


def _around(today: datetime.date, unit: str, count: int) -> PartialDate:
    """Return the month, or the year, that is so many of them from today's."""
    if unit == "year":
        return _in_calendar(today.year + count, None, None)
    months = today.year * 12 + today.month - 1 + count
    return _in_calendar(months // 12, months % 12 + 1, None)


def _days_from(today: datetime.date, days: int) -> PartialDate:
    return PartialDate.of(today + datetime.timedelta(days=days))


def _by_name(typed: str, today: datetime.date, *, ahead: bool) -> PartialDate | None:
    """Return the date of ``yesterday``, ``last friday`` or ``last month``."""
    if typed in _DAYS:
        return _days_from(today, _DAYS[typed])
    if re.fullmatch(_SEVERAL_DAYS, typed):
        raise ValueError("is more than one day")
    if match := re.fullmatch(_MONTH_OR_YEAR, typed):
        return _around(today, match[2], _AROUND[match[1]])
    match = re.fullmatch(_WEEKDAY, typed, re.ASCII)
    weekday = _place(match[2], WEEKDAYS) if match else None
    if match is None or weekday is None:
        return None
    since = (today.weekday() - weekday) % 7
    forward = match[1] == "next" or (ahead and match[1] != "last")
    return _days_from(today, 7 - since if forward else -(since or 7))


def _place(word: str, names: Sequence[str]) -> int | None:
    """Return which of some names a word of three letters or more is, or begins."""
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)


def _worded(typed: str, today: datetime.date, *, ahead: bool) -> PartialDate | None:
    """Return the date of ``1 aug 2025``, ``august 1st 2025``, ``august 2025`` or ``1 aug``."""
    match = re.fullmatch(_WORDED, typed, re.ASCII)
    month = _place(match[2], MONTHS) if match else None
    if match is None or month is None or (match[1] and match[3]):
        return None
    day = match[1] or match[3]
    if match[4]:
        return _in_calendar(match[4], month + 1, day)
    return _in_nearest_year(month + 1, day, today, ahead=ahead) if day else None


def _in_nearest_year(month: int, day: str, today: datetime.date, *, ahead: bool) -> PartialDate:
    """Return the latest such day that has come, or the next one that is not over."""
    for years in range(_LEAP_YEARS_APART + 1):
        with suppress(ValueError):
            found = datetime.date(today.year + (years if ahead else -years), month, int(day))
            if found == today or (found > today) == ahead:
                return PartialDate.of(found)
    raise ValueError(_NO_SUCH_DAY)


def _year_first(typed: str) -> PartialDate | None:
    match = re.fullmatch(_YEAR_FIRST, typed, re.ASCII)
    return _in_calendar(match[1], match[3], match[4]) if match else None


def _year_last(typed: str, order: str) -> PartialDate | None:
    """Return the date of ``1.8.2025``, whose day is first, of ``1/8/2025`` or of ``8/2025``."""
    match = re.fullmatch(_YEAR_LAST, typed, re.ASCII)
    if not match:
        return None
    first, sign, second, year = match.groups()
    if first is None or sign == ".":
        return _in_calendar(year, second, first)
    readings = {"dmy": (second, first), "mdy": (first, second)}
    if order not in readings:
        return _sole_reading(year, readings.values())
    return _in_calendar(year, *readings[order], f", read as the setting date says, {order}")


def _sole_reading(year: str, readings: Iterable[tuple[str, str]]) -> PartialDate:
    """Return the date that parts are in one reading only. Raises ValueError, naming both."""
    found: dict[PartialDate, None] = {}
    for month, day in readings:
        with suppress(ValueError):
            found[_in_calendar(year, month, day)] = None
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise ValueError(_NO_SUCH_DAY)
    one, other = found
    raise ValueError(
        f"can be {one}, with the day first, or {other}: as the setting date is iso, neither is "
        "taken (“watchlist config set date dmy” or mdy says which)"
    )


def _in_calendar(
    year: str | int, month: str | int | None, day: str | None, how: str = ""
) -> PartialDate:
    """Return a date of parts. Raises ValueError when the calendar does not have it."""
    try:
        return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    except ValueError as error:
        raise ValueError(f"{_NO_SUCH_DAY}{how}") from error


COMMON_ERA: Final = "CE"
"""The calendar of years BC and AD."""

_ERAS: Final = {
    # era as written: (calendar, which way its years count)
    "AD": (COMMON_ERA, 1),
    "CE": (COMMON_ERA, 1),
    "BC": (COMMON_ERA, -1),
    "BCE": (COMMON_ERA, -1),
    "ABY": ("ABY", 1),
    "BBY": ("ABY", -1),
}
_CIRCA = re.compile(r"(?<!\w)(?:c\.|ca\.|circa\b|~)\s*(?=-?\d)", re.IGNORECASE)
_DECADE = re.compile(r"\ds\b")
_YEAR = re.compile(r"(-?\d{1,6})(s?)(?:\s+([^\W\d_][\w.'’-]*))?")
_SPAN = re.compile(r"(?:(?<!\s)\s+)?(?:\.\.|–)\s*|(?<=\d{4})-(?=\d{4}\b)")


class StoryDate:
    """When a story is set: a year or a span of years in one calendar, or a mere label.

    Written ``1973``, ``1914..1918``, ``1970s``, ``c. 1995``, ``44 BC``, ``19 BBY``, ``3018 TA``.
    BC and AD are one calendar, and so are BBY and ABY; any other word behind a number is a
    calendar of its own. ``calendar`` is None for a text that holds no year ("the distant
    future"): it is shown and never sorted. ``start`` and ``end`` count forwards in the calendar,
    so 19 BBY is -19. Two dates are equal when they are written alike.
    """

    __slots__ = ("calendar", "end", "start", "text")

    def __init__(self, text: str) -> None:
        self.text = " ".join(text.split())
        if not self.text:
            raise ValueError("a story date cannot be empty")
        self.calendar, self.start, self.end = _read_story(_CIRCA.sub("", self.text))

    @property
    def is_exact(self) -> bool:
        """Whether it is a year or years, neither about nor somewhere in a decade."""
        return not (_CIRCA.search(self.text) or _DECADE.search(self.text))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"StoryDate({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StoryDate) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)


def _read_story(text: str) -> tuple[str | None, int, int]:
    """Return (calendar, start, end) of a story date; the calendar is None for a label."""
    parts = [_YEAR.fullmatch(part) for part in _SPAN.split(text, maxsplit=1)]
    years = [part for part in parts if part]
    if len(years) != len(parts):
        return None, 0, 0
    last_era = years[-1][3]
    (calendar_name, start, first_end), *rest = (_read_year(year, last_era) for year in years)
    if not rest:
        return calendar_name, start, first_end
    end_calendar, _, end = rest[0]
    if end_calendar != calendar_name or end < start:
        raise ValueError(f"“{text}” is not a span: its end is not after its start")
    return calendar_name, start, end


def _read_year(year: re.Match[str], default_era: str | None) -> tuple[str, int, int]:
    """Return (calendar, first year, last year) of one year or decade."""
    number, decade, era = int(year[1]), bool(year[2]), year[3] or default_era or COMMON_ERA
    name, direction = _ERAS.get(era.upper().replace(".", ""), (era.casefold(), 1))
    ends = number * direction, (number + 9 if decade else number) * direction
    return name, min(ends), max(ends)


def zone_of(name: str) -> datetime.tzinfo:
    """Return the time zone of an IANA name ("Europe/Berlin"). Raises ValueError, naming it."""
    zones = import_module("zoneinfo")  # 3 ms that only an import of moments needs
    try:
        zone: datetime.tzinfo = zones.ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError(
            f"there is no time zone “{name[:60]}”: write a name such as Europe/Berlin"
        ) from error
    return zone
