"""Everywhere: dates, durations and ratings as people type them. Today is Friday, 2023-03-24."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Run

FORMS = (
    "YYYY",
    "YYYY-MM",
    "YYYY-MM-DD",
    "1 Aug 2025",
    "august 2025",
    "1.8.2025",
    "today",
    "yesterday",
    "friday",
)


@pytest.fixture
def heat(run: Run) -> Run:
    run.ok("add", "Heat (1995)")
    return run


def watched_on(run: Run, typed: str) -> str | None:
    """Return the date of a viewing of which that was typed."""
    run.ok("watched", "heat", "--on", typed)
    (viewing,) = run.json("log")
    found: str | None = viewing["watched_on"]
    return found


def refusal(run: Run, *args: str) -> str:
    """Return what a command line that is wrong usage says; it changes nothing."""
    before = run.library.read_bytes()
    result = run(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert run.library.read_bytes() == before
    return result.stderr


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("2019", "2019", id="YYYY"),
        pytest.param("2019-08", "2019-08", id="YYYY-MM"),
        pytest.param("2019-08-01", "2019-08-01", id="YYYY-MM-DD"),
        ("today", "2023-03-24"),
        ("yesterday", "2023-03-23"),
        ("unknown", None),
        pytest.param("friday", "2023-03-17", id="a weekday is the latest one before today"),
        ("last friday", "2023-03-17"),
        ("last Fri", "2023-03-17"),
        ("thursday", "2023-03-23"),
        ("Saturday", "2023-03-18"),
        ("3 days ago", "2023-03-21"),
        ("1 day ago", "2023-03-23"),
        ("a week ago", "2023-03-17"),
        ("last night", "2023-03-23"),
        ("tonight", "2023-03-24"),
        ("this morning", "2023-03-24"),
        ("the day before yesterday", "2023-03-22"),
        ("on friday", "2023-03-17"),
        ("on 1 Aug 2019", "2019-08-01"),
        ("in 2010", "2010"),
        ("in august 2019", "2019-08"),
        ("last month", "2023-02"),
        ("this year", "2023"),
        pytest.param("3 months ago", "2022-12", id="months ago: the month is known"),
        pytest.param("2 years ago", "2021", id="years ago: the year is known"),
        pytest.param("20 nov", "2022-11-20", id="a day without its year is the latest one"),
        ("nov 20", "2022-11-20"),
        ("March 3rd", "2023-03-03"),
        ("24 mar", "2023-03-24"),
        ("29 feb", "2020-02-29"),
        ("1 Aug 2019", "2019-08-01"),
        ("1st August 2019", "2019-08-01"),
        ("Aug 1, 2019", "2019-08-01"),
        ("august 2019", "2019-08"),
        ("Sept 2019", "2019-09"),
        ("1.8.2019", "2019-08-01"),
        ("01.08.2019", "2019-08-01"),
        ("2019/8/1", "2019-08-01"),
    ],
)
def test_dates_yyyy_yyyy_mm_yyyy_mm_dd_today_yesterday_unknown_a_weekday_3_days_ago_1_aug_2025(
    heat: Run, typed: str, stored: str | None
) -> None:
    assert watched_on(heat, typed) == stored


@pytest.mark.parametrize(
    ("typed", "day"),
    [("friday", "2023-03-31"), ("sat", "2023-03-25"), ("thursday", "2023-03-30")],
)
def test_for_plan_and_releases_a_weekday_is_the_next_one(run: Run, typed: str, day: str) -> None:
    run.ok("add", "Heat", "Ronin", "--franchise", "Saga")
    assert run.json("add", "Scream", "--release", typed)["release"] == day
    plan = run.json("plan", "saga", "--from", typed, "--per-day", "2h")
    assert plan[0]["day"] == day
    run.ok("edit", "heat", "--release", f"last {typed}")
    assert run.json("show", "heat")["release"] < "2023-03-24"


@pytest.mark.parametrize(
    ("typed", "release"),
    [("20 nov", "2023-11-20"), ("in 2 weeks", "2023-04-07"), ("next month", "2023-04")],
)
def test_the_day_of_a_release_that_lacks_its_year_is_the_next_one(
    run: Run, typed: str, release: str
) -> None:
    assert run.json("add", "Scream", "--release", typed)["release"] == release


@pytest.mark.parametrize("typed", ["last week", "this weekend"])
def test_several_days_are_no_date(heat: Run, typed: str) -> None:
    assert f"“{typed}” is more than one day. Write " in refusal(
        heat, "watched", "heat", "--on", typed
    )


def test_tba_is_a_date_of_a_release_only(run: Run) -> None:
    film = run.json("add", "Ballerina", "--release", "TBA")
    assert (film["release"], film["released"]) == (None, False)
    assert "“TBA” is not a day" in refusal(run, "plan", "ballerina", "--by", "TBA")
    assert "a viewing has a date" in refusal(run, "watched", "ballerina", "--on", "TBA")


@pytest.mark.parametrize(
    ("setting", "typed", "stored"),
    [
        ("dmy", "03/04/2019", "2019-04-03"),
        ("mdy", "03/04/2019", "2019-03-04"),
        ("dmy", "03-04-2019", "2019-04-03"),
        ("mdy", "1.8.2019", "2019-08-01"),
        ("iso", "13/03/2019", "2019-03-13"),
        ("iso", "03/13/2019", "2019-03-13"),
        ("iso", "04/04/2019", "2019-04-04"),
    ],
)
def test_03_04_2025_as_the_setting_date_says_where_that_is_iso_only_if_one_reading_alone_is_a_date(
    heat: Run, monkeypatch: pytest.MonkeyPatch, setting: str, typed: str, stored: str
) -> None:
    """`03/04/2025` as the setting `date` says; where that is iso, if one reading is a date."""
    monkeypatch.setenv("WATCHLIST_DATE", setting)
    assert watched_on(heat, typed) == stored


def test_else_it_is_refused_naming_the_setting_and_both_readings(heat: Run) -> None:
    said = refusal(heat, "watched", "heat", "--on", "12/03/2019")
    assert "“12/03/2019” can be 2019-03-12, with the day first, or 2019-12-03" in said
    assert "setting date is iso" in said
    assert "watchlist config set date dmy" in said


@pytest.mark.parametrize("setting", ["dmy", "mdy"])
def test_a_reading_that_is_no_date_is_not_read_the_other_way_round(
    heat: Run, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv("WATCHLIST_DATE", setting)
    typed = "12/13/2019" if setting == "dmy" else "13/12/2019"
    said = refusal(heat, "watched", "heat", "--on", typed)
    assert f"is not in the calendar, read as the setting date says, {setting}" in said


@pytest.mark.parametrize(
    "typed", ["2023-03-25", "2023-04", "2024", "tomorrow", "next friday", "1 Apr 2023"]
)
def test_a_viewing_lies_in_the_past_a_later_date_is_refused(heat: Run, typed: str) -> None:
    for args in (["watched", "heat"], ["add", "Ronin", "--watched"], ["viewing", "heat"]):
        said = refusal(heat, *args, "--on", typed)
        assert "is in the future: a viewing lies in the past" in said


@pytest.mark.parametrize(
    "args",
    [
        ["watched", "heat", "--on", "soon"],
        ["watched", "heat", "--on", "2023-03-25"],
        ["watched", "heat", "--on", "2019-02-30"],
        ["watched", "heat", "--on", "12/03/2019"],
        ["watched", "heat", "--on", "1.8.19"],
        ["watched", "heat", "--on", "TBA"],
        ["watched", "heat", "--on", ""],
        ["unwatch", "heat", "--on", "someday"],
        ["viewing", "heat", "someday", "--rating", "4"],
        ["add", "New", "--release", "unknown"],
        ["edit", "heat", "--release", "spring"],
        ["plan", "heat", "--by", "TBA"],
        ["plan", "heat", "--by", "2023-12-24", "--from", "31.11.2023"],
    ],
    ids=" ".join,
)
def test_every_message_that_refuses_a_date_names_the_forms(heat: Run, args: list[str]) -> None:
    said = refusal(heat, *args)
    assert all(form in said for form in FORMS)
    assert (" or unknown. " in said) == (args[0] in ("watched", "unwatch", "viewing"))
    assert said.startswith("Error: Invalid value for '")


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("101", 101), ("101m", 101), ("1h41", 101), ("1:41", 101), ("2h", 120), ("2 hours", 120)],
)
def test_durations_101_101m_1h41_1_41_2h(heat: Run, typed: str, minutes: int) -> None:
    """Durations: `101`, `101m`, `1h41`, `1:41`, `2h`."""
    assert heat.json("edit", "heat", "--runtime", typed)["runtime"] == minutes


def test_what_is_no_duration_is_refused_with_the_forms(heat: Run) -> None:
    said = refusal(heat, "edit", "heat", "--runtime", "long")
    assert "“long” is not a duration: write 101, 101m, 1h41, 1:41 or 2h" in said


@pytest.mark.parametrize(
    ("typed", "stars"),
    [
        ("4.5", 4.5),
        ("4,5", 4.5),
        ("0.5", 0.5),
        ("5", 5),
        ("★★★★½", 4.5),
        ("½", 0.5),
        ("9/10", 4.5),
        ("4.5/5", 4.5),
        ("4.5 stars", 4.5),
        ("1 star", 1),
        ("90%", 4.5),
    ],
)
def test_ratings_half_stars_0_5_to_5_or_9_of_10_or_90_percent(
    heat: Run, typed: str, stars: float
) -> None:
    """Ratings: half stars 0.5 to 5 (`4.5`, `★★★★½`) or `9/10`, `90%`."""
    assert heat.json("watched", "heat", "--rating", typed)["rating"] == stars


@pytest.mark.parametrize("typed", ["0", "5.5", "8", "4.25", "★★★★★★", "11/10", "101%", "good"])
def test_what_is_no_rating_is_refused_with_the_forms(heat: Run, typed: str) -> None:
    said = refusal(heat, "watched", "heat", "--rating", typed)
    assert re.search(r"is not a rating: write half stars .*4\.5.*9/10 or 90%", said)


@pytest.mark.parametrize("args", [["rate", "heat", "8"], ["watched", "heat", "--rating", "7.5"]])
def test_a_number_that_is_out_of_ten_is_answered_with_how_it_is_written_and_the_setting(
    heat: Run, args: list[str]
) -> None:
    said = refusal(heat, *args)
    assert f". Out of ten it is {args[-1]}/10; with “watchlist config set rating 10” every " in said


@pytest.mark.parametrize(
    ("typed", "stars"),
    [("8", 4), ("4.5", 2.25), ("10", 5), ("1", 0.5), ("★★★★", 4), ("4.5/5", 4.5), ("90%", 4.5)],
)
def test_with_the_setting_rating_10_a_bare_number_is_out_of_ten(
    heat: Run, monkeypatch: pytest.MonkeyPatch, typed: str, stars: float
) -> None:
    monkeypatch.setenv("WATCHLIST_RATING", "10")
    assert heat.json("watched", "heat", "--rating", typed)["rating"] == stars
    listed = heat.json("list", "--all", "--rating", f">={typed}")
    assert [film["title"] for film in listed] == ["Heat"]


def test_with_the_setting_rating_10_a_number_above_ten_is_refused(
    heat: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_RATING", "10")
    said = refusal(heat, "watched", "heat", "--rating", "10.5")
    assert "write a number out of ten (8.5), 4.5/5 or 90%" in said
