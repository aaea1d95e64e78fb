"""The parts of a film as people and programs see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from watchlist import spans
from watchlist.library.library import Library
from watchlist.library.parts import parsed
from watchlist.library.shown import Shown
from watchlist.library.viewings import last_viewing
from watchlist.model import Film
from watchlist.queries.parts import own_title
from watchlist.render.columns import KEEP, READABLE, Column, Section, Table
from watchlist.render.json import JsonRecord
from watchlist.render.records import date_of, number_of
from watchlist.render.style import date_text
from watchlist.render.views import length_of, mark_of, seen, seen_column


def piece_record(part: Shown) -> JsonRecord:
    """Return a part as ``parts`` prints it."""
    viewing = last_viewing(part)
    return {
        "part": part.span,
        "title": own_title(part) or None,
        "release": date_of(part.release),
        "runtime": part.runtime,
        "watched": part.watched,
        "watched_on": str(viewing.watched_on) if viewing and viewing.watched_on else None,
        "rating": part.rating,
        "id": number_of(part),
    }


def parts_section(library: Library, whole: Film, parts: Sequence[Shown]) -> Section:
    """Return the table of ``parts``: episodes that are alike are one row."""
    columns = (
        Column("Part", keep=95),
        Column("Title", keep=KEEP, least=READABLE),
        Column("Release", keep=60),
        Column("Runtime", keep=50, right=True),
        seen_column(90),
    )
    found = [row for _, alike in groupby(parts, _looks) for row in _rows(whole, list(alike))]
    rows = [
        (text, own_title(part), _release(part), length_of(part), seen(part)) for text, part in found
    ]
    shown = library.shown[whole.id]
    progress = shown.progress if isinstance(shown, Shown) else None
    heading = " · ".join(filter(None, (whole.label, str(progress) if progress else "")))
    return Section(Table(columns, rows, [mark_of(part) for _, part in found]), heading)


def _looks(part: Shown) -> object:
    """Return what a row says beside which part it is; parts of one season are alike."""
    span = parsed(part.span)
    season = span.first[0] if span else 0
    titled = part.span if own_title(part) else ""
    return season, titled, part.release, part.viewings, part.rating


def _rows(whole: Film, parts: list[Shown]) -> Iterator[tuple[str, Shown]]:
    """Yield parts that are alike, joined where they follow each other."""
    joined: list[tuple[spans.Span | None, Shown]] = []
    for part in parts:
        span = parsed(part.span)
        last = joined[-1][0] if joined else None
        if span and last and spans.follows(span, last, whole.seasons):
            joined[-1] = (spans.joined(last, span), joined[-1][1])
        else:
            joined.append((span, part))
    for span, part in joined:
        yield (spans.text_of(span, whole.seasons) if span else part.span), part


def _release(part: Shown) -> str:
    return date_text(part.release) if part.release else ""
