"""Measuring whole processes that take turns, so that a busy machine disturbs all alike."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

ROOT: Final = Path(__file__).parents[2]
"""The checkout: Python is started there, so that it is this program that is measured."""

LAUNCHER: Final = Path(__file__).with_name("launcher.py")
PATIENCE: Final = 10.0
"""A process that takes more seconds than that is measured a few times only."""

FEW: Final = 3


K = TypeVar("K")


class FailedRun(Exception):  # noqa: N818 -- what it is
    """A measured process that did not succeed."""


class Process(NamedTuple):
    """A command with what it needs: answers to its questions, and what is done before each run."""

    command: tuple[str, ...]
    environment: Mapping[str, str]
    answers: str = ""
    prepare: Callable[[], None] = lambda: None


class Measurement(NamedTuple):
    """How long one run took, and the processor for it, and its peak resident size in KiB."""

    seconds: float
    busy: float
    peak: int


class Result(NamedTuple):
    """The medians of some runs."""

    seconds: float
    busy: float
    peak: float
    runs: int


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return an environment that knows nothing of the user but a home of its own."""
    return {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "COLUMNS": "100",
        **more,
    }


def python(code: str, *args: str) -> tuple[str, ...]:
    """Return the command that runs a piece of Python."""
    return (sys.executable, "-c", code, *args)


def measure(process: Process) -> Measurement:
    """Run a process once. Raises FailedRun."""
    process.prepare()
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(LAUNCHER), *process.command],
        env=dict(process.environment),
        cwd=ROOT,
        input=process.answers,
        capture_output=True,
        text=True,
        check=False,
    )
    started = done.returncode == 0
    seconds, busy, peak, status = done.stdout.split() if started else (*"---", "not started")
    if status != "0":
        raise FailedRun(f"{process.command[-1]}: status {status}: {done.stderr.strip()[-500:]}")
    return Measurement(float(seconds), float(busy), int(peak))


def output(process: Process) -> str:
    """Run a process once and return what it prints. Raises FailedRun."""
    process.prepare()
    done = subprocess.run(
        process.command,
        env=dict(process.environment),
        cwd=ROOT,
        input=process.answers,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise FailedRun(
            f"{process.command[-1]}: status {done.returncode}: {done.stderr.strip()[-500:]}"
        )
    return done.stdout


def warm_up(processes: Mapping[K, Process]) -> dict[K, Measurement]:
    """Run processes once, for what only a first run does. Raises FailedRun."""
    return {name: measure(process) for name, process in processes.items()}


def take_turns(
    processes: Mapping[K, Process], runs: int, first: Mapping[K, Measurement]
) -> dict[K, Result]:
    """Measure processes one after the other, again and again. Raises FailedRun.

    ``first`` are their uncounted first runs: what was very slow then is measured a few times.
    """
    turns = {name: FEW if run.seconds > PATIENCE else runs for name, run in first.items()}
    taken: dict[K, list[Measurement]] = {name: [] for name in processes}
    for turn in range(runs):
        for name, process in processes.items():
            if turn < turns[name]:
                taken[name].append(measure(process))
    return {name: _median(measurements) for name, measurements in taken.items()}


def _median(measurements: list[Measurement]) -> Result:
    return Result(
        statistics.median(one.seconds for one in measurements),
        statistics.median(one.busy for one in measurements),
        statistics.median(one.peak for one in measurements),
        len(measurements),
    )
