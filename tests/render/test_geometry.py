"""Where films stand in a drawing is where they stand in the orders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.render.sagas import branches, drawn, film, library_of, saga
from watchlist.model import PlacementKind
from watchlist.render.pictures.geometry import (
    crossings,
    stops,
    story_axis,
    strands,
    year_words,
)


@given(st.permutations(range(6)))
def test_a_strand_goes_from_the_release_position_to_the_position(order: list[int]) -> None:
    library = library_of(*(film(f"F{number}", 2000 + number) for number in range(6)))
    library.arrange(1, "mine", [number + 1 for number in order])
    _, ((table, _),) = drawn(library, "mine")

    found = strands(table.rows)

    assert [(s.release + 1, s.story + 1) for s in found] == [
        (row.release_position, row.position) for row in table.rows
    ]
    inversions = sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])
    assert crossings(found) == inversions


def test_slots_close_up_where_rows_are_left_out() -> None:
    _, ((table, _),) = drawn(saga())

    found = strands(table.rows[1:])

    assert [(s.film.title, s.release, s.story) for s in found] == [
        ("Saga: First", 0, 0),
        ("Saga: Second", 1, 1),
        ("Saga: Last", 2, 2),
    ]


def test_years_keep_their_order_and_fill_the_axis() -> None:
    axis = story_axis(saga().films.values())

    assert axis
    assert axis.calendar == "ABY"
    assert list(axis.years) == [-40, -10, -5, -1, 2]
    assert list(axis.years.values()) == sorted(axis.years.values())
    assert axis.years[-40] == 0
    assert axis.years[2] == pytest.approx(1)


def test_a_gap_longer_than_all_others_together_is_broken() -> None:
    years = [-5000, 1990, 1995, 2000, 2010]
    axis = story_axis(film("F", story=f"{-y} BC" if y < 0 else str(y)) for y in years)

    assert axis
    assert len(axis.breaks) == 1
    assert axis.years[-5000] < axis.breaks[0] < axis.years[1990] < 0.5
    assert axis.years[2010] - axis.years[2000] == pytest.approx(
        2 * (axis.years[2000] - axis.years[1995])
    )


def test_an_axis_is_of_one_calendar() -> None:
    films = [film("A", story="1990"), film("B", story="1995"), film("C", story="3 ABY")]

    axis = story_axis(films)

    assert axis
    assert list(axis.years) == [1990, 1995]


@pytest.mark.parametrize("stories", [[], ["1990"], ["1990", "1990"], ["soon", "later"]])
def test_there_is_no_axis_without_two_years(stories: list[str]) -> None:
    assert story_axis(film("F", story=story) for story in stories) is None


@pytest.mark.parametrize(
    ("year", "calendar", "words"),
    [
        (1973, "CE", "1973"),
        (-44, "CE", "44 BC"),
        (-19, "ABY", "19 BBY"),
        (4, "ABY", "4 ABY"),
        (3018, "ta", "3018 TA"),
    ],
)
def test_a_year_is_written_as_in_its_calendar(year: int, calendar: str, words: str) -> None:
    assert year_words(year, calendar) == words


def test_a_stop_knows_the_place_of_its_film_in_each_lane() -> None:
    library = branches()
    library.place([3], PlacementKind.FIRST)
    _, pairs = drawn(library)

    found = stops([shown for _, shown in pairs])

    assert [(stop.film.title, stop.positions) for stop in found] == [
        ("Night", {0: 1, 1: 2}),
        ("Night II", {0: 2}),
        ("Other", {2: 1}),
        ("Night Again", {1: 1}),
    ]
