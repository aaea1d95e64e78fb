"""Continuities as lanes: which film is in which of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from htpy import Element, Node, circle, g, line, text, title

from watchlist.queries.orders import OrderTable
from watchlist.render.orders import OrderView
from watchlist.render.pictures.geometry import Stop, stops
from watchlist.render.pictures.picture import (
    FOOT,
    LETTER,
    NARROW,
    PITCH,
    STATES,
    WIDE,
    Picture,
    middle,
    state_of,
)
from watchlist.render.pictures.style import LANES, clean, fitted, fitted_name
from watchlist.render.views import year_of

_FIRST: Final = 60
_STEP: Final = 56
_NARROW_STEP: Final = 28
_TITLES: Final = 400
_NARROW_TITLES: Final = 150
_NAME: Final = 24
"""So many letters of the name of a continuity are shown."""
_SLOPE: Final = 0.65
"""How far a name above a lane goes up for its length: the sine of its slant."""


def lanes_picture(
    view: OrderView, tables: Sequence[OrderTable], *, narrow: bool = False
) -> Picture:
    """Draw continuities as lanes, films in order of release; numbers are places in each lane."""
    found = stops(tables)
    names = [fitted(table.continuity.name, _NAME) for table in tables]
    top = 34 + round(max(map(len, names)) * LETTER * _SLOPE)
    step = _NARROW_STEP if narrow else _STEP
    lanes = [_FIRST + step * lane for lane in range(len(tables))]
    width = max(NARROW, lanes[-1] + _NARROW_TITLES) if narrow else max(WIDE, lanes[-1] + _TITLES)
    heights = {stop.film.id: middle(slot, top) for slot, stop in enumerate(found)}
    bottom = top + PITCH * len(found)
    shared = sum(len(stop.positions) > 1 for stop in found)
    content: list[Node] = [
        [_lane(index, lanes[index], table, heights) for index, table in enumerate(tables)],
        [
            text(
                class_=["head", _hue(index)],
                transform=f"translate({lanes[index] - 3} {top - 6})rotate(-40)",
            )[name]
            for index, name in enumerate(names)
        ],
        [_stop(view, stop, lanes, heights[stop.film.id], width) for stop in found],
        text(".small", x=12, y=bottom + 24)["Filled: watched. Numbers: place in the order."],
    ]
    return Picture(
        width,
        bottom + FOOT,
        f"{clean(view.franchise.name)}: its continuities",
        f"{len(tables)} continuities as lanes beside each other, {len(found)} films below each "
        f"other by release; {shared} of them in more than one. The tables have the same in words.",
        content,
    )


def _hue(lane: int) -> str:
    return f"lane-{lane % LANES}"


def _lane(index: int, x: int, table: OrderTable, heights: Mapping[int, int]) -> Element:
    rows = [heights[row.film.id] for row in table.rows]
    return line(class_=["lane", _hue(index)], x1=x, x2=x, y1=min(rows), y2=max(rows), stroke="#777")


def _stop(view: OrderView, stop: Stop, lanes: Sequence[int], y: int, width: int) -> Element:
    film, state = stop.film, state_of(stop.film, view.today)
    inside = sorted(stop.positions)
    room = int((width - lanes[-1] - 18) / LETTER)
    return g(class_=["film", state])[
        title[f"{clean(film.label)}: {STATES[state]}"],
        len(inside) > 1
        and line(".share", x1=lanes[inside[0]], x2=lanes[inside[-1]], y1=y, y2=y, stroke="#777"),
        text(".small", x=34, y=y + 4, text_anchor="end")[year_of(film)],
        [
            [
                circle(class_=["stop", _hue(lane)], cx=lanes[lane], cy=y, r=9, stroke="#777"),
                text(".number", x=lanes[lane], y=y + 4, text_anchor="middle")[stop.positions[lane]],
            ]
            for lane in inside
        ],
        text(x=lanes[-1] + 18, y=y + 4)[fitted_name(film, view.franchise.name, room)],
    ]
