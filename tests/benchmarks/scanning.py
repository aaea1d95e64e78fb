"""Measure the scan of many files against a floor: ``python -m tests.benchmarks.scanning``.

Half of the films have a folder of their own, the others lie by the thousand in one; a tenth are in
the library. The floor only walks the folders. A second scan is to take a tenth of the first one.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.processes import Process, Result, environment, python, take_turns, warm_up
from tests.benchmarks.report import machine, milliseconds, table, verdict
from tests.benchmarks.shelves import PROGRAM

FILES: Final = 100_000
TENTH: Final = 0.1
"""So much of the time of the first scan may a second one take."""
MOST_MB: Final = 200
FLOOR: Final = """
import os, sys
print(sum(len(files) for _, _, files in os.walk(sys.argv[1])))
"""
_SETTLED: Final = 0.2
"""Seconds after which the times of changed folders tell that nothing came since."""


class Media:
    """A folder of empty files with names of films, and a library that knows some of them."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder / "media"
        self._cache = folder / "cache"
        self._around = environment(
            folder,
            WATCHLIST_LIBRARY=str(folder / "library.json"),
            WATCHLIST_CACHE=str(self._cache),
        )
        names = [f"Made Up Film {number:06} ({1930 + number % 90})" for number in range(count)]
        for number, name in enumerate(names):
            place = self.folder / (name if number % 2 else str(number // 1000))
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{name}.mkv").touch()
        self._rows = folder / "films.csv"
        with self._rows.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["title"], *([name] for name in names[::10])])
        time.sleep(_SETTLED)

    def clear(self) -> None:
        """Forget what was scanned."""
        shutil.rmtree(self._cache, ignore_errors=True)

    def processes(self) -> dict[str, Process]:
        """Return the floor, a first scan, and a second one."""
        ours = python(PROGRAM, "scan", str(self.folder))
        return {
            "floor": Process(python(FLOOR, str(self.folder)), self._around),
            "scan": Process(ours, self._around, prepare=self.clear),
            "scan again": Process(ours, self._around),
        }

    def importing(self) -> Process:
        """Return the import of the films that the library knows."""
        arguments = "import", str(self._rows), "--as", "watchlist"
        return Process(python(PROGRAM, *arguments), self._around)


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scanning")
    parser.add_argument("--runs", type=int, default=3, help="how often each is run (3)")
    parser.add_argument("--files", type=int, default=FILES, help=f"how many files ({FILES:,})")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as name:
        report = (f"On {machine()}.", "", *lines(Path(name), options.files, options.runs))
        sys.stdout.write("\n".join(report) + "\n")


def lines(folder: Path, count: int, runs: int) -> Iterator[str]:
    """Measure, and yield the lines of the report."""
    media = Media(folder, count)
    warm_up({"import": media.importing()})
    everything = media.processes()
    yield from _page(count, take_turns(everything, runs, warm_up(everything)))


def _page(count: int, taken: dict[str, Result]) -> Iterator[str]:
    """Yield the report: how much of the first scan a second one takes, and the memory."""
    yield f"{count:,} files; the floor is `os.walk` of the same folders."
    yield ""
    rows = []
    for name in ("scan", "scan again"):
        share, peak = taken[name].seconds / taken["scan"].seconds, taken[name].peak / 1024
        limit = 1.0 if name == "scan" else TENTH
        rows.append(
            [
                name,
                milliseconds(taken[name].seconds),
                milliseconds(taken["floor"].seconds),
                f"{share:.2f}",
                f"{limit}",
                verdict(share, limit),
                f"{peak:.0f}",
                f"{MOST_MB}",
                verdict(peak, MOST_MB),
            ]
        )
    header = ["command", "ms", "floor ms", "of the first", "limit", "", "MB", "limit", ""]
    yield from table(header, rows)


if __name__ == "__main__":
    main(sys.argv[1:])
