"""Facts about orders in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from watchlist.model import Film, FilmId, Placement, PlacementKind
from watchlist.orders import Row
from watchlist.timeline import Reason, Unmet

Title = Callable[[FilmId], str]


def placement_words(placement: Placement, title: Title) -> str:
    """Return a placement as ``between A and B`` or ``first``."""
    return " ".join(word for word in (placement.kind, join(map(title, placement.anchors))) if word)


def join(words: Iterable[str]) -> str:
    """Join words as ``A, B and C``; no words are the empty text."""
    *others, last = list(words) or [""]
    return f"{', '.join(others)} and {last}" if others else last


def short_title(film: Film, franchise: str) -> str:
    """Return a title without the name of its franchise in front, if anything is left then."""
    head, tail = film.title[: len(franchise)], film.title[len(franchise) :]
    rest = tail.lstrip(" :–—-")
    return rest if head.casefold() == franchise.casefold() and rest != tail and rest else film.title


def unmet_sentence(unmet: Unmet, title: Title) -> str:
    """Say which fact an order could not honour."""
    stands = "after" if unmet.side == "before" else "before"
    return (
        f"{title(unmet.film)} was placed {placement_words(unmet.placement, title)}, "
        f"but stands {stands} {title(unmet.anchor)} here."
    )


def reason_sentence(row: Row, rows: Sequence[Row], title: Title) -> str:
    """Say why a film stands where it does in a timeline."""
    entry, film = row.entry, row.film
    where = _beside(row, rows)
    story = f"{film.story}: " if film.story else ""
    match entry.reason:
        case Reason.PLACED if entry.placement:
            note = f" ({entry.placement.note})" if entry.placement.note else ""
            return f"{where}you placed it {placement_words(entry.placement, title)}{note}."
        case Reason.STORY_DATE if entry.side:
            return f"{where}{story}its story date moves it from its release slot."
        case Reason.STORY_DATE:
            return f"{story}its story date agrees with its release slot."
        case Reason.ARRANGED:
            return "put here by hand."
        case _:
            return f"release slot: {_why_release(row, title)}."


def _beside(row: Row, rows: Sequence[Row]) -> str:
    """Name the neighbour on the side of the anchor that the film was moved to."""
    side = row.entry.side
    index = row.position if side == "before" else row.position - 2
    if side is None or not 0 <= index < len(rows):
        return ""
    return f"directly {side} {rows[index].film.title}: "


def _why_release(row: Row, title: Title) -> str:
    placement, silent = row.entry.placement, row.entry.silent
    if placement and placement.kind is PlacementKind.UNPLACED:
        return "you said that it stands outside time"
    if silent:
        return f"its placement {placement_words(silent, title)} has no anchor here"
    if row.film.story:
        return f"{row.film.story} cannot be compared with any other film's date"
    return "nothing is known about when it is set"
