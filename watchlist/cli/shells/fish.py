"""Completion in fish, which quotes what it inserts and shows only what fits what was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from click.shell_completion import CompletionItem, add_completion_class

from watchlist.cli.shells.answers import Answering, asked, lead_of
from watchlist.cli.shells.words import Cursor, FishReader, cursor
from watchlist.names.completing import begins_with, labels
from watchlist.render.text import printable


@add_completion_class
class Fish(Answering):
    """Answers a line for each offer: the whole word and, behind a tab, what to say of it."""

    name = "fish"
    script = "watchlist.fish"

    def cursor(self) -> Cursor:
        """Return what was typed, without variables that are set for the command only."""
        typed = cursor(asked("COMP_LINE"), reader=FishReader)
        while typed.before and re.match(r"\w+=", typed.before[0]):
            typed.before.pop(0)
        return typed

    def answer(self, cursor: Cursor, found: Sequence[CompletionItem]) -> Iterable[str]:
        """Yield the offers."""
        lead = lead_of(cursor)
        typed = cursor.word.removeprefix(lead)
        for item in found:
            option = item.value.startswith("-")
            word = item.value if option else lead + _fitting(typed, item)
            help_ = item.help or (item.value if word != lead + item.value and not option else "")
            yield f"{word}\t{printable(' '.join(help_.split()))}" if help_ else word


def _fitting(typed: str, item: CompletionItem) -> str:
    """Return a name that holds what was typed, which fish looks for: accents, too."""
    if item.named is None or item.help:
        return str(item.value)
    names = (name for name in labels(item.named) if printable(name) == name)
    return next(_holding(typed, names), str(item.value))


def _holding(typed: str, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if typed.casefold() in name.casefold():
            yield name
        elif begins_with(name, typed):
            yield typed + name[len(typed) :]
