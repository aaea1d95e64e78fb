"""How genres are compared: sources spell one genre in several ways. Pure."""

from __future__ import annotations

import re
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


_NONE: Final = ("", "no genres listed", "n a")


def genres_in(text: str) -> tuple[str, ...]:
    """Return the genres that a site names in one text, in the spelling of the packs, each once."""
    genres = map(genre_key, re.split(r"[,;|]", text))
    return tuple(dict.fromkeys(genre for genre in genres if genre not in _NONE))


def genre_key(genre: str) -> str:
    """Return the form in which genres are compared: ``Sci-Fi`` is ``science fiction``."""
    key = fold(genre)
    return _SPELLINGS.get(key, key)
