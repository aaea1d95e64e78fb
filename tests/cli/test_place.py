"""``place``: where a film's story is set."""

import pytest

from tests.conftest import Run


@pytest.fixture
def saga(run: Run) -> Run:
    """Return a franchise of six films named A to F, a year apart."""
    titles = [f"{letter} ({2000 + index})" for index, letter in enumerate("ABCDEF")]
    run.ok("add", *titles, "--franchise", "Saga")
    return run


def order(run: Run, *args: str) -> str:
    return "".join(run.titles("saga", *args))


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["f", "--before", "b"], "AFBCDE"),
        (["f", "--after", "b"], "ABFCDE"),
        (["f", "--during", "b"], "ABFCDE"),
        (["f", "--between", "a", "c"], "ABFCDE"),
        (["f", "--first"], "FABCDE"),
        (["a", "--last"], "BCDEFA"),
        (["e", "f", "--before", "b"], "AEFBCD"),
        (["e", "f", "--after", "b"], "ABEFCD"),
        (["f", "e", "--after", "b"], "ABFECD"),
        (["f", "--unplaced"], "ABCDEF"),
    ],
)
def test_a_placed_film_moves_and_its_anchor_stays(
    saga: Run, args: list[str], expected: str
) -> None:
    assert saga("place", *args).exit_code == 0
    assert order(saga) == expected


def test_place_says_what_it_did(saga: Run) -> None:
    assert saga.ok("place", "f", "--between", "a", "b") == (
        "Placed F (2005) between A (2000) and B (2001).\n"
    )
    assert saga.ok("place", "e", "--first") == "Placed E (2004) first.\n"


def test_a_later_placement_replaces_the_earlier_one(saga: Run) -> None:
    saga.ok("place", "f", "--before", "b")
    saga.ok("place", "f", "--after", "d")
    assert order(saga) == "ABCDFE"
    (part,) = saga.json("show", "f")["franchises"]
    assert [placement["placement"] for placement in part["placements"]] == ["after D"]


def test_reset_puts_a_film_back_in_its_release_slot(saga: Run) -> None:
    saga.ok("place", "f", "--before", "b")
    assert saga.ok("place", "f", "--reset") == "Forgot the placement of F (2005).\n"
    assert order(saga) == "ABCDEF"


def test_a_reset_without_a_placement_says_so_and_changes_nothing(saga: Run) -> None:
    before = saga.library.read_bytes()
    assert saga.ok("place", "f", "--reset") == "F (2005) has no placement to forget.\n"
    assert saga.ok("place", "e", "f", "--reset") == (
        "E (2004) and F (2005) have no placement to forget.\n"
    )
    assert saga.library.read_bytes() == before


def test_several_films_are_placed_already(saga: Run) -> None:
    saga.ok("place", "e", "f", "--before", "b")
    assert saga.ok("place", "e", "f", "--before", "b") == (
        "Nothing to change: E (2004) and F (2005) are placed so already.\n"
    )


def test_the_same_placement_again_changes_nothing(saga: Run) -> None:
    saga.ok("place", "f", "--before", "b")
    before = saga.library.read_bytes()
    assert saga.ok("place", "f", "--before", "b") == (
        "Nothing to change: F (2005) is placed so already.\n"
    )
    assert saga.library.read_bytes() == before


@pytest.mark.parametrize(
    ("facts", "last", "named"),
    [
        ([["a", "--before", "b"]], ["b", "--before", "a"], "AB"),
        ([["a", "--after", "b"], ["b", "--after", "c"]], ["c", "--after", "a"], "ABC"),
        ([["a", "--during", "b"]], ["b", "--between", "a", "c"], "AB"),
        ([["a", "--before", "b"]], ["b", "--after", "a"], "AB"),
    ],
)
def test_a_circle_is_refused_naming_its_films_and_changes_nothing(
    saga: Run, facts: list[list[str]], last: list[str], named: str
) -> None:
    for fact in facts:
        saga.ok("place", *fact)
    before = saga.library.read_bytes()
    result = saga("place", *last)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    words = result.stderr.replace(",", " ").replace(".", " ").replace(":", " ").split()
    assert set(named) <= set(words)
    assert saga.library.read_bytes() == before


def test_a_film_cannot_be_placed_relative_to_itself(saga: Run) -> None:
    result = saga("place", "a", "--before", "a")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: A cannot be placed relative to itself.\n"


def test_an_unmet_fact_is_a_sentence_below_the_table_and_in_json(saga: Run) -> None:
    saga.ok("place", "c", "--between", "d", "b")
    sentence = "C was placed between D and B, but stands before D here."
    (table,) = saga.json("order", "saga")["tables"]
    assert table["unmet"] == [sentence]
    result = saga("order", "saga")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith(f"\n\n{sentence}\n")
    assert saga.ok("order", "saga", "-f", "markdown").endswith(f"\n\n- {sentence}\n")


def test_a_placement_with_a_film_outside_brings_it_in(saga: Run) -> None:
    saga.ok("add", "G (1999)")
    result = saga("place", "g", "--after", "b")
    assert (result.exit_code, result.stderr) == (
        0,
        "G joined Saga.\nG (1999) is number 3 of 7 in Saga.\n",
    )
    assert order(saga) == "ABGCDEF"


def test_a_film_of_no_franchise_cannot_be_placed(run: Run) -> None:
    run.ok("add", "A", "B")
    result = run("place", "a", "--before", "b")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: A is in no franchise")


@pytest.mark.parametrize(
    "args", [["a"], ["a", "--first", "--last"], ["a", "--reset", "--before", "b"]]
)
def test_no_placement_or_two_of_them_are_wrong_usage(saga: Run, args: list[str]) -> None:
    result = saga("place", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: Give one of --before, --after, --between")


def test_in_names_the_one_franchise_that_a_placement_holds_in(saga: Run) -> None:
    saga.ok("franchise", "add", "Other", "a", "b", "f")
    saga.ok("place", "f", "--before", "b", "--in", "other")
    assert order(saga) == "ABCDEF"
    assert saga.titles("other") == ["A", "F", "B"]


def test_in_names_the_one_continuity_that_a_placement_holds_in(saga: Run) -> None:
    saga.ok("franchise", "add", "saga", "a", "b", "f", "--continuity", "Branch")
    saga.ok("place", "f", "--before", "b", "--in", "saga:branch")
    assert order(saga, "--continuity", "main") == "ABCDEF"
    assert order(saga, "--continuity", "branch") == "AFB"


def test_the_note_of_a_placement_is_shown_and_explained(saga: Run) -> None:
    saga.ok("place", "f", "--before", "b", "--note", "six-month gap")
    assert "  Franchise   Saga; before B (six-month gap)\n" in saga.ok("show", "f")
    assert "directly before B: you placed it before B (six-month gap)." in saga.ok(
        "order", "saga", "--explain"
    )
