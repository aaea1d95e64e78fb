"""Names in a sentence: all of a few, and of many how many there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

NAMED: Final = 3
"""So many names are told of a longer list."""


def joined(words: Iterable[str], last: str = "and") -> str:
    """Join words as ``A, B and C``; no words are the empty text."""
    *others, final = list(words) or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def few(names: Iterable[str], last: str = "and", *, most: int = NAMED) -> str:
    """Join names as ``A, B, C and 5 more``: all of them where there are at most ``most``."""
    listed = list(names)
    left = len(listed) - most
    return joined([*listed[:most], f"{left} more"] if left > 0 else listed, last)
