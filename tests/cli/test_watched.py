"""``watched``, ``unwatch`` and ``log``: the diary."""

from typing import Any

import pytest

from tests.conftest import Run

CHAPTER_2 = ["watched", "chapter 2", "--on", "2023-03-18", "--rating", "4.5"]


def entry(run: Run, *args: str) -> list[tuple[Any, ...]]:
    """Return the diary as (title, date, rating, rewatch)."""
    fields = ("title", "watched_on", "rating", "rewatch")
    return [tuple(viewing[name] for name in fields) for viewing in run.json("log", *args)]


def test_watching_out_of_order_warns_and_does_it(john_wick: Run) -> None:
    result = john_wick(*CHAPTER_2)
    assert (result.exit_code, result.stdout) == (
        0,
        "Watched John Wick: Chapter 2 (2017) on 2023-03-18 ★★★★½.\n",
    )
    assert result.stderr == (
        "Not watched yet, and earlier in the order: John Wick (2014). Mark them too with "
        "--through.\n"
    )
    assert entry(john_wick) == [("John Wick: Chapter 2", "2023-03-18", 4.5, False)]


def test_watching_in_order_warns_of_nothing(john_wick: Run) -> None:
    assert john_wick("watched", "john wick (2014)").stderr == ""


def test_a_film_that_is_not_out_or_optional_is_no_gap(john_wick: Run) -> None:
    john_wick.ok("edit", "ballerina", "--release", "TBA")
    john_wick.ok("add", "Short (2015)", "--franchise", "john wick", "--optional")
    john_wick.ok("watched", "john wick (2014)", "chapter 2", "chapter 3")
    assert john_wick("watched", "chapter 4").stderr == ""


def test_through_marks_what_stands_before_without_a_date(john_wick: Run) -> None:
    result = john_wick("watched", "chapter 3", "--through")
    assert (result.exit_code, result.stderr) == (0, "")
    assert entry(john_wick) == [
        ("John Wick: Chapter 3", "2023-03-24", None, False),
        ("John Wick", None, None, False),
        ("John Wick: Chapter 2", None, None, False),
    ]


def test_through_on_a_date_marks_all_on_that_date_and_rates_the_named_one(john_wick: Run) -> None:
    john_wick.ok("watched", "chapter 2", "--through", "--on", "2023-01-01", "--rating", "3")
    assert sorted(entry(john_wick)) == [
        ("John Wick", "2023-01-01", None, False),
        ("John Wick: Chapter 2", "2023-01-01", 3, False),
    ]


def test_through_is_one_undo_step(john_wick: Run) -> None:
    john_wick.ok("watched", "chapter 3", "--through")
    john_wick.ok("undo")
    assert entry(john_wick) == []


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("today", "2023-03-24"),
        ("yesterday", "2023-03-23"),
        ("2023", "2023"),
        ("2023-03", "2023-03"),
        ("2023-03-18", "2023-03-18"),
        ("unknown", None),
    ],
)
def test_the_date_of_a_viewing_is_kept_as_far_as_it_is_known(
    run: Run, typed: str, stored: str | None
) -> None:
    run.ok("add", "Heat")
    run.ok("watched", "heat", "--on", typed)
    assert entry(run) == [("Heat", stored, None, False)]


@pytest.mark.parametrize(
    ("typed", "stars", "drawn"),
    [
        ("4.5", 4.5, "★★★★½"),
        ("★★★★½", 4.5, "★★★★½"),
        ("9/10", 4.5, "★★★★½"),
        ("90%", 4.5, "★★★★½"),
        ("0.5", 0.5, "½"),
        ("½", 0.5, "½"),
        ("5", 5, "★★★★★"),
        ("87%", 4.35, "★★★★½ (87%)"),
    ],
)
def test_a_rating_is_stored_exactly_and_shown_as_stars(
    run: Run, typed: str, stars: float, drawn: str
) -> None:
    run.ok("add", "Heat")
    run.ok("watched", "heat", "--rating", typed)
    film = run.json("show", "heat")
    assert (film["rating"], [v["rating"] for v in film["viewings"]]) == (stars, [stars])
    assert f" {drawn}\n" in run.ok("show", "heat")
    assert f"2023-03-24 {drawn}" in run.ok("list", "--all")


def test_the_same_viewing_again_changes_nothing(john_wick: Run) -> None:
    john_wick.ok(*CHAPTER_2)
    before = john_wick.library.read_bytes()
    result = john_wick(*CHAPTER_2)
    assert result.exit_code == 0
    assert result.stdout.startswith("Nothing to change: John Wick: Chapter 2 (2017) was marked")
    assert john_wick.library.read_bytes() == before


def test_a_later_viewing_is_a_rewatch_and_gives_the_current_rating(run: Run) -> None:
    run.ok("add", "Heat")
    run.ok("watched", "heat", "--on", "2020-01-01", "--rating", "3")
    run.ok("watched", "heat", "--on", "2021-01-01", "--rating", "5")
    assert entry(run) == [("Heat", "2021-01-01", 5, True), ("Heat", "2020-01-01", 3, False)]
    assert run.json("show", "heat")["rating"] == 5


