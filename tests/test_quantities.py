"""Running times and ratings: what is read, what is refused, how they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.quantities import (
    MAX_MINUTES,
    format_duration,
    format_rating,
    parse_duration,
    parse_rating,
)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("101", 101),
        (" 101 ", 101),
        ("101m", 101),
        ("101 min", 101),
        ("101 minutes", 101),
        ("1h41", 101),
        ("1h41m", 101),
        ("1H41M", 101),
        ("1 h 41 min", 101),
        ("1:41", 101),
        ("0:41", 41),
        ("1:05", 65),
        ("2h", 120),
        ("2h00", 120),
        ("2 hours 5 minutes", 125),
        ("1", 1),
        (str(MAX_MINUTES), MAX_MINUTES),
    ],
)
def test_a_duration_is_read_in_minutes(text: str, minutes: int) -> None:
    assert parse_duration(text) == minutes


@pytest.mark.parametrize(
    "text",
    ["", "0", "0:00", "m", "min", "h41", "-5", "1.5h", "1:60", "1h75", "1:41:30", "long", "100001"],
)
def test_what_is_no_duration_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 -- the whole message is compared
        parse_duration(text)
    assert str(caught.value) == f"“{text}” is not a duration: write 101, 101m, 1h41, 1:41 or 2h"


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0 min"), (41, "41 min"), (60, "1 h"), (101, "1 h 41 min")]
)
def test_a_duration_is_written_in_hours_and_minutes(minutes: int, text: str) -> None:
    assert format_duration(minutes) == text


@given(minutes=st.integers(1, MAX_MINUTES))
def test_a_duration_that_was_written_is_read_again(minutes: int) -> None:
    assert parse_duration(format_duration(minutes)) == minutes


@pytest.mark.parametrize(
    ("text", "stars"),
    [
        ("4.5", 4.5),
        ("5", 5),
        ("5.0", 5),
        ("0.5", 0.5),
        (" 4 ", 4),
        ("4/5", 4),
        ("3.5 / 5", 3.5),
        ("★★★★½", 4.5),
        ("½", 0.5),
        ("★★★★★", 5),
        ("9/10", 4.5),
        ("1/10", 0.5),
        ("10/10", 5),
        ("8.7/10", 4.35),
        ("90%", 4.5),
        ("87 %", 4.35),
        ("100%", 5),
    ],
)
def test_a_rating_is_read_in_stars(text: str, stars: float) -> None:
    assert parse_rating(text) == stars


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "0.25", "0.75", "4.7", "5.5", "6", "10", "-1", "nan", "inf", "1e0",
        "★★★★★½", "★★★★★★", "½★", "½½", "★x", "0/10", "11/10", "0.5/10", "4/6",
        "0%", "9%", "101%", "1000%", "4.5%", "good",
    ],
)  # fmt: skip
def test_what_is_no_rating_is_refused_with_the_forms_that_are(text: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 -- the whole message is compared
        parse_rating(text)
    assert str(caught.value) == (
        f"“{text}” is not a rating: write half stars from 0.5 to 5 (4.5), 9/10 or 90%"
    )


@given(halves=st.integers(1, 10))
def test_half_stars_that_were_written_are_read_again(halves: int) -> None:
    assert parse_rating(format_rating(halves / 2)) == halves / 2


@given(percent=st.integers(10, 100))
def test_a_percentage_is_kept_exactly(percent: int) -> None:
    stars = parse_rating(f"{percent}%")
    assert round(stars * 20) == percent
    assert format_rating(stars).endswith(f"({percent}%)") == (percent % 10 != 0)


@pytest.mark.parametrize(
    ("stars", "text"), [(4.5, "★★★★½"), (5, "★★★★★"), (0.5, "½"), (4.35, "★★★★½ (87%)")]
)
def test_a_rating_is_drawn_in_stars(stars: float, text: str) -> None:
    assert format_rating(stars) == text
