"""The drawings of a franchise as a file of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from htpy import desc, g, style, svg, text, title
from markupsafe import Markup

from watchlist.queries.orders import OrderTable, TablePair
from watchlist.queries.wording import table_name
from watchlist.render.orders import OrderView, progress
from watchlist.render.pictures.geometry import crossings, strands
from watchlist.render.pictures.lanes import lanes_picture
from watchlist.render.pictures.picture import Picture, order_words
from watchlist.render.pictures.slopes import against_release, order_picture
from watchlist.render.pictures.style import clean, drawing_style, fitted

_MARGIN: Final = 12
_HEAD: Final = 62
_HEADING: Final = 30
_NAME: Final = 80
"""So many letters of a name are shown."""


def svg_document(view: OrderView, tables: Sequence[TablePair]) -> str:
    """Return the drawings of a franchise below each other, as one SVG file."""
    pictures = list(_pictures(view, [shown for _, shown in tables]))
    y, parts = _HEAD, []
    for heading, picture in pictures:
        if heading:
            parts.append(text(".branch", x=_MARGIN, y=y + 24)[fitted(heading, _NAME)])
            y += _HEADING
        parts.append(g(transform=f"translate(0 {y})")[picture.content])
        y += picture.height + _MARGIN
    width = max(picture.width for _, picture in pictures)
    name, below = view.franchise.name, [order_words(view.order)]
    if len(tables) == 1:
        whole = tables[0][0]
        name = table_name(view.franchise, whole.continuity.name)
        below += progress(whole, optional=view.optional)
    document = svg(
        class_="picture",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {y}",
        width=width,
        height=y,
        role="img",
        aria_labelledby="name description",
    )[
        title(id="name")[clean(name)],
        desc(id="description")[" ".join(picture.description for _, picture in pictures)],
        style[Markup(drawing_style())],  # noqa: S704 -- our own file
        text(".name", x=_MARGIN, y=32)[fitted(name, _NAME)],
        text(".small", x=_MARGIN, y=52)[" · ".join(below)],
        parts,
    ]
    return f"{document}\n"


def _pictures(view: OrderView, tables: Sequence[OrderTable]) -> Iterator[tuple[str, Picture]]:
    """Yield drawings, each with what stands above it; with lanes only orders that cross."""
    several = len(tables) > 1
    if several:
        yield "", lanes_picture(view, tables)
    for table in tables:
        drawn_view, drawn = against_release(view, table)
        if not several or crossings(strands(drawn.rows)):
            yield table.continuity.name if several else "", order_picture(drawn_view, drawn)
