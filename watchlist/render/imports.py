"""What an import did, as a record, a sentence and lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from watchlist.library.codec import decode
from watchlist.library.library import Library
from watchlist.merging.report import Report
from watchlist.model import Film, FilmId
from watchlist.names.listing import said
from watchlist.render.changes import film_changes
from watchlist.render.json import JsonRecord
from watchlist.render.style import Style, styled

_ALL: Final = "--dry-run --format json"


def import_record(path: str, title: str, report: Report, *, dry_run: bool) -> JsonRecord:
    """Return what an import of a file did; ``title`` is that of its format."""
    return {
        "path": path,
        "format": title,
        "dry_run": dry_run,
        "read": report.rows,
        "added": len(report.added),
        "updated": len(report.updated),
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "lists": report.lists,
        "passed_over": dict(report.passed_over),
        "problems": [
            {"file": origin.file, "line": origin.line or None, "reason": reason}
            for origin, reason, _ in report.problems
        ],
        "odd_cells": [
            {"file": origin.file, "line": origin.line or None, "column": column, "text": text}
            for origin, column, text, _ in report.odd_cells
        ],
    }


def import_changes(library: Library, report: Report) -> list[JsonRecord]:
    """Return the films that an import would change, and how: of known ones what is old → new."""
    added = [_change(library, "add", number, []) for number in report.added]
    return added + [
        _change(library, "update", number, _news(library, number)) for number in report.updated
    ]


def _change(library: Library, change: str, number: FilmId, news: list[str]) -> JsonRecord:
    return {"change": change, "id": number, "film": library.label(number), "changes": news}


def _news(library: Library, number: FilmId) -> list[str]:
    """Return what is another one of a film than when it was read; of its franchises nothing."""
    stored = library.films.stored(number)
    with styled(Style()):  # programs read it
        return film_changes(decode(Film, number, stored), library.films[number]) if stored else []


def import_sentence(name: str, report: Report, *, dry_run: bool) -> str:
    """Say what an import of a file did, or would do."""
    counts = [
        f"{len(report.added):,} added",
        f"{len(report.updated):,} updated",
        f"{report.unchanged:,} unchanged",
    ]
    if report.lists:
        counts.append(f"{report.lists:,} {'list' if report.lists == 1 else 'lists'} changed")
    done = "Would import" if dry_run else "Imported"
    rows = "1 row" if report.rows == 1 else f"{report.rows:,} rows"
    return f"{done} {name}: {rows} read, {report.skipped:,} skipped; films: {', '.join(counts)}."


def import_problems(report: Report, most: int | None) -> Iterator[str]:
    """Yield what was not taken, and why; of rows that were skipped at most so many."""
    yield from report.notices
    for what, count in report.passed_over.items():
        yield f"Skipped {count:,} {what}."
    lines = [f"{problem.origin}: {problem.reason}" for problem in report.problems]
    lines += map(str, report.odd_cells)
    yield from said(
        lines, lambda more: f"… and {more:,} rows more: “{_ALL}” lists all of them.", most
    )
