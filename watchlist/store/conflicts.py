"""Git's conflict markers in a file: what each side had there. Pure.

As git writes them (https://git-scm.com/docs/git-merge, *How conflicts are presented*): seven signs
at the beginning of a line. With its styles ``diff3`` and ``zdiff3`` the base stands between.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_MARKER: Final = re.compile(rb"([<|=>])\1{6}(?: .*)?\r?\n?")
_OURS, _BASE, _THEIRS = 0, 1, 2
_SIDES: Final = {b"<": (_OURS,), b"|": (_BASE,), b"=": (_THEIRS,), b">": (_OURS, _BASE, _THEIRS)}


class Sides(NamedTuple):
    """The three texts of a file with conflicts; ``base`` is None where git did not write it."""

    ours: bytes
    theirs: bytes
    base: bytes | None


def has_conflicts(text: bytes) -> bool:
    """Whether a text holds a conflict: a line that begins one, and later one that ends it."""
    start = re.search(rb"(?m)^<{7} ", text)
    return start is not None and re.search(rb"(?m)^>{7} ", text[start.end() :]) is not None


def sides_of(text: bytes) -> Sides:
    """Return what each side of the conflicts in a text had, with all that they agree on."""
    found: tuple[list[bytes], list[bytes], list[bytes]] = ([], [], [])
    to: tuple[int, ...] = _SIDES[b">"]
    knows_base = False
    for line in text.splitlines(keepends=True):
        if marker := _MARKER.fullmatch(line):
            to = _SIDES[marker[1]]
            knows_base = knows_base or marker[1] == b"|"
        else:
            for side in to:
                found[side].append(line)
    ours, base, theirs = (b"".join(lines) for lines in found)
    return Sides(ours, theirs, base if knows_base else None)
