"""A small franchise in the form of a pack: a trilogy, a prequel, and a gap filled later."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from watchlist.packs.checks import examine
from watchlist.packs.model import Pack

Written = Callable[..., str]

LANTERN = """\
name = "Lantern"
aliases = ["The Lantern Saga"]
reviewed = 2025-12-31
default_order = "timeline"

[[sources]]
name = "One"
url = "https://one.example"
for = "release dates"

[[sources]]
name = "Two"
url = "https://two.example"

[films.lantern]
title = "Lantern"
year = 2001
release = 2001-02-03
runtime = 101
imdb = "tt0000001"
directors = ["Ann Lee"]

[films.two]
title = "Lantern: Part Two"
year = 2004

[films.three]
title = "Lantern: Part Three"
year = 2007
imdb = "tt0000003"

[films.early]
title = "Lantern: The Early Years"
year = 2009
kind = "series"

[films.gap]
title = "Wick"
year = 2011
aliases = ["Lantern: Wick"]

[[continuities]]
name = "main"
films = ["lantern", "two", "three", "early", "gap"]
optional = ["early"]

[[links]]
film = "gap"
kind = "spinoff-of"
other = "two"

[[placements]]
films = ["early"]
kind = "before"
anchors = ["lantern"]

[[placements]]
films = ["gap"]
kind = "between"
anchors = ["two", "three"]

[[orders]]
name = "short"
films = ["lantern", "three"]
"""


def lantern_text(*changes: tuple[str, str]) -> str:
    """Return the text of the pack with texts replaced; each must stand in it exactly once."""
    text = LANTERN
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def lantern_pack(*changes: tuple[str, str]) -> Pack:
    """Return the pack with texts replaced; it must be without an error."""
    pack, findings = examine(lantern_text(*changes), "lantern.toml")
    assert pack, findings
    return pack


@pytest.fixture
def lantern() -> Pack:
    return lantern_pack()
