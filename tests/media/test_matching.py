"""Which film a media file is of, by what its path says."""

from __future__ import annotations

from typing import Any

import pytest

from tests.media.test_names import Case, cases, wanted
from tests.test_importing import library
from watchlist.media.matching import FileMatcher, Owner
from watchlist.media.names import read
from watchlist.names.folding import split_year

WITH_IDS = [case for case in cases() if "=" in case.said and "disc=" not in case.said]


def owner(path: str, *films: dict[str, Any]) -> Owner | None:
    return FileMatcher(library(*films)).owner(read(["media", *path.split("/")]))


def film_of(case: Case, **ids: Any) -> dict[str, Any]:
    """Return the film that a case means, with other ids."""
    title, year = split_year(case.said.split(" ; ")[0])
    kind = "series" if " ; S" in case.said else "film"
    return {"title": title, "year": year, "kind": kind, "seasons": [22, 22], **ids}


def id_of(case: Case) -> tuple[str, Any]:
    [(site, id_)] = wanted(case.said)[-1].items()  # type: ignore[attr-defined]
    return site, id_ if site == "imdb" else int(id_)


@pytest.mark.parametrize("case", WITH_IDS, ids=lambda case: case.path)
def test_no_file_is_matched_against_an_id_that_says_otherwise(case: Case) -> None:
    site, id_ = id_of(case)
    other = "tt9999999" if site == "imdb" else 9_999_999
    seasons: dict[str, Any] = {} if " ; S" in case.said else {"seasons": []}
    assert owner(case.path, {**film_of(case, **{site: other}), **seasons}) is None
    found = owner(case.path, {**film_of(case, **{site: id_}), "title": "Another Title", **seasons})
    assert found is not None
    assert found.film == 1


def test_an_id_decides_between_films_of_one_title() -> None:
    films = [{"title": "Heat", "year": 1995, "tmdb": 949}, {"title": "Heat", "tmdb": 1}]
    assert owner("Heat {tmdb-1}.mkv", *films) == Owner(2)
    assert owner("Heat (1995) {tmdb-949}.mkv", *films) == Owner(1)


def test_a_file_with_an_id_that_no_film_has_is_of_the_film_of_its_title_and_year() -> None:
    assert owner("Heat (1995) {tmdb-949}.mkv", {"title": "Heat", "year": 1995}) == Owner(1)


def test_without_a_year_only_a_title_that_is_unique_in_the_library_is_meant() -> None:
    heat = {"title": "Heat", "year": 1995}
    assert owner("Heat.mkv", heat) == Owner(1)
    assert owner("Heat.mkv", heat, {"title": "Heat", "year": 1986}) is None
    assert owner("Heat.mkv", heat, {"title": "Heat"}) is None


def test_of_another_year_is_another_film() -> None:
    assert owner("Heat (1986).mkv", {"title": "Heat", "year": 1995}) is None


def test_a_number_behind_a_title_may_be_a_piece_of_it() -> None:
    titled, dated = {"title": "Wonder Woman 1984", "year": 2020}, {"title": "Heat", "year": 1995}
    assert owner("Wonder Woman 1984.mkv", titled) == Owner(1)
    assert owner("Heat 1995.mkv", dated) == Owner(1)
    film = {"title": "Star Wars Episode 4 - A New Hope", "year": 1977}
    assert owner("Star Wars Episode 4 - A New Hope.mkv", film) == Owner(1)


def test_a_series_and_a_film_of_one_title_are_told_apart_by_the_episode() -> None:
    film = {"title": "The Clone Wars", "year": 2008}
    series = {"title": "The Clone Wars", "year": 2008, "kind": "series", "seasons": [22, 22]}
    assert owner("The Clone Wars (2008).mkv", film, series) == Owner(1)
    assert owner("The Clone Wars s02e16.mkv", film, series) == Owner(2, "S02E16")


def test_an_episode_that_the_series_does_not_have_is_of_nothing() -> None:
    series = {"title": "Moon Knight", "year": 2022, "kind": "series", "seasons": [6]}
    assert owner("Moon Knight S01E06.mkv", series) == Owner(1, "S01E06")
    assert owner("Moon Knight S01E07.mkv", series) is None
    assert owner("Moon Knight S02E01.mkv", series) is None


def test_absolute_numbers_get_their_seasons() -> None:
    series = {"title": "One Piece", "kind": "series", "seasons": [61, 16, 14]}
    assert owner("[Group] One Piece - 62 [1080p].mkv", series) == Owner(1, "S02E01")
    unknown = {"title": "One Piece", "kind": "series"}
    assert owner("[Group] One Piece - 62 [1080p].mkv", unknown) == Owner(1, "E62")


def test_an_episode_with_the_id_of_a_part_is_that_part() -> None:
    series = {"title": "Show", "kind": "series", "seasons": [6]}
    part = {"title": "Show", "kind": "episode", "whole": 1, "span": "S01E02", "imdb": "tt1000002"}
    assert owner("Show S01E02 [imdb-tt1000002].mkv", series, part) == Owner(2)


def test_accents_taken_apart_and_case_do_not_matter() -> None:
    assert owner("AME\u0301LIE (2001).mkv", {"title": "Amélie", "year": 2001}) == Owner(1)
