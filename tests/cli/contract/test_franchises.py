"""Franchises, placements, plans, notes and credits: what the contract says, a test a sentence."""

from __future__ import annotations

import pytest

from tests.conftest import Run

LABELS = ["A (2001)", "B (2002)", "C (2003)", "D (2004)"]


@pytest.fixture
def saga(run: Run) -> Run:
    """Return a franchise of four films named A to D, a year apart, each 100 minutes long."""
    run.ok("add", *LABELS, "--franchise", "Saga", "--runtime", "100")
    return run


def titles(run: Run, *args: str) -> str:
    return "".join(run.titles("saga", *args))


def following(run: Run, *args: str) -> list[str]:
    return [film["title"] for film in run.json("next", "saga", *args)]


def days(run: Run, *args: str) -> list[tuple[str, str]]:
    return [(showing["day"], showing["title"]) for showing in run.json("plan", *args)]


# -- skip and unskip -------------------------------------------------------------------------


@pytest.mark.parametrize("weight", [[], ["--optional"]], ids=["optional or not", "optional"])
def test_skip_f_film_optional_or_not_next_passes_over_it(saga: Run, weight: list[str]) -> None:
    saga.ok("franchise", "add", "saga", "a", *weight)
    assert saga.ok("franchise", "skip", "saga", "a", "b") == (
        "Skipping A (2001) and B (2002) in Saga.\n"
    )
    assert following(saga) == following(saga, "--optional") == ["C"]
    skipped = saga.json("next", "saga")[0]["skipped"]
    assert [(film["title"], film["why"]) for film in skipped] == [
        ("A", "you chose to skip it"),
        ("B", "you chose to skip it"),
    ]
    assert saga.ok("franchise", "unskip", "saga", "a", "b") == (
        "No longer skipping A (2001) and B (2002) in Saga.\n"
    )
    assert following(saga, "--optional") == ["A"]


def test_a_skipped_film_blocks_nothing(saga: Run) -> None:
    saga.ok("franchise", "skip", "saga", "b")
    assert [film["title"] for film in saga.json("catchup", "d")] == ["A", "C"]
    assert [title for _, title in days(saga, "saga")] == ["A", "C", "D"]
    saga.ok("watched", "a")
    result = saga("watched", "c")
    assert (result.exit_code, result.stderr) == (0, "")
    saga.ok("watched", "d", "--through")
    assert not saga.json("show", "b")["watched"]


def test_a_skipped_film_stays_in_the_order_and_is_not_counted(saga: Run) -> None:
    saga.ok("franchise", "skip", "saga", "b")
    assert titles(saga) == "ABCD"
    text = saga.ok("order", "saga")
    assert text.startswith("Saga · timeline · 0 of 3 watched · 5 h to go\n")
    assert "  2   2  B     2002     2  skipped\n" in text
    entries = saga.json("order", "saga")["tables"][0]["entries"]
    assert [entry["skipped"] for entry in entries] == [False, True, False, False]
    assert "  Skipped: B (2002)\n" in saga.ok("franchise", "show", "saga")


def test_skipping_twice_changes_nothing_and_says_so(saga: Run) -> None:
    saga.ok("franchise", "skip", "saga", "b")
    before = saga.library.read_bytes()
    assert saga.ok("franchise", "skip", "saga", "b").startswith("Nothing to change: ")
    assert saga.ok("franchise", "unskip", "saga", "c").startswith("Nothing to change: ")
    assert saga.library.read_bytes() == before


@pytest.mark.parametrize("command", ["skip", "unskip"])
def test_only_a_member_can_be_skipped(saga: Run, command: str) -> None:
    saga.ok("add", "Stranger")
    before = saga.library.read_bytes()
    result = saga("franchise", command, "saga", "b", "stranger")
    assert (result.exit_code, result.stderr) == (1, "Error: Stranger is not in Saga.\n")
    assert saga.library.read_bytes() == before


def test_a_film_that_leaves_is_no_longer_skipped(saga: Run) -> None:
    saga.ok("franchise", "skip", "saga", "a")
    saga.ok("franchise", "remove", "saga", "a")
    saga.ok("franchise", "add", "saga", "a")
    assert following(saga) == ["A"]


# -- continuities, orders, names -------------------------------------------------------------


def test_continuity_f_name_film_makes_fills_renames_describes_and_deletes(saga: Run) -> None:
    result = saga("franchise", "continuity", "saga", "Thorn", "a", "c")
    assert (result.exit_code, result.stderr) == (0, "Created the continuity Thorn of Saga.\n")
    assert titles(saga, "--continuity", "thorn") == "AC"
    saga.ok("franchise", "continuity", "saga", "thorn", "d")
    assert titles(saga, "--continuity", "thorn") == "ACD"
    saga.ok("franchise", "continuity", "saga", "thorn", "--describe", "The curse")
    saga.ok("franchise", "continuity", "saga", "thorn", "--rename", "Curse")
    (_, curse) = saga.json("franchise", "show", "saga")["continuities"]
    assert (curse["name"], curse["description"]) == ("Curse", "The curse")
    saga.ok("franchise", "continuity", "saga", "curse", "--delete")
    assert [c["name"] for c in saga.json("franchise", "show", "saga")["continuities"]] == ["main"]


