"""Orders for Kometa, which makes collections and playlists of Plex: a list of ids, and its YAML.

The text file has an id a line, with the title as a comment behind it. A collection is of one
library of Plex; where films and series or episodes are mixed it is a playlist, which Kometa orders
by itself and which therefore has no ``collection_order`` (kometa.wiki, *Text File*, *Playlists*).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from watchlist.library.library import Library
from watchlist.library.parts import is_episodic, parsed
from watchlist.model import Film
from watchlist.queries.orders import OrderRow
from watchlist.queries.orders.folding import films_of, joined, unfolded
from watchlist.render.text import printable
from watchlist.spans import Unit

_LIBRARIES = "Movies, TV Shows"
"""The names that Plex gives to libraries of films and of series."""


class Level(StrEnum):
    """What an entry of a list is for Plex."""

    FILM = "film"
    SERIES = "series"
    EPISODE = "episode"


class KometaEntry(NamedTuple):
    """A film, a series or an episode of a list, and its id as Kometa reads it."""

    level: Level
    id: str
    label: str


def kometa_entries(
    library: Library, rows: Iterable[OrderRow], problems: list[str]
) -> list[KometaEntry]:
    """Return what a list has of an order; what has no id is a sentence in ``problems``."""
    entries: dict[tuple[Level, str], KometaEntry] = {}
    for row in rows:
        missing: list[Film] = []
        for film in (one for piece in films_of(library, row) for one in _films(library, piece)):
            if entry := _entry(library, film):
                entries.setdefault(entry[:2], entry)
            else:
                missing.append(film)
        problems += (_problem(library, film) for film in joined(library, missing))
    return list(entries.values())


def _films(library: Library, film: Film) -> Sequence[Film]:
    """Return the single episodes of a run of them; a segment is its film to Plex."""
    whole = library.films.get(film.whole or 0)
    if whole is None:
        return [film]
    return unfolded(library, film) if is_episodic(whole) else [library.shown[whole.id]]


def _entry(library: Library, film: Film) -> KometaEntry | None:
    whole = library.films.get(film.whole or 0)
    if whole is not None:
        span = library.shown.span(film.id) or parsed(film.span)
        if not whole.tvdb or span is None or span.unit is not Unit.EPISODE or span.is_open:
            return None
        id_ = f"tvdb_episode:{whole.tvdb}_{span.first[0]}_{span.first[1]}"
        return KometaEntry(Level.EPISODE, id_, film.label)
    if is_episodic(film):
        return KometaEntry(Level.SERIES, f"tvdb:{film.tvdb}", film.label) if film.tvdb else None
    id_ = film.imdb or (f"tmdb:{film.tmdb}" if film.tmdb else "")
    return KometaEntry(Level.FILM, id_, film.label) if id_ else None


def _problem(library: Library, film: Film) -> str:
    """Say why something is left out."""
    if is_episodic(film) and film.whole is None:
        return f"{film.label} has no TheTVDB number (--tvdb), so it is left out."
    whole = library.films.get(film.whole or 0)
    if whole is not None and whole.tvdb:
        return (
            f"{film.label}: which episodes these are is not known (--seasons), so it is left out."
        )
    if whole is not None:
        return f"{film.label}: its series has no TheTVDB number (--tvdb), so it is left out."
    return f"{film.label} has neither an IMDb nor a TMDB id, so it is left out."


def kometa_text(entries: Iterable[KometaEntry]) -> str:
    """Return the list of ids."""
    return "".join(f"{entry.id} # {printable(entry.label)}\n" for entry in entries)


def kometa_yaml(name: str, entries: Iterable[KometaEntry], text_file: str) -> str:
    """Return the file that makes a collection of a list, or a playlist where it is mixed."""
    levels = {entry.level for entry in entries}
    lines = list(_settings(levels, text_file))
    kind = "collections" if len(levels) <= 1 else "playlists"
    return "".join(f"{line}\n" for line in (f"{kind}:", f"  {_quoted(name)}:", *lines))


def _settings(levels: set[Level], text_file: str) -> Iterator[str]:
    if len(levels) > 1:
        yield f"    libraries: {_LIBRARIES}"
    yield f"    text_file: {_quoted(text_file)}"
    if len(levels) <= 1:
        yield "    collection_order: custom"
    yield "    sync_mode: sync"
    if levels == {Level.EPISODE}:
        yield "    builder_level: episode"


def _quoted(text: str) -> str:
    """Return a text as one in quotes of YAML: nothing in it takes effect."""
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 -- a half of a pair, which no text may hold
        return "\ufffd"
    return f"\\U{code:08x}"
