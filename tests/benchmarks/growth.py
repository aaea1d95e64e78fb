"""Measure how the time grows with awkward input: ``python -m tests.benchmarks.growth``.

Each row is run with so many films, lines or placements and with twice as many; the processor time
of whole processes is compared, less that of a start, since the start does not grow.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

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
    """What is measured: words on it, the command, how many, and the text of its file.

    With ``library`` that is the library, which is new for each run, and there is no file.
    """

    what: str
    command: tuple[str, ...]
    many: int
    text: Callable[[int], str]
    suffix: str = ".toml"
    library: bool = False


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


def _library(films: Iterable[dict[str, Any]], **tables: Iterable[dict[str, Any]]) -> str:
    """Return a library of some films, and of other tables."""
    records = {"films": films, **tables}
    numbered = {
        name: {str(number): record for number, record in enumerate(found, 1)}
        for name, found in records.items()
    }
    return json.dumps({"schema": 2, **numbered})


def _alike(count: int) -> str:
    title = "The Adventures of the Silent Harbour of the Golden North {:05}"
    letters = str.maketrans("0123456789", "abcdefghjk")  # numerals tell titles apart
    names = (title.format(number).translate(letters) for number in range(count))
    return _library({"title": name, "year": 1995} for name in names)


def _twins(count: int) -> str:
    return _library({"title": "Heat", "year": 1995} for _ in range(count))


def _of_years(count: int) -> Iterator[dict[str, Any]]:
    return ({"title": f"Film {number}", "year": 1900 + number % 100} for number in range(count))


def _with_franchises(count: int) -> str:
    """Return a library in which each film is in a franchise with nine others, and all in one."""
    groups = [list(range(first, first + 10)) for first in range(1, count, 10)]
    small = [
        {"name": f"F{group[0]}", "continuities": [{"name": "main", "films": group}]}
        for group in groups
    ]
    large = {"name": "All", "continuities": [{"name": "main", "films": list(range(1, count + 1))}]}
    return _library(_of_years(count), franchises=[large, *small])


def _with_lists(count: int) -> str:
    """Return a library in which each film is on a list with nine others."""
    return _library(
        _of_years(count),
        lists=(
            {"name": f"L{first}", "films": [{"film": first + n} for n in range(10)]}
            for first in range(1, count, 10)
        ),
    )


def _sheet(header: str, line: str) -> Callable[[int], str]:
    """Return what makes a spreadsheet: a line for each number, and for each ten of them one."""
    return lambda count: "".join(
        (f"{header}\n", *(f"{line.format(n, n // 10, 1_000_000 + n)}\n" for n in range(count)))
    )


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
ENTER: Final = ("import",)
_TITLE: Final = "Heat,1995,tt{2}"
ROWS: Final = (
    Row("pack check: films of one title", CHECK, 2_000, _of_one_title),
    Row("pack check: a chain of placements", CHECK, 1_000, _in_a_chain),
    Row("pack check: a circle of placements", CHECK, 1_000, _in_a_circle),
    Row("pack check: placements without anchors", CHECK, 1_000, _without_anchors),
    *(
        Row(f"import: lines of {name}", IMPORT, 5_000, _items(marks), ".md")
        for marks, name in MARKS.items()
    ),
    Row("import: films of one title", ENTER, 5_000, _sheet("title,year,imdb", _TITLE), ".csv"),
    Row(
        "import: franchises",
        ENTER,
        5_000,
        _sheet("title,year,franchise", "Film {0},1995,Franchise {1}"),
        ".csv",
    ),
    Row(
        "import: one franchise",
        ENTER,
        5_000,
        _sheet("title,year,franchise", "Film {0},1995,Saga"),
        ".csv",
    ),
    Row(
        "import: a list",
        ("import", "--as", "list:Best"),
        5_000,
        _sheet("title,year", "Film {0},1995"),
        ".csv",
    ),
    Row("pack add: a chain of placements", ("pack", "add"), 1_000, _in_a_chain),
    Row("doctor: titles that look alike", ("doctor",), 10_000, _alike, library=True),
    Row("doctor: films of one title", ("doctor",), 10_000, _twins, library=True),
    Row("doctor: franchises", ("doctor",), 5_000, _with_franchises, library=True),
    Row("doctor: lists", ("doctor",), 5_000, _with_lists, library=True),
    Row(
        "franchise list: memberships", ("franchise", "list"), 5_000, _with_franchises, library=True
    ),
    Row(
        "remove: a film of franchises",
        ("remove", "id:1", "--yes"),
        5_000,
        _with_franchises,
        library=True,
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
    library, path = folder / "library.json", folder / f"rows{row.suffix}"
    text = row.text(count)
    taken = []
    for _ in range(runs):
        library.unlink(missing_ok=True)
        (library if row.library else path).write_text(text, encoding="utf-8")
        taken.append(_seconds(folder, (*row.command, *(() if row.library else (str(path),)))))
    return statistics.median(taken)


def _seconds(folder: Path, args: Sequence[str]) -> float:
    around = environment(folder, WATCHLIST_LIBRARY=str(folder / "library.json"))
    command = python(_MEASURE, *python(PROGRAM, *args))
    done = subprocess.run(command, env=around, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
