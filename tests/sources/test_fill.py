"""The contract on filling in: the name of a test is the sentence that it holds."""

from __future__ import annotations

from inspect import signature
from pathlib import Path
from typing import Any, Final

import pytest

from tests.conftest import Run
from tests.sources.world import World, day, entity, item, text
from watchlist.sources.registry import Reach, Sources

INTERFACE: Final = {
    "search": ["title", "year", "kind"],
    "facts": ["id_"],
    "episodes": ["id_"],
    "franchise": ["name"],
}
ADDRESSES: Final = ("wikidata_url", "wikidata_query_url", "tvmaze_url", "tmdb_url")


@pytest.fixture
def films(run: Run, world: World) -> Run:
    run.ok("add", "Glass Orchard", "Return to the Glass Orchard (1991)", "Salt", "--bare")
    return run


def shown(run: Run, film: str) -> Any:
    return run.json("show", film)


def steps(run: Run) -> int:
    return len(run.json("history"))


def test_wikidata_gives_title_year_release_running_time_directors_genres_country_language_imdb_tmdb_and_letterboxd_ids_series_and_franchise(
    films: Run,
) -> None:
    films.ok("fill", "glass orchard")
    film = shown(films, "id:1")
    assert film["title"] == "Glass Orchard"
    assert (film["year"], film["release"], film["runtime"]) == (1987, "1987-03-06", 98)
    assert [one["name"] for one in film["credits"]] == ["Mira Novak", "Otto Brandt"]
    assert film["genres"] == ["drama", "action"]
    assert (film["countries"], film["languages"]) == (["Poland"], ["Polish"])
    assert (film["imdb"], film["tmdb"], film["wikidata"]) == ("tt98000001", 9800001, "Q880000001")
    assert film["letterboxd"] == "https://letterboxd.com/film/the-glass-orchard/"
    assert film["original_title"] == "Szklany sad"
    found = films.json("franchise", "discover", "glass orchard")
    assert found["series"]["Glass Orchard films"] == ["wikidata:Q880000001"]
    assert found["films"][0]["title"] == "The Glass Orchard"


def test_what_the_user_said_is_never_overwritten(films: Run) -> None:
    films.ok("edit", "glass orchard", "--runtime", "100", "--genre", "fable", "--director", "Me")
    films.ok("fill", "glass orchard")
    films.ok("fill", "glass orchard", "--refresh")
    film = shown(films, "id:1")
    assert (film["runtime"], film["genres"]) == (100, ["fable"])
    assert [one["name"] for one in film["credits"]] == ["Me"]


def test_what_a_source_said_is_marked_with_it_sources_in_the_data_field_to_source(
    films: Run,
) -> None:
    films.ok("edit", "glass orchard", "--runtime", "100")
    films.ok("fill", "glass orchard")
    sources = shown(films, "id:1")["sources"]
    assert sources["release"] == sources["credits"] == "wikidata"
    assert "runtime" not in sources


def test_only_refresh_replaces_what_a_source_said(films: Run, world: World) -> None:
    films.ok("fill", "glass orchard")
    world.entities["Q880000001"]["claims"]["P2047"][0]["mainsnak"]["datavalue"]["value"][
        "amount"
    ] = "+99"
    films.ok("fill", "glass orchard")
    assert shown(films, "id:1")["runtime"] == 98
    films.ok("fill", "glass orchard", "--refresh")
    assert shown(films, "id:1")["runtime"] == 99


def test_what_the_user_says_of_a_field_that_was_filled_in_stays(films: Run) -> None:
    films.ok("fill", "glass orchard")
    films.ok("edit", "id:1", "--runtime", "100")
    films.ok("fill", "id:1", "--refresh")
    assert shown(films, "id:1")["runtime"] == 100


def test_what_is_cleared_is_no_longer_what_a_source_said(films: Run) -> None:
    films.ok("fill", "glass orchard")
    films.ok("edit", "id:1", "--clear", "runtime")
    assert "runtime" not in shown(films, "id:1")["sources"]


def test_one_undo_step_however_many_films(films: Run) -> None:
    before, count = films.library.read_bytes(), steps(films)
    films.ok("fill", "--all")
    assert steps(films) == count + 1
    films.ok("undo")
    assert films.json("list", "--all") == [film | {"runtime": None} for film in films.json("list")]
    assert b"Szklany" not in films.ok("export", "--to", "json").encode()
    assert before


