"""What IMDb calls a title, in the languages of its pages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from watchlist.model import Kind


class TitleType(NamedTuple):
    """What a title is: a kind of ours, or else what such titles are called in the plural.

    A series is of a kind and has a name as well, since it is only taken when that is asked for.
    """

    kind: Kind | None
    skipped: str = ""


_FILM: Final = TitleType(Kind.FILM)
_SHORT: Final = TitleType(Kind.SHORT)
_SPECIAL: Final = TitleType(Kind.SPECIAL)
_SERIES: Final = TitleType(Kind.SERIES, "TV series")
_EPISODE: Final = TitleType(None, "TV episodes")
_OTHER: Final = TitleType(None, "games, podcasts and music videos")

# tried one after the other: "podcast episode" and "short film" are what comes first
_RULES: Final = (
    (r"podcast|game|spiel$|gioco|jue?go|jeu|jogo|music|clip|पॉडकास्ट|गेम|संगीत", _OTHER),
    (r"episod|folge|эпизод|pilot|एपिसोड", _EPISODE),
    (r"seri|сериал|सीरीज|सीरिज|श्रृंखला", _SERIES),
    (r"spe[cz]ial|स्पेशल|спец", _SPECIAL),
    (r"short|^cort|court|^curt|kurz|короткометраж|शॉर्ट", _SHORT),
    (
        r"film|movie|documentar|pelicula|^video$|фильм|видео|फिल्म|मूवी|वीडियो",
        _FILM,
    ),
)
_WORD_BREAK: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s-]+")


@cache
def title_type(name: str) -> TitleType | None:
    """Return what a title type means, in whatever language; None when it is not known."""
    words = _plain(_WORD_BREAK.sub(" ", name.strip()))
    if words in ("spielfilm", "kinofilm"):
        return _FILM
    return next((found for pattern, found in _RULES if re.search(pattern, words)), None)


def _plain(text: str) -> str:
    """Return a text in lower case without the accents of Latin letters."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in apart if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFKC", kept.replace("\u093c", ""))
