"""What ``place``, ``add`` and ``edit`` tell on stderr: what moved, and what that means."""

from __future__ import annotations

import pytest

from tests.conftest import Run


@pytest.fixture
def saga(run: Run) -> Run:
    """Return a franchise of five films named A to E, a year apart."""
    titles = [f"{letter} ({2001 + index})" for index, letter in enumerate("ABCDE")]
    run.ok("add", *titles, "--franchise", "Saga")
    return run


def told(run: Run, *args: str) -> list[str]:
    """Return the lines on stderr of a command that must succeed."""
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.stderr.splitlines()


# -- what moved ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["place", "e", "--before", "b"], "E (2005) is number 2 of 5 in Saga (it was number 5)."),
        (["place", "a", "--last"], "A (2001) is number 5 of 5 in Saga (it was number 1)."),
        (["edit", "e", "--after", "a"], "E (2005) is number 2 of 5 in Saga (it was number 5)."),
        (["add", "F", "--before", "b"], "F is number 2 of 6 in Saga."),
    ],
)
def test_the_new_position_is_told(saga: Run, args: list[str], sentence: str) -> None:
    assert told(saga, *args)[-1] == sentence


def test_each_film_of_a_block_is_told(saga: Run) -> None:
    assert told(saga, "place", "d", "e", "--before", "b") == [
        "D (2004) is number 2 of 5 in Saga (it was number 4).",
        "E (2005) is number 3 of 5 in Saga (it was number 5).",
    ]


@pytest.mark.parametrize(
    "args",
    [
        ["place", "b", "--after", "a"],
        ["place", "e", "--last"],
        ["edit", "b", "--tag", "good"],
        ["add", "F (2006)", "--after", "e"],
        ["add", "F (2000)", "--franchise", "saga"],
    ],
)
def test_a_film_where_anybody_expects_it_is_not_told(saga: Run, args: list[str]) -> None:
    assert [line for line in told(saga, *args) if "number" in line] == []


def test_a_story_date_moves_a_film_too(saga: Run) -> None:
    saga.ok("edit", "b", "--set", "1990")
    assert told(saga, "edit", "d", "--set", "1980") == [
        "D (2004) is number 2 of 5 in Saga (it was number 4)."
    ]


def test_a_film_added_with_a_story_date_is_told(saga: Run) -> None:
    saga.ok("edit", "b", "--set", "1990")
    assert told(saga, "add", "F (2006)", "--set", "1995", "--franchise", "saga") == []
    assert told(saga, "add", "G (2007)", "--set", "1992", "--franchise", "saga") == [
        "G (2007) is number 6 of 7 in Saga."
    ]


def test_a_reset_tells_the_way_back(saga: Run) -> None:
    saga.ok("place", "e", "--first")
    assert told(saga, "place", "e", "--reset") == [
        "E (2005) is number 5 of 5 in Saga (it was number 1)."
    ]


def test_every_continuity_is_told_by_its_name(saga: Run) -> None:
    saga.ok("franchise", "continuity", "saga", "short", "a", "e", "b")
    assert told(saga, "place", "e", "--before", "b") == [
        "E (2005) is number 2 of 5 in Saga:main (it was number 5).",
        "E (2005) is number 2 of 3 in Saga:short (it was number 3).",
    ]


def test_every_franchise_is_told(saga: Run) -> None:
    saga.ok("franchise", "add", "Other", "a", "b", "e")
    assert told(saga, "place", "e", "--before", "b") == [
        "E (2005) is number 2 of 5 in Saga (it was number 5).",
        "E (2005) is number 2 of 3 in Other (it was number 3).",
    ]


def test_only_the_scope_that_is_named_is_told(saga: Run) -> None:
    saga.ok("franchise", "add", "Other", "a", "b", "e")
    assert told(saga, "place", "e", "--before", "b", "--in", "other") == [
        "E (2005) is number 2 of 3 in Other (it was number 3)."
    ]


def test_the_report_is_no_part_of_the_output(saga: Run) -> None:
    result = saga("place", "e", "--before", "b", "--format", "json")
    assert (result.exit_code, result.stderr.count("\n")) == (0, 1)
    assert result.stdout.startswith("{")
    assert "number 2 of 5" not in result.stdout


def test_a_refused_placement_tells_nothing_but_why(saga: Run) -> None:
    saga.ok("place", "e", "--before", "b")
    result = saga("place", "b", "--before", "e")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "number" not in result.stderr


# -- whether the viewer is past it -----------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "past"),
    [("c", True), ("b", True), ("a", False)],
)
def test_a_viewer_who_is_past_that_point_is_told(saga: Run, seen: str, past: bool) -> None:
    saga.ok("watched", seen)
    (line,) = told(saga, "place", "e", "--before", "b")
    sentence = f" You have seen {saga.json('show', seen)['title']} ("
    assert (sentence in line, "comes after it" in line) == (past, past)


def test_the_first_seen_film_behind_it_is_named(saga: Run) -> None:
    saga.ok("watched", "c", "d")
    assert told(saga, "add", "F", "--between", "a", "b") == [
        "F joined Saga.",
        "F is number 2 of 6 in Saga. You have seen C (2003) already, which comes after it.",
    ]


def test_a_seen_film_is_not_behind_its_viewer(saga: Run) -> None:
    saga.ok("watched", "c", "e")
    assert told(saga, "place", "e", "--before", "b") == [
        "E (2005) is number 2 of 5 in Saga (it was number 5)."
    ]


# -- facts that do not hold ------------------------------------------------------------------

UNMET = "C was placed between D and B, but stands before D here."


def test_a_fact_that_does_not_hold_is_told(saga: Run) -> None:
    assert told(saga, "place", "c", "--between", "d", "b")[-1] == UNMET


def test_it_is_told_once(saga: Run) -> None:
    saga.ok("place", "c", "--between", "d", "b")
    assert told(saga, "edit", "c", "--tag", "good") == []
    assert told(saga, "place", "c", "--between", "d", "b") == []


def test_a_fact_that_holds_again_is_not_told(saga: Run) -> None:
    saga.ok("place", "c", "--between", "d", "b")
    assert told(saga, "place", "c", "--between", "a", "b") == []
