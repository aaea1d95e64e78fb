"""What a person is told on stderr about viewings that were entered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from watchlist.cli.output import hint
from watchlist.model import Film, Viewing
from watchlist.names.listing import few
from watchlist.queries.wording import is_or_are
from watchlist.render.diary import day_words, when_words


def tell_not_out(films: Sequence[Film], today: datetime.date) -> None:
    """Name those of the films whose release lies ahead: they may have been seen in a preview."""
    early = [film.label for film in films if _lies_ahead(film, today)]
    if early:
        hint(f"{few(early)} {is_or_are(len(early))} not out yet: marked as watched all the same.")


def _lies_ahead(film: Film, today: datetime.date) -> bool:
    date = film.released_on
    if film.watched or date is None:
        return False
    first_day = date.first_day()
    return first_day is None or first_day > today


def tell_seen_before(films: Sequence[tuple[Film, Film]], viewing: Viewing) -> None:
    """Name the earlier viewings of films that got one more, perhaps to correct these.

    ``films`` are those before and after.
    """
    again = [was for was, now in films if was.watched and len(now.viewings) > len(was.viewings)]
    if len(again) == 1:
        hint(_correction(again[0], viewing))
    elif again:
        hint(
            f"{few(film.label for film in again)} were watched before: if that was meant, "
            "“watchlist undo” takes these viewings back, “watchlist viewing” changes one and "
            "“watchlist rate” a rating."
        )


def _correction(film: Film, viewing: Viewing) -> str:
    last, reference = film.viewings[-1], f"id:{film.id}"
    change = f"watchlist viewing {reference} {day_words(last)} --on {day_words(viewing)}"
    rating = f"{viewing.rating:g}/5" if viewing.rating else "RATING"
    return (
        f"{film.label} was watched before{when_words(last)}. If that viewing was meant: "
        f"“watchlist undo”, then “{change}” or “watchlist rate {reference} {rating}”."
    )
