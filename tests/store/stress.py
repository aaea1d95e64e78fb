"""Many programs on one library, and programs that are killed at random: what was said is there.

``python -m tests.store.stress kill --rounds 500``, ``... mix --seconds 60 --processes 16`` and
``... files --rounds 50`` run the real program and print figures; ``... clocks --steps 2000`` sets
the clock of the store. Smaller ones are normal tests (``test_stress.py``).
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import subprocess
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from watchlist.model import Film
from watchlist.store import Store, backups

START = datetime.datetime(2026, 3, 24, 12, tzinfo=datetime.UTC)
ROOT = Path(__file__).parents[2]
FRANCHISE = "Everything"
KILLED = -9


class Stress:
    """A library, and all that the program has acknowledged of it."""

    def __init__(self, folder: Path) -> None:
        self.library = folder / "library.json"
        self.options = ("--library", str(self.library), "--wait", "300")
        self.said: Counter[str] = Counter()
        self.environment = dict(os.environ)

    def start(self, *args: str) -> subprocess.Popen[str]:
        """Start the program."""
        return subprocess.Popen(
            [sys.executable, "-m", "watchlist", *self.options, *args],
            cwd=ROOT,
            env=self.environment,
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


def clocks(folder: Path, steps: int, seed: int) -> dict[str, int]:
    """Change a library under a clock that stands still, jumps ahead and comes back. Return figures.

    After each change the newest good copy is the one taken last, it holds what the library held
    then, and no more than ``STEPS`` changes were made since.
    """
    chance, now = random.Random(seed), START  # noqa: S311 -- no secret
    library = str(folder / "library.json")
    taken, since, ahead = b"", 0, 0
    for step in range(steps):
        now, jumped = _next_moment(chance, now)
        ahead += jumped
        store = Store(library, wait=0, clock=lambda moment=now: moment)  # type: ignore[misc]
        before = Path(library).read_bytes() if step else b""
        count = _sequence(library)
        with store.edit(f"step {step}") as films:
            films.add_film(Film(id=0, title=f"Film {step}"))
        since = since + 1
        if _sequence(library) > count:
            taken, since = before, 1
        newest = backups.newest_good(library, now)
        if newest and Path(newest.path).read_bytes() != taken:
            raise AssertionError(f"after step {step} the newest copy is {newest.path}")
        if since > backups.STEPS + 1:
            raise AssertionError(f"after step {step} the last copy is {since} changes old")
    kept = backups.generations(library, now)
    return {"changes": steps, "jumps ahead": ahead, "copies kept": len(kept), "wrong": 0}


def _next_moment(chance: random.Random, now: datetime.datetime) -> tuple[datetime.datetime, bool]:
    """Return what a bad clock says next, and whether it jumped ahead."""
    kind = chance.random()
    if kind < 0.8:  # it stands still
        return now, False
    if kind < 0.95:
        return now + datetime.timedelta(hours=chance.randrange(48)), False
    if kind < 0.98:
        return now + datetime.timedelta(days=chance.randrange(10_000)), True
    return START + datetime.timedelta(days=chance.randrange(30)), False


def _sequence(library: str) -> int:
    return max((kept.sequence for kept in backups.generations(library, START)), default=0)


def files(folder: Path, rounds: int) -> dict[str, int]:
    """Write one export, one copy and the settings by several programs at once. Return figures.

    Each file is whole, a file of the user with the name of a temporary one stays, nothing else is
    left behind; and a library without write permission stays as it is.
    """
    stress = Stress(folder)
    stress.run("add", "First")
    stress.environment["WATCHLIST_CONFIG"] = str(folder / "config.toml")
    targets = {name: folder / name for name in ("copy.json", "films.csv")}
    mine = [path.with_name(f".{path.name}.new") for path in (*targets.values(), stress.library)]
    for path in mine:
        path.write_text("precious")
    settings = {"rating": "10", "date": "dmy", "table": "grid", "week": "sun"}
    for _ in range(rounds):
        at_once = [
            *[("backup", str(targets["copy.json"]), "--force")] * 2,
            *[("export", "--to", "csv", "--output", str(targets["films.csv"]), "--force")] * 2,
            *[("config", "set", name, value) for name, value in settings.items()],
        ]
        for program in [stress.start(*args) for args in at_once]:
            _, stderr = program.communicate()
            if program.returncode:
                raise AssertionError(stderr)
        _hold_files(stress, targets, mine, settings)
    stress.library.chmod(0o444)
    before = stress.library.read_bytes()
    refused = stress.start("add", "Second")
    refused.communicate()
    if (refused.returncode, stress.library.read_bytes()) != (5, before):
        raise AssertionError("a protected library was written")
    return {"rounds": rounds, "programs": rounds * (4 + len(settings)), "lost": 0}


def _hold_files(
    stress: Stress, targets: dict[str, Path], mine: list[Path], settings: dict[str, str]
) -> None:
    """Raise AssertionError unless all files are whole, and nothing else is there."""
    if targets["copy.json"].read_bytes() != stress.library.read_bytes():
        raise AssertionError("the copy is not the library")
    if not targets["films.csv"].read_text(encoding="utf-8-sig").count("First"):
        raise AssertionError("the export is not whole")
    config = Path(stress.environment["WATCHLIST_CONFIG"])
    if tomllib.loads(config.read_text(encoding="utf-8")) != settings:
        raise AssertionError("a setting is lost")
    if [path.read_text() for path in mine] != ["precious"] * len(mine):
        raise AssertionError("a file of the user is lost")
    known = {*mine, *targets.values(), config, stress.library, Path(f"{config}.lock")}
    known |= {Path(f"{stress.library}.lock"), Path(f"{stress.library}.backups")}
    if left := set(config.parent.iterdir()) - known:
        raise AssertionError(f"left behind: {sorted(left)}")


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
    clocking = kinds.add_parser("clocks")
    clocking.add_argument("--steps", type=int, default=2000)
    clocking.add_argument("--seed", type=int, default=1)
    filing = kinds.add_parser("files")
    filing.add_argument("--rounds", type=int, default=50)
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        figures = _figures(Path(name), given)
    sys.stdout.write("".join(f"{count:>8}  {name}\n" for name, count in figures.items()))


def _figures(folder: Path, given: argparse.Namespace) -> dict[str, int]:
    match given.kind:
        case "kill":
            return kill(folder, given.rounds, given.seed)
        case "clocks":
            return clocks(folder, given.steps, given.seed)
        case "files":
            return files(folder, given.rounds)
        case _:
            return mix(folder, given.processes, seconds=given.seconds)


if __name__ == "__main__":
    main()
