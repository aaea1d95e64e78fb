"""``watchlist`` alone says where one stands, or how to begin."""

from __future__ import annotations

import shlex

import pytest

from tests.conftest import Run
from tests.store.command_lines import LIBRARY


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line and not line.startswith(" ")]


def test_an_empty_library_gets_three_steps_and_no_file(run: Run) -> None:
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Your watchlist is empty. Three steps to begin:\n")
    assert not run.library.exists()


@pytest.mark.usefixtures("shipped_packs")
def test_the_three_steps_work_in_their_order(run: Run) -> None:
    lines = [shlex.split(line)[1:4] for line in run.ok().splitlines() if line[:3] == "  w"]
    steps = [args[: 2 if len(args) > 1 else 1] for args in lines]
    assert [step[0] for step in steps] == ["add", "order", "watched"]
    for step in steps:
        assert run(*step).exit_code == 0, step


def test_a_library_in_use_says_what_is_begun_what_waits_what_comes_and_what_was(
    john_wick: Run,
) -> None:
    john_wick.ok("add", "Heat (1995)", "Ronin (1998)", "Dune (2021)", "Tenet (2020)")
    john_wick.ok("add", "Dune: Part Three", "--release", "2026-12-18")
    john_wick.ok("watched", "id:1", "--on", "2023-03-18", "--rating", "4.5")
    assert (
        john_wick.ok()
        == """\
In progress

  From         Seen  Next                  Year
  John Wick  1 of 5  John Wick: Chapter 2  2017

To watch

  Film   Year
  Heat   1995
  Ronin  1998
  Dune   2021

1 more: “watchlist list”.

Upcoming

  Release     Film                  Days  Franchise
  2023        John Wick: Chapter 4        John Wick
  2026-12-18  Dune: Part Three      1365

Last watched

  Watched     Film       Year  Rating
  2023-03-18  John Wick  2014  ★★★★½
"""
    )


def test_a_series_that_was_begun_is_in_progress_and_does_not_wait(run: Run) -> None:
    run.ok("add", "Severance (2022)", "--seasons", "9,10", "--bare")
    run.ok("add", "Heat (1995)", "The Bear (2022)", "--bare")
    run.ok("watched", "severance s01e01..s01e03")
    progress, _, rest = run.ok().partition("To watch")
    assert "Severance  3 of 19  Severance S01E04" in progress
    assert "Severance" not in rest.partition("Last watched")[0]


def test_what_has_nothing_to_say_is_left_out(run: Run) -> None:
    run.ok("add", "Heat (1995)")
    assert headings(run.ok()) == ["To watch"]
    run.ok("watched", "heat")
    assert headings(run.ok()) == ["Last watched"]


def test_films_that_are_neither_seen_nor_to_watch_get_a_sentence(run: Run) -> None:
    run.ok("add", "Heat (1995)")
    run.ok("edit", "heat", "--not-to-watch")
    assert run.ok().startswith("Nothing is to watch and nothing was")


def test_a_damaged_library_is_5_and_bent_records_are_counted(run: Run) -> None:
    run.library.write_text("{}")
    assert run().exit_code == 5
    run.library.write_text(LIBRARY.replace('"runtime": 137', '"runtime": "long"'))
    result = run()
    assert result.exit_code == 0
    assert "1 record has something wrong" in result.stderr


@pytest.mark.parametrize("columns", [50, 80])
def test_it_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    run.library.write_text(LIBRARY)
    run.ok("add", "A film of a remarkably long title that goes on and on: 攻殻機動隊 (1999)")
    monkeypatch.setenv("COLUMNS", str(columns))
    assert all(len(line) <= columns for line in run.ok().splitlines())


def test_it_changes_nothing_and_is_no_step(john_wick: Run) -> None:
    before = john_wick.library.read_bytes()
    john_wick.ok()
    assert john_wick.library.read_bytes() == before
