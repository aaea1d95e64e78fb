"""Text as wide as it looks on a terminal: measured, shortened, wrapped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise, takewhile
from types import ModuleType


def wide() -> ModuleType:
    """Return the package that measures characters which may take two columns, or none."""
    import wcwidth  # noqa: PLC0415 -- its tables are large, and most text is narrow

    return wcwidth


def width(text: str) -> int:
    """Return the columns that a text takes on a terminal."""
    if is_narrow(text):
        return len(text)
    return int(wide().width(text))


def is_narrow(text: str) -> bool:
    """Whether each character surely takes one column, so that it is enough to count them."""
    return text.isascii() or all(map(_takes_one, set(text)))


@lru_cache(maxsize=1 << 10)
def _takes_one(character: str) -> bool:
    """Whether it is a letter of Latin, or a sign such as a dash, a star or a box."""
    if character < "\u0300":
        return character.isprintable()
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
    kept = text[:room] if is_narrow(text) else str(wide().clip(text, 0, room))
    if whole_words and not text[len(kept) :].startswith(" "):
        kept = kept.rpartition(" ")[0] or kept
    return kept.rstrip(" ,;:-–—(") + "…"


def told_apart(texts: Iterable[str], columns: int) -> dict[str, str]:
    """Return those of some texts that are wider than so many columns, each with what is left of it.

    They are cut behind a word, and inside where others begin with what is left: of “The Lord of the
    Rings: The Two Towers” and its like what differs stays: “The Lord of the… Two Towers”.
    """
    known = set(texts)
    too_wide = {text for text in known if not _fits(text, columns)}
    shared = dict.fromkeys(too_wide, "")
    for one, other in pairwise(sorted(known)):  # the nearest ones in this order share the most
        if one in shared or other in shared:
            beginning = _shared_beginning(one, other)
            shared |= {
                text: max(shared[text], beginning, key=len) for text in too_wide & {one, other}
            }
    return {text: _cut(text, shared[text], columns) for text in too_wide}


def _fits(text: str, columns: int) -> bool:
    return len(text) <= columns if text.isascii() else width(text) <= columns


def _shared_beginning(one: str, other: str) -> str:
    """Return the beginning, in whole words, that two texts share."""
    pairs = zip(one.split(" "), other.split(" "), strict=False)
    return " ".join(word for word, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _cut(text: str, shared: str, columns: int) -> str:
    """Return a text cut at its end, or before that where others go on like that."""
    cut = shorten(text, columns, whole_words=True)
    if cut == text or not shared.startswith(cut[:-1]):
        return cut
    inside = _with_end(shared, text[len(shared) :].strip(), columns)
    return inside if width(inside) <= columns else cut


def _with_end(begin: str, end: str, columns: int) -> str:
    """Return a text of two pieces cut to a width, for its end if need be to three fifths of it."""
    room = max(columns * 2 // 5, columns - width(end) - 1)
    shown = shorten(begin, room, whole_words=True)
    if width(begin.split(" ", 1)[0]) >= room:
        shown = "…"
    return f"{shown} {shorten(end, columns - width(shown) - 1, whole_words=True)}".strip()


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
