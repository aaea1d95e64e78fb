"""Continuities at the command line: made, filled, renamed, described, forgotten, and printed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Run


@pytest.fixture
def saga(run: Run) -> Run:
    """Return a franchise that splits after its second film, and an optional special in one part."""
    run.ok("add", "A (2001)", "B (2002)", "--franchise", "Saga:old", "--franchise", "Saga:new")
    run.ok("add", "C (2003)", "D (2004)", "--franchise", "Saga:old")
    run.ok("add", "E (2005)", "F (2006)", "--franchise", "Saga:new")
    run.ok("add", "Special (2002)", "--franchise", "Saga:old", "--optional")
    return run


def branches(run: Run) -> dict[str, list[str]]:
    """Return the films of each continuity as ``franchise show`` lists them."""
    record = run.json("franchise", "show", "saga")
    return {
        branch["name"]: [film["film"].split()[0] for film in branch["films"]]
        for branch in record["continuities"]
    }


def placements(run: Run) -> list[tuple[str, str | None]]:
    record = run.json("franchise", "show", "saga")
    return [(fact["placement"], fact["continuity"]) for fact in record["placements"]]


def order(run: Run, *args: str) -> dict[str, str]:
    """Return the titles of each table, as one text."""
    tables = run.json("order", *(args or ("saga",)))["tables"]
    return {t["continuity"]: " ".join(e["title"] for e in t["entries"]) for t in tables}


# -- what “franchise continuity” does --------------------------------------------------------


def test_a_continuity_is_made_and_filled(saga: Run) -> None:
    result = saga("franchise", "continuity", "saga", "alt", "a", "f")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "Changed the continuity alt of Saga.\n",
        "Created the continuity alt of Saga.\n",
    )
    assert branches(saga)["alt"] == ["A", "F"]
    assert saga.ok("franchise", "continuity", "saga", "ALT", "e") == (
        "Changed the continuity alt of Saga.\n"
    )
    assert branches(saga)["alt"] == ["A", "F", "E"]


def test_a_film_can_be_in_several_continuities(saga: Run) -> None:
    assert branches(saga) == {"old": ["A", "B", "C", "D", "Special"], "new": ["A", "B", "E", "F"]}
    (part,) = saga.json("show", "b")["franchises"]
    assert part["continuities"] == ["old", "new"]
    assert saga.json("franchise", "list")[0]["films"] == 7


def test_a_member_again_changes_nothing(saga: Run) -> None:
    before = saga.library.read_bytes()
    assert saga.ok("franchise", "continuity", "saga", "old", "a") == "Nothing to change.\n"
    assert saga.library.read_bytes() == before


def test_a_description_is_shown(saga: Run) -> None:
    saga.ok("franchise", "continuity", "saga", "new", "--describe", "Ignores C and D")
    assert "\n  new: Ignores C and D\n" in saga.ok("franchise", "show", "saga")
    (_, new) = saga.json("franchise", "show", "saga")["continuities"]
    assert new["description"] == "Ignores C and D"


def test_a_renamed_continuity_keeps_its_films_and_placements(saga: Run) -> None:
    saga.ok("place", "f", "--before", "e", "--in", "saga:new")
    before = order(saga)
    said = saga.ok("franchise", "continuity", "saga", "NEW", "--rename", "Legacy")
    assert said == "Changed the continuity Legacy of Saga.\n"
    assert order(saga) == {"old": before["old"], "Legacy": "A B F E"}
    assert placements(saga) == [("before E", "Legacy")]


@pytest.mark.parametrize("typed", ["old", "OLD"])
def test_a_name_can_change_its_case(saga: Run, typed: str) -> None:
    saga.ok("franchise", "continuity", "saga", typed, "--rename", "Old")
    assert list(branches(saga)) == ["Old", "new"]


def test_a_name_that_is_taken_is_refused(saga: Run) -> None:
    result = saga("franchise", "continuity", "saga", "old", "--rename", "NEW")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Saga has a continuity new already.\n"


def test_a_forgotten_continuity_takes_its_placements_and_lonely_films_along(saga: Run) -> None:
    saga.ok("place", "f", "--before", "e", "--in", "saga:new")
    saga.ok("place", "e", "--before", "b")
    saga.ok("place", "d", "--before", "c")
    said = saga.ok("franchise", "continuity", "saga", "new", "--delete")
    assert said == "Forgot the continuity new of Saga.\n"
    assert branches(saga) == {"old": ["A", "B", "C", "D", "Special"]}
    assert placements(saga) == [("before C", None)]
    assert len(saga.json("list", "--all")) == 7
    saga.ok("undo")
    assert order(saga)["new"] == "A F E B"


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["nope", "--delete"], 3, "There is no continuity “nope” of Saga."),
        (["nope", "--rename", "x"], 3, "There is no continuity “nope” of Saga."),
        (["old", "a", "--delete"], 2, "--delete stands alone: there is nothing to change then."),
        (["old", "nothing"], 3, "There is no film “nothing”."),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    saga: Run, args: list[str], status: int, message: str
) -> None:
    before = saga.library.read_bytes()
    result = saga("franchise", "continuity", "saga", *args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.startswith(f"Error: {message}")
    assert saga.library.read_bytes() == before


@pytest.mark.parametrize(
    "args",
    [
        ["delete", "saga:old"],
        ["rename", "saga:old", "Other"],
        ["edit", "saga:old", "--alias", "Other"],
        ["arrange", "saga:old", "mine", "a"],
        ["disarrange", "saga:old", "mine"],
        ["continuity", "saga:old", "new"],
    ],
)
def test_what_is_done_to_a_whole_franchise_is_not_done_to_a_continuity(
    saga: Run, args: list[str]
) -> None:
    before = saga.library.read_bytes()
    result = saga("franchise", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: This is about all of Saga: write it without “:old”.")
    assert saga.library.read_bytes() == before


def test_a_film_leaves_only_the_continuity_that_is_named(saga: Run) -> None:
    assert saga.ok("franchise", "remove", "saga:new", "b") == "Took B (2002) out of Saga:new.\n"
    assert branches(saga) == {"old": ["A", "B", "C", "D", "Special"], "new": ["A", "E", "F"]}
    result = saga("franchise", "remove", "saga", "c", "--continuity", "new")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: C (2003) is not in Saga:new.\n"


# -- how they are printed --------------------------------------------------------------------


def test_each_continuity_is_a_table_of_its_own(saga: Run) -> None:
    assert order(saga) == {"old": "A B Special C D", "new": "A B E F"}
    headings = [line for line in saga.ok("order", "saga").splitlines() if " · " in line]
    assert headings == [
        "Saga:old · timeline · 0 of 4 watched",
        "Saga:new · timeline · 0 of 4 watched",
    ]


@pytest.mark.parametrize(
    "args", [("saga:new",), ("Saga:NEW",), ("saga", "--continuity", "new"), ("saga:ne",)]
)
def test_one_continuity_is_printed_alone(saga: Run, args: tuple[str, ...]) -> None:
    assert order(saga, *args) == {"new": "A B E F"}


def test_a_placement_for_one_continuity_wins_there_and_says_nothing_elsewhere(saga: Run) -> None:
    saga.ok("place", "b", "--before", "a")
    result = saga("place", "b", "--last", "--in", "saga:new")
    assert result.stderr == "B (2002) is number 4 of 4 in Saga:new (it was number 1).\n"
    assert order(saga) == {"old": "B A Special C D", "new": "A E F B"}
    saga.ok("place", "b", "--reset", "--in", "saga:new")
    assert order(saga) == {"old": "B A Special C D", "new": "B A E F"}


def test_an_anchor_of_another_continuity_leaves_a_placement_without_effect(saga: Run) -> None:
    result = saga("place", "a", "--after", "c", "--in", "saga")
    assert (result.exit_code, result.stderr) == (
        0,
        "A (2001) is number 4 of 5 in Saga:old, 1 of them optional (it was number 1).\n",
    )
    assert order(saga) == {"old": "B Special C A D", "new": "A B E F"}
    tables = saga.json("order", "saga")["tables"]
    assert [table["unmet"] for table in tables] == [[], []]
    explained = saga.ok("order", "saga:new", "--explain")
    assert "1. A: release slot: its placement after C has no anchor here.\n" in explained


# -- optional films --------------------------------------------------------------------------


def entries(run: Run, *args: str) -> dict[str, Any]:
    (table,) = run.json("order", *args)["tables"]
    return {entry["title"]: entry for entry in table["entries"]}


def test_an_optional_film_is_marked(saga: Run) -> None:
    assert {t: e["optional"] for t, e in entries(saga, "saga:old").items()} == {
        "A": False,
        "B": False,
        "Special": True,
        "C": False,
        "D": False,
    }
    assert "  Special (optional)  2002 " in saga.ok("order", "saga:old")


@pytest.mark.parametrize(
    ("args", "heading", "state"),
    [
        ((), "Saga:old · timeline · 2 of 4 watched", ""),
        (("--optional",), "Saga:old · timeline · 2 of 5 watched", "next"),
    ],
)
def test_an_optional_film_counts_and_is_next_only_if_that_is_asked_for(
    saga: Run, args: tuple[str, ...], heading: str, state: str
) -> None:
    saga.ok("watched", "a", "b")
    lines = saga.ok("order", "saga:old", *args).splitlines()
    (special,) = [line for line in lines if "Special" in line]
    assert (lines[0], special.partition("2002")[2].split()[1:]) == (heading, state.split())


def test_next_skips_an_optional_film_and_says_so(saga: Run) -> None:
    saga.ok("watched", "a", "b")
    assert saga.ok("next", "saga:old").endswith("\n\nSkipped Special (2002): optional.\n")
    (found,) = saga.json("next", "saga:old")
    assert (found["title"], [skipped["why"] for skipped in found["skipped"]]) == ("C", ["optional"])
    (found,) = saga.json("next", "saga:old", "--optional")
    assert (found["title"], found["skipped"]) == ("Special", [])


@pytest.mark.parametrize(
    ("command", "without"),
    [
        (("plan", "saga:old", "--per-day", "10h"), ["A", "B", "C", "D"]),
        (("catchup", "c"), ["A", "B"]),
        (("plan", "c", "--per-day", "10h"), ["A", "B"]),
    ],
)
def test_an_optional_film_is_left_out_unless_it_is_asked_for(
    saga: Run, command: tuple[str, ...], without: list[str]
) -> None:
    saga.ok("edit", "special", "--release", "2002-05")
    assert [film["title"] for film in saga.json(*command)] == without
    titles = {film["title"] for film in saga.json(*command, "--optional")}
    assert titles == {*without, "Special"}


def test_a_film_is_optional_only_where_that_was_said(saga: Run) -> None:
    saga.ok("franchise", "continuity", "saga", "new", "c", "--optional")
    assert entries(saga, "saga:old")["C"]["optional"] is False
    assert entries(saga, "saga:new")["C"]["optional"] is True


def test_blanks_in_a_name_are_single_ones_wherever_it_is_said(run: Run) -> None:
    run.ok("add", "Alien (1979)", "--franchise", "Alien")
    run.ok("franchise", "continuity", "alien", "a\r b", "--describe", "Found by the fuzzer")
    run.ok("franchise", "continuity", "alien", "a  b", "alien", "--rename", "c\td")
    names = [branch["name"] for branch in run.json("franchise", "show", "alien")["continuities"]]
    assert names == ["main", "c d"]
