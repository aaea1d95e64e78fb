"""Measure a universe of series: ``python -m tests.benchmarks.episodes``.

Twenty series of 3,000 episodes, each with a title and a date of its own, in four franchises that a
universe holds; 500 of the episodes are placed, a third are seen. The floor is that of other reading
commands: the imports and one read of the file. What a command takes of the processor beyond it has
a limit.
"""

from __future__ import annotations

import argparse
import datetime
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks import floors
from tests.benchmarks.films import Document
from tests.benchmarks.library import SEED, Tables, encode, uid
from tests.benchmarks.processes import Process, environment, python, take_turns, warm_up
from tests.benchmarks.report import machine, milliseconds, table, verdict
from tests.benchmarks.shelves import PROGRAM
from tests.benchmarks.titles import title

SERIES: Final = 20
SEASONS: Final = (24, 24, 24, 24, 24, 20, 10)
"""The lengths of the seasons of each series."""

PLACED: Final = 500
FRANCHISES: Final = 4
UNIVERSE: Final = "Periphery"

LIMIT: Final = 0.5
"""How many seconds of the processor a command may take beyond its floor."""

COMMANDS: Final = (
    ("order", UNIVERSE),
    ("order", UNIVERSE, "--no-fold"),
    ("next", UNIVERSE),
    ("next",),
    ("list",),
)


class Episode(NamedTuple):
    """The number of a record, and of the series that it is a part of."""

    number: int
    series: int


def build() -> Tables:
    """Return the records of the library, the same each time."""
    chance = random.Random(SEED)  # noqa: S311 -- the same library each time, no secret
    films: dict[int, Document] = {}
    episodes: list[Episode] = []
    for series in range(1, SERIES + 1):
        films[series] = _series(chance)
    for series in range(1, SERIES + 1):
        for number, record in enumerate(_episodes(chance, series, films[series]), len(films) + 1):
            films[number] = record
            episodes.append(Episode(number, series))
    franchises = dict(enumerate(_franchises(chance, episodes), 1))
    holds = [{"franchise": number} for number in franchises]
    franchises[len(franchises) + 1] = {"name": UNIVERSE, "holds": holds}
    tables = Tables(films, {}, franchises)
    for records in tables:
        for record in records.values():
            record["uid"] = uid(chance)
    return tables


def _series(chance: random.Random) -> Document:
    year = chance.randint(1990, 2008)
    return {
        "title": title(chance),
        "year": year,
        "release": f"{year}-09-01",
        "kind": "series",
        "runtime": 45,
        "to_watch": True,
        "seasons": list(SEASONS),
    }


def _episodes(chance: random.Random, series: int, whole: Document) -> Iterator[Document]:
    """Yield the episodes of a series, a week apart, of which the first third are seen."""
    names = [(s, e) for s, length in enumerate(SEASONS, 1) for e in range(1, length + 1)]
    for place, (season, episode) in enumerate(names):
        day = datetime.date(whole["year"] + season - 1, 1, 5) + datetime.timedelta(weeks=episode)
        record: Document = {
            "title": title(chance),
            "year": day.year,
            "release": day.isoformat(),
            "kind": "episode",
            "whole": series,
            "span": f"S{season:02}E{episode:02}",
        }
        if place < len(names) // 3:
            record["viewings"] = [{"watched_on": "2019-05-01"}]
        yield record


def _franchises(chance: random.Random, episodes: Sequence[Episode]) -> Iterator[Document]:
    """Yield franchises of as many series each, whose episodes are placed against those of others.

    An anchor is an episode that was entered before, so that there are no circles.
    """
    for place in range(FRANCHISES):
        series = [number for number in range(1, SERIES + 1) if number % FRANCHISES == place]
        own = [episode for episode in episodes if episode.series in series]
        placements = []
        for index in sorted(chance.sample(range(1, len(own)), PLACED // FRANCHISES)):
            anchor = own[chance.randrange(index)].number
            kind = chance.choice(("before", "after"))
            placements.append({"films": [own[index].number], "kind": kind, "anchors": [anchor]})
        members = [*series, *(one.number for one in own)]
        yield {
            "name": title(chance),
            "continuities": [{"name": "main", "films": members}],
            "placements": placements,
        }


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.episodes")
    parser.add_argument("--runs", type=int, default=9, help="how often each is run (9)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        report = (f"On {machine()}.", "", *lines(Path(name), options.runs))
        sys.stdout.write("\n".join(report) + "\n")


def lines(folder: Path, runs: int) -> Iterator[str]:
    """Measure, and yield the lines of the report."""
    folder.mkdir(exist_ok=True)
    library = folder / "library.json"
    library.write_bytes(encode(build()))
    processes: dict[tuple[str, ...], Process] = {args: _process(library, args) for args in COMMANDS}
    floor = Process(python(floors.FLOORS[floors.TABLE], str(library)), environment(folder))
    everything = processes | {(): floor}
    taken = take_turns(everything, runs, warm_up(everything))
    least = taken[()].busy
    rows = []
    for args in COMMANDS:
        beyond = taken[args].busy - least
        figures = [milliseconds(one) for one in (taken[args].busy, least, beyond, LIMIT)]
        rows.append([f"`{' '.join(args)}`", *figures, verdict(beyond, LIMIT)])
    yield from table(["command", "ms", "floor ms", "beyond it", "limit", ""], rows)


def _process(library: Path, args: Sequence[str]) -> Process:
    surroundings = environment(library.parent, WATCHLIST_LIBRARY=str(library))
    return Process(python(PROGRAM, *args), surroundings)


if __name__ == "__main__":
    main(sys.argv[1:])
