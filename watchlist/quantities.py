"""Running times in minutes and ratings in stars: read them, write them.

A rating is a number of stars from 0.5 to 5, kept exactly as it was given: half stars when typed
as stars, or any whole percentage (``9/10`` and ``90%`` are 4.5).
"""

import re

MAX_MINUTES = 100_000
# compiled when they are used: most commands read neither
_DURATION = r"(?:(?P<hours>\d+)\s*(?:h|hours?|:))?\s*(?P<minutes>\d+)?\s*(?:m|min|mins|minutes?)?"
_STARS = r"(★*)(½?)"
_TENTHS = r"(\d{1,2}(?:\.\d)?)\s*/\s*10"
_FIFTHS = r"(\d(?:\.\d+)?)\s*/\s*5"
_BARE = r"\d{1,2}(?:\.\d+)?"
_PERCENT = r"(\d{1,3})\s*%"


def parse_duration(text: str) -> int:
    """Return the minutes of ``101``, ``101m``, ``1h41``, ``2h`` or ``1:41``. Raises ValueError."""
    match = re.fullmatch(_DURATION, text.strip(), re.IGNORECASE)
    hours, minutes = (match["hours"], match["minutes"]) if match else (None, None)
    total = int(hours or 0) * 60 + int(minutes or 0)
    if not 1 <= total <= MAX_MINUTES or (hours and int(minutes or 0) > 59):  # noqa: PLR2004 -- minutes of an hour
        raise ValueError(f"“{text}” is not a duration: write 101, 101m, 1h41, 1:41 or 2h")
    return total


def format_duration(minutes: int) -> str:
    """Write minutes as ``1 h 41 min``."""
    hours, rest = divmod(minutes, 60)
    parts = (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")
    return " ".join(part for part in parts if part)


def parse_rating(text: str, *, out_of_ten: bool = False) -> float:
    """Return the stars of ``4.5``, ``★★★★½``, ``9/10`` or ``90%``. Raises ValueError.

    ``out_of_ten`` says that a bare number is no number of stars, but one out of ten.
    """
    typed = re.sub(r"(?<=\d)\s*stars?$", "/5", text.strip().replace(",", ".").lower())
    percent = _percent(typed, "/10" if out_of_ten else "/5")
    if percent is None or not 10 <= percent <= 100:  # noqa: PLR2004 -- half a star to five
        bare = "a number out of ten (8.5)" if out_of_ten else "half stars from 0.5 to 5 (4.5)"
        other = "4.5/5" if out_of_ten else "9/10"
        raise ValueError(f"“{text}” is not a rating: write {bare}, {other} or 90%")
    return percent / 20


def _percent(text: str, best: str) -> float | None:
    """Return the rating in percent, or None when it is not one of the known forms.

    ``best`` is what a bare number is out of.
    """
    if text and (match := re.fullmatch(_STARS, text)):
        return 20 * len(match[1]) + 10 * len(match[2])
    if re.fullmatch(_BARE, text, re.ASCII):
        text += best
    if match := re.fullmatch(_PERCENT, text, re.ASCII):
        return int(match[1])
    if match := re.fullmatch(_TENTHS, text, re.ASCII):
        return round(float(match[1]) * 10)
    if match := re.fullmatch(_FIFTHS, text, re.ASCII):
        percent = float(match[1]) * 20
        return percent if percent % 10 == 0 else None
    return None


def format_rating(stars: float) -> str:
    """Write stars as ``★★★★½``; a rating between two half stars has its percentage behind it."""
    halves = round(stars * 2)
    drawn = "★" * (halves // 2) + "½" * (halves % 2)
    return drawn if halves == stars * 2 else f"{drawn} ({round(stars * 20)}%)"
