"""Measure the import of many rows against a floor: ``python -m tests.benchmarks.importing``.

The rows are those of an IMDb list, and of one in which all films have one title and year and are
told apart by their ids alone. The floor reads them with ``csv.DictReader`` and writes them
with ``json.dump``, both in one process that starts as ours does.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks.processes import Process, Result, environment, python, take_turns, warm_up
from tests.benchmarks.report import machine, milliseconds, table, verdict
from tests.benchmarks.shelves import PROGRAM
from tests.benchmarks.titles import person, title

ROWS: Final = 9_000
TIMES: Final = 10
"""How many times more rows the growth is measured with."""
LIMIT: Final = 5.0
GROWTH: Final = 11.0
"""How many times longer the import of ten times the rows may take."""

FLOOR: Final = """
import csv, json, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(rows, file)
"""
HEADER: Final = (
    "Position", "Const", "Created", "Modified", "Description", "Title", "Original Title", "URL",
    "Title Type", "IMDb Rating", "Runtime (mins)", "Year", "Genres", "Num Votes", "Release Date",
    "Directors", "Your Rating", "Date Rated",
)  # fmt: skip


ONE_TITLE: Final = "Heat"
TWICE: Final = 2.3
"""How many times longer twice the rows of one title may take."""
MOST_MB: Final = 200


def rows_of_one_title(count: int) -> Iterator[list[str]]:
    """Yield the rows of a list of films that have one title and year, and different ids."""
    for row in rows(count):
        told = dict(zip(HEADER, row, strict=True))
        told |= {"Title": ONE_TITLE, "Original Title": ONE_TITLE, "Year": "1995"}
        yield [*(told | {"Release Date": "1995-12-15", "Title Type": "Movie"}).values()]


def rows(count: int) -> Iterator[list[str]]:
    """Yield the rows of a list with the mixture of a real one; the same each time."""
    chance = random.Random(count)  # noqa: S311 -- made-up films are no secret
    for position in range(1, count + 1):
        year = chance.randint(1920, 2025)
        name = title(chance)
        rating = str(chance.randint(1, 10)) if chance.random() < 1 / 3 else ""
        yield [
            str(position),
            f"tt{position:07}",
            f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "2024-12-01",
            "",
            name,
            title(chance) if chance.random() < 1 / 5 else name,
            f"https://www.imdb.com/title/tt{position:07}/",
            chance.choices(("Movie", "TV Series", "Short", "TV Movie"), (90, 5, 3, 2))[0],
            f"{chance.uniform(3, 9):.1f}",
            str(chance.randint(60, 180)),
            str(year),
            "Drama, Mystery, Thriller",
            str(chance.randint(100, 2_000_000)),
            f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            ", ".join(person(chance) for _ in range(chance.choice((1, 1, 1, 2)))),
            rating,
            "2024-11-30" if rating else "",
        ]


class Desk:
    """A file of rows, and the library that they are imported into."""

    def __init__(self, folder: Path, content: Iterable[list[str]]) -> None:
        self.folder = folder
        self.rows = folder / "list.csv"
        self.library = folder / "library.json"
        folder.mkdir(parents=True)
        with self.rows.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            writer.writerows(content)

    def clear(self) -> None:
        """Take the library away: an import begins with an empty one."""
        self.library.unlink(missing_ok=True)

    def processes(self) -> dict[str, Process]:
        """Return the floor, an import into an empty library, and the same import once more."""
        around = environment(self.folder, WATCHLIST_LIBRARY=str(self.library))
        ours = python(PROGRAM, "import", str(self.rows))
        floor = python(FLOOR, str(self.rows), str(self.folder / "floor.json"))
        return {
            "floor": Process(floor, around),
            "import": Process(ours, around, prepare=self.clear),
            "import again": Process(ours, around),
        }


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.importing")
    parser.add_argument("--runs", type=int, default=5, help="how often each is run (5)")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"how many rows ({ROWS:,})")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        report = (f"On {machine()}.", "", *lines(Path(name), options.rows, options.runs))
        sys.stdout.write("\n".join(report) + "\n")


def lines(folder: Path, count: int, runs: int) -> Iterator[str]:
    """Measure, and yield the lines of the report."""
    desks = {size: Desk(folder / str(size), rows(size)) for size in _sizes(count)}
    yield from _page(_measure(desks, runs))
    sizes = TIMES * count // 2, TIMES * count
    desks = {size: Desk(folder / f"one-{size}", rows_of_one_title(size)) for size in sizes}
    yield from _page_of_one_title(_measure(desks, runs))


def _sizes(count: int) -> tuple[int, int]:
    return count, TIMES * count


def _measure(desks: Mapping[int, Desk], runs: int) -> dict[int, dict[str, Result]]:
    everything = {
        (size, name): process
        for size, desk in desks.items()
        for name, process in desk.processes().items()
    }
    taken = take_turns(everything, runs, warm_up(everything))
    return {
        size: {name: taken[size, name] for one, name in everything if one == size} for size in desks
    }


def _page(results: Mapping[int, Mapping[str, Result]]) -> Iterator[str]:
    """Yield the report: ratios to the floor, and how the times grow with the rows."""
    yield "An IMDb list; the floor is `csv.DictReader` and `json.dump` of the same rows."
    yield ""
    header = ["rows", "command", "ms", "floor ms", "ratio", "limit", "", "MB"]
    rows_ = []
    for size, taken in results.items():
        floor = taken["floor"].seconds
        for name in ("import", "import again"):
            ratio = taken[name].seconds / floor
            rows_.append(
                [
                    f"{size:,}",
                    name,
                    milliseconds(taken[name].seconds),
                    milliseconds(floor),
                    f"{ratio:.2f}",
                    f"{LIMIT:.1f}",
                    verdict(ratio, LIMIT),
                    f"{taken[name].peak / 1024:.0f}",
                ]
            )
    yield from table(header, rows_)
    small, large = results.values()
    yield ""
    growth = [
        [name, f"{times:.1f}", f"{GROWTH:.0f}", verdict(times, GROWTH)]
        for name in ("import", "import again")
        for times in [large[name].seconds / small[name].seconds]
    ]
    yield from table(["ten times the rows", "times", "limit", ""], growth)


def _page_of_one_title(results: Mapping[int, Mapping[str, Result]]) -> Iterator[str]:
    """Yield how the times of namesakes grow with the rows, and the memory that the most take."""
    small, large = results.values()
    yield ""
    yield f"{max(results):,} films of one title and year, told apart by their ids."
    yield ""
    found = []
    for name in ("import", "import again"):
        times, peak = large[name].seconds / small[name].seconds, large[name].peak / 1024
        growth = [f"{times:.2f}", f"{TWICE}", verdict(times, TWICE)]
        memory = [f"{peak:.0f}", f"{MOST_MB}", verdict(peak, MOST_MB)]
        found.append([name, milliseconds(large[name].seconds), *growth, *memory])
    header = ["command", "ms", "times for twice", "limit", "", "MB", "limit", ""]
    yield from table(header, found)


if __name__ == "__main__":
    main(sys.argv[1:])
