"""What watching does to a film."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.strategies import films, viewings
from watchlist.dates import PartialDate
from watchlist.library.viewings import (
    last_viewing,
    viewing_key,
    viewings_on,
    with_viewing,
    without_viewing,
    without_viewings,
)
from watchlist.model import Film, Viewing

FILM = Film(id=1, title="Heat", to_watch=True)


def on(text: str, rating: float | None = None, *, rewatch: bool = False, note: str = "") -> Viewing:
    return Viewing(
        watched_on=PartialDate.parse(text) if text else None,
        rating=rating,
        rewatch=rewatch,
        note=note,
    )


def seen(*several: Viewing) -> Film:
    film = FILM
    for viewing in several:
        film = with_viewing(film, viewing)
    return film


@given(film=films, viewing=viewings)
def test_a_watched_film_is_seen_and_no_longer_to_watch(film: Film, viewing: Viewing) -> None:
    after = with_viewing(film, viewing)
    assert (after.watched, after.to_watch) == (True, False)
    assert after.rating == (film.rating if viewing.rating is None else viewing.rating)


@given(several=st.lists(viewings, min_size=1, max_size=5))
def test_viewings_stand_in_order_of_date_undated_ones_first(several: list[Viewing]) -> None:
    dates = [viewing.watched_on for viewing in seen(*several).viewings]
    dated = [date.key for date in dates if date]
    assert dates[: len(dates) - len(dated)] == [None] * (len(dates) - len(dated))
    assert dated == sorted(dated)


@given(several=st.lists(viewings, max_size=4), viewing=viewings)
def test_the_same_viewing_twice_is_one(several: list[Viewing], viewing: Viewing) -> None:
    once = with_viewing(seen(*several), replace(viewing, rewatch=False))
    assert with_viewing(once, replace(viewing, rewatch=False)) == once


@given(several=st.lists(viewings, max_size=4), viewing=viewings)
def test_a_rewatch_is_always_a_viewing_more(several: list[Viewing], viewing: Viewing) -> None:
    before = seen(*several)
    after = with_viewing(before, replace(viewing, rewatch=True))
    assert len(after.viewings) == len(before.viewings) + 1


def test_an_undated_viewing_stays_undated() -> None:
    assert seen(on("")).viewings == (Viewing(),)


def test_a_second_viewing_is_a_rewatch() -> None:
    assert seen(on("2020"), on("2021")).viewings == (on("2020"), on("2021", rewatch=True))


def test_a_viewing_of_a_known_date_adds_what_it_says_to_the_known_one() -> None:
    first = replace(on("2020", 3.0, note="good"), tags=("tv",))
    second = Viewing(watched_on=first.watched_on, rating=4.0, tags=("dad", "tv"))
    film = seen(first, second)
    assert film.viewings == (replace(first, rating=4.0, tags=("tv", "dad")),)
    assert film.rating == 4.0


def test_a_viewing_without_a_rating_keeps_the_rating_of_the_film() -> None:
    film = seen(on("2020", 3.0), on("2021"))
    assert (film.rating, [v.rating for v in film.viewings]) == (3.0, [3.0, None])


@given(several=st.lists(viewings, max_size=4), viewing=viewings)
def test_taking_a_rewatch_back_leaves_the_viewings_as_they_were(
    several: list[Viewing], viewing: Viewing
) -> None:
    before = seen(*several)
    after = with_viewing(before, replace(viewing, rewatch=True))
    added = next(v for v in after.viewings if not any(v is known for known in before.viewings))
    assert without_viewing(after, added).viewings == before.viewings


def test_the_rating_of_a_viewing_goes_with_it_and_the_newest_other_one_counts() -> None:
    film = seen(on("2019", 2.0), on("2020", 3.0), on("2021"), on("2022", 5.0))
    assert without_viewing(film, film.viewings[-1]).rating == 3.0


def test_a_rating_that_was_given_otherwise_stays() -> None:
    film = replace(seen(on("2019", 2.0), on("2020", 3.0)), rating=4.5)
    assert without_viewing(film, film.viewings[-1]).rating == 4.5


def test_of_two_equal_viewings_one_is_taken_back() -> None:
    film = seen(on("2019"), on("2020"), on("2020", rewatch=True))
    assert without_viewing(film, film.viewings[-1]).viewings == film.viewings[:2]


def test_without_a_viewing_left_a_film_is_unseen_unrated_and_to_watch() -> None:
    film = replace(seen(on("2020", 3.0)), rating=4.5)
    unseen = replace(FILM, rating=None)
    assert without_viewing(film, film.viewings[0]) == unseen
    assert without_viewings(seen(on("2020", 3.0), on("2021", 4.0))) == unseen


def test_while_a_viewing_is_left_a_film_does_not_return_to_the_watchlist() -> None:
    film = seen(on("2020"), on("2021"))
    assert not without_viewing(film, film.viewings[1]).to_watch


@pytest.mark.parametrize(
    ("several", "last"),
    [
        ((), None),
        ((on(""),), on("")),
        ((on("2020-01-01"), on("")), on("2020-01-01")),
        ((on("2020-05"), on("2020-05-31")), on("2020-05")),
        ((on("2021"), on("2020")), on("2021")),
        ((on("2020", 2.0), on("2020", 5.0, rewatch=True)), on("2020", 5.0, rewatch=True)),
        ((on("", 2.0), on("", 5.0, rewatch=True)), on("", 5.0, rewatch=True)),
    ],
)
def test_the_last_viewing_is_the_latest_and_of_one_day_the_one_entered_last(
    several: tuple[Viewing, ...], last: Viewing | None
) -> None:
    assert last_viewing(seen(*several)) == last


def test_viewings_are_found_by_their_date_the_unknown_one_too() -> None:
    film = seen(on(""), on("2020"), on("2020-01"))
    assert [v.watched_on for v in viewings_on(film, None)] == [None]
    assert viewings_on(film, PartialDate(2020)) == [on("2020", rewatch=True)]
    assert viewings_on(film, PartialDate(2021)) == []


def test_an_undated_viewing_is_older_than_any_dated_one() -> None:
    assert viewing_key(on("")) < viewing_key(on("0001-01-01"))
