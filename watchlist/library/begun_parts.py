"""What somebody may mean who began to write a piece of a film, for the shell to complete. No I/O.

What is offered goes on from what was typed, letter by letter, and means a piece that the film has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

from watchlist import spans
from watchlist.errors import WatchlistError
from watchlist.library import parts
from watchlist.library.library import Library
from watchlist.library.parts import Piece
from watchlist.model import Film
from watchlist.names.completing import begins_with
from watchlist.names.search import Named, find_films

_SEASON: Final = re.compile(r"(s|season +)(\d*)", re.IGNORECASE)
_EPISODE: Final = re.compile(
    r"(?P<start>(?:s|season +)(?P<season>\d+) *e|(?P<x>\d+)x|e)(?P<number>\d*)", re.IGNORECASE
)
_PADDED: Final = 2
"""How many digits a number has in a piece as it is shown."""


def references(library: Library, typed: str, wholes: Sequence[Named]) -> list[str]:
    """Return what a reference to a piece of one of some films may become that was begun."""
    words = typed.split(" ")
    for count in range(len(words) - 1, 0, -1):
        name, piece = " ".join(words[:count]), " ".join(words[count:])
        found = find_films(name, wholes).candidates if name.strip() and piece.strip() else ()
        films = filter(None, (library.films.get(named.id) for named in found))
        offered = [pieces for film in films if (pieces := _pieces(library, film, piece))]
        if len(offered) == 1:
            return [f"{name} {text}" for text in offered[0]]
    return []


def _pieces(library: Library, whole: Film, typed: str) -> list[str]:
    """Return the pieces of a film that begin with what was typed."""
    known = library.parts.of(whole)
    before, dots, last = typed.rpartition("..")
    begun = (f"{before}{dots}{end}" for end in _ends(whole, known, before, last))
    found = [text for text in begun if _is_there(text, whole, known)]
    films = (library.films[piece.film] for piece in known if piece.film is not None)
    titles = (film.title for film in films if film.title != whole.title)
    return found or [title for title in titles if begins_with(title, typed)]


def _is_there(text: str, whole: Film, known: Sequence[Piece]) -> bool:
    with suppress(WatchlistError):
        return bool(parts.meant(text, whole, known))
    return False


def _ends(whole: Film, known: Sequence[Piece], before: str, typed: str) -> Iterator[str]:
    """Yield seasons, and episodes of the season that is named, of which one was begun."""
    if season := _SEASON.fullmatch(typed):
        yield from _begun(season[1], season[2], range(1, len(whole.seasons) + 1), padded=False)
        if season[2]:
            letter = "E" if typed[0].isupper() else "e"
            yield from _ends(whole, known, before, f"{typed}{letter}")
    if episode := _EPISODE.fullmatch(typed):
        digits = episode["season"] or episode["x"] or ""
        named = digits or next(re.finditer(r"\d+", before), ("1",))[0]
        numbers = range(1, _length(whole, known, int(named)) + 1)
        padded = bool(episode["x"]) or digits.startswith("0")
        yield from _begun(episode["start"], episode["number"], numbers, padded=padded)


def _begun(start: str, digits: str, numbers: Iterable[int], *, padded: bool) -> Iterator[str]:
    """Yield those of some numbers that begin with digits, written as these are."""
    for number in numbers:
        short, long = str(number), f"{number:0{_PADDED}}"
        forms = (long, short) if padded else (short, long)
        if fitting := next((form for form in forms if form.startswith(digits)), None):
            yield f"{start}{fitting}"


def _length(whole: Film, known: Sequence[Piece], season: int) -> int:
    """Return how many episodes of a season are known of, by its length or by its parts."""
    if 0 < season <= len(whole.seasons) and (length := whole.seasons[season - 1]):
        return length
    ends = (piece.span.last for piece in known if piece.span.last[0] == season)
    return max((end[1] for end in ends if end[1] <= spans.MOST), default=0)
