"""Completion in zsh, which quotes what it inserts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from click.shell_completion import CompletionItem, add_completion_class

from watchlist.cli.shells.answers import Answering, offers, shared
from watchlist.cli.shells.words import Cursor


@add_completion_class
class Zsh(Answering):
    """Answers what to do (``insert``, or only ``list``), and two lines for each offer."""

    name = "zsh"
    script = "watchlist.zsh"

    def answer(self, cursor: Cursor, found: Sequence[CompletionItem]) -> Iterable[str]:
        """Yield what to do, then each offer and how to show it."""
        offered = offers(cursor, found)
        yield "list" if len(offered) > 1 and shared(cursor, offered) is None else "insert"
        for offer in offered:
            yield offer.text
            yield f"{offer.text}  -- {offer.help}" if offer.help else offer.text
