"""The contract on series, TMDB, franchises and dates: a test's name is the sentence it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.sources.world import KEY, World, day, said


def parts(run: Run, film: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run.json("parts", film)
    return found


@pytest.fixture
def series(run: Run, world: World) -> Run:
    run.ok("add", "Harbour Watch", "--kind", "series", "--bare")
    return run


def test_fill_series_gets_seasons(series: Run) -> None:
    result = series("fill", "harbour watch")
    assert result.exit_code == 0
    film = series.json("show", "harbour watch")
    assert (film["seasons"], film["sources"]["seasons"]) == ([2, 1], "tvmaze")
    assert film["tvdb"] == 880110
    assert "From TVmaze (CC BY-SA): https://www.tvmaze.com/shows/88010/harbour-watch." in (
        result.stderr
    )


def test_fill_series_gets_the_titles_and_dates_of_episodes_that_are_records(series: Run) -> None:
    series.ok("fill", "harbour watch")
    series.ok("watched", "harbour watch s01e02", "--on", "2020-01-02")
    said = series.ok("fill", "harbour watch")
    assert said.endswith(" 1 episode got titles or dates.\n")
    film = series.json("show", "harbour watch s01e02")
    assert (film["title"], film["release"], film["runtime"]) == ("Fog", "2009-09-26", 50)
    assert film["sources"]["title"] == "tvmaze"


def test_fill_series_episodes_gets_the_titles_and_dates_of_all(series: Run) -> None:
    series.ok("fill", "harbour watch", "--episodes")
    titles = [series.json("show", f"harbour watch s01e0{n}")["title"] for n in (1, 2)]
    assert titles == ["Tide", "Fog"]
    count = len(series.json("list", "--all"))
    series.ok("fill", "harbour watch", "--episodes")
    assert len(series.json("list", "--all")) == count
    assert len(series.json("history")) == 2


@pytest.mark.parametrize("number", [-1, 10**30])
def test_an_episode_whose_number_no_series_reaches_is_passed_over(
    series: Run, world: World, number: int
) -> None:
    world.shows["/shows/88010/episodes"][0]["number"] = number
    series.ok("fill", "harbour watch", "--episodes")
    titles = {film["title"] for film in series.json("list", "--all", "--kind", "episode")}
    assert "Fog" in titles
    assert "Tide" not in titles


def test_a_series_without_an_imdb_id_at_tvmaze_gets_its_episodes_all_the_same(
    series: Run, world: World
) -> None:
    world.entities.clear()
    show = {**world.shows["/shows/88010"], "externals": {}}
    world.shows |= {"/shows/88010": show, "search": [{"score": 1.0, "show": show}]}
    series.ok("fill", "harbour watch", "--episodes")
    film = series.json("show", "harbour watch")
    assert (film["seasons"], film["imdb"], film["tvdb"]) == ([2, 1], None, None)
    assert series.json("show", "harbour watch s01e02")["title"] == "Fog"


def test_a_film_is_not_looked_for_among_series_once_it_is_known_to_be_one(
    run: Run, world: World
) -> None:
    run.ok("add", "Return to the Glass Orchard", "--fill")
    assert not [path for path, _, _ in world.asked if path.startswith("/tvmaze")]


def test_what_was_said_of_an_episode_stays(series: Run) -> None:
    series.ok("fill", "harbour watch")
    series.ok("edit", "harbour watch s01e01", "--title", "My Title")
    series.ok("fill", "harbour watch", "--refresh")
    assert series.json("show", "harbour watch s01e01")["title"] == "My Title"


# -- TMDB ------------------------------------------------------------------------------------


@pytest.fixture
def keyed(run: Run, world: World, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("WATCHLIST_TMDB_KEY", KEY)
    run.ok("add", "The Glass Orchard", "--bare")
    return run


def test_tmdb_gives_the_same_as_wikidata_and_its_attribution_is_shown(keyed: Run) -> None:
    result = keyed("fill", "glass orchard", "--from", "tmdb")
    film = keyed.json("show", "glass orchard")
    assert (film["runtime"], film["tmdb"], film["wikidata"]) == (97, 9800001, "Q880000001")
    assert [one["name"] for one in film["credits"]] == ["Mira Novak"]
    assert (film["genres"], film["languages"]) == (["drama"], ["Polish"])
    assert film["sources"]["runtime"] == "tmdb"
    assert "not endorsed or certified by TMDB" in result.stderr
    assert KEY not in result.output


@pytest.mark.parametrize("name", ["glass orchard", "The Glass Orchard", "orchards"])
def test_tmdb_gives_collections(keyed: Run, world: World, name: str) -> None:
    world.entities.clear()
    collection = {"id": 98150, "name": "Glass Orchard Collection"}
    world.tmdb["/movie/9800001"] |= {"belongs_to_collection": collection}
    parts = [
        {"id": 9800004, "title": "Return to the Glass Orchard", "release_date": "1991-11-02"},
        {"id": 9800001, "title": "The Glass Orchard", "release_date": "1987-03-06"},
        {"id": 9800005, "title": "", "release_date": None},
    ]
    world.tmdb["/collection/98150"] = {**collection, "parts": parts}
    result = keyed("franchise", "discover", name, "--add")
    if name == "orchards":
        assert result.exit_code == 3
        return
    assert result.exit_code == 0
    assert "not endorsed or certified by TMDB" in result.stderr
    assert [(film["title"], film["tmdb"]) for film in keyed.json("list", "--all")] == [
        ("The Glass Orchard", 9800001),
        ("Return to the Glass Orchard", 9800004),
    ]
    assert keyed.titles("glass orchard") == ["The Glass Orchard", "Return to the Glass Orchard"]


def test_tmdb_gives_where_to_watch_by_country_when_it_is_asked_for(
    keyed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "en_IE.UTF-8")
    keyed.ok("fill", "glass orchard", "--from", "tmdb")
    assert keyed.json("show", "glass orchard")["where"] == []
    keyed.ok("fill", "glass orchard", "--from", "tmdb", "--field", "where")
    assert keyed.json("show", "glass orchard")["where"] == ["Kelp"]


def test_tmdb_without_a_key_says_how_to_set_one(run: Run, world: World) -> None:
    run.ok("add", "Salt", "--bare")
    result = run("fill", "salt", "--from", "tmdb")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: tmdb needs a key of your own: “watchlist config set tmdb_key KEY”.\n"
    )


def test_a_key_that_is_refused_is_one_sentence_without_it(
    keyed: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WATCHLIST_TMDB_KEY", "wrong-key")
    result = keyed("fill", "glass orchard", "--from", "tmdb")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: TMDB refuses the key: ")
    assert "wrong-key" not in result.output
    for path in tmp_path.rglob("*"):
        assert "wrong-key" not in path.name
        assert not path.is_file() or b"wrong-key" not in path.read_bytes()


def test_the_key_is_in_no_cache_name_and_no_kept_answer(keyed: Run, tmp_path: Path) -> None:
    keyed.ok("fill", "glass orchard", "--from", "tmdb")
    kept = list((tmp_path / "cache").rglob("*.answer"))
    assert kept
    assert all(KEY not in path.name and KEY.encode() not in path.read_bytes() for path in kept)


def test_an_answer_that_repeats_the_key_is_not_kept(
    keyed: Run, world: World, tmp_path: Path
) -> None:
    world.tmdb["/movie/9800001"] = {**world.tmdb["/movie/9800001"], "homepage": f"?api_key={KEY}"}
    keyed.ok("fill", "glass orchard", "--from", "tmdb")
    kept = [path.read_bytes() for path in (tmp_path / "cache").rglob("*.answer")]
    assert len(kept) == 1
    assert KEY.encode() not in kept[0]


def test_a_token_goes_into_a_header(
    keyed: Run, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_TMDB_KEY", "eyJhbGciOi.x.y")
    keyed("fill", "glass orchard", "--from", "tmdb")
    path, query, headers = world.asked[-1]
    assert (path, headers["Authorization"]) == ("/3/search/movie", "Bearer eyJhbGciOi.x.y")
    assert "api_key" not in query


# -- franchises ------------------------------------------------------------------------------


def test_franchise_discover_shows_what_it_found_members_with_dates_and_ids_sub_series_links_periods(
    run: Run, world: World
) -> None:
    found = run.json("franchise", "discover", "glass orchard")
    assert [(one["title"], one["release"], one["imdb"]) for one in found["films"]] == [
        ("The Glass Orchard", "1987-03-06", "tt98000001"),
        ("Return to the Glass Orchard", "1991-11", "tt98000004"),
        ("Harbour Watch", "2009-09-19", "tt98000010"),
        ("Untitled Glass Orchard film", None, None),
    ]
    assert found["series"] == {
        "Glass Orchard films": ["wikidata:Q880000001"],
        "Glass Orchard": ["wikidata:Q880000001"],
    }
    assert found["links"] == [
        {
            "film": "wikidata:Q880000004",
            "relation": "sequel-to",
            "other": "wikidata:Q880000001",
        }
    ]
    assert found["films"][1]["periods"] == ["1950s"]
    assert not run.library.exists()


def test_parodies_documentaries_and_duplicates_are_left_out_and_named(
    run: Run, world: World
) -> None:
    result = run("franchise", "discover", "glass orchard")
    assert result.exit_code == 0
    for sentence in (
        "Making The Glass Orchard is left out: it is a documentary.",
        "Return Again is left out: it is Return to the Glass Orchard (1991) once more.",
        "The Grass Orchard is left out: it is a parody.",
        "Q880000023 is left out: it has no title there.",
        "is left out: it is a game.",
    ):
        assert sentence in result.stderr
    assert "Return to the Glass Orchard (1991) is sequel to The Glass Orchard (1987)." in (
        result.stdout
    )


def test_franchise_discover_with_add_makes_the_franchise_members_already_in_the_library_are_matched_not_doubled(
    run: Run, world: World
) -> None:
    run.ok("add", "Return to the Glass Orchard (1991)", "Harbour Watch", "--bare")
    run.ok("edit", "harbour watch", "--kind", "series", "--year", "2009")
    result = run("franchise", "discover", "glass orchard", "--add")
    assert result.exit_code == 0
    films = run.json("list", "--all")
    assert sorted(film["title"] for film in films) == [
        "Harbour Watch",
        "Return to the Glass Orchard",
        "The Glass Orchard",
        "Untitled Glass Orchard film",
    ]
    assert run.json("history")[-1]["command"].startswith("franchise discover")
    before = run.library.read_bytes()
    run.ok("franchise", "discover", "glass orchard", "--add")
    assert run.json("list", "--all") == films
    assert before


def test_members_that_discover_add_brings_are_not_put_on_the_watchlist(
    run: Run, world: World
) -> None:
    run.ok("franchise", "discover", "glass orchard", "--add")
    assert run.json("list") == []
    assert len(run.json("list", "--all")) == 4


def test_series_order_facts_are_release_order_they_become_links_never_placements(
    run: Run, world: World
) -> None:
    run.ok("franchise", "discover", "glass orchard", "--add")
    record = run.json("franchise", "show", "glass orchard")
    assert "placements" not in record or record["placements"] == []
    assert run.json("show", "return to the glass orchard")["links"][0]["relation"] == "sequel to"


def test_periods_become_story_dates_only_as_suggestions_to_confirm_story_sets_the_periods_as_story_dates_marked_with_their_source(
    run: Run, world: World
) -> None:
    result = run("franchise", "discover", "glass orchard", "--add")
    assert "may be set in 1950s: --story takes that for its story date." in result.stderr
    assert run.json("show", "return to the glass orchard")["story"] is None
    run.ok("franchise", "discover", "glass orchard", "--add", "--story")
    film = run.json("show", "return to the glass orchard")
    assert (film["story"], film["sources"]["story"]) == ("1950s", "wikidata")


@pytest.mark.parametrize(
    ("name", "library"),
    [
        ("glass orchard", ("The Glass Orchard (1987)", 4)),
        ("The Glass Orchard", ("Return to the Glass Orchard (1991)", 4)),
        ("salt cellar", ("Salt (2004)", 2)),
        ("salt saga", ("Salt (1960)", 2)),
    ],
)
def test_franchise_discover_with_output_file_makes_a_pack_that_pack_check_accepts(
    run: Run, world: World, tmp_path: Path, name: str, library: tuple[str, int]
) -> None:
    there, films = library
    pack = tmp_path / "found.toml"
    run.ok("franchise", "discover", name, "--output", str(pack))
    assert "is a good pack" in run.ok("pack", "check", str(pack))
    assert run("franchise", "discover", name, "--output", str(pack)).exit_code == 1
    run.ok("add", there, "--bare")
    run.ok("pack", "add", str(pack))
    assert len(run.json("list", "--all")) == films


def test_a_pack_that_cannot_be_written_is_one_sentence_and_adds_nothing(
    run: Run, world: World, tmp_path: Path
) -> None:
    target = str(tmp_path / "no-such-folder" / "found.toml")
    result = run("franchise", "discover", "glass orchard", "--add", "--output", target)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert not run.library.exists()


def test_a_franchise_that_nobody_has_is_exit_3(run: Run, world: World) -> None:
    result = run("franchise", "discover", "no such saga")
    assert (result.exit_code, result.stdout) == (3, "")


def test_a_truncated_answer_of_the_query_service_adds_nothing(run: Run, world: World) -> None:
    run.ok("franchise", "discover", "glass orchard")
    good = len(world.asked)
    before = [path for path, _, _ in world.asked].index("/sparql")
    assert good > before
    world.fails_after(before)
    result = run("franchise", "discover", "glass orchard", "--add", "--refresh")
    assert (result.exit_code, result.stdout) == (1, "")
    assert not run.library.exists()


# -- dates -----------------------------------------------------------------------------------


def test_upcoming_refresh_looks_the_dates_of_unreleased_films_up_again_and_says_what_moved_keeping_the_old_date_as_a_dated_note(
    run: Run, world: World
) -> None:
    run.ok("add", "The Glass Orchard", "--release", "TBA", "--wikidata", "Q880000001", "--bare")
    world.entities["Q880000001"]["claims"]["P577"] = [
        {**world.entities["Q880000004"]["claims"]["P577"][0]}
    ]
    world.entities["Q880000001"]["claims"]["P577"][0]["mainsnak"] = {
        "snaktype": "value",
        "datavalue": day("2027-05-21"),
    }
    result = run("upcoming", "--refresh")
    assert result.exit_code == 0
    assert "The Glass Orchard: TBA → 2027-05-21 (wikidata)." in result.stderr
    film = run.json("show", "glass orchard")
    assert (film["release"], film["sources"]["release"]) == ("2027-05-21", "wikidata")
    assert film["notes"] == [
        {"text": "The release was TBA before.", "on": "2023-03-24", "source": "wikidata"}
    ]
    assert "No date has moved." in run("upcoming", "--refresh").stderr


def test_upcoming_refresh_keeps_what_it_found_before_a_fault(run: Run, world: World) -> None:
    world.entities["Q880000001"]["claims"]["P577"] = [said(day("2027-05-21"))]
    run.ok("add", "The Glass Orchard", "--release", "2026", "--wikidata", "Q880000001", "--bare")
    run.ok("add", "Some Film", "--release", "2030", "--bare")
    world.fails_after(2)
    result = run("upcoming", "--refresh")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "The Glass Orchard (2026): 2026 → 2027-05-21 (wikidata).\n"
        "Error: Wikidata answers with an error (500): try again later.\n"
    )
    assert run.json("show", "glass orchard")["release"] == "2027-05-21"


def test_upcoming_refresh_without_network_is_one_sentence_and_changes_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ok("add", "Some Film", "--release", "2030", "--bare")
    monkeypatch.setenv("WATCHLIST_WIKIDATA_URL", "http://127.0.0.1:9/")
    before = run.library.read_bytes()
    result = run("upcoming", "--refresh")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert run.library.read_bytes() == before
