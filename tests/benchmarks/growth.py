"""Measure how the time grows with awkward input: ``python -m tests.benchmarks.growth``.

Each row is run with so many films, lines or placements and with twice as many; the processor time
of whole processes is compared, less that of a start, since the start does not grow.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.processes import ROOT, environment, python
from tests.benchmarks.report import machine, milliseconds, table, verdict
from tests.benchmarks.shelves import PROGRAM

LIMIT: Final = 2.3
"""How many times longer twice as much may take."""

_MEASURE: Final = """
import os, resource, subprocess, sys
out = open(os.devnull, "w")
subprocess.run(sys.argv[1:], stdout=out, stderr=out)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)
"""


class Row(NamedTuple):
    """What is measured: words on it, the command, how many, and the text of its file."""

    what: str
    command: tuple[str, ...]
    many: int
    text: Callable[[int], str]
    suffix: str = ".toml"


def _pack(films: Iterator[str], *tables: str) -> str:
    return "".join(('name = "Growth"\n', *films, *tables))


def _films(count: int, title: str = "Film {}", more: str = "") -> Iterator[str]:
    for index in range(count):
        yield f'[films.f{index}]\ntitle = "{title.format(index)}"\nyear = 1995\n'
        yield more.format(index=index)


def _placed(film: int, anchor: int) -> str:
    return f'[[placements]]\nfilms = ["f{film}"]\nkind = "before"\nanchors = ["f{anchor}"]\n'


def _of_one_title(count: int) -> str:
    return _pack(_films(count, "Heat"))


def _in_a_chain(count: int) -> str:
    return _pack(_films(count), *(_placed(index, index + 1) for index in range(count - 1)))


def _in_a_circle(count: int) -> str:
    return _pack(_films(count), *(_placed(index, (index + 1) % count) for index in range(count)))


def _without_anchors(count: int) -> str:
    alone = (f'[[continuities]]\nname = "c{n}"\nfilms = ["f{n}"]\n' for n in range(count))
    return _pack(_films(count), *alone, *(_placed(index, 0) for index in range(1, count)))


def _items(marks: str) -> Callable[[int], str]:
    return lambda count: f"- [x] {marks * count}Heat (1995)\n" * 20 + "- [x] Alien (1979)\n"


MARKS: Final = {
    "[": "opening brackets",
    "*": "stars",
    "_a": "underscores",
    "[a](": "links that do not end",
    "[[": "wikilinks that do not end",
    "a ": "words",
}
CHECK: Final = ("pack", "check")
IMPORT: Final = ("import", "--dry-run")
ROWS: Final = (
    Row("pack check: films of one title", CHECK, 2_000, _of_one_title),
    Row("pack check: a chain of placements", CHECK, 1_000, _in_a_chain),
    Row("pack check: a circle of placements", CHECK, 1_000, _in_a_circle),
    Row("pack check: placements without anchors", CHECK, 1_000, _without_anchors),
    *(
        Row(f"import: lines of {name}", IMPORT, 5_000, _items(marks), ".md")
        for marks, name in MARKS.items()
    ),
)


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth")
    parser.add_argument("--runs", type=int, default=5, help="how often each is run (5)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        report = (f"On {machine()}.", "", *lines(Path(name), options.runs))
        sys.stdout.write("\n".join(report) + "\n")


def lines(folder: Path, runs: int) -> Iterator[str]:
    """Measure, and yield the lines of the report."""
    folder.mkdir(exist_ok=True)
    start = statistics.median(_seconds(folder, ("--version",)) for _ in range(runs))
    found = []
    for row in ROWS:
        one, two = (_taken(folder, row, times * row.many, runs) - start for times in (1, 2))
        figures = [f"{row.many:,}", milliseconds(one), milliseconds(two), f"{two / one:.2f}"]
        found.append([row.what, *figures, f"{LIMIT}", verdict(two / one, LIMIT)])
    yield from table(["what", "how many", "ms", "twice, ms", "times", "limit", ""], found)


def _taken(folder: Path, row: Row, count: int, runs: int) -> float:
    """Return the median of the processor seconds that a row takes."""
    path = folder / f"rows{row.suffix}"
    path.write_text(row.text(count), encoding="utf-8")
    return statistics.median(_seconds(folder, (*row.command, str(path))) for _ in range(runs))


def _seconds(folder: Path, args: Sequence[str]) -> float:
    around = environment(folder, WATCHLIST_LIBRARY=str(folder / "library.json"))
    command = python(_MEASURE, *python(PROGRAM, *args))
    done = subprocess.run(command, env=around, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
