"""Records and tables of the care of a library: its undo steps, its copies, what is wrong in it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Protocol

from watchlist.names.listing import said
from watchlist.queries.checks.finding import Finding
from watchlist.queries.wording import join
from watchlist.render.columns import KEEP, READABLE_KEY, Column, Line, Section, Table
from watchlist.render.json import JsonRecord


class UndoStep(Protocol):
    """An undo step, as the store has it."""

    @property
    def step(self) -> int:
        """Its number."""

    @property
    def command(self) -> str:
        """What was typed."""

    @property
    def when(self) -> str:
        """The moment: ISO 8601, UTC."""

    @property
    def undone(self) -> bool:
        """Whether it was taken back."""

    @property
    def changes(self) -> Mapping[str, Mapping[str, Any]]:
        """The other version of each record, by table and number."""


def step_record(step: UndoStep) -> JsonRecord:
    """Return an undo step; ``records`` is how many records it changed."""
    return {
        "step": step.step,
        "command": step.command,
        "when": step.when,
        "undone": step.undone,
        "records": sum(len(changed) for changed in step.changes.values()),
    }


def history_table(steps: Iterable[UndoStep]) -> Section:
    """Return the table of ``history``: number, time, command, whether it is undone."""
    columns = (
        Column("Step", keep=90, right=True),
        Column("When", keep=40),
        Column("Command", keep=KEEP, least=READABLE_KEY),
        Column("", keep=80),
    )
    rows = [
        (
            str(step.step),
            step.when.replace("T", " ").rstrip("Z"),
            step.command,
            "undone" if step.undone else "",
        )
        for step in steps
    ]
    return Section(Table(columns, rows))


def backup_record(path: str, when: datetime.datetime, *, good: bool) -> JsonRecord:
    """Return a copy of the library, and whether it can be restored."""
    return {"path": path, "when": when.isoformat(), "good": good}


def backups_table(records: Iterable[JsonRecord]) -> Section:
    """Return the table of ``backup --list``, of the records of the copies."""
    columns = (Column("When", keep=80), Column("Copy", keep=KEEP), Column("", keep=90))
    rows = [
        (
            record["when"].partition(".")[0].replace("T", " "),
            record["path"],
            "" if record["good"] else "damaged",
        )
        for record in records
    ]
    return Section(Table(columns, rows))


def restore_words(changes: Mapping[str, Mapping[str, Any]] | None) -> str:
    """Say how many records a restore changes, by table; None is for a damaged library."""
    if changes is None:
        return "it replaces the damaged library, which is kept beside it"
    counts = (
        f"{len(records)} {name if len(records) > 1 else name.removesuffix('s')}"
        for name, records in changes.items()
    )
    return f"it changes {join(counts)}" if changes else "the library is like that already"


def finding_record(finding: Finding) -> JsonRecord:
    """Return something that is wrong in a library."""
    return {
        "check": finding.check,
        "message": finding.message,
        "fixable": finding.fix is not None,
    }


def finding_lines(findings: Iterable[Finding]) -> Iterator[Line]:
    """Yield a line for each thing that is wrong; of very many of one check a count."""
    for check, found in groupby(findings, key=lambda finding: finding.check):
        yield from (Line("- ", sentence) for sentence in _sentences(check, found))


def _sentences(check: str, findings: Iterable[Finding]) -> Iterator[str]:
    return said(
        (found.message + (" (--fix does it)" if found.fix else "") for found in findings),
        lambda more: (
            f"{more:,} more findings of the check “{check}”: “watchlist doctor --format json” "
            "lists all of them."
        ),
    )


def fixed_lines(sentences: Iterable[str]) -> Iterator[str]:
    """Yield a line for each thing that was put right; of very many a count."""
    return said(
        (f"Fixed: {sentence}" for sentence in sentences),
        lambda more: f"Fixed: {more:,} more of the kind.",
    )
