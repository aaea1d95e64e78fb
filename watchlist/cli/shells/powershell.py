"""Completion in PowerShell, with the script of Click."""

from __future__ import annotations

import re

from click.shell_completion import CompletionItem, PowerShellComplete, add_completion_class

from watchlist.render.text import printable


def quoted(text: str) -> str:
    """Return a text as a word of PowerShell, which takes typographic quotes for quotes, too."""
    if re.fullmatch(r"[\w./:=+-]+", text, re.ASCII):
        return text
    return "'" + re.sub("(['\u2018-\u201b])", r"\1\1", text) + "'"


@add_completion_class
class PowerShell(PowerShellComplete):
    """Click's own completion, with names quoted."""

    def format_completion(self, item: CompletionItem) -> str:
        """Return the three lines of an offer; nothing where a control character is in it."""
        if printable(item.value) != item.value:
            return "none\n_\n_"
        item.value = quoted(item.value)
        return super().format_completion(item)
