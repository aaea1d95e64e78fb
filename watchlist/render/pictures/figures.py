"""Figures about a library, as numbers and as bar charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from htpy import (
    Element,
    Node,
    caption,
    dd,
    div,
    dl,
    dt,
    h3,
    section,
    table,
    tbody,
    td,
    th,
    thead,
    tr,
)

from watchlist.queries.statistics import Period, Share, Statistics
from watchlist.render.pictures.html import bar
from watchlist.render.pictures.style import clean

_MOST_PEOPLE: Final = 10


def summary_parts(figures: Statistics) -> Element:
    """Return the figures that say most, as large numbers."""
    shown = {
        "Films": f"{figures.films:,}",
        "Watched": f"{figures.total.films:,}",
        "To watch": f"{figures.to_watch:,}",
        "Hours watched": f"{round(figures.total.minutes / 60):,}",
        "Mean rating": f"{figures.average:.1f} ★" if figures.average else "",
    }
    return dl(".figures")[(div[dt[name], dd[value]] for name, value in shown.items() if value)]


class _Pillar(NamedTuple):
    """A row of a chart; its bar shows ``part`` of the longest one."""

    label: str
    part: float
    figure: str


def charts(figures: Statistics) -> Element:
    """Return what there is to draw as bars."""
    return div(".charts")[
        _chart(
            "Films by year",
            ["Year", "Films"],
            [_Pillar(y.name, y.films, f"{y.films:,}") for y in figures.years],
        ),
        _chart(
            "Hours by year",
            ["Year", "Hours"],
            [_Pillar(y.name, y.minutes, _hours(y)) for y in figures.years],
        ),
        _chart(
            "Ratings",
            ["Stars", "Films"],
            [_Pillar(f"{r.stars:g}", r.films, f"{r.films:,}") for r in reversed(figures.ratings)],
        ),
        _chart(
            "Days of the week",
            ["Day", "Viewings"],
            [_Pillar(d.name, d.viewings, f"{d.viewings:,}") for d in figures.weekdays],
        ),
        _chart("Directors", ["Name", "Watched"], _people(figures.directors)),
        _chart("Cast", ["Name", "Watched"], _people(figures.cast)),
    ]


def _people(parts: Sequence[Share]) -> list[_Pillar]:
    return [
        _Pillar(clean(part.name), part.watched, f"{part.watched} of {part.films}")
        for part in parts[:_MOST_PEOPLE]
    ]


def _hours(period: Period) -> str:
    return f"{round(period.minutes / 60):,}"


def _chart(name: str, heads: Sequence[str], bars: Sequence[_Pillar]) -> Node:
    """Return bars as a table, in which the figures stand in words too; nothing without bars."""
    most = max((one.part for one in bars), default=0)
    if not most:
        return None
    return section[
        h3[name],
        table(".chart")[
            caption(".away")[name],
            thead(".away")[tr[[th(scope="col")[head] for head in heads], td]],
            tbody[
                (
                    tr[
                        th(scope="row")[one.label],
                        td(".n")[one.figure],
                        td(".b")[bar(one.part, most)],
                    ]
                    for one in bars
                )
            ],
        ],
    ]
