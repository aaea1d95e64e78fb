"""Check lists in Markdown: what is written is read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import stars
from watchlist.dates import PartialDate
from watchlist.formats.parsing import sources
from watchlist.formats.readers import markdown
from watchlist.formats.registry import Options
from watchlist.formats.writers.markdown import markdown_text
from watchlist.merging.entries import Entry
from watchlist.model import Film, Viewing

titles = (
    st.text(st.sampled_from("ab*_`[]()#-+.1\\<>~|é· "), min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
viewings = st.builds(
    Viewing,
    watched_on=st.dates().map(PartialDate.of),
    rating=st.none() | stars.map(lambda rating: round(rating * 2) / 2),
)


def read(text: str) -> list[Entry]:
    member = sources.SourceFile("list.md", lambda: __import__("io").BytesIO(text.encode()))
    source = sources.FileSource("list.md", [member])
    return [item for item in markdown.read(source, Options()) if isinstance(item, Entry)]


@given(titles, st.integers(1900, 2100), st.lists(viewings, max_size=3), st.booleans())
def test_a_written_film_is_read_again(
    title: str, year: int, seen: list[Viewing], wanted: bool
) -> None:
    film = Film(id=1, title=title, year=year, viewings=tuple(seen), to_watch=wanted or not seen)
    [entry] = read(markdown_text([film]))
    assert (entry.title, entry.year, entry.viewings) == (title, year, film.viewings)
    assert (entry.to_watch, entry.plays) == (film.to_watch, int(bool(seen)))


def test_a_film_that_is_neither_watched_nor_wanted_stays_so() -> None:
    films = [Film(id=1, title="One", year=2001), Film(id=2, title="Two", to_watch=True)]
    assert [(e.title, e.to_watch, e.plays) for e in read(markdown_text(films))] == [
        ("Two", True, 0),
        ("One", False, 0),
    ]


def test_a_rating_that_no_viewing_has_is_read_again() -> None:
    film = Film(id=1, title="One", year=2001, rating=3.65, viewings=(Viewing(rating=None),))
    [entry] = read(markdown_text([film]))
    assert (entry.rating, entry.plays) == (3.65, 1)


@pytest.mark.parametrize(
    "text", ["# Words\n\n- eggs\n- milk\n", "no list\n", "- a (2001)\n- b\n- c\n"]
)
def test_lists_of_other_things_are_not_recognised(text: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text(text, encoding="utf-8")
    with sources.opened(str(file)) as source:
        assert markdown.claim(source) is None
