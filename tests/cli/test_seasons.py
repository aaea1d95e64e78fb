"""Series in pieces beside films: what is asked for before a film, and when the pieces are set."""

from __future__ import annotations

import pytest

from tests.conftest import Run


@pytest.fixture
def coast(run: Run) -> Run:
    """Return a franchise of two films and a series of which the seasons have dates."""
    run.ok("add", "Light (2001)", "--set", "1900", "--franchise", "Coast")
    run.ok("add", "Watch (2003)", "--release", "2003-03-01", "--seasons", "4,4,4", "--set", "1910")
    run.ok("franchise", "add", "coast", "watch")
    for season, day in (("s1", "2003-03-01"), ("s2", "2004-03-01"), ("s3", "2006-03-01")):
        run.ok("edit", f"watch {season}", "--release", day)
    run.ok(
        "add", "Beacon (2005)", "--release", "2005-06-01", "--set", "1912", "--sequel-to", "watch"
    )
    return run


def needed(run: Run, film: str) -> list[tuple[str, str | None]]:
    return [(record["title"], record.get("part")) for record in run.json("catchup", film)]


def test_a_film_asks_for_the_seasons_that_were_out_before_it(coast: Run) -> None:
    assert needed(coast, "beacon") == [("Light", None), ("Watch", "S01..S02")]


def test_a_later_film_asks_for_all_seasons(coast: Run) -> None:
    coast.ok("add", "Harbour (2008)", "--sequel-to", "watch")
    assert needed(coast, "harbour") == [("Light", None), ("Watch", "S01..S03")]


def test_the_first_piece_of_a_series_that_is_split_shows_when_the_series_is_set(
    coast: Run,
) -> None:
    coast.ok("place", "watch s3", "--after", "beacon")
    [table] = coast.json("order", "coast")["tables"]
    rows = [(entry["title"], entry.get("part"), entry["story"]) for entry in table["entries"]]
    assert rows == [
        ("Light", None, "1900"),
        ("Watch", "S01..S02", "1910"),
        ("Beacon", None, "1912"),
        ("Watch", "S03", None),
    ]


def test_a_season_stands_by_its_own_story_date(coast: Run) -> None:
    coast.ok("edit", "watch s2", "--set", "1915")
    [table] = coast.json("order", "coast")["tables"]
    rows = [(entry["title"], entry.get("part"), entry["reason"]) for entry in table["entries"]]
    assert rows == [
        ("Light", None, "story-date"),
        ("Watch", "S01", "story-date"),
        ("Beacon", None, "story-date"),
        ("Watch", "S02..S03", "story-date"),
    ]


def test_an_explanation_names_the_season_and_its_date(coast: Run) -> None:
    coast.ok("edit", "watch", "--clear", "story")
    coast.ok("edit", "watch s2", "--set", "1911")
    coast.ok("add", "Harbour (2008)", "--after", "watch s1")
    coast.ok("edit", "light", "--set", "1920")
    explained = coast.ok("order", "coast", "--explain").partition("\n\n1. ")[2].splitlines()
    assert explained == [
        "Watch S01: it stays in front of what follows of it, which has a story date.",
        "2. Harbour: directly after Watch S01: you placed it after Watch S01.",
        "3. Watch S02..S03: 1911: story date; it agrees with the release slot.",
        "4. Beacon: 1912: story date; it agrees with the release slot.",
        "5. Light: 1920: story date, after Beacon (1912).",
    ]


def test_a_series_of_which_a_later_season_is_dated_shows_that_date(coast: Run) -> None:
    coast.ok("edit", "watch", "--clear", "story")
    coast.ok("edit", "watch s2", "--set", "1911")
    [table] = coast.json("order", "coast")["tables"]
    assert [(entry["title"], entry["story"]) for entry in table["entries"]] == [
        ("Light", "1900"),
        ("Watch", "1911"),
        ("Beacon", "1912"),
    ]
