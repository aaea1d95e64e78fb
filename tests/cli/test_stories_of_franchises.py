"""What people tried with franchises, as stories: each found something that was not understood."""

from __future__ import annotations

import pytest

from tests.conftest import Run


@pytest.fixture
def trek(run: Run) -> Run:
    """Return a franchise of which the next film is one that its owner will never watch."""
    run.ok(
        "add", "The Motion Picture (1979)", "The Wrath of Khan (1982)", "The Final Frontier (1989)",
        "The Undiscovered Country (1991)", "--franchise", "Trek",
    )  # fmt: skip
    run.ok("watched", "motion picture", "wrath of khan")
    return run


def test_a_film_taken_off_the_watchlist_that_is_next_in_its_order(trek: Run) -> None:
    result = trek("edit", "final frontier", "--not-to-watch")
    assert result.exit_code == 0
    assert result.stderr == (
        "The Final Frontier (1989) is still next in Trek: “watchlist franchise skip "
        '"Trek" "The Final Frontier (1989)"” passes it over.\n'
    )
    trek.ok("franchise", "skip", "Trek", "The Final Frontier (1989)")
    assert [film["title"] for film in trek.json("next", "trek")] == ["The Undiscovered Country"]
    assert trek("edit", "final frontier", "--not-to-watch").stderr == ""


@pytest.mark.parametrize("title", ["undiscovered country", "wrath of khan"])
def test_a_film_taken_off_the_watchlist_that_is_not_next(trek: Run, title: str) -> None:
    assert trek("edit", title, "--not-to-watch").stderr == ""


def test_a_lone_story_date(trek: Run) -> None:
    result = trek("edit", "wrath of khan", "--set", "2285")
    assert result.exit_code == 0
    assert result.stderr == (
        "No other film of Trek has a date to compare 2285 with: a lone date orders nothing yet. "
        "“watchlist edit FILM --set” dates others, “watchlist place” says where one stands.\n"
    )
    assert "lone date" not in trek("edit", "motion picture", "--set", "2273").stderr
    added = trek("add", "Far Future (2001)", "--franchise", "Trek", "--set", "3 ABY")
    assert "No other film of Trek has a date to compare 3 ABY with" in added.stderr


def test_a_story_date_of_a_film_of_no_franchise_or_alone_in_one(run: Run) -> None:
    run.ok("add", "Heat (1995)")
    assert run("edit", "heat", "--set", "1995").stderr == ""
    run.ok("franchise", "add", "Mann", "heat")
    assert run("edit", "heat", "--set", "1996").stderr == ""


def test_a_place_after_one_and_before_another(trek: Run) -> None:
    said = trek.ok(
        "place", "undiscovered", "--after", "motion picture", "--before", "wrath of khan"
    )
    assert said == (
        "Placed The Undiscovered Country (1991) between The Motion Picture (1979) and "
        "The Wrath of Khan (1982).\n"
    )


def test_a_note_of_something_that_was_read_last_month(trek: Run) -> None:
    trek.ok("note", "wrath of khan", "A longer cut exists.", "--on", "2023-02-10")
    assert "  Notes       2023-02-10 A longer cut exists.\n" in trek.ok("show", "wrath of khan")


def test_a_rumoured_credit_confirmed_with_both_sources(trek: Run) -> None:
    part = ["credit", "final frontier", "Sean Connery", "--role", "Sybok"]
    trek.ok(*part, "--status", "rumoured", "--source", "https://e.org/1", "--on", "2023-01-05")
    assert trek.ok(*part, "--status", "confirmed", "--source", "https://e.org/2") == (
        "Credited Sean Connery in The Final Frontier (1989), cast: Sybok.\n"
    )
    text = trek.ok("show", "final frontier")
    assert "rumored 2023-01-05, confirmed 2023-03-24" in text
    assert "https://e.org/1" in text
    assert "https://e.org/2" in text


def test_an_evening_plan_without_knowing_any_option(trek: Run) -> None:
    lines = trek.ok("plan", "trek").splitlines()
    assert lines[0] == "Trek · 2 films on 2 days · 4 h"
    assert "Fri 2023-03-24  The Final Frontier" in lines[3]
