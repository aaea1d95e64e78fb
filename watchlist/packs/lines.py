"""Where in a TOML file something stands, so that a finding can name the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

Path = tuple[str | int, ...]
"""The way to a value: keys of tables, and numbers of items from 0."""

_HEADER = re.compile(
    r"""\s*+(\[\[?+)((?:"(?:[^"\\]|\\.)*+"|'[^']*+'|[^"'\[\]#])++)\]\]?+\s*+(?:#.*)?$"""
)
_KEY = re.compile(
    r"""\s*+((?:"[^"]*+"|'[^']*+'|[\w-]++)(?:\s*+\.\s*+(?:"[^"]*+"|'[^']*+'|[\w-]++))*+)\s*+="""
)
_WORD = re.compile(r""""([^"]*)"|'([^']*)'|([\w-]+)""")
_QUOTES: Final = ('"""', "'''")


class Lines:
    """The lines, from 1, on which the tables and keys of a text begin.

    It reads layouts that people write and need not understand every one of them: a value that it
    did not see is looked for on the line of what holds it.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[Path, int] = {}
        self._read(text)

    def of(self, path: Path) -> int | None:
        """Return the line of a value, or of the nearest thing around it; None for the file."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None

    def _read(self, text: str) -> None:
        table: Path = ()
        items: Counter[Path] = Counter()
        for number, line in _outside_texts(text):
            if header := _HEADER.match(line):
                table = _path(header[2])
                if header[1] == "[[":
                    items[table] += 1
                    table = (*table, items[table] - 1)
                self._lines.setdefault(table, number)
            elif key := _KEY.match(line):
                path = (*table, *_path(key[1]))
                for length in range(len(table) + 1, len(path) + 1):
                    self._lines.setdefault(path[:length], number)


def _path(words: str) -> Path:
    return tuple("".join(found) for found in _WORD.findall(words))


def _outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text that do not begin within a text of several lines."""
    quotes = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not quotes:
            yield number, line
        quotes = _still_open(line, quotes)


def _still_open(line: str, quotes: str) -> str:
    """Return the quotes that are open at the end of a line, given those at its beginning."""
    for mark in _marks(line):
        if not quotes:
            quotes = mark
        elif mark == quotes:
            quotes = ""
    return quotes


def _marks(line: str) -> Sequence[str]:
    return [found for found in re.findall("\"\"\"|'''", line) if found in _QUOTES]
