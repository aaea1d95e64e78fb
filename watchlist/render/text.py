"""Text that is safe to show, and as wide as it looks."""

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


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    if is_narrow(text):
        return len(text)
    import wcwidth  # noqa: PLC0415 -- large tables, and most text is narrow

    return wcwidth.width(text)


def is_narrow(text: str) -> bool:
    """Whether each character surely takes one column, so that it is enough to count them."""
    return text.isascii() or all(map(_takes_one, set(text)))


def _takes_one(character: str) -> bool:
    """Whether it is a letter of Latin, or a sign such as a dash, a star or a box."""
    if character < "\u0300":
        return character.isprintable()
    import unicodedata  # noqa: PLC0415 -- not for text in ASCII

    return (
        "\u2010" <= character < "\u2610"
        and character.isprintable()
        and not unicodedata.combining(character)
        and unicodedata.category(character) != "Me"
        and unicodedata.east_asian_width(character) not in "WF"
    )


def shorten(text: str, columns: int, *, whole_words: bool = False) -> str:
    """Return a text cut to a width, with ``…`` for what is missing.

    With ``whole_words`` it is cut behind a word, unless its first one is too long for that.
    """
    if width(text) <= columns:
        return text
    room = max(columns - 1, 0)
    if is_narrow(text):
        kept = text[:room]
    else:
        import wcwidth  # noqa: PLC0415 -- as above

        kept = wcwidth.clip(text, 0, room)
    if whole_words and not text[len(kept) :].startswith(" "):
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip(" ,;") + "…"


def wrap(lead: str, text: str, columns: int | None) -> list[str]:
    """Return a text behind a lead as lines of at most that many columns, aligned below its start.

    A word that is wider than a line is left whole, so that an address can still be copied.
    """
    lines = [lead + text]
    if columns is None or width(lines[0]) <= columns:
        return lines
    room = max(columns - width(lead), 1)
    rows: list[str] = []
    for word in text.split():
        if rows and width(f"{rows[-1]} {word}") <= room:
            rows[-1] += f" {word}"
        else:
            rows.append(word)
    return [f"{lead if index == 0 else ' ' * width(lead)}{row}" for index, row in enumerate(rows)]
