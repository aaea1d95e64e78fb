"""What all tests share: a library of their own, a fixed day, and a way to run the program."""

from __future__ import annotations

import datetime
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from watchlist.cli import clock
from watchlist.cli.root import cli
from watchlist.packs import shelf

TODAY = datetime.date(2023, 3, 24)
"""The day on which the tests take place: John Wick: Chapter 4 opens."""

KEPT = {
    *("PATH", "PATHEXT", "COMSPEC", "SYSTEMROOT", "WINDIR", "TMPDIR", "TEMP", "TMP"),
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"),
    *("WATCHLIST_SAMPLES", "WATCHLIST_CHRONOLOGY", "WATCHLIST_CASES"),
    *("WATCHLIST_CHROMIUM", "WATCHLIST_AXE"),
}
"""Variables that a test has from the machine: where programs, their libraries and data are."""

THE_RUNNERS = ("PYTEST_", "COV_", "COVERAGE_")
"""How variables begin by which pytest and the measuring of coverage speak to themselves."""

settings.register_profile(
    "ci", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("thorough", settings.get_profile("ci"), max_examples=1_000)
settings.register_profile("deep", settings.get_profile("ci"), max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


class Run:
    """Runs command lines against one library file, and keeps nothing else."""

    def __init__(self, library: Path) -> None:
        self.library = library

    def __call__(self, *args: str, **settings: Any) -> Result:
        """Run ``watchlist ARGS`` as a user would, without a terminal."""
        result = CliRunner().invoke(cli, ["--library", str(self.library), *args], **settings)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    def ok(self, *args: str, **settings: Any) -> str:
        """Run a command line that must succeed, and return its standard output."""
        result = self(*args, **settings)
        assert result.exit_code == 0, result.output
        return result.stdout

    def json(self, *args: str) -> Any:
        """Run a command with ``--format json`` and return what it prints."""
        return json.loads(self.ok(*args, "--format", "json"))

    def titles(self, *args: str) -> list[str]:
        """Return the titles of ``order ARGS``, all tables after one another."""
        tables = self.json("order", *args)["tables"]
        return [entry["title"] for table in tables for entry in table["entries"]]


def own_variables(home: Path) -> dict[str, str]:
    """Return the variables that the program meets instead of the user's, with an empty home."""
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
    }


def use_time_zone() -> None:
    """Let the clock follow the variable ``TZ``; on Windows the zone of the machine stays."""
    if sys.platform != "win32":
        time.tzset()


@pytest.fixture(autouse=True)
def _isolated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep every test away from the user's own library, terminal and clock, and the packs.

    What a test says of a film is all that is known of it (see ``shipped_packs``).
    """
    for name in os.environ:
        if name.upper() not in KEPT and not name.startswith(THE_RUNNERS):
            monkeypatch.delenv(name)
    for name, value in own_variables(tmp_path / "home").items():
        monkeypatch.setenv(name, value)
    use_time_zone()
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.setattr(shelf, "FOLDER", tmp_path_factory.mktemp("packs"))
    monkeypatch.setattr(
        clock,
        "now",
        lambda: datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC),
    )


SHIPPED = shelf.FOLDER


@pytest.fixture
def shipped_packs(_isolated: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test have the packs that come with the program."""
    monkeypatch.setattr(shelf, "FOLDER", SHIPPED)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a runner on a library that does not exist yet."""
    return Run(tmp_path / "library.json")


@pytest.fixture
def john_wick(run: Run) -> Run:
    """Return a runner on a library with the four films and Ballerina in its gap."""
    run.ok(
        "add",
        "John Wick (2014)",
        "John Wick: Chapter 2 (2017)",
        "John Wick: Chapter 3 (2019)",
        "John Wick: Chapter 4 (2023)",
        "--franchise",
        "John Wick",
    )
    run.ok("add", "Ballerina", "--between", "John Wick: Chapter 3", "John Wick: Chapter 4")
    return run


Sample = Callable[[str], Path]


def _real_data(variable: str, what: str) -> Path:
    folder = os.environ.get(variable)
    if not folder:
        pytest.skip(f"{variable} is not set: it names the folder of {what}")
    return Path(folder)


@pytest.fixture(scope="session")
def chronology() -> Path:
    """Return the folder of published orders, or skip."""
    return _real_data("WATCHLIST_CHRONOLOGY", "published orders")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder of real export files, or skip."""
    return _real_data("WATCHLIST_SAMPLES", "real export files")