def test_it_ends_with_a_count_filled_already_whole_not_found_more_than_one_candidate_each_named_with_the_command_that_settles_it(
    films: Run,
) -> None:
    films.ok("add", "Nobody Knows This (1950)", "--bare")
    films.ok("fill", "id:1")
    result = films("fill", "--all")
    assert result.exit_code == 0
    assert result.stdout == (
        "Of 4 films, 1 filled in, 1 already whole, 1 not found and 1 with more than one "
        "candidate.\n"
    )
    assert result.stderr == (
        "Salt can be Salt (1960) (tt98000006) or Salt (2004) (tt98000007): “watchlist fill Salt "
        "--as tt98000006” settles it.\n"
    )
    assert films("fill", "salt", "--as", "tt98000007").exit_code == 0
    assert shown(films, "salt")["year"] == 2004


def test_fill_all_exit_0_with_the_counts(films: Run) -> None:
    films.ok("add", "Nobody Knows This", "--bare")
    result = films("fill", "--all")
    assert result.exit_code == 0
    assert "1 not found and 1 with more than one candidate.\n" in result.stdout


def test_fill_takes_several_films(films: Run) -> None:
    assert films.ok("fill", "id:1", "id:2", "id:1") == "Of 2 films, 2 filled in.\n"


def test_add_tmdb_949_without_a_key_goes_through_wikidata(run: Run, world: World) -> None:
    run.ok("add", "tmdb:9800001")
    assert shown(run, "id:1")["sources"]["runtime"] == "wikidata"
    assert not [path for path, _, _ in world.asked if path.startswith("/3")]


def test_fill_all_counts_what_is_already_whole(films: Run) -> None:
    films.ok("fill", "--all")
    assert films.ok("fill", "--all").startswith("Of 3 films, 0 filled in, 2 already whole and 1 ")


def test_dry_run_changes_nothing_and_says_what_would_be_filled_in(films: Run) -> None:
    before = films.library.read_bytes()
    said = films.ok("fill", "glass orchard", "--dry-run")
    assert said.startswith("Would fill in Glass Orchard (1987): year 1987 (wikidata), release ")
    assert films.library.read_bytes() == before


def test_field_fills_in_only_that(films: Run) -> None:
    films.ok("fill", "glass orchard", "--field", "runtime", "--field", "director")
    film = shown(films, "id:1")
    assert (film["runtime"], film["release"], film["imdb"]) == (98, None, None)
    assert len(film["credits"]) == 2
    assert films("fill", "id:1", "--field", "nonsense").exit_code == 2


def test_offline_asks_nothing_by_the_network(films: Run, world: World) -> None:
    assert films("fill", "glass orchard", "--offline").exit_code == 1
    assert world.asked == []


@pytest.mark.parametrize(
    ("title", "year", "found"),
    [
        ("The Glass Orchard", 1986, True),
        ("the glass orchard", 1988, True),
        ("Glass-Orchard", 1987, True),
        ("The Glass Orchard", 1989, False),
        ("The Glass Orchards", 1987, False),
        ("Kites and Keys", 2011, True),
        ("Szklany sad", 1987, True),
        ("鏡の庭", 1970, True),
    ],
)
def test_a_candidate_is_taken_only_if_its_title_agrees_by_the_identity_rule_its_year_is_within_one_when_the_user_gave_one(
    run: Run, world: World, title: str, year: int, found: bool
) -> None:
    run.ok("add", f"{title} ({year})", "--bare")
    result = run("fill", "id:1")
    assert result.exit_code == (0 if found else 1)
    film = shown(run, "id:1")
    assert bool(film["imdb"]) == found
    assert film["year"] == year


@pytest.mark.parametrize(("minutes", "taken"), [(88, True), (108, True), (87, False)])
def test_a_candidate_is_taken_only_if_its_running_time_is_within_ten_minutes_when_both_are_known(
    run: Run, world: World, minutes: int, taken: bool
) -> None:
    run.ok("add", "The Glass Orchard (1987)", "--runtime", str(minutes), "--bare")
    assert run("fill", "id:1").exit_code == (0 if taken else 1)


