"""The names by which films can be found, read without decoding any film."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from watchlist.library.codec import texts
from watchlist.library.records import Records
from watchlist.model import Film, FilmId
from watchlist.names.search import Named


def film_names(films: Records[Film]) -> Iterator[Named]:
    """Yield every film with the names by which it can be found."""
    for number, names in films.partial_reads(_FilmNames):
        if named := _named(number, names):
            yield named


def film_name(films: Records[Film], number: FilmId) -> Named | None:
    """Return a film with the names by which it can be found; None when there is none."""
    names = films.partial_read(number, _FilmNames)
    return _named(number, names) if names else None


class _FilmNames(msgspec.Struct):
    """What a film is found by, as it stands in a document that may be unreadable."""

    title: Any = None
    original_title: Any = None
    aliases: Any = None
    year: Any = None
    imdb: Any = None
    kind: Any = None


def _named(number: FilmId, film: _FilmNames) -> Named | None:
    if not isinstance(film.title, str):
        return None
    names: tuple[str, ...] = (film.title,)
    if film.original_title or film.aliases:
        names += tuple(filter(None, texts([film.original_title]) + texts(film.aliases)))
    return Named(
        number,
        names,
        film.year if isinstance(film.year, int) else None,
        film.imdb if isinstance(film.imdb, str) else "",
        film.kind if isinstance(film.kind, str) else "",
    )
