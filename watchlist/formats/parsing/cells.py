"""Text in the cells of a table: safe to open in a spreadsheet, and back to what it was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_UNSAFE = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)"  # control characters but line ends
    "|[\u202a-\u202e\u2066-\u2069]"  # what turns the direction of the text behind it
)
_NOTHING: Final = ("", "-", "?", "n/a", "nan", "none", "null", "unknown")
_ESCAPED: Final = re.compile(r"\\([\\;])")
_PARTS: Final = re.compile(r"((?:[^\\;]|\\[\\;]|\\)*)(?:;|$)")


def says_nothing(text: str) -> bool:
    """Whether a cell is empty, or says that nothing is known."""
    return text.casefold() in _NOTHING


def visible(text: str) -> str:
    """Return a text with what could disturb a terminal, other than line ends, as escapes."""
    return text if text.isprintable() else re.sub(_UNSAFE, _escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004


def joined(values: Iterable[str]) -> str:
    """Return several texts as one cell; ``parted`` takes them apart."""
    escaped = [value.replace("\\", "\\\\").replace(";", "\\;") for value in values]
    text = "; ".join(escaped)
    # a cell without a semicolon is parted by commas, and holds no escapes
    return f"{text};" if len(escaped) == 1 and re.search(r"[,\\]", text) else text


def parted(text: str) -> tuple[str, ...]:
    """Return the texts in a cell, each once: parted by semicolons, or else by commas."""
    if ";" not in text:
        parts = text.split(",")
    else:
        parts = [_ESCAPED.sub(r"\1", match[1]) for match in _PARTS.finditer(text)]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
