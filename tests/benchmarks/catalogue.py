"""How long it takes to build a catalogue and to find a title in it, beside floors, and its memory.

``python -m tests.benchmarks.catalogue [TITLES]`` makes as many titles (two million unless it is
said), builds the catalogue, and looks titles up. The floor of building is reading the rows and
folding the names; that of a look-up is the start of the program.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

HEADER: Final = (
    *("tconst", "titleType", "primaryTitle", "originalTitle", "isAdult", "startYear", "endYear"),
    *("runtimeMinutes", "genres"),
)
MANY: Final = 2_000_000
MOST_MEMORY: Final = 300
"""Megabytes that building may take."""
MOST_TIME: Final = 0.05
"""Seconds that a look-up may take beyond start-up."""

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
    """Yield rows of so many titles, the same each time."""
    chance = random.Random(7)  # noqa: S311 -- no secret
    words = [
        "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()
        for _ in range(60_000)
    ]
    for number in range(1, count + 1):
        title = " ".join(chance.choices(words, k=chance.choice((1, 2, 2, 3, 3, 4))))
        year, minutes = str(chance.randint(1900, 2026)), str(chance.randint(5, 200))
        yield f"tt{number:07}", "movie", title, title, "0", year, "\\N", minutes, "Drama"


def write_titles(path: Path, count: int) -> list[str]:
    """Write the data set of so many titles; return some of them."""
    some: list[str] = []
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(HEADER) + "\n")
        for number, row in enumerate(titles(count)):
            file.write("\t".join(row) + "\n")
            if number % (count // 20 or 1) == 0:
                some.append(row[2])
    return some


def seconds(*args: str, cache: Path) -> float:
    """Return how long a process takes that must succeed."""
    begin = time.perf_counter()
    subprocess.run(
        [sys.executable, *args],
        env={**os.environ, "WATCHLIST_CACHE": str(cache)},
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - begin


def look_ups(cache: Path, some: Sequence[str]) -> float:
    """Return the median of what looking titles up, also misspelt ones, takes beyond start-up."""
    misspelt = [title[:-2] + title[-1] for title in some if len(title) > 8]
    start = median(seconds("-m", "watchlist", "--version", cache=cache) for _ in range(5))
    empty = cache / "empty"
    base = median(
        seconds("-m", "watchlist", "search", "x", "--from", "packs", cache=empty) for _ in range(5)
    )
    found = median(
        seconds("-m", "watchlist", "search", "--from", "catalogue", title, cache=cache)
        for title in (*some[:8], *misspelt[:8])
    )
    return found - max(start, base)


def main(count: int = MANY) -> int:
    """Print the figures; the exit status is 1 when a bound is broken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "title.basics.tsv"
        some = write_titles(data, count)
        floor = seconds("-c", _FLOOR, str(data), cache=folder)
        build = seconds("-m", "watchlist", "catalogue", "build", str(data), cache=folder)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        look_up = look_ups(folder, some)
    sys.stdout.write(
        f"{count:,} titles: built in {build:.1f} s, {build / floor:.1f} times the floor, "
        f"with {memory:.0f} MB; a look-up takes {look_up * 1000:.0f} ms beyond start-up.\n"
    )
    return int(memory > MOST_MEMORY or look_up > MOST_TIME)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
