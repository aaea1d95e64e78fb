"""Types of arguments and options: how each is read, and how the shell completes it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Sequence
from functools import partial
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from watchlist.cli.clock import today
from watchlist.cli.config.current import configuration
from watchlist.cli.loading import load
from watchlist.dates import DATE_FORMS, FIRST_FILM, PartialDate, read_date
from watchlist.errors import UsageError
from watchlist.library.fields import read_name, read_text, read_year
from watchlist.model import MAX_TITLE, CreditStatus
from watchlist.quantities import parse_duration, parse_rating

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Read = Callable[[str], Any]


class Parsed(click.ParamType[Any]):
    """A value that is read by a function which raises ValueError with a sentence."""

    def __init__(self, name: str, read: Read) -> None:
        self.name = name
        self._read = read

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        """Read a value, unless it is a default that is read already."""
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def reads(read: Read, text: str) -> bool:
    """Whether a function that raises ValueError reads a text."""
    try:
        read(text)
    except ValueError:
        return False
    return True


def refuse_dates(titles: Sequence[str]) -> None:
    """Raise UsageError where a date stands behind the first of some titles: ``last friday``.

    Digits alone may be a title, and are a film's number.
    """
    for begin in range(1, len(titles)):
        typed = " ".join(titles[begin:])
        if not typed.isdecimal() and reads(parse_viewing_date, typed):
            raise UsageError(
                f"“{typed}” is a date: write --on {quote(typed)}, or the year behind the title "
                "of a film that is called so."
            )


def refuse_ratings(titles: Sequence[str]) -> None:
    """Raise UsageError where a rating stands behind the first of new titles: ``4.5``, ``9/10``.

    Digits alone may be a title.
    """
    for typed in titles[1:]:
        if not typed.isdecimal() and reads(parse_rating, typed):
            raise UsageError(
                f"“{typed}” is a rating: write --rating {quote(typed)}, or the year behind the "
                "title of a film that is called so."
            )


class Names(Parsed):
    """A name of something; what it refers to is looked up when the library is open.

    ``candidates`` names the function (``module:function``) that says what there is to name: it is
    loaded when the shell completes.
    """

    def __init__(self, name: str, candidates: str, read: Read | None = None) -> None:
        super().__init__(name, read or read_text)
        self.candidates = candidates

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return what can be meant by a name that was begun."""
        found: list[CompletionItem] = load(self.candidates)(ctx, incomplete)
        return found


def parse_date(text: str, *, ahead: bool = False) -> PartialDate:
    """Read a date as ``watchlist.dates.read_date`` does, by the clock and the settings."""
    return read_date(text, today(), order=configuration().settings["date"], ahead=ahead)


def parse_release(text: str) -> PartialDate:
    """Read the date of a release, of which a weekday is the next one. Raises ValueError."""
    return parse_date(text, ahead=True)


def parse_viewing_date(text: str) -> PartialDate | None:
    """Read the date of a viewing: one that has begun, or ``unknown``. Raises ValueError."""
    if text.strip().casefold() == "unknown":
        return None
    date = parse_date(text)
    first_day = date.first_day()
    if first_day is None:
        raise ValueError("a viewing has a date, or it is unknown")
    if first_day > today():
        raise ValueError(f"{date} is in the future: a viewing lies in the past")
    if first_day.year < FIRST_FILM:
        raise ValueError(f"{date} is before the first film")
    return date


def naming_forms(read: Read, *more: str) -> Read:
    """Let a reader of dates name the forms in every refusal, those that only it reads as well."""
    *forms, last = (*DATE_FORMS, *more)

    def read_or_name(text: str) -> Any:
        try:
            return read(text)
        except ValueError as error:
            raise ValueError(f"{error}. Write {', '.join(forms)} or {last}") from error

    return read_or_name


def parse_stars(text: str) -> float:
    """Read a rating by the settings: what a bare number is out of. Raises ValueError."""
    out_of_ten = configuration().settings["rating"] == "10"
    try:
        return parse_rating(text, out_of_ten=out_of_ten)
    except ValueError as error:
        raise ValueError(f"{error}{'' if out_of_ten else _as_out_of_ten(text)}") from error


def _as_out_of_ten(text: str) -> str:
    """Return how a number is written that is no number of stars, and may be one out of ten."""
    if not reads(partial(parse_rating, out_of_ten=True), text):
        return ""
    setting = "with “watchlist config set rating 10” every number without its scale is"
    return f". Out of ten it is {text.strip()}/10; {setting}"


