"""Programs that change one library at the same time, and programs that are killed meanwhile."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.store import adding_process, killed_process
from tests.store.killed_process import KILLED

ROOT = Path(__file__).parents[2]
BACKUP = "library.json.backups/2023-03-24T120000.000000Z.json"
SEQUENCE = re.compile(r"(?<=/)[0-9]{6}-[0-9]+-")
PROCESSES = 16
FILMS_EACH = 25


def _start(*args: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *map(str, args)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def _titles(run: Run) -> list[str]:
    return sorted(film["title"] for film in run.json("list", "--all"))


def test_sixteen_processes_lose_no_film(run: Run) -> None:
    titles = [f"Film {number}" for number in range(PROCESSES * FILMS_EACH)]
    processes = [
        _start(adding_process.__file__, run.library, *titles[first::PROCESSES])
        for first in range(PROCESSES)
    ]
    for process in processes:
        assert process.stderr
        assert process.stderr.readline() == "ready\n"
    for process in processes:
        assert process.stdin
        process.stdin.write("start\n")
        process.stdin.flush()
    ends = [(*process.communicate(), process.returncode) for process in processes]
    assert [(stderr, status) for _, stderr, status in ends] == [("", 0)] * PROCESSES
    assert [stdout.count("Added ") for stdout, _, _ in ends] == [FILMS_EACH] * PROCESSES
    assert sorted(titles) == _titles(run)
    content = json.loads(run.library.read_text(encoding="utf-8"))
    assert [str(number) for number in range(1, len(titles) + 1)] == list(content["films"])
    assert len(content["history"]) == 100


def test_commands_at_the_same_time_all_succeed(run: Run) -> None:
    titles = [f"Film {number}" for number in range(6)]
    processes = [
        _start("-m", "watchlist", "--library", run.library, "--wait", 300, "add", title)
        for title in titles
    ]
    ends = [(process.communicate()[1], process.returncode) for process in processes]
    assert [("", 0)] * len(titles) == ends
    assert titles == _titles(run)


def _killed_runs(library: Path, *change: str) -> list[dict[str, Any]]:
    """Return what each run left; the last one was not killed."""
    process = _start("-m", killed_process.__name__, library, *change)
    stdout, stderr = process.communicate()
    assert (stderr, process.returncode) == ("", 0)
    return [json.loads(line) for line in stdout.splitlines()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.parametrize(
    ("done", "change"),
    [
        ([], ("add", "Heat")),
        ([("add", "Alien"), ("watched", "Alien")], ("add", "Heat")),
        ([("add", "Alien"), ("watched", "Alien")], ("undo",)),
    ],
    ids=["a new library", "a change", "undo"],
)
def test_a_killed_change_leaves_the_library_before_or_after_it(
    tmp_path: Path, done: list[tuple[str, ...]], change: tuple[str, ...]
) -> None:
    run = Run(tmp_path / "folder" / "library.json")
    run.library.parent.mkdir()
    for line in done:
        run.ok(*line)
    before = run.library.read_text(encoding="utf-8") if done else None
    *killed, whole = _killed_runs(run.library, *change)
    assert len(killed) > 15  # lock, back up, open, write, sync, rename, and what is between
    assert {(KILLED, before), (KILLED, whole["left"])} == {
        (end["status"], end["left"]) for end in killed
    }
    assert whole["status"] == 0
    for end in (*killed, whole):
        assert end["next_status"] == 0
        assert '"The next film"' in end["next"]
        backups = [BACKUP] if end["left"] else []  # there was a library to copy for the next film
        names = [SEQUENCE.sub("", name) for name in end["files"]]
        assert ["library.json", *backups, "library.json.lock"] == names


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
def test_a_killed_sync_leaves_the_library_before_or_after_it(tmp_path: Path) -> None:
    run, other = Run(tmp_path / "folder" / "library.json"), Run(tmp_path / "stick" / "films.json")
    run.library.parent.mkdir()
    run.ok("add", "Alien")
    shutil.copytree(run.library.parent, other.library.parent)
    (other.library.parent / "library.json").rename(other.library)
    run.ok("add", "Moon")
    other.ok("edit", "Alien", "--tag", "lent")
    before = run.library.read_text(encoding="utf-8")
    there = other.library.read_bytes()
    *killed, whole = _killed_runs(run.library, "sync", str(other.library))
    assert {before, whole["left"]} == {end["left"] for end in killed}
    assert whole["status"] == 0
    assert '"lent"' in whole["left"]
    assert [end["next_status"] for end in (*killed, whole)] == [0] * (len(killed) + 1)
    assert other.library.read_bytes() == there
