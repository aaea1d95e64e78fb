"""Measure two copies brought together against a floor: ``python -m tests.benchmarks.syncing``.

Each copy has so many changes since they were the same, in twenty steps: viewings, tags, running
times that both give, and new films, whose numbers clash. The floor reads both files with
``json.load`` and writes one with ``json.dump``.
"""

from __future__ import annotations

import argparse
import datetime
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from tests.benchmarks.library import write
from tests.benchmarks.processes import Process, Result, environment, python, take_turns, warm_up
from tests.benchmarks.report import machine, milliseconds, table, verdict
from tests.benchmarks.shelves import PROGRAM
from watchlist.dates import PartialDate
from watchlist.library.library import Library
from watchlist.library.viewings import with_viewing
from watchlist.model import Film, Viewing
from watchlist.store import Store

FILMS: Final = 20_000
CHANGES: Final = 2_000
STEPS: Final = 20
TIMES: Final = 3.0
"""So many times the floor may a sync take."""
MOST_MB: Final = 500

FLOOR: Final = """
import click, json, os, sys, tinydb
both = []
for path in sys.argv[1:3]:
    with open(path, encoding="utf-8") as file:
        both.append(json.load(file))
with open(sys.argv[1] + ".new", "w", encoding="utf-8") as file:
    json.dump(both[0], file)
    file.flush()
    os.fsync(file.fileno())
os.replace(sys.argv[1] + ".new", sys.argv[1])
"""


class Pair:
    """Two copies of one library that were changed apart, and a fresh one of each for every run."""

    def __init__(self, folder: Path, films: int, changes: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._kept = [folder / f"{name}.kept" for name in ("ours", "theirs")]
        self._files = [path.with_suffix(".json") for path in self._kept]
        write(self._kept[0], films)
        shutil.copyfile(self._kept[0], self._kept[1])
        for side, path in enumerate(self._kept):
            _change(path, side, changes)

    def refresh(self) -> None:
        """Make the copies what they were before they were brought together."""
        for kept, path in zip(self._kept, self._files, strict=True):
            shutil.copyfile(kept, path)
        os.sync()

    def processes(self) -> dict[str, Process]:
        """Return the floor, a sync into ours, and one into both."""
        ours, theirs = map(str, self._files)
        around = environment(self._folder, WATCHLIST_LIBRARY=ours)
        sync = python(PROGRAM, "sync", theirs)
        return {
            "floor": Process(python(FLOOR, ours, theirs), around, prepare=self.refresh),
            "sync": Process(sync, around, prepare=self.refresh),
            "sync --both": Process((*sync, "--both"), around, prepare=self.refresh),
        }


def _change(path: Path, side: int, changes: int) -> None:
    """Make changes in steps a second apart, those of the second side each a bit later."""
    now = datetime.datetime(2026, 1, 1, 12, 0, side, tzinfo=datetime.UTC)
    each = changes // STEPS
    for step in range(STEPS):
        moment = now + datetime.timedelta(minutes=step)
        store = Store(str(path), wait=1, clock=lambda moment=moment: moment)  # type: ignore[misc]
        with store.edit(f"step {step}") as library:
            films = [*library.films][step * each * 3 // 4 :: 2][: each * 3 // 4]
            for place, number in enumerate(films):
                _change_film(library, number, side, place)
            for place in range(each - len(films)):
                _add(library, f"Made on side {side} in step {step} as {place}")


def _change_film(library: Library, number: int, side: int, place: int) -> None:
    film = library.films[number]
    match place % 3:
        case 0:
            library.films[number] = replace(film, runtime=100 + side)
        case 1:
            library.films[number] = replace(film, tags=(*film.tags, f"of side {side}"))
        case _:
            day = PartialDate.parse(f"2025-0{1 + side}-01")
            library.films[number] = with_viewing(film, Viewing(watched_on=day))


def _add(library: Library, title: str) -> None:
    library.add_film(Film(id=0, title=title, year=2020), allow_duplicate=True)


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.syncing")
    parser.add_argument("--runs", type=int, default=5, help="how often each is run (5)")
    parser.add_argument("--films", type=int, default=FILMS, help=f"how many films ({FILMS:,})")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        found = lines(Path(name), options.films, options.films * CHANGES // FILMS, options.runs)
        sys.stdout.write("\n".join((f"On {machine()}.", "", *found)) + "\n")


def lines(folder: Path, films: int, changes: int, runs: int) -> Iterator[str]:
    """Measure, and yield the lines of the report."""
    everything = Pair(folder, films, changes).processes()
    yield f"{films:,} films, {changes:,} changes on each side; the floor reads both and writes one."
    yield ""
    yield from _page(take_turns(everything, runs, warm_up(everything)))


def _page(taken: dict[str, Result]) -> Iterator[str]:
    floor = taken.pop("floor")
    rows = []
    for name, found in taken.items():
        ratio, peak = found.seconds / floor.seconds, found.peak / 1024
        times = [milliseconds(found.seconds), milliseconds(floor.seconds), f"{ratio:.2f}"]
        limits = [f"{TIMES}", verdict(ratio, TIMES)]
        rows.append([name, *times, *limits, f"{peak:.0f}", f"{MOST_MB}", verdict(peak, MOST_MB)])
    header = ["command", "ms", "floor ms", "ratio", "limit", "", "MB", "limit", ""]
    yield from table(header, rows)


if __name__ == "__main__":
    main(sys.argv[1:])
