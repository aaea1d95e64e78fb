"""The contract on what is known elsewhere: the name of a test is the sentence that it holds."""

from __future__ import annotations

import json
import re
import socket
import tracemalloc
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.benchmarks.catalogue import MANY, MOST_MEMORY, write_titles
from tests.conftest import Run
from tests.sources.titles import write_data_sets
from tests.sources.world import KEY, World
from watchlist.packs import shelf
from watchlist.sources import catalogue_building

SHIPPED = Path(shelf.__file__).parent / "data"
FEW, MORE = 2_000, 8_000


def build(run: Run, folder: Path, *rows: str) -> None:
    """Build the catalogue of a CSV of these rows."""
    table = folder / "films.csv"
    table.write_text("\n".join(("title,year,imdb,runtime,original title,genres", *rows)) + "\n")
    run.ok("catalogue", "build", str(table))


def test_typing_years_running_times_and_directors_is_work_that_a_program_should_do(
    run: Run, world: World
) -> None:
    run.ok("add", "The Glass Orchard", "--fill")
    film = run.json("show", "id:1")
    assert (film["year"], film["runtime"]) == (1987, 98)
    assert [one["name"] for one in film["credits"]] == ["Mira Novak", "Otto Brandt"]


def test_wikidata_needs_the_network_no_key_no_account(run: Run, world: World) -> None:
    run.ok("add", "The Glass Orchard", "--bare")
    assert run("fill", "id:1", "--from", "wikidata", "--offline").exit_code == 1
    run.ok("fill", "id:1", "--from", "wikidata")
    assert world.asked
    for path, query, headers in world.asked:
        assert path == "/w/api.php"
        assert not {"Authorization", "Cookie"} & headers.keys()
        assert not [name for name in query if "key" in name or "token" in name]


def test_tvmaze_needs_the_network_no_key_and_gives_seasons_episodes_titles_air_dates(
    run: Run, world: World
) -> None:
    run.ok("add", "Harbour Watch", "--kind", "series", "--bare")
    assert run("fill", "id:1", "--from", "tvmaze", "--offline").exit_code == 1
    run.ok("fill", "id:1", "--from", "tvmaze", "--episodes")
    assert run.json("show", "id:1")["seasons"] == [2, 1]
    episodes = [run.json("show", f"harbour watch s01e0{number}") for number in (1, 2)]
    assert [(one["title"], one["release"]) for one in episodes] == [
        ("Tide", "2009-09-19"),
        ("Fog", "2009-09-26"),
    ]
    assert {path.split("/")[1] for path, _, _ in world.asked} == {"tvmaze"}
    assert not [query for _, query, _ in world.asked if query.keys() - {"q", "imdb", "specials"}]


def test_series_have_a_tvdb_id_by_fill(run: Run, world: World) -> None:
    run.ok("add", "Harbour Watch", "--kind", "series", "--bare")
    assert run.json("show", "id:1")["tvdb"] is None
    run.ok("fill", "id:1")
    assert run.json("show", "id:1")["tvdb"] == 880110


def test_tvmaze_is_fetched_never_shipped() -> None:
    packs = list(SHIPPED.rglob("*.toml"))
    assert packs
    assert not [path.name for path in packs if "tvmaze" in path.read_text("utf-8").casefold()]


def test_fill_fills_in_what_is_missing(run: Run, world: World) -> None:
    run.ok("add", "The Glass Orchard", "--runtime", "100", "--bare")
    before: dict[str, Any] = run.json("show", "id:1")
    run.ok("fill", "id:1")
    after: dict[str, Any] = run.json("show", "id:1")
    assert not before["credits"]
    assert after["credits"]
    assert (before["year"], after["year"], after["runtime"]) == (None, 1987, 100)


def test_only_refresh_replaces_what_a_source_said_whichever_source_it_was(
    run: Run, world: World, tmp_path: Path
) -> None:
    build(run, tmp_path, "The Glass Orchard,1987,tt98000001,90,,")
    run.ok("add", "The Glass Orchard")
    build(run, tmp_path, "The Glass Orchard,1987,tt98000001,91,,")
    run("fill", "id:1")
    assert run.json("show", "id:1")["runtime"] == 90
    run.ok("fill", "id:1", "--refresh")
    assert run.json("show", "id:1")["runtime"] == 91


