"""iCalendar files (RFC 5545), by the icalendar library."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from icalendar import Calendar, Event, vText

from watchlist.library.library import Library
from watchlist.model import Film
from watchlist.quantities import format_duration
from watchlist.queries.marathon import Showing
from watchlist.render.text import printable


class Day(NamedTuple):
    """An entry of a calendar that takes a whole day; ``uid`` tells it from all others."""

    uid: str
    day: datetime.date
    summary: str
    description: str = ""


def export(_library: Library, films: Sequence[Film], moment: datetime.datetime) -> str:
    """Return a calendar of the days on which films come out."""
    days = releases(films, moment.astimezone().date())
    return calendar_text("Film releases", days, moment)


def releases(films: Iterable[Film], today: datetime.date) -> Iterator[Day]:
    """Yield the days on which films come out that are not out yet."""
    for film in films:
        day = film.release.first_day() if film.release and film.release.is_full else None
        if day and not film.is_released(today):
            yield Day(_uid("release", film), day, f"{film.label} comes out")


def _uid(what: str, film: Film) -> str:
    """Return what tells an entry from those of all other films, in other libraries too."""
    return f"{what}-{film.uid or film.id}@watchlist-cli"


def plan_days(showings: Iterable[Showing]) -> Iterator[Day]:
    """Yield a plan as entries of a calendar."""
    for showing in showings:
        length = format_duration(showing.minutes)
        yield Day(
            uid=_uid("plan", showing.film),  # a new plan moves it in the calendar
            day=showing.day,
            summary=f"Watch {showing.film.label}",
            description=f"{length}, a guess" if showing.estimated else length,
        )


def plan_calendar(name: str, showings: Iterable[Showing], stamp: datetime.datetime) -> str:
    """Return a plan as a calendar."""
    return calendar_text(name, plan_days(showings), stamp)


def calendar_text(name: str, days: Iterable[Day], stamp: datetime.datetime) -> str:
    """Return a calendar with one all-day event for each of ``days``; lines end with CR LF."""
    calendar = Calendar()
    calendar.add("prodid", "-//watchlist//watchlist-cli//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(printable(name)))  # a type unknown to it is not escaped
    for day in days:
        event = Event()
        event.add("uid", day.uid)
        event.add("dtstamp", stamp)
        event.add("dtstart", day.day)
        event.add("dtend", day.day + datetime.timedelta(days=1))
        event.add("summary", printable(day.summary))
        if day.description:
            event.add("description", printable(day.description))
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text