def test_edit_f_alias_default_order(saga: Run) -> None:
    saga.ok("place", "d", "--first")
    saga.ok("franchise", "edit", "saga", "--alias", "The Tale", "--default-order", "release")
    assert "".join(saga.titles("the tale")) == "ABCD"
    saga.ok("franchise", "edit", "saga", "--default-order", "timeline")
    assert titles(saga) == "DABC"


def test_arrange_f_ordername_film_and_disarrange_f_ordername(saga: Run) -> None:
    saga.ok("franchise", "arrange", "saga", "machete", "b", "d", "a")
    table = saga.json("order", "saga", "--by", "machete")["tables"][0]
    assert [entry["title"] for entry in table["entries"]] == ["B", "D", "A"]
    assert table["left_out"] == ["C"]
    saga.ok("franchise", "disarrange", "saga", "machete")
    assert saga("order", "saga", "--by", "machete").exit_code == 3


def test_remove_rename_and_delete_keep_the_films(saga: Run) -> None:
    saga.ok("franchise", "remove", "saga", "d")
    saga.ok("franchise", "rename", "saga", "Tale")
    assert "".join(saga.titles("tale")) == "ABC"
    saga.ok("franchise", "delete", "tale")
    assert saga.json("franchise", "list") == []
    assert len(saga.json("list")) == 4


# -- plan ------------------------------------------------------------------------------------


def test_plan_by_default_the_franchises_default_order_one_film_an_evening_from_today(
    saga: Run,
) -> None:
    saga.ok("place", "d", "--first")
    assert days(saga, "saga") == [
        ("2023-03-24", "D"),
        ("2023-03-25", "A"),
        ("2023-03-26", "B"),
        ("2023-03-27", "C"),
    ]
    saga.ok("franchise", "edit", "saga", "--default-order", "release")
    assert [title for _, title in days(saga, "saga")] == ["A", "B", "C", "D"]


def test_plan_by_from_per_day_order(saga: Run) -> None:
    saga.ok("franchise", "arrange", "saga", "short", "c", "a")
    assert days(saga, "saga", "--order", "short", "--from", "2023-04-01") == [
        ("2023-04-01", "C"),
        ("2023-04-02", "A"),
    ]
    assert len({day for day, _ in days(saga, "saga", "--by", "2023-03-25")}) == 2
    assert len({day for day, _ in days(saga, "saga", "--per-day", "200")}) == 2


def test_a_film_of_a_day_without_limit_can_be_longer_than_a_day(saga: Run) -> None:
    saga.ok("edit", "a", "--runtime", "1500")
    assert [title for _, title in days(saga, "saga")] == ["A", "B", "C", "D"]


def test_a_film_that_is_not_out_waits_for_its_day_and_the_rest_follows(saga: Run) -> None:
    saga.ok("edit", "b", "--release", "2023-04-10", "--year", "2023")
    saga.ok("franchise", "arrange", "saga", "short", "a", "b", "c")
    assert days(saga, "saga", "--order", "short") == [
        ("2023-03-24", "A"),
        ("2023-04-10", "B"),
        ("2023-04-11", "C"),
    ]


def test_plan_film_is_what_is_to_be_seen_before_it_in_release_order(saga: Run) -> None:
    assert days(saga, "c") == [("2023-03-24", "A"), ("2023-03-25", "B")]
    result = saga("plan", "c", "--order", "timeline")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: C (2003) is a film: ")


# -- place -----------------------------------------------------------------------------------


def test_a_placement_that_replaces_another_says_which_instead_of_after_a(saga: Run) -> None:
    saga.ok("place", "d", "--after", "a")
    assert saga.ok("place", "d", "--before", "a") == (
        "Placed D (2004) before A (2001), instead of: after A.\n"
    )
    result = saga("edit", "d", "--during", "b")
    assert result.stderr.startswith("Placed D (2004) instead of: before A.\n")


def test_several_films_are_named_with_what_each_had(saga: Run) -> None:
    saga.ok("place", "c", "--after", "a")
    saga.ok("place", "d", "--first")
    assert saga.ok("place", "c", "d", "--before", "b") == (
        "Placed C (2003) and D (2004) before B (2002), instead of: C after A, D first.\n"
    )


def test_the_same_again_replaces_nothing(saga: Run) -> None:
    saga.ok("place", "d", "--after", "a", "--note", "so they say")
    assert "instead" not in saga.ok("place", "d", "--after", "a", "--note", "seen")


@pytest.mark.parametrize("command", ["place", "edit"])
def test_after_a_before_b_is_between_a_b(saga: Run, command: str) -> None:
    assert saga(command, "d", "--after", "a", "--before", "b").exit_code == 0
    (part,) = saga.json("show", "d")["franchises"]
    assert [one["placement"] for one in part["placements"]] == ["between A and B"]
    assert titles(saga) == "ADBC"


