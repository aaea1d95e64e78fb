"""Ratings and running times as tables write them: on which scale is decided once a file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from watchlist.errors import RefusedError
from watchlist.formats.parsing.cells import says_nothing
from watchlist.quantities import parse_duration, parse_rating

STARS: Final = 5
_TEN: Final = 10
_HUNDRED: Final = 100
_DOUBTFUL: Final = 50
"""From 10 to this the best rating of a file does not tell its scale."""

_ZERO: Final = ("0", "0.0")
"""What many write where nothing is known."""


_STARS: Final = re.compile("[⭐🌟✭✮⋆*❤♥💛🍿🌕](?!\\d)")
_HALF_STARS: Final = re.compile("[🌗🌓]")
_AND_A_HALF: Final = re.compile(r"(?<=\d)(?:½|\s+1/2)$")
_SIGN: Final = re.compile(r"★\s*(?=\d)")
"""One star in front of a number only says what it counts."""
_EMPTY: Final = dict.fromkeys(map(ord, "\ufe0f☆✩♡🤍🖤🌑"))
"""What is drawn beside stars and counts for none."""
_OUT_OF: Final = re.compile(
    r"(\d{1,3}(?:[.,]\d+)?)\s*(?:/|out of|of|von|sur|de|из|su)\s*(\d{1,3})", re.IGNORECASE
)
_WORDED: Final = re.compile(r"(\d(?:[.,]\d+)?)\s*(?:★|stars?|sterne?|étoiles?)", re.IGNORECASE)


class Scale(NamedTuple):
    """The best rating that can be given; 0 when no rating is a plain number."""

    best: float
    notice: str = ""

    def stars(self, text: str) -> float | None:
        """Return the stars of a rating, None for none. Raises ValueError."""
        if says_nothing(text) or text in _ZERO:
            return None
        value = _number(text)
        if value is None:
            return _stars_of_text(text)
        best = self.best or STARS
        percent = round(value / best * _HUNDRED)
        if not 1 <= percent <= _HUNDRED:
            raise ValueError(f"“{text[:20]}” is not a rating from 0 to {best:g}")
        return max(percent / 20, 0.5)


def scale_of(name: str, texts: Iterable[str], said: float | None) -> Scale:
    """Return the scale of the ratings of a file. Raises RefusedError when nothing tells it."""
    if said:
        return Scale(said)
    best = max((value for text in texts if (value := _number(text)) is not None), default=0)
    if best <= STARS:
        return Scale(STARS)
    if best <= _TEN:
        return Scale(_TEN, "ratings were read as out of 10 (see --rating-scale).")
    if _DOUBTFUL < best <= _HUNDRED:
        return Scale(_HUNDRED, "ratings were read as out of 100 (see --rating-scale).")
    raise RefusedError(
        f"In {name} the best rating is {best:g}, which does not tell its scale: say what the best "
        "possible one is, as in --rating-scale 20."
    )


def _stars_of_text(text: str) -> float | None:
    """Return the stars of ``8/10``, ``4 out of 5``, ``⭐⭐⭐⭐`` or ``90%``; None for nought.

    Raises ValueError.
    """
    drawn = _HALF_STARS.sub("½", _STARS.sub("★", text.translate(_EMPTY)))
    drawn = _AND_A_HALF.sub(".5", _SIGN.sub("", drawn))
    if match := _OUT_OF.fullmatch(drawn):
        value, best = (float(part.replace(",", ".")) for part in match.groups())
        if not 0 <= value <= best or not best:
            raise ValueError(f"“{text[:20]}” is not a rating")
        return max(round(value / best * _HUNDRED) / 20, 0.5) if value else None
    if match := _WORDED.fullmatch(drawn):
        drawn = match[1]
    try:
        return parse_rating(drawn.replace(",", ".").replace(" ", "")) if drawn.strip() else None
    except ValueError as error:
        raise ValueError(f"“{text[:20]}” is not a rating") from error


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ".")) if text[:1].isdecimal() else None
    except ValueError:
        return None
    return value


def minutes(text: str) -> int | None:
    """Return a running time; None for none. Raises ValueError."""
    if says_nothing(text) or text in _ZERO:
        return None
    return parse_duration(text.removesuffix(".0").replace("min.", "min"))
