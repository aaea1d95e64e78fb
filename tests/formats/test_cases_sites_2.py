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
