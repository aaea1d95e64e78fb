"""What is measured: the commands that people type."""

from __future__ import annotations

import shutil
from typing import Final, NamedTuple

from tests.benchmarks import floors
from tests.benchmarks.processes import Process
from tests.benchmarks.shelves import Shelf


class Job(NamedTuple):
    """A command line, its floor, and how many times that it may take.

    ``typed`` is what a shell asks to be completed, instead of a command line.
    """

    name: str
    args: tuple[str, ...]
    floor: str
    limit: float
    changes: bool = False
    typed: str = ""
    first_of_day: bool = False

    def process(self, shelf: Shelf) -> Process:
        """Return the job on the library of a shelf."""
        if self.typed:
            return shelf.program(
                _WATCHLIST_COMPLETE="bash_complete",
                COMP_LINE=f"watchlist {self.typed}",
                COMP_WORD=self.typed.rpartition(" ")[2],
                COMP_TYPE="9",
            )
        process = shelf.program(*self.args, changes=self.changes)
        if self.first_of_day:
            return process._replace(prepare=lambda: _before_the_first_change(shelf))
        return process


def _before_the_first_change(shelf: Shelf) -> None:
    shelf.refresh()
    shutil.rmtree(f"{shelf.copy}.backups", ignore_errors=True)


def _start_up(name: str) -> Job:
    return Job(name, (name,), floors.CLICK, 1.2)


def _reading(name: str, *args: str, floor: str = floors.TABLE) -> Job:
    return Job(name, args, floor, 1.4)


def _changing(name: str, *args: str, first_of_day: bool = False) -> Job:
    return Job(name, args, floors.WRITE, 1.5, changes=True, first_of_day=first_of_day)


NEW: Final = "The Cartographer's Lantern (2023)"
"""A film that no generated library has."""

JOBS: Final = (
    _start_up("--version"),
    _start_up("--help"),
    _changing("add", "add", NEW),
    _changing("add --between", "add", NEW, "--between", "breakwater", "crucible"),
    _changing("add, the first change of the day", "add", NEW, first_of_day=True),
    _changing("watched", "watched", "Meridian: Threshold", "--rating", "4.5"),
    _changing("undo", "undo"),
    _reading("list --limit 50", "list", "--limit", "50"),
    _reading("order", "order", "Meridian"),
    _reading("show", "show", "Meridian: Breakwater", floor=floors.READ),
    _reading("show, part of a title", "show", "breakwater", floor=floors.READ),
    _reading("next FRANCHISE", "next", "Meridian"),
    _reading("next", "next"),
    _reading("tonight", "tonight"),
    _reading("tonight --under 2h", "tonight", "--under", "2h"),
    Job("completion of a title", (), floors.READ, 1.2, typed="show Meri"),
)
