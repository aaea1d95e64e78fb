"""Completion in PowerShell, with the script of Click where Click has one."""

from __future__ import annotations

import re
from typing import Final

from click.shell_completion import (
    CompletionItem,
    ShellComplete,
    add_completion_class,
    get_completion_class,
)

from watchlist.render.text import printable

NAME = "powershell"


def quoted(text: str) -> str:
    """Return a text as a word of PowerShell, which takes typographic quotes for quotes, too."""
    if re.fullmatch(r"[\w./:=+-]+", text, re.ASCII):
        return text
    return "'" + re.sub("(['\u2018-\u201b])", r"\1\1", text) + "'"


def _powershell() -> type[ShellComplete] | None:
    """Return Click's own completion, with names quoted; None where Click has none."""
    known = get_completion_class(NAME)
    if known is None:
        return None

    def format_completion(self: ShellComplete, item: CompletionItem) -> str:
        if printable(item.value) != item.value:
            return "none\n_\n_"
        item.value = quoted(item.value)
        return known.format_completion(self, item)

    made = type("PowerShell", (known,), {"format_completion": format_completion})
    return add_completion_class(made, NAME)


PowerShell: Final = _powershell()
