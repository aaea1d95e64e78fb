"""What a film's state means: the name of a test is the sentence that it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run


@pytest.fixture
def heat(run: Run) -> Run:
    run.ok("add", "Heat (1995)")
    return run


def state(run: Run, film: str = "heat") -> tuple[Any, ...]:
    """Return (watched, to watch, rating, dates of viewings)."""
    record = run.json("show", film)
    dates = [viewing["watched_on"] for viewing in record["viewings"]]
    return record["watched"], record["to_watch"], record["rating"], dates


@pytest.mark.parametrize("on", ["2020-01-01", "2020", "unknown"])
def test_watched_is_at_least_one_viewing_dated_or_not(heat: Run, on: str) -> None:
    assert state(heat) == (False, True, None, [])
    heat.ok("watched", "heat", "--on", on)
    assert state(heat) == (True, False, None, [None if on == "unknown" else on])
    heat.ok("unwatch", "heat")
    assert state(heat) == (False, True, None, [])


@pytest.mark.parametrize("change", [["rate", "heat", "4"], ["edit", "heat", "--tag", "noir"]])
def test_no_date_is_ever_invented_an_undated_viewing_stays_undated(
    heat: Run, change: list[str]
) -> None:
    heat.ok("watched", "heat", "--on", "unknown")
    heat.ok(*change)
    assert state(heat)[3] == [None]


def test_what_through_marks_without_a_date_has_none(john_wick: Run) -> None:
    john_wick.ok("watched", "chapter 2", "--through")
    assert state(john_wick, "john wick (2014)")[3] == [None]


def test_add_puts_on_the_watchlist_watched_takes_off_and_edit_puts_back(heat: Run) -> None:
    assert state(heat)[1] is True
    heat.ok("watched", "heat")
    assert state(heat)[1] is False
    heat.ok("edit", "heat", "--to-watch")
    assert state(heat)[:2] == (True, True)
    heat.ok("watched", "heat", "--rewatch")
    assert state(heat)[1] is False


def test_what_only_an_imported_list_brought_in_is_not_to_watch(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "films.txt"
    path.write_text("Heat (1995)\nRonin (1998)\n")
    run.ok("import", str(path), "--as", "list:Best")
    assert run.json("list") == []
    assert [film["to_watch"] for film in run.json("list", "--all")] == [False, False]


@pytest.mark.usefixtures("shipped_packs")
def test_what_only_a_pack_brought_in_is_to_watch_when_it_is_tracked(run: Run) -> None:
    run.ok("pack", "add", "mad-max")
    assert run.json("list") == []
    assert len(run.json("list", "--all")) == len(run.titles("mad max")) > 3
    run.ok("franchise", "track", "mad-max")
    assert len(run.json("list")) > 3


def test_rating_is_the_current_one_and_a_viewing_keeps_the_rating_given_then(heat: Run) -> None:
    heat.ok("watched", "heat", "--on", "2020", "--rating", "3")
    heat.ok("watched", "heat", "--on", "2021", "--rating", "4")
    heat.ok("rate", "heat", "5")
    assert state(heat)[2] == 5
    assert [viewing["rating"] for viewing in heat.json("log")] == [4, 3]


def test_rated_means_seen(heat: Run) -> None:
    heat.ok("rate", "heat", "5")
    assert state(heat) == (True, False, 5, [None])


def test_identity_is_a_sites_id_when_both_have_one(run: Run) -> None:
    run.ok("add", "Blame (2017)", "--imdb", "tt0000001")
    result = run("add", "Another Title (1999)", "--imdb", "tt0000001")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Blame (2017) is already in the library" in result.stderr


def test_two_ids_of_one_site_with_one_title_and_year_are_two_films(run: Run) -> None:
    run.ok("add", "Blame (2017)", "--imdb", "tt0000001")
    run.ok("add", "Blame (2017)", "--imdb", "tt0000002")
    assert len(run.json("list")) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amélie", "AMELIE"),
        ("Rosencrantz & Guildenstern", "Rosencrantz and Guildenstern"),
        ("Spider-Man", "Spider–Man"),
        ("Ocean's Eleven", "Oceans Eleven"),
        ("The Thing", "Thing"),
        ("Wall·E", "WALL-E"),
    ],
)
def test_case_accents_quotes_dashes_and_articles_do_not_tell_films_apart(
    run: Run, one: str, other: str
) -> None:
    run.ok("add", f"{one} (1999)")
    result = run("add", f"{other} (1999)")
    assert result.exit_code == 1
    assert f"{one} (1999) is already in the library" in result.stderr


def test_doctor_finds_what_was_let_in_twice(run: Run) -> None:
    run.ok("add", "The Thing (1982)")
    run.ok("add", "Thing (1982)", "--allow-duplicate")
    result = run("doctor")
    assert result.exit_code == 1
    assert "is there twice, as 1 and 2" in result.stdout


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([], None),
        (["--status", "rumored"], "rumored"),
        (["--status", "reported"], "reported"),
        (["--status", "confirmed"], "confirmed"),
    ],
)
def test_a_credits_status_is_what_is_known_of_it(
    heat: Run, said: list[str], status: str | None
) -> None:
    film = heat.json("credit", "heat", "Val Kilmer", *said)
    assert [credit["status"] for credit in film["credits"]] == [status]


def test_a_film_whose_release_lies_ahead_can_be_marked_watched_with_a_warning(run: Run) -> None:
    run.ok("add", "Dune: Part Three", "--release", "2026-12-18")
    result = run("watched", "dune: part three", "--on", "yesterday", "--rating", "4")
    assert result.exit_code == 0
    assert result.stderr == (
        "Dune: Part Three (2026) is not out yet: marked as watched all the same.\n"
    )
    assert state(run, "dune: part three") == (True, False, 4, ["2023-03-23"])


def test_an_article_or_other_punctuation_does_not_tell_them_apart_either_which_is_said(
    run: Run,
) -> None:
    run.ok("add", "Blame (2017)", "The Thing (1982)", "--bare")
    for title in ("Blame! (2017)", "Thing (1982)"):
        result = run("add", title, "--bare")
        assert result.exit_code == 1
        assert "only an article or punctuation tells" in result.stderr


def test_unless_the_ids_differ(run: Run) -> None:
    run.ok("add", "Blame (2017)", "--imdb", "tt4679210", "--bare")
    run.ok("add", "Blame! (2017)", "--imdb", "tt6574146", "--bare")
    assert len(run.json("list")) == 2
