"""``plan``: what is not watched, spread over days."""

import csv
import io

import pytest

from tests.conftest import Run

CHAPTERS = ["John Wick", "John Wick: Chapter 2", "John Wick: Chapter 3", "John Wick: Chapter 4"]
LEFT_OUT = "Left out, as not known to be out by then: Ballerina.\n"


@pytest.fixture
def wick(john_wick: Run) -> Run:
    """Return the John Wick library with dates and running times; Ballerina is to be announced."""
    for number, minutes in enumerate(("101", "122", "131", "169"), start=1):
        john_wick.ok("edit", f"id:{number}", "--runtime", minutes)
    john_wick.ok("edit", "chapter 4", "--release", "2023-03-24")
    john_wick.ok("edit", "ballerina", "--release", "TBA")
    john_wick.ok("link", "ballerina", "spinoff-of", "chapter 3")
    return john_wick


@pytest.fixture
def saga(run: Run) -> Run:
    """Return a franchise that has the name of its first film; nobody has said how long they are."""
    run.ok("add", "Saga (2001)", "Saga II (2002)", "Saga III (2003)", "--franchise", "Saga")
    return run


def planned(run: Run, *args: str) -> list[tuple[str, str]]:
    return [(showing["day"][5:], showing["title"]) for showing in run.json("plan", *args)]


def test_a_plan_that_fits_is_a_table_of_days(wick: Run) -> None:
    result = wick("plan", "John Wick", "--by", "2023-03-28", "--per-day", "4h30")
    assert (result.exit_code, result.stderr) == (0, LEFT_OUT)
    assert result.stdout == (
        "John Wick · 4 films on 3 days · 8 h 43 min\n"
        "\n"
        "  Day             Film                  Year     Runtime\n"
        "  Fri 2023-03-24  John Wick             2014  1 h 41 min\n"
        "                  John Wick: Chapter 2  2017   2 h 2 min\n"
        "  Sat 2023-03-25  John Wick: Chapter 3  2019  2 h 11 min\n"
        "  Sun 2023-03-26  John Wick: Chapter 4  2023  2 h 49 min\n"
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            ["--by", "2023-03-30", "--per-day", "2h30"],
            " until 2023-03-30: at least 2 h 49 min a day would be needed. "
            "Give more with --per-day.",
        ),
        (
            ["--by", "2023-03-25", "--per-day", "3h"],
            " until 2023-03-25: at least 5 h a day would be needed. "
            "Give more with --per-day, or a later --by.",
        ),
        (
            ["--per-day", "2h30"],
            ": at least 2 h 49 min a day would be needed. Give more with --per-day.",
        ),
    ],
)
def test_a_plan_that_does_not_fit_says_what_it_needs_and_that_is_enough(
    wick: Run, args: list[str], said: str
) -> None:
    result = wick("plan", "John Wick", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{LEFT_OUT}Error: 4 films do not fit{said}\n"
    hours, minutes = {"2": (2, 49), "5": (5, 0)}[said.split("least ")[1][0]]
    per_day = hours * 60 + minutes
    limits = args[:2] if "--by" in args else []
    assert wick("plan", "John Wick", *limits, "--per-day", str(per_day)).exit_code == 0
    assert wick("plan", "John Wick", *limits, "--per-day", str(per_day - 1)).exit_code == 1


@pytest.mark.parametrize(
    ("film", "args", "said"),
    [
        ([], ["--per-day", "100"], "1 film does not fit: at least 2 h a day would be needed."),
        (["--runtime", "24h1"], ["--by", "2023-04"], "One takes 24 h 1 min: no day is as long as"),
        (["--runtime", "25h"], ["--per-day", "24h"], "One takes 25 h: no day is as long as that."),
    ],
)
def test_one_film_that_does_not_fit(run: Run, film: list[str], args: list[str], said: str) -> None:
    run.ok("add", "One", "--franchise", "Solo", *film)
    result = run("plan", "solo", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {said}")


def test_films_that_do_not_fit_into_whole_days(run: Run) -> None:
    run.ok("add", "One", "Two", "--franchise", "Long", "--runtime", "13h")
    result = run("plan", "long", "--by", "today")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: 2 films do not fit until 2023-03-24, not even in whole days. Choose a later --by.\n"
    )


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["--by", "2023-03-25"], ["03-24", "03-24", "03-25", "03-25"]),
        (["--by", "2023-04"], ["03-24", "03-25", "03-26", "03-27"]),
        (["--per-day", "5h"], ["03-24", "03-24", "03-25", "03-25"]),
        (["--per-day", "3h", "--from", "2023-12"], ["12-01", "12-02", "12-03", "12-04"]),
        (["--by", "2023-04-01", "--from", "2023-04-01"], ["04-01"] * 4),
        (["--per-day", "24h", "--from", "2023-03-20"], ["03-20", "03-20", "03-20", "03-24"]),
    ],
)
def test_a_plan_runs_from_a_day_to_a_day(wick: Run, args: list[str], expected: list[str]) -> None:
    assert planned(wick, "john wick", *args) == list(zip(expected, CHAPTERS, strict=True))


