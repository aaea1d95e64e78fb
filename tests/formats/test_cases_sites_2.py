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
