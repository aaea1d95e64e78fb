"""The contract on JSON records: the name of a test, or its id, is the sentence that it holds."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from tests.conftest import Run

COMMANDS = {
    "list": ["list", "--all"],
    "tonight": ["tonight", "--count", "9"],
    "next": ["next"],
    "catchup": ["catchup", "saga three"],
    "upcoming": ["upcoming"],
    "person": ["person", "Ann Lee"],
    "lists show": ["lists", "show", "mine"],
}
NONE = type(None)
TYPES: dict[str, tuple[type, ...]] = {
    "id": (int,),
    "title": (str,),
    "year": (int, NONE),
    "kind": (str,),
    "watched": (bool,),
    "to_watch": (bool,),
    "rating": (int, float, NONE),
    "tags": (list,),
    "imdb": (str, NONE),
    "release": (str, NONE),
    "runtime": (int, NONE),
    "added": (str, NONE),
    "genres": (list,),
    "where": (list,),
}


@pytest.fixture
def shelf(run: Run) -> Run:
    run.ok("add", "Saga One (1990)", "Saga Two (1991)", "Saga Three (1992)", "--franchise", "Saga")
    run.ok("add", "Bare", "--director", "Ann Lee")
    run.ok("add", "Ahead", "--release", "2030-05", "--director", "Ann Lee", "--imdb", "tt1234567")
    run.ok("edit", "saga one", "--genre", "noir", "--where", "Netflix", "--runtime", "90")
    run.ok("edit", "saga one", "--tag", "rainy", "--director", "Ann Lee")
    run.ok("watched", "saga one", "--on", "2020-05-06", "--rating", "4.5", "--note", "Wet.")
    run.ok("watched", "saga one", "--on", "unknown", "--rewatch")
    run.ok("lists", "new", "mine", "bare", "saga one", "ahead")
    run.ok("export", "--to", "json", "--output", str(run.library.with_suffix(".copy")))
    return run


@pytest.mark.parametrize("command", COMMANDS)
def test_prints_an_array_of_records_with_at_least_the_fields_of_the_stated_types(
    shelf: Run, command: str
) -> None:
    records = shelf.json(*COMMANDS[command])

    assert records
    for record in records:
        assert record.keys() >= TYPES.keys()
        odd = {key for key, types in TYPES.items() if type(record[key]) not in types}
        assert odd == set()


def test_release_and_added_are_iso_dates_or_null(shelf: Run) -> None:
    films: dict[str, Any] = {film["title"]: film for film in shelf.json("list", "--all")}

    assert films["Ahead"]["release"] == "2030-05"
    assert films["Bare"]["release"] is None
    assert films["Ahead"]["added"] == "2023-03-24"


def test_rating_is_stars_as_a_number(shelf: Run) -> None:
    assert shelf.json("list", "saga one", "--all")[0]["rating"] == 4.5


def test_tonight_adds_why_text(shelf: Run) -> None:
    assert all(type(film["why"]) is str for film in shelf.json("tonight"))


def test_catchup_is_in_release_order_and_keeps_what_is_already_watched(shelf: Run) -> None:
    films = [(film["title"], film["watched"]) for film in shelf.json("catchup", "saga three")]

    assert films == [("Saga One", True), ("Saga Two", False)]


def test_log_prints_an_array_of_viewings_undated_viewings_come_last(shelf: Run) -> None:
    dated, undated = shelf.json("log")

    expected = {
        "film": 1,
        "title": "Saga One",
        "year": 1990,
        "watched_on": "2020-05-06",
        "rating": 4.5,
        "rewatch": False,
        "tags": [],
        "note": "Wet.",
    }
    assert {key: dated[key] for key in expected} == expected
    assert (undated["watched_on"], undated["rewatch"]) == (None, True)


@pytest.mark.parametrize("limit", [1, 5])
def test_log_limit_n(shelf: Run, limit: int) -> None:
    assert len(shelf.json("log", "--limit", str(limit))) == min(limit, 2)


def test_lists_format_json_is_an_array_of_name_films_description_url_films_a_number(
    shelf: Run,
) -> None:
    (found,) = shelf.json("lists")

    assert {key: found[key] for key in ("name", "films", "description", "url")} == {
        "name": "mine",
        "films": 3,
        "description": None,
        "url": None,
    }


def test_lists_show_prints_the_records_of_its_films_in_their_order(shelf: Run) -> None:
    films = [film["title"] for film in shelf.json("lists", "show", "mine")]

    assert films == ["Bare", "Saga One", "Ahead"]


def test_show_is_one_record_with_everything(shelf: Run) -> None:
    record = shelf.json("show", "saga one")

    assert record.keys() >= {*TYPES, "franchises", "links", "credits", "viewings", "notes"}


def test_history_is_an_array_with_at_least_step_command_when(shelf: Run) -> None:
    steps = shelf.json("history")

    assert all(step.keys() >= {"step", "command", "when"} for step in steps)
    assert all(datetime.datetime.fromisoformat(step["when"]) for step in steps)


def test_doctor_is_an_array_of_findings(shelf: Run) -> None:
    assert shelf.json("doctor") == []


@pytest.mark.usefixtures("shipped_packs")
def test_pack_list_is_an_array_with_name_films_continuities(run: Run) -> None:
    packs = run.json("pack", "list")

    assert len(packs) > 40
    assert all(pack.keys() >= {"name", "films", "continuities"} for pack in packs)


@pytest.mark.parametrize("command", [["list"], ["tonight"], ["next"], ["upcoming"], ["log"]])
def test_nothing_is_an_empty_array(run: Run, command: list[str]) -> None:
    assert run.json(*command) == []


# -- genres ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("shipped_packs")
def test_genres_come_from_packs(run: Run) -> None:
    run.ok("franchise", "track", "john wick")
    run.ok("add", "Heat (1995)", "The Thing")

    films = {film["title"]: film["genres"] for film in run.json("list", "--all")}
    assert films["John Wick"] == ["action", "crime", "thriller"]
    assert films["Heat"] == []


@pytest.mark.usefixtures("shipped_packs")
def test_the_genres_of_a_title_that_a_pack_knows_come_with_add(run: Run) -> None:
    run.ok("add", "The Matrix (1999)")

    assert run.json("show", "matrix")["genres"] == ["action", "science fiction"]


def test_genres_come_from_imports_that_have_them_and_are_one_however_they_are_spelled(
    run: Run, tmp_path: Any
) -> None:
    run.ok("add", "Alien (1979)", "--genre", "science fiction")
    path = tmp_path / "ratings.csv"
    path.write_text(
        "Const,Your Rating,Date Rated,Title,URL,Title Type,Runtime (mins),Year,Genres\n"
        'tt0078748,9,2020-01-02,Alien,,Movie,117,1979,"Horror, Sci-Fi"\n',
        encoding="utf-8",
    )
    run.ok("import", str(path))

    assert run.json("show", "alien")["genres"] == ["science fiction", "horror"]
    run.ok("edit", "alien", "--genre", "SCI-FI")
    assert run.json("show", "alien")["genres"] == ["science fiction", "horror"]
