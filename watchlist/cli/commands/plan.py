"""Spreading films over days."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final

import click

from watchlist.cli import clock, references
from watchlist.cli.app import App, pass_app
from watchlist.cli.clock import today
from watchlist.cli.command import Command
from watchlist.cli.loading import load
from watchlist.cli.options import format_option, optional_option
from watchlist.cli.output import hint, print_bytes, print_report
from watchlist.cli.packs.lookup import load_with_pack
from watchlist.cli.params import DURATION, FIRST_DAY, FRANCHISE_OR_FILM, LAST_DAY, ORDER
from watchlist.cli.tier_options import tag_option, tier_options, tiers_of
from watchlist.errors import RefusedError, UsageError
from watchlist.library.library import Library
from watchlist.library.parts import is_episodic
from watchlist.model import Film
from watchlist.names.listing import few
from watchlist.packs import shelf
from watchlist.quantities import format_duration
from watchlist.queries.marathon import (
    DAY_MINUTES,
    DoesNotFitError,
    Showing,
    evenings,
    minutes_of,
    plan,
)
from watchlist.queries.orders.folding import joined
from watchlist.queries.orders.tiers import EVERYTHING, Tiers
from watchlist.queries.unwatched import episodes_left, left_before, left_of, out_by
from watchlist.queries.wording import without_words
from watchlist.render.suggestions import plan_section, showing_record

CALENDARS: Final[Mapping[str, str]] = {
    # format: the function that writes a plan: name, showings, moment
    "ics": "watchlist.render.calendar:plan_calendar",
}


_HOURS: Final = 24
"""As many hours as this has a day; so few minutes were perhaps meant to be hours."""


@click.command(
    "plan",
    cls=Command,
    examples=[
        'watchlist plan "john wick"',
        'watchlist plan "john wick" --by 2026-06-30 --per-day 3h',
        "watchlist plan ballerina --by 2025-06-05",
    ],
    related=["catchup", "next", "order"],
)
@click.argument("what", metavar="FRANCHISE|FILM", type=FRANCHISE_OR_FILM)
@click.option("--by", type=LAST_DAY, metavar="DATE", help="The last day.")
@click.option(
    "--from",
    "start",
    type=FIRST_DAY,
    default="today",
    show_default=True,
    metavar="DATE",
    help="The first day.",
)
@click.option("--per-day", type=DURATION, metavar="DURATION", help="The most in a day: 2h30.")
@click.option(
    "--order", type=ORDER, metavar="NAME", help="The order of the franchise, if not its default."
)
@optional_option
@tag_option
@tier_options
@format_option(*CALENDARS, text="How to print: ics is for calendars.")
@pass_app
def command(
    app: App,
    /,
    what: str,
    *,
    by: datetime.date | None,
    start: datetime.date,
    per_day: int | None,
    order: str | None,
    optional: bool,
    output: str,
    **values: Any,
) -> None:
    """Spread what is not watched over days.

    The rest of a franchise in its default order, or what is to be seen before a film: one film an
    evening from today, unless --by or --per-day say otherwise. With --by alone each day has no
    more than it must. Of a series as many episodes as fit make an evening. A film of unknown length
    counts as two hours, an episode as 45 minutes.
    """
    _check_days(start, by, per_day)
    library, name, left = _to_plan(app, what, order, tiers_of(values), optional=optional)
    films, late = out_by(left, today(), by)
    if late:
        labels = few(film.label for film in joined(library, late))
        hint(f"Left out, as not known to be out by then: {labels}.")
    showings = evenings(library, _planned(films, start, by, per_day))
    if output in CALENDARS and showings:
        print_bytes(load(CALENDARS[output])(name, showings, clock.now()).encode())
        return
    print_report(
        output,
        lambda: [showing_record(showing) for showing in showings],
        lambda: [plan_section(name, showings)],
        empty=f"{name}: there is nothing left to watch.",
    )


def _check_days(start: datetime.date, by: datetime.date | None, per_day: int | None) -> None:
    """Raise UsageError for days in which nothing could be planned."""
    if by and by < start:
        raise UsageError(f"--by {by} is before the first day, {start}.")
    if per_day and per_day > DAY_MINUTES:
        raise UsageError(f"--per-day {format_duration(per_day)} is more than a day has.")


def _to_plan(
    app: App, what: str, order: str | None, tiers: Tiers, *, optional: bool
) -> tuple[Library, str, list[Film]]:
    """Return what is to be planned, and its films. Raises UsageError for options of an order."""
    # a film may be here whose franchise only a pack knows
    find = references.franchise if shelf.is_name(what) else references.film_or_franchise
    library, meant = load_with_pack(app, what, find, films=True)
    if isinstance(meant, int):
        label = library.label(meant)
        if order or tiers != EVERYTHING:
            raise UsageError(
                f"{label} is a film: what it needs is in release order, and has no weight."
            )
        before = left_before(library, meant, optional=optional)
        if is_episodic(library.shown[meant]):
            return library, label, [*before, *episodes_left(library, meant)]
        return library, f"Before {label}", before
    named = references.order(library, meant.franchise, order) if order else ""
    left = left_of(library, meant, named, tiers, optional=optional)
    words = (library.franchises[meant.franchise].name, without_words(left.without))
    return library, " · ".join(filter(None, words)), left.films


def _planned(
    films: Sequence[Film], start: datetime.date, by: datetime.date | None, per_day: int | None
) -> list[Showing]:
    """Return which film to watch on which day. Raises RefusedError when they do not fit."""
    try:
        return plan(films, start, by, per_day)
    except DoesNotFitError as error:
        raise RefusedError(_does_not_fit(films, by, per_day, error.needed)) from error


def _does_not_fit(
    films: Sequence[Film], end: datetime.date | None, per_day: int | None, needed: int | None
) -> str:
    """Say why films do not fit, and what would help."""
    longest = max(films, key=minutes_of)
    length = minutes_of(longest)
    if length > DAY_MINUTES:
        return f"{longest.label} takes {format_duration(length)}: no day is as long as that."
    count = "1 film does" if len(films) == 1 else f"{len(films)} films do"
    until = f" until {end}" if end else ""
    if needed is None:
        return f"{count} not fit{until}, not even in whole days. Choose a later --by."
    more = f"at least {format_duration(needed)} a day would be needed. Give more with --per-day"
    later = ", or a later --by" if end and per_day and length <= per_day else ""
    hours = f" {per_day} is minutes: {per_day}h is hours." if per_day and per_day <= _HOURS else ""
    return f"{count} not fit{until}: {more}{later}.{hours}"
