"""Placements and story dates that no order can honour."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from watchlist.dates import COMMON_ERA
from watchlist.library.franchises import cycle_in
from watchlist.library.library import Library
from watchlist.model import TIMELINE, Film, Placement
from watchlist.names.listing import circle, few
from watchlist.queries.checks.finding import Finding
from watchlist.queries.orders import order_tables
from watchlist.queries.wording import is_or_are, unmet_sentence
from watchlist.story.timeline import Unmet, without


def repeated_placements(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find films with two placements in one scope; the later one holds."""
    for franchise in library.franchises.values():
        times = Counter((film, p.continuity) for p in franchise.placements for film in p.films)
        twice = {film for (film, _), count in times.items() if count > 1}
        if twice:
            yield Finding(
                "repeated placement",
                f"{few(map(library.label, sorted(twice)))} {is_or_are(len(twice))} placed twice "
                f"in {franchise.name}; the later placement holds.",
                lambda library, number=franchise.id: _keep_last(library, number),  # type: ignore[misc]
            )


def _keep_last(library: Library, number: int) -> None:
    franchise = library.franchises[number]
    kept: list[Placement] = []
    placed: dict[str, set[int]] = defaultdict(set)
    for placement in reversed(franchise.placements):
        if left := without(placement, placed[placement.continuity]):
            kept.append(left)
        placed[placement.continuity].update(placement.films)
    library.franchises[number] = replace(franchise, placements=tuple(reversed(kept)))


def cycles(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find placements that lead round in a circle."""
    for franchise in library.franchises.values():
        if cycle := cycle_in(franchise):
            chain = circle(map(library.title, cycle))
            yield Finding("circle", f"Placements of {franchise.name} make a circle: {chain}.")


def unmet_placements(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find placements that the timeline cannot honour."""
    for franchise in library.franchises.values():
        sentences = (
            unmet_sentence(unmet, library.title)
            for table in order_tables(library, franchise, TIMELINE)
            for unmet in table.unmet
            if isinstance(unmet, Unmet)
        )
        for sentence in dict.fromkeys(sentences):
            yield Finding("unmet placement", f"{franchise.name}: {sentence}")


def lonely_calendars(library: Library, _today: datetime.date) -> Iterator[Finding]:
    """Find calendars in which one film only is dated: a misspelt one, as a rule."""
    dated: dict[str, list[Film]] = defaultdict(list)
    for film in library.films.values():
        if film.story and film.story.calendar not in (None, COMMON_ERA):
            dated[str(film.story.calendar)].append(film)
    for name, films in dated.items():
        if len(films) == 1:
            yield Finding(
                "unknown calendar",
                f"{films[0].label} is set in {films[0].story}, and no other film in the calendar "
                f"“{name}”: it is compared with none.",
            )
