"""Entering the films of files that are of no film of the library. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from watchlist.library.identity import SITES
from watchlist.media.names import Reading
from watchlist.model import Film, Kind
from watchlist.names.folding import match_key


def films_of(readings: Iterable[Reading]) -> list[Film]:
    """Return the films that paths tell of, each once: a series for all of its episodes.

    They have no number yet.
    """
    found: dict[tuple[object, ...], Film] = {}
    for reading in readings:
        kind = Kind.SERIES if reading.span else Kind.FILM
        ids = {site: reading.ids[site] for site in SITES if site in reading.ids}
        key = (match_key(reading.title), reading.year, kind, *ids.items())
        if reading.title and key not in found:
            found[key] = _film(reading, kind)
    return list(found.values())


def _film(reading: Reading, kind: Kind) -> Film:
    tmdb, tvdb = reading.ids.get("tmdb"), reading.ids.get("tvdb")
    return Film(
        id=0,
        title=reading.title,
        year=reading.year,
        kind=kind,
        aliases=reading.others,
        imdb=reading.ids.get("imdb", ""),
        tmdb=int(tmdb) if tmdb else None,
        tvdb=int(tvdb) if tvdb else None,
        to_watch=True,
    )
