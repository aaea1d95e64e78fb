"""A command imports what it needs and no more: what is slow to load is loaded late."""

import subprocess
import sys

import pytest

from tests.conftest import Run

PROBE = """
import sys
from watchlist.cli import main
try:
    main()
finally:
    print(*sorted(m for m in sys.modules if "." not in m), file=sys.stderr)
"""


def imported_by(run: Run, *args: str) -> set[str]:
    """Return the top-level modules that a command line loads."""
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
        (["--version"], {"tabulate", "tinydb", "rapidfuzz", "platformdirs"}),
        (["--help"], {"tabulate", "tinydb", "rapidfuzz", "platformdirs"}),
        (["add", "Heat"], {"tabulate", "rapidfuzz", "platformdirs"}),
        (["watched", "alien"], {"tabulate", "rapidfuzz", "platformdirs"}),
        (["list"], {"rapidfuzz", "platformdirs"}),
        (["list", "-f", "json"], {"tabulate", "rapidfuzz", "platformdirs"}),
        (["show", "alien"], {"tabulate", "rapidfuzz", "platformdirs"}),
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
