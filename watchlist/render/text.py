"""Text that is safe to show."""

import re

_UNSAFE = (
    "["
    "\x00-\x1f\x7f-\x9f"  # control characters, which begin escape sequences
    "\u2028\u2029"  # line and paragraph separators
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"  # what no text should hold
    "\U000e0000-\U000e007f"  # tags: invisible copies of ASCII
    "]"
)


def printable(text: str) -> str:
    """Return a text in one line, with what could disturb a terminal shown as escapes."""
    if text.isprintable():  # most of it, without the cost of compiling the pattern
        return text
    return re.sub(_UNSAFE, lambda match: _escape(match[0]), text)


def json_safe(text: str) -> str:
    r"""Escape in a JSON text, as ``\uXXXX``, what JSON allows raw and a terminal obeys."""
    return re.sub(
        _UNSAFE, lambda match: match[0] if match[0] == "\n" else json_escape(match[0]), text
    )


def json_escape(character: str) -> str:
    r"""Return a character as JSON's ``\uXXXX``, a surrogate pair beyond the first plane."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _escape(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 -- one byte
