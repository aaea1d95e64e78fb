"""What drawings have in common, and how one becomes part of a page."""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

from htpy import Element, Node, circle, desc, path, svg, title

from watchlist.model import Film
from watchlist.queries.orders.registry import kind_named
from watchlist.render.pictures.style import clean

PITCH: Final = 26
"""From one film to the next, in pixels."""
FOOT: Final = 40
"""Below the last film."""
LETTER: Final = 7.4
"""How wide a letter is, on average and with something to spare."""
WIDE: Final = 960
NARROW: Final = 358
"""The widths of a drawing on a large screen and on a telephone."""

STATES: Final = {"seen": "watched", "unseen": "not watched", "coming": "not out yet"}
"""The states of a film, as the style sheets name them, in words."""


class Picture(NamedTuple):
    """A drawing: how large, what it is called, what it shows in words, and what it consists of."""

    width: int
    height: int
    name: str
    description: str
    content: Node


def state_of(film: Film, today: datetime.date) -> str:
    """Return the state of a film, as the style sheets name it."""
    if film.watched:
        return "seen"
    return "unseen" if film.is_released(today) else "coming"


def order_words(order: str) -> str:
    """Return an order in words."""
    return kind_named(order).WORDS.format(name=clean(order))


def middle(slot: int, top: int) -> int:
    """Return how far down the middle of a slot is."""
    return top + PITCH * slot + PITCH // 2


def dot(state: str, x: int, y: int) -> Element:
    """Return the mark of a state: a disc, a ring or a diamond."""
    if state == "coming":
        return path(".dot", d=f"M{x} {y - 6}l6 6l-6 6l-6-6z", fill="#fff", stroke="#777")
    return circle(".dot", cx=x, cy=y, r=5, fill="#fff", stroke="#777")


def inline(picture: Picture, number: str) -> Element:
    """Return a picture as an element of a page; ``number`` tells it from others there."""
    return svg(
        class_="picture",
        viewBox=f"0 0 {picture.width} {picture.height}",
        width=picture.width,
        height=picture.height,
        role="img",
        aria_labelledby=f"{number}-name {number}-description",
    )[
        title(id=f"{number}-name")[picture.name],
        desc(id=f"{number}-description")[picture.description],
        picture.content,
    ]
