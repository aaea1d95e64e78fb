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
@pytest.mark.parametrize("both", [False, True], ids=["into ours", "--both"])
def test_a_sync_killed_at_any_moment_leaves_each_file_before_or_after_it(
    tmp_path: Path, both: bool
) -> None:
    run = Run(tmp_path / "folder" / "library.json")
    other = Run(run.library.parent / "stick" / "films.json")
    other.library.parent.mkdir(parents=True)
    run.ok("add", "Alien")
    shutil.copy(run.library, other.library)
    run.ok("add", "Moon")
    other.ok("edit", "Alien", "--tag", "lent")
    before, there = (side.library.read_text(encoding="utf-8") for side in (run, other))
    *killed, whole = _killed_runs(run.library, "sync", str(other.library), *["--both"][:both])
    assert (whole["status"], whole["next_status"]) == (0, 0)
    after, returned = whole["left"], whole["others"]["films.json"]
    assert '"lent"' in after
    assert ('"Moon"' in returned, returned == there) == (both, not both)
    left = [(end["left"], end["others"]["films.json"]) for end in killed]
    # of both, ours is the first to be another one
    assert set(left) == {(before, there), (after, there), (after, returned)}
    assert [end["next_status"] for end in killed] == [0] * len(killed)
