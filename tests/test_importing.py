"""What imported entries do to a library: which films they mean, and what becomes of these."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any, NamedTuple

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import partial_dates
from watchlist.dates import PartialDate
from watchlist.library.codec import encode
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.merging.entries import (
    Entry,
    Item,
    ListedEntry,
    ListEntry,
    Notice,
    Origin,
    Skipped,
    WholeWatchlist,
)
from watchlist.merging.importing import take_in
from watchlist.merging.report import Report
from watchlist.model import Film, FilmList, Franchise, Kind, Link, ListedFilm, Note, Viewing
from watchlist.names.folding import fold

ORIGIN = Origin("films.csv", 7)


def library(*films: dict[str, Any]) -> Library:
    stored = {str(number): film for number, film in enumerate(films, start=1)}
    return Library(Records(Film, stored), Records(Link, {}), Records(Franchise, {}))


def entry(title: str = "Heat", year: int | None = 1995, **said: Any) -> Entry:
    return Entry(origin=ORIGIN, title=title, year=year, **said)


def day(text: str, **said: Any) -> Viewing:
    return Viewing(watched_on=PartialDate.parse(text), **said)


def imported(shelf: Library, *items: Any) -> list[Film]:
    take_in(shelf, items)
    return list(shelf.films.values())


def labels(films: list[Film]) -> list[str]:
    return [film.label for film in films]


# -- which film is meant ---------------------------------------------------------------------


@pytest.mark.parametrize("site", [{"imdb": "tt1"}, {"tmdb": 1}, {"letterboxd": "https://l/1"}])
def test_a_film_is_found_by_its_id_and_called_what_it_is_called_now(site: dict[str, Any]) -> None:
    shelf = library({"title": "The Haunting", "year": 1962, "runtime": 100, **site})
    (film,) = imported(shelf, entry("The Haunting of Hill", 1963, runtime=112, **site))
    assert (film.label, film.runtime, film.aliases) == (
        "The Haunting of Hill (1963)",
        112,
        ("The Haunting",),
    )


@pytest.mark.parametrize("title", ["Heat", "HEAT", "Heat!", "Héat"])
def test_a_film_is_found_by_title_and_year_and_keeps_what_it_has(title: str) -> None:
    shelf = library({"title": "Heat", "year": 1995, "runtime": 100})
    (film,) = imported(shelf, entry(title, runtime=112, where=("Odeon",)))
    assert (film.title, film.runtime, film.where) == ("Heat", 100, ("Odeon",))


def test_a_film_is_found_by_another_title() -> None:
    shelf = library({"title": "Amélie", "year": 2001, "original_title": "Le fabuleux destin"})
    assert len(imported(shelf, entry("Le Fabuleux Destin", 2001))) == 1


def test_a_film_without_an_id_adopts_one() -> None:
    (film,) = imported(library({"title": "heat", "year": 1995}), entry(imdb="tt0113277"))
    assert (film.title, film.imdb) == ("Heat", "tt0113277")


def test_films_of_one_title_and_year_with_two_ids_are_two_films() -> None:
    message = [entry("The Message", 1976, imdb=imdb) for imdb in ("tt1", "tt2")]
    shelf = library({"title": "The Message", "year": 1976, "imdb": "tt3"})
    films = imported(shelf, *message)
    assert [film.imdb for film in films] == ["tt3", "tt1", "tt2"]


def test_what_has_no_id_goes_to_the_first_of_two_films_and_that_is_said() -> None:
    shelf = library(*[{"title": "Emma", "year": 1996, "imdb": imdb} for imdb in ("tt1", "tt2")])
    report = take_in(shelf, [entry("Emma", 1996, plays=1)])
    assert [film.watched for film in shelf.films.values()] == [True, False]
    assert report.notices == [
        "There is more than one Emma (1996): what has no id was taken for the first of them."
    ]


def test_a_surer_id_tells_films_apart_that_share_another_one() -> None:
    shelf = library({"title": "Heat", "year": 1995, "imdb": "tt1", "tmdb": 5})
    assert len(imported(shelf, entry("Cold", 1996, imdb="tt2", tmdb=5))) == 2


def test_a_series_is_no_film_of_its_name() -> None:
    shelf = library({"title": "Fargo", "year": 1996, "tmdb": 60})
    films = imported(shelf, entry("Fargo", 1996, kind=Kind.SERIES, tmdb=60))
    assert [film.kind for film in films] == ["film", "series"]


@pytest.mark.parametrize(
    ("years", "count"),
    [([1996], 1), ([1996, 2020], 3), ([None], 1), ([], 1)],
    ids=["the only one", "two", "without a year", "none"],
)
def test_an_entry_without_a_year_is_the_only_film_of_that_title(
    years: list[int | None], count: int
) -> None:
    films = [{"title": "Emma"} | ({"year": year} if year else {}) for year in years]
    shelf = library(*films)
    assert len(imported(shelf, entry("Emma", None))) == count
    assert len(imported(shelf, entry("Emma", None))) == count


def test_an_announced_film_with_an_id_is_not_an_old_film_of_that_title() -> None:
    shelf = library({"title": "Emma", "year": 1996, "imdb": "tt1"})
    assert len(imported(shelf, entry("Emma", None, letterboxd="https://boxd.it/9"))) == 2


def test_a_film_without_a_year_gets_it() -> None:
    assert labels(imported(library({"title": "Heat"}), entry())) == ["Heat (1995)"]


def test_what_a_source_spells_differently_is_two_films_of_it() -> None:
    rows = [entry("Rain", 2001, exact=True), entry("rain", 2001, exact=True)]
    shelf = library()
    assert labels(imported(shelf, *rows)) == ["Rain (2001)", "rain (2001)"]
    assert labels(imported(shelf, *rows)) == ["Rain (2001)", "rain (2001)"]


def test_both_kinds_of_addresses_at_letterboxd_mean_one_film() -> None:
    shelf = library()
    films = imported(
        shelf,
        entry("Life", 2017, letterboxd="https://boxd.it/1"),
        entry("Life", 2017, letterboxd="https://letterboxd.com/film/life-2017/"),
    )
    assert labels(films) == ["Life (2017)"]


def test_a_film_known_by_its_id_only_is_called_that_until_its_title_comes() -> None:
    shelf = library()
    assert labels(imported(shelf, entry("", None, tmdb=639, plays=1))) == ["TMDB 639"]
    (film,) = imported(shelf, entry("Heat", 1995, tmdb=639))
    assert (film.label, film.aliases, film.watched) == ("Heat (1995)", (), True)


def test_new_films_are_numbered_as_they_are_first_mentioned() -> None:
    films = imported(library(), entry("B", None), entry("A", 2000), entry("C", 2000, imdb="tt1"))
    assert labels(films) == ["B", "A (2000)", "C (2000)"]


# -- what becomes of it ----------------------------------------------------------------------


def test_a_release_date_that_says_less_changes_nothing() -> None:
    shelf = library({"title": "Heat", "year": 1995, "imdb": "tt1", "release": "1995-12-15"})
    (film,) = imported(shelf, entry(imdb="tt1", release=PartialDate(1995)))
    assert str(film.release) == "1995-12-15"


def test_directors_fill_what_is_empty_only() -> None:
    shelf = library()
    imported(shelf, entry(directors=("Michael Mann",)))
    (film,) = imported(shelf, entry(directors=("Somebody Else",)))
    assert [(credit.name, credit.job) for credit in film.credits] == [("Michael Mann", "director")]


@pytest.mark.parametrize(
    "source",
    [
        [entry("Emma", 1996, original_title="Rain"), entry("Emma", 1996)],
        [entry("Emma", 1996, original_title="Rains"), entry("Rain", None, aliases=("Emma",))],
    ],
)
def test_what_is_found_by_another_name_is_found_again(source: list[Entry]) -> None:
    shelf = library(
        {"title": "Emma"}, {"title": "Rain", "year": 1996}, {"title": "Rains", "year": 1996}
    )
    once = imported(shelf, *source)
    assert imported(shelf, *source) == once


def test_what_was_seen_since_leaves_the_watchlist_that_it_is_not_on_any_more() -> None:
    shelf = library({"title": "Heat", "year": 1995, "to_watch": True})
    (film,) = imported(shelf, WholeWatchlist(), entry(viewings=(day("2020-01-02"),)))
    assert (film.watched, film.to_watch) == (True, False)


def test_a_seen_film_that_the_user_wants_to_see_again_stays_on_the_watchlist() -> None:
    seen = {"title": "Heat", "year": 1995, "to_watch": True, "viewings": [{}]}
    (film,) = imported(library(seen), WholeWatchlist(), entry(plays=1))
    assert film.to_watch


@pytest.mark.parametrize(
    "source",
    [
        [entry(plays=1)],  # it does not say what is to be watched
        [WholeWatchlist(), entry(plays=1), entry(to_watch=True)],
        [WholeWatchlist(), entry("Ronin", 1998, plays=1)],
    ],
)
def test_a_film_stays_on_the_watchlist_otherwise(source: list[Item]) -> None:
    film = imported(library({"title": "Heat", "year": 1995, "to_watch": True}), *source)[0]
    assert film.to_watch


def test_a_watched_film_of_the_watchlist_stays_both() -> None:
    rows = [entry(to_watch=True), entry(plays=1)]
    for order in (rows, rows[::-1]):
        (film,) = imported(library(), *order)
        assert (film.watched, film.to_watch) == (True, True)


def test_the_earliest_day_of_entry_stays() -> None:
    days = [datetime.date(2020, 1, 2), datetime.date(2019, 1, 2)]
    shelf = library()
    (film,) = imported(shelf, *(entry(added=day) for day in days))
    assert film.added == days[1]


def test_a_current_rating_wins_over_one_of_a_day_in_any_order() -> None:
    rows = [
        entry(rating=4.5, rating_wins=True),
        entry(viewings=(day("2020-01-01", rating=2.0),)),
    ]
    for order in (rows, rows[::-1]):
        (film,) = imported(library(), *order)
        assert (film.rating, film.viewings) == (4.5, (day("2020-01-01", rating=2.0),))


def test_the_newest_rating_of_a_day_fills_a_current_one() -> None:
    viewings = (day("2021-01-01", rating=3.0), day("2020-01-01", rating=2.0))
    (film,) = imported(library(), *(entry(viewings=(viewing,)) for viewing in viewings))
    assert film.rating == 3.0


def test_rated_means_seen() -> None:
    (film,) = imported(library(), entry(rating=4.0))
    assert film.viewings == (Viewing(),)


def test_a_dated_viewing_takes_the_place_of_a_bare_one_in_any_order() -> None:
    rows = [entry(plays=1), entry(viewings=(day("2020-01-01"),))]
    for order in (rows, rows[::-1]):
        shelf = library()
        for row in order:
            imported(shelf, row)
        assert shelf.films[1].viewings == (day("2020-01-01"),)


def test_an_undated_viewing_that_says_something_stays() -> None:
    shelf = library({"title": "Heat", "year": 1995, "viewings": [{"note": "at the Odeon"}]})
    (film,) = imported(shelf, entry(viewings=(day("2020-01-01"),)))
    assert len(film.viewings) == 2


def test_plays_beyond_the_dated_ones_are_undated() -> None:
    (film,) = imported(library(), entry(plays=3, viewings=(day("2020-01-01"),)))
    assert film.viewings == (Viewing(), Viewing(), day("2020-01-01"))


def test_two_viewings_of_one_day_are_two_and_stay_two() -> None:
    rows = [
        entry(viewings=(day("2020-01-01", tags=("a",)),)),
        entry(viewings=(day("2020-01-01"),)),
    ]
    shelf = library()
    for _ in range(2):
        (film,) = imported(shelf, *rows)
        assert film.viewings == (day("2020-01-01", tags=("a",)), day("2020-01-01"))


def test_a_viewing_that_is_there_takes_what_it_lacks() -> None:
    viewing = {"watched_on": "2020-01-01", "rating": 2, "tags": ["mine"]}
    shelf = library({"title": "Heat", "year": 1995, "viewings": [viewing]})
    said = day("2020-01-01", rating=5.0, tags=("theirs",), note="Good.", rewatch=True)
    (film,) = imported(shelf, entry(viewings=(said,)))
    assert film.viewings == (
        day("2020-01-01", rating=2.0, tags=("mine", "theirs"), note="Good.", rewatch=True),
    )


def test_a_note_is_entered_once() -> None:
    shelf = library({"title": "Heat", "year": 1995, "notes": [{"text": "mine"}]})
    for _ in range(2):
        (film,) = imported(shelf, entry(notes=(Note(text="theirs"), Note(text="mine"))))
        assert [note.text for note in film.notes] == ["mine", "theirs"]


def test_a_franchise_is_joined_and_a_new_one_is_said() -> None:
    shelf = library()
    imported(shelf, entry(franchises=("Heist",)))
    assert list(shelf.franchises[1].members()) == [1]
    assert shelf.notices == ["Created the franchise Heist."]


# -- lists and the report --------------------------------------------------------------------


def listed(name: str, *titles: str, url: str = "") -> ListEntry:
    films = tuple(ListedEntry(entry(title), f"about {title}") for title in titles)
    return ListEntry(origin=ORIGIN, name=name, url=url, films=films)


def test_a_list_is_brought_up_to_date_and_its_films_are_not_to_watch() -> None:
    shelf = library()
    take_in(shelf, [listed("Best", "Heat", "Ronin")])
    take_in(shelf, [listed("best", "Ronin", "Thief")])
    assert shelf.lists[1] == FilmList(
        id=1,
        name="best",
        films=(ListedFilm(film=2, note="about Ronin"), ListedFilm(film=3, note="about Thief")),
    )
    assert [film.to_watch for film in shelf.films.values()] == [False, False, False]


def test_lists_of_one_name_are_told_apart_by_their_address_or_their_order() -> None:
    by_url = [listed("Best", "Heat", url="u1"), listed("Best", "Ronin", url="u2")]
    by_order = [listed("Best", "Heat"), listed("Best", "Ronin")]
    for lists in (by_url, by_order):
        shelf = library()
        for _ in range(2):
            take_in(shelf, lists)
            assert [found.films[0].film for found in shelf.lists.values()] == [1, 2]
    take_in(shelf := library(), by_url[:1])
    take_in(shelf, by_url[1:])
    assert len(shelf.lists) == 2


def test_the_report_counts_rows_films_and_what_was_skipped() -> None:
    problem = Skipped(ORIGIN, "it is odd.")
    items: list[Item] = [
        entry(),
        entry("Ronin", 1998, rows=2),
        entry("Thief", 1981),
        listed("Best", "Heat"),
        problem,
        Skipped(ORIGIN, "TV series", problem=False),
        Notice("That was all."),
    ]
    shelf = library({"title": "Heat", "year": 1995}, {"title": "Ronin"})
    assert take_in(shelf, items) == Report(
        rows=7,
        added=[3],
        updated=[2],
        unchanged=1,
        lists=1,
        problems=[problem],
        passed_over={"TV series": 1},  # type: ignore[arg-type]
        notices=["That was all."],
    )


def test_a_film_whose_record_is_bent_is_left_alone() -> None:
    shelf = library({"title": "Heat", "year": 1995, "runtime": "long"})
    take_in(shelf, [entry(plays=1)])
    assert list(shelf.films) == [2]


# -- properties ------------------------------------------------------------------------------

TITLES = ("Emma", "emma!", "Rain", "The Rain", "Кин-дза-дза!")
IDS: tuple[tuple[dict[str, Any], ...], ...] = (
    ({},),
    ({"imdb": "tt1"}, {"imdb": "tt2"}),
    ({"letterboxd": "https://boxd.it/1"}, {"letterboxd": "https://boxd.it/2"}, {}),
    ({"imdb": "tt1", "tmdb": 1}, {"tmdb": 2}, {"imdb": "tt3", "tmdb": 3}),
)
"""The ids of films in one source: it may have some for a part of its rows only."""

marks = st.sampled_from(["", "", "trakt:history:1", "trakt:history:2", "letterboxd:a"])
instants = st.sampled_from(["", "", "2020-01-01T20:00:00Z", "2019-12-31T23:59:59Z"])
DAYS = {"2020-01-01T20:00:00Z": "2020-01-01", "2019-12-31T23:59:59Z": "2020-01-01", "": None}
"""Instants, and the day that each is where the user is."""


@st.composite
def said_viewings(draw: st.DrawFn) -> Viewing:
    """Draw a viewing; an instant tells its day."""
    instant = draw(instants)
    days = st.none() | st.sampled_from([PartialDate(2020), PartialDate(2020, 1, 1)])
    return Viewing(
        watched_on=PartialDate.parse(told) if (told := DAYS[instant]) else draw(days),
        rating=draw(st.none() | st.sampled_from([1.0, 4.5])),
        rewatch=draw(st.booleans()),
        tags=draw(st.sampled_from([(), ("a",), ("b", "a")])),
        note=draw(st.sampled_from(["", "x", "y"])),
        instant=instant,
        mark=draw(marks),
    )


entries = st.builds(
    Entry,
    origin=st.just(ORIGIN),
    title=st.sampled_from(TITLES),
    year=st.sampled_from([None, 1996, 2020]),
    release=st.none() | partial_dates(),
    kind=st.sampled_from([Kind.FILM, Kind.SHORT, Kind.SERIES]),
    runtime=st.sampled_from([None, 90, 91]),
    # no titles: a source that calls two films by the title of a third makes it doubtful for itself
    original_title=st.sampled_from(["", "Original"]),
    aliases=st.sampled_from([(), ("Emmy",), ("Regen", "Emmy")]),
    directors=st.sampled_from([(), ("Ann",), ("Bob", "Ann")]),
    franchises=st.sampled_from([(), ("F",)]),
    added=st.none() | st.dates(),
    to_watch=st.booleans(),
    plays=st.integers(0, 3),
    rating=st.none() | st.sampled_from([2.0, 5.0]),
    rating_wins=st.booleans(),
    viewings=st.lists(said_viewings(), max_size=2).map(tuple),
    dropped=st.booleans(),
    tags=st.sampled_from([(), ("a",), ("b", "a")]),
    notes=st.sampled_from([(), (Note(text="n"),)]),
)


@st.composite
def sources(draw: st.DrawFn) -> list[Entry]:
    """Draw what one source says: it has ids of its own, and one way to spell titles or many."""
    ids, exact = draw(st.sampled_from(IDS)), draw(st.booleans())
    return [
        msgspec.structs.replace(said, exact=exact, **draw(st.sampled_from(ids)))
        for said in draw(st.lists(entries, max_size=4))
    ]


def contents(shelf: Library) -> tuple[dict[int, Film], dict[int, Franchise]]:
    return dict(shelf.films), dict(shelf.franchises)


@given(before=sources(), source=sources())
def test_importing_a_source_twice_changes_nothing(before: list[Entry], source: list[Entry]) -> None:
    shelf = library({"title": "Emma", "runtime": 80}, {"title": "Rain", "year": 1996})
    take_in(shelf, before)
    take_in(shelf, source)
    once = contents(shelf)
    report = take_in(shelf, source)
    assert contents(shelf) == once
    assert (report.added, report.updated) == ([], [])


@given(before=sources(), source=sources())
def test_what_the_user_entered_is_never_lost(before: list[Entry], source: list[Entry]) -> None:
    shelf = library()
    take_in(shelf, before)
    known = dict(shelf.films)
    take_in(shelf, source)
    for number, film in known.items():
        now = shelf.films[number]
        assert set(film.tags) <= set(now.tags)
        assert set(film.notes) <= set(now.notes)
        assert film.to_watch <= (now.to_watch or any(said.dropped for said in source))
        assert len(film.viewings) <= len(now.viewings)
        assert fold(film.title) in map(fold, (now.title, now.original_title, *now.aliases))


# -- entries have an identity ----------------------------------------------------------------


def test_an_entry_that_its_site_has_changed_changes_its_viewing() -> None:
    shelf = library()
    imported(shelf, entry(viewings=(day("2024-03-18", mark="letterboxd:a", rating=4.0),)))
    now = day("2024-03-08", mark="letterboxd:a", rating=4.5, tags=("crime",), note="Again.")
    (film,) = imported(shelf, entry(viewings=(now,)))
    assert (film.viewings, film.rating) == ((now,), 4.5)


def test_what_an_entry_does_not_say_any_more_stays() -> None:
    viewing = day("2024-03-18", mark="letterboxd:a", rating=4.0, tags=("mine",), note="Good.")
    shelf = library()
    imported(shelf, entry(viewings=(viewing,)))
    (film,) = imported(shelf, entry(viewings=(Viewing(mark="letterboxd:a"),)))
    assert film.viewings == (viewing,)


def test_a_viewing_without_a_mark_takes_on_that_of_its_day() -> None:
    shelf = library({"title": "Heat", "year": 1995, "viewings": [{"watched_on": "2024-03-18"}]})
    for date in ("2024-03-18", "2024-03-08"):
        (film,) = imported(shelf, entry(viewings=(day(date, mark="letterboxd:a"),)))
        assert film.viewings == (day(date, mark="letterboxd:a"),)


def test_two_marks_of_one_site_are_two_viewings_of_one_day() -> None:
    viewings = tuple(day("2024-03-19", mark=f"letterboxd:{mark}") for mark in "ab")
    for said in (viewings, viewings[::-1]):
        shelf = library()
        for viewing in said:
            imported(shelf, entry(viewings=(viewing,)))
        assert shelf.films[1].viewings == viewings


def test_marks_of_two_sites_may_be_one_viewing_that_is_found_by_both() -> None:
    sites = [day("2024-03-19", mark=mark) for mark in ("trakt:history:1", "letterboxd:a")]
    for said in (sites, sites[::-1]):
        shelf = library()
        for viewing in (*said, day("2024-03-20", mark="trakt:history:1")):
            imported(shelf, entry(viewings=(viewing,)))
        assert shelf.films[1].viewings == (day("2024-03-20", mark="letterboxd:a trakt:history:1"),)


def test_an_entry_that_gets_a_date_keeps_it() -> None:
    said = [Viewing(mark="mal:5"), day("2024-03-19", mark="mal:5"), Viewing(mark="mal:5")]
    shelf = library()
    for viewing in said:
        imported(shelf, entry(viewings=(viewing,)))
    assert shelf.films[1].viewings == (said[1],)


@pytest.mark.parametrize("mark", ["", "trakt:history:1"])
def test_one_instant_on_another_day_is_one_viewing(mark: str) -> None:
    shelf = library()
    for date in ("2020-03-22", "2020-03-23"):
        viewing = day(date, instant="2020-03-22T23:33:24Z", mark=mark)
        (film,) = imported(shelf, entry(viewings=(viewing,)))
        assert film.viewings == (viewing,)


def test_an_instant_of_two_marks_is_two_viewings() -> None:
    said = [
        day("2020-03-22", instant="2020-03-22T23:33:24Z", mark=f"trakt:history:{number}")
        for number in (1, 2)
    ]
    (film,) = imported(library(), *(entry(viewings=(viewing,)) for viewing in said))
    assert film.viewings == tuple(said)


def test_an_undated_viewing_is_one_that_is_there() -> None:
    rows = [entry(viewings=(Viewing(),)), entry(viewings=(day("2020-01-01"),))]
    for order in (rows, rows[::-1]):
        shelf = library()
        for row in order:
            imported(shelf, row)
        assert shelf.films[1].viewings == (day("2020-01-01"),)


def test_the_current_rating_follows_the_newest_viewing_that_it_is_of() -> None:
    viewings = [day("2020-01-01", rating=2.0), day("2021-01-01", rating=3.0)]
    for order in (viewings, viewings[::-1]):
        shelf = library()
        for viewing in order:
            imported(shelf, entry(viewings=(viewing,)))
        assert shelf.films[1].rating == 3.0
    shelf.films[1] = msgspec.structs.replace(shelf.films[1], rating=5.0)
    (film,) = imported(shelf, entry(viewings=(day("2022-01-01", rating=1.0),)))
    assert film.rating == 5.0


def test_a_dropped_film_is_kept_and_not_to_watch() -> None:
    shelf = library({"title": "Heat", "year": 1995, "to_watch": True})
    films = imported(shelf, entry(dropped=True), entry("Ronin", 1998, dropped=True))
    assert [(film.watched, film.to_watch) for film in films] == [(False, False)] * 2


# -- ids that moved --------------------------------------------------------------------------

SITE_IDS = pytest.mark.parametrize(
    "ids",
    [
        ({"letterboxd": "https://boxd.it/1"}, {"letterboxd": "https://boxd.it/2"}),
        ({"imdb": "tt1"}, {"imdb": "tt2"}),
        ({"imdb": "tt1", "tmdb": 1}, {"imdb": "tt2", "tmdb": 2}),
        ({"imdb": "tt1", "tmdb": 1}, {"imdb": "tt2", "tmdb": 1}),
        ({"imdb": "tt1", "tmdb": 1}, {"imdb": "tt1", "tmdb": 2}),
    ],
    ids=str,
)
Ids = tuple[dict[str, Any], dict[str, Any]]


@SITE_IDS
def test_an_id_that_is_gone_from_a_whole_export_has_moved_to_the_only_new_one(ids: Ids) -> None:
    shelf = library()
    imported(shelf, WholeWatchlist(), entry(plays=1, **ids[0]))
    for _ in range(2):
        report = take_in(shelf, [WholeWatchlist(), entry(plays=1, **ids[1])])
    (film,) = shelf.films.values()
    assert {name: getattr(film, name) for name in ids[1]} == ids[1]
    assert (report.unchanged, report.notices) == (1, [])


@SITE_IDS
def test_an_id_that_moved_is_said(ids: Ids) -> None:
    shelf = library({"title": "Heat", "year": 1995, **ids[0]})
    report = take_in(shelf, [WholeWatchlist(), entry(**ids[1])])
    assert report.notices == ["Known by another id at its site now: Heat (1995)."]


OLD: dict[str, Any] = {"imdb": "tt1"}
NEW: dict[str, Any] = {"imdb": "tt2"}
NEWER: dict[str, Any] = {"imdb": "tt3"}


@pytest.mark.parametrize(
    "source",
    [
        [entry(**NEW)],
        [WholeWatchlist(), entry(**OLD), entry(**NEW)],
        [WholeWatchlist(), entry(**NEW), entry(**NEWER)],
        [WholeWatchlist(), entry(year=1996, **NEW)],
        [WholeWatchlist(), entry("Ronin", **NEW)],
        [WholeWatchlist(), entry(kind=Kind.SERIES, **NEW)],
    ],
    ids=["no whole export", "both are there", "two new ones", "year", "title", "series"],
)
def test_a_new_id_is_another_film_otherwise(source: list[Item]) -> None:
    shelf = library({"title": "Heat", "year": 1995, **OLD})
    films = imported(shelf, *source)
    assert films[0].imdb == "tt1"
    assert len(films) > 1


def test_of_two_films_that_are_gone_nobody_knows_which_has_moved() -> None:
    shelf = library(*({"title": "Heat", "year": 1995, **ids} for ids in (OLD, NEW)))
    assert len(imported(shelf, WholeWatchlist(), entry(**NEWER))) == 3


# -- several files of one person -------------------------------------------------------------


class Evening(NamedTuple):
    """A viewing as it was; each file tells a part of it."""

    title: str
    day: int
    rating: float | None
    note: str
    tags: tuple[str, ...]


evenings = st.lists(
    st.builds(
        Evening,
        title=st.sampled_from(["Emma", "Rain", "Heat"]),
        day=st.integers(1, 28),
        rating=st.none() | st.sampled_from([1.0, 4.5]),
        note=st.sampled_from(["", "x", "y"]),
        tags=st.sampled_from([(), ("a",)]),
    ),
    max_size=5,
    unique_by=lambda evening: (evening.title, evening.day),
)


def plain_file(seen: list[Evening]) -> list[Item]:
    """A table of titles and days."""
    return [entry(one.title, 1996, viewings=(day(f"2020-01-{one.day:02}"),)) for one in seen]


def diary_file(seen: list[Evening]) -> list[Item]:
    """A diary of a site that has addresses of entries."""
    return [
        entry(one.title, 1996, exact=True, viewings=(marked(one, f"letterboxd:{number}"),))
        for number, one in enumerate(seen)
    ]


def marked(one: Evening, mark: str) -> Viewing:
    said = {"rating": one.rating, "note": one.note, "tags": one.tags}
    return day(f"2020-01-{one.day:02}", mark=mark, **said)


def history_file(seen: list[Evening]) -> list[Item]:
    """A history of instants, with the ids of the films."""
    return [
        entry(
            one.title,
            1996,
            imdb=f"tt{one.title}",
            viewings=(
                day(
                    f"2020-01-{one.day:02}",
                    instant=f"2020-01-{one.day:02}T20:00:00Z",
                    mark=f"trakt:history:{number}",
                ),
            ),
        )
        for number, one in enumerate(seen, start=100)
    ]


def watched_file(seen: list[Evening]) -> list[Item]:
    """What was watched, nobody knows when, and how often."""
    plays = Counter(one.title for one in seen)
    return [entry(title, 1996, plays=times) for title, times in plays.items()]


def wanted_file(_seen: list[Evening]) -> list[Item]:
    """A watchlist, and a list."""
    return [entry("Rain", 1996, to_watch=True), listed_of("Best", "Heat", "Emma")]


def listed_of(name: str, *titles: str) -> ListEntry:
    films = tuple(ListedEntry(entry(title, 1996)) for title in titles)
    return ListEntry(origin=ORIGIN, name=name, films=films)


FILES = (plain_file, diary_file, history_file, watched_file, wanted_file)


def without_numbers(shelf: Library) -> dict[str, Any]:
    films = {film.title: msgspec.structs.replace(film, id=0) for film in shelf.films.values()}
    lists = {
        one.name: [shelf.title(listed.film) for listed in one.films] for one in shelf.lists.values()
    }
    return {"films": films, "lists": lists}


@given(seen=evenings, data=st.data())
def test_the_files_of_one_person_give_one_library_in_any_order(
    seen: list[Evening], data: st.DataObject
) -> None:
    files = data.draw(st.lists(st.sampled_from(FILES), unique=True, min_size=1))
    shelves = []
    for order in (files, data.draw(st.permutations(files)), [*files, *files]):
        shelf = library()
        for file in order:
            take_in(shelf, file(seen))
        shelves.append(without_numbers(shelf))
    assert shelves[0] == shelves[1] == shelves[2]
    for film in shelves[0]["films"].values():
        evidence = [one for one in seen if one.title == film.title]
        assert len(film.viewings) <= len(evidence)


def changed(one: Evening, kinds: list[str]) -> Evening:
    """Return an evening as its site tells it later."""
    if "day" in kinds:
        one = one._replace(day=29 - one.day)
    if "rating" in kinds:
        one = one._replace(rating=2.5)
    return one._replace(note="z") if "note" in kinds else one


changes = st.lists(st.sampled_from(["day", "rating", "note"]), min_size=1, unique=True)


@given(seen=evenings, kinds=changes)
def test_entries_that_were_changed_at_their_site_are_no_more_than_before(
    seen: list[Evening], kinds: list[str]
) -> None:
    later = [changed(one, kinds) for one in seen]
    shelf, expected = library(), library()
    for rows in (seen, later, later):
        take_in(shelf, diary_file(rows))
    take_in(expected, diary_file(later))
    assert without_numbers(shelf) == without_numbers(expected)


@given(before=sources(), source=sources())
def test_no_more_films_are_watched_than_there_is_evidence_of(
    before: list[Entry], source: list[Entry]
) -> None:
    shelf = library()
    take_in(shelf, before)
    seen = sum(film.watched for film in shelf.films.values())
    take_in(shelf, source)
    evidence = [said for said in source if said.viewings or said.plays or said.rating]
    assert sum(film.watched for film in shelf.films.values()) <= seen + len(evidence)


@given(before=sources(), source=sources())
def test_an_import_that_was_undone_can_be_made_again(
    before: list[Entry], source: list[Entry]
) -> None:
    shelf = library()
    take_in(shelf, before)
    stored = {str(film.id): encode(film) for film in shelf.films.values()}
    results = []
    for _ in range(2):  # undoing gives back the records as they were
        again = library()
        again.films = Records(Film, stored)
        take_in(again, source)
        results.append(dict(again.films))
    assert results[0] == results[1]
