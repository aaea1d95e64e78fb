"""Colours can be told from the paper, and a drawing needs nothing from a page."""

from __future__ import annotations

import re

import pytest

from watchlist.render.pictures.style import PALETTE, drawing_style, page_style

TEXT = ("ink", "muted", "seen", "coming", "accent", *(n for n in PALETTE if n.startswith("lane-")))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("paper", ["paper", "panel"])
@pytest.mark.parametrize("name", TEXT)
def test_text_is_readable_on_both_papers_light_and_dark(name: str, paper: str) -> None:
    for shade in ("light", "dark"):
        pair = getattr(PALETTE[name], shade), getattr(PALETTE[paper], shade)
        assert contrast(*pair) >= 4.5, (name, paper, shade)


def test_marks_stand_out_from_the_paper() -> None:
    for shade in ("light", "dark"):
        pair = getattr(PALETTE["unseen"], shade), getattr(PALETTE["paper"], shade)
        assert contrast(*pair) >= 3


def test_a_drawing_has_its_colours_written_out() -> None:
    sheet = drawing_style()
    assert "var(" not in sheet
    assert "prefers-color-scheme" in sheet


def test_a_page_defines_every_colour_that_it_uses_and_asks_for_nothing() -> None:
    sheet = page_style()
    assert set(re.findall(r"var\(--([\w-]+)\)", sheet)) <= PALETTE.keys()
    assert not re.search(r"url\(|@import|@font-face|</", sheet)
