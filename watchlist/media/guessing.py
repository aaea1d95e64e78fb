"""Names of media files as guessit reads them, where the reader of ``names`` is not sure.

guessit knows many more styles, and takes some thirty milliseconds for a name: a name that says
``Title (1999)`` or ``S02E16`` is not shown to it. It belongs to the extra ``scan``; importing this
module raises ImportError without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from guessit import guessit
from guessit.api import GuessitException
from msgspec.structs import replace

from watchlist.media.names import Reading, read
from watchlist.names.folding import match_key


def read_or_guess(parts: Sequence[str]) -> Reading:
    """Return what the names of the folders of a video and of itself say."""
    reading = read(parts)
    if reading.is_sure:
        return reading
    try:
        found = guessit(parts[-1])
    except GuessitException:  # it met a name that it has no answer to
        return reading
    return _with_guess(reading, found)


def _with_guess(reading: Reading, found: Mapping[str, Any]) -> Reading:
    """Return what was read with what was guessed, unless that has no title of its own."""
    title = found.get("title")
    if not isinstance(title, str) or not title.strip():
        return reading
    if reading.span or reading.ids:
        return reading
    if found.get("type") == "episode":
        return _guessed_episode(reading, found, title)
    if found.get("year") != reading.year:
        return reading
    others = [title, *_texts(found.get("alternative_title"))]
    known = match_key(reading.title)
    new = tuple(other for other in others if match_key(other) != known)
    return replace(reading, others=(*reading.others, *new))


_NUMBERED: Final = re.compile(r"[\s._]-[\s._](\d{2,4})(?!\d)|(?<!\d)(\d{1,2})of\d{1,2}(?!\d)")
"""What makes an episode of a number: guessit takes “Apollo 13” for one as well."""


def _guessed_episode(reading: Reading, found: Mapping[str, Any], title: str) -> Reading:
    """Return an episode that counts through: “Series - 05”, “Series 1of6”."""
    numbered = _NUMBERED.search(f"{reading.title} ")
    if reading.year or not numbered or "episode" not in found:
        return reading
    span = f"E{int(numbered[1] or numbered[2]):02}"
    return replace(reading, title=title, span=span, whole_title=reading.title)


def _texts(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in values if isinstance(text, str)]
