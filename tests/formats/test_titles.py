"""Titles as catalogues sort them."""

from __future__ import annotations

import pytest

from watchlist.formats.parsing.titles import CatalogueTitle, read_title

CASES = {
    "Rain (1995)": CatalogueTitle("Rain", 1995),
    "Rain (1995) ": CatalogueTitle("Rain", 1995),
    "Rain (2017) (2017)": CatalogueTitle("Rain", 2017),
    "Rain (1983))": CatalogueTitle("Rain", 1983),
    "Rain: A Story (2006–2007)": CatalogueTitle("Rain: A Story", 2006),
    "Rain 9": CatalogueTitle("Rain 9"),
    "1917 (2019)": CatalogueTitle("1917", 2019),
    "(1995)": CatalogueTitle("(1995)"),
    "(500) Nights (2009)": CatalogueTitle("(500) Nights", 2009),
    "Rain, The (1995)": CatalogueTitle("The Rain", 1995),
    "Rain, L' (Rain, The) (1960)": CatalogueTitle("L'Rain", 1960, "The Rain"),
    "Rain (a.k.a. Wet) (1995)": CatalogueTitle("Rain", 1995, "", ("Wet",)),
    "Rain (Pluie, La) (a.k.a. Wet, The) (a.k.a. Dry (not)) (1995)": CatalogueTitle(
        "Rain", 1995, "La Pluie", ("The Wet", "Dry (not)")
    ),
    "Sun, Sea & I (1995)": CatalogueTitle("Sun, Sea & I", 1995),
    "": CatalogueTitle(""),
}


@pytest.mark.parametrize("text", CASES)
def test_a_catalogue_title_is_taken_apart(text: str) -> None:
    assert read_title(text) == CASES[text]
