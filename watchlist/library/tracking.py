"""Tracking a franchise: its films on the watchlist, as far as they were not watched."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from watchlist.library.library import Library
from watchlist.model import FilmId, Franchise


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
