"""The shared cases of Trakt, TV Time, Netflix, Simkl, Yamtrack and Movary."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.formats.test_cases import Case

CASES = os.environ.get("WATCHLIST_CASES", "")
pytestmark = pytest.mark.skipif(not CASES, reason="WATCHLIST_CASES names no folder of cases")


@pytest.fixture
def case(
    run: Run, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Case:
    (folder,) = (Path(CASES) / "import").glob(f"{request.param}-*")
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("README"))
    monkeypatch.setenv("TZ", "UTC")
    return Case(run, copy)


def of(number: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [number], indirect=True)


@of("01")
def test_the_archive_of_trakt(case: Case) -> None:
    said = case.imported("trakt-export.zip")
    assert all(word in said for word in ("Trakt", "TV shows", "TV episode"))
    assert set(case.films()) == {"Heat", "Collateral", "Alien", "The Thing"}
    assert case.seen() == {"Heat": [("2020-01-01", 4.5), ("2026-08-21", 4.5)]}
    assert case.to_watch() == {"Collateral"}
    films = case.films()
    assert films["Collateral"]["added"] == "2026-01-04"
    assert "favorite" in films["Heat"]["tags"]
    assert "the diner" in case.notes("Heat")
    assert "with the dog" in case.notes("The Thing")
    lists = {one["name"]: one["films"] for one in case.run.json("lists")}
    assert lists == {"Scary nights": 2, "Watchlist for the cabin": 1}
    case.run.ok("undo")
    assert case.films() == {}


@of("02")
def test_films_of_tv_time(case: Case) -> None:
    assert "TV Time" in case.imported("tvtime-movies-2026-07-10.csv")
    seen = case.seen()
    assert seen.pop("The Good, the Bad and the Ugly") == [(None, None)]
    assert seen == {
        "Heat": [("2021-03-05", None), (None, None)],
        "Alien": [("2022-02-01", None)],
        "Predator": [("2026-07-01", None), (None, None), (None, None)],
    }
    assert case.to_watch() == {"Collateral", "The Thing"}


@of("03")
def test_records_of_tv_time(case: Case) -> None:
    assert "TV Time" in case.imported("tracking-prod-records.csv")
    assert case.seen() == {"Heat": [("2019-09-08", None), ("2021-02-03", None)]}
    assert case.to_watch() == {"Collateral"}
    films = case.films()
    assert {title: (film["year"], film["runtime"]) for title, film in films.items()} == {
        "Heat": (1995, 170),
        "Collateral": (2004, 120),
    }


@of("04")
def test_the_viewing_history_of_netflix(case: Case) -> None:
    said = case.imported("NetflixViewingHistory.csv")
    assert "Netflix" in said
    assert "3 TV episodes" in said
    assert case.seen() == {
        "Heat": [("2024-01-02", None), ("2025-06-19", None)],
        "Glass Onion: A Knives Out Mystery": [("2025-06-18", None)],
        "Spider-Man: Into the Spider-Verse": [("2025-05-01", None)],
    }
    assert case.to_watch() == set()


@of("05")
def test_the_viewing_activity_of_netflix(case: Case) -> None:
    said = case.imported("ViewingActivity.csv")
    assert all(word in said for word in ("Netflix", "trailers", "TV episode", "Ruby"))
    assert case.seen() == {"Inception": [("2024-05-02", None)], "Moana": [("2024-06-10", None)]}
    assert case.to_watch() == set()


@of("09")
def test_the_history_of_trakt_as_csv(case: Case) -> None:
    said = case.imported("history.csv", "--time-zone", "Europe/Berlin")
    assert all(word in said for word in ("Trakt", "TV episode"))
    assert case.seen() == {
        "Heat": [("2020-03-23", None), ("2024-03-22", None)],
        "Alien": [("2019-01-22", None)],
    }
    assert case.to_watch() == set()


@of("12")
def test_the_files_of_movary(case: Case) -> None:
    assert "Movary" in case.imported(".")
    assert case.seen() == {
        "Heat": [("2020-05-01", 4.5), ("2023-05-01", 4.5)],
        "Alien": [(None, None)],
    }
    assert case.to_watch() == {"Collateral"}
    assert case.films()["Collateral"]["added"] == "2024-05-01"
    notes = {view["watched_on"]: view["note"] for view in case.run.json("log", "--film", "Heat")}
    assert notes == {"2023-05-01": "loud", "2020-05-01": None}
    case.run.ok("undo")
    case.imported("history.csv")
    assert set(case.seen()) == {"Heat", "Alien"}
    assert case.to_watch() == set()


@of("17")
def test_yamtrack(case: Case) -> None:
    said = case.imported("yamtrack.csv")
    assert all(word in said for word in ("Yamtrack", "TV series", "TV season", "game", "book"))
    assert case.seen() == {"Heat": [("2025-09-10", 4.5)]}
    assert case.to_watch() == {"Collateral"}
    assert "loud" in case.notes("Heat")


@of("22")
@pytest.mark.parametrize("name", ["SimklBackup.zip", "SimklBackup.json"])
def test_the_backup_of_simkl_as_json(case: Case, name: str) -> None:
    assert "Simkl" in case.imported(name)
    assert case.seen() == {"Heat": [("2024-02-01", 4.5)]}
    assert case.to_watch() == {"Collateral"}
    assert {film["imdb"] for film in case.films().values()} == {"tt0113277", "tt0369339"}