def test_a_candidate_is_taken_only_if_it_is_a_film_or_series_no_game_album_book_episode(
    run: Run, world: World
) -> None:
    run.ok("add", "The Glass Orchard (1999)", "--bare")
    assert run("fill", "id:1").exit_code == 1
    found = [one["id"] for one in run.json("search", "the", "glass", "orchard")]
    assert found == ["wikidata:Q880000001", "wikidata:Q880000004"]


def test_a_series_is_no_film_of_its_title(run: Run, world: World) -> None:
    run.ok("add", "Harbour Watch", "--kind", "film", "--bare")
    assert run("fill", "id:1").exit_code == 1
    run.ok("edit", "id:1", "--kind", "series")
    run.ok("fill", "id:1")
    assert shown(run, "id:1")["tmdb"] == 980010


def test_a_candidate_is_taken_only_if_it_is_the_only_one_left_else_nothing_is_filled(
    films: Run,
) -> None:
    before = films.library.read_bytes()
    result = films("fill", "salt")
    assert result.exit_code == 1
    assert "Salt (1960) (tt98000006) or Salt (2004)" in result.stderr
    assert films.library.read_bytes() == before


def test_fill_film_is_exit_1_when_one_of_the_named_films_was_not_found_or_is_ambiguous(
    films: Run,
) -> None:
    films.ok("add", "Nobody Knows This", "--bare")
    result = films("fill", "nobody knows this", "glass orchard")
    assert (result.exit_code, shown(films, "id:1")["runtime"]) == (1, 98)
    assert result.stderr == "No source knows Nobody Knows This.\n"
    films.ok("undo")
    result = films("fill", "salt", "glass orchard")
    assert (result.exit_code, shown(films, "id:1")["runtime"]) == (1, 98)
    assert result.stderr.startswith("Salt can be Salt (1960) (tt98000006) or Salt (2004) ")


def test_a_label_that_is_only_an_items_number_is_no_title(run: Run, world: World) -> None:
    result = run("add", "wikidata:Q880000009")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "Q880000172" not in run.ok("add", "wikidata:Q880000001")
    assert "Q880000172" not in run.ok("show", "1")


def test_a_label_in_another_language_alone_is_a_title(run: Run, world: World) -> None:
    world.entities["Q880000061"] = entity(
        "Q880000061", "Jezioro", language="sk", P31=item("Q11424"), P345=text("tt98000061")
    )
    assert run.ok("add", "wikidata:Q880000061") == "Added Jezioro as number 1.\n"


@pytest.mark.parametrize("label", ["   ", "x" * 1001])
def test_a_label_that_is_no_title_gives_way_to_the_original_title(
    run: Run, world: World, label: str
) -> None:
    world.entities["Q880000001"]["labels"]["en"]["value"] = label
    world.entities["Q880000170"]["labels"]["en"]["value"] = label
    assert run.ok("add", "wikidata:Q880000001") == "Added Szklany sad (1987) as number 1.\n"
    assert [one["name"] for one in shown(run, "id:1")["credits"]] == ["Otto Brandt"]


def test_of_several_release_dates_the_earliest_counts_with_its_precision(
    run: Run, world: World
) -> None:
    claims = world.entities["Q880000001"]["claims"]
    assert len(claims["P577"]) == 5
    run.ok("add", "wikidata:Q880000001", "wikidata:Q880000004", "tt98000006")
    assert [shown(run, f"id:{n}")["release"] for n in (1, 2, 3)] == [
        "1987-03-06",
        "1991-11",
        "1960-02-03",
    ]
    world.entities["Q880000050"] = entity(
        "Q880000050", "Vague", P31=item("Q11424"), P577=[day("1950-00-00", 8), day("1952-00-00", 9)]
    )
    run.ok("add", "wikidata:Q880000050")
    assert shown(run, "vague")["release"] == "1952"


def test_running_times_have_units_and_a_bare_number_says_nothing(run: Run, world: World) -> None:
    run.ok("add", "tt98000001", "tt98000004", "wikidata:Q880000005", "tt98000011")
    assert [shown(run, f"id:{n}")["runtime"] for n in (1, 2, 3, 4)] == [98, 114, 11, None]


