"""Measure the program and print the results: ``python -m tests.benchmarks --help``."""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks import (
    comparison,
    episodes,
    floors,
    growth,
    importing,
    report,
    scanning,
    syncing,
)
from tests.benchmarks.jobs import JOBS
from tests.benchmarks.processes import FEW, ROOT, Process, Result, take_turns, warm_up
from tests.benchmarks.report import LIMITED
from tests.benchmarks.shelves import Shelf

SIZES: Final = (1_000, 10_000)
LARGE: Final = 100_000
PAGE: Final = ROOT / "docs" / "benchmarks.md"


def main(arguments: Sequence[str]) -> None:
    """Measure, print, and write the page if that was asked for."""
    options = _parser().parse_args(arguments)
    sizes = [*(options.size or SIZES), *([LARGE] if options.large else [])]
    with tempfile.TemporaryDirectory() as name:
        page = "\n".join(_page(Path(name), sizes, options, arguments)) + "\n"
    sys.stdout.write(page)
    if options.write:
        PAGE.write_text(page, encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description="Measure the program against its floors."
    )
    parser.add_argument("--large", action="store_true", help="a library of 100,000 films, too")
    parser.add_argument("--imports", action="store_true", help="bulk imports, too")
    parser.add_argument("--growth", action="store_true", help="input made to be slow, too")
    parser.add_argument("--episodes", action="store_true", help="a universe of series, too")
    parser.add_argument("--copies", action="store_true", help="two copies brought together, too")
    parser.add_argument("--scans", action="store_true", help="scans of many videos, too")
    parser.add_argument("--peers", action="store_true", help="install other programs and compare")
    parser.add_argument("--runs", type=int, default=9, help="how often each is run (9)")
    parser.add_argument("--size", type=int, action="append", help="other sizes; repeatable")
    parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE.name}")
    return parser


def _page(
    folder: Path, sizes: Sequence[int], options: argparse.Namespace, arguments: Sequence[str]
) -> Iterator[str]:
    """Yield the lines of the report."""
    yield from (
        "# Benchmarks",
        "",
        f"Made by `{shlex.join(['python', '-m', 'tests.benchmarks', *arguments])}`,",
        f"on {report.machine()}.",
        "",
        f"Medians of {options.runs} runs of whole processes that take turns, in milliseconds. A",
        "change starts from a fresh copy of the library, which is not counted. Only the ratios",
        "mean something: they are to a floor or to a program measured in the same turns.",
        "",
    )
    shelves = {size: Shelf(folder / str(size), size) for size in sizes}
    results = _measure(shelves, options.runs)
    yield from ("## Floors", "", *report.floors_table(results), "")
    for size, taken in results.items():
        bytes_ = shelves[size].library.stat().st_size
        yield from (f"## {size:,} films, a file of {bytes_ / 1e6:.1f} MB", "")
        yield from (*report.jobs_table(size, taken, bytes_), "", report.quick_floor(taken), "")
    yield from (
        "“MB more” is the peak resident size over that of the bare interpreter, “of the file” the",
        "same in sizes of the library file.",
        "",
    )
    if LIMITED in results and LARGE in results:
        yield from (f"## From {LIMITED:,} to {LARGE:,} films", "")
        yield from (*report.growth_table(results[LIMITED], results[LARGE]), "")
    if options.imports:
        yield from ("## Bulk import", "", *importing.lines(folder / "rows", importing.ROWS, 5), "")
    if options.growth:
        yield from ("## Awkward input", "", *growth.lines(folder / "growth", options.runs), "")
    if options.episodes:
        yield from ("## Series", "", *episodes.lines(folder / "series", options.runs), "")
    if options.copies:
        found = syncing.lines(folder / "copies", syncing.FILMS, syncing.CHANGES, FEW)
        yield from ("## Two copies", "", *found, "")
    if options.scans:
        found = scanning.lines(folder / "scans", scanning.FILES, FEW)
        yield from ("## Many videos", "", *found, "")
    if options.peers:
        yield from comparison.lines(folder, [shelves[s] for s in sizes if s < LARGE], options.runs)


def _measure(shelves: Mapping[int, Shelf], runs: int) -> dict[int, dict[str, Result]]:
    """Measure the floors and the jobs on libraries of all sizes, which take turns, too."""
    everything = {
        (size, name): process
        for size, shelf in shelves.items()
        for name, process in _processes(shelf).items()
    }
    taken = take_turns(everything, runs, warm_up(everything))
    return {
        size: {name: taken[size, name] for one, name in everything if one == size}
        for size in shelves
    }


def _processes(shelf: Shelf) -> dict[str, Process]:
    """Return the floors and the jobs on a library, which must be sound."""
    if flaws := shelf.flaws():
        sys.exit(f"The library of {shelf.size} films is not sound: {flaws[0]}")
    return floors.processes(shelf) | {job.name: job.process(shelf) for job in JOBS}


if __name__ == "__main__":
    main(sys.argv[1:])
