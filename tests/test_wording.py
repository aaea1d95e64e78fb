"""Facts about orders, in words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.test_orders import film, library_of, tables
from watchlist.dates import StoryDate
from watchlist.library.library import Library
from watchlist.model import Film, FilmId, Placement, PlacementKind
from watchlist.names.listing import few
from watchlist.queries.orders.kinds.timeline import explain
from watchlist.queries.wording import (
    join,
    placement_words,
    short_titles,
    unmet_sentence,
)
from watchlist.story.timeline import Unmet


def letter(number: FilmId) -> str:
    return "?ABCDEFG"[number]


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_words_are_joined_as_people_do(words: Sequence[str], expected: str) -> None:
    assert join(words) == expected
    assert join(iter(words)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("", ""), ("A", "A"), ("ABC", "A, B and C"), ("ABCD", "A, B, C and 1 more")],
)
def test_of_many_names_three_are_told_and_the_rest_is_counted(words: str, expected: str) -> None:
    assert few(words) == expected


@pytest.mark.parametrize(
    ("kind", "anchors", "expected"),
    [
        ("before", (1,), "before A"),
        ("after", (1,), "after A"),
        ("during", (1,), "during A"),
        ("between", (1, 2), "between A and B"),
        ("first", (), "first"),
        ("last", (), "last"),
        ("unplaced", (), "unplaced"),
    ],
)
def test_a_placement_in_words(kind: str, anchors: tuple[int, ...], expected: str) -> None:
    placement = Placement(films=(3,), kind=PlacementKind(kind), anchors=anchors)

    assert placement_words(placement, letter) == expected


@pytest.mark.parametrize(
    ("title", "franchise", "expected"),
    [
        ("John Wick: Chapter 3", "John Wick", "Chapter 3"),
        ("John Wick: Chapter 3 - Parabellum", "John Wick", "Chapter 3"),
        ("JOHN WICK – Chapter 3", "John Wick", "Chapter 3"),
        ("John Wick", "John Wick", "John Wick"),
        ("John Wick: ", "John Wick", "John Wick"),
        ("Alien 3", "Alien", "Alien 3"),
        ("Halloween 4: The Return of Michael Myers", "Halloween", "Halloween 4"),
        ("Spider-Man", "Spider", "Spider-Man"),
        ("Rogue One: A Star Wars Story", "Star Wars", "Rogue One"),
        ("3:10 to Yuma", "Yuma", "3:10 to Yuma"),
    ],
)
def test_a_title_is_short_without_its_franchise_and_its_subtitle(
    title: str, franchise: str, expected: str
) -> None:
    assert [*short_titles([film(title)], franchise).values()] == [expected]


def test_a_subtitle_stays_where_it_tells_films_apart() -> None:
    films = [
        Film(id=1, title="Saga: One - Dawn"),
        Film(id=2, title="Saga: One - Dusk"),
        Film(id=3, title="Saga: Two - Night"),
    ]

    assert short_titles(films, "Saga") == {1: "One - Dawn", 2: "One - Dusk", 3: "Two"}


@pytest.mark.parametrize(
    ("side", "anchor", "expected"),
    [
        ("after", 1, "C was placed between A and B, but stands before A here."),
        ("before", 2, "C was placed between A and B, but stands after B here."),
    ],
)
def test_an_unmet_fact_is_a_sentence(side: str, anchor: int, expected: str) -> None:
    placement = Placement(films=(3,), kind=PlacementKind.BETWEEN, anchors=(1, 2))
    unmet = Unmet(3, placement, "after" if side == "after" else "before", anchor)

    assert unmet_sentence(unmet, letter) == expected


def reasons(library: Library) -> list[str]:
    """Return ``TITLE: reason`` for the films of a timeline."""
    (table,) = tables(library, only="main")
    return [f"{row.film.title}: {explain(row, table.rows, library.title)}" for row in table.rows]


def saga(**stories: str) -> Library:
    """Return A (2001) to D (2004), some with a story date."""
    library = library_of(*(film(t, 2000 + n) for n, t in enumerate("ABCD", start=1)))
    for title, story in stories.items():
        library.change_film("ABCD".index(title) + 1, story=StoryDate(story))
    return library


@pytest.mark.parametrize(
    ("films", "kind", "anchors", "expected"),
    [
        ([4], "before", [2], "D: directly before B: you placed it before B."),
        ([4], "after", [1], "D: directly after A: you placed it after A."),
        ([4], "during", [1], "D: directly after A: you placed it during A."),
        ([4], "between", [1, 3], "D: directly before C: you placed it between A and C."),
        ([4], "first", [], "D: you placed it first."),
        ([1], "last", [], "A: you placed it last."),
        ([4, 3], "before", [1], "D: directly before C: you placed it before A."),
        ([4, 3], "first", [], "C: directly after D: you placed it first."),
        ([2], "unplaced", [], "B: release slot: you said that it stands outside time."),
    ],
)
def test_a_placed_film_is_explained_by_its_neighbour_and_its_placement(
    films: list[FilmId], kind: str, anchors: list[FilmId], expected: str
) -> None:
    library = saga()
    library.place(films, PlacementKind(kind), anchors)

    assert expected in reasons(library)


def test_the_note_of_a_placement_is_told() -> None:
    library = saga()
    library.place([4], PlacementKind.AFTER, [1], note="six weeks later")

    assert reasons(library)[1] == "D: directly after A: you placed it after A (six weeks later)."


def test_story_dates_are_told() -> None:
    assert reasons(saga(A="1950", C="1940", D="4 ABY")) == [
        "C: 1940: story date, before A (1950).",
        "A: 1950: story date; it agrees with the release slot.",
        "B: release slot: nothing is known about when it is set.",
        "D: release slot: 4 ABY cannot be compared with any other film's date.",
    ]


def test_a_story_date_is_explained_by_the_film_it_was_compared_with() -> None:
    library = saga(A="1960", B="1950", C="1955")
    library.place([4], PlacementKind.BEFORE, [1])

    assert reasons(library)[2:] == [
        "D: directly before A: you placed it before A.",
        "A: 1960: story date, after C (1955).",
    ]


def test_a_placement_without_an_anchor_here_is_told() -> None:
    library = library_of(film("A", 2001), film("B", 2002), main=[1], other=[1, 2])
    library.place([1], PlacementKind.AFTER, [2])

    assert reasons(library) == ["A: release slot: its placement after B has no anchor here."]
