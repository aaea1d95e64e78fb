"""Completion in bash, which inserts what it is given as it is, and leaves quoting to others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from click.shell_completion import CompletionItem, add_completion_class

from watchlist.cli.shells.answers import Answering, asked, offers, shared
from watchlist.cli.shells.words import Cursor, beginning, quoted

_CYCLING: Final = {"37", "42"}
"""COMP_TYPE where every offer is inserted, one after the other or all at once."""

_NOTHING_SHARED: Final = " "
"""An offer that makes bash list the others without replacing what was typed."""


@add_completion_class
class Bash(Answering):
    """Answers what to do (``insert``, or ``extend`` without a blank behind it), and the offers."""

    name = "bash"
    script = "watchlist.bash"

    def answer(self, cursor: Cursor, found: Sequence[CompletionItem]) -> Iterable[str]:
        """Yield what to do, and the offers."""
        offered = offers(cursor, found)
        written = [_written(offer.text, cursor.quote) for offer in offered]
        if len(written) == 1:
            return ["insert", written[0] + cursor.quote]
        if asked("COMP_TYPE") in _CYCLING:
            return ["insert", *written]
        common = shared(cursor, offered)
        if common is None:
            return ["insert", *written, _NOTHING_SHARED]
        start = _written(common, cursor.quote)
        if beginning(written) == start:
            return ["insert", *written]
        if cursor.quote or common == cursor.replaced:  # bash would insert half of an escape
            return ["insert", *written, _NOTHING_SHARED]
        return ["extend", start]


def _written(text: str, quote: str) -> str:
    """Return a text quoted; readline leaves out one of two quotes at its beginning."""
    written = quoted(text, quote)
    return quote + written if quote and written.startswith(quote) else written
