"""How things look to people: what was set, for as long as one command runs.

Renderers for people ask ``style()``; what programs read does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from watchlist.dates import MONTHS
from watchlist.quantities import format_rating

if TYPE_CHECKING:
    import datetime

    from watchlist.dates import PartialDate


class Style(NamedTuple):
    """The looks of output; ``rating``, ``date``, ``table`` and ``week`` are values of settings."""

    rating: str = "stars"
    date: str = "iso"
    table: str = "plain"
    week: str = "mon"
    colour: bool = False
    unicode: bool = True
    """Whether the output can take more than ASCII."""


_IN_USE: Final = [Style()]
"""The styles that are in use, each within the one before; the last one counts."""


def style() -> Style:
    """Return the style in use."""
    return _IN_USE[-1]


@contextmanager
def styled(used: Style) -> Iterator[None]:
    """Use a style for a while."""
    _IN_USE.append(used)
    try:
        yield
    finally:
        _IN_USE.pop()


def rating_text(stars: float) -> str:
    """Return a rating on the scale that was set."""
    match style().rating:
        case "10":
            return f"{stars * 2:.3g}/10"
        case "100":
            return f"{stars * 20:.0f}%"
        case _:
            return format_rating(stars) if style().unicode else f"{stars:.3g}"


def date_text(date: PartialDate | datetime.date) -> str:
    """Return a date, as far as it is known, in the form that was set."""
    if style().date == "iso" or date.month is None:
        return str(date)
    month = MONTHS[date.month - 1][:3].capitalize()
    if date.day is None:
        return f"{month} {date.year}"
    if style().date == "dmy":
        return f"{date.day} {month} {date.year}"
    return f"{month} {date.day}, {date.year}"


def paint(text: str, code: str) -> str:
    """Return a text in a colour or weight (an SGR code), if output is coloured."""
    return f"\x1b[{code}m{text}\x1b[0m" if text and style().colour else text
