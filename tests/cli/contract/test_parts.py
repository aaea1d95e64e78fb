"""Parts: seasons, episodes, segments. A test bears the sentence of the contract that it holds."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.parts import parts, progress, rows, seen
from tests.conftest import Run


@pytest.fixture
def knight(run: Run) -> Run:
    """A series of one season of six episodes."""
    run.ok("add", "Moon Knight (2022)", "--bare", "--seasons", "6")
    return run


@pytest.fixture
def clone_wars(run: Run) -> Run:
    """A series of three seasons in a franchise with its film."""
    run.ok("add", "The Clone Wars (2008)", "--bare", "--seasons", "22,22,22")
    run.ok("add", "Attack of the Clones (2002)", "--bare", "--franchise", "Star Wars")
    run.ok("franchise", "add", "star wars", "the clone wars")
    return run


# -- the model -------------------------------------------------------------------------------


def test_it_is_a_film_record_of_kind_season_episode_or_segment_with_whole_an_id_and_span(
    clone_wars: Run,
) -> None:
    clone_wars.ok("watched", "clone wars s1")
    clone_wars.ok("watched", "clone wars s2e1")
    clone_wars.ok("add", "The Godfather Part II (1974)", "--bare", "--runtime", "202")
    clone_wars.ok("watched", "godfather part ii ..22:05")
    found = [
        (record["kind"], record["whole"], record["part"])
        for name in ("clone wars s1", "clone wars s2e1", "godfather part ii ..22:05")
        for record in [clone_wars.json("show", name)]
    ]
    assert found == [("season", 1, "S01"), ("episode", 1, "S02E01"), ("segment", 5, "..0:22:05")]


def test_so_it_has_its_own_title_release_air_date_runtime_viewings_placements_links_notes(
    knight: Run,
) -> None:
    facts = ["--title", "Summon the Suit", "--release", "2022-04-06", "--runtime", "52"]
    knight.ok("edit", "moon knight s1e2", *facts)
    knight.ok("note", "moon knight s1e2", "the chalice")
    knight.ok("link", "moon knight s1e2", "requires", "moon knight s1e1")
    knight.ok("watched", "moon knight s1e2", "--on", "2022-04-07")
    record = knight.json("show", "moon knight s1e2")
    assert (record["title"], record["release"], record["runtime"]) == (
        "Summon the Suit",
        "2022-04-06",
        52,
    )
    assert record["viewings"][0]["watched_on"] == "2022-04-07"
    assert record["notes"][0]["text"] == "the chalice"
    assert record["links"][0]["relation"] == "requires"
    knight.ok("franchise", "add", "MCU", "moon knight")
    knight.ok("place", "moon knight s1e2", "--first")
    assert rows(knight, "mcu") == ["S01E02", "S01E01", "S01E03..S01E06"]
    whole = knight.json("show", "moon knight")
    assert (whole["title"], whole["release"], whole["runtime"]) == ("Moon Knight", None, None)
    assert (whole["notes"], whole["links"]) == ([], [])


def test_a_part_exists_as_a_record_only_once_something_is_said_of_it_a_viewing_a_placement_a_title(
    knight: Run,
) -> None:
    assert parts(knight, "moon knight", "id") == [None] * 6
    knight.ok("watched", "moon knight s1e2")
    assert [number is None for number in parts(knight, "moon knight", "id")] == [
        *(True, False, True, True, True, True)
    ]
    knight.ok("unwatch", "moon knight s1e2")
    assert parts(knight, "moon knight", "id") == [None] * 6
    assert knight.json("show", "moon knight s1e2")["id"] is None
    knight.ok("edit", "moon knight s1e3", "--title", "The Friendly Type")
    knight.ok("franchise", "add", "MCU", "moon knight")
    knight.ok("place", "moon knight s1e5", "--first")
    known = {part: number for part, number in parts(knight, "moon knight", "part", "id") if number}
    assert list(known) == ["S01E03", "S01E05"]


def test_how_many_episodes_a_season_has_is_a_field_of_the_whole_seasons_a_season_whose_length_is_unknown_is_null(
    run: Run,
) -> None:
    run.ok("add", "Shield (2013)", "--bare", "--seasons", "22,22,?")
    record = run.json("show", "shield")
    assert (record["seasons"], record["kind"]) == ([22, 22, None], "series")
    assert progress(run, "shield") == (0, None)
    run.ok("edit", "shield", "--seasons", "22,22,13")
    assert progress(run, "shield") == (0, 57)


def test_season_0_is_the_specials(knight: Run) -> None:
    knight.ok("watched", "moon knight s0e1")
    assert progress(knight, "moon knight") == (0, 6)
    assert parts(knight, "moon knight", "part")[-1] == "S00E01"


def test_spans_of_one_whole_that_are_records_may_touch_but_never_overlap(knight: Run) -> None:
    knight.ok("watched", "moon knight s1e1..e3", "--on", "2022-04-01")
    knight.ok("watched", "moon knight s1e2..e5", "--on", "2022-04-02")
    records = knight.json("list", "--kind", "episode")
    assert [film["part"] for film in records] == ["S01E01", "S01E02..S01E03", "S01E04..S01E05"]


def test_naming_a_smaller_piece_of_a_record_splits_what_was_said_of_the_larger_one_sensibly(
    knight: Run,
) -> None:
    knight.ok("watched", "moon knight s1", "--on", "2022-05-05", "--rating", "4")
    knight.ok("edit", "moon knight s1e3", "--title", "The Friendly Type")
    found = parts(knight, "moon knight", "watched_on", "rating")
    assert found == [["2022-05-05", 4.0]] * 6


def test_a_viewing_of_s01_is_a_viewing_of_every_episode_of_it(knight: Run) -> None:
    knight.ok("watched", "moon knight s1")
    assert seen(knight, "moon knight") == [f"S01E0{number}" for number in range(1, 7)]
    assert knight.json("show", "moon knight s1e4")["watched"] is True


def test_a_film_that_is_a_part_is_never_on_the_watchlist_itself_and_never_in_list_unless_asked_kind_episode_its_whole_is_and_shows_the_progress(
    knight: Run,
) -> None:
    knight.ok("edit", "moon knight s1e2", "--title", "Summon the Suit")
    assert [film["title"] for film in knight.json("list", "--all")] == ["Moon Knight"]
    assert knight.json("list")[0]["progress"] == {"seen": 0, "of": 6}
    asked = knight.json("list", "--kind", "episode")
    assert [(film["title"], film["to_watch"]) for film in asked] == [("Summon the Suit", False)]
    refused = knight("edit", "moon knight s1e2", "--to-watch")
    assert refused.exit_code == 1


# -- writing a part --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "part"),
    [
        *(("s2", "S02"), ("SEASON 2", "S02"), ("S02E16", "S02E16"), ("2x16", "S02E16")),
        *(("s2 e16", "S02E16"), ("s02e16a", "S02E16a"), ("s01e01..e15", "S01E01..S01E15")),
        *(("s01e01..s02e03", "S01E01..S02E03"), ("s1..s2", "S01..S02")),
    ],
)
def test_part_whatever_its_case(clone_wars: Run, written: str, part: str) -> None:
    assert clone_wars.json("show", f"clone wars {written}")["part"] == part
    clone_wars.ok("watched", f"CLONE WARS {written}")
    assert clone_wars.json("show", f"clone wars {written}")["watched"] is True


def test_e16_means_an_episode_of_a_series_of_one_season(knight: Run) -> None:
    assert knight.json("show", "moon knight e3")["part"] == "S01E03"


def test_e16_means_an_episode_of_absolute_numbers_when_the_series_has_no_seasons(run: Run) -> None:
    run.ok("add", "One Piece (1999)", "--bare", "--kind", "series")
    run.ok("watched", "one piece e1..e61")
    assert run.json("show", "one piece e1..e61")["part"] == "E01..E61"
    run.ok("edit", "one piece", "--seasons", "61,16")
    assert progress(run, "one piece") == (61, 77)
    assert run.json("list", "--kind", "season")[0]["part"] == "S01"


def test_e16_of_a_series_of_several_seasons_says_too_little(clone_wars: Run) -> None:
    result = clone_wars("watched", "clone wars e16")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "which of the 3 seasons" in result.stderr


def test_0_22_05_to_1_57_16_or_one_open_end_means_minutes_of_a_film_the_open_end_is_the_films(
    run: Run,
) -> None:
    run.ok("add", "The Godfather Part II (1974)", "--bare", "--runtime", "202")
    run.ok("watched", "godfather part ii ..22:05")
    run.ok("watched", "godfather part ii 0:22:05..1:57:16")
    assert run.json("show", "godfather part ii")["watched"] is False
    run.ok("watched", "godfather part ii 1:57:16..")
    assert run.json("show", "godfather part ii")["watched"] is True


def test_a_detective_story_means_the_title_of_a_part(run: Run) -> None:
    run.ok(
        "add", "The Animatrix (2003)", "--bare", "--parts", "-", input="Osiris\nA Detective Story\n"
    )
    assert run.json("show", "the animatrix a detective story")["part"] == "2"
    assert run.json("show", "a detective story")["part"] == "2"


def test_a_title_that_looks_like_a_part_is_a_title(knight: Run) -> None:
    knight.ok("add", "Moon Knight S1E1 (2023)", "--bare")
    assert knight.json("show", "moon knight s1e1")["year"] == 2023


UNREADABLE = ["s1e", "s01e03..e02", "s2..s1", "s0..s1", "s1e1..x"]
MISSING = ["s2", "s1e7", "s1e5..e9", "..22:05", "1x99"]


def refused(run: Run, piece: str, status: int) -> None:
    for command in (["watched"], ["show"], ["edit", "--title", "T"], ["rate", "4"]):
        name, *more = command
        result = run(name, f"moon knight {piece}", *more)
        assert (result.exit_code, result.stdout) == (status, ""), command
        assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("piece", UNREADABLE)
def test_a_span_that_cannot_be_read_or_runs_backwards_is_exit_2(knight: Run, piece: str) -> None:
    refused(knight, piece, 2)


@pytest.mark.parametrize("piece", MISSING)
def test_a_piece_that_the_whole_does_not_have_s03_of_two_seasons_an_episode_beyond_a_known_length_is_exit_3(
    knight: Run, piece: str
) -> None:
    refused(knight, piece, 3)


@pytest.mark.parametrize("piece", [*UNREADABLE, *MISSING, "s1e2..e3"])
def test_nothing_is_created_or_changed_then_add_included(knight: Run, piece: str) -> None:
    knight.ok("edit", "moon knight s1e1..e2", "--title", "Pilot")
    before = knight.library.read_bytes()
    for more in ([], ["--add"]):
        result = knight("watched", f"moon knight {piece}", *more)
        assert result.exit_code in {1, 2, 3}
        assert (result.stdout, result.stderr.count("\n")) == ("", 1)
    assert knight.library.read_bytes() == before


def test_a_piece_that_the_whole_does_not_have_a_season_of_a_film_is_exit_3(run: Run) -> None:
    run.ok("add", "Alien (1979)", "--bare")
    result = run("watched", "alien s1")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "it is no series" in result.stderr


def test_a_span_that_overlaps_a_record_in_part_and_cannot_be_split_without_losing_what_was_said_is_exit_1(
    knight: Run,
) -> None:
    knight.ok("edit", "moon knight s1e1..e2", "--title", "Pilot")
    before = knight.library.read_bytes()
    result = knight("watched", "moon knight s1e2..e3")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "has a title of its own" in result.stderr
    assert knight.library.read_bytes() == before


def test_parts_film_prints_the_seasons_or_segments_with_titles_dates_what_is_seen(
    knight: Run,
) -> None:
    knight.ok("edit", "moon knight s1e2", "--title", "Summon the Suit", "--release", "2022-04-06")
    knight.ok("watched", "moon knight s1e1", "--on", "2022-03-30", "--rating", "4")
    assert knight.ok("parts", "moon knight") == (
        "Moon Knight (2022) · 1 of 6\n"
        "\n"
        "  Part            Title            Release     Seen\n"
        "  S01E01                                       2022-03-30 ★★★★\n"
        "  S01E02          Summon the Suit  2022-04-06\n"
        "  S01E03..S01E06\n"
    )


def test_format_json_an_array_of_part_title_release_runtime_watched_watched_on_rating_id_null_when_there_is_no_record(
    knight: Run,
) -> None:
    knight.ok("edit", "moon knight s1e2", "--title", "Summon the Suit", "--release", "2022-04-06")
    fields = ["part", "title", "release", "runtime", "watched", "watched_on", "rating", "id"]
    found = knight.json("parts", "moon knight")
    assert [list(part) for part in found] == [fields] * 6
    assert found[0]["id"] is None
    assert found[1] == {
        "part": "S01E02",
        "title": "Summon the Suit",
        "release": "2022-04-06",
        "runtime": None,
        "watched": False,
        "watched_on": None,
        "rating": None,
        "id": 2,
    }


def test_a_titled_segment_without_minutes_is_a_part_by_its_number(run: Run) -> None:
    titles = "Final Flight of the Osiris\n\nThe Second Renaissance Part I\nKid's Story\n"
    run.ok("add", "The Animatrix (2003)", "--bare", "--parts", "-", input=titles)
    assert parts(run, "animatrix", "part", "title") == [
        ["1", "Final Flight of the Osiris"],
        ["2", "The Second Renaissance Part I"],
        ["3", "Kid's Story"],
    ]
    run.ok("watched", "animatrix 2")
    assert progress(run, "animatrix") == (1, 3)
    run.ok("watched", "animatrix 1..3")
    assert run.json("show", "animatrix")["watched"] is True


# -- watching --------------------------------------------------------------------------------


def test_watched_moon_knight_s1e1_to_e3_watched_loki_s1_watched_loki(run: Run) -> None:
    run.ok("add", "Loki (2021)", "--bare", "--seasons", "6,6")
    run.ok("watched", "loki s1e1..e3", "--on", "2021-06-09")
    assert progress(run, "loki") == (3, 12)
    run.ok("watched", "loki s1")
    assert progress(run, "loki") == (6, 12)
    run.ok("watched", "loki")
    assert progress(run, "loki") == (12, 12)
    assert parts(run, "loki", "watched_on")[:4] == [*["2021-06-09"] * 3, "2023-03-24"]


def test_the_whole_every_regular_episode_that_is_not_seen_yet_known_or_not(run: Run) -> None:
    run.ok("add", "Loki (2021)", "--bare", "--kind", "series")
    run.ok("watched", "loki s1e2")
    run.ok("watched", "loki")
    assert run.json("show", "loki s2e5")["watched"] is True
    assert run.json("show", "loki s0e1")["watched"] is False


def test_unwatch_takes_the_viewing_of_a_piece_back(knight: Run) -> None:
    knight.ok("watched", "moon knight", "--on", "2022-05-05")
    knight.ok("unwatch", "moon knight s1e3")
    assert seen(knight, "moon knight") == ["S01E01", "S01E02", "S01E04", "S01E05", "S01E06"]
    assert knight.json("list")[0]["title"] == "Moon Knight"
    knight.ok("undo")
    assert progress(knight, "moon knight") == (6, 6)


def test_a_whole_is_watched_when_it_has_a_viewing_of_its_own_or_all_its_regular_episodes_have_one(
    knight: Run,
) -> None:
    knight.ok("watched", "moon knight s1e1..e5")
    assert knight.json("show", "moon knight")["watched"] is False
    knight.ok("watched", "moon knight s1e6")
    record = knight.json("show", "moon knight")
    assert (record["watched"], record["to_watch"]) == (True, False)
    assert knight.json("list", "--seen")[0]["title"] == "Moon Knight"
    knight.ok("unwatch", "moon knight")
    assert knight.json("list")[0]["progress"] == {"seen": 5, "of": 6}
    knight.ok("unwatch", "moon knight", "--all")
    knight.ok("add", "Dark (2017)", "--bare", "--kind", "series")
    knight.ok("watched", "dark", "--on", "2020-06-27")
    assert knight.json("show", "dark")["watched"] is True


def test_specials_never_count(knight: Run) -> None:
    knight.ok("watched", "moon knight s0e1..e9")
    assert progress(knight, "moon knight") == (0, 6)
    assert knight.json("next", "moon knight")[0]["part"] == "S01E01"


def test_both_halves_of_an_episode_seen_count_as_the_episode(knight: Run) -> None:
    knight.ok("watched", "moon knight s1e1a")
    assert progress(knight, "moon knight") == (0, 6)
    knight.ok("watched", "moon knight s1e1b")
    assert progress(knight, "moon knight") == (1, 6)
    assert knight.json("next", "moon knight")[0]["part"] == "S01E02"


def test_show_list_order_the_pages_and_stats_say_5_of_22(clone_wars: Run) -> None:
    clone_wars.ok("watched", "clone wars s1e1..e5")
    page = ["order", "star wars", "--format", "html"]
    tables = (["show", "the clone wars"], ["list"], ["order", "star wars"], ["stats"])
    for command in (*tables, page, ["export", "--to", "html"]):
        assert "5 of 66" in clone_wars.ok(*command), command


def test_next_names_the_next_episode_next_clone_wars_too(clone_wars: Run) -> None:
    clone_wars.ok("watched", "attack of the clones", "clone wars s1e1..e4")
    for command in (["next"], ["next", "star wars"], ["next", "clone wars"]):
        [record] = clone_wars.json(*command)
        assert (record["title"], record["part"], record["whole"]) == ("The Clone Wars", "S01E05", 1)
    assert "The Clone Wars S01E05" in clone_wars.ok("next", "clone wars")


def test_episodes_may_not_be_skipped_silently_watching_s01e05_with_e04_unseen_is_warned_about_like_films_out_of_order(
    knight: Run,
) -> None:
    knight.ok("watched", "moon knight s1e1..e3")
    result = knight("watched", "moon knight s1e5")
    assert result.exit_code == 0
    assert result.stderr == (
        "Not watched yet, and earlier in the order: Moon Knight S01E04. "
        "Mark them too with --through.\n"
    )
    assert knight("watched", "moon knight s1e4").stderr == ""


def test_through_marks_what_is_before(knight: Run) -> None:
    knight.ok("watched", "moon knight s1e2", "--on", "2022-04-06")
    assert knight("watched", "moon knight s1e5", "--through", "--on", "2022-05-01").stderr == ""
    assert parts(knight, "moon knight", "watched_on") == [
        *("2022-05-01", "2022-04-06", "2022-05-01", "2022-05-01", "2022-05-01", None)
    ]


def test_watched_add_enters_a_series_for_a_piece_of_one_that_nobody_knew(run: Run) -> None:
    run.ok("watched", "Severance s1e1", "--add")
    found = run.json("list", "--all")
    assert [(film["title"], film["kind"]) for film in found] == [("Severance", "series")]
    assert run.json("log")[0]["part"] == "S01E01"


# -- in an order -----------------------------------------------------------------------------


def test_a_part_that_is_placed_becomes_a_row_of_its_own_what_is_left_of_the_whole_stays_where_the_whole_stands_and_is_printed_with_its_span(
    clone_wars: Run,
) -> None:
    assert rows(clone_wars) == ["Attack of the Clones", "The Clone Wars"]
    clone_wars.ok("place", "clone wars s02e16", "--before", "clone wars s01e16")
    assert rows(clone_wars) == [
        *("Attack of the Clones", "S01E01..S01E15", "S02E16", "S01E16..S02E15"),
        "S02E17..S03E22",
    ]
    entries = clone_wars.json("order", "star wars")["tables"][0]["entries"]
    assert [(e["id"] is None, e["whole"], e["title"]) for e in entries[1:3]] == [
        *((True, 1, "The Clone Wars"), (False, 1, "The Clone Wars"))
    ]


def test_what_is_left_of_the_whole_is_printed_as_the_rest_when_the_lengths_are_unknown(
    run: Run,
) -> None:
    run.ok("add", "Shield (2013)", "--bare", "--kind", "series", "--franchise", "MCU")
    run.ok("add", "Winter Soldier (2014)", "--bare", "--franchise", "MCU")
    run.ok("place", "shield s01e17..e22", "--after", "winter soldier")
    assert rows(run, "mcu") == ["the rest", "Winter Soldier", "S01E17..S01E22"]


def test_a_film_placed_after_an_episode_stands_directly_after_that_episode_the_run_splits_there(
    clone_wars: Run,
) -> None:
    clone_wars.ok("place", "attack of the clones", "--after", "clone wars s1e16")
    assert rows(clone_wars) == ["S01E01..S01E16", "Attack of the Clones", "S01E17..S03E22"]


def test_a_part_on_the_spine_by_its_own_release_date_when_it_and_its_neighbours_in_the_whole_have_one(
    run: Run,
) -> None:
    run.ok("add", "Series (2010)", "--bare", "--seasons", "4", "--franchise", "F")
    run.ok("add", "Film", "--bare", "--release", "2012-06", "--franchise", "F")
    dates = ["2010-01-01", "2012-01-01", "2013-01-01", "2013-02-01"]
    for number, date in enumerate(dates[:3], start=1):
        run.ok("edit", f"series s1e{number}", "--release", date)
    assert rows(run, "f") == ["Series", "Film"]
    run.ok("edit", "series s1e4", "--release", dates[3])
    assert rows(run, "f") == ["S01E01..S01E02", "Film", "S01E03..S01E04"]


def test_episodes_of_one_whole_that_are_not_placed_never_change_their_order(run: Run) -> None:
    run.ok("add", "Series (2010)", "--bare", "--seasons", "3", "--franchise", "F")
    for number, date in enumerate(["2012", "2011", "2010"], start=1):
        run.ok("edit", f"series s1e{number}", "--release", date)
    assert rows(run, "f") == ["Series"]


def test_the_whole_as_an_anchor_means_its_unplaced_rest_before_its_first_after_its_last_episode(
    run: Run,
) -> None:
    run.ok("add", "Series (2010)", "--bare", "--seasons", "3", "--franchise", "F")
    run.ok("add", "Early (2020)", "Late (2000)", "Far (2030)", "--bare", "--franchise", "F")
    run.ok("place", "series s1e3", "--after", "far")
    run.ok("place", "early", "--before", "series")
    run.ok("place", "late", "--after", "series")
    assert rows(run, "f") == ["Early", "S01E01..S01E02", "Late", "Far", "S01E03"]


def test_a_placement_of_the_whole_moves_its_rest_only(run: Run) -> None:
    run.ok("add", "Series (2010)", "--bare", "--seasons", "3", "--franchise", "F")
    run.ok("add", "One (2000)", "Two (2020)", "--bare", "--franchise", "F")
    run.ok("place", "series s1e2", "--before", "one")
    run.ok("place", "series", "--after", "two")
    assert rows(run, "f") == ["S01E02", "One", "Two", "S01E01", "S01E03"]


def test_circles_are_refused_as_ever_a_part_against_its_own_whole_included(knight: Run) -> None:
    knight.ok("edit", "moon knight", "--franchise", "MCU")
    before = knight.library.read_bytes()
    for subject, anchor in (
        ("moon knight s1e2", "moon knight"),
        ("moon knight", "moon knight s1e2"),
    ):
        result = knight("place", subject, "--before", anchor)
        assert (result.exit_code, result.stdout) == (1, "")
    assert knight.library.read_bytes() == before
    knight.ok("place", "moon knight s1e2", "--before", "moon knight s1e1")
    assert knight("place", "moon knight s1e1", "--before", "moon knight s1e2").exit_code == 1


def test_placements_of_parts_against_parts_of_the_same_whole_are_allowed(knight: Run) -> None:
    knight.ok("edit", "moon knight", "--franchise", "MCU")
    knight.ok("place", "moon knight s1e5", "--after", "moon knight s1e1")
    assert rows(knight, "mcu") == ["S01E01", "S01E05", "S01E02..S01E04", "S01E06"]


def test_catchup_and_plan_treat_parts_as_films(clone_wars: Run) -> None:
    clone_wars.ok("place", "clone wars s02e16", "--before", "clone wars s01e16")
    found = clone_wars.json("catchup", "clone wars s1e3")
    assert [record["part"] for record in found] == [None, "S01E01..S01E02"]
    clone_wars.ok("edit", "the clone wars", "--runtime", "22")
    plan = clone_wars.json("plan", "star wars", "--per-day", "2h", "--from", "2030-01-01")
    assert [record.get("part") for record in plan[:4]] == [
        *(None, "S01E01..S01E05", "S01E06..S01E10", "S01E11..S01E15")
    ]


def test_rows_that_follow_each_other_in_the_whole_are_one_and_no_fold_prints_each_episode_once(
    clone_wars: Run,
) -> None:
    clone_wars.ok("watched", "clone wars s1e3", "clone wars s2")
    clone_wars.ok("place", "clone wars s02e16", "--before", "clone wars s01e16")
    folded = rows(clone_wars)[1:]
    assert folded == ["S01E01..S01E15", "S02E16", "S01E16..S02E15", "S02E17..S03E22"]
    unfolded = rows(clone_wars, "star wars", "--no-fold")[1:]
    every = [f"S{season:02}E{number:02}" for season in (1, 2, 3) for number in range(1, 23)]
    assert sorted(unfolded) == every
    assert unfolded[15] == "S02E16"


def test_until_a_part_stops_behind_the_row_that_it_is_in(clone_wars: Run) -> None:
    clone_wars.ok("place", "clone wars s02e16", "--before", "clone wars s01e16")
    assert rows(clone_wars, "star wars", "--until", "clone wars s1e16")[-1] == "S01E16..S02E15"


def test_arrange_f_ordername_takes_parts_an_arranged_order_may_name_a_whole_in_one_place_and_its_parts_in_others(
    clone_wars: Run,
) -> None:
    films = ["clone wars s2e1", "attack of the clones", "the clone wars", "clone wars s1e1"]
    clone_wars.ok("franchise", "arrange", "star wars", "mine", *films)
    assert rows(clone_wars, "star wars", "--by", "mine") == [
        *("S02E01", "Attack of the Clones", "S01E02..S01E22", "S02E02..S03E22", "S01E01")
    ]


def test_removing_a_series_removes_its_parts_and_leaving_a_franchise_takes_them_along(
    clone_wars: Run,
) -> None:
    clone_wars.ok("place", "clone wars s02e16", "--before", "clone wars s01e16")
    clone_wars.ok("franchise", "remove", "star wars", "the clone wars")
    assert rows(clone_wars) == ["Attack of the Clones"]
    clone_wars.ok("undo")
    clone_wars.ok("remove", "the clone wars", "--yes")
    assert [film["title"] for film in clone_wars.json("list", "--all", "--kind", "episode")] == []


def test_log_carries_part_and_whole(knight: Run) -> None:
    knight.ok("watched", "moon knight s1e1..e2")
    [entry] = knight.json("log")
    assert (entry["title"], entry["part"], entry["whole"]) == (
        *("Moon Knight", "S01E01..S01E02", 1),
    )
    assert "Moon Knight S01E01..S01E02" in knight.ok("log")


def test_lists_take_parts(knight: Run) -> None:
    knight.ok("lists", "new", "Best")
    knight.ok("lists", "add", "best", "moon knight s1e5")
    assert [film["part"] for film in knight.json("lists", "show", "best")] == ["S01E05"]


# -- passes ----------------------------------------------------------------------------------


def test_order_next_plan_catchup_and_the_progress_of_f_then_count_only_viewings_since_that_day_the_header_says_second_time_since_2026_11_01(
    john_wick: Run,
) -> None:
    john_wick.ok("watched", "john wick (2014)", "chapter 2", "chapter 3", "--on", "2020")
    john_wick.ok("franchise", "rewatch", "john wick", "--from", "2023-03-01")
    assert "second time, since 2023-03-01" in john_wick.ok("order", "john wick")
    assert john_wick.json("next", "john wick")[0]["title"] == "John Wick"
    assert john_wick.json("next")[0]["title"] == "John Wick"
    assert john_wick.json("plan", "john wick")[0]["title"] == "John Wick"
    needed = john_wick.json("catchup", "chapter 2")
    assert [(film["title"], film["watched"]) for film in needed] == [("John Wick", False)]
    john_wick.ok("watched", "john wick (2014)", "--on", "2023-03-02")
    assert john_wick.json("next", "john wick")[0]["title"] == "John Wick: Chapter 2"
    assert john_wick.json("order", "john wick")["pass"] == {"since": "2023-03-01", "time": 2}


def test_end_ends_it_nothing_in_the_diary_changes(john_wick: Run) -> None:
    john_wick.ok("watched", "john wick (2014)", "--on", "2020")
    diary = john_wick.json("log")
    john_wick.ok("franchise", "rewatch", "john wick")
    john_wick.ok("franchise", "rewatch", "john wick", "--end")
    assert john_wick.json("log") == diary
    assert "time, since" not in john_wick.ok("order", "john wick")
    refused = john_wick("franchise", "rewatch", "john wick", "--end")
    assert (refused.exit_code, refused.stdout) == (1, "")


def test_a_pass_ends_by_itself_when_its_last_film_is_seen(knight: Run) -> None:
    knight.ok("edit", "moon knight", "--franchise", "MCU")
    knight.ok("watched", "moon knight", "--on", "2022")
    knight.ok("franchise", "rewatch", "mcu", "--from", "2023-01-01")
    knight.ok("watched", "moon knight s1e1..e5", "--on", "2023-02-01")
    assert knight.json("order", "mcu")["tables"][0]["entries"][0]["progress"]["seen"] == 5
    result = knight("watched", "moon knight s1e6", "--on", "2023-02-02")
    assert "its second time ends" in result.stderr
    assert "time, since" not in knight.ok("order", "mcu")


# -- in other formats ------------------------------------------------------------------------

PACK = """
name = "Wars"

[films.clone-wars]
title = "The Clone Wars"
year = 2008
kind = "series"
seasons = [22, 22, 22]

[films.clone-wars-s02e16]
part = "S02E16"
whole = "clone-wars"
title = "Cat and Mouse"

[[placements]]
films = ["clone-wars-s02e16"]
kind = "before"
anchors = ["clone-wars"]
"""


def test_packs_have_parts_part_s02e16_with_the_key_of_its_whole(run: Run, tmp_path: Path) -> None:
    run.ok("add", "The Clone Wars (2008)", "--bare", "--kind", "series")
    run.ok("watched", "clone wars s2")
    pack = tmp_path / "wars.toml"
    pack.write_text(PACK)
    run.ok("pack", "add", str(pack))
    assert rows(run, "wars") == ["S02E16", "S01E01..S02E15", "S02E17..S03E22"]
    assert run.json("show", "cat and mouse")["watched"] is True
    again = run("pack", "add", str(pack))
    assert again.stdout.startswith("Nothing to change")
    pack.write_text(run.ok("pack", "export", "wars"))
    assert 'part = "S02E16"\nwhole = "the-clone-wars"' in pack.read_text()
    other = Run(tmp_path / "other.json")
    other.ok("pack", "add", str(pack))
    assert rows(other, "wars") == rows(run, "wars")


def imported(run: Run, path: Path, text: str) -> None:
    """Import a file with its episodes, twice: the second time changes nothing."""
    path.write_text(text)
    run.ok("import", str(path), "--series", "episodes")
    before = run.library.read_bytes()
    run.ok("import", str(path), "--series", "episodes")
    assert run.library.read_bytes() == before


TRAKT = """[
 {"id": 11, "watched_at": "2022-03-30T20:00:00.000Z", "action": "watch", "type": "episode",
  "episode": {"season": 1, "number": 1, "title": "The Goldfish Problem", "ids": {"trakt": 1}},
  "show": {"title": "Moon Knight", "year": 2022, "ids": {"trakt": 7, "imdb": "tt10234724"}}},
 {"id": 12, "watched_at": "2022-04-06T20:00:00.000Z", "action": "watch", "type": "episode",
  "episode": {"season": 1, "number": 2, "title": "Summon the Suit", "ids": {"trakt": 2}},
  "show": {"title": "Moon Knight", "year": 2022, "ids": {"trakt": 7, "imdb": "tt10234724"}}}
]"""
TV_TIME = """title,season,episode,is_watched,watched_at,series_name,rewatch_count
The Goldfish Problem,1,1,true,2022-03-30 20:00:00,Moon Knight,0
Summon the Suit,1,2,true,2022-04-06 20:00:00,Moon Knight,0
The Friendly Type,1,3,false,,Moon Knight,0
"""
SIMKL = """{"shows": [{"status": "watching", "last_watched_at": "2022-04-06T20:00:00Z",
 "added_to_watchlist_at": "2022-03-01T00:00:00Z", "user_rated_at": null, "user_rating": null,
 "show": {"title": "Moon Knight", "year": 2022, "ids": {"simkl": 7, "imdb": "tt10234724"}},
 "seasons": [{"number": 1, "episodes": [
  {"number": 1, "watched_at": "2022-03-30T20:00:00Z"},
  {"number": 2, "watched_at": "2022-04-06T20:00:00Z"}]}]}]}"""
YAMTRACK = """media_id,source,media_type,title,image,season_number,episode_number,score,progress,\
status,repeats,start_date,end_date,notes
92749,tmdb,tv,Moon Knight,,,,,,In progress,,,,
92749,tmdb,season,Moon Knight,,1,,,2,In progress,,,,
92749,tmdb,episode,Moon Knight,,1,1,,,,,,2022-03-30,
92749,tmdb,episode,Moon Knight,,1,2,,,,,,2022-04-06,
""".replace("\\\n", "")
NETFLIX = """"Title","Date"
"Moon Knight: Season 1: Episode 2","2022-04-06"
"Moon Knight: Season 1: Episode 1","2022-03-30"
"""
PLAIN = """title,year,season,episode,watched_on
Moon Knight,2022,1,1,2022-03-30
Moon Knight,2022,1,2,2022-04-06
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("history.json", TRAKT),
        ("episodes.csv", TV_TIME),
        ("SimklBackup.json", SIMKL),
        ("yamtrack.csv", YAMTRACK),
        ("mine.csv", PLAIN),
        ("NetflixViewingHistory.csv", NETFLIX),
    ],
)
def test_import_with_series_episodes_episodes_of_trakt_tv_time_simkl_yamtrack_netflix_and_plain_csv_season_episode_columns_become_viewings_of_parts(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    imported(run, tmp_path / name, text)
    assert parts(run, "moon knight", "part", "watched_on") == [
        *(["S01E01", "2022-03-30"], ["S01E02", "2022-04-06"])
    ]
    run.ok("edit", "moon knight", "--seasons", "6")
    assert progress(run, "moon knight") == (2, 6)
    assert len(run.json("list", "--all")) == 1


def test_series_without_series_are_counted_as_today(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "history.json"
    path.write_text(TRAKT)
    run("import", str(path))
    assert run.json("list", "--all") == []


def test_own_json_carries_everything_csv_has_whole_and_part_columns(
    clone_wars: Run, tmp_path: Path
) -> None:
    clone_wars.ok("watched", "clone wars s2e16", "--on", "2010-03-26")
    clone_wars.ok("edit", "clone wars s2e16", "--title", "Cat and Mouse")
    for name in ("films.csv", "films.json"):
        clone_wars.ok("export", "--output", str(tmp_path / name))
        other = Run(tmp_path / f"{name}.library")
        other.ok("import", str(tmp_path / name))
        assert parts(other, "the clone wars", "part", "title", "watched_on")[37] == [
            *("S02E16", "Cat and Mouse", "2010-03-26")
        ]
        again = other("import", str(tmp_path / name))
        assert "0 added, 0 updated" in again.stdout


def test_letterboxd_takes_films_only_and_leaves_parts_out_saying_so(
    knight: Run, tmp_path: Path
) -> None:
    knight.ok("watched", "moon knight s1")
    result = knight("export", "--to", "letterboxd", "--output", str(tmp_path / "out"))
    assert (result.exit_code, result.stderr) == (
        *(0, "Left out 1 part of films: this format takes whole films only.\n"),
    )
    assert (tmp_path / "out" / "watched.csv").read_text().count("Moon Knight") == 1


def test_a_folded_row_of_the_page_opens_without_a_script(clone_wars: Run) -> None:
    clone_wars.ok("place", "clone wars s02e16", "--before", "clone wars s01e16")
    clone_wars.ok("watched", "clone wars s1e1")
    page = clone_wars.ok("order", "star wars", "--format", "html")
    assert "<script" not in page
    assert page.count('<details class="run">') == 3
    assert "The Clone Wars S01E01..S01E15" in page
    assert "1 of 15" in page
    assert "S01E09" in page
    drawing = clone_wars.ok("order", "star wars", "--format", "svg")
    assert "S01E09" not in drawing


def test_episodes_that_are_watched_together_are_not_earlier_ones_of_each_other(run: Run) -> None:
    run.ok("add", "Fargo", "--kind", "series", "--seasons", "10")
    result = run("watched", "fargo s1e2", "fargo s1e3", "fargo s1e4")
    assert "Not watched yet, and earlier in the order: Fargo S01E01." in result.stderr
    result = run("watched", "fargo s1e5", "fargo s1e6", "--through")
    assert "before them, without a date: Fargo S01E01." in " ".join(result.stdout.split())
    log = run.json("log")
    assert len(log) == 6
    assert not any(viewing["rewatch"] for viewing in log)


def test_next_names_the_next_episode_of_every_series_that_is_begun(run: Run) -> None:
    run.ok("add", "Parasite (2019)", "Burning (2018)", "--bare")
    run.ok("add", "Severance", "Andor", "Dark", "--kind", "series", "--seasons", "9,10", "--bare")
    run.ok("watched", "severance s1e1", "andor s1e1..e3")
    titles = [(one["title"], one["part"]) for one in run.json("next")]
    assert titles == [("Severance", "S01E02"), ("Andor", "S01E04"), ("Parasite", None)]


def test_a_pass_cannot_begin_in_the_future(run: Run) -> None:
    run.ok("add", "Alien (1979)", "--franchise", "Space", "--bare")
    before = run.library.read_bytes()
    result = run("franchise", "rewatch", "space", "--from", "2999")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "2999-01-01 is in the future" in result.stderr
    assert before == run.library.read_bytes()


@pytest.mark.parametrize("piece", ["s1e4", "season 1", "S01", "e4"])
def test_a_piece_alone_is_no_film_and_add_enters_none(run: Run, piece: str) -> None:
    run.ok("add", "Dark", "--kind", "series", "--seasons", "10", "--bare")
    before = run.library.read_bytes()
    for more in ([], ["--add"]):
        result = run("watched", "dark", piece, *more)
        assert (result.exit_code, result.stdout) == (3, "")
        assert f"a piece of a film stands in quotes with its title, “dark {piece}”" in result.stderr
    assert run.library.read_bytes() == before


def test_next_names_the_series_where_an_episode_is_of_no_franchise(run: Run) -> None:
    run.ok("add", "Dark", "--kind", "series", "--seasons", "10", "--bare")
    assert run.ok("next", "dark").split() == ["From", "Film", "Dark", "Dark", "S01E01"]


def table(run: Run, *args: str) -> list[dict[str, str]]:
    """Return what a command prints as CSV, by its header."""
    return list(csv.DictReader(io.StringIO(run.ok(*args, "--format", "csv"))))


def test_csv_has_each_value_under_its_name_whether_a_row_is_a_film_or_a_part(
    clone_wars: Run,
) -> None:
    clone_wars.ok("watched", "attack of the clones", "--on", "2020-01-01")
    clone_wars.ok("watched", "clone wars s1e1", "--on", "2020-01-02")
    clone_wars.ok("place", "clone wars s2e16", "--before", "attack of the clones")
    for args in (["order", "star wars"], ["log"], ["catchup", "clone wars"], ["list", "--all"]):
        rows_ = table(clone_wars, *args)
        films = {row["title"]: row for row in rows_}
        assert {row["year"] for row in rows_} <= {"2002", "2008"}, args
        assert films["Attack of the Clones"]["year"] == "2002", args
        assert films["Attack of the Clones"]["part"] == "", args


def test_a_run_that_another_name_of_the_same_command_cuts_is_all_of_it(clone_wars: Run) -> None:
    clone_wars.ok("watched", "clone wars s1", "clone wars s1e3")
    assert len(seen(clone_wars, "clone wars")) == 22
    before = clone_wars.library.read_bytes()
    for command in (
        ["place", "clone wars s3e9..e12", "--after", "clone wars s3e10"],
        ["franchise", "arrange", "star wars", "mine", "clone wars s2", "clone wars s2e3"],
    ):
        result = clone_wars(*command)
        assert (result.exit_code, result.stdout) == (1, "")
    assert clone_wars.library.read_bytes() == before


def test_a_film_is_placed_against_a_season_that_is_several_records(clone_wars: Run) -> None:
    clone_wars.ok("watched", "clone wars s1e5")
    clone_wars.ok("place", "attack of the clones", "--after", "clone wars s1")
    assert rows(clone_wars) == ["S01", "Attack of the Clones", "S02..S03"]
    clone_wars.ok("place", "attack of the clones", "--before", "clone wars s1")
    assert rows(clone_wars) == ["Attack of the Clones", "The Clone Wars"]
    clone_wars.ok("link", "attack of the clones", "requires", "clone wars s1")
    [link] = clone_wars.json("show", "clone wars s1e6..e22")["links"]
    assert (link["relation"], link["film"]) == ("required by", "Attack of the Clones (2002)")


def test_a_link_to_a_part_that_is_split_leads_to_its_last_piece(clone_wars: Run) -> None:
    clone_wars.ok("link", "attack of the clones", "sequel-to", "clone wars s1")
    clone_wars.ok("watched", "clone wars s1e1..e3")
    assert "Clone Wars S01E04..S01E22" in clone_wars.ok("show", "attack of the clones")


def test_a_rating_of_a_season_is_one_of_each_of_its_records_and_adds_no_viewing(
    knight: Run,
) -> None:
    knight.ok("watched", "moon knight", "--on", "2022-05-05")
    knight.ok("rate", "moon knight s1e2", "4")
    knight.ok("rate", "moon knight s1", "3")
    assert parts(knight, "moon knight", "watched_on", "rating") == [["2022-05-05", 3.0]] * 6
    assert len(knight.json("log")) == 1


def test_a_rating_of_a_series_that_was_seen_part_by_part_adds_no_viewing(knight: Run) -> None:
    knight.ok("watched", "moon knight s1", "--on", "2022-05-05")
    knight.ok("rate", "moon knight", "4")
    assert [entry["part"] for entry in knight.json("log")] == ["S01"]
    assert knight.json("show", "moon knight")["rating"] == 4
    assert knight.json("doctor") == []


def test_viewing_changes_that_of_an_episode_which_was_seen_with_its_whole(knight: Run) -> None:
    knight.ok("watched", "moon knight", "--on", "2022-05-05")
    knight.ok("viewing", "moon knight s1e2", "--rating", "5")
    assert parts(knight, "moon knight", "watched_on", "rating")[1] == ["2022-05-05", 5.0]


def test_unwatch_takes_the_viewings_of_a_date_or_all_of_them_back(knight: Run) -> None:
    for number, day in enumerate(("01", "02", "02", "03"), start=1):
        knight.ok("watched", f"moon knight s1e{number}", "--on", f"2022-05-{day}")
    knight.ok("unwatch", "moon knight", "--on", "2022-05-02")
    assert seen(knight, "moon knight") == ["S01E01", "S01E04"]
    assert knight("unwatch", "moon knight", "--on", "2022-05-02").exit_code == 1
    knight.ok("unwatch", "moon knight s1", "--on", "2022-05-01")
    assert seen(knight, "moon knight") == ["S01E04"]
    knight.ok("watched", "moon knight s1e1")
    knight.ok("unwatch", "moon knight", "--all")
    assert (seen(knight, "moon knight"), knight.json("log")) == ([], [])


def test_parts_of_a_season_are_its_episodes(clone_wars: Run) -> None:
    assert parts(clone_wars, "clone wars s2", "part") == [f"S02E{n:02}" for n in range(1, 23)]
    assert parts(clone_wars, "clone wars s2e3", "part") == ["S02E03"]


def test_show_has_no_number_for_a_piece_without_a_record(knight: Run) -> None:
    assert knight.ok("show", "moon knight s1e2").startswith("Moon Knight S01E02\n")


@pytest.mark.parametrize(
    ("film", "other"),
    [
        ("moon knight s1e1", "moon knight s1e2"),
        ("moon knight", "moon knight s1e1"),
        ("moon knight s1e1", "moon knight"),
        ("alien", "moon knight s1e1"),
    ],
)
def test_merge_refuses_pieces_that_are_not_one_film(knight: Run, film: str, other: str) -> None:
    knight.ok("add", "Alien (1979)", "--bare")
    knight.ok("watched", "moon knight s1e1", "moon knight s1e2")
    before = knight.library.read_bytes()
    result = knight("merge", film, other)
    assert (result.exit_code, result.stdout) == (1, "")
    assert knight.library.read_bytes() == before


@pytest.mark.parametrize("option", [("--kind", "film"), ("--seasons", "3")])
def test_the_kind_of_a_part_is_told_by_its_piece(knight: Run, option: tuple[str, str]) -> None:
    before = knight.library.read_bytes()
    result = knight("edit", "moon knight s1e1", *option)
    assert (result.exit_code, result.stdout) == (1, "")
    assert knight.library.read_bytes() == before


@pytest.mark.parametrize(
    ("written", "part"),
    [
        *(("S01E02-S01E05", "S01E02..S01E05"), ("s1e2-e5", "S01E02..S01E05")),
        *(("1x02-04", "S01E02..S01E04"), ("s2e1 - s3e4", "S02E01..S03E04")),
        *(("season 1 episode 2", "S01E02"), ("s1-s3", "S01..S03"), ("specials", "S00")),
        *(("..s2e3", "S01E01..S02E03"), ("s2 ep3", "S02E03"), ("seasons 2-3", "S02..S03")),
    ],
)
def test_a_piece_is_read_as_people_write_it(clone_wars: Run, written: str, part: str) -> None:
    assert clone_wars.json("show", f"clone wars {written}")["part"] == part


def test_an_episode_of_a_film_that_is_no_series_is_part_of_a_title(run: Run) -> None:
    run.ok("add", "Star Wars (1977)", "Star Trek (2009)", "--bare")
    for name in ("star wars episode 4", "star episode 4"):
        result = run("show", name)
        assert (result.exit_code, result.stdout) == (3, "")
        assert f"There is no film “{name}”" in result.stderr


# -- progress that sites tell otherwise --------------------------------------------------------

SIMKL_CSV = """SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,\
IMDB
7,Moon Knight,tv show,2022,watching,s1e3,2022-04-13 20:00,8,,,,tt10234724
8,Loki,tv show,2021,completed,s2e6,2023-03-06 20:00,,,,,tt9140554
""".replace("\\\n", "")
SIMKL_LAST = """{"shows": [{"status": "watching", "last_watched_at": "2022-04-13T20:00:00Z",
 "added_to_watchlist_at": "2022-03-01T00:00:00Z", "user_rated_at": null, "user_rating": 8,
 "last_watched": "S01E03", "watched_episodes_count": 3, "total_episodes_count": 6,
 "show": {"title": "Moon Knight", "year": 2022, "ids": {"simkl": 7, "imdb": "tt10234724"}}}]}"""
YAMTRACK_SEASON = """media_id,source,media_type,title,season_number,episode_number,score,progress,\
status,start_date,end_date,notes
92749,tmdb,tv,Moon Knight,,,8,3,In progress,,,
92749,tmdb,season,Moon Knight,1,,,3,In progress,,,
""".replace("\\\n", "")
TRAKT_WATCHED = """[{"plays": 4, "last_watched_at": "2022-04-13T20:00:00.000Z",
 "show": {"title": "Moon Knight", "year": 2022, "ids": {"trakt": 7, "imdb": "tt10234724"}},
 "seasons": [{"number": 1, "episodes": [
  {"number": 1, "plays": 2, "last_watched_at": "2022-04-13T20:00:00.000Z"},
  {"number": 2, "plays": 1, "last_watched_at": "2022-04-13T20:00:00.000Z"},
  {"number": 3, "plays": 1, "last_watched_at": "2022-04-13T20:00:00.000Z"}]}]}]"""
TRAKT_RATED = """[{"rated_at": "2022-05-01T00:00:00.000Z", "rating": 8, "type": "show",
 "show": {"title": "Moon Knight", "year": 2022, "ids": {"trakt": 7, "imdb": "tt10234724"}}}]"""
SPREADSHEET = """name;season;episode;watched_on
Moon Knight;S01;E01;2022-04-13
Moon Knight;Season 1;Episode 2;2022-04-13
Moon Knight;;1x03;2022-04-13
Moon Knight;1;x;2022-04-13
Moon Knight;;;
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("SimklBackup.csv", SIMKL_CSV),
        ("SimklBackup.json", SIMKL_LAST),
        ("yamtrack.csv", YAMTRACK_SEASON),
        ("watched-shows.json", TRAKT_WATCHED),
        ("mine.csv", SPREADSHEET),
    ],
)
def test_import_with_series_episodes_has_the_progress_right(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    imported(run, tmp_path / name, text)
    run.ok("edit", "moon knight", "--seasons", "6")
    assert (progress(run, "moon knight"), seen(run, "moon knight")) == (
        *((3, 6), ["S01E01", "S01E02", "S01E03"]),
    )
    record = run.json("show", "moon knight")
    assert (record["watched"], record["kind"]) == (False, "series")
    again = run("import", str(tmp_path / name), "--series", "episodes")
    assert " 0 added, 0 updated, " in again.stdout


def test_a_row_that_names_no_episode_is_skipped_with_its_reason(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(SPREADSHEET)
    result = run("import", str(path), "--series", "episodes")
    assert "mine.csv:5: “1 x” is no season or episode." in result.stderr
    assert "nothing is taken" not in result.stderr
    assert [film["title"] for film in run.json("list", "--all")] == ["Moon Knight"]


def test_a_season_and_an_episode_of_it_in_one_file_never_overlap(run: Run, tmp_path: Path) -> None:
    text = "title,season,episode,watched_on\nDark,1,1,2020-01-01\nDark,1,,2020-01-02\n"
    imported(run, tmp_path / "mine.csv", text)
    run.ok("edit", "dark", "--seasons", "3,3")
    assert seen(run, "dark") == ["S01E01", "S01E02", "S01E03"]
    assert run.json("doctor") == []


def test_episodes_that_count_through_and_episodes_of_seasons_are_not_mixed(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("title,season,episode,watched_on\nDark,1,1,2020-01-01\nDark,,61,2020-01-02\n")
    for _ in range(2):
        result = run("import", str(path), "--series", "episodes")
        assert "mine.csv:3: The episodes of Dark are counted as s01e16 so far" in result.stderr
    assert seen(run, "dark") == ["S01E01"]


def test_a_series_that_was_begun_may_be_rated_and_is_not_watched_by_that(
    run: Run, tmp_path: Path
) -> None:
    imported(run, tmp_path / "history.json", TRAKT)
    (tmp_path / "ratings-shows.json").write_text(TRAKT_RATED)
    run.ok("import", str(tmp_path / "ratings-shows.json"), "--series", "episodes")
    record = run.json("show", "moon knight")
    assert (record["rating"], record["watched"], record["viewings"]) == (4, False, [])
    assert "which marks" not in run.ok("rate", "moon knight", "3")
    assert run.json("show", "moon knight")["watched"] is False
    assert run.json("doctor") == []


# -- more sentences ---------------------------------------------------------------------------


def test_records_of_parts_carry_part_and_whole_in_every_json_next_catchup_plan_log_lists_show_too(
    clone_wars: Run,
) -> None:
    clone_wars.ok("watched", "attack of the clones", "clone wars s1e1")
    clone_wars.ok("lists", "new", "Best", "clone wars s1e1")
    entries = clone_wars.json("order", "star wars", "--no-fold")["tables"][0]["entries"]
    of_parts = {
        "next": clone_wars.json("next", "star wars"),
        "catchup": clone_wars.json("catchup", "clone wars s1e3"),
        "plan": clone_wars.json("plan", "star wars", "--from", "2030-01-01"),
        "log": clone_wars.json("log"),
        "lists show": clone_wars.json("lists", "show", "best"),
        "list": clone_wars.json("list", "--kind", "episode"),
        "order": entries,
        "show": [clone_wars.json("show", "clone wars s1e1")],
    }
    for name, records in of_parts.items():
        found = [one for one in records if one["title"] == "The Clone Wars"]
        assert found, name
        assert all(one["whole"] == 1 and one["part"].startswith("S0") for one in found), name


def test_spans_are_given_later_or_never(run: Run) -> None:
    run.ok("add", "Animatrix", "--bare", "--runtime", "30", "--parts", "-", input="Osiris\nKid\n")
    told = run.ok("edit", "animatrix osiris", "--span", "..9:00")
    assert "span 1 → ..0:09:00" in told
    run.ok("watched", "animatrix osiris")
    assert parts(run, "animatrix", "part", "title", "watched") == [
        *(["2", "Kid", False], ["..0:09:00", "Osiris", True])
    ]
    assert progress(run, "animatrix") == (1, 2)
    before = run.library.read_bytes()
    for span, status in (("5:00..15:00", 1), ("s1e1", 3), ("9:00..31:01", 3), ("x", 2), ("7", 3)):
        result = run("edit", "animatrix kid", "--span", span)
        assert (result.exit_code, result.stdout) == (status, ""), span
    assert run("edit", "animatrix", "--span", "..9:00").exit_code == 1
    assert run.library.read_bytes() == before


def test_where_films_are_sorted_by_release_a_part_without_a_date_counts_as_its_wholes_release_date_and_then_its_position_in_the_whole(
    run: Run,
) -> None:
    run.ok("add", "Series (2010)", "--bare", "--seasons", "4", "--franchise", "F")
    run.ok("add", "Anchor (1990)", "Old (2005)", "New (2015)", "--bare", "--franchise", "F")
    for name in ("new", "series s1e3", "old", "series s1e1"):
        run.ok("place", name, "--after", "anchor")
    assert rows(run, "f") == ["Anchor", "Old", "S01E01", "S01E03", "New", "S01E02", "S01E04"]


def test_otherwise_directly_after_the_unplaced_part_before_it_in_the_whole_the_first_one_where_the_whole_stands(
    run: Run,
) -> None:
    run.ok("add", "Series (2010)", "--bare", "--seasons", "4", "--franchise", "F")
    run.ok("add", "Early (2000)", "Late (2020)", "--bare", "--franchise", "F")
    run.ok("place", "series s1e2", "--after", "late")
    run.ok("edit", "series s1e4", "--release", "2030-01-01")
    assert rows(run, "f") == ["Early", "S01E01", "S01E03..S01E04", "Late", "S01E02"]


def test_rows_of_the_order_that_follow_each_other_in_the_whole_are_printed_as_one_s01e01_to_s01e15_in_every_format(
    clone_wars: Run,
) -> None:
    clone_wars.ok("watched", "clone wars s1e3", "clone wars s1e7")
    clone_wars.ok("place", "clone wars s2e16", "--before", "clone wars s1e16")
    for name in ("table", "csv", "markdown", "html", "svg", "json"):
        printed = clone_wars.ok("order", "star wars", "--format", name)
        assert "S01E01..S01E15" in printed, name
        assert "S01E03..S01" not in printed, name


def test_episodes_of_another_weight_or_that_are_skipped_are_rows_of_their_own(
    clone_wars: Run,
) -> None:
    clone_wars.ok("watched", "attack of the clones")
    clone_wars.ok("franchise", "add", "star wars", "clone wars s1e3", "--weight", "filler")
    clone_wars.ok("franchise", "skip", "star wars", "clone wars s1e1")
    assert rows(clone_wars)[1:] == ["S01E01", "S01E02", "S01E03", "S01E04..S03E22"]
    assert "S01E03" not in rows(clone_wars, "star wars", "--no-filler")
    assert clone_wars.json("next", "star wars")[0]["part"] == "S01E02"


def test_a_piece_of_a_series_is_no_piece_of_the_film_of_the_same_title(clone_wars: Run) -> None:
    clone_wars.ok("add", "The Clone Wars (2008)", "--bare", "--allow-duplicate", "--runtime", "98")
    clone_wars.ok("place", "clone wars s2e16", "--before", "clone wars s1e16")
    clone_wars.ok("watched", "clone wars ..20:00")
    assert clone_wars.json("show", "clone wars s2e16")["whole"] == 1
    assert clone_wars.json("show", "clone wars ..20:00")["whole"] == 3
    assert clone_wars("show", "clone wars").exit_code == 4


def test_own_json_of_parts_exports_again_what_it_was_imported_from(
    clone_wars: Run, tmp_path: Path
) -> None:
    clone_wars.ok("place", "clone wars s2e16", "--before", "clone wars s1e16")
    clone_wars.ok("watched", "clone wars s1e1..e3", "--on", "2020-01-01", "--rating", "4")
    clone_wars.ok("rate", "the clone wars", "4.5")
    clone_wars.ok("link", "attack of the clones", "sequel-to", "clone wars s3e2")
    clone_wars.ok("lists", "new", "Best", "clone wars s1e2")
    exported = clone_wars.ok("export", "--to", "json")
    (tmp_path / "films.json").write_text(exported)
    other = Run(tmp_path / "other.json")
    other.ok("import", str(tmp_path / "films.json"))
    assert other.ok("export", "--to", "json") == exported


def test_csv_of_a_series_that_was_begun_and_rated_comes_back_as_it_was(
    clone_wars: Run, tmp_path: Path
) -> None:
    clone_wars.ok("watched", "clone wars s1e1..e3", "--on", "2020-01-01", "--rating", "4")
    clone_wars.ok("rate", "the clone wars", "4.5")
    exported = clone_wars.ok("export", "--to", "csv")
    (tmp_path / "films.csv").write_text(exported)
    other = Run(tmp_path / "other.json")
    other.ok("import", str(tmp_path / "films.csv"))
    assert progress(other, "the clone wars") == (3, 66)
    assert other.ok("export", "--to", "csv") == exported


def test_an_episode_of_a_series_in_a_franchise_is_not_taken_out_of_it_alone(
    clone_wars: Run,
) -> None:
    clone_wars.ok("place", "clone wars s2e16", "--before", "clone wars s1e16")
    before = clone_wars.library.read_bytes()
    result = clone_wars("franchise", "remove", "star wars", "clone wars s2e16")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "place --reset" in result.stderr
    assert clone_wars.library.read_bytes() == before


def test_undo_takes_back_the_records_that_a_piece_made(clone_wars: Run) -> None:
    before = clone_wars.ok("export", "--to", "json")
    clone_wars.ok("watched", "clone wars s1e1..s2e3")
    clone_wars.ok("undo")
    assert clone_wars.ok("export", "--to", "json") == before


def test_episodes_seen_before_a_pass_are_seen_again_in_it(knight: Run) -> None:
    knight.ok("edit", "moon knight", "--franchise", "MCU")
    knight.ok("watched", "moon knight s1e1..e3", "--on", "2022-05-05")
    knight.ok("franchise", "rewatch", "mcu", "--from", "2023-01-01")
    knight.ok("watched", "moon knight s1e1..e4", "--on", "2023-02-01")
    assert knight.json("order", "mcu")["tables"][0]["entries"][0]["progress"]["seen"] == 4
    assert knight.json("next", "mcu")[0]["part"] == "S01E05"
    diary = [(entry["part"], entry["rewatch"]) for entry in knight.json("log")]
    assert diary == [("S01E01..S01E03", True), ("S01E04", False), ("S01E01..S01E03", False)]


def test_parts_says_what_is_seen_on_a_narrow_screen(
    knight: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    knight.ok(
        "edit", "moon knight s1e2", "--title", "A title of an episode that does not fit at all"
    )
    knight.ok("watched", "moon knight s1e2", "--on", "2022-05-05")
    printed = knight.ok("parts", "moon knight")
    assert "2022-05-05" in printed
    assert max(map(len, printed.splitlines())) <= 50


def test_show_names_the_franchise_that_a_part_is_placed_in(clone_wars: Run) -> None:
    clone_wars.ok("place", "clone wars s2e16", "--before", "clone wars s1e16")
    assert "Franchise   Star Wars; before The Clone Wars S01E16\n" in clone_wars.ok(
        "show", "clone wars s2e16"
    )


@pytest.mark.parametrize("piece", ["s1e2", "s1e2..e4", "s1e1a", "s1"])
def test_an_episode_that_was_seen_on_that_day_with_its_whole_is_seen_already(
    knight: Run, piece: str
) -> None:
    knight.ok("watched", "moon knight", "--on", "2022-05-05")
    before = knight.library.read_bytes()
    told = knight.ok("watched", f"moon knight {piece}", "--on", "2022-05-05")
    assert told.startswith("Nothing to change: Moon Knight S01")
    assert knight.library.read_bytes() == before
    knight.ok("watched", f"moon knight {piece}", "--on", "2022-05-06")
    assert knight.json("log")[0]["rewatch"] is True


def test_an_episode_that_was_seen_on_that_day_with_its_season_is_seen_already(knight: Run) -> None:
    knight.ok("watched", "moon knight s1", "--on", "2022-05-05")
    told = knight.ok("watched", "moon knight s1e2", "--on", "2022-05-05")
    assert told.startswith("Nothing to change: Moon Knight S01E02 was marked so already")
    assert parts(knight, "moon knight", "watched_on") == ["2022-05-05"] * 6


@pytest.mark.parametrize(
    "command",
    [
        ("edit", "moon knight s1e2", "--clear", "release"),
        ("watched", "moon knight s1e2", "--on", "2022-05-05"),
        ("rate", "moon knight s1e2", "3"),
        ("unwatch", "moon knight s1e2"),
        ("place", "moon knight s1e2", "--reset"),
    ],
)
def test_a_command_that_says_nothing_of_a_piece_prints_it_without_a_number(
    knight: Run, command: tuple[str, ...]
) -> None:
    knight.ok("edit", "moon knight", "--franchise", "MCU")
    knight.ok("watched", "moon knight", "--on", "2022-05-05")
    record = knight.json(*command)
    assert (record["part"], record["whole"]) == ("S01E02", 1)
    assert (record["id"] is None) == (command[0] != "rate")
    knight.ok("undo")
    knight.ok(*command)
