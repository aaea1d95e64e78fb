"""``catchup``: what to have seen before a film, and how long that takes."""

import csv
import io

import pytest

from tests.conftest import Run

CHAPTERS = ["John Wick", "John Wick: Chapter 2", "John Wick: Chapter 3"]


@pytest.fixture
def wick(john_wick: Run) -> Run:
    """Return the John Wick library with running times, the first film seen."""
    for number, minutes in enumerate(("101", "122", "131"), start=1):
        john_wick.ok("edit", f"id:{number}", "--runtime", minutes)
    john_wick.ok("link", "ballerina", "spinoff-of", "chapter 3")
    john_wick.ok("watched", "john wick (2014)", "--on", "2023-03-18", "--rating", "4.5")
    return john_wick


def needed(run: Run, *args: str) -> list[str]:
    return [film["title"] for film in run.json("catchup", *args)]


def test_catchup_lists_what_to_have_seen_and_how_long_it_takes(wick: Run) -> None:
    result = wick("catchup", "ballerina")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Before Ballerina · 1 of 3 watched · 5 h 54 min in all · 4 h 13 min to go\n"
        "\n"
        "  ID  Film                  Year     Runtime  Seen\n"
        "   1  John Wick             2014  1 h 41 min  2023-03-18 ★★★★½\n"
        "   2  John Wick: Chapter 2  2017   2 h 2 min\n"
        "   3  John Wick: Chapter 3  2019  2 h 11 min\n"
    )


def test_the_story_does_not_matter(wick: Run) -> None:
    wick.ok("place", "ballerina", "--first")
    assert needed(wick, "ballerina") == CHAPTERS
    wick.ok("unlink", "ballerina", "spinoff-of", "chapter 3")
    assert needed(wick, "ballerina") == [*CHAPTERS, "John Wick: Chapter 4"]


def test_the_record_of_a_film_to_have_seen(wick: Run) -> None:
    film = wick.json("catchup", "ballerina")[0]
    assert {key: film[key] for key in ("id", "title", "year", "kind", "watched", "to_watch")} == {
        "id": 1,
        "title": "John Wick",
        "year": 2014,
        "kind": "film",
        "watched": True,
        "to_watch": False,
    }
    fields = ("rating", "tags", "imdb", "release", "runtime", "added", "alternatives")
    assert [film[key] for key in fields] == [4.5, [], None, None, 101, "2023-03-24", []]


def test_an_unknown_length_is_not_passed_over_in_silence(wick: Run) -> None:
    wick.ok("edit", "chapter 2", "--clear", "runtime")
    heading = wick.ok("catchup", "ballerina").splitlines()[0]
    assert heading == (
        "Before Ballerina · 1 of 3 watched · 3 h 52 min and 1 of unknown length in all · "
        "2 h 11 min and 1 of unknown length to go"
    )


def test_without_any_length_none_is_given(john_wick: Run) -> None:
    heading = john_wick.ok("catchup", "chapter 2").splitlines()[0]
    assert heading == "Before John Wick: Chapter 2 (2017) · 0 of 1 watched"


@pytest.mark.parametrize(("seen", "first", "other"), [(None, 1, 2), (1, 1, 2), (2, 2, 1)])
def test_of_alternatives_the_seen_one_is_listed(
    run: Run, seen: int | None, first: int, other: int
) -> None:
    labels = {1: "Red (2002)", 2: "Manhunt (2003)"}
    run.ok("add", *labels.values(), "Silence (2004)", "--franchise", "Saga")
    run.ok("link", "manhunt", "alternative-to", "red")
    if seen:
        run.ok("watched", f"id:{seen}")
    (film,) = run.json("catchup", "silence")
    assert (film["id"], [one["id"] for one in film["alternatives"]]) == (first, [other])
    assert run.ok("catchup", "silence").splitlines()[-1].endswith(f"  {labels[other]}")


