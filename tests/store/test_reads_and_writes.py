"""A command reads the library once, and writes it at most once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click
import pytest

from tests.conftest import Run
from tests.store.command_lines import (
    CHANGING,
    EXAMINING,
    LIBRARY,
    LISTING,
    OUTSIDE,
    READING,
    RESTORING,
    TURNING,
)
from watchlist.cli.commands.table import COMMANDS
from watchlist.cli.root import cli


class _Counter:
    """Counts how often a file is opened and replaced, by whatever function; off without a path."""

    path = ""
    opened = 0
    replaced = 0

    def __call__(self, event: str, args: tuple[object, ...]) -> None:
        if self.path and event == "open" and args[0] == self.path:
            self.opened += 1
        elif self.path and event == "os.rename" and args[1] == self.path:
            self.replaced += 1


_counter = _Counter()
sys.addaudithook(_counter)  # for good: Python has no way to take a hook off


@pytest.fixture
def counted(run: Run) -> Run:
    """Return a runner on a library with a step to undo and one to redo."""
    run.library.write_text(LIBRARY, encoding="utf-8")
    run.ok("edit", "Earth", "--tag", "one")
    run.ok("edit", "Earth", "--tag", "two")
    run.ok("undo")
    return run


def _accesses(run: Run, args: tuple[str, ...], status: int = 0) -> tuple[int, int]:
    """Run a command and return how often it opened the library, and how often it replaced it."""
    _counter.opened = _counter.replaced = 0
    _counter.path = os.path.realpath(run.library)
    try:
        assert status == run(*args).exit_code
    finally:
        _counter.path = ""
    return _counter.opened, _counter.replaced


def _names(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from _names(command, (*path, name))
        else:
            yield (*path, name)


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_a_reading_command_reads_once_and_writes_nothing(
    counted: Run, args: tuple[str, ...]
) -> None:
    assert _accesses(counted, args) == (1, 0)


@pytest.mark.parametrize("args", [*CHANGING, *TURNING], ids=" ".join)
def test_a_change_reads_once_and_writes_once(counted: Run, args: tuple[str, ...]) -> None:
    assert _accesses(counted, args) == (1, 1)


@pytest.mark.parametrize("output", ["json", "csv", "markdown"])
def test_the_format_costs_no_further_read(counted: Run, output: str) -> None:
    assert _accesses(counted, ("order", "Alien", "--format", output)) == (1, 0)
    assert _accesses(counted, ("watched", "Aliens", "--format", output)) == (1, 1)


def test_the_first_change_of_a_day_reads_once_more_to_copy(counted: Run) -> None:
    shutil.rmtree(f"{counted.library}.backups")
    assert _accesses(counted, ("edit", "Earth", "--tag", "three")) == (2, 1)


def test_doctor_reads_once_and_writes_nothing(counted: Run) -> None:
    assert _accesses(counted, EXAMINING, status=1) == (1, 0)


def test_the_copies_are_listed_without_reading_the_library(counted: Run) -> None:
    assert _accesses(counted, LISTING) == (0, 0)


@pytest.mark.parametrize("args", OUTSIDE, ids=" ".join)
def test_a_pack_is_looked_at_without_the_library(counted: Run, args: tuple[str, ...]) -> None:
    assert _accesses(counted, args) == (0, 0)


def test_a_backup_is_read_to_check_and_to_copy(counted: Run) -> None:
    assert _accesses(counted, ("backup",)) == (2, 0)


def test_a_restore_reads_to_compare_to_copy_and_to_change(counted: Run) -> None:
    assert _accesses(counted, RESTORING) == (3, 1)


def test_a_scan_reads_once_and_writes_nothing(counted: Run, tmp_path: Path) -> None:
    videos = tmp_path / "videos"
    videos.mkdir()
    (videos / "Alien (1979).mkv").touch()
    assert _accesses(counted, ("scan", str(videos))) == (1, 0)
    assert _accesses(counted, ("scan", str(videos), "--list")) == (1, 0)


def test_a_change_that_changes_nothing_writes_nothing(counted: Run) -> None:
    assert _accesses(counted, ("edit", "id:1", "--tag", "space")) == (1, 0)


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("add", "--help")], ids=" ".join)
def test_help_does_without_the_library(counted: Run, args: tuple[str, ...]) -> None:
    assert _accesses(counted, args) == (0, 0)


ELSEWHERE: Final = (
    # what needs more than one library, a server or a catalogue: its own tests say what it touches
    ("catalogue",),
    ("fill",),
    ("franchise", "discover"),
    ("franchise", "prefer"),
    ("git-setup",),
    ("merge-driver",),
    ("play",),
    ("scan",),
    ("sync",),
)


def test_every_command_is_counted() -> None:
    assert COMMANDS
    lines = [*READING, *CHANGING, *TURNING, ("backup",), RESTORING, EXAMINING, *OUTSIDE, *ELSEWHERE]
    assert [
        name
        for name in _names(cli)
        if not any(line[: len(name)] == name or name[:1] == line for line in lines)
    ] == []