def test_what_is_seen_or_optional_is_not_planned(wick: Run) -> None:
    wick.ok("watched", "john wick (2014)")
    wick.ok("franchise", "add", "john wick", "chapter 2", "--optional")
    args = ("john wick", "--by", "2023-04-30")
    assert [title for _, title in planned(wick, *args)] == CHAPTERS[2:]
    assert [title for _, title in planned(wick, *args, "--optional")] == CHAPTERS[1:]


def test_a_plan_follows_the_default_order(wick: Run) -> None:
    wick.ok("franchise", "arrange", "john wick", "mine", "chapter 3", "chapter 2")
    wick.ok("franchise", "edit", "john wick", "--default-order", "mine")
    assert [title for _, title in planned(wick, "john wick", "--by", "2023-04-30")] == [
        CHAPTERS[2],
        CHAPTERS[1],
    ]


def test_the_plan_of_a_film_is_what_to_have_seen_before_it(wick: Run) -> None:
    wick.ok("watched", "john wick (2014)")
    result = wick("plan", "ballerina", "--by", "2023-03-30")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "Before Ballerina · 2 films on 2 days · 4 h 13 min"
    assert planned(wick, "ballerina", "--by", "2023-03-30") == [
        ("03-24", CHAPTERS[1]),
        ("03-25", CHAPTERS[2]),
    ]


@pytest.mark.parametrize(
    ("name", "titles"),
    [
        ("saga", ["Saga", "Saga II", "Saga III"]),
        ("saga:main", ["Saga", "Saga II", "Saga III"]),
        ("saga (2001)", []),
        ("id:1", []),
        ("saga iii", ["Saga", "Saga II"]),
    ],
)
def test_a_name_of_both_is_the_franchise_and_its_year_makes_it_the_film(
    saga: Run, name: str, titles: list[str]
) -> None:
    assert [title for _, title in planned(saga, name, "--by", "2023-04")] == titles


def test_each_film_of_several_continuities_is_planned_once(saga: Run) -> None:
    saga.ok("franchise", "add", "saga", "saga (2001)", "saga iii", "--continuity", "other")
    assert [title for _, title in planned(saga, "saga", "--by", "2023-04")] == [
        *("Saga", "Saga II", "Saga III"),
    ]
    assert [title for _, title in planned(saga, "saga:other", "--by", "2023-04")] == [
        *("Saga", "Saga III"),
    ]


def test_a_film_to_come_is_planned_for_its_day_and_left_out_when_that_is_not_known(
    saga: Run,
) -> None:
    saga.ok("edit", "saga ii", "--release", "2023-04-02")
    saga.ok("edit", "saga iii", "--release", "2023-04")
    result = saga("plan", "saga", "--by", "2023-12", "-f", "csv")
    assert (result.exit_code, result.stderr) == (
        0,
        "Left out, as not known to be out by then: Saga III (2003).\n",
    )
    rows = csv.DictReader(io.StringIO(result.stdout))
    assert [(row["day"], row["title"]) for row in rows] == [
        ("2023-03-24", "Saga"),
        ("2023-04-02", "Saga II"),
    ]
    late = saga("plan", "saga", "--by", "2023-04-01", "-f", "csv")
    assert late.stderr == (
        "Left out, as not known to be out by then: Saga II (2002) and Saga III (2003).\n"
    )


def test_an_unknown_length_counts_as_two_hours_and_is_marked(saga: Run) -> None:
    saga.ok("edit", "saga ii", "--runtime", "1h30")
    assert saga.json("plan", "saga", "--per-day", "2h")[:2] == [
        {
            "day": "2023-03-24",
            "id": 1,
            "title": "Saga",
            "year": 2001,
            "minutes": 120,
            "estimated": True,
        },
        {
            "day": "2023-03-25",
            "id": 2,
            "title": "Saga II",
            "year": 2002,
            "minutes": 90,
            "estimated": False,
        },
    ]
    text = saga.ok("plan", "saga", "--per-day", "2h")
    assert "  Fri 2023-03-24  Saga      2001  2 h (guess)\n" in text
    assert text.endswith(
        "\n\nOf unknown length, counted as 2 h: Saga (2001) and Saga III (2003).\n"
    )


