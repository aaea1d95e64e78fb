"""The orders of a franchise as tables: one for each continuity, with what each row knows."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from tests.conftest import TODAY, Run
from watchlist.dates import PartialDate, StoryDate
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.model import RELEASE, TIMELINE, Film, FilmId, Franchise, Link, PlacementKind, Viewing
from watchlist.queries.next import next_in_table
from watchlist.queries.orders import OrderTable, order_tables
from watchlist.queries.orders.standing import earlier_unwatched

SEEN = (Viewing(),)


def library_of(*films: Film, **continuities: Sequence[FilmId]) -> Library:
    """Return a library with one franchise of these films, all in ``main`` unless said."""
    library = Library(Records(Film, {}), Records(Link, {}), Records(Franchise, {}))
    for film in films:
        library.add_film(film)
    franchise = library.ensure_franchise("Saga")
    branches = continuities or {"main": [number for number, _ in library.films.items()]}
    for name, members in branches.items():
        library.enter(franchise.id, members, [name])
    return library


def film(title: str, year: int | None = None, viewings: tuple[Viewing, ...] = ()) -> Film:
    return Film(id=0, title=title, year=year, viewings=viewings)


def three(*seen: int) -> Library:
    """Return A (2001), B (2002) and C (2003), some of them seen."""
    years = {"A": 2001, "B": 2002, "C": 2003}
    return library_of(
        *(film(t, y, SEEN if n in seen else ()) for n, (t, y) in enumerate(years.items(), start=1))
    )


def tables(library: Library, by: str = TIMELINE, only: str = "") -> list[OrderTable]:
    return order_tables(library, library.franchises[1], by, only)


def titles(table: OrderTable) -> str:
    return " ".join(row.film.title for row in table.rows)


def test_each_continuity_has_a_table_of_its_own() -> None:
    library = library_of(film("A", 2001), film("B", 2002), film("C", 2003), x=[1, 3], y=[2, 3])
    library.place([3], PlacementKind.FIRST)

    assert {t.continuity.name: titles(t) for t in tables(library)} == {"x": "C A", "y": "C B"}


def test_a_continuity_can_be_ordered_alone() -> None:
    library = library_of(film("A", 2001), film("B", 2002), x=[1, 2], y=[2])

    assert [titles(table) for table in tables(library, only="y")] == ["B"]


def test_a_continuity_without_films_has_no_table() -> None:
    library = library_of(film("A"), x=[1], empty=[])

    assert [table.continuity.name for table in tables(library)] == ["x"]


def test_a_timeline_numbers_its_rows_and_gives_the_place_by_release() -> None:
    library = three()
    library.place([3], PlacementKind.BEFORE, [1])

    assert [(r.position, r.film.title, r.release_position) for r in tables(library)[0].rows] == [
        (1, "C", 3),
        (2, "A", 1),
        (3, "B", 2),
    ]


def test_the_order_by_release_ignores_placements_and_story_dates() -> None:
    library = three()
    library.place([3], PlacementKind.FIRST)
    library.change_film(2, story=StoryDate("1950"))

    (table,) = tables(library, RELEASE)

    assert titles(table) == "A B C"
    assert [(row.entry.reason, row.assumes) for row in table.rows] == [("release", [])] * 3


def test_rows_know_what_they_assume() -> None:
    library = three()
    library.place([3], PlacementKind.BEFORE, [1])

    assert [row.assumes for row in tables(library)[0].rows] == [[1, 2], [], []]


def _next(table: OrderTable, today: datetime.date = TODAY) -> str | None:
    suggestion = next_in_table(Franchise(id=1, name="Saga"), table, today)
    return suggestion.film.title if suggestion else None


def test_rows_know_what_is_optional_and_the_next_film_is_not() -> None:
    library = three()
    library.enter(1, [1], weight="optional")

    (table,) = tables(library)

    assert [row.optional for row in table.rows] == [True, False, False]
    assert _next(table) == "B"


@pytest.mark.parametrize(
    ("seen", "expected"), [((), "A"), ((1,), "B"), ((2,), "A"), ((1, 2, 3), None)]
)
def test_the_next_film_is_the_first_in_order_that_is_not_seen(
    seen: tuple[int, ...], expected: str | None
) -> None:
    (table,) = tables(three(*seen))

    assert _next(table) == expected


def test_a_film_that_is_not_out_is_not_next() -> None:
    library = three()
    library.change_film(1, release=PartialDate(2024), year=2024)
    library.place([1], PlacementKind.FIRST)

    (table,) = tables(library)

    assert (titles(table), _next(table)) == ("A B C", "B")
    assert _next(table, datetime.date(2024, 12, 31)) == "A"


def test_what_is_not_met_is_in_the_table_of_its_continuity() -> None:
    library = library_of(film("A", 2002), film("B", 2001), film("C", 2003), x=[1, 2, 3], y=[2, 3])
    library.place([3], PlacementKind.BETWEEN, [1, 2])

    assert [
        (t.continuity.name, [(u.film, u.side, u.anchor) for u in t.unmet]) for t in tables(library)
    ] == [
        ("x", [(3, "after", 1)]),
        ("y", []),
    ]


@pytest.mark.parametrize(
    ("wanted", "seen", "expected"),
    [
        ([3], (), ["A", "B"]),
        ([3], (1,), ["B"]),
        ([2, 3], (), ["A"]),
        ([1], (), []),
        ([1, 3], (), ["B"]),
    ],
)
def test_earlier_films_are_those_in_front_that_are_not_seen(
    wanted: list[FilmId], seen: tuple[int, ...], expected: list[str]
) -> None:
    found = earlier_unwatched(three(*seen), wanted, TODAY)

    assert [film.title for film in found] == expected


def test_earlier_films_leave_out_what_is_optional_or_not_released() -> None:
    library = three()
    library.enter(1, [1], weight="optional")
    library.change_film(2, release=PartialDate(None))
    library.place([2], PlacementKind.FIRST)

    assert list(earlier_unwatched(library, [3], TODAY)) == []


def test_an_earlier_film_of_two_continuities_comes_once() -> None:
    library = library_of(film("A", 2001), film("B", 2002), x=[1, 2], y=[1, 2])

    assert [film.title for film in earlier_unwatched(library, [2], TODAY)] == ["A"]


def test_a_film_that_is_missing_from_the_library_is_left_out_of_its_order() -> None:
    library = three()
    del library.films[2]

    assert [titles(table) for table in tables(library)] == ["A C"]


def test_place_and_order_on_the_command_line(john_wick: Run) -> None:
    john_wick.ok("place", "ballerina", "--first")

    table = john_wick.json("order", "john wick")["tables"][0]

    assert [(e["title"], e["placement"], e["reason"]) for e in table["entries"]][:2] == [
        ("Ballerina", "first", "placed"),
        ("John Wick", None, "release"),
    ]
    assert table["unmet"] == []


def test_a_circle_is_refused_by_name_and_nothing_changes(john_wick: Run) -> None:
    before = john_wick.titles("john wick")

    result = john_wick("place", "chapter 3", "--after", "ballerina")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "Ballerina" in result.stderr
    assert "Chapter 3" in result.stderr
    assert john_wick.titles("john wick") == before


def test_saying_a_fact_from_its_other_end_is_refused_as_said_already(john_wick: Run) -> None:
    john_wick.ok("place", "chapter 2", "--before", "chapter 3")

    result = john_wick("place", "chapter 3", "--after", "chapter 2")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "already says so" in result.stderr
