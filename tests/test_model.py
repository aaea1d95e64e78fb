"""What a record says of itself."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
import pytest

from tests.strategies import film_fields
from watchlist.dates import PartialDate
from watchlist.library.fields import FIELDS
from watchlist.model import Continuity, Film, Franchise, LinkKind, PlacementKind, Viewing

TODAY = datetime.date(2023, 3, 24)


@pytest.mark.parametrize(
    ("release", "year", "released"),
    [
        ("2023-03-24", None, True),
        ("2023-03-25", None, False),
        ("2023-02", None, True),
        ("2023-03", None, False),
        ("2022", None, True),
        ("2023", None, False),
        ("TBA", None, False),
        ("TBA", 2022, False),
        (None, 2022, True),
        (None, 2023, False),
        (None, None, True),
    ],
)
def test_a_film_is_out_when_the_last_day_that_its_date_can_mean_has_come(
    release: str | None, year: int | None, released: bool
) -> None:
    date = PartialDate.parse(release) if release else None
    film = Film(id=1, title="Heat", year=year, release=date)
    assert film.is_released(TODAY) is released


def test_a_seen_film_is_out_whatever_its_date_says() -> None:
    film = Film(id=1, title="Heat", release=PartialDate(None), viewings=(Viewing(),))
    assert (film.watched, film.is_released(TODAY)) == (True, True)


def test_films_stand_on_the_release_line_by_date_and_then_by_order_of_entry() -> None:
    dates: list[dict[str, Any]] = [
        {"release": PartialDate(2014, 10)},
        {"year": 2014},
        {"release": PartialDate(2014)},
        {"year": 2015},
        {},
        {"release": PartialDate(None), "year": 2014},
    ]
    films = [Film(id=number, title="Heat", **known) for number, known in enumerate(dates)]
    backwards = films[::-1]
    assert sorted(backwards, key=lambda film: film.release_key) == films


def test_a_label_has_the_year_where_it_is_known() -> None:
    labels = [Film(id=1, title="Heat", year=year).label for year in (1995, None)]
    assert labels == ["Heat (1995)", "Heat"]


def test_every_relation_reads_in_both_directions() -> None:
    assert all(kind.words and kind.inverse for kind in LinkKind)
    assert [k for k in LinkKind if k.words == k.inverse] == [k for k in LinkKind if k.symmetric]


def test_every_placement_has_its_number_of_anchors() -> None:
    assert {kind.value: kind.anchors for kind in PlacementKind} == {
        "before": 1,
        "after": 1,
        "between": 2,
        "during": 1,
        "first": 0,
        "last": 0,
        "unplaced": 0,
    }


def test_a_franchise_knows_its_members_and_their_continuities() -> None:
    one, two = Continuity(name="One", films=(3, 1)), Continuity(name="Two", films=(1, 2))
    franchise = Franchise(id=1, name="Saw", continuities=(one, two))
    assert list(franchise.members()) == [3, 1, 2]
    assert list(franchise.continuities_of(1)) == [one, two]
    assert list(franchise.continuities_with([1, 2])) == ["Two"]
    assert list(franchise.continuities_with([])) == ["One", "Two"]
    assert (franchise.continuity("tWO"), franchise.continuity("Three")) == (two, None)


def test_every_field_of_a_film_is_drawn_by_the_property_tests() -> None:
    fields = {field.name for field in msgspec.structs.fields(Film)}
    assert fields == film_fields.keys(), "add a strategy to film_fields in tests/strategies.py"


def test_every_field_of_a_film_has_a_row_in_the_table_of_fields() -> None:
    fields = [field.name for field in msgspec.structs.fields(Film)]
    assert set(fields) == FIELDS.keys(), "add a row to FIELDS in watchlist/library/fields.py"
