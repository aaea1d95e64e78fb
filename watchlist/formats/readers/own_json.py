"""The program's own export, which has the layout of the library file (``docs/data-format.md``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.sources import FileSource
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Item, WholeLibrary

TITLE: Final = "watchlist library"
OPTIONS: Final[frozenset[str]] = frozenset()

_KEYS: Final = 10
"""About how many tables and keys of its own a library has."""
_BEGINS: Final = re.compile(r'\s*\{\s*"schema"\s*:\s*\d')


def claim(source: FileSource) -> Claim | None:
    """Return a claim when one of the files is a library."""
    found = any(_BEGINS.match(member.start) for member in source.members)
    return Claim(_KEYS) if found else None


def read(source: FileSource, options: Options) -> Iterator[Item]:  # noqa: ARG001 -- it needs to be told nothing
    """Yield the library. Raises RefusedError when it is not a file of its own."""
    if not source.is_file:
        raise RefusedError(f"{source.name} holds a library: import that file alone.")
    yield WholeLibrary(source.path)
