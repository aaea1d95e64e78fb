"""Whatever was done: undo brings back the library before it, redo the library after it."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.store.command_lines import CHANGING, LIBRARY, RESTORING

FILM = st.sampled_from([f"id:{number}" for number in (1, 2, 3, 4, 5, 9, 10)])
FRANCHISE = st.sampled_from(["Alien", "Alien:David", "Fincher", "Brand new"])
RELATION = st.sampled_from(["sequel-to", "spinoff-of", "remake-of", "crossover-with", "requires"])
TITLE = st.sampled_from(["Alien", "Romulus (2024)", "Été", "攻殻機動隊", "1917"])
DAY = st.sampled_from(["2020-01-01", "2021-05", "unknown", "today"])
WORD = st.sampled_from(["space", "war", "ü", "space station"])


def _line(*parts: str | st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts))


COMMANDS = st.one_of(
    _line("add", TITLE),
    _line("add", TITLE, "--franchise", FRANCHISE, "--tag", WORD, "--sequel-to", FILM),
    _line("add", TITLE, "--allow-duplicate", "--between", FILM, FILM),
    _line("edit", FILM, "--title", TITLE, "--tag", WORD, "--not-to-watch"),
    _line("edit", FILM, "--clear", "tag", "--clear", "notes", "--to-watch"),
    _line("edit", FILM, "--runtime", "90", "--set", "2122", "--after", FILM),
    _line("remove", FILM),
    _line("remove", FILM, FILM),
    _line("watched", FILM, "--on", DAY, "--rating", "4"),
    _line("watched", FILM, FILM, "--through", "--rewatch"),
    _line("unwatch", FILM),
    _line("unwatch", FILM, "--on", DAY),
    _line("unwatch", FILM, "--all"),
    _line("credit", FILM, WORD, "--as", "director"),
    _line("credit", FILM, "David Fincher", "--as", "director", "--remove"),
    _line("note", FILM, WORD),
    _line("link", FILM, RELATION, FILM),
    _line("unlink", FILM, RELATION, FILM),
    _line("place", FILM, "--before", FILM),
    _line("place", FILM, FILM, "--between", FILM, FILM, "--in", FRANCHISE),
    _line("place", FILM, "--first"),
    _line("place", FILM, "--reset"),
    _line("franchise", "add", FRANCHISE, FILM, FILM, "--continuity", WORD),
    _line("franchise", "remove", FRANCHISE, FILM),
    _line("franchise", "rename", FRANCHISE, WORD),
    _line("franchise", "edit", FRANCHISE, "--alias", WORD, "--default-order", "release"),
    _line("franchise", "delete", FRANCHISE),
)


def _tables(run: Run) -> dict[str, Any]:
    """Return the tables but the history; one without records is none."""
    content = json.loads(run.library.read_text(encoding="utf-8"))
    return {
        name: table
        for name, table in content.items()
        if table and name not in ("schema", "history")
    }


def _lost_uids(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the records, by table and number, that are there still and have another uid."""
    return [
        (name, number)
        for name, table in before.items()
        for number, record in table.items()
        if number in after.get(name, {}) and after[name][number].get("uid") != record.get("uid")
    ]


@pytest.mark.parametrize("args", [*CHANGING, RESTORING], ids=" ".join)
def test_each_kind_of_change_is_undone_and_redone(run: Run, args: tuple[str, ...]) -> None:
    run.library.write_text(LIBRARY, encoding="utf-8")
    before = _tables(run)
    run.ok(*args)
    after, written = _tables(run), run.library.read_bytes()
    assert before != after
    if args[0] != "restore":
        assert _lost_uids(before, after) == []
    run.ok("undo")
    assert before == _tables(run)
    assert run("undo").exit_code == 1
    run.ok("redo")
    assert after == _tables(run)
    assert written == run.library.read_bytes()


@settings(max_examples=settings().max_examples // 2)
@given(st.lists(COMMANDS, min_size=1, max_size=5))
def test_undo_is_the_state_before_and_redo_the_state_after(lines: list[tuple[str, ...]]) -> None:
    with TemporaryDirectory() as folder:
        run = Run(Path(folder) / "library.json")
        run.library.write_text(LIBRARY, encoding="utf-8")
        states = [_tables(run)]
        for line in lines:
            before = run.library.read_bytes()
            status = run(*line).exit_code
            if before != run.library.read_bytes():
                assert status == 0
                states.append(_tables(run))
        for state in states[-2::-1]:
            run.ok("undo")
            assert state == _tables(run)
        assert run("undo").exit_code == 1
        for state in states[1:]:
            run.ok("redo")
            assert state == _tables(run)
        assert run("redo").exit_code == 1
