"""Text in Markdown, whatever is in it: on one line, with no mark of Markdown or HTML of its own."""

from __future__ import annotations

import re
from typing import Final

from watchlist.render.text import printable

_MARKS: Final = re.compile(r"([\\`*_\[\]<>|~])")
_BEGINNING: Final = re.compile(r"^(\s*)(#|[-+](?=\s)|\d+(?=[.)]\s))")


def cell(text: str) -> str:
    """Return a text for a cell of a table."""
    return _MARKS.sub(r"\\\1", printable(text))


def inline(text: str) -> str:
    """Return a text for a heading or an item of a list, which no line break ends."""
    return _BEGINNING.sub(_escaped, cell(" ".join(text.split())))


def _escaped(match: re.Match[str]) -> str:
    """Escape what would make a heading, a list or a rule of a line."""
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark.isdecimal() else f"{space}\\{mark}"
