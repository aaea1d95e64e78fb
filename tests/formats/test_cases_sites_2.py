"""The shared cases of anime, media server and further sites: what should come of their files."""

from __future__ import annotations

import pytest

from tests.formats.test_cases import CASES, Case, case, of

__all__ = ["case"]

pytestmark = pytest.mark.skipif(not CASES, reason="WATCHLIST_CASES names no folder of cases")


@of("15")
def test_a_film_of_myanimelist(case: Case) -> None:
    assert "MyAnimeList" in case.imported("animelist.xml")
    title = "Sen to Chihiro no Kamikakushi"
    assert case.seen()[title][0] == ("2021-05-04", 5)
    assert set(case.films()) == {title}


@of("23")
def test_the_plays_of_a_plex_server(case: Case) -> None:
    said = case.imported("tautulli.csv")
    assert all(word in said for word in ("Tautulli", "TV episodes"))
    assert case.seen() == {"Heat": [("2024-03-19", None)]}


@of("07")
def test_a_list_of_a_chinese_site(case: Case) -> None:
    case.imported("douban-movie.csv")
    assert case.seen() == {"Heat": [("2017-03-01", 5)], "Alien": [("2018-11-21", 4)]}
    assert (case.films()["Heat"]["year"], case.films()["Heat"]["release"]) == (1995, "1995-12-15")
    assert "第二次看" in case.notes("Heat")


@of("14")
def test_the_day_that_was_set_is_the_day_and_not_that_of_the_click(case: Case) -> None:
    case.imported("watcharr-export.json")
    assert case.seen() == {"Heat": [("2023-12-31", 4.5)]}
    assert case.to_watch() == {"Collateral"}
    assert "loud" in case.notes("Heat")


@of("16")
def test_a_wish_that_carries_a_date_is_a_wish(case: Case) -> None:
    case.imported("movie_mark.csv")
    assert case.seen() == {"Heat": [("2024-01-05", 4.5)]}
    assert case.to_watch() == {"Collateral"}
    assert set(case.films()) == {"Heat", "Collateral", "Alien"}
    assert all(word in case.notes("Heat") for word in ("loud", "crime"))


@of("19")
def test_votes_in_two_languages(case: Case) -> None:
    assert "TV series" in case.imported("backup_votes.csv")
    assert sorted(days[0][1] or 0 for days in case.seen().values()) == [4, 4.5, 5]
    assert "UTF-16" in case.refused("backup_votes_no_mark.csv")


@of("20")
def test_a_note_and_a_folder_of_notes(case: Case) -> None:
    case.imported("Heat (1995).md")
    assert case.seen() == {"Heat": [("2024-03-05", 4.5)]}
    case.run.ok("undo")
    case.imported(".")
    assert case.seen() == {"Heat": [("2024-03-05", 4.5)]}
    assert (set(case.films()), case.to_watch()) == ({"Heat", "Alien"}, set())
