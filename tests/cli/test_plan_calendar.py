"""``plan --format ics``, read with a calendar library other than the one that wrote it."""

import datetime

import pytest
from click.testing import CliRunner
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from tests.conftest import Run
from watchlist.cli.root import cli


@pytest.fixture
def saga(run: Run) -> Run:
    run.ok("add", "Léon; or, the \\ Cleaner: 東京 (1994)", "--franchise", "One, Two; Three")
    run.ok("add", f"{'long ' * 40}(2001)", "--franchise", "One, Two; Three", "--runtime", "1h41")
    run.ok("add", "Bell\a (2002)", "--franchise", "One, Two; Three")
    return run


def opened(run: Run, *args: str) -> tuple[str, Calendar]:
    result = run("plan", "one", "--per-day", "2h30", "-f", "ics", *args)
    assert (result.exit_code, result.stderr) == (0, "")
    text = result.stdout_bytes.decode("utf-8")
    return text, IcsCalendarStream.calendar_from_ics(text)


def test_each_film_is_an_event_of_a_whole_day(saga: Run) -> None:
    _, calendar = opened(saga)
    days = [datetime.date(2023, 3, day) for day in (24, 25, 26, 27)]
    assert [(e.summary, e.dtstart, e.dtend, e.description) for e in calendar.events] == [
        ("Watch Léon; or, the \\ Cleaner: 東京 (1994)", days[0], days[1], "2 h, a guess"),
        (f"Watch {'long ' * 40}(2001)", days[1], days[2], "1 h 41 min"),
        ("Watch Bell\\x07 (2002)", days[2], days[3], "2 h, a guess"),
    ]


def test_each_event_is_told_from_all_others_and_says_when_it_was_made(saga: Run) -> None:
    _, calendar = opened(saga)
    assert len({event.uid for event in calendar.events}) == 3
    stamp = datetime.datetime(2023, 3, 24, 12, tzinfo=datetime.UTC)
    assert {event.dtstamp for event in calendar.events} == {stamp}


def test_the_same_plan_has_the_same_bytes(saga: Run) -> None:
    assert opened(saga)[0] == opened(saga)[0]


def test_the_calendar_has_the_name_of_the_plan(saga: Run) -> None:
    text, _ = opened(saga)
    assert "\r\nX-WR-CALNAME:One\\, Two\\; Three\r\n" in text


def test_lines_are_short_and_end_as_the_standard_says(saga: Run) -> None:
    text, _ = opened(saga)
    assert text.count("\n") == text.count("\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_a_calendar_is_utf_8_whatever_the_terminal_is(saga: Run) -> None:
    line = ["--library", str(saga.library), "plan", "one", "--per-day", "2h30", "-f", "ics"]
    result = CliRunner(charset="ascii").invoke(cli, line)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout_bytes.decode("utf-8") == opened(saga)[0]
