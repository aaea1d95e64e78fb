"""A marathon: films spread over days in their order, within what a day allows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from watchlist.dates import PartialDate
from watchlist.model import Film
from watchlist.queries.marathon import (
    DAY_MINUTES,
    UNKNOWN_RUNTIME,
    DoesNotFitError,
    least_per_day,
    plan,
    release_day,
)

START = datetime.date(2023, 3, 24)
DAY = datetime.timedelta(days=1)


def film(runtime: int | None = 100, release: str = "") -> Film:
    return Film(
        id=1,
        title="F",
        runtime=runtime,
        release=PartialDate.parse(release) if release else None,
    )


releases = st.one_of(
    st.just(""),
    st.sampled_from(["1999", "2023", "2023-04", "TBA"]),
    st.integers(-3, 12).map(lambda days: str(START + days * DAY)),
)
films = st.lists(st.builds(film, st.none() | st.integers(1, 400), releases), max_size=8)
last_days = st.integers(0, 14).map(lambda days: START + days * DAY)
minutes = st.integers(1, 900)


def fits(line: Sequence[Film], end: datetime.date, per_day: int) -> bool:
    """Say whether a plan exists, by trying every first day of every film."""
    reached = {(START, per_day)}  # each way to be somewhere: the day, and what is left of it
    for one in line:
        length = one.runtime or UNKNOWN_RUNTIME
        out = one.release.first_day() if one.release and one.release.is_full else None
        days = [START + n * DAY for n in range((end - START).days + 1)]
        reached = {
            (day, (left if day == before else per_day) - length)
            for before, left in reached
            for day in days
            if day >= before and (out is None or out <= day)
            if length <= (left if day == before else per_day)
        }
    return bool(reached)


@given(films, minutes, st.none() | last_days)
def test_a_plan_keeps_to_everything_it_was_asked_for(
    line: list[Film], per_day: int, end: datetime.date | None
) -> None:
    try:
        showings = plan(line, START, end, per_day)
    except DoesNotFitError:
        assume(False)
    assert [showing.film for showing in showings] == line
    days = [showing.day for showing in showings]
    assert days == sorted(days)
    assert all(START <= day <= (end or datetime.date.max) for day in days)
    for day in days:
        assert sum(s.minutes for s in showings if s.day == day) <= per_day
    for showing in showings:
        out = release_day(showing.film)
        assert out is None or out <= showing.day


@given(films, minutes, last_days)
def test_a_plan_is_refused_only_when_there_is_none(
    line: list[Film], per_day: int, end: datetime.date
) -> None:
    try:
        plan(line, START, end, per_day)
        found = True
    except DoesNotFitError:
        found = False
    assert found == fits(line, end, per_day)


@given(films, minutes, st.none() | last_days)
def test_what_a_refusal_says_is_needed_is_enough_and_a_minute_less_is_not(
    line: list[Film], per_day: int, end: datetime.date | None
) -> None:
    try:
        plan(line, START, end, per_day)
    except DoesNotFitError as error:
        needed = error.needed
    else:
        assume(False)
    if needed is None:
        needed = DAY_MINUTES + 1
    else:
        assert per_day < needed
        assert plan(line, START, end, needed)
    with pytest.raises(DoesNotFitError):
        plan(line, START, end, needed - 1)


@given(films, last_days)
def test_without_minutes_a_day_the_least_that_is_enough_is_taken(
    line: list[Film], end: datetime.date
) -> None:
    needed = least_per_day(line, START, end)
    if needed is None:
        with pytest.raises(DoesNotFitError) as caught:
            plan(line, START, end, None)
        assert caught.value.needed is None
    else:
        assert plan(line, START, end, None) == plan(line, START, end, needed)


@pytest.mark.parametrize(
    ("runtimes", "days"),
    [
        ([60, 60], [0, 0]),
        ([60, 61], [0, 1]),
        ([120, 1, 119, 120], [0, 1, 1, 2]),
        ([61, 60, 60], [0, 1, 1]),
    ],
)
def test_a_day_is_filled_before_the_next_one(runtimes: list[int], days: list[int]) -> None:
    showings = plan([film(runtime) for runtime in runtimes], START, None, 120)
    assert [(showing.day - START).days for showing in showings] == days


def test_an_unknown_length_counts_as_two_hours_and_is_marked() -> None:
    showings = plan([film(None), film(120), film(119)], START, None, 120)
    assert [(showing.minutes, showing.estimated) for showing in showings] == [
        (120, True),
        (120, False),
        (119, False),
    ]


def test_a_film_that_comes_out_later_is_waited_for_and_what_follows_it_too() -> None:
    showings = plan([film(), film(release="2023-03-30"), film()], START, None, 250)
    assert [showing.day.day for showing in showings] == [24, 30, 30]


@pytest.mark.parametrize(
    ("release", "expected"),
    [
        ("2023-03-30", datetime.date(2023, 3, 30)),
        ("2023-03", None),
        ("2023", None),
        ("TBA", None),
        ("", None),
    ],
)
def test_the_release_day_is_known_for_a_full_date_only(
    release: str, expected: datetime.date | None
) -> None:
    assert release_day(film(release=release)) == expected


@pytest.mark.parametrize(
    ("line", "per_day", "needed"),
    [
        ([film(100), film(200)], 150, 300),
        ([film(100, "2023-03-25")], 600, None),
        ([film(DAY_MINUTES)], 600, DAY_MINUTES),
        ([film(DAY_MINUTES + 1)], 600, None),
        ([film(800), film(800)], 800, None),
    ],
)
def test_what_one_day_does_not_hold_is_refused(
    line: list[Film], per_day: int, needed: int | None
) -> None:
    with pytest.raises(DoesNotFitError) as caught:
        plan(line, START, START, per_day)
    assert caught.value.needed == needed


@pytest.mark.parametrize("end", [None, datetime.date.max])
def test_a_plan_ends_with_the_calendar(end: datetime.date | None) -> None:
    with pytest.raises(DoesNotFitError) as caught:
        plan([film(100), film(100)], datetime.date.max, end, 100)
    assert caught.value.needed == 200


@pytest.mark.parametrize(("end", "per_day"), [(START, None), (None, 1), (START, 1)])
def test_no_films_fit_always(end: datetime.date | None, per_day: int | None) -> None:
    assert plan([], START, end, per_day) == []


def test_a_plan_without_an_end_and_the_minutes_of_a_day_has_one_film_a_day() -> None:
    days = [showing.day for showing in plan([film(), film()], START, None, None)]
    assert days == [START, START + datetime.timedelta(days=1)]
