"""The benchmark of two copies has as many changes as it says, and brings them together."""

from __future__ import annotations

import json
from pathlib import Path

from tests.benchmarks.processes import output
from tests.benchmarks.syncing import STEPS, Pair

FILMS, CHANGES = 400, 80


def test_the_processes_do_their_work(tmp_path: Path) -> None:
    pair = Pair(tmp_path, FILMS, CHANGES)
    before = [path.read_bytes() for path in sorted(tmp_path.glob("*.kept"))]
    for text in before:
        last = [*json.loads(text)["history"].values()][-STEPS:]
        assert [step["command"] for step in last] == [f"step {number}" for number in range(STEPS)]
    processes = pair.processes()
    output(processes["floor"])
    assert f"{CHANGES // 4} added" in output(processes["sync"])
    output(processes["sync --both"])
    ours, theirs = (json.loads(path.read_bytes()) for path in sorted(tmp_path.glob("*.json")))
    assert ours["films"] == theirs["films"]
    assert len(ours["films"]) == FILMS + 2 * CHANGES // 4
    assert [path.read_bytes() for path in sorted(tmp_path.glob("*.kept"))] == before
