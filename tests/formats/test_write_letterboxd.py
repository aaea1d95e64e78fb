"""Files in Letterboxd's import format."""

from __future__ import annotations

import csv
import io

import pytest

from watchlist.dates import PartialDate
from watchlist.formats.writers.letterboxd import HEADER, letterboxd_files
from watchlist.model import Credit, Film, Job, Viewing


def rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode(), newline="")))


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def test_a_viewing_is_a_row() -> None:
    film = Film(
        id=1,
        title='=Seen, "Twice"',
        year=1999,
        imdb="tt0133093",
        tmdb=603,
        letterboxd="https://boxd.it/2a1m",
        rating=4,
        credits=(Credit(name="Lana", job=Job.DIRECTOR), Credit(name="Lilly", job=Job.DIRECTOR)),
        viewings=(
            Viewing(),
            Viewing(watched_on=day("1999-05"), tags=("imax",)),
            Viewing(
                watched_on=day("2003-05-15"), rating=4, rewatch=True, tags=("a", "b"), note="Ho\nho"
            ),
        ),
    )
    files = letterboxd_files([film])
    assert list(files) == ["watched.csv"]
    undated, partial, dated = rows(files["watched.csv"])
    assert dated == dict(
        zip(
            HEADER,
            ("https://boxd.it/2a1m", "603", "tt0133093", '=Seen, "Twice"', "1999", "Lana, Lilly",
             "", "4", "2003-05-15", "true", "a, b", "Ho\nho"),
            strict=True,
        )
    )  # fmt: skip
    assert (undated["Rating"], undated["WatchedDate"], undated["Rewatch"]) == ("", "", "")
    assert (partial["WatchedDate"], partial["Rewatch"], partial["Tags"]) == ("", "", "imax")


@pytest.mark.parametrize(("stars", "text"), [(0.5, "0.5"), (3.65, "3.5"), (4.5, "4.5"), (5, "5")])
def test_ratings_are_half_stars(stars: float, text: str) -> None:
    film = Film(id=1, title="A", rating=stars, viewings=(Viewing(rating=stars),))
    [row] = rows(letterboxd_files([film])["watched.csv"])
    assert row["Rating"] == text


@pytest.mark.parametrize(
    ("viewings", "shown"),
    [
        ([Viewing(), Viewing(watched_on=day("2020-01-01"))], [("6", ""), ("", "")]),
        ([Viewing(watched_on=day("2020-01-01"), rating=5)], [("6", "5")]),
        ([Viewing(rating=3), Viewing(watched_on=day("2020-01-01"))], [("", "3"), ("", "")]),
        ([Viewing(rating=3), Viewing(rating=4)], [("", "3"), ("6", "4")]),
        ([], [("6", "")]),
    ],
)
def test_a_rating_that_the_last_viewing_does_not_tell_is_out_of_ten_in_one_row(
    viewings: list[Viewing], shown: list[tuple[str, str]]
) -> None:
    film = Film(id=1, title="A", rating=3, viewings=tuple(viewings))
    watched = rows(letterboxd_files([film])["watched.csv"])
    assert [(row["Rating10"], row["Rating"]) for row in watched] == shown


def test_what_is_to_watch_is_apart_and_the_rest_is_left_out() -> None:
    films = [
        Film(id=1, title="Wanted", to_watch=True),
        Film(id=2, title="Again", to_watch=True, viewings=(Viewing(),)),
        Film(id=3, title="Neither"),
    ]
    files = letterboxd_files(films)
    titles = {name: [row["Title"] for row in rows(text)] for name, text in files.items()}
    assert titles == {"watched.csv": ["Again"], "watchlist.csv": ["Wanted", "Again"]}


def test_a_large_file_is_split_and_its_header_repeated() -> None:
    films = [Film(id=n, title=f"Film № {n}", viewings=(Viewing(),)) for n in range(1, 101)]
    files = letterboxd_files(films, limit=1_000)
    assert list(files)[:3] == ["watched.csv", "watched-2.csv", "watched-3.csv"]
    assert max(map(len, files.values())) <= 1_000
    assert [row["Title"] for text in files.values() for row in rows(text)] == [
        film.title for film in films
    ]


def test_nothing_makes_no_file() -> None:
    assert letterboxd_files([Film(id=1, title="A")]) == {}
