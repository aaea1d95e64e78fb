"""``upcoming``: what is not out yet, by release date as far as it is known."""

import csv
import io

import pytest

from tests.conftest import Run


@pytest.fixture
def coming(run: Run) -> Run:
    """Return films with dates of every precision, entered out of order; today is 2023-03-24."""
    run.ok("add", "Someday", "--release", "TBA", "--franchise", "Saga", "--franchise", "Other")
    run.ok("add", "Year", "--release", "2023", "--franchise", "Saga")
    run.ok("add", "Month", "--release", "2023-07")
    run.ok("add", "Late July", "--release", "2023-07-31", "--runtime", "100")
    run.ok("add", "Tomorrow", "--release", "2023-03-25", "--kind", "series")
    run.ok("add", "Today", "--release", "2023-03-24")
    run.ok("add", "Last month", "--release", "2023-02")
    run.ok("add", "Next year (2024)", "Undated")
    run.ok("add", "Seen early", "--release", "2023-09-01")
    run.ok("watched", "seen early")
    return run


def test_upcoming_films_stand_by_date_with_days_to_go_and_franchises(coming: Run) -> None:
    result = coming("upcoming")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "  Release     Film               Days  Franchise\n"
        "  2023-03-25  Tomorrow (series)     1\n"
        "  2023-07-31  Late July           129\n"
        "  2023-07     Month\n"
        "  2023        Year                     Saga\n"
        "  2024        Next year\n"
        "  TBA         Someday                  Saga, Other\n"
    )


def test_the_records_of_upcoming_films(coming: Run) -> None:
    films = coming.json("upcoming")
    assert [(f["title"], f["release"], f["days"], f["franchises"]) for f in films] == [
        ("Tomorrow", "2023-03-25", 1, []),
        ("Late July", "2023-07-31", 129, []),
        ("Month", "2023-07", None, []),
        ("Year", "2023", None, ["Saga"]),
        ("Next year", None, None, []),
        ("Someday", None, None, ["Saga", "Other"]),
    ]
    late = films[1]
    assert {key: late[key] for key in ("id", "year", "kind", "watched", "to_watch")} == {
        "id": 4,
        "year": 2023,
        "kind": "film",
        "watched": False,
        "to_watch": True,
    }
    fields = ("rating", "tags", "imdb", "runtime", "added")
    assert [late[key] for key in fields] == [None, [], None, 100, "2023-03-24"]


def test_csv_and_markdown_say_the_same(coming: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(coming.ok("upcoming", "-f", "csv"))))
    assert [(row["title"], row["days"], row["franchises"]) for row in rows[3:]] == [
        ("Year", "", "Saga"),
        ("Next year", "", ""),
        ("Someday", "", "Saga; Other"),
    ]
    lines = coming.ok("upcoming", "-f", "markdown").splitlines()
    assert [cell.strip() for cell in lines[-1].split("|")] == [
        *("", "TBA", "Someday", "", "Saga, Other", ""),
    ]


@pytest.mark.parametrize("columns", ["80", "60", "50"])
def test_the_date_is_shown_on_a_narrow_terminal_too(coming: Run, columns: str) -> None:
    coming.ok("edit", "tomorrow", "--title", "Tomorrow, and Tomorrow, and Tomorrow, Creeping In")
    coming.ok("franchise", "add", "A Franchise of a Long Name", "tomorrow")
    lines = coming.ok("upcoming", env={"COLUMNS": columns}).splitlines()
    assert lines[1].startswith("  2023-03-25  Tomorrow, and Tomorrow")
    assert max(map(len, lines)) <= int(columns)


def test_when_nothing_is_announced_that_is_said_on_stderr(run: Run) -> None:
    run.ok("add", "Heat (1995)")
    result = run("upcoming")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "No film is announced: “watchlist add TITLE --release DATE” enters one.\n"
    )
    assert run.json("upcoming") == []
