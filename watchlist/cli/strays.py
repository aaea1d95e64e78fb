"""What is said of copies of the library that a service or git left beside it."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote

from watchlist.cli.app import App
from watchlist.queries.checks.finding import Finding


def conflict_copies(app: App) -> Iterator[Finding]:
    """Yield a finding for each copy that is beside the library, which names the command."""
    for path in app.store.conflict_copies():
        yield Finding(
            "conflict copy",
            f"{path} is another copy of the library: “watchlist sync {quote(path)}” brings in what "
            "is new there, then delete it.",
        )
