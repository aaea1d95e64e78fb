"""Many records a few at a time, so that what is printed of them need not be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")

AT_ONCE: Final = 256


def chunks(items: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Yield items in order, at most so many at a time; none of no items."""
    left = iter(items)
    while chunk := list(islice(left, size)):
        yield chunk
