"""Days whose order of day and month is decided once a file."""

from __future__ import annotations

import datetime

import pytest

from watchlist.formats.parsing.days import DayOrder, day_order, read_date, read_day, read_release


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["4/8/2026", "4/18/2026"], DayOrder.MONTH_FIRST),
        (["10-09-20", "13-09-20"], DayOrder.DAY_FIRST),
        (["4/8/2026", "", "x"], None),
        (["2026-12-31"], None),
    ],
)
def test_one_date_with_a_part_above_twelve_tells_the_order(
    texts: list[str], order: DayOrder | None
) -> None:
    assert day_order(texts) is order


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-04-08", DayOrder.DAY_FIRST, datetime.date(2026, 4, 8)),
        ("4/8/2026", DayOrder.MONTH_FIRST, datetime.date(2026, 4, 8)),
        ("4/8/2026", DayOrder.DAY_FIRST, datetime.date(2026, 8, 4)),
        ("10-09-20", None, datetime.date(2020, 9, 10)),
        ("10/09/99", None, datetime.date(1999, 10, 9)),
        ("14.05.2013", None, datetime.date(2013, 5, 14)),
        ("26-04-08", DayOrder.YEAR_FIRST, datetime.date(2026, 4, 8)),
        ("31-02-2020", None, None),
        ("0-0-0", None, None),
        ("soon", None, None),
    ],
)
def test_a_day_is_read_in_the_order_of_its_file(
    text: str, order: DayOrder | None, day: datetime.date | None
) -> None:
    assert read_day(text, order) == day


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("1984-10", "1984-10"),
        ("2004", "2004"),
        ("5/6/2026", "2026-05-06"),
        ("", "None"),
        ("?", "None"),
    ],
)
def test_a_release_date_may_lack_its_day(text: str, release: str) -> None:
    assert str(read_release(text, DayOrder.MONTH_FIRST)) == release


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2020-03-09", "2020-03-09"),
        ("2009-12-10T00:00:00Z", "2009-12-10"),
        ("Jan 16 2013, 21:54", "2013-01-16"),
        ("16 January 2013", "2013-01-16"),
        ("September 25, 2021", "2021-09-25"),
        ("Monday, March 3rd, 2014", "2014-03-03"),
        ("9-Mar-20", "2020-03-09"),
        ("Mar 2020", "2020-03"),
        ("TBA", "TBA"),
        ("nan", "None"),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, date: str) -> None:
    assert str(read_date(text)) == date


@pytest.mark.parametrize("text", ["Mar 20", "soon", "Foo 1 2020", "Feb 30 2020"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_date(text)