def test_add_after_a_before_b_is_between_a_b(saga: Run) -> None:
    saga.ok("add", "E (2009)", "--after", "a", "--before", "b")
    assert titles(saga) == "AEBCD"


@pytest.mark.parametrize(
    "options",
    [
        ["--after", "a", "--during", "b"],
        ["--after", "a", "--before", "b", "--first"],
        ["--after", "a", "--before", "b", "--reset"],
        ["--first", "--last"],
    ],
)
def test_any_other_two_placements_are_wrong_usage(saga: Run, options: list[str]) -> None:
    before = saga.library.read_bytes()
    result = saga("place", "d", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert saga.library.read_bytes() == before


def test_place_that_has_no_effect_in_any_order_no_shared_continuity_anchors_missing_says_so(
    saga: Run,
) -> None:
    saga.ok("franchise", "continuity", "saga", "other", "d")
    saga.ok("franchise", "remove", "saga:main", "d")
    result = saga("place", "d", "--before", "a", "--in", "saga")
    assert result.exit_code == 0
    assert result.stderr == ("That has no effect in any order: D shares no continuity with A.\n")
    saga.ok("franchise", "add", "saga:main", "d")
    assert titles(saga, "--continuity", "main") == "DABC"


def test_a_placement_that_holds_says_nothing_of_that(saga: Run) -> None:
    for where in (["--before", "a"], ["--first"], ["--unplaced"], ["--between", "a", "b"]):
        assert "no effect" not in saga("place", "d", *where).stderr


# -- notes and credits -----------------------------------------------------------------------


def test_note_film_text_source_url_on_date_a_dated_note(saga: Run) -> None:
    saga.ok("note", "a", "Reshoots.", "--source", "https://e.org/1", "--on", "2023-02")
    saga.ok("note", "a", "Done.")
    assert saga.json("show", "a")["notes"] == [
        {"text": "Reshoots.", "on": "2023-02", "source": "https://e.org/1"},
        {"text": "Done.", "on": "2023-03-24", "source": None},
    ]
    assert "  Notes       2023-02 Reshoots. https://e.org/1\n" in saga.ok("show", "a")


@pytest.mark.parametrize("date", ["TBA", "soon", "2023-02-30", ""])
def test_a_note_has_a_date_that_is_one(saga: Run, date: str) -> None:
    result = saga("note", "a", "Text", "--on", date)
    assert (result.exit_code, result.stdout) == (2, "")
    assert saga.json("show", "a")["notes"] == []


@pytest.mark.parametrize("spelling", ["rumored", "rumoured", "Rumoured"])
def test_rumored_also_spelt_rumoured(saga: Run, spelling: str) -> None:
    saga.ok("credit", "a", "Jo Doe", "--status", spelling)
    assert saga.json("show", "a")["credits"][0]["status"] == "rumored"


def test_show_prints_what_was_said_with_each_earlier_statements_date_and_source(
    saga: Run,
) -> None:
    said = ["credit", "a", "Jo Doe", "--as", "writer"]
    saga.ok(*said, "--status", "reported", "--on", "2023-02-10", "--source", "https://e.org/1")
    saga.ok(*said, "--status", "confirmed", "--source", "https://e.org/2")
    text = saga.ok("show", "a")
    assert "reported 2023-02-10, confirmed 2023-03-24" in text
    assert "Jo Doe, writer https://e.org/2\n" in text
    assert "reported: https://e.org/1\n" in text
    (credit,) = saga.json("show", "a")["credits"]
    assert (credit["status"], credit["on"]) == ("confirmed", "2023-03-24")
    assert credit["earlier"] == [
        {"status": "reported", "on": "2023-02-10", "source": "https://e.org/1"}
    ]


def test_a_statement_entered_later_takes_its_place_by_date(saga: Run) -> None:
    saga.ok("credit", "a", "Jo Doe", "--status", "confirmed", "--on", "2023-03-01")
    saga.ok("credit", "a", "Jo Doe", "--status", "rumored", "--on", "2022")
    (credit,) = saga.json("show", "a")["credits"]
    assert credit["status"] == "confirmed"
    assert "rumored 2022, confirmed 2023-03-01" in saga.ok("show", "a")


def test_another_source_of_the_same_status_is_kept_beside_the_first(saga: Run) -> None:
    saga.ok("credit", "a", "Jo Doe", "--status", "reported", "--source", "https://e.org/1")
    saga.ok("credit", "a", "Jo Doe", "--source", "https://e.org/2")
    text = saga.ok("show", "a")
    assert "https://e.org/1" in text
    assert "https://e.org/2" in text
    before = saga.library.read_bytes()
    saga.ok("credit", "a", "Jo Doe", "--status", "reported", "--source", "https://e.org/2")
    assert saga.library.read_bytes() == before
