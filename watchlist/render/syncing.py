"""What bringing another copy of the library in did, as a record, a sentence and lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from watchlist.library.library import Library
from watchlist.merging.threeway import SyncReport
from watchlist.names.listing import few
from watchlist.render.json import JsonRecord

_RETURNED: Final = " It has what is new now."


def sync_record(path: str, report: SyncReport, *, both: bool, dry_run: bool) -> JsonRecord:
    """Return what a merge of two copies did to the films of ours, and what to look at."""
    return {
        "path": path,
        "both": both,
        "dry_run": dry_run,
        "changed": report.is_change,
        "added": len(report.added),
        "updated": len(report.updated),
        "removed": len(report.removed),
        "renumbered": report.renumbered,
        "conflicts": report.conflicts,
        "notices": report.notices,
    }


def sync_sentence(path: str, library: Library, report: SyncReport, *, dry_run: bool) -> str:
    """Say what a merge of two copies did, or would do."""
    if not report.is_change:
        return f"{path}: nothing is new here." + (_RETURNED if report.is_returned else "")
    counts = {
        "added": [library.label(film) for film in report.added],
        "changed": [library.label(film) for film in report.updated],
        "removed": report.removed,
    }
    said = [f"{len(films):,} {what} ({few(films)})" for what, films in counts.items() if films]
    done = "Would bring in" if dry_run else "Brought in"
    return f"{done} {path}: {', '.join(said) or 'no film changed, but lists or franchises did'}."


def sync_lines(report: SyncReport, most: int | None = None) -> Iterator[str]:
    """Yield what else is to be said: at most so many new numbers, and what to look at."""
    yield from report.notices
    yield from report.renumbered[:most]
    if more := len(report.renumbered) - len(report.renumbered[:most]):
        yield f"… and {more:,} new numbers more: “--dry-run --format json” lists all of them."
    yield from report.conflicts
