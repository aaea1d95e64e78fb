"""What a single file is about when it does not say it itself, and the user did (``--as``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from msgspec.structs import replace

from watchlist.merging.entries import Entry, Item, ListedEntry, ListEntry, Origin

WATCHED: Final = "watched"
WATCHLIST: Final = "watchlist"
LIST: Final = "list:"


def told(items: Iterable[Item], about: str, file: str) -> Iterator[Item]:
    """Yield what a file says, when all that is in it is watched, to watch or on one list.

    Evidence of watching (a viewing, a rating) stays what it is. ``about`` is empty for what the
    file says itself.
    """
    if not about:
        yield from items
    elif about.startswith(LIST):
        yield from _listed(items, about.removeprefix(LIST), file)
    else:
        for item in items:
            if isinstance(item, ListEntry):
                yield from (_as(listed.entry, about) for listed in item.films)
            else:
                yield _as(item, about) if isinstance(item, Entry) else item


def _as(entry: Entry, about: str) -> Entry:
    if about == WATCHLIST:
        return replace(entry, to_watch=True)
    return replace(entry, to_watch=False, plays=max(entry.plays, 1))


def _listed(items: Iterable[Item], name: str, file: str) -> Iterator[Item]:
    """Yield one list with all films; what is no film goes its own way."""
    films: list[ListedEntry] = []
    for item in items:
        if isinstance(item, ListEntry):
            films += item.films
        elif isinstance(item, Entry):
            films.append(ListedEntry(replace(item, to_watch=False)))
        else:
            yield item
    yield ListEntry(origin=Origin(file), name=name, films=tuple(films))
