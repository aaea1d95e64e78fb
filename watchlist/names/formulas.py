"""Text in the cells of a table that a spreadsheet would take for a formula, and run. Pure.

What begins a formula, and that programs pass over blanks before it, is what OWASP says of CSV
injection.
"""

from __future__ import annotations

from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def neutralised(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, by an apostrophe before it."""
    return f"'{text}" if _is_formula(text) else text


def restored(text: str) -> str:
    """Return what ``neutralised`` was given."""
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    """Whether a text begins as a formula does, behind apostrophes and what programs pass over."""
    rest = text.lstrip("'")
    return rest.startswith(("\t", "\r")) or rest.lstrip().startswith(_FORMULA)
