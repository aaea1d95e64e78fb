"""How long it takes to build a catalogue and to find a title in it, beside floors, and its memory.

``python -m tests.benchmarks.catalogue [TITLES]`` makes as many titles (two million unless it is
said), builds the catalogue, and looks titles up. The floor of building is reading the rows and
folding the names; that of a look-up is the start of the program. Processor time counts.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

from tests.benchmarks.report import machine, table, verdict
from watchlist.sources.catalogue import NAME

HEADER: Final = (
    *("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear", "endYear"),
    *("runtimeMinutes", "genres"),
)
MANY: Final = 2_000_000
SHARED: Final = 400
"""Titles that a tenth of all films have: of two million, five hundred each."""
MOST_MEMORY: Final = 300
"""Megabytes that building may take."""
MOST_TIME: Final = 0.05
"""Seconds that a look-up may take beyond start-up."""
REPEATS: Final = 3
"""Times that each is looked up; the least counts."""

_SYLLABLES: Final = [consonant + vowel for consonant in "bdklmnprstv" for vowel in "aeiou"]
_FLOOR: Final = """
import sys
from watchlist.names.folding import fold, match_key
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        cells = line.rstrip("\\n").split("\\t")
        fold(cells[2]), match_key(cells[2])
"""


def titles(count: int) -> Iterator[Sequence[str]]:
    """Yield rows of so many titles, the same each time.

    As among real ones some words are in very many of them, and some titles are those of hundreds.
    """
    chance = random.Random(7)  # noqa: S311 -- no secret
    words = [
        "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()
        for _ in range(60_000)
    ]
    shared = [_title(chance, words) for _ in range(SHARED)]
    for number in range(1, count + 1):
        title = chance.choice(shared) if number % 10 == 0 else _title(chance, words)
        year, minutes = str(chance.randint(1900, 2026)), str(chance.randint(5, 200))
        yield f"tt{number:07}", "movie", title, title, "0", year, "\\N", minutes, "Drama"


def _title(chance: random.Random, words: Sequence[str]) -> str:
    """Return a title of words, the first of which are the commonest."""
    some = [words[int(len(words) * chance.random() ** 2)] for _ in range(chance.randint(1, 4))]
    article = chance.choice(("", "", "", "The "))
    return article + chance.choice((" ", " ", " ", " ", " of the ")).join(some)


def write_titles(path: Path, count: int) -> list[str]:
    """Write the data set of so many titles; return some of them."""
    some: list[str] = []
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(HEADER) + "\n")
        for number, row in enumerate(titles(count), start=1):
            file.write("\t".join(row) + "\n")
            if number % (count // 20 or 1) in (0, 1):  # one that many have, and one that few have
                some.append(row[2])
    return some


def seconds(*args: str, cache: Path) -> float:
    """Return how much of a processor a process takes that must succeed."""
    before = _children()
    subprocess.run(
        [sys.executable, *args],
        env={**os.environ, "WATCHLIST_CACHE": str(cache)},
        check=True,
        capture_output=True,
    )
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def look_ups(cache: Path, some: Sequence[str]) -> list[float]:
    """Return what looking titles up, also misspelt ones, takes beyond start-up, the least first.

    Start-up is looking one up where there is no catalogue.
    """

    def seconds_of(title: str, cache: Path) -> float:
        search = ("-m", "watchlist", "search", "--from", "catalogue", "--format", "json", title)
        return min(seconds(*search, cache=cache) for _ in range(REPEATS))

    misspelt = [title[:-2] + title[-1] for title in some if len(title) > 8]
    start = seconds_of(some[0], cache / "empty")
    return sorted(seconds_of(title, cache) - start for title in (*some, *misspelt))


def lines(count: int) -> Iterator[str]:
    """Measure, and yield the lines of the report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "title.basics.tsv"
        some = write_titles(data, count)
        floor = seconds("-c", _FLOOR, str(data), cache=folder)
        build = seconds("-m", "watchlist", "catalogue", "build", str(data), cache=folder)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size = (folder / NAME).stat().st_size / 1e6
        taken = look_ups(folder, some)
    rows = [
        ["build: seconds", f"{build:.1f}", f"{build / floor:.1f} times the floor", "", ""],
        _limited("build: MB of memory", memory, MOST_MEMORY),
        ["the file: MB", f"{size:.0f}", "", "", ""],
        _limited("a look-up: ms beyond start-up", median(taken) * 1000, MOST_TIME * 1000),
        _limited(f"the slowest of {len(taken)}", taken[-1] * 1000, MOST_TIME * 1000),
    ]
    yield from table([f"{count:,} titles", "", "", "limit", ""], rows)


def _limited(what: str, value: float, limit: float) -> list[str]:
    return [what, f"{value:.0f}", "", f"{limit:.0f}", verdict(value, limit)]


def main(count: int = MANY) -> None:
    """Measure and print."""
    sys.stdout.write("\n".join((f"On {machine()}.", "", *lines(count))) + "\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
