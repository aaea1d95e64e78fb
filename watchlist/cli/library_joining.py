"""Joining the library in another file to the one in use."""

from __future__ import annotations

from watchlist.cli.app import App
from watchlist.library.library import Library
from watchlist.merging.libraries import join_library
from watchlist.merging.report import Report


def joined(app: App, path: str, *, dry_run: bool) -> tuple[Library, Report]:
    """Join another library to this one; an empty one becomes it, with all that it holds."""
    reports: list[Report] = []

    def join(library: Library, other: Library) -> None:
        reports.append(join_library(library, other))

    if dry_run:
        library = app.load()
        join(library, app.store.copy_in(path))
        return library, reports[0]
    result = app.join(path, join)
    if result is not None:
        return result, reports[0]
    library = app.load()
    return library, Report(rows=len(library.films), added=list(library.films))
