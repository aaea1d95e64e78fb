"""Release order against another order: a line for each film, so that crossings are seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from htpy import Element, Node, g, line, path, text, title

from watchlist.model import Film
from watchlist.queries.orders import OrderTable, order_table
from watchlist.queries.orders.registry import kind_of
from watchlist.render.orders import OrderView
from watchlist.render.pictures.geometry import (
    Axis,
    Strand,
    calendar_words,
    crossings,
    story_axis,
    strands,
    year_words,
)
from watchlist.render.pictures.html import rendered
from watchlist.render.pictures.picture import (
    FOOT,
    LETTER,
    NARROW,
    PITCH,
    STATES,
    WIDE,
    Picture,
    dot,
    middle,
    order_words,
    state_of,
)
from watchlist.render.pictures.style import clean, fitted, fitted_name
from watchlist.render.views import year_of

_TOP: Final = 44
_TICK: Final = 15
"""The least distance of two years on an axis."""
_STORY: Final = 13
_YEAR: Final = 9
"""So many letters of a story date, and of a year beside the axis, are shown."""


class Layout(NamedTuple):
    """Where things stand across a drawing: years, dots on both sides, titles, dates, the axis.

    ``before`` and ``letters`` are how much of a title fits on the left and on the right.
    """

    width: int
    year: int
    left: int
    right: int
    letters: int
    before: int = 0
    dates: int = 0
    axis: int = 0


_WIDE: Final = Layout(WIDE, year=310, left=328, right=600, letters=46, before=36)
_DATED: Final = Layout(
    WIDE, year=310, left=328, right=502, letters=36, before=36, dates=832, axis=892
)
_NARROW: Final = Layout(NARROW, year=34, left=46, right=140, letters=28)


class _Sheet(NamedTuple):
    """What everything in one drawing is drawn by."""

    view: OrderView
    frame: Layout
    axis: Axis | None
    films: int

    def year(self, axis: Axis, year: int) -> int:
        """Return how far down a year of the axis is."""
        return self.down(axis.years[year])

    def down(self, place: float) -> int:
        """Return how far down a place from 0 to 1 is."""
        return _TOP + round(place * PITCH * self.films)


def against_release(view: OrderView, table: OrderTable) -> tuple[OrderView, OrderTable]:
    """Return what to draw beside the release order: for that itself, the story order."""
    drawn = kind_of(view.franchise, view.order).DRAWN_AS
    if not drawn:
        return view, table
    shown = {row.film.id for row in table.rows}
    other = order_table(view.library, view.franchise, table.continuity, drawn)
    rows = tuple(row for row in other.rows if row.film.id in shown)
    return view._replace(order=drawn), other._replace(rows=rows)


def order_picture(view: OrderView, table: OrderTable, *, narrow: bool = False) -> Picture:
    """Draw the release order of a continuity against the order that it is shown in.

    A drawing that is not narrow has the axis of story dates as well, if there are enough.
    """
    drawn = strands(table.rows)
    axis = None if narrow else story_axis(strand.film for strand in drawn)
    frame = _NARROW if narrow else _DATED if axis else _WIDE
    sheet = _Sheet(view, frame, axis, len(drawn))
    bottom = sheet.down(1)
    content = [
        _heads(sheet),
        _axis_line(sheet, axis) if axis else None,
        [rendered(_strand(sheet, strand)) for strand in drawn],
        _legend(bottom + 8, {state_of(strand.film, view.today) for strand in drawn}, frame.width),
    ]
    return Picture(
        frame.width,
        bottom + FOOT,
        f"{clean(view.franchise.name)}, {clean(table.continuity.name)}: release order against "
        f"{order_words(view.order)}",
        _description(drawn, view.order),
        content,
    )


def _description(drawn: Sequence[Strand], order: str) -> str:
    moved = sum(strand.release != strand.story for strand in drawn)
    crossed = crossings(drawn)
    crossing = {0: "no lines cross", 1: "two lines cross once"}.get(
        crossed, f"lines cross {crossed} times"
    )
    return (
        f"{len(drawn)} films, on the left by release, on the right in {order_words(order)}, "
        f"joined by lines: {moved} stand elsewhere than by release, {crossing}. "
        "The table has the same order in words."
    )


def _heads(sheet: _Sheet) -> Node:
    view, frame, axis, _ = sheet
    order = order_words(view.order)
    by_release = "By release" if frame.before else "Released"
    return [
        text(
            ".head",
            x=frame.left + 6 if frame.before else 0,
            y=26,
            text_anchor="end" if frame.before else "start",
        )[by_release],
        text(".head", x=frame.right - 6, y=26)[
            fitted(order[:1].upper() + order[1:], frame.letters)
        ],
        axis and text(".head", x=frame.dates, y=26, text_anchor="end")["Set"],
        axis
        and text(".head", x=frame.axis, y=26, text_anchor="middle")[calendar_words(axis.calendar)],
    ]


def _strand(sheet: _Sheet, strand: Strand) -> Element:
    frame, film, franchise = sheet.frame, strand.film, sheet.view.franchise.name
    state = state_of(film, sheet.view.today)
    begin, end = middle(strand.release, _TOP), middle(strand.story, _TOP)
    bend = (frame.left + frame.right) // 2
    return g(class_=["film", state])[
        title[f"{clean(film.label)}: {STATES[state]}"],
        path(
            ".strand",
            d=f"M{frame.left} {begin}C{bend} {begin} {bend} {end} {frame.right} {end}",
            fill="none",
            stroke="#777",
        ),
        dot(state, frame.left, begin),
        dot(state, frame.right, end),
        text(".small", x=frame.year, y=begin + 4, text_anchor="end")[year_of(film)],
        frame.before
        and text(x=frame.year - 36, y=begin + 4, text_anchor="end")[
            fitted_name(film, franchise, frame.before)
        ],
        text(x=frame.right + 12, y=end + 4)[fitted_name(film, franchise, frame.letters)],
        _when(sheet, sheet.axis, film, end) if sheet.axis else None,
    ]


def _when(sheet: _Sheet, axis: Axis, film: Film, y: int) -> Node:
    """Draw when a film is set, and where that is on the axis if it is of its calendar."""
    story, frame = film.story, sheet.frame
    if not story:
        return None
    words = text(".small", x=frame.dates, y=y + 4, text_anchor="end")[fitted(str(story), _STORY)]
    if story.calendar != axis.calendar:
        return words
    first, last = sheet.year(axis, story.start), sheet.year(axis, story.end)
    begin, end, bend = frame.dates + 6, frame.axis - 5, (frame.dates + frame.axis) // 2
    half = (first + last) // 2
    return [
        words,
        path(
            ".when",
            d=f"M{begin} {y}C{bend} {y} {bend} {half} {end} {half}",
            fill="none",
            stroke="#777",
        ),
        line(".span", x1=frame.axis, x2=frame.axis, y1=first, y2=last, stroke="#777"),
    ]


def _axis_line(sheet: _Sheet, axis: Axis) -> Node:
    x = sheet.frame.axis
    labels = [(year, sheet.year(axis, year)) for year in axis.years]
    return [
        line(".axis", x1=x, x2=x, y1=_TOP, y2=sheet.down(1), stroke="#bbb"),
        [
            path(".tick", d=f"M{x - 6} {y + 3}l12-6m0 5l-12 6", fill="none", stroke="#777")
            for y in map(sheet.down, axis.breaks)
        ],
        [
            [
                line(".tick", x1=x, x2=x + 6, y1=y, y2=y, stroke="#777"),
                text(".small", x=x + 10, y=y + 4)[fitted(year_words(year, axis.calendar), _YEAR)],
            ]
            for year, y in _apart(labels)
        ],
    ]


def _apart(labels: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the labels for which there is room: the last one, and those not close to another."""
    last_year, last = labels[-1]
    free = -_TICK
    for year, y in labels[:-1]:
        if y - free >= _TICK and last - y >= _TICK:
            free = y
            yield year, y
    yield last_year, last


def _legend(y: int, states: set[str], width: int) -> Node:
    marks, x = [], 12
    for state in STATES:
        if state in states:
            marks.append(
                g(class_=["film", state])[
                    dot(state, x, y + 14), text(".small", x=x + 12, y=y + 18)[STATES[state]]
                ]
            )
            x += 40 + round(len(STATES[state]) * LETTER)
    return [line(".axis", x1=0, x2=width, y1=y, y2=y, stroke="#bbb"), marks]
