"""A command imports what it needs and no more: what is slow to load is loaded late."""

import subprocess
import sys

import pytest

from tests.conftest import Run

SETTINGS = "watchlist.cli.config.settings"
MERGING = "watchlist.merging.threeway"
"""What makes one library of two copies, for ``sync`` alone."""

PROBE = """
import sys
from watchlist.cli import main
try:
    main()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""


def imported_by(run: Run, *args: str) -> set[str]:
    """Return the modules that a command line loads."""
    result = subprocess.run(
        [sys.executable, "-c", PROBE, "--library", str(run.library), *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(result.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    ("args", "without"),
    [
        (["--version"], {"tabulate", "tinydb", "rapidfuzz", "platformdirs", SETTINGS}),
        (["--help"], {"tabulate", "tinydb", "rapidfuzz", "platformdirs", SETTINGS}),
        (["add", "Heat"], {"tabulate", "rapidfuzz", "platformdirs", MERGING}),
        (["watched", "alien"], {"tabulate", "rapidfuzz", "platformdirs"}),
        (["list"], {"rapidfuzz", "platformdirs", "importlib.metadata", MERGING}),
        (["list", "-f", "json"], {"tabulate", "rapidfuzz", "platformdirs"}),
        (["show", "alien"], {"tabulate", "rapidfuzz", "platformdirs", MERGING}),
        (["franchise", "--help"], {"tabulate", "tinydb", "msgspec", "tomlkit"}),
        (["help", "add"], {"tabulate", "rapidfuzz", "tomlkit"}),
        (["pack", "list"], {"rapidfuzz", "tomllib", "tomlkit"}),
        (["config", "show"], {"tinydb", "tomllib", "tomlkit"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_does_without(run: Run, args: list[str], without: set[str]) -> None:
    run.ok("add", "Alien")
    assert imported_by(run, *args) & without == set()


def test_the_probe_sees_what_is_loaded(run: Run) -> None:
    run.ok("add", "Alien")
    assert {"tabulate", "tinydb"} <= imported_by(run, "list")
