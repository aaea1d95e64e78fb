"""What a shell is told when somebody presses Tab."""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any, ClassVar, NamedTuple

import click
from click.shell_completion import CompletionItem, ShellComplete

from watchlist.cli.shells.words import Cursor, beginning, cursor
from watchlist.errors import WatchlistError
from watchlist.names.completing import begins_with
from watchlist.names.folding import fold
from watchlist.render.text import printable

PATHS = ("file", "dir")
"""What the shell itself completes."""


class Offer(NamedTuple):
    """What may stand in place of what the shell replaces, and what to say of it."""

    text: str
    help: str = ""


class Answering(ShellComplete):
    """Completion for one shell: ``script`` is what asks, ``answer`` what is answered, in lines."""

    script: ClassVar[str]
    """The name of the file of the script."""

    def source(self) -> str:
        """Return the script."""
        return (files("watchlist.cli.shells") / "scripts" / self.script).read_text(encoding="utf-8")

    def complete(self) -> str:
        """Return the answer; nothing, whatever goes wrong: the shell shows what is said."""
        try:
            cursor = self.cursor()
            found = self.found(cursor)
            if found and found[0].type in PATHS:
                return found[0].type
            return "\n".join(self.answer(cursor, found)) if found else ""
        except (WatchlistError, click.ClickException, OSError, ValueError):
            return ""

    def found(self, cursor: Cursor) -> list[CompletionItem]:
        """Return what the word at the cursor can be completed to, if it can be shown."""
        found = self.get_completions(cursor.before[1:], cursor.word)
        return [item for item in found if printable(item.value) == item.value]

    def cursor(self) -> Cursor:
        """Return what was typed. Raises ValueError when that cannot be told."""
        return cursor(asked("COMP_LINE"), asked("COMP_WORD"))

    @abstractmethod
    def answer(self, cursor: Cursor, found: Sequence[CompletionItem]) -> Iterable[str]:
        """Yield the lines of the answer, as the script reads them."""


def asked(name: str) -> str:
    """Return what the script tells in an environment variable."""
    return os.environ.get(name, "")


def lead_of(cursor: Cursor) -> str:
    """Return what of the word stands before the value that is completed: ``--tag=``."""
    name, equals, _ = cursor.word.partition("=")
    return f"{name}=" if equals and name.startswith("-") else ""


def offers(cursor: Cursor, found: Iterable[CompletionItem]) -> list[Offer]:
    """Return what can stand behind the part that the shell keeps; each once."""
    lead, kept = lead_of(cursor), cursor.kept
    fitting: dict[str, Offer] = {}
    for item in found:
        whole = item.value if item.value.startswith("-") else lead + item.value
        if begins_with(whole, kept):
            text = whole[len(kept) :]
            fitting.setdefault(text, Offer(text, _help(item)))
    return list(fitting.values())


def _help(item: CompletionItem[Any]) -> str:
    return printable(" ".join(item.help.split())) if item.help else ""


def shared(cursor: Cursor, offered: Sequence[Offer]) -> str | None:
    """Return what all offers begin with; None where what was typed would get lost in that."""
    common = beginning([offer.text for offer in offered])
    typed = cursor.replaced.removeprefix(lead_of(cursor) if not cursor.kept else "")
    if begins_with(common, typed):
        return common or None
    lost = begins_with(typed, common) or f" {fold(typed)}" not in f" {fold(common)}"
    return None if lost else common
