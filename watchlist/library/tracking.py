"""Tracking a franchise: its unwatched films on the watchlist, and the pack that it came from."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from watchlist.library.library import Library
from watchlist.model import FilmId, Franchise, TrackedPack
from watchlist.names.folding import fold


def track(library: Library, franchise: Franchise, films: Iterable[FilmId]) -> list[FilmId]:
    """Put films of a franchise that were not watched on the watchlist; return those that are new.

    Films that are no member of it stay as they are.
    """
    members = library.all_members(franchise)
    listed = []
    for number in films:
        film = library.films[number]
        if number in members and film.whole is None and not film.watched and not film.to_watch:
            library.replace_film(replace(film, to_watch=True))
            listed.append(number)
    return listed


def tracked_pack(library: Library, name: str) -> TrackedPack | None:
    """Return the record of the pack of that name, if its franchise is still there."""
    return next(
        (
            tracked
            for tracked in library.packs.values()
            if fold(tracked.name) == fold(name) and tracked.franchise in library.franchises
        ),
        None,
    )
