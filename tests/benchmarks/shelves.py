"""A library in a folder of its own, and the copy of it that is changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.benchmarks.processes import ROOT, Process, environment, measure, python

PROGRAM: Final = "from watchlist.cli import main; main()"
"""What the installed command consists of."""

UNSOUND: Final = ("unreadable record", "dangling link", "dangling member")


class Shelf:
    """A generated library, the same each time, that commands read, and a copy for changes."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        self.size = size
        self.library = folder / "library.json"
        self.copy = folder / "copy.json"
        folder.mkdir(parents=True)
        subprocess.run(  # a process of its own, for the memory that a hundred thousand films take
            [sys.executable, "-m", "tests.benchmarks.library", str(size), str(self.library)],
            cwd=ROOT,
            check=True,
        )
        measure(self.program("backup", changes=True))  # the copy of the day, for all that follow

    def refresh(self) -> None:
        """Make the copy what the library is, with nothing left to be written to the disk."""
        shutil.copyfile(self.library, self.copy)
        os.sync()

    def program(self, *args: str, changes: bool = False, **variables: str) -> Process:
        """Return a command line of the program, on a fresh copy if it changes the library."""
        path = str(self.copy if changes else self.library)
        return Process(
            python(PROGRAM, *args),
            environment(self.folder, WATCHLIST_LIBRARY=path, **variables),
            prepare=self.refresh if changes else lambda: None,
        )

    def flaws(self) -> list[str]:
        """Return what the program finds unreadable or dangling in the library."""
        doctor = self.program("doctor", "--format", "json")
        done = subprocess.run(
            doctor.command,
            env=dict(doctor.environment),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,  # it fails for lesser findings, too
        )
        return [found["message"] for found in json.loads(done.stdout) if found["check"] in UNSOUND]
