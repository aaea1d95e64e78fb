"""What people did in a trial and were surprised by, each as a story with its good end."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Run


def diary(run: Run) -> list[tuple[Any, ...]]:
    fields = ("title", "watched_on", "rating", "rewatch")
    return [tuple(viewing[name] for name in fields) for viewing in run.json("log")]


def test_rating_again_is_no_second_viewing(run: Run) -> None:
    """Kim rates Heat, sleeps on it, and gives half a star more."""
    run.ok("add", "Heat (1995)", "--watched", "--on", "2023-03-18", "--rating", "4")
    hint = run("watched", "heat", "--rating", "4.5").stderr
    assert "“watchlist rate id:1 4.5/5”" in hint
    run.ok("undo")
    assert run.ok("rate", "heat", "4.5") == "Rated Heat (1995) ★★★★½ (it was ★★★★).\n"
    assert len(diary(run)) == 1


def test_a_date_is_corrected_without_a_second_viewing(run: Run) -> None:
    """It was not today but on Saturday."""
    run.ok("add", "Heat (1995)")
    run.ok("watched", "heat", "--rating", "4")
    hint = run("watched", "heat", "--on", "saturday").stderr
    assert "“watchlist viewing id:1 2023-03-24 --on 2023-03-18”" in hint
    run.ok("undo")
    run.ok("viewing", "id:1", "2023-03-24", "--on", "2023-03-18")
    assert diary(run) == [("Heat", "2023-03-18", 4, False)]


def test_an_older_viewing_entered_later_leaves_the_newer_one_as_it_was(run: Run) -> None:
    """An old ticket turns up."""
    run.ok("add", "Heat (1995)", "--watched", "--on", "2021", "--rating", "5")
    said = run.ok("watched", "heat", "--on", "feb 1996", "--rating", "3")
    assert said == "Watched Heat (1995) in 1996-02 ★★★, earlier than the one in 2021.\n"
    assert diary(run) == [("Heat", "2021", 5, True), ("Heat", "1996-02", 3, False)]
    assert run.json("show", "heat")["rating"] == 5


def test_through_tells_what_it_marked_and_rates_only_what_was_rated(john_wick: Run) -> None:
    said = john_wick.ok("watched", "chapter 2", "--through", "--rating", "4")
    assert said == (
        "Watched John Wick: Chapter 2 (2017) on 2023-03-24 ★★★★; before it, without a date: "
        "John Wick (2014).\n"
    )
    assert john_wick.json("show", "john wick (2014)")["rating"] is None


def test_a_hint_is_no_wall_of_text(run: Run) -> None:
    """The last of thirty films is watched first."""
    run.ok("add", *(f"Saga {number} ({1970 + number})" for number in range(30)))
    run.ok("franchise", "add", "Saga", *(f"id:{number}" for number in range(1, 31)))
    hint = run("watched", "saga 29").stderr
    assert hint.count("Saga") == 3
    assert "and 26 more." in hint


def test_edit_pulp_takes_the_year_out_of_the_title(run: Run) -> None:
    run.ok("add", "Pulp")
    said = run.ok("edit", "pulp", "--title", "Pulp Fiction (1994)")
    assert said == "Changed Pulp: title Pulp → Pulp Fiction; year none → 1994.\n"
    assert run("add", "Pulp Fiction (1994)").exit_code == 1


def test_last_friday_is_a_date(run: Run) -> None:
    run.ok("add", "Heat")
    assert run.ok("watched", "heat", "--on", "last friday") == "Watched Heat on 2023-03-17.\n"


def test_a_date_of_two_readings_is_asked_back_and_set_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lou types 12/03/2019, as ever."""
    run.ok("add", "Heat")
    result = run("watched", "heat", "--on", "12/03/2019")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2019-03-12, with the day first, or 2019-12-03" in result.stderr
    assert diary(run) == []
    run.ok("config", "set", "date", "dmy")
    assert run.ok("watched", "heat", "--on", "12/03/2019") == "Watched Heat on 12 Mar 2019.\n"
    monkeypatch.setenv("WATCHLIST_DATE", "mdy")
    assert run.ok("unwatch", "heat", "--on", "03/12/2019").startswith("Took back the viewing")


def test_eight_is_four_stars_for_who_counts_to_ten(run: Run) -> None:
    run.ok("add", "Heat")
    assert run("watched", "heat", "--rating", "8").exit_code == 2
    run.ok("config", "set", "rating", "10")
    assert run.ok("watched", "heat", "--rating", "8") == "Watched Heat on 2023-03-24 8/10.\n"
    assert diary(run) == [("Heat", "2023-03-24", 4, False)]


def test_a_film_that_is_to_come_is_marked_and_warned_of(run: Run) -> None:
    run.ok("add", "Ballerina", "--release", "TBA")
    result = run("watched", "ballerina")
    assert (result.exit_code, result.stdout) == (0, "Watched Ballerina on 2023-03-24.\n")
    assert result.stderr == "Ballerina is not out yet: marked as watched all the same.\n"


def test_a_film_that_is_unknown_is_marked_with_add(run: Run) -> None:
    run.ok("add", "Ronin (1998)")
    result = run("watched", "Heat (1995)")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "--add" in result.stderr
    said = run.ok("watched", "Heat (1995)", "--add")
    assert said == "Watched Heat (1995) on 2023-03-24; it is new, as number 2.\n"


def test_a_misspelt_film_is_merged_with_all_that_was_said_of_it(run: Run) -> None:
    run.ok("add", "Jurassic Park (1993)")
    run.ok("add", "Jurasic Park", "--watched", "--on", "2020", "--rating", "4")
    assert "“watchlist merge id:1 id:2” makes them one" in run("doctor").stdout
    run.ok("merge", "id:1", "id:2")
    assert diary(run) == [("Jurassic Park", "2020", 4, False)]
    assert run("doctor").exit_code == 0