@pytest.fixture
def saga(run: Run) -> Run:
    """Return a film in two continuities, with one film before it in each, one of them optional."""
    run.ok("add", "One (2001)", "--franchise", "Saga", "--continuity", "x")
    run.ok("add", "Two (2002)", "--franchise", "Saga", "--continuity", "y")
    run.ok("add", "Three (2003)", "--franchise", "Saga", "--continuity", "y", "--optional")
    run.ok("add", "Four (2004)", "--franchise", "Saga", "--continuity", "x", "--continuity", "y")
    run.ok("add", "Alone (2004)")
    run.ok("franchise", "continuity", "saga", "empty")
    return run


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], ["One", "Two"]),
        (["--in", "saga"], ["One", "Two"]),
        (["--in", "saga:x"], ["One"]),
        (["--in", "SAGA:Y"], ["Two"]),
        (["--in", "saga:y", "--optional"], ["Two", "Three"]),
        (["--optional"], ["One", "Two", "Three"]),
    ],
)
def test_catchup_is_the_union_of_the_continuities_unless_narrowed(
    saga: Run, args: list[str], expected: list[str]
) -> None:
    assert needed(saga, "four", *args) == expected


@pytest.mark.parametrize(
    ("film", "place"),
    [("Alone (2004)", "Saga"), ("One (2001)", "Saga:y"), ("Four (2004)", "Saga:empty")],
)
def test_a_film_that_is_not_in_that_franchise_is_refused(saga: Run, film: str, place: str) -> None:
    result = saga("catchup", film, "--in", place.upper())
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {film} is not in {place}.\n"


@pytest.mark.parametrize("film", ["Alone (2004)", "One (2001)"])
def test_a_film_that_needs_nothing_is_said_on_stderr(saga: Run, film: str) -> None:
    result = saga("catchup", film)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{film} needs nothing to be seen before it.\n"
    assert needed(saga, film) == []


def test_films_of_no_franchise_are_led_to_by_links(run: Run) -> None:
    run.ok("add", "Hard (1988)")
    run.ok("add", "Harder (1990)", "--sequel-to", "hard (1988)")
    run.ok("add", "Hardest (1995)", "--sequel-to", "harder")
    assert needed(run, "hardest") == ["Hard", "Harder"]


def test_csv_has_a_row_for_each_film(wick: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(wick.ok("catchup", "ballerina", "-f", "csv"))))
    assert [(row["title"], row["watched"], row["runtime"]) for row in rows] == [
        ("John Wick", "true", "101"),
        ("John Wick: Chapter 2", "false", "122"),
        ("John Wick: Chapter 3", "false", "131"),
    ]


def test_markdown_has_the_heading_and_the_table(wick: Run) -> None:
    lines = wick.ok("catchup", "ballerina", "-f", "markdown").splitlines()
    assert lines[0].startswith("### Before Ballerina · 1 of 3 watched")
    assert [cell.strip() for cell in lines[4].split("|")] == [
        *("", "1", "John Wick", "2014", "1 h 41 min", "2023-03-18 ★★★★½", ""),
    ]


@pytest.mark.parametrize("columns", ["80", "60", "50"])
def test_what_is_seen_is_shown_on_a_narrow_terminal_too(wick: Run, columns: str) -> None:
    wick.ok("edit", "chapter 3", "--title", "John Wick: Chapter 3 – Parabellum")
    lines = wick.ok("catchup", "ballerina", env={"COLUMNS": columns}).splitlines()
    (first,) = (line for line in lines if "  John Wick  " in line)
    assert "  2023-03-18" in first
    assert max(map(len, lines)) <= int(columns)


@pytest.mark.parametrize(
    ("args", "status"),
    [(["nowhere"], 3), (["chapter"], 4), ([], 2), (["ballerina", "--in", "nowhere"], 3)],
)
def test_what_cannot_be_found_has_its_status(wick: Run, args: list[str], status: int) -> None:
    result = wick("catchup", *args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr
