"""The section “Commands” of the contract: what no other page of tests has a sentence of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run


@pytest.fixture
def saga(run: Run) -> Run:
    """Return three films of a franchise, and one of none."""
    run.ok("add", "One (2001)", "Two (2002)", "Three (2003)", "--franchise", "Saga", "--bare")
    run.ok("add", "Alone (2000)", "--runtime", "100", "--director", "Ann Lee", "--bare")
    return run


def titles(run: Run, *args: str) -> list[str]:
    return [film["title"] for film in run.json(*args)]


FIELDS: dict[str, tuple[Sequence[str], Any]] = {
    # field of the record: options, value
    "year": (["--year", "1995"], 1995),
    "release": (["--release", "1995-12-15"], "1995-12-15"),
    "kind": (["--kind", "short"], "short"),
    "runtime": (["--runtime", "2h50"], 170),
    "aliases": (["--alias", "A", "--alias", "B"], ["A", "B"]),
    "genres": (["--genre", "crime", "--genre", "drama"], ["crime", "drama"]),
    "languages": (["--language", "en", "--language", "es"], ["en", "es"]),
    "countries": (["--country", "US"], ["US"]),
    "tags": (["--tag", "noir", "--tag", "la"], ["noir", "la"]),
    "where": (["--where", "Mubi", "--where", "disc"], ["Mubi", "disc"]),
    "imdb": (["--imdb", "tt0113277"], "tt0113277"),
    "tmdb": (["--tmdb", "949"], 949),
    "story": (["--set", "1995"], "1995"),
    "seasons": (["--seasons", "22,22,13"], [22, 22, 13]),
}


@pytest.mark.parametrize("field", FIELDS)
def test_add_and_edit_have_the_same_options(run: Run, field: str) -> None:
    options, value = FIELDS[field]
    assert run.json("add", "Heat", "--bare", *options)[field] == value
    run.ok("add", "Ronin", "--bare")
    run.ok("remove", "heat")
    assert run.json("edit", "ronin", *options)[field] == value


def test_seasons_says_the_episodes_a_season_and_makes_a_series(run: Run) -> None:
    film = run.json("add", "Lost", "--seasons", "22,22,13", "--bare")
    assert (film["kind"], film["progress"]) == ("series", {"seen": 0, "of": 57})


def test_director_and_cast_name_with_a_role_repeat(run: Run) -> None:
    people = ["--director", "A", "--director", "B", "--cast", "C:Neil", "--cast", "D"]
    film = run.json("add", "Heat", *people, "--bare")
    assert [(one["name"], one["as"], one["role"]) for one in film["credits"]] == [
        ("A", "director", None),
        ("B", "director", None),
        ("C", "cast", "Neil"),
        ("D", "cast", None),
    ]


@pytest.mark.parametrize(
    ("options", "order"),
    [
        (["--before", "two"], ["One", "New", "Two", "Three"]),
        (["--after", "one"], ["One", "New", "Two", "Three"]),
        (["--between", "two", "three"], ["One", "Two", "New", "Three"]),
        (["--during", "two"], ["One", "Two", "New", "Three"]),
    ],
    ids=lambda value: value[0],
)
def test_add_before_after_between_during_a_film(
    saga: Run, options: list[str], order: list[str]
) -> None:
    saga.ok("add", "New (2010)", *options, "--bare")
    assert saga.titles("saga") == order


@pytest.mark.parametrize("relation", ["spinoff-of", "sequel-to", "prequel-to", "remake-of"])
def test_add_spinoff_of_sequel_to_prequel_to_remake_of_a_film(saga: Run, relation: str) -> None:
    film = saga.json("add", "New (2010)", f"--{relation}", "two", "--bare")
    assert [(link["kind"], link["film"]) for link in film["links"]] == [(relation, "Two (2002)")]


def test_a_franchise_or_continuity_that_does_not_exist_yet_is_created_and_said(run: Run) -> None:
    result = run("add", "Heat", "--franchise", "New", "--continuity", "New:Other", "--bare")
    assert "Created the franchise New." in result.stderr
    assert "Other" in result.stderr
    (franchise,) = run.json("franchise", "list")
    assert franchise["name"] == "New"


def test_a_film_linked_to_or_placed_against_films_of_one_franchise_joins_it(saga: Run) -> None:
    said = saga("add", "Placed (2010)", "--after", "two", "--bare").stderr
    said += saga("add", "Linked (2011)", "--sequel-to", "two", "--bare").stderr
    assert "Placed joined Saga." in said
    assert "Linked joined Saga." in said
    assert {"Placed", "Linked"} < set(saga.titles("saga"))


def test_unless_told_otherwise(saga: Run) -> None:
    saga.ok("link", "alone", "sequel-to", "two", "--no-join")
    assert "Alone" not in saga.titles("saga")


def test_add_takes_several_titles_and_a_dash_reads_one_a_line_from_stdin(run: Run) -> None:
    run.ok("add", "One (2001)", "Two (2002)", "--bare")
    assert run("add", "-", "--bare", input=b"Three (2003)\n\nFour (2004)\n").exit_code == 0
    assert titles(run, "list") == ["One", "Two", "Three", "Four"]


@pytest.mark.usefixtures("shipped_packs")
def test_what_the_user_says_beats_what_a_pack_knows_the_year_of_a_release_tba_included(
    run: Run,
) -> None:
    film = run.json("add", "john wick", "--release", "TBA", "--runtime", "90")
    assert (film["year"], film["release"], film["runtime"]) == (None, None, 90)


@pytest.mark.usefixtures("shipped_packs")
def test_the_title_is_spelled_as_the_source_spells_it_when_it_was_matched_by_it(run: Run) -> None:
    assert run.json("add", "JOHN WICK (2014)")["title"] == "John Wick"


def test_edit_not_to_watch_of_a_member_that_is_next_names_franchise_skip(saga: Run) -> None:
    said = saga("edit", "one", "--not-to-watch").stderr
    assert "“watchlist franchise skip" in said
    assert "franchise skip" not in saga("edit", "three", "--not-to-watch").stderr


@pytest.mark.parametrize("sort", ["title", "year", "release", "rating", "runtime", "watched"])
def test_unknown_values_come_last_in_every_sort_reverse_too(run: Run, sort: str) -> None:
    run.ok("add", "Nothing", "--bare")
    run.ok("add", "Known (2001)", "--release", "2001-02-03", "--runtime", "90", "--bare")
    run.ok("watched", "known", "--rating", "4")
    known = ["Known", "Nothing"]
    assert titles(run, "list", "--all", "--sort", sort) == known
    if sort != "title":
        assert titles(run, "list", "--all", "--sort", sort, "--reverse") == known


@pytest.mark.parametrize(
    "word", ["rm", "delete", "ls", "find", "seen", "done", "skip", "random", "rename", "rewatch"]
)
def test_words_that_people_type_for_commands_are_answered_with_the_command(
    run: Run, word: str
) -> None:
    result = run(word, "heat")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "“watchlist " in result.stderr.partition("See “")[0]


@pytest.mark.parametrize("words", ["alo", "lee", "noir", "mubi", "crime", "other name"])
def test_words_stand_in_titles_aliases_tags_genres_places_and_people(saga: Run, words: str) -> None:
    more = ["--tag", "noir", "--where", "Mubi", "--genre", "crime", "--alias", "Other Name"]
    saga.ok("edit", "alone", *more)
    assert titles(saga, "list", words) == ["Alone"]


def test_list_by_default_what_is_still_to_watch_all_sort_reverse_limit(saga: Run) -> None:
    saga.ok("watched", "two")
    assert titles(saga, "list") == ["One", "Three", "Alone"]
    assert titles(saga, "list", "--all", "--sort", "year", "--limit", "2") == ["Alone", "One"]
    assert titles(saga, "list", "--reverse", "--limit", "1") == ["Alone"]


def test_remove_takes_several_films_and_with_yes_never_asks(saga: Run) -> None:
    assert saga.ok("remove", "one", "two", "--yes") == "Removed One (2001) and Two (2002).\n"
    assert titles(saga, "list") == ["Three", "Alone"]


def test_show_has_facts_credits_links_both_ways_franchises_and_places_viewings_notes(
    saga: Run,
) -> None:
    saga.ok("link", "two", "sequel-to", "one")
    saga.ok("place", "three", "--before", "one")
    saga.ok("watched", "one", "--on", "2020-02-02", "--rating", "4")
    saga.ok("note", "one", "Good.")
    text = saga.ok("show", "one")
    for said in ("One (2001)", "Two (2002)", "Saga", "2020-02-02 ★★★★", "Good."):
        assert said in text
    assert "Three" in saga.ok("show", "three")
    assert "Ann Lee, director" in saga.ok("show", "alone")


def test_link_and_unlink_film_relation_film(saga: Run) -> None:
    saga.ok("link", "alone", "remake-of", "one")
    assert len(saga.json("show", "alone")["links"]) == len(saga.json("show", "one")["links"]) == 1
    saga.ok("unlink", "alone", "remake-of", "one")
    assert saga.json("show", "alone")["links"] == []


@pytest.mark.parametrize(
    ("options", "order"),
    [
        (["--before", "one"], ["Three", "One", "Two"]),
        (["--after", "one"], ["One", "Three", "Two"]),
        (["--between", "one", "two"], ["One", "Three", "Two"]),
        (["--during", "one"], ["One", "Three", "Two"]),
        (["--first"], ["Three", "One", "Two"]),
        (["--last"], ["One", "Two", "Three"]),
        (["--unplaced"], ["One", "Two", "Three"]),
        (["--first", "--in", "saga"], ["Three", "One", "Two"]),
        (["--first", "--in", "saga:main"], ["Three", "One", "Two"]),
    ],
    ids=lambda value: value[0],
)
def test_place_and_reset_takes_it_back(saga: Run, options: list[str], order: list[str]) -> None:
    saga.ok("place", "three", *options)
    assert saga.titles("saga") == order
    scope = options[options.index("--in") :] if "--in" in options else []
    saga.ok("place", "three", "--reset", *scope)
    assert saga.titles("saga") == ["One", "Two", "Three"]


def test_order_by_timeline_release_or_name_unwatched_until_a_film(saga: Run) -> None:
    saga.ok("place", "three", "--first")
    saga.ok("franchise", "arrange", "saga", "mine", "two", "one")
    saga.ok("watched", "one")
    assert saga.titles("saga", "--by", "timeline") == ["Three", "One", "Two"]
    assert saga.titles("saga", "--by", "release") == ["One", "Two", "Three"]
    assert saga.titles("saga", "--by", "mine") == ["Two", "One"]
    assert saga.titles("saga", "--unwatched") == ["Three", "Two"]
    assert saga.titles("saga", "--until", "one") == ["Three", "One"]


def test_upcoming_unreleased_films_by_release_date_tba_last(run: Run) -> None:
    for title, release in (("Later", "2025-01"), ("Never", "TBA"), ("Soon", "2023-04-01")):
        run.ok("add", title, "--release", release, "--bare")
    run.ok("add", "Out (2001)", "--bare")
    assert titles(run, "upcoming") == ["Soon", "Later", "Never"]


def test_franchise_list_show_add_remove(saga: Run) -> None:
    saga.ok("franchise", "add", "Saga", "alone", "--continuity", "Other", "--optional")
    assert saga.json("franchise", "list")[0]["name"] == "Saga"
    assert "Other" in saga.ok("franchise", "show", "saga")
    saga.ok("franchise", "remove", "saga", "alone", "--continuity", "other")
    assert "Alone" not in saga.ok("franchise", "show", "saga")


def test_credit_film_name_as_role_cameo_status_source(run: Run) -> None:
    run.ok("add", "Heat", "--bare")
    said = ["--as", "cast", "--role", "Himself", "--cameo", "--status", "reported"]
    film = run.json("credit", "heat", "Al Pacino", *said, "--source", "https://example.org/a")
    (credit,) = film["credits"]
    assert (credit["name"], credit["as"], credit["role"], credit["cameo"], credit["status"]) == (
        "Al Pacino",
        "cast",
        "Himself",
        True,
        "reported",
    )
    assert "https://example.org/a" in json.dumps(film)


def test_person_name_every_film_in_the_library_with_that_person(saga: Run) -> None:
    saga.ok("credit", "one", "Ann Lee", "--as", "writer")
    saga.ok("watched", "one")
    assert titles(saga, "person", "ann lee") == ["Alone", "One"]


@pytest.mark.parametrize(
    "change",
    [
        ["edit", "one", "--tag", "x"],
        ["watched", "one"],
        ["place", "three", "--first"],
        ["lists", "new", "L", "one"],
        ["franchise", "delete", "saga"],
        ["remove", "one", "two"],
        ["merge", "one", "two"],
    ],
    ids=" ".join,
)
def test_undo_redo_history_every_change_is_one_step_whichever_command_made_it(
    saga: Run, change: list[str]
) -> None:
    before, steps = saga.ok("export"), len(saga.json("history"))
    saga.ok(*change)
    after = saga.ok("export")
    assert len(saga.json("history")) == steps + 1
    saga.ok("undo")
    assert saga.ok("export") == before
    saga.ok("redo")
    assert saga.ok("export") == after != before


def test_backup_and_restore_without_a_file_the_kept_generations_the_newest_good_one(
    saga: Run, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.json"
    saga.ok("backup", str(copy))
    saga.ok("remove", "one")
    saga.ok("restore", str(copy), "--yes")
    assert "One" in titles(saga, "list")
    assert saga("backup").exit_code == 0


def test_config_path_show_get_set(run: Run) -> None:
    run.ok("config", "set", "rating", "10")
    assert run.ok("config", "get", "rating") == "10\n"
    assert Path(run.ok("config", "path").strip()).is_file()
    assert "rating" in run.ok("config", "show")


@pytest.mark.parametrize("to", ["json", "csv", "markdown", "html", "ics", "imdb-ids"])
def test_export_to_json_csv_markdown_html_ics_imdb_ids_to_a_file(
    saga: Run, tmp_path: Path, to: str
) -> None:
    saga.ok("edit", "one", "--imdb", "tt0113277", "--release", "2030-01-02")
    path = tmp_path / "films"
    saga.ok("export", "--to", to, "--output", str(path))
    assert path.read_text(encoding="utf-8") == saga.ok("export", "--to", to)
    assert path.stat().st_size


def test_export_to_letterboxd_is_a_folder(saga: Run, tmp_path: Path) -> None:
    saga.ok("export", "--to", "letterboxd", "--output", str(tmp_path / "site"))
    assert (tmp_path / "site" / "watchlist.csv").is_file()


def test_pack_list_show_add_with_dry_run_export_check(saga: Run, tmp_path: Path) -> None:
    path = tmp_path / "saga.toml"
    saga.ok("pack", "export", "saga", "--output", str(path))
    saga.ok("pack", "check", str(path))
    other = Run(tmp_path / "other.json")
    assert "Two" in other.ok("pack", "show", str(path))
    other.ok("pack", "add", str(path), "--dry-run")
    assert not other.library.exists()
    other.ok("pack", "add", str(path))
    assert other.titles("saga") == ["One", "Two", "Three"]
    assert other.json("pack", "list") == []  # of the program; the tests have none


def test_stats_figures_and_small_charts(saga: Run) -> None:
    saga.ok("watched", "one", "--rating", "4")
    assert "█" in saga.ok("stats")
    assert saga("stats", "-f", "json").exit_code == 0


def test_doctor_what_is_wrong_in_the_library_and_fix(saga: Run) -> None:
    assert saga("doctor").exit_code == 0
    saga.ok("add", "The Thing (1982)", "Thing (1982)", "--allow-duplicate", "--bare")
    result = saga("doctor")
    assert (result.exit_code, "Thing" in result.stdout) == (1, True)
    films = saga.json("list")
    saga("doctor", "--fix")
    assert saga.json("list") == films  # which of the two goes is not for a program to say
