"""Naming a franchise that only a pack knows: it is read as if it were in the library."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from watchlist.cli.app import App
from watchlist.errors import NotFoundError
from watchlist.library.library import Library

T = TypeVar("T")


def load_with_pack(
    app: App, reference: str, find: Callable[[Library, str], T], *, films: bool = False
) -> tuple[Library, T]:
    """Return the library for reading, and what a reference means in it.

    What only a pack knows is there too, and said; the library file stays as it is. With ``films``
    the reference may be that of a film. Raises NotFoundError when no pack knows it either.
    """
    library = app.load()
    try:
        return library, find(library, reference)
    except NotFoundError as error:
        from watchlist.cli.packs import reading  # noqa: PLC0415 -- slow, and most need no pack

        reading.read_into(library, reference, error, films=films)
    return library, find(library, reference)
