"""What all tests share: a library of their own, a fixed day, and a way to run the program."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from watchlist.cli import clock
from watchlist.cli.config.settings import SETTINGS
from watchlist.cli.root import cli
from watchlist.packs import shelf

TODAY = datetime.date(2023, 3, 24)
"""The day on which the tests take place: John Wick: Chapter 4 opens."""

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


@pytest.fixture(autouse=True)
def _isolated(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep every test away from the user's own library, terminal and clock, and the packs.

    What a test says of a film is all that is known of it (see ``shipped_packs``).
    """
    variables = (setting.variable for setting in SETTINGS.values())
    for name in (*variables, "WATCHLIST_CONFIG", "COLUMNS", "LINES", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home" / "data"))
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home" / "config"))
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
