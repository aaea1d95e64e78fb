"""What every page has: its frame, without a script or anything from elsewhere, and small parts."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

from htpy import (
    Element,
    Node,
    a,
    body,
    footer,
    head,
    html,
    link,
    meta,
    rect,
    span,
    style,
    svg,
    th,
    time,
    title,
)
from markupsafe import Markup

from watchlist.render.pictures.style import clean, page_style
from watchlist.render.style import rating_text


def document(name: str, content: Node, today: str) -> str:
    """Return a whole page. A browser runs no script in it and fetches nothing for it."""
    sheet = page_style()
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = html(lang="en")[
        head[
            meta(charset="utf-8"),
            meta(http_equiv="Content-Security-Policy", content=policy),
            meta(name="viewport", content="width=device-width, initial-scale=1"),
            meta(name="color-scheme", content="light dark"),
            meta(name="generator", content="watchlist"),
            link(rel="icon", href="data:,"),  # else a browser asks the server for one
            title[clean(name)],
            style[Markup(sheet)],  # noqa: S704 -- our own files
        ],
        body[
            a(".skip", href="#content")["Skip to the content"],
            content,
            footer["Made by watchlist on ", time(datetime=today)[today], "."],
        ],
    ]
    return f"{page}\n"


NAME: Final = span(dir="auto")
"""What is called something: its letters say in which direction it is read."""

ROW_HEAD: Final = th(scope="row")


def rendered(element: Element) -> Markup:
    """Return an element as its markup: no piece of it is handed up through what it stands in."""
    return element.__html__()


def bar(part: float, of: float) -> Element:
    """Return a bar, some part of which is filled; it says nothing that is not beside in words."""
    filled = round(1000 * part / of) if of else 0
    return svg(".bar", viewBox="0 0 1000 10", preserveAspectRatio="none", aria_hidden="true")[
        rect(".track", width=1000, height=10), rect(".fill", width=filled, height=10)
    ]


def away(words: str) -> Element:
    """Return words that are heard and not seen."""
    return span(".away")[words]


def stars(rating: float) -> Element:
    """Return a rating that is read out as a number."""
    return span(role="img", aria_label=f"{rating:g} of 5 stars")[rating_text(rating)]
