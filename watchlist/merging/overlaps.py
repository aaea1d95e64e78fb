"""Parts of one film that two copies cut differently: pieces of which each is one record. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.library.library import Library
from watchlist.library.parts import span_of
from watchlist.library.taking import take
from watchlist.merging.duplicates import merge_films, merged_film
from watchlist.model import Film, FilmId
from watchlist.spans import Span, overlap


def cut_overlaps(library: Library, parts: Iterable[FilmId]) -> Iterator[str]:
    """Cut parts where they reach into each other; yield a sentence for each that cannot be cut.

    What was said of a part is said of each of its pieces then. The part that was made first stays
    as far as it can.
    """
    for number in sorted(parts, key=lambda part: library.films[part].uid):
        part = library.films.get(number)
        whole = library.films.get(part.whole or 0) if part else None
        span = span_of(part.span, whole) if part and whole else None
        if part and whole and span and _reaches_into_another(library, whole, span, number):
            yield from _cut(library, part, whole, span)


def _reaches_into_another(library: Library, whole: Film, span: Span, part: FilmId) -> bool:
    others = (piece for piece in library.parts.of(whole) if piece.film != part)
    return any(overlap(piece.span, span) for piece in others)


def _cut(library: Library, part: Film, whole: Film, span: Span) -> Iterator[str]:
    library.films[part.id] = replace(part, whole=None, span="")
    try:
        first, *others = take(library, whole.id, span)
    except RefusedError as error:
        library.films[part.id] = part
        yield f"{part.label}: {error}"
        return
    for piece in others:
        library.replace_film(merged_film(library.films[piece], part))
    merge_films(library, first, part.id)
