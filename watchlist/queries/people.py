"""Who took part in which films. Pure."""

from __future__ import annotations

from watchlist.library.library import Library
from watchlist.model import Credit, Film
from watchlist.names.folding import fold


def credits_of(library: Library, person: str) -> list[tuple[Film, list[Credit]]]:
    """Return the films of a person, by release, each with the person's credits in it.

    ``person`` is a name as it is credited; the case of it may differ from film to film.
    """
    films = sorted(library.people()[person], key=lambda film: film.release_key)
    return [
        (film, [credit for credit in film.credits if fold(credit.name) == fold(person)])
        for film in films
    ]
