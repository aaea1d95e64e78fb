"""Cases of importing again: what has an identity at its site, and what came home."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

VARIABLE = "WATCHLIST_CASES"

pytestmark = pytest.mark.skipif(
    VARIABLE not in os.environ,
    reason=f"{VARIABLE} is not set: it names the folder of cases",
)


def case(number: str) -> Path:
    """Return the folder of a case of importing."""
    [folder] = (Path(os.environ[VARIABLE]) / "import").glob(f"{number}-*")
    return folder


def diary(run: Run) -> list[tuple[Any, ...]]:
    """Return title, day and rating of each viewing, by title and day."""
    seen = run.json("log")
    return sorted((one["title"], one["watched_on"], one["rating"]) for one in seen)


def imported_again(run: Run, path: Path) -> None:
    """Import a source once more, and check that it changes no byte."""
    before = run.library.read_bytes()
    run.ok("import", str(path))
    assert run.library.read_bytes() == before


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test travel."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def test_an_entry_whose_day_was_corrected_at_its_site_is_one_viewing(run: Run) -> None:
    folder = case("18")
    for name in ("first", "later"):
        run.ok("import", str(folder / name))
    assert diary(run) == [
        ("Alien", "2024-03-19", 5),
        ("Alien", "2024-03-19", 5),
        ("Heat", "2024-03-08", 4.5),
    ]
    tags = next(one["tags"] for one in run.json("log") if one["title"] == "Heat")
    assert sorted(tags) == ["cinema", "crime"]
    imported_again(run, folder / "later")


def test_an_instant_is_one_viewing_in_each_time_zone(run: Run, zone: pytest.MonkeyPatch) -> None:
    path = case("26") / "watched-history-1.json"
    for name in ("UTC", "America/New_York"):
        zone.setenv("TZ", name)
        time.tzset()
        run.ok("import", str(path))
    assert [one[:2] for one in diary(run)] == [("Alien", "2021-06-30"), ("Heat", "2020-03-22")]
    imported_again(run, path)


def test_a_film_that_has_another_address_in_a_later_export_is_one(run: Run) -> None:
    folder = case("28")
    for name in ("first", "later"):
        run.ok("import", str(folder / name))
    films = {film["title"]: film for film in run.json("list", "--all")}
    assert sorted(films) == ["Alien", "Collateral", "Heat"]
    assert (films["Heat"]["rating"], films["Alien"]["watched"]) == (4.5, True)
    assert (films["Collateral"]["to_watch"], films["Collateral"]["watched"]) == (True, False)
    assert diary(run)[-1] == ("Heat", "2024-01-06", 4.5)
    assert len(diary(run)) == 2
    imported_again(run, folder / "later")


def test_two_addresses_in_one_export_are_two_films(run: Run) -> None:
    folder = case("28")
    for name in ("first", "later-two"):
        run.ok("import", str(folder / name))
    films = run.json("list", "--all")
    assert [film["year"] for film in films if film["title"] == "Heat"] == [1995, 1995]
    imported_again(run, folder / "later-two")


def test_an_older_copy_of_the_library_takes_nothing_newer_back(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "old.json"
    run.ok("import", str(case("35") / "films.csv"), "--from", "csv")
    run.ok("export", "--to", "json", "--output", str(copy))
    imported_again(run, copy)
    assert diary(run) == [("Heat", "2024-01-05", 4.5)]
    run.ok("watched", "Alien", "--on", "2023-02-01", "--rating", "5")  # the tests are in 2023
    run.ok("rate", "Heat", "3")
    imported_again(run, copy)
    films = {film["title"]: film for film in run.json("list", "--all")}
    assert (films["Heat"]["rating"], films["Alien"]["rating"]) == (3, 5)
    assert not films["Alien"]["to_watch"]
    assert diary(run) == [("Alien", "2023-02-01", 5), ("Heat", "2024-01-05", 4.5)]
