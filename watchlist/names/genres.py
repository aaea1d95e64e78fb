"""How genres are compared: sources spell one genre in several ways. Pure."""

from __future__ import annotations

from typing import Final

from watchlist.names.folding import fold

_SPELLINGS: Final = {
    "sci fi": "science fiction",
    "scifi": "science fiction",
    "sf": "science fiction",
    "film noir": "noir",
    "superheroes": "superhero",
    "sports": "sport",
    "historical": "history",
    "romantic": "romance",
    "animated": "animation",
    "documentaries": "documentary",
}
"""Other spellings of a genre, folded: those of IMDb, Trakt, TMDB, MovieLens and of people."""


def genre_key(genre: str) -> str:
    """Return the form in which genres are compared: ``Sci-Fi`` is ``science fiction``."""
    key = fold(genre)
    return _SPELLINGS.get(key, key)
