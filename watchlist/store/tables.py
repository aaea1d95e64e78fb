"""The records of a library: its tables read into a ``Library``, and what makes one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from watchlist.errors import LibraryFileError
from watchlist.library.codec import Stored, document_of, partial_read
from watchlist.library.library import Library
from watchlist.library.records import Records, Uid
from watchlist.model import Film, FilmList, Franchise, Link, TrackedPack
from watchlist.store.history import Changes
from watchlist.store.storage import HISTORY, Tables

RECORD_TYPES = {
    "films": Film,
    "links": Link,
    "franchises": Franchise,
    "packs": TrackedPack,
    "lists": FilmList,
}


def library_of(tables: Tables) -> Library:
    """Return the library in some tables."""
    return Library(
        films=Records(Film, tables.get("films", {})),
        links=Records(Link, tables.get("links", {})),
        franchises=Records(Franchise, tables.get("franchises", {})),
        packs=Records(TrackedPack, tables.get("packs", {})),
        lists=Records(FilmList, tables.get("lists", {})),
    )


def changes_of(library: Library, path: str, uid: Callable[[], str]) -> Changes:
    """Return what was changed in a library. Raises LibraryFileError, which names the file."""
    try:
        return {
            name: {str(number): after for number, after in changed.items()}
            for name in RECORD_TYPES
            if (changed := library.table(name).changes(uid))
        }
    except LibraryFileError as error:
        raise LibraryFileError(f"The library {path}: {error}") from error


def brought_up(
    films: Mapping[str, Stored], ours: Mapping[str, Stored], former: Mapping[str, list[Stored]]
) -> dict[str, Stored]:
    """Return the films of a copy, ours in the place of each that is what ours once was.

    ``former`` are the versions that ours have had. A part stays: its whole may have another number.
    """
    versions = {
        uid: number
        for number, documents in former.items()
        if number in ours and (uid := _uid(documents[-1])) and uid == _uid(ours[number])
    }
    found = dict(films)
    for number, stored in films.items() if versions else ():
        known = versions.get(_uid(stored))
        if known and _is_one_of(stored, former[known]):
            found[number] = ours[known]
    return found


def _uid(stored: Stored) -> str:
    read = partial_read(Uid, stored)
    return read.uid if read and isinstance(read.uid, str) else ""


def _is_one_of(stored: Stored, versions: Iterable[Stored]) -> bool:
    document = document_of(stored)
    return "whole" not in document and any(document_of(one) == document for one in versions)


def difference(current: Tables, wanted: Tables) -> Changes:
    """Return what makes one set of tables another, history aside: records by table and number.

    They are as they stand in the wanted tables, and no more than two are decoded at a time.
    """
    names = dict.fromkeys((*current, *wanted))
    changes = {
        name: _changed(current.get(name, {}), wanted.get(name, {}))
        for name in names
        if name != HISTORY
    }
    return {name: changed for name, changed in changes.items() if changed}


def _changed(
    current: Mapping[str, Stored], wanted: Mapping[str, Stored]
) -> dict[str, Stored | None]:
    found: dict[str, Stored | None] = {}
    for number in dict.fromkeys((*current, *wanted)):
        after = _version(wanted, number)
        if after != _version(current, number):
            found[number] = None if after is None else wanted[number]
    return found


def _version(table: Mapping[str, Stored], number: str) -> Any:
    """Return a document of a table; None for none."""
    return document_of(table[number]) if number in table else None
