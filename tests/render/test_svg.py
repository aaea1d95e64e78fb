"""Drawings: well-formed files that show the positions of the orders."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from tests.render.sagas import HOSTILE, branches, drawn, film, library_of, saga
from tests.strategies import titles
from watchlist.library.library import Library
from watchlist.render.pictures.svg import svg_document

GOLDEN = Path(__file__).parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"


def picture(library: Library, order: str = "timeline") -> ET.Element:
    return ET.fromstring(svg_document(*drawn(library, order)))  # noqa: S314 -- our own output


def paths(root: ET.Element, kind: str) -> list[tuple[int, int]]:
    """Return how far down the lines of a kind begin and end."""
    found = (path.get("d", "") for path in root.iter(f"{SVG}path") if path.get("class") == kind)
    numbers = [[int(n) for n in re.findall(r"\d+", d)] for d in found]
    return [(line[1], line[-1]) for line in numbers]


@pytest.mark.parametrize("name", ["saga", "branches"])
def test_the_drawing_is_the_golden_one(name: str) -> None:
    library = {"saga": saga, "branches": branches}[name]()
    expected = (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")
    assert svg_document(*drawn(library)) == expected


def test_lines_join_the_place_by_release_with_the_place_in_the_story() -> None:
    _, ((table, _),) = view = drawn(saga())

    lines = paths(ET.fromstring(svg_document(*view)), "strand")  # noqa: S314

    starts = sorted(start for start, _ in lines)
    ends = sorted(end for _, end in lines)
    assert [(starts.index(a) + 1, ends.index(b) + 1) for a, b in lines] == [
        (row.release_position, row.position) for row in table.rows
    ]


def test_release_order_is_drawn_against_the_story() -> None:
    assert paths(picture(saga(), "release"), "strand") == paths(picture(saga()), "strand")


def test_story_dates_have_an_axis_only_where_there_are_some() -> None:
    assert len(paths(picture(saga()), "when")) == 4
    assert paths(picture(branches()), "when") == []


def test_what_is_seen_differs_by_more_than_colour() -> None:
    groups = [g for g in picture(saga()).iter(f"{SVG}g") if "film" in g.get("class", "")]
    states = {
        g.get("class", "").removeprefix("film "): g
        for g in groups
        if g.find(f"{SVG}title") is not None
    }
    assert set(states) == {"seen", "unseen", "coming"}
    assert states["coming"].find(f"{SVG}circle") is None
    words = {
        state: g.findtext(f"{SVG}title", "").rpartition(": ")[2] for state, g in states.items()
    }
    assert words == {"seen": "watched", "unseen": "not watched", "coming": "not out yet"}


def test_a_film_of_several_continuities_stops_in_each_lane() -> None:
    numbers = [
        (len(g.findall(f"{SVG}circle")), g.findtext(f"{SVG}title"))
        for g in picture(branches()).iter(f"{SVG}g")
        if g.find(f"{SVG}circle[@r='9']") is not None
    ]
    assert numbers == [
        (2, "Night (1978): watched"),
        (1, "Night II (1981): not watched"),
        (1, "Other (1990): not watched"),
        (1, "Night Again (2018): not watched"),
    ]


def test_a_drawing_says_what_it_is() -> None:
    root = picture(saga())
    assert root.get("role") == "img"
    named = [root.find(f"*[@id='{name}']") for name in root.get("aria-labelledby", "").split()]
    assert [element.text for element in named if element is not None] == [
        "Saga",
        "4 films, on the left by release, on the right in story order, joined by lines: "
        "3 stand elsewhere than by release, lines cross 2 times. "
        "The table has the same order in words.",
    ]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_text(title: str) -> None:
    library = library_of(film(title, 2001, story="1990"), film("B", 2002, story=f"{title} 5"))
    root = picture(library)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "title", "desc", "style", "text", "g", "path", "circle", "line"}
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)


@given(titles)
def test_any_title_gives_a_file_that_can_be_read(title: str) -> None:
    text = svg_document(*drawn(library_of(film(title, 2001), film("B", 2002))))
    assert ET.fromstring(text).get("class") == "picture"  # noqa: S314
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text) is None
