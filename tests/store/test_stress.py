"""Small rounds of the stress runs: see ``stress.py`` for the long ones."""

from __future__ import annotations

from pathlib import Path

from tests.store import stress


def test_two_writers_of_which_one_is_killed_lose_nothing(tmp_path: Path) -> None:
    figures = stress.kill(tmp_path, rounds=6, seed=7)
    assert (figures["rounds"], figures["lost"]) == (6, 0)
    assert figures["acknowledged"] >= 3 + 6  # the other writer of each round


def test_processes_that_mix_commands_lose_nothing(tmp_path: Path) -> None:
    figures = stress.mix(tmp_path, processes=4, seconds=0, rounds=1)
    assert {name: figures[name] for name in ("add", "watched", "edit", "place", "list")} == {
        "add": 5,
        "watched": 4,
        "edit": 4,
        "place": 4,
        "list": 4,
    }
    assert (figures["films"], figures["lost"]) == (4, 0)


def test_a_bad_clock_makes_no_old_copy_the_newest_and_stops_no_new_one(tmp_path: Path) -> None:
    figures = stress.clocks(tmp_path, steps=150, seed=3)
    assert (figures["changes"], figures["wrong"]) == (150, 0)
    assert figures["jumps ahead"] > 0


def test_programs_that_write_one_file_at_once_lose_none(tmp_path: Path) -> None:
    figures = stress.files(tmp_path, rounds=1)
    assert (figures["programs"], figures["lost"]) == (8, 0)
