"""Measure this program beside an earlier one: ``python -m tests.benchmarks.before CHECKOUT``.

Both run the same commands on the same libraries and take turns. What counts is processor time, as
others may use the machine meanwhile; the floor reads the library for a table (``floors.py``).
"""

from __future__ import annotations

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks import floors, library
from tests.benchmarks.jobs import NEW
from tests.benchmarks.processes import ROOT, environment, python
from tests.benchmarks.report import machine, milliseconds, table
from tests.benchmarks.shelves import PROGRAM

RUNS: Final = 7
SIZES: Final = (1_000, 10_000, 100_000)
FLOOR: Final = "floor"

_MEASURE: Final = """
import os, resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


class Job(NamedTuple):
    """A command line, the size of the library, and whether it begins with a fresh copy of it."""

    args: tuple[str, ...]
    films: int
    changes: bool = False


class Taken(NamedTuple):
    """Processor time in seconds, and the peak resident size in MB."""

    seconds: float
    peak: float


JOBS: Final = (
    *(Job((name,), 1_000) for name in ("--version", "--help")),
    Job(("show", "Meridian: Breakwater"), 1_000),
    Job(("list", "--limit", "50"), 1_000),
    Job(("add", NEW), 1_000, changes=True),
    *(Job(("list", "--all"), size) for size in SIZES),
    *(Job(("list", "--all", "--format", "json"), size) for size in SIZES[1:]),
    *(Job(("doctor",), size) for size in SIZES[1:]),
    Job(("export", "--to", "html"), 10_000),
    Job(("import", "rows.csv"), 0, changes=True),
)


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.before")
    parser.add_argument("checkout", type=Path, help="the earlier program")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"how often each is run ({RUNS})")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        report = (f"On {machine()}.", "", *lines(Path(name), options.checkout, options.runs))
        sys.stdout.write("\n".join(report) + "\n")


def lines(folder: Path, checkout: Path, runs: int) -> Iterator[str]:
    """Measure, and yield the lines of the report."""
    for size in SIZES:
        library.write(folder / f"{size}.json", size)
    _write_rows(folder / "rows.csv", SIZES[1])
    found = []
    for job in JOBS:
        floor, before, after = _take_turns(folder, job, checkout, runs)
        ratio, memory = after.seconds / before.seconds, f"{before.peak:.0f} → {after.peak:.0f}"
        times = [milliseconds(taken.seconds) for taken in (before, after, floor)]
        of_floor = f"{after.seconds / floor.seconds:.2f}"
        name = f"`{' '.join(job.args)}`"
        found.append([name, f"{job.films:,}", *times[:2], f"{ratio:.2f}", of_floor, memory])
    header = ["command", "films", "before, ms", "now, ms", "times", "of the floor", "MB"]
    yield from table(header, found)


def _write_rows(path: Path, size: int) -> None:
    """Write the films of a library as a spreadsheet with their franchises."""
    films, _, franchises = library.build(size)
    names: dict[int, list[str]] = {}
    for franchise in franchises.values():
        for number in franchise["continuities"][0]["films"]:
            names.setdefault(number, []).append(franchise["name"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("Title", "Year", "IMDb", "Rating", "Franchise"))
        for number, film in films.items():
            facts = (film.get(name, "") for name in ("title", "year", "imdb", "rating"))
            writer.writerow((*facts, "; ".join(names.get(number, ()))))


def _take_turns(folder: Path, job: Job, checkout: Path, runs: int) -> list[Taken]:
    """Return the medians of the floor, the earlier program and this one."""
    command = python(PROGRAM, *job.args)
    floor = python(floors.FLOORS[floors.TABLE], str(folder / f"{job.films or SIZES[1]}.json"))
    turns: list[Callable[[], Taken]] = [
        lambda: _measured(folder, ROOT, floor, job),
        lambda: _measured(folder, checkout, command, job),
        lambda: _measured(folder, ROOT, command, job),
    ]
    taken = [[turn() for turn in turns] for _ in range(runs + 1)][1:]
    return [
        Taken(*map(statistics.median, zip(*one, strict=True))) for one in zip(*taken, strict=True)
    ]


def _measured(folder: Path, checkout: Path, command: Sequence[str], job: Job) -> Taken:
    """Measure a command line of the program in a checkout."""
    path = folder / f"{job.films}.json"
    if job.changes:
        original, path = path, folder / "copy" / "library.json"
        path.parent.mkdir(exist_ok=True)
        path.unlink(missing_ok=True)
        if original.exists():
            path.write_bytes(original.read_bytes())
    around = environment(folder, WATCHLIST_LIBRARY=str(path), PYTHONPATH=str(checkout))
    done = subprocess.run(
        python(_MEASURE, *command),
        env=around,
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, peak = map(float, done.stdout.split())
    return Taken(seconds, peak / 1024)


if __name__ == "__main__":
    main(sys.argv[1:])
