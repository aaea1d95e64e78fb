"""The contract on choosing: ``list``, its filters, ``next`` and the start page.

The id of a case, or the name of a test, is the sentence that it holds.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Run


@pytest.fixture
def shelf(run: Run) -> Run:
    """Return films that differ in every field that a filter is about."""
    run.ok("add", "Heat (1995)", "--runtime", "170", "--genre", "Crime", "--where", "Netflix DE")
    run.ok("edit", "heat", "--director", "Michael Mann", "--language", "English", "--tag", "L.A.")
    run.ok("add", "Ran (1985)", "--runtime", "120", "--genre", "war", "--country", "Japan")
    run.ok("edit", "ran", "--alias", "Chaos", "--where", "Mubi", "--where", "shelf 3")
    run.ok("add", "Moon (2009)", "--runtime", "97", "--genre", "Sci-Fi", "--where", "netflix")
    run.ok("add", "Stalker", "--genre", "science fiction", "--kind", "film")
    run.ok("add", "Dune: Part Three", "--release", "2026-12-18", "--franchise", "Dune")
    run.ok("add", "Cosmos (1980)", "--kind", "series", "--runtime", "60")
    run.ok("watched", "moon", "--on", "2020-02-03", "--rating", "4")
    run.ok("watched", "cosmos", "--on", "unknown")
    run.ok("lists", "new", "Winter evenings", "heat", "cosmos")
    return run


def titles(run: Run, *args: str) -> list[str]:
    return [film["title"] for film in run.json(*args)]


EVERY = ["Heat", "Ran", "Moon", "Stalker", "Dune: Part Three", "Cosmos"]

CASES: dict[str, list[tuple[list[str], list[str]]]] = {
    "default: what is still to watch": [([], ["Heat", "Ran", "Stalker", "Dune: Part Three"])],
    "--all": [(["--all"], EVERY)],
    "--reverse": [(["--all", "--reverse"], EVERY[::-1])],
    "--limit N": [
        (["--all", "--limit", "2"], ["Heat", "Ran"]),
        (["--all", "--reverse", "--limit", "1"], ["Cosmos"]),
    ],
    "WORDS stand in titles": [
        (["heat"], ["Heat"]),
        (["--all", "part", "dune"], ["Dune: Part Three"]),
    ],
    "WORDS stand in aliases": [(["chaos"], ["Ran"])],
    "WORDS stand in tags": [(["l.a."], ["Heat"])],
    "WORDS stand in genres": [(["war"], ["Ran"])],
    "WORDS stand in places": [(["netflix"], ["Heat"]), (["shelf 3"], ["Ran"])],
    "WORDS stand in people": [(["michael mann"], ["Heat"]), (["mann", "crime"], ["Heat"])],
    "WORDS: for reading commands also begun words": [(["stal"], ["Stalker"])],
    "WORDS: letters inside a word never match": [(["talker"], []), (["eat"], [])],
    "--unseen": [(["--unseen"], ["Heat", "Ran", "Stalker", "Dune: Part Three"])],
    "--seen": [(["--seen"], ["Moon", "Cosmos"])],
    "--upcoming": [(["--upcoming"], ["Dune: Part Three"])],
    "--franchise": [(["--franchise", "dune"], ["Dune: Part Three"])],
    "--list": [
        (["--list", "winter evenings"], ["Heat"]),
        (["--all", "--list", "winter evenings"], ["Heat", "Cosmos"]),
    ],
    "--tag": [(["--tag", "l.a."], ["Heat"]), (["--tag", "a"], [])],
    "--genre": [
        (["--genre", "CRIME"], ["Heat"]),
        (["--all", "--genre", "scifi"], ["Moon", "Stalker"]),
        (["--all", "--genre", "science fiction"], ["Moon", "Stalker"]),
        (["--genre", "crim"], []),
    ],
    "--where": [
        (["--all", "--where", "netflix"], ["Heat", "Moon"]),
        (["--where", "mubi", "--where", "shelf 3"], ["Ran"]),
        (["--where", "flix"], []),
    ],
    "--person": [(["--person", "Michael Mann"], ["Heat"])],
    "--language": [(["--language", "english"], ["Heat"])],
    "--country": [(["--country", "japan"], ["Ran"])],
    "--kind": [(["--all", "--kind", "series"], ["Cosmos"])],
    "--year 1990..1999": [
        (["--year", "1990..1999"], ["Heat"]),
        (["--all", "--year", "..1985"], ["Ran", "Cosmos"]),
    ],
    "--rating '>=4'": [
        (["--all", "--rating", ">=4"], ["Moon"]),
        (["--all", "--rating", "<4"], []),
    ],
    "--under 2h": [
        (["--all", "--under", "2h"], ["Moon", "Cosmos"]),
        (["--under", "121"], ["Ran"]),
    ],
    "--over 90": [(["--over", "90"], ["Heat", "Ran"]), (["--over", "2h"], ["Heat"])],
    "unknown running time: neither": [
        (["stalker", "--under", "100h"], []),
        (["stalker", "--over", "1"], []),
    ],
    "--sort KEY": [
        (["--all", "--sort", "title", "--limit", "2"], ["Cosmos", "Dune: Part Three"]),
        (["--all", "--sort", "runtime", "--limit", "2"], ["Cosmos", "Moon"]),
    ],
    "Unknown values come last in every sort": [
        (
            ["--all", "--sort", "runtime"],
            ["Cosmos", "Moon", "Ran", "Heat", "Stalker", "Dune: Part Three"],
        ),
        (
            ["--all", "--sort", "year"],
            ["Cosmos", "Ran", "Heat", "Moon", "Dune: Part Three", "Stalker"],
        ),
        (["--all", "--sort", "watched", "--limit", "1"], ["Moon"]),
        (["--all", "--sort", "rating", "--limit", "1"], ["Moon"]),
    ],
    "Unknown values come last, --reverse too": [
        (
            ["--all", "--sort", "runtime", "--reverse"],
            ["Heat", "Ran", "Moon", "Cosmos", "Stalker", "Dune: Part Three"],
        ),
        (
            ["--all", "--sort", "release", "--reverse"],
            ["Dune: Part Three", "Moon", "Heat", "Ran", "Cosmos", "Stalker"],
        ),
        (["--all", "--sort", "watched", "--reverse", "--limit", "1"], ["Moon"]),
        (["--all", "--sort", "rating", "--reverse", "--limit", "1"], ["Moon"]),
    ],
}


@pytest.mark.parametrize("sentence", CASES)
def test_list(shelf: Run, sentence: str) -> None:
    for args, expected in CASES[sentence]:
        assert titles(shelf, "list", *args) == expected, args


@pytest.mark.parametrize("command", ["list", "tonight", "next"])
@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["--under", "soon"], 2, "soon"),
        (["--over", "-1"], 2, "-1"),
        (["--rating", ">=good"], 2, "good"),
        (["--year", "1999..1990"], 2, "ends before it begins"),
        (["--kind", "novel"], 2, "novel"),
        (["--genre", " "], 2, "cannot be empty"),
        (["--franchise", "Nowhere"], 3, "There is no franchise “Nowhere”"),
        (["--list", "Nowhere"], 3, "There is no list “Nowhere”"),
        (["--person", "Nobody"], 3, "There is no person “Nobody”"),
    ],
)
def test_a_wrong_filter_is_one_sentence(
    run: Run, command: str, args: list[str], status: int, message: str
) -> None:
    run.ok("add", "Heat (1995)")
    result = run(command, *args)

    assert (result.exit_code, result.stdout) == (status, "")
    (error,) = [line for line in result.stderr.splitlines() if line.startswith("Error")]
    assert message in error


def test_an_empty_list_says_how_many_pass_that_are_not_to_watch(shelf: Run) -> None:
    result = shelf("list", "moon")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "Nothing of that is to watch: --all lists 1 film.\n"


# -- next ------------------------------------------------------------------------------------


@pytest.fixture
def saga(run: Run) -> Run:
    """Return a franchise in progress and films beside it."""
    for title, minutes in (("One (2001)", "90"), ("Two (2002)", "150"), ("Three (2003)", "95")):
        run.ok("add", f"Saga {title}", "--franchise", "Saga", "--runtime", minutes)
    run.ok("watched", "saga one")
    run.ok("add", "Heat (1995)", "--runtime", "170", "--where", "Netflix")
    run.ok("add", "Moon (2009)", "--runtime", "97")
    return run


def test_next_franchise_what_to_watch_now_in_order_and_what_was_skipped_and_why(saga: Run) -> None:
    (film,) = saga.json("next", "saga", "--under", "2h")

    assert (film["title"], [(one["title"], one["why"]) for one in film["skipped"]]) == (
        "Saga Three",
        [("Saga Two", "not asked for")],
    )
    assert "Skipped, as not asked for: Saga Two (2002)." in saga.ok("next", "saga", "--under", "2h")


def test_the_filters_are_those_of_next_too(saga: Run) -> None:
    assert titles(saga, "next") == ["Saga Two", "Heat"]
    assert titles(saga, "next", "--under", "2h") == ["Saga Three", "Moon"]
    assert titles(saga, "next", "--where", "netflix") == ["Heat"]
    assert titles(saga, "next", "--franchise", "saga") == ["Saga Two"]
    assert titles(saga, "next", "--seen") == []


@pytest.mark.parametrize("command", [[], ["next"], ["next", "--random"], ["tonight"]])
def test_the_start_page_next_and_tonight_never_offer_what_was_seen(
    run: Run, command: list[str]
) -> None:
    run.ok("add", "Heat (1995)")
    run.ok("watched", "heat")
    run.ok("edit", "heat", "--to-watch")
    result = run(*command)

    assert result.exit_code == 0
    assert "Heat" not in result.stdout.partition("Last watched")[0]


def record(run: Run, command: str) -> Any:
    return run.json(command, "--franchise", "saga")[0]


@pytest.mark.parametrize("command", ["list", "tonight", "next"])
def test_one_set_of_filters(saga: Run, command: str) -> None:
    assert record(saga, command)["title"] == "Saga Two"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["seen"], "No film has “seen” in it: was “watchlist list --seen” meant?"),
        (["unwatched"], "No film has “unwatched” in it: was “watchlist list --unseen” meant?"),
        (["zebra", "moon"], "No film has “zebra” and “moon” in it."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words_that_no_film_has_are_said(run: Run, words: list[str], said: str) -> None:
    run.ok("add", "Heat (1995)", "--bare")
    result = run("list", *words)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{said}\n")


@pytest.mark.parametrize("years", ["1990s", "1990-1999", "1990..1999", "..1999", "1995"])
def test_years_are_written_in_several_ways(run: Run, years: str) -> None:
    run.ok("add", "Heat (1995)", "Moon (2009)", "--bare")
    assert [film["title"] for film in run.json("list", "--year", years)] == ["Heat"]


def test_a_comma_in_a_tag_or_genre_is_told_to_make_no_two_of_it(run: Run) -> None:
    result = run("add", "Heat (1995)", "--bare", "--tag", "crime,la", "--genre", "noir")
    assert result.stderr == "“crime,la” is one value: --tag crime --tag la are 2.\n"
    assert run.json("show", "heat")["tags"] == ["crime,la"]


def test_a_rating_with_a_plus_is_that_or_more(run: Run) -> None:
    run.ok("add", "Heat (1995)", "Ronin (1998)", "--watched", "--rating", "4.5", "--bare")
    run.ok("rate", "ronin", "3")
    for typed in ("4+", "3,5+", ">=4"):
        assert [film["title"] for film in run.json("list", "--all", "--rating", typed)] == ["Heat"]
