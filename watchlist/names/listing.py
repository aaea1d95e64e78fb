"""Names in a sentence, and sentences on a screen: all of a few, of many how many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

NAMED: Final = 3
"""So many names are told of a longer list."""

SAID: Final = 100
"""So many sentences of one kind are said of more: nobody reads the others one by one."""

LINKS: Final = 12
"""So many names are told of a longer circle."""


def joined(words: Iterable[str], last: str = "and") -> str:
    """Join words as ``A, B and C``; no words are the empty text."""
    *others, final = list(words) or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def few(
    names: Iterable[str], last: str = "and", *, most: int = NAMED, of: int | None = None
) -> str:
    """Join names as ``A, B, C and 5 more``: all of them where there are at most ``most``.

    ``of`` says how many there are where only the first of them are handed over.
    """
    listed = list(names)
    left = (len(listed) if of is None else of) - most
    return joined([*listed[:most], f"{left:,} more"] if left > 0 else listed, last)


def circle(names: Iterable[str]) -> str:
    """Join names as ``A → B → A``; of a large circle those on either side of its end."""
    listed = list(names)
    left = len(listed) - LINKS
    shown = [*listed[: LINKS - 1], f"… {left:,} more …", listed[-1]] if left > 1 else listed
    return " → ".join([*shown, *listed[:1]])


def said(
    sentences: Iterable[str], rest: Callable[[int], str], most: int | None = SAID
) -> Iterator[str]:
    """Yield at most so many sentences, and ``rest`` of the number of the others, if there are any.

    The others are counted and not kept; None is for no bound.
    """
    left = iter(sentences)
    yield from islice(left, most)
    if more := sum(1 for _ in left):
        yield rest(more)
