"""The front matter of a note: the plain part of YAML that programs write, and no more.

``key: value`` with plain, quoted and block texts, and lists of texts. What YAML has beside that
(maps in maps, anchors, tags, several documents) is refused.
"""

from __future__ import annotations

import re
from typing import Final

FENCE: Final = "---"
_KEY: Final = re.compile(
    r"([^\s:#\[\]{}\"'&*!|>%@`,-][^:#\[\]{}\"']*|\"[^\"]*\"\s*|'[^']*'\s*):(?:\s+(.*))?"
)
_ITEM: Final = re.compile(r"\s*-(?:\s+(.*))?")
_BLOCK: Final = re.compile(r"[|>][+-]?")
_ESCAPES: Final = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/"}
_NOTHING: Final = ("", "null", "~", "Null", "NULL")
_SPECIAL: Final = ("&", "*", "!", "{", "%", "@", "`", "?")
_QUOTED: Final = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_PART: Final = re.compile(rf"\s*({_QUOTED.pattern}|[^,\[\]]+)")

Fields = dict[str, list[str]]


def has_front_matter(start: str) -> bool:
    """Whether a text begins with front matter."""
    return start.lstrip("\ufeff").replace("\r\n", "\n").startswith(f"{FENCE}\n")


def fields_of(text: str) -> Fields:
    """Return the fields of a note's front matter, each as its texts; none for an empty one.

    Raises ValueError, saying the line, for what is no front matter or more than plain.
    """
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    try:
        end = next(i for i, line in enumerate(lines) if i and line.rstrip() in (FENCE, "..."))
    except StopIteration:
        raise ValueError("its front matter has no end") from None
    return _FrontMatter(lines[1:end]).fields()


class _FrontMatter:
    """The lines of front matter while they are read."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0

    def fields(self) -> Fields:
        """Return all fields. Raises ValueError."""
        found: Fields = {}
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip()
            self._at += 1
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            match = _KEY.fullmatch(line)
            if not match:
                raise ValueError(f"line {self._at + 1} of its front matter is not understood")
            found[_scalar(match[1].strip())] = self._value(_uncommented(match[2] or ""))
        return found

    def _value(self, text: str) -> list[str]:
        if _BLOCK.fullmatch(text):
            return [self._block()]
        if not text:
            return self._items()
        if text.startswith("["):
            return self._flow(text)
        return self._one(text)

    def _one(self, text: str) -> list[str]:
        if text.startswith(_SPECIAL):
            raise ValueError(f"line {self._at + 1} of its front matter is more than plain YAML")
        return [] if text in _NOTHING else [_scalar(text)]

    def _items(self) -> list[str]:
        """Return the texts of the list below a key."""
        found: list[str] = []
        while self._at < len(self._lines):
            match = _ITEM.fullmatch(self._lines[self._at].rstrip())
            if not match:
                break
            self._at += 1
            found += self._one(_uncommented(match[1] or ""))
        return found

    def _block(self) -> str:
        """Return the indented lines below a key as one text."""
        found = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line.strip() and not line.startswith((" ", "\t")):
                break
            found.append(line.strip())
            self._at += 1
        return "\n".join(found).strip()

    def _flow(self, text: str) -> list[str]:
        """Return the texts of ``[a, "b"]``."""
        if not text.endswith("]"):
            raise ValueError(f"line {self._at + 1} of its front matter is not understood")
        parts = _PART.findall(text[1:-1])
        return [one for part in parts if part.strip() for one in self._one(part.strip())]


def _uncommented(text: str) -> str:
    """Return a value without the comment behind it."""
    quoted = _QUOTED.match(text)
    if quoted:
        rest = text[quoted.end() :].strip()
        return quoted[0] if not rest or rest.startswith("#") else text
    return re.sub(r"(?:^|\s)#.*", "", text).strip()


def _scalar(text: str) -> str:
    """Return what a plain or quoted text says. Raises ValueError for half a quoted one."""
    if not text.startswith(("'", '"')):
        return text
    if not _QUOTED.fullmatch(text):
        raise ValueError("the quotes in its front matter do not match")
    inner = text[1:-1]
    if text.startswith("'"):
        return inner.replace("''", "'")
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[0]), inner)
