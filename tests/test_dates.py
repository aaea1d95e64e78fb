"""Partial dates, and dates inside a story."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.strategies import days, partial_dates, story_texts
from watchlist.dates import NO_DATE, WEEKDAYS, PartialDate, StoryDate, read_date
from watchlist.render.style import Style, date_text, styled


@given(date=partial_dates())
def test_a_partial_date_is_read_as_it_is_written(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize("text", ["2014", "2014-10", "2014-10-24", "2016-02-29", "0001"])
def test_a_date_is_written_as_it_was_read(text: str) -> None:
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize("text", ["TBA", "tba", "Tba"])
def test_an_announced_date_has_no_year(text: str) -> None:
    date = PartialDate.parse(text)
    assert (date.is_tba, date.is_full, str(date)) == (True, False, "TBA")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "“” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("14", "“14” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2014-1", "“2014-1” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2014/10/24", "“2014/10/24” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("2014-10-24\n", "“2014-10-24\n” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("٢٠١٤", "“٢٠١٤” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD"),
        ("0000", "“0000” is not in the calendar"),
        ("2014-00", "“2014-00” is not in the calendar"),
        ("2014-13", "“2014-13” is not in the calendar"),
        ("2014-00-05", "“2014-00-05” is not in the calendar"),
        ("2014-05-00", "“2014-05-00” is not in the calendar"),
        ("2015-02-29", "“2015-02-29” is not in the calendar"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(text: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 -- the whole message is compared
        PartialDate.parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize("parts", [(2014, None, 5), (None, 5), (None, None, 5)])
def test_a_part_without_the_greater_one_is_no_date(parts: tuple[int | None, ...]) -> None:
    with pytest.raises(ValueError, match="a month needs its year, a day its month"):
        PartialDate(*parts)


def test_on_the_release_line_missing_parts_follow_known_ones_and_tba_is_last() -> None:
    line = ["2013", "2014-01-31", "2014-01", "2014-12-31", "2014-12", "2014", "2015-01-01", "TBA"]
    backwards = line[::-1]
    assert sorted(backwards, key=lambda text: PartialDate.parse(text).key) == line


def test_no_date_stands_where_tba_stands() -> None:
    assert PartialDate(None).key == NO_DATE


@given(day=days)
def test_the_date_of_a_day_is_full_and_means_only_that_day(day: datetime.date) -> None:
    date = PartialDate.of(day)
    assert (date.is_full, date.first_day(), date.last_day()) == (True, day, day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", datetime.date(2016, 1, 1), datetime.date(2016, 12, 31)),
        ("2016-02", datetime.date(2016, 2, 1), datetime.date(2016, 2, 29)),
        ("9999-12", datetime.date(9999, 12, 1), datetime.date(9999, 12, 31)),
        ("TBA", None, None),
    ],
)
def test_a_partial_date_means_every_day_of_its_span(
    text: str, first: datetime.date | None, last: datetime.date | None
) -> None:
    date = PartialDate.parse(text)
    assert (date.first_day(), date.last_day()) == (first, last)


def test_dates_are_equal_when_they_say_the_same() -> None:
    assert {PartialDate(2014), PartialDate.parse("2014")} == {PartialDate(2014)}
    assert PartialDate(2014) != PartialDate(2014, 1)
    assert PartialDate(2014) != "2014"
    assert repr(PartialDate(2014, 1)) == "PartialDate('2014-01')"


@pytest.mark.parametrize(
    ("text", "calendar", "start", "end"),
    [
        ("1973", "CE", 1973, 1973),
        ("1914..1918", "CE", 1914, 1918),
        ("1914 .. 1918", "CE", 1914, 1918),
        ("1914–1918", "CE", 1914, 1918),
        ("1914-1918", "CE", 1914, 1918),
        ("841..1942", "CE", 841, 1942),
        ("1973..1973", "CE", 1973, 1973),
        ("1970s", "CE", 1970, 1979),
        ("1970s..1980s", "CE", 1970, 1989),
        ("1990s..2001", "CE", 1990, 2001),
        ("c. 1995", "CE", 1995, 1995),
        ("c.1995", "CE", 1995, 1995),
        ("ca. 1995", "CE", 1995, 1995),
        ("Circa 1995", "CE", 1995, 1995),
        ("~1995", "CE", 1995, 1995),
        ("c. 1970s", "CE", 1970, 1979),
        ("1995..c. 1999", "CE", 1995, 1999),
        ("79 AD", "CE", 79, 79),
        ("79 ce", "CE", 79, 79),
        ("44 BC", "CE", -44, -44),
        ("44 BCE", "CE", -44, -44),
        ("44 B.C.", "CE", -44, -44),
        ("c. 44 BC", "CE", -44, -44),
        ("40s BC", "CE", -49, -40),
        ("50s..40s BC", "CE", -59, -40),
        ("58..50 BC", "CE", -58, -50),
        ("44 BC..14", "CE", -44, 14),
        ("44 BC..14 AD", "CE", -44, 14),
        ("19 BBY", "ABY", -19, -19),
        ("0 BBY", "ABY", 0, 0),
        ("13..10 BBY", "ABY", -13, -10),
        ("3 ABY", "ABY", 3, 3),
        ("19 BBY..4 ABY", "ABY", -19, 4),
        ("3019 TA", "ta", 3019, 3019),
        ("3001..3019 ta", "ta", 3001, 3019),
        ("2 a.C.", "a.c.", 2, 2),
        ("10191 AG", "ag", 10191, 10191),
    ],
)
def test_a_story_date_has_a_calendar_a_start_and_an_end(
    text: str, calendar: str, start: int, end: int
) -> None:
    date = StoryDate(text)
    assert (date.calendar, date.start, date.end) == (calendar, start, end)


@pytest.mark.parametrize(
    "text", ["the distant future", "1914-18", "1973 or so", "..1975", "between the wars", "c.", "–"]
)
def test_a_text_without_a_year_is_a_label_of_no_calendar(text: str) -> None:
    date = StoryDate(text)
    assert (str(date), date.calendar) == (text, None)


@pytest.mark.parametrize("text", ["1918..1914", "10..13 BBY", "5 ABY..3 BBY", "1973 CE..19 BBY"])
def test_a_span_that_ends_before_it_starts_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"“{text}” is not a span"):
        StoryDate(text)


@pytest.mark.parametrize("text", ["", "  ", "\n"])
def test_a_story_date_is_not_empty(text: str) -> None:
    with pytest.raises(ValueError, match="a story date cannot be empty"):
        StoryDate(text)


@given(text=story_texts())
def test_a_story_date_keeps_its_text_and_runs_forwards(text: str) -> None:
    date = StoryDate(f"  {text} ")
    assert (str(date), date.calendar is None, date.start <= date.end) == (text, False, True)


def test_story_dates_are_equal_when_written_alike() -> None:
    assert {StoryDate("c.  1995"), StoryDate("c. 1995")} == {StoryDate("c. 1995")}
    assert StoryDate("1995") != StoryDate("c. 1995")
    assert StoryDate("1995") != "1995"
    assert repr(StoryDate("44 BC")) == "StoryDate('44 BC')"


# -- dates as people type them ---------------------------------------------------------------

TODAY = datetime.date(2023, 3, 24)
"""A Friday."""


@given(date=partial_dates(), today=days)
def test_a_date_is_typed_as_it_is_written(date: PartialDate, today: datetime.date) -> None:
    assert read_date(str(date), today) == date


@given(date=partial_dates(), form=st.sampled_from(["iso", "dmy", "mdy"]))
def test_a_date_is_typed_as_it_is_shown(date: PartialDate, form: str) -> None:
    assume(date.is_tba or (date.year or 0) >= 1000)
    with styled(Style(date=form)):
        shown = date_text(date)
    assert read_date(shown, TODAY, order=form) == date


@given(day=days, order=st.sampled_from(["dmy", "mdy"]), sign=st.sampled_from("/-"))
def test_a_date_in_numbers_is_read_in_the_order_that_is_set(
    day: datetime.date, order: str, sign: str
) -> None:
    assume(day.year >= 1000)
    parts = (day.day, day.month) if order == "dmy" else (day.month, day.day)
    typed = sign.join(map(str, (*parts, day.year)))
    assert read_date(typed, TODAY, order=order) == PartialDate.of(day)


@given(first=st.integers(1, 31), second=st.integers(1, 31))
def test_without_an_order_a_date_in_numbers_has_one_reading_or_is_refused(
    first: int, second: int
) -> None:
    typed = f"{first}/{second}/2024"
    readings = {date_of(2024, second, first), date_of(2024, first, second)} - {None}
    if len(readings) == 1:
        assert {read_date(typed, TODAY)} == readings
        return
    with pytest.raises(ValueError) as caught:  # noqa: PT011 -- what it says is looked at
        read_date(typed, TODAY)
    assert all(str(reading) in str(caught.value) for reading in readings)


def date_of(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


@given(
    today=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
    weekday=st.sampled_from(WEEKDAYS),
    letters=st.integers(3, 9),
)
def test_a_weekday_is_the_nearest_one_on_its_side_of_today(
    today: datetime.date, weekday: str, letters: int
) -> None:
    typed = weekday[:letters]
    before = read_date(typed, today).first_day()
    after = read_date(typed, today, ahead=True).first_day()
    assert before
    assert after
    assert {day.weekday() for day in (before, after)} == {WEEKDAYS.index(weekday)}
    assert 1 <= (today - before).days <= 7
    assert 1 <= (after - today).days <= 7
    assert read_date(f"last {typed}", today, ahead=True).first_day() == before
    assert read_date(f"next {typed}", today).first_day() == after


@given(text=st.text(max_size=12) | st.from_regex(r"[0-9a-z ./-]{1,14}", fullmatch=True))
def test_any_text_is_a_date_of_the_calendar_or_refused_in_a_sentence(text: str) -> None:
    date, refusal = None, ""
    try:
        date = read_date(text, TODAY)
    except ValueError as error:
        refusal = str(error)
    assert refusal.startswith("“") or (date and (date.is_tba or date.last_day()))


@pytest.mark.parametrize("text", ["14", "1.8.25", "aug", "mo", "1 aug 2 2025", "0 days ago ago"])
def test_what_leaves_something_open_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        read_date(text, TODAY)