def test_search_gives_candidates_of_all_sources_with_source_and_id(
    run: Run, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WATCHLIST_TMDB_KEY", KEY)
    build(run, tmp_path, "The Glass Orchard,1931,tt97000001,80,,", "Harbour Watch,1950,,70,,")
    world.tmdb["/search/movie"]["results"][0] = {
        "id": 9800077,
        "title": "The Glass Orchard",
        "release_date": "2019-03-06",
    }
    found = run.json("search", "the glass orchard")
    assert {(one["source"], one["id"]) for one in found} >= {
        ("catalogue", "tt97000001"),
        ("wikidata", "wikidata:Q880000001"),
        ("tmdb", "tmdb:9800077"),
    }
    world.entities.clear()
    found = run.json("search", "harbour watch")
    assert ("tvmaze", "tvmaze:88010") in {(one["source"], one["id"]) for one in found}


def test_search_gives_candidates_of_the_packs(shipped_packs: None, run: Run, world: World) -> None:
    found = run.json("search", "john wick", "--offline")
    assert ("packs", 2014) in {(one["source"], one["year"]) for one in found}


@pytest.mark.parametrize("case", [(None, 90), ("never", None), ("local", 90), ("online", 90)])
def test_add_fill_or_the_setting_fill_never_local_online_default_local_packs_and_catalogue_fills_while_adding(
    run: Run,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    case: tuple[str | None, int | None],
) -> None:
    setting, runtime = case
    build(run, tmp_path, "The Glass Orchard,1987,tt98000001,90,,")
    if setting:
        monkeypatch.setenv("WATCHLIST_FILL", setting)
    run.ok("add", "The Glass Orchard")
    film = run.json("show", "id:1")
    assert film["runtime"] == runtime
    assert bool(film["credits"]) == bool(world.asked) == (setting == "online")
    run.ok("add", "Return to the Glass Orchard", "--fill")
    assert run.json("show", "id:2")["runtime"] == 114


def test_the_setting_fill_by_default_takes_what_the_packs_say(
    shipped_packs: None, run: Run, world: World
) -> None:
    run.ok("add", "John Wick (2014)")
    assert run.json("show", "id:1")["imdb"] == "tt2911666"
    assert world.asked == []


@pytest.mark.parametrize("others", [(), ("akas", "episode", "ratings", "crew", "name")])
def test_catalogue_build_from_the_data_sets_that_imdb_gives_away_for_personal_use_title_basics_and_if_given_the_others(
    run: Run, world: World, tmp_path: Path, others: tuple[str, ...]
) -> None:
    write_data_sets(tmp_path)
    given = [path for path in tmp_path.glob("*.tsv") if {*path.name.split(".")} & {*others}]
    assert len(given) == len(others)
    run.ok("catalogue", "build", *map(str, (tmp_path / "title.basics.tsv.gz", *given)))
    run.ok("add", "The Amber Gate", "Lantern Row")
    film, series = (run.json("show", f"id:{number}") for number in (1, 2))
    assert (film["runtime"], film["imdb"]) == (91, "tt9500001")
    assert bool(film["credits"]) == bool(series["seasons"]) == bool(others)
    assert bool(run.json("search", "Das Bernsteintor", "--offline")) == bool(others)
    assert world.asked == []


def test_the_catalogue_gives_the_original_title(run: Run, world: World, tmp_path: Path) -> None:
    build(run, tmp_path, "The Glass Orchard,1987,tt98000001,97,Szklany sad,Drama")
    run.ok("add", "The Glass Orchard (1987)")
    assert run.json("show", "id:1")["original_title"] == "Szklany sad"


def test_two_million_titles_are_built_in_bounded_memory_under_300_mb(
    run: Run, world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """More titles take less each than two million of them may; the benchmark builds as many.

    What is made once, such as folded names of which so many are kept, is there beforehand.
    """
    monkeypatch.setattr(catalogue_building, "_BATCH", 200)
    data = tmp_path / "title.basics.tsv"
    peaks = []
    for count in (MORE, FEW, MORE):
        write_titles(data, count)
        tracemalloc.start()
        try:
            run.ok("catalogue", "build", str(data))
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert peaks[2] - peaks[1] < (MORE - FEW) * MOST_MEMORY * 1e6 / MANY, peaks


def test_franchise_discover_shows_periods_p2408(run: Run, world: World) -> None:
    films = run.json("franchise", "discover", "glass orchard")["films"]
    assert [film["periods"] for film in films] == [[], ["1950s"], [], []]
    (query,) = [query["query"] for path, query, _ in world.asked if path == "/sparql"]
    assert "wdt:P2408" in query


def test_tmdbs_terms_its_attribution_is_shown(
    run: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_TMDB_KEY", KEY)
    run.ok("add", "The Glass Orchard", "--bare")
    result = run("fill", "id:1", "--from", "tmdb")
    assert result.exit_code == 0
    assert re.search("uses the TMDB API but is not endorsed or certified by TMDB", result.stderr)
    run.ok("add", "Return to the Glass Orchard", "--bare")
    assert "TMDB" not in run("fill", "id:2", "--from", "wikidata").stderr


def test_tests_talk_to_a_server_of_their_own_on_loopback(
    run: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_TMDB_KEY", KEY)
    met: set[Any] = set()
    connect = socket.socket.connect

    def noted(self: socket.socket, address: Any) -> None:
        met.add(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    run.ok("add", "The Glass Orchard", "--bare")
    run.ok("add", "Harbour Watch", "--kind", "series", "--bare")
    run.ok("fill", "--all", "--episodes")
    run.ok("franchise", "discover", "glass orchard")
    run.ok("fill", "id:1", "--from", "tmdb", "--refresh")
    assert met == {("127.0.0.1", urlsplit(world.address).port)}
    assert {path.split("/")[1] for path, _, _ in world.asked} == {"w", "sparql", "tvmaze", "3"}


NUMBERED = re.compile(r"[QP]\d+")
BY_PLACE = ("/labels", "/aliases", "/descriptions", "/results")
"""Where keys are languages or countries, which like items and properties are of no shape."""


def shapes(value: object, path: str = "") -> set[tuple[str, str]]:
    """Return where values of which type are in an answer."""
    if isinstance(value, dict):
        every = path.endswith(BY_PLACE)
        named = [
            (f"{path}/{'*' if every or NUMBERED.fullmatch(key) else key}", one)
            for key, one in value.items()
        ]
        return {found for where, one in named for found in shapes(one, where)}
    if isinstance(value, list):
        return {found for one in value for found in shapes(one, f"{path}[]")}
    kind = "number" if isinstance(value, int | float) else type(value).__name__
    return {(path, kind)}


def recorded(folder: Path) -> set[tuple[str, str]]:
    answers = [json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")]
    return {found for answer in answers for found in shapes(answer)}


SEEN_AT = {"w": "wikidata", "sparql": "sparql", "tvmaze": "tvmaze", "3": "tmdb"}


def test_the_server_of_the_tests_answers_in_the_recorded_shapes(
    samples: Path, run: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_TMDB_KEY", KEY)
    said: dict[str, set[tuple[str, str]]] = {name: set() for name in SEEN_AT.values()}
    answer = world.answer

    def noted(path: str, query: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        status, body, headers = answer(path, query)
        said[SEEN_AT[path.split("/")[1]]] |= shapes(body) if body is not None else set()
        return status, body, headers

    monkeypatch.setattr(world, "answer", noted)
    run.ok("add", "The Glass Orchard", "--bare")
    run.ok("add", "Harbour Watch", "--kind", "series", "--bare")
    run.ok("fill", "--all", "--episodes")
    run.ok("franchise", "discover", "glass orchard")
    run.ok("fill", "id:1", "--from", "tmdb", "--refresh")
    for service, found in said.items():
        assert found
        assert found - recorded(samples / "knowledge" / service) == set(), service
