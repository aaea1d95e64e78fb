"""Viewings in words: what was entered, changed or taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from watchlist.model import Film, Viewing
from watchlist.render.style import date_text, rating_text

_ORDINALS: Final = (
    "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"
)  # fmt: skip


def when_words(viewing: Viewing) -> str:
    """Return " on 2023-03-18", " in 2023-03" or ", without a date"."""
    on = viewing.watched_on
    if on is None:
        return ", without a date"
    return f" {'on' if on.is_full else 'in'} {date_text(on)}"


def day_words(viewing: Viewing) -> str:
    """Return the date of a viewing as the command ``viewing`` takes it."""
    return str(viewing.watched_on) if viewing.watched_on else "unknown"


def viewing_words(viewing: Viewing) -> str:
    """Return the date and the rating of a viewing, to be put behind a word."""
    return f"{when_words(viewing)}{_stars(viewing.rating)}"


def turn_words(film: Film, viewing: Viewing) -> str:
    """Return ", the third time" for the last of three viewings, nothing for an only one."""
    place = next(place for place, known in enumerate(film.viewings) if known is viewing)
    later = film.viewings[place + 1 :]
    if later:
        return f", earlier than the one{when_words(later[0])}" if viewing.watched_on else ""
    return f", the {_ordinal(place + 1)} time" if place else ""


def viewing_changes(before: Viewing, after: Viewing) -> Iterator[str]:
    """Yield what is another one in a viewing, old → new."""
    if before.watched_on != after.watched_on:
        yield f"date {_date(before)} → {_date(after)}"
    if before.rating != after.rating:
        yield f"rating {_rating(before.rating)} → {_rating(after.rating)}"
    if before.rewatch != after.rewatch:
        yield "the first time → a rewatch" if after.rewatch else "a rewatch → the first time"
    if before.tags != after.tags:
        yield f"tags {_list(before.tags)} → {_list(after.tags)}"
    if before.note != after.note:
        yield f"note {_quoted(before.note)} → {_quoted(after.note)}"


def rating_change(before: float | None, after: float) -> str:
    """Return a rating, and what it was when it was another one."""
    was = f" (it was {rating_text(before)})" if before and before != after else ""
    return f"{rating_text(after)}{was}"


def _ordinal(number: int) -> str:
    if number - 2 < len(_ORDINALS):
        return _ORDINALS[number - 2]
    teens = 10 <= number % 100 <= 20  # noqa: PLR2004 -- 11th, not 11st
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _stars(rating: float | None) -> str:
    return f" {rating_text(rating)}" if rating else ""


def _rating(rating: float | None) -> str:
    return rating_text(rating) if rating else "none"


def _date(viewing: Viewing) -> str:
    return date_text(viewing.watched_on) if viewing.watched_on else "unknown"


def _list(texts: Sequence[str]) -> str:
    return ", ".join(texts) or "none"


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "none"
