"""Which part of a series a row is about: the numbers of its season and its episode."""

from __future__ import annotations


def span_text(season: object, episode: object) -> str:
    """Return ``S02E16`` for two numbers as sites write them; empty when they are none.

    Without a season it is an episode that counts through.
    """
    number = _number(episode)
    if not number:
        return ""
    of = _number(season)
    return f"E{number:02}" if of is None else f"S{of:02}E{number:02}"


def _number(value: object) -> int | None:
    """Return a number that is written as one, or with a fraction of nothing."""
    text = str("" if value is None else value).strip().removesuffix(".0")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None  # noqa: PLR2004 -- of a sane length
