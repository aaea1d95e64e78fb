"""Parts that copies cut differently, cut alike: so each piece is one record. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from watchlist.library.library import Library
from watchlist.library.taking import split_at
from watchlist.library.uids import uid_of_piece
from watchlist.model import Film, FilmId
from watchlist.spans import Span

CutPieces = Mapping[FilmId, FilmId]
"""The pieces that were cut off, each with the number of the record that it was a part of."""


def cut_alike(
    copies: Sequence[Library], films: Sequence[Mapping[FilmId, FilmId]]
) -> list[CutPieces]:
    """Cut the parts of a film in each copy where any of them does; return what that made in each.

    ``films`` has for each copy the numbers of films in the end. What was said of a part is said of
    each of its pieces then; that of which it is not known which piece it is about stays with the
    first. A new piece has the same uid whoever makes it.
    """
    wholes = [_wholes(*side) for side in zip(copies, films, strict=True)]
    made: list[dict[FilmId, FilmId]] = [{} for _ in copies]
    for number in dict.fromkeys(number for side in wholes for number in side):
        holders = [
            _Holder(copy, side[number], cut)
            for copy, side, cut in zip(copies, wholes, made, strict=True)
            if number in side
        ]
        _cut_one(holders)
    for copy, cut in zip(copies, made, strict=True):
        _give_uids(copy, cut)
    return list(made)


class _Holder(NamedTuple):
    """A copy, the film in it, and the pieces that are cut off there."""

    copy: Library
    whole: Film
    made: dict[FilmId, FilmId]

    def spans(self) -> set[Span]:
        return {part.span for part in self.copy.parts.of(self.whole)}

    def cut(self, spans: Collection[Span]) -> None:
        self.made.update(split_at(self.copy, self.whole, spans))


def _wholes(copy: Library, numbers: Mapping[FilmId, FilmId]) -> dict[FilmId, Film]:
    """Return the films of a copy that have parts, by their numbers in the end."""
    found = (number for number in numbers if copy.parts.has_any(number))
    return {numbers[number]: copy.films[number] for number in found if number in copy.films}


def _cut_one(holders: Sequence[_Holder]) -> None:
    there = [holder.spans() for holder in holders]
    every = set().union(*there)
    for holder, own in zip(holders, there, strict=True):
        holder.cut(every - own)


def _give_uids(copy: Library, pieces: CutPieces) -> None:
    for piece, part in pieces.items():
        film = copy.films[piece]
        copy.films[piece] = replace(film, uid=uid_of_piece(copy.films[part].uid, film.span))
