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
    rated,
    viewing_key,
    viewings_on,
    with_changed_viewing,
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
    if viewing_key(viewing) >= max(map(viewing_key, film.viewings), default=(False, (0, 0, 0))):
        assert after.rating == (film.rating if viewing.rating is None else viewing.rating)
    else:
        assert after.rating == (viewing.rating if film.rating is None else film.rating)


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


def test_an_older_viewing_entered_later_is_the_first_and_no_rewatch() -> None:
    film = seen(on("2020", 4.0), on("2015", 2.0))
    assert film.viewings == (on("2015", 2.0), on("2020", 4.0, rewatch=True))
    assert film.rating == 4.0


def test_the_older_viewing_taken_back_the_other_one_is_the_first_again() -> None:
    film = seen(on("2020", 4.0), on("2015", 2.0))
    assert without_viewing(film, film.viewings[0]).viewings == (on("2020", 4.0),)


def test_a_viewing_that_may_have_been_earlier_makes_no_rewatch_of_another() -> None:
    assert seen(on("2020-05"), on("2020-05-31")).viewings == (on("2020-05-31"), on("2020-05"))


def test_an_undated_viewing_makes_no_rewatch_of_a_dated_one() -> None:
    assert seen(on("2020"), on("")).viewings == (on(""), on("2020"))


def test_a_viewing_that_moves_ahead_of_another_is_the_first() -> None:
    film = seen(on("2020"), on("2021"))
    after = with_changed_viewing(film, film.viewings[1], watched_on=PartialDate(2019))
    assert after.viewings == (on("2019"), on("2020", rewatch=True))


def test_a_viewing_that_moves_behind_another_is_a_rewatch() -> None:
    film = seen(on("2020"), on("2021"))
    after = with_changed_viewing(film, film.viewings[0], watched_on=PartialDate(2022))
    assert after.viewings == (on("2021"), on("2022", rewatch=True))


def test_an_only_viewing_that_moves_stays_the_rewatch_that_it_was_said_to_be() -> None:
    film = seen(on("2020", rewatch=True))
    after = with_changed_viewing(film, film.viewings[0], watched_on=PartialDate(2022))
    assert after.viewings == (on("2022", rewatch=True),)


def test_a_viewing_on_another_date_is_no_longer_at_its_moment() -> None:
    viewing = replace(on("2020-01-01"), instant="2020-01-01T20:00:00Z", mark="trakt:1")
    film = seen(viewing)
    after = with_changed_viewing(film, film.viewings[0], watched_on=PartialDate(2020, 1, 2))
    assert after.viewings == (replace(on("2020-01-02"), mark="trakt:1"),)


def test_a_viewing_can_move_to_a_day_that_has_two_like_it() -> None:
    film = seen(on("2020"), on("2020", rewatch=True), on("2021"))
    after = with_changed_viewing(film, film.viewings[-1], watched_on=PartialDate(2020))
    assert [v.rewatch for v in after.viewings] == [False, True, True]


@given(several=st.lists(viewings, min_size=1, max_size=4), new=viewings, data=st.data())
def test_changing_a_viewing_leaves_the_others_and_their_order(
    several: list[Viewing], new: Viewing, data: st.DataObject
) -> None:
    film = seen(*several)
    old = data.draw(st.sampled_from(film.viewings))
    after = with_changed_viewing(film, old, watched_on=new.watched_on, note=new.note)
    assert len(after.viewings) == len(film.viewings)
    assert list(after.viewings) == sorted(after.viewings, key=viewing_key)
    assert (new.watched_on, new.note) in [(v.watched_on, v.note) for v in after.viewings]


def test_the_rating_of_the_film_follows_its_newest_viewing() -> None:
    film = seen(on("2020", 3.0), on("2021", 4.0))
    assert with_changed_viewing(film, film.viewings[1], rating=5.0).rating == 5.0
    assert with_changed_viewing(film, film.viewings[1], rating=None).rating == 3.0
    assert with_changed_viewing(film, film.viewings[0], rating=1.0).rating == 4.0
    assert (
        with_changed_viewing(replace(film, rating=2.5), film.viewings[1], rating=5.0).rating == 2.5
    )


@given(film=films, stars=st.sampled_from([0.5, 3.0, 5.0]))
def test_rating_a_film_adds_no_viewing_but_to_an_unseen_one(film: Film, stars: float) -> None:
    after = rated(film, stars)
    assert after.rating == stars
    assert len(after.viewings) == max(1, len(film.viewings))
    assert [v.watched_on for v in after.viewings] == [v.watched_on for v in film.viewings] or [None]
    assert after.to_watch == (film.to_watch and film.watched)


def test_a_rating_is_that_of_the_last_viewing_when_it_has_none() -> None:
    assert rated(seen(on("2020", 3.0), on("2021")), 4.0).viewings[-1].rating == 4.0
    assert rated(seen(on("2020", 3.0)), 4.0).viewings == (on("2020", 3.0),)


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
        ((on("2021"), on("2020")), on("2021", rewatch=True)),
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