def test_rewatch_adds_a_second_viewing_on_one_day(run: Run) -> None:
    run.ok("add", "Heat")
    run.ok("watched", "heat")
    run.ok("watched", "heat", "--rewatch", "--note", "with friends")
    viewings = run.json("show", "heat")["viewings"]
    assert [(v["rewatch"], v["note"]) for v in viewings] == [(False, None), (True, "with friends")]


@pytest.mark.parametrize(
    ("on", "why"),
    [
        ("2023-03-25", "2023-03-25 is in the future"),
        ("9999 weeks ago", "is before the first film"),
        ("1023-03-25", "1023-03-25 is before the first film"),
    ],
)
def test_a_viewing_in_the_future_or_before_there_were_films_is_wrong_usage(
    john_wick: Run, on: str, why: str
) -> None:
    before = john_wick.library.read_bytes()
    result = john_wick("watched", "chapter 2", "--on", on)
    assert (result.exit_code, result.stdout) == (2, "")
    assert why in result.stderr
    assert john_wick.library.read_bytes() == before


def test_unwatch_takes_the_last_viewing_back_with_its_rating(run: Run) -> None:
    run.ok("add", "Heat")
    run.ok("watched", "heat", "--on", "2020-01-01", "--rating", "3")
    run.ok("watched", "heat", "--on", "2021-01-01", "--rating", "5")
    said = "Took back the viewing of Heat on 2021-01-01 ★★★★★; 1 is left.\n"
    assert run.ok("unwatch", "heat") == said
    assert entry(run) == [("Heat", "2020-01-01", 3, False)]
    assert run.json("show", "heat")["rating"] == 3


def test_the_last_viewing_taken_back_puts_the_film_on_the_watchlist(run: Run) -> None:
    run.ok("add", "Heat")
    run.ok("watched", "heat", "--rating", "3")
    said = run.ok("unwatch", "heat")
    assert said == ("Took back the viewing of Heat on 2023-03-24 ★★★; it is to be watched again.\n")
    (film,) = run.json("list")
    assert (film["watched"], film["to_watch"], film["rating"]) == (False, True, None)


@pytest.mark.parametrize(
    ("args", "left"),
    [
        (["--on", "2020"], ["2021-01-01", None]),
        (["--on", "unknown"], ["2021-01-01", "2020"]),
        (["--all"], []),
        ([], ["2020", None]),
    ],
)
def test_unwatch_takes_back_the_viewing_that_is_named(
    run: Run, args: list[str], left: list[str | None]
) -> None:
    run.ok("add", "Heat")
    for day in ("2020", "2021-01-01", "unknown"):
        run.ok("watched", "heat", "--on", day)
    run.ok("unwatch", "heat", *args)
    assert [viewing["watched_on"] for viewing in run.json("log")] == left


@pytest.mark.parametrize("args", [[], ["--all"], ["--on", "2020"]])
def test_a_viewing_that_there_is_not_cannot_be_taken_back(run: Run, args: list[str]) -> None:
    run.ok("add", "Heat")
    before = run.library.read_bytes()
    result = run("unwatch", "heat", *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: Heat has no viewing")
    assert run.library.read_bytes() == before


def test_unwatch_of_one_date_and_all_is_wrong_usage(run: Run) -> None:
    assert run("unwatch", "heat", "--all", "--on", "2020").exit_code == 2


def test_log_is_newest_first_with_undated_viewings_last(run: Run) -> None:
    run.ok("add", "A", "B", "C", "D")
    for title, day in (("A", "unknown"), ("B", "2021-05"), ("C", "2022-01-01"), ("D", "2020")):
        run.ok("watched", title, "--on", day)
    assert [title for title, *_ in entry(run)] == ["C", "B", "D", "A"]
    assert [title for title, *_ in entry(run, "--year", "2020..2021")] == ["B", "D"]
    assert [title for title, *_ in entry(run, "--film", "a")] == ["A"]


def test_log_prints_the_fields_of_the_contract(run: Run) -> None:
    run.ok("add", "Heat (1995)")
    run.ok("watched", "heat", "--rating", "4", "--note", "Loud.")
    assert run.json("log") == [
        {
            "film": 1,
            "title": "Heat",
            "year": 1995,
            "watched_on": "2023-03-24",
            "rating": 4,
            "rewatch": False,
            "tags": [],
            "note": "Loud.",
        }
    ]


def test_the_table_of_log_shows_stars_and_rewatches(run: Run) -> None:
    run.ok("add", "Heat (1995)")
    run.ok("watched", "heat", "--on", "2020-01-01")
    run.ok("watched", "heat", "--rating", "4", "--note", "Loud.")
    assert run.ok("log") == (
        "  Watched     Film  Year  Rating         Note\n"
        "  2023-03-24  Heat  1995  ★★★★    again  Loud.\n"
        "  2020-01-01  Heat  1995\n"
    )


def test_an_empty_diary_says_how_to_begin(run: Run) -> None:
    result = run("log")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("The diary is empty")
