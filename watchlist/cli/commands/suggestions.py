"""What to watch: next, catchup, upcoming, plan."""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence

import click

from watchlist.cli.app import App, hint, pass_app, today
from watchlist.cli.commands.borrowing import load_with_pack, names_pack
from watchlist.cli.options import FORMATS, Command, output_format
from watchlist.cli.output import print_report
from watchlist.cli.params import (
    DURATION,
    FILM,
    FIRST_DAY,
    FRANCHISE,
    FRANCHISE_OR_FILM,
    LAST_DAY,
)
from watchlist.errors import RefusedError, UsageError
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.model import Film, FilmId
from watchlist.quantities import format_duration
from watchlist.queries.catchup import catch_up, continuities_of
from watchlist.queries.marathon import (
    DAY_MINUTES,
    DoesNotFitError,
    Showing,
    minutes_of,
    plan,
    release_day,
)
from watchlist.queries.next import (
    Suggestion,
    candidates,
    left_in_franchise,
    next_in_franchise,
    next_in_library,
)
from watchlist.queries.orders import order_tables
from watchlist.queries.upcoming import upcoming
from watchlist.queries.wording import join
from watchlist.render.suggestions import (
    needed_record,
    needed_section,
    plan_section,
    showing_record,
    suggestion_record,
    suggestion_section,
    upcoming_record,
    upcoming_section,
)

optional_option = click.option(
    "--optional", is_flag=True, help="Films that can be skipped count, too."
)


@click.command("next", cls=Command, examples=["watchlist next", 'watchlist next "star wars"'])
@click.argument("franchise", required=False, type=FRANCHISE)
@optional_option
@click.option("--random", "at_random", is_flag=True, help="Any film to watch, by chance.")
@output_format
@pass_app
def next_command(
    app: App, /, franchise: str | None, *, optional: bool, at_random: bool, output: str
) -> None:
    """Say what to watch now.

    Of a franchise the first film of its default order that was not watched and is out, and what
    was skipped before it. Without one: a line for each franchise in progress, then the oldest
    of the other films to watch.
    """
    if not franchise:
        library = app.load()
    else:
        library, scope = load_with_pack(app, franchise, app.franchise)
        find = left_in_franchise if at_random else next_in_franchise
        found = find(
            library,
            library.franchises[scope.franchise],
            today(),
            continuity=scope.continuity,
            optional=optional,
        )
    if at_random and not franchise:
        found = [Suggestion(film) for film in candidates(library, today())]
    elif not franchise:
        found = next_in_library(library, today(), optional=optional)
    if at_random and found:
        found = [random.choice(found)]  # noqa: S311 -- to choose a film, not a secret
    print_report(
        output,
        lambda: [suggestion_record(suggestion, today()) for suggestion in found],
        lambda: [suggestion_section(found)],
        empty="There is nothing to watch: all of it is seen, optional or not out yet.",
    )


@click.command("catchup", cls=Command, examples=["watchlist catchup ballerina"])
@click.argument("film", type=FILM)
@click.option(
    "--in",
    "place",
    type=FRANCHISE,
    metavar="FRANCHISE[:CONTINUITY]",
    help="Only what is needed there.",
)
@optional_option
@output_format
@pass_app
def catchup_command(
    app: App, /, film: str, *, place: str | None, optional: bool, output: str
) -> None:
    """List what to have seen before a film.

    In release order, with how long it takes; what was watched already stays in the list.
    """
    library, number = load_with_pack(app, film, app.film, films=True)
    scope = app.franchise(library, place) if place else None
    label = library.label(number)
    if scope and not any(continuities_of(library, number, scope)):
        name = library.franchises[scope.franchise].name
        raise RefusedError(f"{label} is not in {':'.join(filter(None, (name, scope.continuity)))}.")
    needed = catch_up(library, number, scope, optional=optional)
    print_report(
        output,
        lambda: [needed_record(item, today()) for item in needed],
        lambda: [needed_section(label, needed)],
        empty=f"{label} needs nothing to be seen before it.",
    )


