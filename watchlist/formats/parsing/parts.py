"""Which part of a series a row is about: what it says of the season and of the episode."""

from __future__ import annotations

from watchlist import spans
from watchlist.spans import Span, Unit


def span_text(season: object, episode: object) -> str:
    """Return ``S02E16`` for what a row says; empty when it says nothing of either.

    That is numbers, or pieces as they are written anywhere (``S02``, ``S02E16``, ``1-3``). Without
    an episode it is a season, without a season an episode that counts through. Raises ValueError
    for what is neither.
    """
    of, number = _text(season), _text(episode)
    if not (of or number):
        return ""
    try:
        span = _span(of, number)
    except ValueError:
        span = None
    if span is None or span.unit not in (Unit.EPISODE, Unit.ABSOLUTE):
        raise ValueError(f"“{' '.join(filter(None, (of, number)))}” is no season or episode")
    return spans.text_of(span)


def episode_text(season: object, episode: object) -> str:
    """Return ``S02E16`` for what a site says of an episode; empty for what is none."""
    try:
        return span_text(season, episode) if _text(episode) else ""
    except ValueError:
        return ""


def _text(value: object) -> str:
    """Return a text, and a number that is written with a fraction of nothing without that."""
    return str("" if value is None else value).strip().removesuffix(".0")


def _span(season: str, episode: str) -> Span:
    lone = f"e{episode}" if episode[:1].isdecimal() and "x" not in episode.casefold() else episode
    of = f"s{season}" if season.isdecimal() else season
    span = spans.parse(lone or of)
    if not (lone and of) or span.unit is Unit.EPISODE:
        return span
    return spans.parse(f"s{spans.parse(of).first[0]}{lone}")
