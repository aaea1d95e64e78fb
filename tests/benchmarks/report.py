"""The results as Markdown."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks import floors
from tests.benchmarks.jobs import JOBS
from tests.benchmarks.processes import Result

LIMITED: Final = 10_000
"""The number of films for which the jobs have limits; those of the start-up hold for any."""

GROWTH: Final = 11
"""How many times longer a job may take with ten times the films, from 10,000 on."""

Results = Mapping[str, Result]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table: the first column to the left, the others to the right."""
    yield _row(header)
    yield _row(["---", *("---:" for _ in header[1:])])
    yield from map(_row, rows)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def machine() -> str:
    """Return what the figures were measured on."""
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def floors_table(results: Mapping[int, Results]) -> Iterator[str]:
    """Yield the floors with what they took for each size."""
    header = ["floor", "what it does", *(f"{size:,} films" for size in results)]
    rows = [
        [name, meaning, *(milliseconds(taken[name].seconds) for taken in results.values())]
        for name, meaning in floors.MEANING.items()
    ]
    return table(header, rows)


def jobs_table(size: int, results: Results, file_size: int) -> Iterator[str]:
    """Yield the jobs on one library with their ratios to their floors, and their memory."""
    header = ["command", "ms", "floor", "floor ms", "ratio", "limit", "", "MB more", "of the file"]
    interpreter = results[floors.BARE].peak
    rows = []
    for job in JOBS:
        taken, floor = results[job.name], results[job.floor]
        ratio = taken.seconds / floor.seconds
        limited = size == LIMITED or job.floor == floors.CLICK
        memory = (taken.peak - interpreter) * 1024
        rows.append(
            [
                f"`{job.name}`",
                milliseconds(taken.seconds),
                job.floor,
                milliseconds(floor.seconds),
                f"{ratio:.2f}",
                f"{job.limit:.1f}" if limited else "",
                verdict(ratio, job.limit) if limited else "",
                f"{memory / 1e6:.0f}",
                f"{memory / file_size:.1f} ×",
            ]
        )
    return table(header, rows)


def quick_floor(results: Results) -> str:
    """Return how the changes compare with the harder floor, in a sentence."""
    ratios = ", ".join(
        f"`{job.name}` {results[job.name].seconds / results[floors.QUICK].seconds:.2f}"
        for job in JOBS
        if job.changes
    )
    return f"To the harder floor (“{floors.QUICK}”): {ratios}."


def growth_table(small: Results, large: Results) -> Iterator[str]:
    """Yield how many times longer each job takes with ten times the films."""
    rows = []
    for job in JOBS:
        ratio = large[job.name].seconds / small[job.name].seconds
        rows.append([f"`{job.name}`", f"{ratio:.1f}", str(GROWTH), verdict(ratio, GROWTH)])
    return table(["command", "times", "limit", ""], rows)


def peers_table(results: Mapping[int, Mapping[str, Results]]) -> Iterator[str]:
    """Yield what everybody took, by number of entries and job; ours comes first."""
    sizes = list(results)
    names = list(dict.fromkeys(name for everybody in results.values() for name in everybody))
    rows = []
    for size in sizes:
        everybody = results[size]
        for job in everybody[names[0]]:
            ours = everybody[names[0]][job].seconds
            rows.append([f"{size:,}", job, *(_compared(everybody, n, job, ours) for n in names)])
    return table(["entries", "job", *names], rows)


def _compared(everybody: Mapping[str, Results], name: str, job: str, ours: float) -> str:
    if name not in everybody:
        return "–"
    taken = everybody[name][job]
    runs = "" if taken.runs == next(iter(everybody.values()))[job].runs else f", {taken.runs} runs"
    times = f" ({taken.seconds / ours:.2f} ×{runs})" if taken.seconds != ours else ""
    return milliseconds(taken.seconds) + times


def milliseconds(seconds: float) -> str:
    """Return a time in milliseconds."""
    return f"{seconds * 1000:,.0f}"


def verdict(ratio: float, limit: float) -> str:
    """Return a mark for a ratio that is over its limit."""
    return "" if round(ratio, 2) <= limit else "over"
