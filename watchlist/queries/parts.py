"""The parts of one film, piece by piece, with what is seen of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from watchlist import spans
from watchlist.library.library import Library
from watchlist.library.parts import Piece, parsed
from watchlist.library.shown import Shown
from watchlist.model import Film
from watchlist.spans import Span


def parts_of(library: Library, whole: Film) -> list[Shown]:
    """Return the single episodes or segments of a film in their order, specials last.

    Where nobody knows how many there are, those that something was said of, as it was said.
    """
    known = library.parts.of(whole)
    specials = [part for part in known if part.span.is_special]
    pieces = [*library.parts.regular(whole), *specials]
    return [shown for piece in pieces for shown in single(library, whole, piece)]


def single(library: Library, whole: Film, piece: Piece) -> Iterator[Shown]:
    """Yield the single episodes of a piece, each with what its record says."""
    record = library.films[piece.film] if piece.film is not None else None
    inside = spans.episodes(piece.span, whole.seasons)
    if inside is None and record is None:
        return
    for span in inside or [piece.span]:
        own = record and replace(record, span=spans.text_of(span, whole.seasons))
        if own and span != piece.span:
            own = replace(own, runtime=None)
        yield library.shown.part(whole, span, own)


def is_in(part: Shown, span: Span) -> bool:
    """Whether a part lies in a piece of its whole, or reaches into it."""
    own = parsed(part.span)
    return own is not None and spans.overlap(own, span)


def own_title(part: Shown) -> str:
    """Return the title of a part, empty when it has none of its own."""
    return "" if part.title == part.within else part.title