@click.command("upcoming", cls=Command, examples=["watchlist upcoming"])
@output_format
@pass_app
def upcoming_command(app: App, /, *, output: str) -> None:
    """List films that are not out yet.

    By release date as far as it is known; those without a date (TBA) come last.
    """
    library = app.load()
    films = upcoming(library, today())
    print_report(
        output,
        lambda: [upcoming_record(library, film, today()) for film in films],
        lambda: [upcoming_section(library, films, today())],
        empty="No film is announced: “watchlist add TITLE --release DATE” enters one.",
    )


@click.command(
    "plan",
    cls=Command,
    examples=[
        'watchlist plan "john wick" --by 2026-06-30 --per-day 3h',
        "watchlist plan ballerina --by 2025-06-05",
    ],
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
@optional_option
@click.option(
    "-f",
    "--format",
    "output",
    type=click.Choice((*FORMATS, "ics")),
    default="table",
    show_default=True,
    help="How to print: ics is for calendars.",
)
@pass_app
def plan_command(
    app: App,
    /,
    what: str,
    *,
    by: datetime.date | None,
    start: datetime.date,
    per_day: int | None,
    optional: bool,
    output: str,
) -> None:
    """Spread what is not watched over days.

    The rest of a franchise in its default order, or what is to be seen before a film. A film of
    unknown length counts as two hours.
    """
    if by is None and per_day is None:
        raise UsageError("Say until when with --by, or how much a day with --per-day.")
    if by and by < start:
        raise UsageError(f"--by {by} is before the first day, {start}.")
    if per_day and per_day > DAY_MINUTES:
        raise UsageError(f"--per-day {format_duration(per_day)} is more than a day has.")
    # a film may be here whose franchise only a pack knows
    find = app.franchise if names_pack(what) else app.film_or_franchise
    library, meant = load_with_pack(app, what, find, films=True)
    name, films = _to_plan(library, meant, optional=optional)
    films = _leave_out_unreleased(films, by)
    try:
        showings = plan(films, start, by, per_day)
    except DoesNotFitError as error:
        raise RefusedError(_does_not_fit(films, by, per_day, error.needed)) from error
    if output == "ics" and showings:
        _print_calendar(name, showings, app.now)
        return
    print_report(
        output,
        lambda: [showing_record(showing) for showing in showings],
        lambda: [plan_section(name, showings)],
        empty=f"{name}: there is nothing left to watch.",
    )


def _to_plan(library: Library, scope: FilmId | Scope, *, optional: bool) -> tuple[str, list[Film]]:
    """Return what is to be planned, and its films that were not watched, in their order."""
    if isinstance(scope, int):
        needed = catch_up(library, scope, optional=optional)
        films = [item.film for item in needed if not item.film.watched]
        return f"Before {library.label(scope)}", films
    franchise = library.franchises[scope.franchise]
    tables = order_tables(library, franchise, franchise.default_order, scope.continuity)
    rows = (row for table in tables for row in table.rows if optional or not row.optional)
    left = {row.film.id: row.film for row in rows if not row.film.watched}
    return franchise.name, list(left.values())


def _leave_out_unreleased(films: Sequence[Film], end: datetime.date | None) -> list[Film]:
    """Return the films that are out, or will be on a known day until the end; say which not.

    A month or a year is no day: a film that is announced so is not planned for its last one.
    """
    kept = [film for film in films if film.is_released(today()) or _is_due(film, end)]
    if late := [film.label for film in films if film not in kept]:
        hint(f"Left out, as not known to be out by then: {join(late)}.")
    return kept


def _is_due(film: Film, end: datetime.date | None) -> bool:
    day = release_day(film)
    return day is not None and (end is None or day <= end)


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
    return f"{count} not fit{until}: {more}{later}."


def _print_calendar(name: str, showings: Sequence[Showing], stamp: datetime.datetime) -> None:
    # the calendar library is slow to import, and few plans need it
    from watchlist.render.calendar import calendar_text, plan_days  # noqa: PLC0415 -- one of many

    # as bytes: neither the encoding nor the line ends of a terminal are those of a calendar
    click.echo(calendar_text(name, plan_days(showings), stamp).encode(), nl=False)
