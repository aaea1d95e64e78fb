"""The jobs that other programs share with this one, measured side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from tests.benchmarks import peers, report
from tests.benchmarks.jobs import NEW
from tests.benchmarks.peers import PEERS, UnavailableError
from tests.benchmarks.processes import FailedRun, Measurement, Process, Result, take_turns, warm_up
from tests.benchmarks.shelves import Shelf

OURS: Final = "watchlist"


def lines(folder: Path, shelves: Sequence[Shelf], runs: int) -> Iterator[str]:
    """Install and measure the peers, and yield the section of the report about them."""
    binaries = folder / "peers" / "bin"
    missing = peers.install(binaries.parent)
    results = {
        shelf.size: _compare(shelf, binaries, folder / f"peers-{shelf.size}", missing, runs)
        for shelf in shelves
    }
    yield from ("## Other programs", "", *report.peers_table(results), "")
    yield from (
        f"In brackets: how many times longer than {OURS} it takes. Each has the same titles, with",
        "one tag each; our library has the viewings, credits, links and franchises beside them.",
        "“list” prints all entries. “depends” means that each film of a franchise depends on the",
        "one before it.",
        "",
    )
    yield from (f"- {name} was not measured: {reason}" for name, reason in missing.items())
    yield f"- Versions: {', '.join(_versions(binaries, missing))}."


def _compare(
    shelf: Shelf, binaries: Path, folder: Path, missing: dict[str, str], runs: int
) -> dict[str, dict[str, Result]]:
    """Measure the jobs of all programs on entries for the films of a library.

    A peer that fails goes into ``missing`` with the reason.
    """
    everybody = {OURS: _our_jobs(shelf)}
    first = _first_runs(OURS, everybody[OURS])
    films = peers.entries(shelf.size)
    for index, peer in enumerate(peer for peer in PEERS if peer.name not in missing):
        try:
            jobs = peers.processes(peer, binaries, folder / str(index), films)
            first |= _first_runs(peer.name, jobs)
        except (UnavailableError, FailedRun) as error:
            missing[peer.name] = f"{error} ({shelf.size:,} entries)"
        else:
            everybody[peer.name] = jobs
    processes = {
        (name, job): process for name, jobs in everybody.items() for job, process in jobs.items()
    }
    taken = take_turns(processes, runs, first)
    return {name: {job: taken[name, job] for job in jobs} for name, jobs in everybody.items()}


def _our_jobs(shelf: Shelf) -> dict[str, Process]:
    return {
        "add": shelf.program("add", NEW, changes=True),
        "done": shelf.program("watched", peers.DONE, changes=True),
        "list": shelf.program("list", "--all"),
    }


def _first_runs(name: str, jobs: Mapping[str, Process]) -> dict[tuple[str, str], Measurement]:
    return {(name, job): run for job, run in warm_up(jobs).items()}


def _versions(binaries: Path, missing: Mapping[str, str]) -> Iterator[str]:
    for peer in PEERS:
        if peer.name not in missing and "," not in peer.name:
            yield f"{peer.name} {peers.version(peer, binaries)}"
