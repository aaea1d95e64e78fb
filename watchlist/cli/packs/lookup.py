"""Naming a franchise that only a pack knows: it is read as if it were in the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import ModuleType
from typing import TypeVar

from watchlist.cli import references
from watchlist.cli.app import App
from watchlist.errors import NotFoundError
from watchlist.library.library import Library
from watchlist.library.memberships import Scope

T = TypeVar("T")


def load_with_pack(
    app: App,
    reference: str,
    find: Callable[[Library, str], T],
    *,
    films: bool = False,
    leads: bool = True,
) -> tuple[Library, T]:
    """Return the library for reading, and what a reference means in it.

    What only a pack knows is there too, and said; the library file stays as it is. With ``films``
    the reference may be that of a film; with ``leads`` that of anything inside a pack means the
    franchise. Raises NotFoundError when no pack knows it either.
    """
    library = app.load()
    return library, _found(library, reference, find, films=films, leads=leads)


def load_with_packs(
    app: App, named: Sequence[str], find: Callable[[Library, str], T]
) -> tuple[Library, list[T]]:
    """Return the library for reading, and what several references mean in it."""
    library = app.load()
    return library, [_found(library, reference, find) for reference in named]


def _found(
    library: Library,
    reference: str,
    find: Callable[[Library, str], T],
    *,
    films: bool = False,
    leads: bool = True,
) -> T:
    try:
        return find(library, reference)
    except NotFoundError as error:
        known = _packs().read_into(library, reference, error, films=films, leads=leads)
    return find(library, known)


def franchise_or_pack(library: Library, reference: str) -> Scope:
    """Return the franchise that is meant; that of a pack is brought into the library, and said."""
    try:
        return references.franchise(library, reference)
    except NotFoundError as error:
        _packs().add_to(library, reference, error)
    return references.franchise(library, reference)


def _packs() -> ModuleType:
    from watchlist.cli.packs import reading  # noqa: PLC0415 -- slow, and most need no pack

    return reading
