"""Where films stand in a drawing: numbers only. Pure."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from watchlist.dates import COMMON_ERA, StoryDate
from watchlist.model import Film
from watchlist.queries.orders import OrderRow, OrderTable

_BROKEN: Final = 0.25
"""How long a gap is drawn that is longer than all others together, in proportion to those."""
_FEW: Final = 2
"""As many gaps are drawn to scale in any case."""


class Strand(NamedTuple):
    """A film between two columns: its slot by release and its slot in the order, from 0."""

    film: Film
    release: int
    story: int


def strands(rows: Sequence[OrderRow]) -> list[Strand]:
    """Return the films of an order; where some are left out, the slots close up."""
    line = sorted(rows, key=lambda row: row.release_position)
    slots = {row.film.id: slot for slot, row in enumerate(line)}
    return [Strand(row.film, slots[row.film.id], slot) for slot, row in enumerate(rows)]


def crossings(drawn: Sequence[Strand]) -> int:
    """Return how often two strands cross."""
    count, above = 0, list[int]()
    for strand in drawn:
        place = bisect(above, strand.release)
        count += len(above) - place
        above.insert(place, strand.release)
    return count


class Axis(NamedTuple):
    """The years of a calendar in which films are set, each with its place from 0 to 1.

    ``breaks`` are the places of gaps that are not drawn to scale.
    """

    calendar: str
    years: dict[int, float]
    breaks: tuple[float, ...]


def story_axis(films: Iterable[Film]) -> Axis | None:
    """Return the axis of the calendar that most films are dated in; None below two years."""
    dates = [film.story for film in films if film.story and film.story.calendar]
    if not dates:
        return None
    calendar = Counter(date.calendar for date in dates).most_common(1)[0][0]
    years = sorted({year for date in dates if date.calendar == calendar for year in _ends(date)})
    if calendar is None or len(years) < 2:  # noqa: PLR2004 -- one year is no axis
        return None
    gaps = [after - before for before, after in pairwise(years)]
    scale = _drawn(gaps)
    total = sum(scale)
    places, breaks = {years[0]: 0.0}, []
    for year, gap, drawn in zip(years[1:], gaps, scale, strict=True):
        before = max(places.values())
        places[year] = before + drawn / total
        if drawn < gap:
            breaks.append(before + drawn / total / 2)
    return Axis(calendar, places, tuple(breaks))


def _ends(date: StoryDate) -> tuple[int, int]:
    return date.start, date.end


def _drawn(gaps: Sequence[int]) -> list[float]:
    """Return gaps as they are drawn: the ones that would leave no room for others are broken."""
    whole = sorted(gaps)
    broken = set()
    while len(whole) > _FEW and whole[-1] > sum(whole[:-1]):
        broken.add(whole.pop())
    short = max(whole[-1], sum(whole) * _BROKEN)
    return [min(gap, short) if gap in broken else gap for gap in gaps]


def year_words(year: int, calendar: str) -> str:
    """Return a year of an axis: ``1973``, ``44 BC``, ``19 BBY``, ``3018 TA``."""
    match calendar:
        case "CE":
            return f"{-year} BC" if year < 0 else str(year)
        case "ABY":
            return f"{abs(year)} {'BBY' if year < 0 else 'ABY'}"
        case _:
            return f"{year} {calendar.upper()}"


def calendar_words(calendar: str) -> str:
    """Return what stands above an axis."""
    if calendar == COMMON_ERA:
        return "Year"
    return "BBY · ABY" if calendar == "ABY" else calendar.upper()


class Stop(NamedTuple):
    """A film among lanes: its position in each lane that it is in, by the lane's number."""

    film: Film
    positions: dict[int, int]


def stops(tables: Sequence[OrderTable]) -> list[Stop]:
    """Return the films of several continuities, each once, in order of release."""
    found: dict[int, Stop] = {}
    for lane, table in enumerate(tables):
        for row in table.rows:
            stop = found.setdefault(row.film.id, Stop(row.film, {}))
            stop.positions[lane] = row.position
    return sorted(found.values(), key=lambda stop: stop.film.release_key)
