"""``edit`` and ``remove``, and ``undo`` of both."""

import pytest

from tests.conftest import Run


@pytest.fixture
def alien(run: Run) -> Run:
    run.ok("add", "Alien (1979)", "--tag", "space", "--tag", "horror", "--runtime", "117")
    return run


def test_edit_changes_what_is_given_and_nothing_else(alien: Run) -> None:
    before = alien.json("show", "alien")
    result = alien("edit", "alien", "--where", "Plus")
    assert (result.exit_code, result.stdout, result.stderr) == (
        *(0, "Changed Alien (1979): where none → Plus.\n", ""),
    )
    assert alien.json("show", "alien") == {**before, "where": ["Plus"]}


def test_edit_gives_another_title(alien: Run) -> None:
    assert alien.json("edit", "alien", "--title", "Star Beast")["title"] == "Star Beast"


def test_an_edit_that_changes_nothing_says_so_and_is_no_undo_step(alien: Run) -> None:
    before = alien.library.read_bytes()
    result = alien("edit", "alien", "--tag", "space")
    assert (result.exit_code, result.stdout) == (
        0,
        "Nothing to change: Alien (1979) is like that already.\n",
    )
    assert alien.library.read_bytes() == before


@pytest.mark.parametrize(
    ("clear", "field", "expected"),
    [
        ("tag", "tags", []),
        ("tags", "tags", []),
        ("tag=space", "tags", ["horror"]),
        ("runtime", "runtime", None),
        ("year", "year", None),
    ],
)
def test_clear_empties_a_field_or_one_value_of_it(
    alien: Run, clear: str, field: str, expected: object
) -> None:
    assert alien.json("edit", "alien", "--clear", clear)[field] == expected


def test_clear_comes_before_what_is_added(alien: Run) -> None:
    assert alien.json("edit", "alien", "--tag", "new", "--clear", "tag")["tags"] == ["new"]


def test_clear_takes_one_person_out(alien: Run) -> None:
    alien.ok("edit", "alien", "--cast", "A", "--cast", "B", "--director", "C")
    film = alien.json("edit", "alien", "--clear", "cast=a")
    assert [credit["name"] for credit in film["credits"]] == ["C", "B"]


def test_a_field_that_there_is_not_is_wrong_usage(alien: Run) -> None:
    result = alien("edit", "alien", "--clear", "colour")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "“colour” is not one of year, kind, release" in result.stderr


def test_a_release_date_brings_its_year_along(run: Run) -> None:
    run.ok("add", "Ballerina", "--release", "TBA")
    film = run.json("edit", "ballerina", "--release", "2025-06-06")
    assert (film["release"], film["year"], film["released"]) == ("2025-06-06", 2025, False)


def test_a_seen_film_is_put_back_on_the_watchlist_and_taken_off(alien: Run) -> None:
    alien.ok("watched", "alien")
    assert alien.json("list") == []
    alien.ok("edit", "alien", "--to-watch")
    assert [(f["title"], f["watched"]) for f in alien.json("list")] == [("Alien", True)]
    alien.ok("edit", "alien", "--not-to-watch")
    assert alien.json("list") == []


def test_an_unseen_film_cannot_be_rated(alien: Run) -> None:
    before = alien.library.read_bytes()
    result = alien("edit", "alien", "--rating", "4")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "was not watched yet: rate it with “watchlist rate”" in result.stderr
    assert alien.library.read_bytes() == before


def test_the_current_rating_changes_and_the_viewing_keeps_its_own(alien: Run) -> None:
    alien.ok("watched", "alien", "--rating", "4")
    film = alien.json("edit", "alien", "--rating", "5")
    assert (film["rating"], film["viewings"][0]["rating"]) == (5, 4)


def test_a_title_and_year_that_are_taken_are_refused(alien: Run) -> None:
    alien.ok("add", "Xeno (1979)")
    before = alien.library.read_bytes()
    result = alien("edit", "xeno", "--title", "Alien")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Alien (1979) is already in the library" in result.stderr
    assert alien.library.read_bytes() == before


def test_remove_takes_the_film_with_its_links_and_undo_brings_them_back(john_wick: Run) -> None:
    john_wick.ok("link", "ballerina", "spinoff-of", "chapter 3")
    before = john_wick.json("show", "ballerina")
    result = john_wick("remove", "ballerina")
    assert (result.exit_code, result.stdout) == (0, "Removed Ballerina.\n")
    assert john_wick.json("show", "chapter 3")["links"] == []
    assert "Ballerina" not in john_wick.titles("john wick")
    john_wick.ok("undo")
    assert john_wick.json("show", "ballerina") == before


def test_remove_says_whose_placement_holds_no_longer(john_wick: Run) -> None:
    result = john_wick("remove", "chapter 3", "chapter 4")
    assert result.exit_code == 0
    assert "The placement of Ballerina in John Wick no longer holds" in result.stderr
    assert result.stdout == "Removed John Wick: Chapter 3 (2019) and John Wick: Chapter 4 (2023).\n"


def test_one_unknown_film_removes_none(john_wick: Run) -> None:
    before = john_wick.library.read_bytes()
    assert john_wick("remove", "ballerina", "nothing at all").exit_code == 3
    assert john_wick.library.read_bytes() == before


def test_remove_prints_what_it_removed_as_json(john_wick: Run) -> None:
    assert john_wick.json("remove", "ballerina", "--yes")["title"] == "Ballerina"
    assert john_wick("show", "ballerina").exit_code == 3


def test_undo_and_redo_turn_a_change_back_and_forth(alien: Run) -> None:
    alien.ok("edit", "alien", "--where", "Plus")
    assert alien.ok("undo") == "Undone: edit alien --where Plus\n"
    assert alien.json("show", "alien")["where"] == []
    alien.ok("redo")
    assert alien.json("show", "alien")["where"] == ["Plus"]


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_nothing_to_turn_back_is_refused(run: Run, verb: str) -> None:
    result = run(verb)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: There is nothing to {verb}.\n"


def test_history_lists_each_step_with_its_command(alien: Run) -> None:
    alien.ok("watched", "alien")
    steps = alien.json("history")
    assert [step["step"] for step in steps] == [1, 2]
    assert steps[1]["command"] == "watched alien"
    assert steps[1]["when"] == "2023-03-24T12:00:00Z"


def test_a_piece_of_which_nothing_is_said_cannot_be_removed_and_that_is_told(run: Run) -> None:
    run.ok("add", "Tarn (2024)", "--kind", "series", "--seasons", "10", "--watched")
    before = run.library.read_bytes()
    result = run("remove", "tarn s1e2", "--yes")
    assert (result.exit_code, result.stdout) == (
        0,
        "Nothing to change: nothing is said of Tarn S01E02.\n",
    )
    assert run.library.read_bytes() == before
