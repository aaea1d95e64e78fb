"""The contract on where facts come from: the name of a test is the sentence that it holds."""

from __future__ import annotations

import os
import socket
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.sources.world import ENTITY, KEY, World, entity, item, variables
from watchlist.sources import cache, web

ROOT = Path(__file__).parents[2]
CATALOGUE = "title,year,imdb,runtime,original title\nThe Glass Orchard,1987,tt98000001,97,Sad\n"


@pytest.fixture
def catalogue(run: Run, world: World, tmp_path: Path) -> Run:
    """Return a runner with a catalogue that has one film of the world, with less of it."""
    table = tmp_path / "films.csv"
    table.write_text(CATALOGUE)
    run.ok("catalogue", "build", str(table))
    return run


def refuse(*_args: object, **_settings: object) -> None:
    raise AssertionError("a socket was opened")


def test_and_everything_works_without_one_a_network(
    catalogue: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", refuse)
    catalogue.ok("add", "glass orchard", "Other", "--bare")
    catalogue.ok("fill", "--all", "--offline")
    assert catalogue.json("show", "id:1")["runtime"] == 97
    assert catalogue.json("search", "glass", "orchard", "--offline")[0]["source"] == "catalogue"


def test_sources_in_the_order_in_which_they_are_asked_the_first_that_says_a_fact_gives_it(
    catalogue: Run,
) -> None:
    catalogue.ok("add", "The Glass Orchard", "--bare")
    catalogue.ok("fill", "glass orchard")
    film = catalogue.json("show", "id:1")
    assert (film["runtime"], film["release"]) == (97, "1987-03-06")
    assert film["original_title"] == "Sad"
    assert film["sources"]["runtime"] == film["sources"]["original_title"] == "catalogue"
    assert film["sources"]["release"] == film["sources"]["credits"] == "wikidata"


def test_packs_need_nothing_and_give_what_the_packs_say(shipped_packs: None, run: Run) -> None:
    run.ok("add", "John Wick (2014)", "--bare")
    assert run.ok("fill", "john wick", "--from", "packs").startswith("Filled in John Wick (2014): ")
    film = run.json("show", "john wick")
    assert film["imdb"] == "tt2911666"
    assert set(film["sources"].values()) == {"packs"}


def test_tvmaze_is_asked_of_series_only(run: Run, world: World) -> None:
    run.ok("add", "Nobody Knows This", "--bare")
    assert run("fill", "nobody knows this").exit_code == 1
    assert not [path for path, _, _ in world.asked if path.startswith("/tvmaze")]


@pytest.mark.parametrize("by", ["config", "variable"])
def test_tmdb_needs_the_network_and_the_users_own_key_config_set_tmdb_key_or_watchlist_tmdb_key(
    run: Run, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, by: str
) -> None:
    monkeypatch.setenv("WATCHLIST_CONFIG", str(tmp_path / "config.toml"))
    world.entities.clear()
    run.ok("add", "The Glass Orchard", "--bare")
    assert run("fill", "id:1").exit_code == 1
    assert not [path for path, _, _ in world.asked if path.startswith("/3")]
    if by == "config":
        run.ok("config", "set", "tmdb_key", KEY)
    else:
        monkeypatch.setenv("WATCHLIST_TMDB_KEY", KEY)
    assert run("fill", "id:1", "--offline").exit_code == 1
    run.ok("fill", "id:1")
    film = run.json("show", "id:1")
    assert (film["runtime"], film["sources"]["runtime"]) == (97, "tmdb")


def test_each_has_its_base_address_in_the_settings_so_that_tests_and_mirrors_can_stand_in(
    run: Run, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WATCHLIST_CONFIG", str(tmp_path / "config.toml"))
    for name, address in variables(world.address).items():
        monkeypatch.delenv(name)
        run.ok("config", "set", name.removeprefix("WATCHLIST_").lower(), address)
    run.ok("config", "set", "tmdb_key", KEY)
    run.ok("add", "The Glass Orchard", "--bare")
    run.ok("add", "Harbour Watch", "--kind", "series", "--bare")
    run.ok("fill", "--all")
    run.ok("fill", "glass orchard", "--from", "tmdb", "--refresh")
    run.ok("franchise", "discover", "glass orchard")
    asked = {path.split("/")[1] for path, _, _ in world.asked}
    assert asked == {"w", "sparql", "tvmaze", "3"}


def test_the_catalogue_is_one_sqlite_file_with_fts5_in_the_cache_folder(
    catalogue: Run, tmp_path: Path
) -> None:
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["catalogue.sqlite"]
    with closing(sqlite3.connect(tmp_path / "cache" / "catalogue.sqlite")) as database:
        made = [text for (text,) in database.execute("SELECT sql FROM sqlite_master") if text]
    assert any("USING fts5" in text for text in made)


def test_the_docs_name_the_source_and_its_licence_no_such_data_is_ever_in_the_repository() -> None:
    page = (ROOT / "docs" / "filling-in.md").read_text(encoding="utf-8")
    assert "https://developer.imdb.com/non-commercial-datasets/" in page
    assert "personal, non-commercial use" in page
    folders = (ROOT / name for name in ("watchlist", "docs", "tests"))
    files = [path.name for folder in folders for path in folder.rglob("*.*")]
    data = ("title.basics", "title.akas", "title.ratings", "name.basics", ".tsv.gz", ".sqlite")
    assert not [name for name in files if any(part in name for part in data)]


def test_the_client_asks_one_thing_at_a_time(run: Run, world: World) -> None:
    run.ok("add", "The Glass Orchard", "Return to the Glass Orchard", "--bare")
    run.ok("fill", "--all")
    run.ok("franchise", "discover", "glass orchard")
    assert len(world.asked) > 5
    assert world.at_once == 1


def test_a_request_gets_10_seconds_a_command_one_minute_a_film() -> None:
    assert (web.REQUEST_SECONDS, web.FILM_SECONDS, web.LONGEST_WAIT) == (10, 60, 60)


def test_tmdbs_terms_answers_are_kept_six_months_at_the_most(
    run: Run, world: World, tmp_path: Path
) -> None:
    """All are kept for a month; the old ones are removed when another one is kept."""
    answers = cache.Answers(str(tmp_path))
    answers.put("old", b"1")
    (path,) = (tmp_path / "answers").iterdir()
    os.utime(path, (0, 0))
    cache.Answers(str(tmp_path)).put("new", b"2")
    assert cache.DAYS <= 180
    assert not path.exists()


# -- franchises ------------------------------------------------------------------------------


def test_franchise_discover_asks_wikidata_for_the_franchise_p8345_p1434_p179_with_p361(
    run: Run, world: World
) -> None:
    run.ok("franchise", "discover", "glass orchard")
    (query,) = [query["query"] for path, query, _ in world.asked if path == "/sparql"]
    for words in ("wdt:P8345 wd:Q880000160", "wdt:P1434", "wdt:P179/wdt:P361*", "P2408"):
        assert words in query
    (headers,) = [headers for path, _, headers in world.asked if path == "/sparql"]
    assert headers["Accept"] == "application/sparql-results+json"


def relations(run: Run) -> list[tuple[str, str, str]]:
    found: dict[str, Any] = run.json("franchise", "discover", "salt cellar", "--refresh")
    return [(one["film"][-1], one["relation"], one["other"][-1]) for one in found["links"]]


@pytest.mark.parametrize(
    ("of", "cells", "links"),
    [
        (0, {"followedBy": "Q880000007"}, [("7", "sequel-to", "6")]),
        (1, {"follows": "Q880000006"}, [("7", "sequel-to", "6")]),
        (1, {"basedOn": "Q880000006"}, [("7", "inspired-by", "6")]),
        (1, {"basedOn": "Q880000999"}, []),
        (1, {"follows": "Q880000007"}, []),
        (1, {"basedOn": "Q880000007"}, []),
    ],
)
def test_franchise_discover_shows_links_by_p155_p156_p144(
    run: Run, world: World, of: int, cells: dict[str, str], links: list[tuple[str, str, str]]
) -> None:
    rows = world.rows["wd:Q880000161"]
    rows[1].pop("follows")
    rows[of] |= {n: {"type": "uri", "value": f"{ENTITY}{v}"} for n, v in cells.items()}
    assert relations(run) == links


@pytest.mark.parametrize(("name", "there"), [("glass orchard", 2), ("salt cellar", 1)])
def test_adding_the_pack_of_a_franchise_to_a_library_that_has_half_of_its_films_doubles_none(
    run: Run, world: World, tmp_path: Path, name: str, there: int
) -> None:
    pack = tmp_path / "found.toml"
    run.ok("franchise", "discover", name, "--output", str(pack))
    run.ok("pack", "check", str(pack))
    found = run.json("franchise", "discover", name)["films"]
    for film in found[:there]:
        run.ok("add", f"{film['title']} ({film['year']})", "--kind", film["kind"], "--bare")
    run.ok("pack", "add", str(pack))
    run.ok("franchise", "discover", name, "--add")
    films = run.json("list", "--all")
    assert len(films) == len(found)
    assert len({(film["title"], film["year"]) for film in films}) == len(found)


def test_a_row_of_what_is_no_item_is_passed_over(run: Run, world: World) -> None:
    rows = world.rows["wd:Q880000161"]
    rows += [{**rows[0], "item": {"type": "uri", "value": f"{ENTITY}{odd}"}} for odd in ("", "L7")]
    rows.append({"itemLabel": rows[0]["itemLabel"]})
    assert len(run.json("franchise", "discover", "salt cellar")["films"]) == 2


def test_a_franchise_of_which_there_are_several_is_found_by_its_number(
    run: Run, world: World
) -> None:
    world.entities["Q880000199"] = entity("Q880000199", "Salt Cellar", P31=item("Q24856"))
    result = run("franchise", "discover", "salt cellar")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        "Error: “salt cellar” can mean Salt Cellar (Q880000161) or Salt Cellar (Q880000199): "
        "“watchlist franchise discover Q880000161” settles it.\n"
    )
    for number in ("Q880000161", "wikidata:Q880000161"):
        assert len(run.json("franchise", "discover", number)["films"]) == 2
    assert run("franchise", "discover", "Q1").exit_code == 3