def parse_years(text: str) -> tuple[int, int]:
    """Read ``1999``, ``1990s`` or ``1990..1999``, whose ends may be open. Raises ValueError."""
    if decade := re.fullmatch(r"(\d{3})0s", text, re.ASCII):
        return int(decade[1]) * 10, int(decade[1]) * 10 + 9
    span = re.fullmatch(r"(\d{4})\s*[-–]\s*(\d{4})", text, re.ASCII)
    first, dots, last = (span[1], "..", span[2]) if span else text.partition("..")
    start = read_year(first) if first or not dots else 0
    end = read_year(last) if last else 9999 if dots else start
    if end < start:
        raise ValueError(f"“{text}” ends before it begins")
    return start, end


def parse_title(text: str) -> str:
    """Read the title of a film. Raises ValueError."""
    if len(read_text(text)) > MAX_TITLE:
        raise ValueError(f"a title has at most {MAX_TITLE:,} characters, this one {len(text):,}")
    return text.strip()


def parse_cast(text: str) -> tuple[str, str]:
    """Read ``NAME`` or ``NAME:ROLE``. Raises ValueError."""
    name, _, role = text.partition(":")
    return read_text(name), role.strip()


def parse_known_date(text: str) -> PartialDate:
    """Read a date as far as it is known. Raises ValueError for one that is only announced."""
    date = parse_date(text)
    if date.is_tba:
        raise ValueError(f"“{text}” is not a date")
    return date


def parse_past_day(text: str) -> datetime.date:
    """Read the first day of a date that does not lie ahead. Raises ValueError."""
    day = _day(text, parse_date(text).first_day())
    if day > today():
        raise ValueError(f"{day} is in the future: name a day that has come")
    return day


def parse_first_day(text: str) -> datetime.date:
    """Read a date to come, of which the first day counts. Raises ValueError."""
    return _day(text, parse_date(text, ahead=True).first_day())


def parse_last_day(text: str) -> datetime.date:
    """Read a date to come, of which the last day counts. Raises ValueError."""
    return _day(text, parse_date(text, ahead=True).last_day())


def _day(text: str, day: datetime.date | None) -> datetime.date:
    if day is None:
        raise ValueError(f"“{text}” is not a day")
    return day


RELEASE_DATE = Parsed("date", naming_forms(parse_release, "TBA"))
VIEWING_DATE = Parsed("date", naming_forms(parse_viewing_date, "unknown"))
PAST_DAY = Parsed("date", naming_forms(parse_past_day))
FIRST_DAY = Parsed("date", naming_forms(parse_first_day))
LAST_DAY = Parsed("date", naming_forms(parse_last_day))
DATE = Parsed("date", naming_forms(parse_known_date))
DURATION = Parsed("duration", parse_duration)
RATING = Parsed("rating", parse_stars)
YEAR = Parsed("year", read_year)
YEARS = Parsed("years", parse_years)
TEXT = Parsed("text", read_text)
NAME = Parsed("text", read_name)
TITLE = Parsed("title", parse_title)
CAST = Parsed("name", parse_cast)


def parse_status(text: str) -> CreditStatus:
    """Read what is known of a credit, in British spelling too. Raises ValueError."""
    spelling = {"rumoured": CreditStatus.RUMORED}
    try:
        return spelling.get(text.casefold()) or CreditStatus(text.casefold())
    except ValueError as error:
        raise ValueError(f"“{text}” is not one of {', '.join(CreditStatus)}") from error


CREDIT_STATUS = Parsed("status", parse_status)
FILM = Names("film", "watchlist.cli.candidates:films")
FRANCHISE = Names("franchise", "watchlist.cli.candidates:franchises")
FRANCHISE_OR_FILM = Names("name", "watchlist.cli.candidates:franchises_and_films")
CONTINUITY = Names("continuity", "watchlist.cli.candidates:continuities", read_name)
ORDER = Names("order", "watchlist.cli.candidates:orders")
PERSON = Names("name", "watchlist.cli.candidates:people")
TAG = Names("tag", "watchlist.cli.candidates:tags")
GENRE = Names("genre", "watchlist.cli.candidates:genres", read_name)
PLACE = Names("place", "watchlist.cli.candidates:places")
LANGUAGE = Names("language", "watchlist.cli.candidates:languages", read_name)
COUNTRY = Names("country", "watchlist.cli.candidates:countries", read_name)
LIST = Names("name", "watchlist.cli.candidates:lists")
PACK = Names("pack", "watchlist.cli.packs.candidates:packs")
