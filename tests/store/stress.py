"""Many programs on one library, and programs that are killed at random: what was said is there.

``python -m tests.store.stress kill --rounds 500`` and ``... mix --seconds 60 --processes 16`` run
the real program and print figures. Smaller ones are normal tests (``test_stress.py``).
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[2]
FRANCHISE = "Everything"
KILLED = -9


class Stress:
    """A library, and all that the program has acknowledged of it."""

    def __init__(self, folder: Path) -> None:
        self.library = folder / "library.json"
        self.options = ("--library", str(self.library), "--wait", "300")
        self.said: Counter[str] = Counter()

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start the program."""
        return subprocess.Popen(
            [sys.executable, "-m", "watchlist", *self.options, *args],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, *args: str) -> str:
        """Run a command that must succeed."""
        process = self.start(*args)
        stdout, stderr = process.communicate()
        if process.returncode:
            raise AssertionError(f"{args}: {process.returncode} {stderr}")
        self.said[args[0]] += 1
        return stdout

    def films(self) -> dict[str, dict[str, Any]]:
        """Return the films by title, as the file has them."""
        if not self.library.exists():
            return {}
        content = json.loads(self.library.read_bytes())
        return {film["title"]: film for film in content.get("films", {}).values()}


def kill(folder: Path, rounds: int, seed: int) -> dict[str, int]:
    """Kill one of two writers at a random moment, again and again. Return figures.

    What a writer acknowledged by its exit status is there afterwards; what a killed one did is
    there as a whole or not at all, and the next command works.
    """
    chance, stress = random.Random(seed), Stress(folder)  # noqa: S311 -- no secret
    stress.run("add", "First")
    begun = time.monotonic()
    stress.run("add", "Second")
    usual = time.monotonic() - begun
    acknowledged, killed, whole = {"First", "Second"}, 0, 0
    for number in range(rounds):
        titles = [f"Film {number} {writer}" for writer in "AB"]
        writers = [stress.start("add", title, "--tag", title) for title in titles]
        time.sleep(chance.uniform(0, 2 * usual))
        writers[number % 2].kill()
        for title, writer in zip(titles, writers, strict=True):
            _, stderr = writer.communicate()
            if writer.returncode == 0:
                acknowledged.add(title)
            elif writer.returncode == KILLED:
                killed += 1
                whole += title in stress.films()
            else:
                raise AssertionError(f"{title}: {writer.returncode} {stderr}")
        films = stress.films()
        if missing := acknowledged - films.keys():
            raise AssertionError(f"lost in round {number}: {sorted(missing)}")
        torn = [title for title in titles if title in films and films[title]["tags"] != [title]]
        if torn:
            raise AssertionError(f"torn in round {number}: {torn}")
    stress.run("add", "Last")
    stress.run("doctor")
    return {
        "rounds": rounds,
        "killed": killed,
        "killed after the change": whole,
        "acknowledged": len(acknowledged) + 1,
        "lost": 0,
    }


def mix(
    folder: Path, processes: int, *, seconds: float, rounds: int | None = None
) -> dict[str, int]:
    """Let programs add, watch, edit, place and list at once. Return figures.

    Everything acknowledged is there at the end. It lasts some seconds, or some rounds of each.
    """
    stress = Stress(folder)
    stress.run("add", "Anchor", "--franchise", FRANCHISE)
    end = time.monotonic() + seconds

    def work(worker: int) -> list[tuple[str, int]]:
        done: list[tuple[str, int]] = []
        while len(done) < rounds if rounds is not None else time.monotonic() < end:
            title = f"Film {worker}-{len(done)}"
            stress.run("add", title, "--franchise", FRANCHISE)
            stress.run("watched", title, "--rating", "4")
            stress.run("edit", title, "--runtime", str(worker + 1), "--tag", title)
            stress.run("place", title, "--after", "Anchor")
            if title not in stress.run("list", "--all", "--format", "json"):
                raise AssertionError(f"{title} is not listed")
            done.append((title, worker + 1))
        return done

    with ThreadPoolExecutor(processes) as pool:
        done = [film for films in pool.map(work, range(processes)) for film in films]
    _hold_all(stress, done)
    return {**stress.said, "processes": processes, "films": len(done), "lost": 0}


def _hold_all(stress: Stress, done: Sequence[tuple[str, int]]) -> None:
    """Raise AssertionError unless each change of each film is there."""
    content = json.loads(stress.library.read_bytes())
    numbers = {film["title"]: int(number) for number, film in content["films"].items()}
    [franchise] = content["franchises"].values()
    placed = {film for placement in franchise["placements"] for film in placement["films"]}
    if len(done) + 1 != len(content["films"]):
        raise AssertionError(f"{len(content['films'])} films, {len(done) + 1} were added")
    for title, runtime in done:
        film = content["films"][str(numbers[title])]
        known = (film["runtime"], film["tags"], len(film["viewings"]), numbers[title] in placed)
        if known != (runtime, [title], 1, True):
            raise AssertionError(f"{title}: {known}")


def main() -> None:
    """Run what the command line says, and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    kinds = parser.add_subparsers(dest="kind", required=True)
    killing = kinds.add_parser("kill")
    killing.add_argument("--rounds", type=int, default=500)
    killing.add_argument("--seed", type=int, default=1)
    mixing = kinds.add_parser("mix")
    mixing.add_argument("--seconds", type=float, default=60)
    mixing.add_argument("--processes", type=int, default=16)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        figures = (
            kill(folder, given.rounds, given.seed)
            if given.kind == "kill"
            else mix(folder, given.processes, seconds=given.seconds)
        )
    sys.stdout.write("".join(f"{count:>8}  {name}\n" for name, count in figures.items()))


if __name__ == "__main__":
    main()
