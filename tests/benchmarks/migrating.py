"""Measure what a library of an older schema costs: ``python -m tests.benchmarks.migrating``.

The migration is the stand-in of the tests, which changes every record. The history is full. A file
that another program laid out anew takes longer: each record is encoded once more.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.library import build, encode
from tests.benchmarks.report import machine, milliseconds, table
from tests.store.stand_in import CAPTIONS, newer_program
from watchlist.store import replay
from watchlist.store.history import NO_STATE
from watchlist.store.steps import steps_of
from watchlist.store.storage import FileStorage

SIZE: Final = 10_000
RUNS: Final = 5


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.migrating")
    parser.add_argument("--films", type=int, default=SIZE, help=f"how many films ({SIZE:,})")
    size = parser.parse_args(arguments).films
    with tempfile.TemporaryDirectory() as folder, newer_program(CAPTIONS):
        rows = [_row(Path(folder), name, text) for name, text in _files(size)]
    header = ["library", "read", "read and migrate", "replay", "steps", "of them kept"]
    sys.stdout.write("\n".join((f"On {machine()}.", "", *table(header, rows))) + "\n")


def _files(size: int) -> Iterator[tuple[str, bytes]]:
    """Yield libraries with what is to be said of them."""
    text = encode(build(size))
    yield f"{size:,} films, a full history", text
    yield "the same, laid out anew", json.dumps(json.loads(text)).encode()


def _row(folder: Path, name: str, text: bytes) -> list[str]:
    path = folder / "library.json"
    path.write_bytes(text)
    storage = FileStorage(str(path))
    steps = steps_of(storage)
    kept = [step for step in replay.replayed(steps, storage) if step.state != NO_STATE]
    return [
        name,
        milliseconds(_seconds(lambda: FileStorage(str(path)).found())),
        milliseconds(_seconds(lambda: FileStorage(str(path)).read())),
        milliseconds(_seconds(lambda: replay.replayed(steps, storage))),
        str(len(steps)),
        str(len(kept)),
    ]


def _seconds(call: Callable[[], Any]) -> float:
    """Return the seconds of the fastest of a few calls."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return min(taken)


if __name__ == "__main__":
    main(sys.argv[1:])
