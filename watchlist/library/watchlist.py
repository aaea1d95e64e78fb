"""What watching and tracking do to several films of a library at once."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.library.library import Library
from watchlist.model import FilmId, Franchise, Viewing


def track(library: Library, franchise: Franchise, films: Iterable[FilmId]) -> list[FilmId]:
    """Put films of a franchise that were not watched on the watchlist; return those that are new.

    Films that are no member of it stay as they are.
    """
    members = franchise.members()
    listed = []
    for number in films:
        film = library.films[number]
        if number in members and not film.watched and not film.to_watch:
            library.replace_film(replace(film, to_watch=True))
            listed.append(number)
    return listed


def record_viewings(
    library: Library,
    films: Iterable[FilmId],
    viewing: Viewing,
    *,
    earlier: Iterable[FilmId] = (),
    earlier_on: PartialDate | None = None,
) -> None:
    """Record that films were watched, and ``earlier`` ones before them: those without a rating."""
    for number in earlier:
        library.record_viewing(number, Viewing(watched_on=earlier_on))
    for number in films:
        library.record_viewing(number, viewing)
