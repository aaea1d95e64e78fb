"""Parts as records on demand: what is said of a piece of a film makes a record of it. No I/O.

``take`` hands out the records that make up a piece. A record that holds more than the piece is
split: each of its pieces keeps what was said of it. ``forget_bare`` takes out again what nothing
is said of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from msgspec.structs import replace

from watchlist import spans
from watchlist.errors import RefusedError
from watchlist.library.franchises import mentioned, with_split
from watchlist.library.identity import SITES
from watchlist.library.library import Library
from watchlist.library.parts import Piece, kind_of, meant
from watchlist.model import Film, FilmId, Franchise, Link, ListedFilm
from watchlist.spans import Span

_OF_ANY_PART: Final = ("id", "uid", "title", "year", "kind", "whole", "span", "added", "sources")
"""Fields that say nothing of a part but which one it is."""

_OF_ONE_PIECE: Final = ("original_title", "aliases", "credits", "notes", *SITES)
"""Fields of which it is not known which piece of a part they are about."""


def take(library: Library, whole: FilmId, span: Span) -> list[FilmId]:
    """Return the records that make up a piece of a film, in their order; they are made if need be.

    Raises RefusedError where a record that reaches beyond the piece cannot be split.
    """
    film = library.films[whole]
    for part in library.parts.of(film):
        if part.film is not None and _straddle(part.span, span):
            _refuse_to_lose(library, film, library.films[part.film], span)
    split_at(library, film, [span])
    inside = [part for part in library.parts.of(film) if spans.contains(span, part.span)]
    left = spans.gaps(span, (part.span for part in inside), film.seasons)
    made = [Piece(gap, _enter(library, film, gap)) for gap in left]
    return [part.film for part in sorted([*inside, *made]) if part.film is not None]


def split_at(library: Library, whole: Film, others: Collection[Span]) -> dict[FilmId, FilmId]:
    """Split the records of the parts of a film where any of other pieces begins or ends.

    What cannot be said of each piece stays with the first, which has the number of the record.
    Returns the numbers of the other ones, each with that number.
    """
    made: dict[FilmId, FilmId] = {}
    for part in library.parts.of(whole):
        pieces = spans.cut(part.span, others, whole.seasons)
        if part.film is not None and len(pieces) > 1:
            record = library.films[part.film]
            first, *more = _put_in_place(library, whole, record, part.span, pieces)
            made |= dict.fromkeys(more, first)
    return made


def recorded(library: Library, film: Film) -> list[FilmId]:
    """Return the records of a film as it is shown, which may be a piece that has none yet."""
    span = library.shown.span(film.id)
    return [film.id] if span is None or film.whole is None else take(library, film.whole, span)


def take_rest(library: Library, whole: FilmId) -> list[FilmId]:
    """Return the records of all regular pieces of a film, which are made if need be."""
    film = library.films[whole]
    pieces = library.parts.regular(film)
    return [
        _enter(library, film, piece.span) if piece.film is None else piece.film for piece in pieces
    ]


def spread_viewings(library: Library, whole: FilmId) -> None:
    """Make viewings of all of a film viewings of each of its pieces, as they count for these."""
    film = library.films[whole]
    viewings = {number: library.shown[number].viewings for number in take_rest(library, whole)}
    for number, own in viewings.items():
        library.replace_film(replace(library.films[number], viewings=own))
    library.replace_film(replace(film, viewings=()))


def own_viewings(library: Library, number: FilmId) -> None:
    """Make what a part was seen by of its whole viewings of its own, where it has none."""
    film = library.films[number]
    if number in library.parts and not film.watched:
        library.replace_film(replace(film, viewings=library.shown[number].viewings))


def span_given(library: Library, part: Film, text: str) -> dict[str, Any]:
    """Return the fields of a part that is to be another piece of its film.

    So titled segments get their minutes. Raises what ``parts.meant`` raises, and RefusedError for
    what is no part, and for a piece that has something in common with another part.
    """
    whole = library.films.get(part.whole or 0)
    if whole is None:
        raise RefusedError(f"{part.label} is a whole film: only a part of one has a span.")
    others = [piece for piece in library.parts.of(whole) if piece.film != part.id]
    span = meant(text, whole, others)
    crossed = next((p.film for p in others if p.film and spans.overlap(p.span, span)), None)
    if crossed:
        written = spans.text_of(span, whole.seasons)
        raise RefusedError(f"{written} has something in common with {library.label(crossed)}.")
    return {"span": spans.text_of(span, whole.seasons), "kind": kind_of(span, whole)}


def _enter(library: Library, whole: Film, span: Span) -> FilmId:
    return library.enter_part(whole.id, spans.text_of(span, whole.seasons)).id


def _straddle(one: Span, other: Span) -> bool:
    """Whether two pieces overlap and neither holds the other."""
    holds = spans.contains(one, other) or spans.contains(other, one)
    return spans.overlap(one, other) and not holds


def _refuse_to_lose(library: Library, whole: Film, record: Film, span: Span) -> None:
    """Raise RefusedError where a part was said things that its pieces could not keep."""
    own = {
        "a title": record.title != whole.title,
        "a date": record.release is not None,
        "an id": any(getattr(record, site) for site in SITES),
        "a note": bool(record.notes),
        "a link": any(True for _ in library.links_of(record.id)),
    }
    if said := [what for what, there in own.items() if there]:
        raise RefusedError(
            f"{spans.text_of(span, whole.seasons)} is one piece with a part of "
            f"{library.label(record.id)}, which has {said[0]} of its own and cannot be split there."
        )


def _put_in_place(
    library: Library, whole: Film, record: Film, span: Span, pieces: Sequence[Span]
) -> list[FilmId]:
    """Put the pieces of a part in its place, and return their numbers: the first one has its."""
    numbers: list[FilmId] = []
    for piece in pieces:
        part = _piece_of(whole, record, span, piece)
        if numbers:
            part = replace(part, uid="", **{name: _BLANK[name] for name in _OF_ONE_PIECE})
            numbers.append(library.add_film(part, allow_duplicate=True).id)
        else:
            numbers.append(library.replace_film(part).id)
    library.links.update(
        (link.id, _split_link(link, record.id, numbers[-1]))
        for link in list(library.links.values())
        if record.id in (link.other, *link.together)
    )
    for franchise in list(library.franchises.values()):
        if record.id in mentioned(franchise):
            library.franchises[franchise.id] = with_split(franchise, record.id, numbers)
    for known in list(library.lists.values()):
        if any(listed.film == record.id for listed in known.films):
            films = tuple(_split_listed(known.films, record.id, numbers))
            library.lists[known.id] = replace(known, films=films)
    return numbers


_BLANK: Final = {name: getattr(Film(id=0, title=""), name) for name in _OF_ONE_PIECE}


def _piece_of(whole: Film, record: Film, span: Span, piece: Span) -> Film:
    """Return a piece of a part with what was said of all of it."""
    text = spans.text_of(piece, whole.seasons)
    runtime = _share_of(record.runtime, whole, span, piece) if record.runtime else None
    return replace(record, kind=kind_of(piece, whole), span=text, runtime=runtime)


def _share_of(runtime: int, whole: Film, span: Span, piece: Span) -> int | None:
    """Return the minutes of a piece of a span, whose episodes are of one length."""
    of, count = (len(spans.episodes(one, whole.seasons) or ()) for one in (span, piece))
    return max(1, runtime * count // of) if of and count else None


def _split_link(link: Link, part: FilmId, last: FilmId) -> Link:
    """Return a link that leads to a part as one to its last piece, from which others go on."""
    other, *together = (last if film == part else film for film in (link.other, *link.together))
    return replace(link, other=other, together=tuple(together))


def _split_listed(
    films: Sequence[ListedFilm], film: FilmId, pieces: Sequence[FilmId]
) -> Iterator[ListedFilm]:
    for listed in films:
        if listed.film == film:
            yield from (replace(listed, film=piece) for piece in pieces)
        else:
            yield listed


def forget_bare(library: Library) -> None:
    """Take out the parts that were touched and of which nothing is said any more."""
    touched = [n for n in dict.fromkeys(library.films.written) if n in library.parts]
    bare = [number for number in touched if _says_nothing(library, library.films[number])]
    if not bare:
        return
    used = {film for link in library.links.values() for film in (link.film, link.other)}
    used |= {film for link in library.links.values() for film in link.together}
    used |= {listed.film for known in library.lists.values() for listed in known.films}
    used |= {film for pack in library.packs.values() for film in pack.films.values()}
    for franchise in library.franchises.values():
        used |= _needed_by(library, franchise)
    for number in bare:
        if number not in used:
            whole, span = library.films[number].whole, library.shown.span(number)
            library.remove_film(number)
            if whole and span:
                library.shown.forget(number, whole, span)


def _says_nothing(library: Library, film: Film) -> bool:
    whole = library.films.get(film.whole or 0)
    blank = Film(id=film.id, title=film.title)
    return (
        whole is not None
        and film.title == whole.title
        and all(
            getattr(film, name) == getattr(blank, name)
            for name in film.__struct_fields__
            if name not in _OF_ANY_PART
        )
    )


def _needed_by(library: Library, franchise: Franchise) -> set[FilmId]:
    """Return the films that a franchise says more of than that they are members by their whole."""
    there = mentioned(franchise)
    idle = {
        film
        for film in there
        if film in library.parts and library.parts.whole_of(film) in franchise.members()
    }
    bare = replace(
        franchise,
        continuities=tuple(
            replace(known, films=tuple(film for film in known.films if film not in idle))
            for known in franchise.continuities
        ),
    )
    return mentioned(bare)
