"""The figures of a library: what they count, and what they leave out."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import TODAY
from watchlist.dates import PartialDate
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.model import (
    Credit,
    CreditStatus,
    Film,
    Franchise,
    Job,
    Kind,
    Link,
    Viewing,
)
from watchlist.queries.statistics import WEEKDAYS, Period, Rated, Share, Statistics, statistics


def library_of(*films: Film) -> Library:
    library = Library(Records(Film, {}), Records(Link, {}), Records(Franchise, {}))
    for film in films:
        library.add_film(film, allow_duplicate=True)
    return library


def film(title: str = "Film", *dates: str | None, **fields: object) -> Film:
    """Return a film that was seen on some dates, None being the unknown one."""
    viewings = tuple(
        Viewing(watched_on=PartialDate.parse(date) if date else None, rewatch=index > 0)
        for index, date in enumerate(dates)
    )
    return Film(id=0, title=title, viewings=viewings, **fields)  # type: ignore[arg-type]


def of(*films: Film, year: int | None = None) -> Statistics:
    return statistics(library_of(*films), TODAY, year)


def test_an_empty_library_has_no_figures_and_no_average() -> None:
    figures = of()
    assert figures == Statistics(
        None, 0, 0, 0, Period("", 0, 0, 0, 0), 0, 0, 0, None, (), (), (), (), (), (), (), ()
    )


def test_a_film_seen_twice_is_one_film_two_viewings_and_twice_its_length() -> None:
    figures = of(film("A", "2020-01-01", "2020-05-01", runtime=100))
    assert figures.total == Period("", 1, 2, 200, 0)
    assert figures.years == (Period("2020", 1, 2, 200, 0),)
    assert figures.rewatches == 1


def test_a_viewing_of_unknown_length_is_counted_as_such_and_adds_no_minutes() -> None:
    figures = of(film("A", "2020", runtime=90), film("B", "2020"))
    assert figures.years == (Period("2020", 2, 2, 90, 1),)


def test_years_are_oldest_first_and_only_those_with_a_viewing() -> None:
    figures = of(film("A", "2021-01"), film("B", "2018"), film("C", None))
    assert [year.name for year in figures.years] == ["2018", "2021"]
    assert (figures.total.viewings, figures.undated) == (3, 1)


def test_a_viewing_whose_date_is_only_announced_counts_as_undated() -> None:
    figures = of(film("A", "TBA"))
    assert (figures.undated, figures.years, figures.weekdays) == (1, (), ())


def test_a_year_has_twelve_months_and_a_viewing_without_one_is_in_none_of_them() -> None:
    figures = of(
        film("A", "2020-02-29", runtime=60), film("B", "2020"), film("C", "2021"), year=2020
    )
    assert [month.name for month in figures.months] == [f"2020-{n:02}" for n in range(1, 13)]
    assert [month.viewings for month in figures.months] == [0, 1] + [0] * 10
    assert figures.total == Period("", 2, 2, 60, 1)
    assert [year.name for year in figures.years] == ["2020"]


def test_without_a_year_there_are_no_months() -> None:
    assert of(film("A", "2020-02-29")).months == ()


def test_a_year_limits_what_was_seen_and_not_what_the_library_holds() -> None:
    figures = of(
        film("A", "2020", rating=5),
        film("B", "2021", rating=1),
        film("C", to_watch=True),
        film("D", release=PartialDate.parse("2099")),
        year=2020,
    )
    assert (figures.films, figures.to_watch, figures.upcoming) == (4, 1, 1)
    assert (figures.rated, figures.average) == (1, 5)


@pytest.mark.parametrize(
    ("date", "weekday"), [("2023-03-24", "Fri"), ("2023-03-26", "Sun"), ("2024-02-29", "Thu")]
)
def test_a_full_date_has_a_day_of_the_week(date: str, weekday: str) -> None:
    days = {day.name: day.viewings for day in of(film("A", date)).weekdays}
    assert days == {name: int(name == weekday) for name in WEEKDAYS}


def test_a_month_has_no_day_of_the_week() -> None:
    assert of(film("A", "2023-03")).weekdays == ()


@pytest.mark.parametrize(
    ("rating", "stars"),
    [(0.5, 0.5), (0.7, 0.5), (0.75, 1), (4.25, 4.5), (3.75, 4), (4.9, 5), (5, 5)],
)
def test_a_rating_is_counted_at_the_nearest_half_star(rating: float, stars: float) -> None:
    ratings = of(film("A", "2020", rating=rating)).ratings
    assert [rated.stars for rated in ratings] == [half / 2 for half in range(1, 11)]
    assert [rated for rated in ratings if rated.films] == [Rated(stars, 1)]


def test_the_average_is_of_the_ratings_as_they_are() -> None:
    assert of(film("A", "2020", rating=4.3), film("B", "2020", rating=4.4)).average == 4.35


def test_kinds_are_counted_with_what_was_seen_of_them() -> None:
    figures = of(film("A", "2020"), film("B"), film("C", kind=Kind.SERIES))
    assert figures.kinds == (Share("film", 2, 1), Share("series", 1, 0))


def by(*names: str, job: Job = Job.DIRECTOR) -> tuple[Credit, ...]:
    return tuple(Credit(name=name, job=job) for name in names)


def test_people_are_those_with_a_film_that_was_seen_most_seen_first() -> None:
    figures = of(
        film("A", "2020", credits=by("Mann", "Lynch")),
        film("B", "2020", credits=by("Lynch")),
        film("C", credits=by("Mann", "Nobody")),
        film("D", "2020", credits=by("Aster", job=Job.CAST)),
    )
    assert figures.directors == (Share("Lynch", 2, 2), Share("Mann", 2, 1))
    assert figures.cast == (Share("Aster", 1, 1),)


def test_a_name_in_two_spellings_is_one_person_and_two_parts_in_a_film_are_one() -> None:
    figures = of(
        film("A", "2020", credits=by("Agnès Varda", "agnes varda")),
        film("B", "2020", credits=by("AGNES VARDA")),
    )
    assert [(p.films, p.watched) for p in figures.directors] == [(2, 2)]


def test_a_rumoured_part_is_no_part() -> None:
    credit = Credit(name="X", job=Job.CAST, status=CreditStatus.RUMORED)
    assert of(film("A", "2020", credits=(credit,))).cast == ()


def test_franchises_in_progress_come_first_then_those_that_are_done_then_the_others() -> None:
    seen, unseen = film("A", "2020"), film("B")
    library = library_of(seen, seen, unseen, unseen)
    for name, members in {
        "None": [3, 4], "All": [1, 2], "Half": [1, 3], "Most": [1, 2, 3], "Empty": []
    }.items():  # fmt: skip
        library.enter(library.ensure_franchise(name).id, members)
    assert statistics(library, TODAY).franchises == (
        Share("Most", 3, 2),
        Share("Half", 2, 1),
        Share("All", 2, 2),
        Share("None", 2, 0),
    )


def test_a_film_to_be_skipped_counts_only_where_another_continuity_wants_it() -> None:
    library = library_of(film("A", "2020"), film("B"), film("C"))
    number = library.ensure_franchise("Saga").id
    library.enter(number, [1])
    library.enter(number, [2, 3], weight="optional")
    library.enter(number, [3], ["Other"])
    assert statistics(library, TODAY).franchises == (Share("Saga", 2, 1),)


dates = st.one_of(
    st.none(),
    st.dates(datetime.date(2019, 11, 1), datetime.date(2021, 2, 1)).flatmap(
        lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]])
    ),
)
films = st.lists(
    st.builds(
        lambda seen, runtime: film("A", *seen, runtime=runtime),
        st.lists(dates, max_size=4),
        st.one_of(st.none(), st.integers(1, 300)),
    ),
    max_size=6,
)


@settings(max_examples=50)
@given(films)
def test_years_and_the_undated_add_up_to_all_viewings(seen: list[Film]) -> None:
    figures = of(*seen)
    assert sum(year.viewings for year in figures.years) + figures.undated == figures.total.viewings
    for year in figures.years:
        assert of(*seen, year=int(year.name)).total == year._replace(name="")
