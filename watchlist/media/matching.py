"""Which film of a library a media file is of, by what its path says. Pure.

An id in the path decides, by the rule of ``watchlist.library.identity``; else title and year. A
path without a year means a film only where one film alone has that title. What may be several
films is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from watchlist import spans
from watchlist.errors import WatchlistError
from watchlist.library import parts
from watchlist.library.identity import Agreement, Identity
from watchlist.library.library import Library
from watchlist.media.names import Reading
from watchlist.model import Film, FilmId
from watchlist.spans import Unit


class Owner(NamedTuple):
    """The film that a file is of, and the piece of it, written; empty for all of it."""

    film: FilmId
    span: str = ""


class FileMatcher:
    """Finds the films of files in one library; files that say the same are looked up once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: dict[tuple[object, ...], Film | None] = {}

    def owner(self, reading: Reading) -> Owner | None:
        """Return the film that a file is of; None where there is none, or it may be several."""
        if not reading.span:
            found = self._film(reading)
            return Owner(found.id) if found else None
        if (part := self._by_id(reading)) and part.whole is not None:
            return Owner(part.id)
        series = self._series(reading)
        if series is None:  # the number may be a piece of a film's title
            film = self._film(_as_film(reading)) if reading.whole_title else None
            return Owner(film.id) if film else None
        span = self._piece(series, reading.span)
        return Owner(series.id, span) if span else None

    def _film(self, reading: Reading) -> Film | None:
        """Return the film that a file is of, with or without the number behind its title."""
        for title, year in _named(reading):
            found = self._find(Identity(title, year, reading.others, ids=_ids(reading)))
            if found is not None and not parts.is_episodic(found):
                return found
        return None

    def _series(self, reading: Reading) -> Film | None:
        """Return the series that a file is an episode of, whether or not its kind was said."""
        for television in (True, False):
            ids = _ids(reading, television=television)
            wanted = Identity(reading.title, reading.year, reading.others, television, ids)
            found = self._find(wanted)
            if found is not None and parts.is_episodic(found):
                return found
        return None

    def _by_id(self, reading: Reading) -> Film | None:
        ids = _ids(reading)
        return self._find(Identity("", None, ids=ids)) if ids else None

    def _find(self, wanted: Identity) -> Film | None:
        key = (wanted.title, wanted.year, wanted.aliases, wanted.television, *wanted.ids.items())
        if key not in self._found:
            self._found[key] = self._sole(wanted)
        return self._found[key]

    def _sole(self, wanted: Identity) -> Film | None:
        """Return the one film that an identity is found to be."""
        found = self._library.identities.find(wanted)
        found = [match for match in found if match.film in self._library.films]
        if found and found[0].agreement is Agreement.ID:
            found = [match for match in found if match.agreement is Agreement.ID]
        elif found and wanted.year is not None and not found[0].agreement.is_undated:
            best = found[0].agreement
            found = [match for match in found if match.agreement is best]
        return self._library.films[found[0].film] if len(found) == 1 else None

    def _piece(self, series: Film, written: str) -> str:
        """Write a piece of a series as it counts; empty for one that the series does not have."""
        known = self._library.parts.of(series)
        try:
            span = parts.parsed(written)
            if span and span.unit is Unit.ABSOLUTE and len(series.seasons) > 1:
                span = parts.recounted(span, series)
            else:
                span = parts.meant(written, series, known)
        except WatchlistError:
            return ""
        return spans.text_of(span, series.seasons)


def _named(reading: Reading) -> Iterator[tuple[str, int | None]]:
    """Yield the titles, with the year, that a film may have, the likeliest first."""
    yield reading.title, reading.year
    if reading.whole_title:
        yield reading.whole_title, None


def _as_film(reading: Reading) -> Reading:
    return Reading(reading.whole_title, ids=reading.ids)


def _ids(reading: Reading, *, television: bool = False) -> dict[str, object]:
    """Return the ids of a path as a library has them."""
    found: dict[str, object] = {}
    for site in ("imdb", "tmdb", "tvdb"):
        if id_ := reading.ids.get(site):
            name = "tmdb-tv" if site == "tmdb" and television else site
            found[name] = id_ if site == "imdb" else int(id_)
    return found