def test_csv_and_markdown_say_the_same(wick: Run) -> None:
    args = ("plan", "ballerina", "--per-day", "4h")
    rows = list(csv.DictReader(io.StringIO(wick.ok(*args, "-f", "csv"))))
    assert [(row["day"], row["title"], row["minutes"], row["estimated"]) for row in rows] == [
        ("2023-03-24", CHAPTERS[0], "101", "false"),
        ("2023-03-24", CHAPTERS[1], "122", "false"),
        ("2023-03-25", CHAPTERS[2], "131", "false"),
    ]
    lines = wick.ok(*args, "-f", "markdown").splitlines()
    assert lines[0] == "### Before Ballerina · 3 films on 2 days · 5 h 54 min"
    assert [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[4:]] == [
        ["Fri 2023-03-24", CHAPTERS[0], "2014", "1 h 41 min"],
        ["", CHAPTERS[1], "2017", "2 h 2 min"],
        ["Sat 2023-03-25", CHAPTERS[2], "2019", "2 h 11 min"],
    ]


@pytest.mark.parametrize("columns", ["80", "60", "50"])
def test_the_days_and_guesses_are_shown_on_a_narrow_terminal_too(saga: Run, columns: str) -> None:
    saga.ok("edit", "saga iii", "--title", "Saga III: The Return of the Longest Title of All")
    lines = saga.ok("plan", "saga", "--per-day", "3h", env={"COLUMNS": columns}).splitlines()
    assert lines[5].startswith("  Sun 2023-03-26  Saga III: The Return")
    assert "Of unknown length, counted as 2 h:" in "\n".join(lines)
    assert max(map(len, lines)) <= int(columns)


@pytest.mark.parametrize("output", ["table", "csv", "markdown", "ics"])
def test_when_nothing_is_left_that_is_said(saga: Run, output: str) -> None:
    saga.ok("watched", "id:1", "id:2", "id:3")
    for name, said in (("saga", "Saga"), ("saga iii", "Before Saga III (2003)")):
        result = saga("plan", name, "--by", "2023-04", "-f", output)
        assert (result.exit_code, result.stdout) == (0, "")
        expected = "" if output == "csv" else f"{said}: there is nothing left to watch.\n"
        assert result.stderr == expected
    assert saga.json("plan", "saga", "--by", "2023-04") == []


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (
            ["saga iii", "--order", "release"],
            2,
            "Saga III (2003) is a film: what it needs is in release order, and has no weight.",
        ),
        (
            ["saga", "--order", "nowhere"],
            3,
            "There is no order “nowhere” of Saga. There are timeline and release.",
        ),
        (["saga", "--by", "2023-03-23"], 2, "--by 2023-03-23 is before the first day, 2023-03-24."),
        (
            ["saga", "--by", "2023-05", "--from", "2023-06"],
            2,
            "--by 2023-05-31 is before the first day, 2023-06-01.",
        ),
        (["saga", "--per-day", "24h1"], 2, "--per-day 24 h 1 min is more than a day has."),
        (["nowhere", "--per-day", "2h"], 3, "There is no film “nowhere”."),
    ],
)
def test_what_cannot_be_planned_is_said(saga: Run, args: list[str], status: int, said: str) -> None:
    result = saga("plan", *args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr == f"Error: {said}\n"


@pytest.mark.parametrize("option", ["--by", "--from", "--per-day"])
@pytest.mark.parametrize("value", ["tba", "soon", "0", "2023-02-30", ""])
def test_a_wrong_value_is_wrong_usage(saga: Run, option: str, value: str) -> None:
    result = saga("plan", "saga", "--by", "2023-04", option, value)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"Invalid value for '{option}'" in result.stderr


def test_the_last_day_of_the_calendar_is_a_day_like_any_other(saga: Run) -> None:
    result = saga("plan", "saga", "--from", "9999-12-31", "--per-day", "3h")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "at least 6 h a day would be needed" in result.stderr


def test_one_film_a_day_ends_with_the_calendar(saga: Run) -> None:
    result = saga("plan", "saga", "--from", "9999-12-30")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: 3 films do not fit: at least 4 h a day would be needed. Give more with --per-day.\n"
    )


def test_so_few_minutes_a_day_were_perhaps_hours(run: Run) -> None:
    run.ok("add", "Heat", "Ronin", "--franchise", "Saga", "--runtime", "2h")
    assert run("plan", "saga", "--per-day", "2").stderr.endswith(" 2 is minutes: 2h is hours.\n")
    assert "is minutes" not in run("plan", "saga", "--per-day", "90").stderr
