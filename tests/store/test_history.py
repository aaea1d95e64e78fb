"""Undo, redo and history, as a user meets them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.conftest import Run
from watchlist.store.history import LIMIT

ANOTHER_HAND = "was changed by another program"


def _content(run: Run) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(run.library.read_text(encoding="utf-8"))
    return content


def _rewrite(run: Run, content: dict[str, Any]) -> bytes:
    run.library.write_text(json.dumps(content), encoding="utf-8")
    return run.library.read_bytes()


def _steps(run: Run) -> list[tuple[int, bool]]:
    return [(step["step"], step["undone"]) for step in run.json("history")]


def _titles(run: Run) -> list[str]:
    return [film["title"] for film in run.json("list", "--all")]


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_there_is_nothing_to_turn_in_a_new_library(run: Run, verb: str) -> None:
    result = run(verb)
    assert (1, "", f"Error: There is nothing to {verb}.\n") == (
        result.exit_code,
        result.stdout,
        result.stderr,
    )
    assert not run.library.exists()


def test_undo_and_redo_name_the_command(run: Run) -> None:
    run.ok("add", "Alien (1979)")
    undone = run("undo")
    assert (undone.exit_code, undone.stderr) == (0, "")
    assert undone.stdout.startswith("Undone: ")
    assert undone.stdout.endswith("add 'Alien (1979)'\n")
    assert _titles(run) == []
    again = run("redo")
    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout.startswith("Done again: ")
    assert _titles(run) == ["Alien"]


def test_history_lists_each_change_once(run: Run) -> None:
    run.ok("add", "Alien", "Heat")
    run.ok("watched", "Alien")
    run.ok("undo")
    first, second = run.json("history")
    assert (first["step"], first["undone"], first["records"]) == (1, False, 2)
    assert (second["step"], second["undone"], second["records"]) == (2, True, 1)
    assert first["command"].endswith("add Alien Heat")
    assert first["when"] == "2023-03-24T12:00:00Z"


def test_undo_goes_back_to_the_empty_library_and_redo_to_the_end(john_wick: Run) -> None:
    john_wick.ok("link", "Ballerina", "spinoff-of", "John Wick")
    john_wick.ok("remove", "Chapter 3")
    states = [_content(john_wick)]
    while john_wick("undo").exit_code == 0:
        states.append(_content(john_wick))
    assert _titles(john_wick) == []
    for state in reversed(states[:-1]):
        john_wick.ok("redo")
        now = _content(john_wick)
        assert [state[name] for name in ("films", "franchises")] == [
            now[name] for name in ("films", "franchises")
        ]
    assert john_wick("redo").exit_code == 1


def test_the_last_hundred_steps_can_be_undone(run: Run) -> None:
    for number in range(LIMIT + 5):
        run.ok("add", f"Film {number}")
    assert LIMIT == 100
    assert len(run.json("history")) == LIMIT
    for _ in range(LIMIT):
        run.ok("undo")
    assert run("undo").exit_code == 1
    assert [f"Film {number}" for number in range(5)] == _titles(run)
    for _ in range(LIMIT):
        run.ok("redo")
    assert len(_titles(run)) == LIMIT + 5


def test_a_full_history_keeps_its_lines(run: Run) -> None:
    for number in range(LIMIT + 1):
        run.ok("add", f"Film {number}")
    before = run.library.read_text(encoding="utf-8").splitlines()
    run.ok("add", "One more")
    after = run.library.read_text(encoding="utf-8").splitlines()
    added = [line for line in after if line.rstrip(",") not in {one.rstrip(",") for one in before}]
    assert len(added) == 2


def test_a_new_change_forgets_the_undone_steps(run: Run) -> None:
    for title in ("Alien", "Heat", "Ran"):
        run.ok("add", title)
    run.ok("undo")
    run.ok("undo")
    run.ok("add", "Dune")
    assert _steps(run) == [(1, False), (2, False)]
    assert run("redo").exit_code == 1
    assert _titles(run) == ["Alien", "Dune"]


def test_a_refused_change_forgets_nothing(run: Run) -> None:
    run.ok("add", "Alien (1979)")
    run.ok("add", "Heat")
    run.ok("undo")
    assert run("add", "Alien (1979)").exit_code == 1
    run.ok("redo")
    assert _titles(run) == ["Alien", "Heat"]


NOTHING = [
    ("edit", "Alien", "--tag", "space"),
    ("edit", "Alien", "--clear", "tag", "--tag", "space"),
    ("edit", "Alien", "--title", "Alien", "--to-watch"),
    ("place", "Aliens", "--after", "Alien"),
    ("link", "Aliens", "sequel-to", "Alien"),
    ("franchise", "add", "Alien", "Aliens"),
    ("franchise", "rename", "Alien", "Alien"),
    ("franchise", "edit", "Alien", "--default-order", "timeline"),
    ("credit", "Alien", "Ridley Scott", "--as", "director"),
]


@pytest.mark.parametrize("args", NOTHING, ids=" ".join)
def test_a_change_that_changes_nothing_is_no_step(run: Run, args: tuple[str, ...]) -> None:
    run.ok("add", "Alien", "--tag", "space", "--franchise", "Alien", "--director", "Ridley Scott")
    run.ok("add", "Aliens", "--after", "Alien", "--sequel-to", "Alien")
    before = run.library.read_bytes()
    result = run(*args)
    assert result.exit_code == 0
    assert result.stdout
    assert before == run.library.read_bytes()


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_a_file_that_another_hand_changed_is_left_alone(run: Run, verb: str) -> None:
    run.ok("add", "Alien")
    run.ok("add", "Heat")
    run.ok("undo")
    content = _content(run)
    content["films"]["1"]["year"] = 1979
    before = _rewrite(run, content)
    result = run(verb)
    assert (result.exit_code, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert ANOTHER_HAND in result.stderr
    assert before == run.library.read_bytes()


def test_a_change_after_another_hand_can_be_undone_up_to_there(run: Run) -> None:
    run.ok("add", "Alien")
    content = _content(run)
    content["films"]["7"] = {"title": "By hand"}
    _rewrite(run, content)
    run.ok("add", "Heat")
    run.ok("undo")
    assert _titles(run) == ["Alien", "By hand"]
    assert ANOTHER_HAND in run("undo").stderr


def test_another_layout_of_the_same_content_is_no_change(run: Run) -> None:
    run.ok("add", "Alien")
    content = _content(run)
    run.library.write_text(json.dumps(content, indent=4), encoding="utf-8")
    run.ok("undo")
    assert _titles(run) == []


def test_a_library_without_its_history_loses_only_undo(john_wick: Run) -> None:
    content = _content(john_wick)
    titles = _titles(john_wick)
    del content["history"]
    _rewrite(john_wick, content)
    assert john_wick("undo").stderr == "Error: There is nothing to undo.\n"
    assert titles == _titles(john_wick)
    john_wick.ok("add", "Heat")
    assert _steps(john_wick) == [(1, False)]


UNREADABLE_STEPS = {
    "number": 5,
    "text": "x",
    "null": None,
    "list": [],
    "object": {},
    "state": {"state": 1},
}


@pytest.mark.parametrize("unreadable", UNREADABLE_STEPS.values(), ids=UNREADABLE_STEPS)
def test_a_step_that_cannot_be_read_ends_the_history(run: Run, unreadable: object) -> None:
    for title in ("Alien", "Heat", "Ran"):
        run.ok("add", title)
    content = _content(run)
    content["history"]["2"] = unreadable
    _rewrite(run, content)
    assert _steps(run) == [(3, False)]
    run.ok("undo")
    assert run("undo").stderr == "Error: There is nothing to undo.\n"
    run.ok("redo")
    run.ok("add", "Dune")
    assert _steps(run) == [(3, False), (4, False)]
    assert _titles(run) == ["Alien", "Heat", "Ran", "Dune"]


def test_fields_of_a_newer_version_stay_in_the_history(run: Run) -> None:
    run.ok("add", "Alien")
    content = _content(run)
    content["history"]["1"]["host"] = "laptop"
    _rewrite(run, content)
    run.ok("add", "Heat")
    assert content["history"]["1"] == _content(run)["history"]["1"]