@pytest.mark.parametrize("typed", ["tt98000001", "wikidata:Q880000001", "tmdb:9800001"])
def test_add_an_imdb_id_add_a_wikidata_item_add_a_tmdb_number_enter_one_with_its_facts(
    run: Run, world: World, typed: str
) -> None:
    result = run("add", typed)
    assert result.stdout == "Added The Glass Orchard (1987) as number 1.\n"
    film = shown(run, "id:1")
    assert (film["runtime"], film["to_watch"], film["aliases"]) == (98, True, [])


@pytest.mark.parametrize(
    "typed",
    [
        "https://www.imdb.com/title/tt98000001/",
        "https://m.imdb.com/de/title/tt98000001/?ref_=x",
        "https://www.wikidata.org/wiki/Q880000001",
        "https://www.themoviedb.org/movie/9800001-the-glass-orchard",
        " TT98000001 ",
        "wikidata:q880000001",
    ],
)
def test_the_address_of_a_page_is_the_id_in_it(run: Run, world: World, typed: str) -> None:
    assert run.ok("add", typed) == "Added The Glass Orchard (1987) as number 1.\n"


@pytest.mark.parametrize(
    "typed", ["tmdb:0", "tmdb:99999999999", "wikidata:42", "tvmaze:x", "tmdb:", "wikidata:Q0"]
)
def test_what_can_only_be_an_id_and_is_none_is_no_title(run: Run, world: World, typed: str) -> None:
    result = run("add", typed)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: “{typed}” is no id of a source: it is like tt0113277")
    assert not run.library.exists()


def test_search_takes_an_id(run: Run, world: World) -> None:
    found = run.json("search", "tt98000001")
    assert [(one["source"], one["title"]) for one in found] == [("wikidata", "The Glass Orchard")]
    assert run("search", "tt97000000").stderr == "No source knows a film “tt97000000”.\n"


@pytest.mark.parametrize("line", [["search", " "], ["franchise", "discover", ""]])
def test_nothing_to_look_for_is_wrong_usage(run: Run, world: World, line: list[str]) -> None:
    result = run(*line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: Say what to look for: ")
    assert world.asked == []


def test_search_reads_a_bare_year_where_no_title_ends_with_it(run: Run, world: World) -> None:
    assert [one["id"] for one in run.json("search", "salt", "2004")] == ["wikidata:Q880000007"]


def test_a_source_of_the_network_is_not_asked_offline(films: Run, world: World) -> None:
    result = films("fill", "salt", "--from", "wikidata", "--offline")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: wikidata: this is asked by the network only.\n"
    assert world.asked == []


def test_a_merged_item_is_entered_under_its_new_number(run: Run, world: World) -> None:
    run.ok("add", "wikidata:Q880000901")
    assert shown(run, "id:1")["wikidata"] == "Q880000001"


@pytest.mark.parametrize("typed", ["tt97000000", "wikidata:Q1", "wikidata:Q880000002", "tmdb:1"])
def test_an_id_that_no_source_knows_as_a_film_is_exit_3(run: Run, world: World, typed: str) -> None:
    result = run("add", typed)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith(f"Error: No source knows {typed}: ")
    assert not run.library.exists()


def test_add_fill_asks_online(run: Run, world: World) -> None:
    run.ok("add", "The Glass Orchard")
    assert world.asked == []
    run.ok("add", "Return to the Glass Orchard", "--fill")
    assert [shown(run, f"id:{n}")["runtime"] for n in (1, 2)] == [None, 114]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (["never"], False),
        (["never", "--fill"], True),
        (["local"], False),
        (["online"], True),
        (["online", "--bare"], False),
        (["online", "--bare", "--fill"], False),
    ],
)
def test_bare_beats_the_setting_fill_never_local_online(
    run: Run,
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    said: list[str],
    asked: bool,
) -> None:
    setting, *options = said
    monkeypatch.setenv("WATCHLIST_FILL", setting)
    run.ok("add", "The Glass Orchard", *options)
    assert bool(world.asked) == asked
    assert bool(shown(run, "id:1")["runtime"]) == asked


