"""Rows of an order that follow each other in their whole, printed as one; and unfolded again. Pure.

Where nobody knows how many episodes there are, what is left of a whole is one piece, the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from watchlist import spans
from watchlist.library.library import Library
from watchlist.library.shown import NO_RECORD
from watchlist.model import Film, FilmId
from watchlist.queries.orders.cast import Cast, InPieces
from watchlist.queries.orders.rows import OrderRow
from watchlist.spans import Span, Unit

THE_REST = "the rest"
"""What is left of a film of which nobody knows how many episodes it has."""


def folded(library: Library, cast: Cast, rows: Sequence[OrderRow]) -> tuple[OrderRow, ...]:
    """Return rows with those joined that follow each other in their whole."""
    if not cast.whole_of:
        return tuple(rows)
    return _counted([_joined(library, cast, run) for run in _runs(cast, rows)])


def _runs(cast: Cast, rows: Sequence[OrderRow]) -> Iterator[list[OrderRow]]:
    """Yield the rows that are to be printed as one."""
    run: list[OrderRow] = []
    for row in rows:
        if run and not _goes_on(cast, run[-1], row):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _goes_on(cast: Cast, before: OrderRow, row: OrderRow) -> bool:
    if (before.weight, before.skipped) != (row.weight, row.skipped):
        return False
    one, other = before.pieces[0], row.pieces[0]
    whole = cast.wholes.get(cast.whole_of.get(one, 0))
    if whole is None or cast.whole_of.get(other) != whole.whole.id:
        return False
    if one not in whole.pieces or other not in whole.pieces:
        return False
    span, following = whole.pieces[one], whole.pieces[other]
    if spans.follows(following, span, whole.whole.seasons):
        return True
    return _is_rest(whole, one) and _is_rest(whole, other) and span < following


def _is_rest(whole: InPieces, piece: FilmId) -> bool:
    """Whether it is a piece of which nothing was said, of a film that nobody knows the end of."""
    return piece >= NO_RECORD and any(map(_is_endless, whole.pieces.values()))


def _is_endless(span: Span) -> bool:
    """Whether nobody knows where a piece ends; the open end of minutes is that of the film."""
    return span.is_open and span.unit is not Unit.SECOND


def _joined(library: Library, cast: Cast, run: Sequence[OrderRow]) -> OrderRow:
    first = run[0]
    whole = cast.wholes.get(cast.whole_of.get(first.pieces[0], 0))
    if whole is None or first.pieces[0] not in whole.pieces:
        return first
    pieces = tuple(piece for row in run for piece in row.pieces)
    film = _film_of(library, whole, pieces)
    told = next((row.film.story for row in run if row.film.story), None)
    return first._replace(
        film=film if film.story else replace(film, story=told),
        release_position=min(row.release_position for row in run),
        pieces=pieces,
    )


def _film_of(library: Library, whole: InPieces, pieces: Sequence[FilmId]) -> Film:
    """Return what pieces of a film are together."""
    if len(pieces) == len(whole.pieces):
        return library.shown[whole.whole.id]
    known = [whole.pieces[piece] for piece in pieces]
    if len(pieces) == 1 and pieces[0] < NO_RECORD:
        return library.shown[pieces[0]]
    span = Span(known[0].unit, known[0].first, known[-1].last)
    if len(spans.united(known, whole.whole.seasons)) == 1:
        span = spans.united(known, whole.whole.seasons)[0]
    film = library.shown[library.shown.imagine(whole.whole.id, span)]
    return replace(film, span=THE_REST) if _is_endless(span) else film


def joined(library: Library, films: Iterable[Film]) -> list[Film]:
    """Return films with those joined that follow each other in their whole and are as much seen."""
    found: list[Film] = []
    for film in films:
        last = found[-1] if found else None
        span = _together(library, last, film) if last else None
        if last and span and last.whole:
            found[-1] = library.shown[library.shown.imagine(last.whole, span)]
        else:
            found.append(film)
    return found


def _together(library: Library, one: Film, other: Film) -> Span | None:
    """Return what two pieces of a film are together; None when they do not follow each other."""
    if one.whole is None or one.whole != other.whole or one.watched != other.watched:
        return None
    first, second = library.shown.span(one.id), library.shown.span(other.id)
    lengths = library.films[one.whole].seasons
    if first and second and spans.follows(second, first, lengths):
        return spans.joined(first, second)
    return None


def unfolded(library: Library, film: Film, *, seen: bool = True) -> list[Film]:
    """Return the single episodes of a film; without ``seen`` only those not watched.

    One whose episodes cannot be counted is one, and so is what is no series.
    """
    whole = library.films.get(film.whole or film.id)
    outer = library.shown.span(film.id) if film.whole else None
    if whole is None or not (whole.seasons or library.parts.has_any(whole.id)):
        return [film]
    found: list[Film] = []
    for piece, shown in library.shown.pieces(whole, outer):
        inside = spans.common(piece.span, outer) if outer else piece.span
        if inside is None or (shown.watched and not seen):
            continue
        for single in spans.episodes(inside, whole.seasons) or [inside]:
            known = piece.film is not None and single == piece.span
            number = shown.id if known else library.shown.imagine(whole.id, single)
            found.append(library.shown[number])
    return found or [film]


def films_of(library: Library, row: OrderRow) -> list[Film]:
    """Return what a row stands for: of the rest of a series, which may have gaps, each piece."""
    if row.film.span != THE_REST:
        return [row.film]
    return [library.shown[piece] for piece in row.pieces]


def one_by_one(library: Library, rows: Iterable[OrderRow]) -> tuple[OrderRow, ...]:
    """Return a row for each single episode of the pieces that rows stand for."""
    singly = (row._replace(film=film) for row in rows for film in unfolded(library, row.film))
    return _counted(list(singly))


def _counted(rows: Sequence[OrderRow]) -> tuple[OrderRow, ...]:
    """Return rows with their positions, in the order and along the release line."""
    by_release = sorted(range(len(rows)), key=lambda index: rows[index].release_position)
    rank = {index: place for place, index in enumerate(by_release, start=1)}
    return tuple(
        row._replace(position=index + 1, release_position=rank[index])
        for index, row in enumerate(rows)
    )


def opening(library: Library, film: Film) -> Film:
    """Return what of a film is to be seen first: of a series the next episode not seen.

    Of one of which nobody knows any episode it is all of it.
    """
    whole = library.films.get(film.whole or film.id)
    if whole is None or not (whole.seasons or library.parts.has_any(whole.id)):
        return film
    outer = library.shown.span(film.id) if film.whole else None
    for piece, shown in library.shown.pieces(whole, outer):
        inside = spans.common(piece.span, outer) if outer else piece.span
        if inside and not shown.watched:
            first = spans.first_of(inside)
            if first == piece.span and piece.film is not None:
                return shown
            return library.shown[library.shown.imagine(whole.id, first)]
    return film
