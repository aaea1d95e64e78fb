"""``franchise``: who belongs to what."""

import pytest

from tests.conftest import Run


@pytest.fixture
def mad_max(run: Run) -> Run:
    run.ok("add", "Mad Max (1979)", "Mad Max 2 (1981)", "Fury Road (2015)", "Furiosa (2024)")
    run.ok("franchise", "add", "Mad Max", "mad max (1979)", "fury road")
    return run


def members(run: Run, continuity: str = "main") -> list[str]:
    (branch,) = [
        branch
        for branch in run.json("franchise", "show", "mad max")["continuities"]
        if branch["name"] == continuity
    ]
    return [film["film"] for film in branch["films"]]


def test_a_new_franchise_is_made_and_said(run: Run) -> None:
    run.ok("add", "Mad Max (1979)")
    result = run("franchise", "add", "Mad Max", "mad max")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "Added Mad Max (1979) to Mad Max.\n",
        "Created the franchise Mad Max.\n",
    )


def test_films_enter_and_leave_and_stay_in_the_library(mad_max: Run) -> None:
    mad_max.ok("franchise", "add", "mad max", "furiosa")
    assert members(mad_max) == ["Mad Max (1979)", "Fury Road (2015)", "Furiosa (2024)"]
    said = mad_max.ok("franchise", "remove", "mad max", "fury road")
    assert said == "Took Fury Road (2015) out of Mad Max.\n"
    assert members(mad_max) == ["Mad Max (1979)", "Furiosa (2024)"]
    assert mad_max.json("show", "fury road")["franchises"] == []


def test_a_member_that_enters_again_changes_nothing(mad_max: Run) -> None:
    before = mad_max.library.read_bytes()
    assert mad_max.ok("franchise", "add", "mad max", "fury road") == (
        "Nothing to change: Fury Road (2015) is in Mad Max already.\n"
    )
    assert mad_max.library.read_bytes() == before


def test_a_film_that_is_no_member_cannot_leave(mad_max: Run) -> None:
    result = mad_max("franchise", "remove", "mad max", "furiosa")
    assert (result.exit_code, result.stderr) == (1, "Error: Furiosa (2024) is not in Mad Max.\n")


def test_a_film_can_be_in_several_continuities_and_leave_one(mad_max: Run) -> None:
    result = mad_max("franchise", "add", "mad max", "fury road", "furiosa", "--continuity", "New")
    assert result.stderr == "Created the continuity New of Mad Max.\n"
    assert members(mad_max, "New") == ["Fury Road (2015)", "Furiosa (2024)"]
    mad_max.ok("franchise", "remove", "mad max:new", "fury road")
    assert members(mad_max, "New") == ["Furiosa (2024)"]
    assert "Fury Road (2015)" in members(mad_max)


def test_optional_members_are_marked(mad_max: Run) -> None:
    mad_max.ok("franchise", "add", "mad max", "furiosa", "--optional")
    assert "    Furiosa (2024) (optional)\n" in mad_max.ok("franchise", "show", "mad max")


def test_list_counts_films_and_what_was_seen(mad_max: Run) -> None:
    mad_max.ok("watched", "fury road")
    (record,) = mad_max.json("franchise", "list")
    assert (record["name"], record["films"], record["watched"]) == ("Mad Max", 2, 1)
    assert mad_max.ok("franchise", "list") == (
        "  Franchise  Films  Seen\n  Mad Max        2     1\n"
    )


def test_a_series_of_which_seasons_are_placed_counts_as_one_film(run: Run) -> None:
    run.ok("add", "Light (2001)", "Beacon (2005)", "--franchise", "Coast")
    run.ok("add", "Watch (2003)", "--seasons", "4,4", "--franchise", "Coast")
    run.ok("place", "watch s2", "--after", "beacon")
    run.ok("franchise", "combine", "Shores", "coast")

    [coast, shores] = run.json("franchise", "list")
    assert (coast["films"], shores["films"]) == (3, 3)
    films = [film["film"] for film in coast["continuities"][0]["films"]]
    assert films == ["Light (2001)", "Beacon (2005)", "Watch (2003)"]
    assert "  Holds: Coast, 3 films\n" in run.ok("franchise", "show", "shores")
    assert "Watch S02\n" not in run.ok("franchise", "show", "coast")


def test_no_franchise_yet_is_said_on_stderr(run: Run) -> None:
    result = run("franchise", "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("There is no franchise yet")


def test_rename_keeps_the_members(mad_max: Run) -> None:
    said = mad_max.ok("franchise", "rename", "mad max", "The Wasteland")
    assert said == "Renamed Mad Max to The Wasteland.\n"
    assert mad_max.titles("wasteland") == ["Mad Max", "Fury Road"]


def test_a_name_that_is_taken_is_refused(mad_max: Run) -> None:
    mad_max.ok("franchise", "add", "Other", "furiosa")
    result = mad_max("franchise", "rename", "other", "MAD MAX")
    assert (result.exit_code, result.stderr) == (
        1,
        "Error: There is a franchise Mad Max already.\n",
    )


def test_an_alias_finds_the_franchise(mad_max: Run) -> None:
    mad_max.ok("franchise", "edit", "mad max", "--alias", "Wasteland")
    assert mad_max.titles("wasteland") == ["Mad Max", "Fury Road"]


def test_the_default_order_is_what_order_prints(mad_max: Run) -> None:
    mad_max.ok("place", "fury road", "--before", "mad max (1979)")
    mad_max.ok("franchise", "edit", "mad max", "--default-order", "release")
    assert mad_max.titles("mad max") == ["Mad Max", "Fury Road"]
    assert mad_max.titles("mad max", "--by", "timeline") == ["Fury Road", "Mad Max"]


def test_an_edit_without_a_change_is_wrong_usage(mad_max: Run) -> None:
    assert mad_max("franchise", "edit", "mad max").exit_code == 2


def test_a_forgotten_franchise_leaves_its_films(mad_max: Run) -> None:
    said = mad_max.ok("franchise", "delete", "mad max")
    assert said == "Forgot the franchise Mad Max; its films stay.\n"
    assert mad_max.json("franchise", "list") == []
    assert len(mad_max.json("list", "--all")) == 4
    mad_max.ok("undo")
    assert members(mad_max) == ["Mad Max (1979)", "Fury Road (2015)"]


def test_a_colon_with_a_blank_behind_it_belongs_to_the_name(run: Run) -> None:
    run.ok("add", "Mission: Impossible (1996)", "--franchise", "Mission: Impossible")
    (record,) = run.json("franchise", "list")
    assert (record["name"], len(record["continuities"])) == ("Mission: Impossible", 1)
    assert run.titles("mission: impossible") == ["Mission: Impossible"]


@pytest.mark.parametrize("verb", ["show", "delete"])
def test_an_unknown_franchise_is_not_found(mad_max: Run, verb: str) -> None:
    result = mad_max("franchise", verb, "Mad Mex")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "Error: There is no franchise “Mad Mex”; did you mean Mad Max?\n"


def test_part_of_two_names_is_ambiguous(mad_max: Run) -> None:
    mad_max.ok("franchise", "add", "Mad Men", "furiosa")
    result = mad_max("franchise", "show", "mad")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == "Error: “mad” is ambiguous: it can mean Mad Max or Mad Men.\n"
