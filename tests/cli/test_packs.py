"""Packs on the command line: looked at, read without being added, added, exported and checked."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.packs.conftest import LANTERN, lantern_text
from watchlist.packs import shelf, shipped

STORY = ["Lantern: The Early Years", "Lantern", "Lantern: Part Two", "Wick", "Lantern: Part Three"]
HINT = (
    "Lantern is not in your library: this is its pack. "
    '“watchlist franchise track "Lantern"” adds it.\n'
)


@pytest.fixture
def lantern(_isolated: None) -> None:
    """Let the program come with one pack."""
    (shelf.FOLDER / shipped.DATA).mkdir()
    (shelf.FOLDER / shipped.DATA / "lantern.toml").write_text(LANTERN, encoding="utf-8")
    (shelf.FOLDER / shelf.INDEX).write_text(shipped.index_text(), encoding="utf-8")


@pytest.fixture
def pack_file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(LANTERN, encoding="utf-8")
    return path


def changed(path: Path, *changes: tuple[str, str]) -> str:
    path.write_text(lantern_text(*changes), encoding="utf-8")
    return str(path)


# -- straight from a pack --------------------------------------------------------------------


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize("name", ["lantern", "The Lantern Saga", "saga", "lantern:main"])
def test_an_order_comes_straight_from_a_pack_and_says_so(run: Run, name: str) -> None:
    result = run("order", name, "--format", "json")

    (table,) = json.loads(result.stdout)["tables"]
    assert [entry["title"] for entry in table["entries"]] == STORY
    assert (result.exit_code, result.stderr) == (0, HINT)
    assert not run.library.exists()


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize(
    ("args", "titles"),
    [
        (("next", "lantern"), ["Lantern"]),
        (("catchup", "wick"), ["Lantern", "Lantern: Part Two"]),
        (("catchup", "part two"), ["Lantern"]),
        (("plan", "wick", "--per-day", "3h"), ["Lantern", "Lantern: Part Two"]),
    ],
)
def test_next_catchup_and_plan_work_from_a_pack(
    run: Run, args: tuple[str, ...], titles: list[str]
) -> None:
    result = run(*args, "--format", "json")

    assert (result.exit_code, result.stderr) == (0, HINT)
    found = json.loads(result.stdout)
    assert [record["title"] for record in found] == titles


@pytest.mark.usefixtures("lantern")
def test_the_films_of_the_library_are_those_of_a_pack_that_is_only_read(run: Run) -> None:
    run.ok("add", "Lantern (2001)")
    run.ok("watched", "lantern", "--on", "2020")

    entries = run.json("order", "lantern")["tables"][0]["entries"]

    assert [entry["watched"] for entry in entries] == [False, True, False, False, False]
    assert len(run.json("list", "--all")) == 1


@pytest.mark.usefixtures("lantern")
def test_a_film_that_is_called_like_a_pack_does_not_hide_it_from_plan(run: Run) -> None:
    run.ok("add", "Lantern (2001)")
    planned = run("plan", "lantern", "--per-day", "9h")
    assert planned.stderr == HINT
    assert planned.stdout.startswith("Lantern · 4 films")
    of_the_film = run("plan", "lantern (2001)", "--per-day", "9h")
    assert of_the_film.stderr == "Before Lantern (2001): there is nothing left to watch.\n"


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize("args", [("order",), ("next",), ("plan", "--per-day", "9h")])
def test_a_continuity_is_found_by_the_name_of_the_pack_of_a_renamed_franchise(
    run: Run, args: tuple[str, ...]
) -> None:
    run.ok("franchise", "track", "lantern")
    run.ok("franchise", "rename", "lantern", "Torch")
    run.ok("franchise", "continuity", "torch", "other", "wick")
    command, *options = args
    same = [run(command, f"{name}:other", *options) for name in ("torch", "lantern")]
    assert [(found.exit_code, found.stderr) for found in same] == [(0, ""), (0, "")]
    assert same[0].stdout == same[1].stdout != ""


@pytest.mark.usefixtures("lantern")
def test_a_franchise_of_the_library_is_taken_before_a_pack(run: Run) -> None:
    run.ok("add", "Wick (2011)", "--franchise", "Lantern")

    result = run("order", "lantern", "--format", "json")

    assert [e["title"] for e in json.loads(result.stdout)["tables"][0]["entries"]] == ["Wick"]
    assert result.stderr == ""


@pytest.mark.usefixtures("lantern")
def test_a_name_that_neither_library_nor_packs_have_is_not_found(run: Run) -> None:
    result = run("order", "lantren")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "Error: There is no franchise “lantren”; did you mean Lantern?\n"


@pytest.mark.usefixtures("lantern")
def test_a_franchise_that_no_pack_has_either_is_said_with_what_to_do(run: Run) -> None:
    result = run("order", "twilight")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "Error: There is no franchise “twilight” and no pack of it: “watchlist pack list” lists the"
        " packs, and “watchlist add TITLE --franchise NAME” makes a franchise.\n"
    )
    assert run("catchup", "zzz").exit_code == 3


# -- adding ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("lantern")
def test_adding_a_pack_enters_its_films_and_lists_none_of_them(run: Run) -> None:
    assert run.ok("pack", "add", "lantern") == (
        "Added the pack Lantern: 5 films, of them 5 new to the library.\n"
    )
    assert run.titles("lantern") == STORY
    assert run.json("list") == []
    assert run.titles("lantern", "--by", "short") == ["Lantern", "Lantern: Part Three"]


@pytest.mark.usefixtures("lantern")
def test_tracking_a_pack_keeps_what_was_seen_and_lists_the_rest(run: Run) -> None:
    run.ok("add", "Lantern (2001)", "--runtime", "99", "--tag", "cosy")
    run.ok("watched", "lantern", "--on", "2020-01-02", "--rating", "4.5")

    result = run("franchise", "track", "lantern")

    assert result.exit_code == 0
    assert result.stdout == (
        "Added the pack Lantern: 5 films, of them 4 new to the library and 4 put on the "
        "watchlist.\n"
    )
    assert result.stderr == (
        "Kept as it is: Lantern: runtime is 99 in your library, 101 in the pack.\n"
    )
    assert len(run.json("list", "--all")) == 5
    assert len(run.json("list")) == 4
    shown = run.json("show", "id:1")
    assert (shown["runtime"], shown["tags"], shown["rating"]) == (99, ["cosy"], 4.5)
    assert [viewing["watched_on"] for viewing in shown["viewings"]] == ["2020-01-02"]


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize("command", [("pack", "add"), ("franchise", "track")])
def test_adding_a_pack_is_one_step_and_the_second_time_none(
    run: Run, command: tuple[str, str]
) -> None:
    run.ok(*command, "lantern")
    again = run.ok(*command, "lantern")

    assert again == "Nothing to change: Lantern is in the library like that already.\n"
    assert len(run.json("history")) == 1
    run.ok("undo")
    assert run.json("list", "--all") == []
    assert run.json("franchise", "list") == []


@pytest.mark.usefixtures("lantern")
def test_a_dry_run_prints_the_plan_and_changes_nothing(run: Run) -> None:
    run.ok("add", "Lantern (2001)", "--runtime", "99", "--bare")
    before = run.library.read_bytes()

    plan = run.ok("pack", "add", "lantern", "--dry-run")

    assert plan.splitlines() == [
        "Would add the pack Lantern: 5 films, of them 4 new to the library and 1 brought up to "
        "date.",
        "  add Lantern: Part Two (2004)",
        "  add Lantern: Part Three (2007)",
        "  add Lantern: The Early Years (2009)",
        "  add Wick (2011)",
        "  update Lantern (2001)",
        "  keep Lantern: runtime is 99 in your library, 101 in the pack.",
    ]
    assert run.library.read_bytes() == before
    assert run.json("pack", "add", "lantern", "--dry-run")["entered"][0] == (
        "Lantern: Part Two (2004)"
    )


def test_a_pack_is_added_from_a_file(run: Run, pack_file: Path) -> None:
    run.ok("pack", "add", str(pack_file))

    assert run.titles("lantern") == STORY


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("year = 2004", "year 2004", ":25: It is not TOML"),
        ("year = 2004", "yaer = 2004", ":25: Film two has nothing called “yaer”; did you mean"),
        ('title = "Wick"', "", ":37: Film gap has no title."),
        ("tt0000003", "tt0000001", ":30: lantern and three have one IMDb id"),
        ('anchors = ["lantern"]', 'anchors = ["early"]', ":55: early cannot be placed relative"),
    ],
)
def test_a_broken_pack_is_refused_with_its_lines_and_nothing_is_changed(
    run: Run, pack_file: Path, old: str, new: str, words: str
) -> None:
    run.ok("add", "Heat (1995)")
    before = run.library.read_bytes()

    result = run("pack", "add", changed(pack_file, (old, new)))

    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{pack_file}{words}" in result.stderr
    assert result.stderr.endswith("is no good pack: nothing was changed.\n")
    assert run.library.read_bytes() == before


@pytest.mark.parametrize("name", ["none.toml", "a/b", "."])
def test_a_file_that_cannot_be_read_is_one_sentence(run: Run, name: str) -> None:
    result = run("pack", "add", name)

    assert result.exit_code in (1, 3)
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1


# -- looking, checking, exporting ------------------------------------------------------------


@pytest.mark.usefixtures("lantern")
def test_the_list_says_which_packs_are_in_the_library(run: Run) -> None:
    assert run.json("pack", "list") == [
        {
            "name": "Lantern",
            "films": 5,
            "continuities": 1,
            "aliases": ["The Lantern Saga"],
            "in_library": False,
            "genre": None,
            "holds": [],
            "found": [],
        }
    ]
    run.ok("pack", "add", "lantern")

    assert run.json("pack", "list")[0]["in_library"] is True
    assert "Lantern" in run.ok("pack", "list")


@pytest.mark.usefixtures("lantern")
def test_a_pack_is_shown_in_story_order_with_its_sources(run: Run) -> None:
    shown = run.ok("pack", "show", "lantern")
    record = run.json("pack", "show", "lantern")

    rows = [line for line in shown.splitlines() if line[:3].strip().isdecimal()]
    assert [title in row for title, row in zip(STORY, rows, strict=True)] == [True] * 5
    assert "Reviewed up to 2025-12-31" in shown
    assert "One (release dates): https://one.example" in shown
    assert [entry["title"] for entry in record["tables"][0]["entries"]] == STORY
    assert record["sources"][1] == {"name": "Two", "url": "https://two.example", "for": ""}


def test_a_good_pack_is_said_to_be_good(run: Run, pack_file: Path) -> None:
    assert run.ok("pack", "check", str(pack_file)) == "Lantern is a good pack.\n"
    assert run.json("pack", "check", str(pack_file)) == []


def test_advice_is_printed_and_is_no_failure(run: Run, pack_file: Path) -> None:
    path = changed(pack_file, ("reviewed = 2025-12-31\n", ""))

    assert run.ok("pack", "check", path) == (
        f"{path}: advice: Say up to which day the facts were reviewed: reviewed.\n"
        "Lantern is a good pack.\n"
    )


def test_findings_go_to_stdout_and_an_error_is_a_failure(run: Run, pack_file: Path) -> None:
    path = changed(pack_file, ("year = 2004", "year = 0"))

    result = run("pack", "check", path)
    as_json = run("pack", "check", path, "--format", "json")

    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout == f"{path}:25: Film two, year: “0” is not a year.\n"
    assert json.loads(as_json.stdout) == [
        {"file": path, "line": 25, "message": "Film two, year: “0” is not a year.", "advice": False}
    ]


def test_text_of_a_file_reaches_no_terminal_raw(run: Run, pack_file: Path) -> None:
    path = changed(pack_file, ('kind = "series"', 'kind = "\\u001b[31mred"'))

    assert "\x1b" not in run("pack", "check", path).stdout
    assert "\x1b" not in run("pack", "add", path).stderr


def test_an_exported_franchise_has_the_same_orders_in_another_library(
    run: Run, john_wick: Run, tmp_path: Path
) -> None:
    run.ok("franchise", "arrange", "john wick", "mine", "ballerina", "john wick (2014)")
    run.ok("watched", "ballerina", "--rating", "4")
    run.ok("note", "ballerina", "secret")
    target = tmp_path / "wick.toml"

    said = run.ok("pack", "export", "john wick", "--output", str(target))

    assert said == f"Wrote John Wick to {target}.\n"
    assert target.read_bytes() == run("pack", "export", "john wick").stdout_bytes
    assert "secret" not in target.read_text(encoding="utf-8")
    other = Run(tmp_path / "other.json")
    other.ok("pack", "add", str(target))
    for by in ("timeline", "release", "mine"):
        assert other.titles("john wick", "--by", by) == run.titles("john wick", "--by", by)
    assert other.json("list") == []


def test_an_export_replaces_no_file_unless_it_is_told_to(run: Run, john_wick: Run) -> None:
    target = run.library.parent / "wick.toml"
    target.write_text("mine")

    refused = run("pack", "export", "john wick", "--output", str(target))
    library = run("pack", "export", "john wick", "--output", str(run.library), "--force")

    assert (refused.exit_code, library.exit_code) == (1, 1)
    assert "say --force" in refused.stderr
    assert target.read_text() == "mine"
    run.ok("pack", "export", "john wick", "--output", str(target), "--force")
    assert tomllib.loads(target.read_text(encoding="utf-8"))["name"] == "John Wick"


def test_what_a_terminal_obeys_is_escaped_in_an_export(run: Run) -> None:
    run.ok("add", "A\u202eB\U000e0041 (2001)", "--franchise", "Odd")

    text = run.ok("pack", "export", "odd")

    assert "\u202e" not in text
    assert tomllib.loads(text)["films"]["a-b"]["title"] == "A\u202eB\U000e0041"


# -- films that a pack knows -----------------------------------------------------------------


@pytest.mark.usefixtures("lantern")
def test_a_film_that_a_pack_knows_is_filled_in_and_that_is_said(run: Run) -> None:
    result = run("add", "lantern", "--format", "json")

    film = json.loads(result.stdout)
    assert (film["year"], film["release"], film["runtime"]) == (2001, "2001-02-03", 101)
    assert (film["imdb"], film["title"], film["to_watch"]) == ("tt0000001", "Lantern", True)
    assert result.stderr == (
        "Lantern (2001) is known from the pack Lantern: 2001-02-03, 1 h 41 min, Ann Lee, "
        "tt0000001. “--bare” leaves that out.\n"
    )


@pytest.mark.usefixtures("lantern")
def test_what_is_said_of_a_film_wins_over_the_pack(run: Run) -> None:
    film = run.json("add", "Lantern", "--runtime", "99", "--director", "Cy Lee")

    assert (film["runtime"], film["year"]) == (99, 2001)
    assert [credit["name"] for credit in film["credits"]] == ["Cy Lee"]


@pytest.mark.usefixtures("lantern")
@pytest.mark.parametrize(
    "args",
    [
        ("Lantern", "--bare"),
        ("Lantern (1999)",),
        ("Lantern: Part",),
        ("Lantern", "--imdb", "tt0000077"),
        ("Lantern", "--kind", "series"),
        ("Lantern", "--release", "1999-01-01"),
    ],
)
def test_another_film_is_left_as_it_is_said(run: Run, args: tuple[str, ...]) -> None:
    result = run("add", *args, "--format", "json")

    assert json.loads(result.stdout)["runtime"] is None
    assert result.stderr == ""


# -- the packs that come with the program ----------------------------------------------------


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize(
    ("args", "order"),
    [
        (
            ("john wick",),
            [
                "The Continental: From the World of John Wick",
                "John Wick",
                "John Wick: Chapter 2",
                "John Wick: Chapter 3 - Parabellum",
                "Ballerina",
                "John Wick: Chapter 4",
            ],
        ),
        (
            ("star wars", "--by", "machete"),
            [
                "Star Wars: Episode IV - A New Hope",
                "Star Wars: Episode V - The Empire Strikes Back",
                "Star Wars: Episode II - Attack of the Clones",
                "Star Wars: Episode III - Revenge of the Sith",
                "Star Wars: Episode VI - Return of the Jedi",
            ],
        ),
        (("halloween:rob zombie",), ["Halloween", "Halloween II"]),
        (
            ("x-men:revised",),
            [
                "X-Men: First Class",
                "X-Men: Days of Future Past",
                "X-Men: Apocalypse",
                "Dark Phoenix",
                "Deadpool",
                "Deadpool 2",
                "The New Mutants",
                "Logan",
                "Deadpool & Wolverine",
            ],
        ),
        (
            ("terminator:dark fate",),
            ["The Terminator", "Terminator 2: Judgment Day", "Terminator: Dark Fate"],
        ),
    ],
)
def test_an_empty_library_prints_known_orders(
    run: Run, args: tuple[str, ...], order: list[str]
) -> None:
    assert run.titles(*args) == order


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize("name", ["mission: impossible", "impossible", "mission: impossible:main"])
def test_a_colon_in_the_name_of_a_pack_names_no_continuity(run: Run, name: str) -> None:
    assert run.ok("order", name).startswith("Mission: Impossible · timeline · ")


@pytest.mark.usefixtures("shipped_packs")
def test_a_franchise_of_contradicting_films_is_printed_by_continuity(run: Run) -> None:
    tables = run.json("order", "halloween")["tables"]
    assert {table["continuity"]: [e["year"] for e in table["entries"]] for table in tables} == {
        "Thorn": [1978, 1981, 1988, 1989, 1995],
        "H20": [1978, 1981, 1998, 2002],
        "Season of the Witch": [1982],
        "Rob Zombie": [2007, 2009],
        "2018": [1978, 2018, 2021, 2022],
    }


@pytest.mark.usefixtures("shipped_packs")
def test_a_crossover_watched_once_counts_in_both_franchises(run: Run) -> None:
    run.ok("franchise", "track", "alien")
    run.ok("franchise", "track", "predator")
    run.ok("watched", "avp: alien vs. predator")

    for franchise in ("alien", "predator"):
        tables = run.json("order", franchise)["tables"]
        seen = {e["title"] for table in tables for e in table["entries"] if e["watched"]}
        assert seen == {"AVP: Alien vs. Predator"}
    everything = [film["title"] for film in run.json("list", "--all")]
    assert everything.count("AVP: Alien vs. Predator") == 1