def test_without_network_a_film_whose_id_the_catalogue_knows_is_added_from_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WATCHLIST_WIKIDATA_URL", "http://127.0.0.1:9/w/api.php")
    table = tmp_path / "films.csv"
    table.write_text("title,year,imdb,runtime\nThe Reed,1971,tt9900777,93\n", encoding="utf-8")
    run.ok("catalogue", "build", str(table))
    result = run("add", "tt9900777")
    assert (result.exit_code, result.stdout) == (0, "Added The Reed (1971) as number 1.\n")
    assert "is entered with what is known on this machine." in result.stderr
    assert run.json("show", "id:1")["runtime"] == 93
    unknown = run("add", "tt9900778")
    assert (unknown.exit_code, unknown.stdout) == (1, "")


def test_without_network_the_film_is_added_all_the_same_and_it_is_said(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_WIKIDATA_URL", "http://127.0.0.1:9/w/api.php")
    result = run("add", "The Glass Orchard", "--fill")
    assert (result.exit_code, result.stdout) == (0, "Added The Glass Orchard as number 1.\n")
    assert result.stderr == (
        "Wikidata cannot be reached: there may be no network. The Glass Orchard is entered with "
        "what is known on this machine.\n"
    )


def test_the_same_id_of_another_film_is_refused(films: Run) -> None:
    films.ok("add", "Other Title (1987)", "--imdb", "tt98000001")
    result = films("fill", "glass orchard")
    assert "Glass Orchard was not filled in: " in result.stderr
    assert shown(films, "id:1")["imdb"] is None


def test_search_words_year_gives_candidates_of_that_year_with_source_and_id(
    run: Run, world: World
) -> None:
    found = run.json("search", "salt", "--year", "2004")
    assert [(one["source"], one["id"], one["title"], one["year"]) for one in found] == [
        ("wikidata", "wikidata:Q880000007", "Salt", 2004)
    ]
    assert "wikidata:Q880000006" in run.ok("search", "salt")


def test_from_names_the_sources_and_only_those_are_asked(films: Run, world: World) -> None:
    assert films("fill", "glass orchard", "--from", "packs").exit_code == 1
    assert world.asked == []
    result = films("fill", "--all", "--from", "imdb")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: There is no source “imdb”: there are packs, ")


def test_text_of_a_source_never_reaches_the_terminal_raw(run: Run, world: World) -> None:
    world.entities["Q880000060"] = entity(
        "Q880000060", "Evil \x1b[31m Film", P31=item("Q11424"), P345=text("tt98000060")
    )
    result = run("search", "evil")
    assert "\x1b" not in result.stdout
    assert "\x1b" not in run("add", "tt98000060").output


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchlist.cli.filling.interactive", lambda: True)


@pytest.mark.parametrize(("typed", "year"), [("2", 2004), ("tt98000006", 1960)])
def test_with_several_on_a_terminal_a_choice(
    films: Run, at_a_terminal: None, typed: str, year: int
) -> None:
    result = films("fill", "salt", input=f"{typed}\n")
    assert result.exit_code == 0
    assert "  2  Salt (2004) (tt98000007)\n" in result.stderr
    assert shown(films, "salt")["year"] == year


@pytest.mark.parametrize("typed", ["", "q", "7"])
def test_enter_or_q_leaves_the_choice_and_nothing_is_filled(
    films: Run, at_a_terminal: None, typed: str
) -> None:
    before = films.library.read_bytes()
    assert films("fill", "salt", input=f"{typed}\n").exit_code == 1
    assert films.library.read_bytes() == before


def test_fill_shows_a_progress_bar_on_a_terminal(
    films: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchlist.cli.filling_run.hints_are_seen", lambda: True)
    assert "Looking up" in films("fill", "--all").stderr


def test_sources_are_a_registry_of_modules_with_one_interface_search_title_year_kind_facts_id_episodes_id_franchise_name_like_formats(
    tmp_path: Path,
) -> None:
    opened = Sources(Reach(str(tmp_path), dict.fromkeys(ADDRESSES, "https://e.org"), "key"))
    assert opened.names == ["packs", "catalogue", "wikidata", "tvmaze", "tmdb"]
    for source in opened:
        for method, given in INTERFACE.items():
            assert list(signature(getattr(source, method)).parameters) == given


@pytest.mark.parametrize("option", [["--as", "x", "salt"], ["--as", "tt98000006", "--all"], []])
def test_fill_names_films_or_all_and_an_id_is_for_one(films: Run, option: list[str]) -> None:
    result = films("fill", *option)
    assert (result.exit_code, result.stdout) == (2, "")
