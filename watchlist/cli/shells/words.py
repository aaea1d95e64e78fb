"""Command lines as shells read them, and texts as words of a command line."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_VARIABLE = re.compile(r"\$(\w+|\{\w+\})", re.ASCII)
_ESCAPES: Final = {
    code: f"\\{chr(code)}"
    for code in range(128)
    if not chr(code).isalnum() and chr(code) not in "_@%+=:,./-"
}
_BLANKS: Final = " \t\n"
_ESCAPED_IN_DOUBLE: Final = '\\"$`\n'


class Word(NamedTuple):
    """A word: what it means, how it was typed, and the quote that is open at its end."""

    text: str
    typed: str
    quote: str = ""


class Reader:
    """Takes a command line apart, up to the cursor, into words: those before it and its own."""

    escaped_in_single = ""
    """What a backslash stands before between single quotes."""

    def __init__(self, line: str) -> None:
        self._line = line
        self._at = 0
        self._quote = ""

    def words(self) -> list[Word]:
        """Return the words; the last one, which may be empty, is the one at the cursor."""
        found: list[Word] = []
        while not found or self._at < len(self._line):
            while self._at < len(self._line) and self._line[self._at] in _BLANKS:
                self._at += 1
            found.append(self._word())
        return found

    def _word(self) -> Word:
        start, text = self._at, ""
        self._quote = ""
        while self._at < len(self._line):
            char = self._line[self._at]
            if not self._quote and char in _BLANKS:
                break
            self._at += 1
            if char == "\\":
                text += self._escaped()
            elif char in "'\"" and self._quote in ("", char):
                self._quote = "" if self._quote else char
            elif char == "$" and self._quote != "'":
                text += self._variable()
            elif char == "~" and self._at == start + 1:
                text += self._home()
            else:
                text += char
        return Word(text, self._line[start : self._at], self._quote)

    def _escaped(self) -> str:
        """Return what a backslash and the character behind it mean."""
        char = self._line[self._at : self._at + 1]
        escaped = {"": char, "'": self.escaped_in_single, '"': _ESCAPED_IN_DOUBLE}[self._quote]
        if not char or char not in escaped:
            return "\\" if self._quote else ""
        self._at += 1
        return char.replace("\n", "")

    def _variable(self) -> str:
        match = _VARIABLE.match(self._line, self._at - 1)
        value = os.environ.get(match[1].strip("{}")) if match else None
        if match is None or value is None:
            return "$"
        self._at = match.end()
        return value

    def _home(self) -> str:
        behind = self._line[self._at : self._at + 1]
        return os.path.expanduser("~") if behind in ("", "/", *_BLANKS) else "~"


class FishReader(Reader):
    """The same for fish, where quotes can be escaped between single quotes."""

    escaped_in_single = "\\'"


class Cursor(NamedTuple):
    """What was typed up to the cursor.

    ``word`` is the word there. The shell leaves the part ``kept`` of it as it is, and replaces
    the rest; ``quote`` is the quote that is open where that begins.
    """

    before: list[str]
    word: str
    kept: str = ""
    quote: str = ""

    @property
    def replaced(self) -> str:
        """The part of the word that is replaced."""
        return self.word[len(self.kept) :]


def cursor(line: str, replaced: str | None = None, reader: type[Reader] = Reader) -> Cursor:
    """Read a command line up to the cursor; the shell replaces its end, as it was typed.

    Raises ValueError when the line does not end with what is replaced.
    """
    *before, last = reader(line).words()
    texts = [word.text for word in before]
    if replaced is None:
        return Cursor(texts, last.text)
    if not last.typed.endswith(replaced):
        raise ValueError(replaced)
    kept = reader(last.typed.removesuffix(replaced)).words()[-1]
    return Cursor(texts, last.text, kept.text, kept.quote)


def quoted(text: str, quote: str = "") -> str:
    """Return a text as bash reads it, behind an open quote or without one."""
    if quote == "'":
        return text.replace("'", "'\\''")
    if quote == '"':
        # an exclamation mark would recall a former command, also behind a backslash
        return re.sub(r'[\\"$`]', r"\\\g<0>", text).replace("!", '"\\!"')
    return text.translate(_ESCAPES)


def beginning(texts: Sequence[str]) -> str:
    """Return what all of some texts begin with."""
    first, last = min(texts), max(texts)
    pairs = zip(first, last, strict=False)
    return first[: next((at for at, (a, b) in enumerate(pairs) if a != b), len(first))]
