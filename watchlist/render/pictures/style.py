"""Colours and style sheets of pages and drawings."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from watchlist.model import Film
from watchlist.queries.wording import title_within
from watchlist.render.orders import piece_first
from watchlist.render.text import printable
from watchlist.render.width import shorten, width


class Colour(NamedTuple):
    """A colour on light and on dark paper."""

    light: str
    dark: str


PALETTE: Final = {
    "paper": Colour("#ffffff", "#14161a"),
    "panel": Colour("#f4f6f8", "#1d2127"),
    "rule": Colour("#d5dae1", "#363d48"),
    "ink": Colour("#15181d", "#eceff3"),
    "muted": Colour("#565e6a", "#a8b0bd"),
    "seen": Colour("#00695c", "#4fd1a8"),
    "unseen": Colour("#68707d", "#929cab"),
    "coming": Colour("#935200", "#f0b35a"),
    "accent": Colour("#3544b8", "#a3b3ff"),
    "lane-0": Colour("#00695c", "#4fd1a8"),
    "lane-1": Colour("#3544b8", "#a3b3ff"),
    "lane-2": Colour("#935200", "#f0b35a"),
    "lane-3": Colour("#a1246b", "#ff9fcf"),
    "lane-4": Colour("#1565a0", "#7cc7ff"),
    "lane-5": Colour("#6a3fa0", "#cfadff"),
}
"""Text in each of them is readable on ``paper`` and ``panel`` (WCAG AA)."""

LANES: Final = sum(name.startswith("lane-") for name in PALETTE)

_VARIABLE: Final = re.compile(r"var\(--([a-z0-9-]+)\)")


def page_style() -> str:
    """Return the style sheet of a page: dark where the reader prefers that, light on paper."""
    light = "".join(f"--{name}:{colour.light};" for name, colour in PALETTE.items())
    dark = "".join(f"--{name}:{colour.dark};" for name, colour in PALETTE.items())
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f"{_sheet('page.css')}{_sheet('drawing.css')}"
    )


def drawing_style() -> str:
    """Return the style sheet of a drawing that stands alone; few programs know CSS variables."""
    sheet = _sheet("drawing.css")
    light = _VARIABLE.sub(lambda match: PALETTE[match[1]].light, sheet)
    dark = _VARIABLE.sub(lambda match: PALETTE[match[1]].dark, sheet)
    return f"{light}@media (prefers-color-scheme:dark){{\n{dark}}}\n"


def _sheet(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def clean(text: str) -> str:
    """Return a text in one line, with what no document can hold or obeys shown as escapes."""
    return printable(" ".join(text.split()))


def fitted(text: str, letters: int) -> str:
    """Return a text that takes at most the room of some letters."""
    return shorten(clean(text), letters)


def fitted_name(film: Film, franchise: str, letters: int) -> str:
    """Return the name of a film in its franchise; of a part what is cut off is the title."""
    name = title_within(film.name, franchise)
    fits = width(clean(name)) <= letters
    return fitted(name if fits else piece_first(film, name), letters)
