"""Facts about orders in words. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from watchlist.dates import COMMON_ERA, StoryDate
from watchlist.library.franchises import Replaced
from watchlist.model import Film, FilmId, Franchise, Placement
from watchlist.names.listing import joined
from watchlist.story.timeline import Displaced, Unmet

Title = Callable[[FilmId], str]


def placement_words(placement: Placement, title: Title) -> str:
    """Return a placement as ``between A and B`` or ``first``."""
    return " ".join(word for word in (placement.kind, join(map(title, placement.anchors))) if word)


def instead_of(replaced: Sequence[Replaced], title: Title) -> str:
    """Return what a placement takes the place of: ``instead of: after A``; empty for nothing.

    Of several films each is named with its own: ``instead of: A first, B after C``.
    """
    several = len({film for film, _ in replaced}) > 1
    words = dict.fromkeys(
        " ".join(filter(None, (title(film) if several else "", placement_words(placement, title))))
        for film, placement in replaced
    )
    return f"instead of: {', '.join(words)}" if words else ""


def without_words(without: Iterable[tuple[str, int]]) -> str:
    """Return of which sort of film how many were left out: ``left out: 3 optional, 2 filler``."""
    counts = ", ".join(f"{count} {sort}" for sort, count in without)
    return f"left out: {counts}" if counts else ""


def table_name(franchise: Franchise, continuity: str) -> str:
    """Return the name of an order: the continuity is named where there are several."""
    several = len(franchise.continuities) > 1
    return f"{franchise.name}:{continuity}" if several else franchise.name


def join(words: Iterable[str]) -> str:
    """Join words as ``A, B and C``; no words are the empty text."""
    return joined(words)


def is_or_are(count: int) -> str:
    """Return the verb for so many things that are named."""
    return "is" if count == 1 else "are"


_SEPARATOR = re.compile(r"\s*:\s+|\s+[–—-]\s+")


def short_titles(films: Iterable[Film], franchise: str) -> dict[FilmId, str]:
    """Return titles without the name of their franchise in front and without their subtitle.

    "John Wick: Chapter 3 – Parabellum" is "Chapter 3". A subtitle that tells a film from another
    one of these stays.
    """
    long = {film.id: title_within(film.name, franchise) for film in films}
    short = {number: _SEPARATOR.split(title, maxsplit=1)[0] for number, title in long.items()}
    times = Counter(short.values())
    return {number: title if times[title] == 1 else long[number] for number, title in short.items()}


def title_within(title: str, franchise: str) -> str:
    """Return a title without the name of a franchise and a colon or dash in front."""
    head, *rest = _SEPARATOR.split(title, maxsplit=1)
    return rest[0] if rest and rest[0] and head.casefold() == franchise.casefold() else title


def unmet_sentence(unmet: Unmet | Displaced, title: Title) -> str:
    """Say which fact an order could not honour."""
    if isinstance(unmet, Displaced):
        other = "after" if unmet.side == "before" else "before"
        return (
            f"{title(unmet.film)} stands {other} {title(unmet.anchor)} here, "
            f"and {unmet.side} it in {unmet.within}."
        )
    stands = "after" if unmet.side == "before" else "before"
    return (
        f"{title(unmet.film)} was placed {placement_words(unmet.placement, title)}, "
        f"but stands {stands} {title(unmet.anchor)} here."
    )


def gap_words(films: Iterable[Film]) -> list[str]:
    """Return for each film the time since the dated film of its calendar above it.

    ``19 years later``, ``about 10 years earlier``, ``the same year``, ``meanwhile`` for a film
    that begins within the span of the other one; empty where nothing can be said.
    """
    last: dict[str, StoryDate] = {}
    words = []
    for film in films:
        story = film.story
        if story is None or story.calendar is None:
            words.append("")
            continue
        before = last.get(story.calendar)
        words.append(_gap(before, story) if before else "")
        last[story.calendar] = story
    return words


def _gap(before: StoryDate, story: StoryDate) -> str:
    if before.start < story.start <= before.end:
        return "meanwhile"
    years = years_between(before.end if story.start > before.end else before.start, story)
    about = "" if before.is_exact and story.is_exact else "about "
    if years == 0:
        return f"{about}the same year"
    number = "1 year" if abs(years) == 1 else f"{abs(years)} years"
    return f"{about}{number} {'later' if years > 0 else 'earlier'}"


def years_between(year: int, story: StoryDate) -> int:
    """Return the years from one year to a story date of its calendar; our era has no year 0."""
    years = story.start - year
    if story.calendar == COMMON_ERA and (year < 0) != (story.start < 0):
        return years - 1 if years > 0 else years + 1
    return years
