"""Pages: their structure, what they say, and that hostile titles stay text in them."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from tests.render.sagas import DAY, HOSTILE, Page, branches, drawn, film, library_of, saga
from tests.strategies import titles
from watchlist.dates import PartialDate
from watchlist.library.library import Library
from watchlist.model import Viewing
from watchlist.render.pictures.library import library_page
from watchlist.render.pictures.orders import order_page

TAGS_OF_SCRIPTS = {"script", "iframe", "object", "embed", "form", "img", "base"}


def order_of(library: Library, order: str = "timeline") -> Page:
    return Page(order_page(*drawn(library, order)))


def pages_of(library: Library) -> list[str]:
    return [order_page(*drawn(library)), library_page(library, DAY)]


@pytest.mark.parametrize("page", [*pages_of(saga()), *pages_of(branches())])
def test_a_page_has_what_readers_and_their_programs_need(page: str) -> None:
    assert page.startswith('<!doctype html><html lang="en">')
    read = Page(page)
    assert len(read.named("h1")) == len(read.named("main")) == 1
    assert read.said("title")[0]
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in read.named(
        "meta"
    )
    ids = [attributes["id"] for _, attributes in read.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    links = [link["href"] for link in read.named("a")]
    assert links[0] == "#content"
    assert {link[1:] for link in links if link} <= set(ids)
    assert len(read.named("caption")) == len(read.named("table")) > 0
    assert {cell["scope"] for cell in read.named("th")} == {"col", "row"}


@pytest.mark.parametrize("page", pages_of(saga()))
def test_a_page_runs_and_fetches_nothing(page: str) -> None:
    read = Page(page)
    assert TAGS_OF_SCRIPTS.isdisjoint(tag for tag, _ in read.elements)
    (policy,) = [m["content"] for m in read.named("meta") if "http-equiv" in m]
    (sheet,) = read.said("style")
    digest = base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    assert all("style" not in attributes for _, attributes in read.elements)
    assert re.findall(r"https?://[^\"' ]+", page) == []


def test_the_order_stands_in_a_table() -> None:
    read = order_of(saga())
    assert read.said("h1") == ["Saga"]
    assert read.said("p")[1] == "1 of 4 watched · 2 h and 2 of unknown length to go"
    heads = read.said("th")
    assert heads == ["#", "Film", "Year", "Set", "Length", "Release no.", "Seen"]
    cells = [text.strip() for tag, text in read.texts if tag in ("td", "span")]
    for text in ("The Beginning", "c. 40 BBY", "2010", "1 h 41 min", "not out yet", "2024-05-01"):
        assert text in cells


def test_what_is_next_is_marked() -> None:
    read = order_of(saga())
    assert [row["class"] for row in read.named("tr") if "class" in row] == [
        "unseen next",
        "seen",
        "unseen",
        "coming",
    ]
    assert read.said("span").count("next") == 1


def test_a_rating_is_read_out_as_a_number() -> None:
    (stars,) = [s for s in order_of(saga()).named("span") if s.get("role") == "img"]
    assert stars["aria-label"] == "4.5 of 5 stars"


def test_reasons_and_gaps_are_there_when_they_are_asked_for() -> None:
    view, pairs = drawn(saga())
    plain, full = (
        Page(order_page(asked, pairs)) for asked in (view, view._replace(explain=True, gaps=True))
    )
    why = "c. 40 BBY: story date, before Saga: First (10 BBY)."
    assert why not in plain.said("span")
    assert why in full.said("span")
    assert "10 BBY, about 30 years later" in full.said("td")


def test_continuities_are_sections_with_lanes_above() -> None:
    read = order_of(branches())
    assert read.said("h2") == ["Which film belongs where", "old", "new", "apart"]
    assert read.said("h3") == ["Release order against story order"]
    assert [a["href"] for a in read.named("a")] == ["#content", "#c1", "#c2", "#c3"]


def test_drawings_are_images_with_a_name_and_a_description() -> None:
    read = order_of(saga())
    ids = {attributes["id"] for _, attributes in read.elements if "id" in attributes}
    images = [svg for svg in read.named("svg") if svg.get("role") == "img"]
    assert len(images) == 2
    for image in images:
        assert set((image["aria-labelledby"] or "").split()) <= ids
    assert all("aria-hidden" in svg for svg in read.named("svg") if svg not in images)


def test_the_release_order_is_drawn_against_the_story() -> None:
    assert order_of(saga(), "release").said("h2") == [
        "Viewing order",
        "Release order against story order",
    ]


def test_what_an_order_leaves_out_is_said() -> None:
    library = saga()
    library.arrange(1, "short", [2, 1])
    assert order_of(library, "short").said("li")[-1] == (
        "Left out: The Beginning (2010) and Saga: Last (2030)."
    )


def test_the_page_of_a_library_has_its_franchises_lists_diary_and_figures() -> None:
    library = saga()
    library.films[5] = replace(film("Alone", 1999), id=5, to_watch=True, where=("cinema",))
    library.films[6] = replace(
        film("Twice", 1998),
        id=6,
        rating=3.0,
        viewings=(
            Viewing(watched_on=PartialDate(2023, 2, 3), rating=3.0, note="two\nlines"),
            Viewing(rewatch=True),
        ),
    )
    read = Page(library_page(library, DAY))
    assert read.said("h2") == ["Franchises", "To watch", "Diary", "Figures"]
    assert read.said("dd") == ["6", "2", "1", "2", "3.8 ★"]
    assert read.said("summary") == ["On the watchlist", "2024", "2023", "Date unknown"]
    spans = read.said("span")
    for text in ("Saga", "1 of 4 watched", "Alone", "Twice", "1 viewing"):
        assert text in spans
    assert {"cinema", "two lines", "again", "2023-02-03"} <= set(read.said("td"))
    assert read.said("h3") == ["Films by year", "Hours by year", "Ratings", "Days of the week"]


def test_the_page_of_an_empty_library_says_so() -> None:
    read = Page(library_page(library_of(), DAY))
    assert read.said("p") == [
        "There is no franchise here yet.",
        "Nothing is on the watchlist.",
        "Nothing was watched yet.",
    ]


def hostile(title: str) -> Library:
    """Return a library in which everything that a person can name has a hostile name."""
    one = replace(
        film(title, 2001, seen="2024-05-01"),
        where=(title,),
        viewings=(Viewing(watched_on=PartialDate(2024, 5, 1), note=title),),
    )
    library = library_of(
        one, replace(film(title, 2002, story=f"in {title}"), to_watch=True, where=(title,))
    )
    franchise = library.franchises[1]
    branch = replace(franchise.continuities[0], name=title, description=title)
    second = replace(branch, name=f"{title} 2", films=(2, 1))
    library.franchises[1] = replace(franchise, name=title, continuities=(branch, second))
    return library


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_name_stays_text(title: str) -> None:
    for page in pages_of(hostile(title)):
        read = Page(page)
        assert TAGS_OF_SCRIPTS.isdisjoint(tag for tag, _ in read.elements)
        assert not any(name.startswith("on") for _, names in read.elements for name in names)
        assert _raw(page) is None


def _raw(page: str) -> re.Match[str] | None:
    return re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe]", page)


PLAIN = [[tag for tag, _ in Page(page).elements] for page in pages_of(hostile("Plain"))]


@settings(max_examples=30)
@given(titles)
def test_any_name_gives_the_page_of_the_same_elements(title: str) -> None:
    pages = pages_of(hostile(title))
    assert [[tag for tag, _ in Page(page).elements] for page in pages] == PLAIN
    assert [_raw(page) for page in pages] == [None, None]
