"""The contract on lists of one's own: the name of a test is the sentence that it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run


@pytest.fixture
def shelf(run: Run) -> Run:
    run.ok("add", "Heat (1995)", "Ran (1985)", "Moon (2009)", "Fargo (1996)")
    run.ok("lists", "new", "Winter evenings", "fargo", "moon")
    return run


def on(run: Run, name: str) -> list[str]:
    return [film["title"] for film in run.json("lists", "show", name)]


def steps(run: Run) -> int:
    return len(run.json("history"))


def test_lists_all_lists(shelf: Run) -> None:
    shelf.ok("lists", "new", "Empty")

    assert [(one["name"], one["films"]) for one in shelf.json("lists")] == [
        ("Winter evenings", 2),
        ("Empty", 0),
    ]


def test_lists_format_json_is_an_array_of_name_films_description_url(shelf: Run) -> None:
    (found,) = shelf.json("lists")
    expected = {"name": "Winter evenings", "films": 2, "description": None, "url": None}

    assert {key: found[key] for key in expected} == expected


def test_lists_show_l_prints_the_records_of_its_films_in_their_order(shelf: Run) -> None:
    films = shelf.json("lists", "show", "winter evenings")

    assert [(film["id"], film["title"], film["watched"]) for film in films] == [
        (4, "Fargo", False),
        (3, "Moon", False),
    ]


def test_lists_new_l_film(shelf: Run) -> None:
    result = shelf("lists", "new", "Long ones", "heat", "ran", "heat")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "Made the list Long ones: Heat (1995) and Ran (1985).\n"
    assert on(shelf, "long ones") == ["Heat", "Ran"]


def test_lists_add_l_film(shelf: Run) -> None:
    result = shelf("lists", "add", "Winter evenings", "heat", "moon")

    assert result.stdout == "Put Heat (1995) on the list Winter evenings.\n"
    assert on(shelf, "Winter evenings") == ["Fargo", "Moon", "Heat"]


def test_lists_remove_l_film(shelf: Run) -> None:
    assert shelf.ok("lists", "remove", "Winter evenings", "fargo") == (
        "Took Fargo (1996) off the list Winter evenings.\n"
    )
    assert on(shelf, "Winter evenings") == ["Moon"]


def test_lists_rename_l_name(shelf: Run) -> None:
    assert shelf.ok("lists", "rename", "Winter evenings", "Snow") == (
        "Renamed the list Winter evenings to Snow.\n"
    )
    assert on(shelf, "snow") == ["Fargo", "Moon"]


def test_lists_delete_l_films_stay(shelf: Run) -> None:
    films = shelf.json("list", "--all")

    assert shelf.ok("lists", "delete", "Winter evenings") == (
        "Forgot the list Winter evenings; its films stay.\n"
    )
    assert shelf.json("lists") == []
    assert shelf.json("list", "--all") == films


CHANGES = (
    ["new", "Other", "heat"],
    ["add", "Winter evenings", "heat", "ran"],
    ["remove", "Winter evenings", "fargo", "moon"],
    ["rename", "Winter evenings", "Snow"],
    ["delete", "Winter evenings"],
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[0])
def test_every_change_is_one_step(shelf: Run, change: list[str]) -> None:
    before, count = shelf.json("lists"), steps(shelf)

    shelf.ok("lists", *change)

    assert steps(shelf) == count + 1
    shelf.ok("undo")
    assert shelf.json("lists") == before


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change[0])
def test_mutating_commands_print_the_record_with_format_json(shelf: Run, change: list[str]) -> None:
    record: dict[str, Any] = shelf.json("lists", *change)

    assert {"name", "films", "description", "url"} <= record.keys()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            ["add", "Winter evenings", "moon", "fargo"],
            "Nothing to change: Moon (2009) and Fargo (1996) are on Winter evenings already.\n",
        ),
        (
            ["rename", "Winter evenings", "Winter evenings"],
            "Nothing to change: the list is called Winter evenings already.\n",
        ),
    ],
)
def test_a_changing_command_that_changes_nothing_succeeds_says_so_and_is_no_undo_step(
    shelf: Run, change: list[str], said: str
) -> None:
    count = steps(shelf)

    assert shelf.ok("lists", *change) == said
    assert steps(shelf) == count


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["show", "Nowhere"], 3, "There is no list “Nowhere”"),
        (["add", "Nowhere", "heat"], 3, "There is no list “Nowhere”"),
        (["delete", "Nowhere"], 3, "There is no list “Nowhere”"),
        (["add", "Winter evenings", "Heaven's Gate"], 3, "There is no film “Heaven's Gate”"),
        (["add", "Winter evenings", "heat", "Heaven's Gate"], 3, "There is no film"),
        (["new", "Other", "Heaven's Gate"], 3, "There is no film “Heaven's Gate”"),
        (["remove", "Winter evenings", "heat"], 1, "Heat (1995) is not on the list Winter"),
        (["remove", "Winter evenings", "moon", "heat"], 1, "Heat (1995) is not on the list"),
        (["new", "winter  EVENINGS"], 1, "There is a list Winter evenings already"),
        (["new", "The Winter Evenings!"], 1, "There is a list Winter evenings already"),
        (["new", " "], 2, "cannot be empty"),
        (["new", "x" * 1001], 1, "at most 1,000 characters"),
    ],
)
def test_a_failure_is_one_sentence_and_changes_nothing(
    shelf: Run, args: list[str], status: int, message: str
) -> None:
    before, count = shelf.json("lists"), steps(shelf)
    result = shelf("lists", *args)

    assert (result.exit_code, result.stdout) == (status, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")
    assert message in line
    assert (shelf.json("lists"), steps(shelf)) == (before, count)


def test_names_of_lists_are_compared_like_other_names(shelf: Run) -> None:
    for name in ("WINTER EVENINGS", "the winter evenings", "winter-evenings", "winter"):
        assert on(shelf, name) == ["Fargo", "Moon"]


def test_a_list_does_not_put_its_films_on_the_watchlist(shelf: Run) -> None:
    shelf.ok("watched", "heat")
    shelf.ok("lists", "add", "Winter evenings", "heat")

    assert shelf.json("show", "heat")["to_watch"] is False


def test_the_lists_that_a_removed_film_was_on_have_the_others(shelf: Run) -> None:
    shelf.ok("remove", "fargo", "--yes")

    assert on(shelf, "winter evenings") == ["Moon"]


def test_lists_without_any_says_how_to_make_one(run: Run) -> None:
    result = run("lists")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "There is no list yet: “watchlist lists new” makes one.\n"


# -- in and out ------------------------------------------------------------------------------


@pytest.fixture
def copy(shelf: Run, tmp_path: Path) -> Run:
    """Return an empty library beside the shelf, which has a second list, of odd name."""
    shelf.ok("lists", "new", "1; 2, \\3", "moon")
    return Run(tmp_path / "copy.json")


def names(run: Run) -> list[tuple[str, list[str]]]:
    return [(one["name"], sorted(on(run, f"id:{one['id']}"))) for one in run.json("lists")]


def test_lists_are_in_own_json(shelf: Run, copy: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "all.json")
    shelf.ok("export", "--to", "json", "--output", path)
    copy.ok("import", path)

    assert copy.json("lists") == shelf.json("lists")
    assert on(copy, "Winter evenings") == ["Fargo", "Moon"]


def test_lists_are_in_csv_which_imported_into_an_empty_library_exports_the_same_again(
    shelf: Run, copy: Run, tmp_path: Path
) -> None:
    path, again = tmp_path / "all.csv", tmp_path / "again.csv"
    shelf.ok("export", "--to", "csv", "--output", str(path))
    copy.ok("import", str(path))
    copy.ok("export", "--to", "csv", "--output", str(again))

    assert again.read_bytes() == path.read_bytes()
    assert names(copy) == [("Winter evenings", ["Fargo", "Moon"]), ("1; 2, \\3", ["Moon"])]


def test_an_older_csv_takes_back_no_list_entry(shelf: Run, tmp_path: Path) -> None:
    path = str(tmp_path / "all.csv")
    shelf.ok("export", "--to", "csv", "--output", path)
    shelf.ok("lists", "add", "Winter evenings", "heat")
    before = shelf.json("lists", "show", "Winter evenings")
    shelf.ok("import", path)

    assert shelf.json("lists", "show", "Winter evenings") == before


def test_the_letterboxd_export_has_each_list_in_the_import_format_of_the_site(
    shelf: Run, tmp_path: Path
) -> None:
    shelf.ok("export", "--to", "letterboxd", "--output", str(tmp_path / "out"))

    assert (tmp_path / "out" / "lists" / "Winter evenings.csv").read_text().splitlines() == [
        "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors,Review",
        ",,,Fargo,1996,,",
        ",,,Moon,2009,,",
    ]
    assert sorted(path.name for path in (tmp_path / "out").glob("*.csv")) == ["watchlist.csv"]


def test_the_lists_of_the_letterboxd_export_come_back_in_their_order(
    shelf: Run, copy: Run, tmp_path: Path
) -> None:
    shelf.ok("edit", "fargo", "--not-to-watch")
    shelf.ok("export", "--to", "letterboxd", "--output", str(tmp_path / "out"))
    copy.ok("import", str(tmp_path / "out"))

    assert on(copy, "Winter evenings") == ["Fargo", "Moon"]
    assert copy.json("show", "fargo")["to_watch"] is False


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ('Winter: "cold"/dark', "Winter- -cold-dark.csv"),
        ("..", "list.csv"),
        ("x" * 300, f"{'x' * 60}.csv"),
        ("WINTER  EVENINGS 2", "WINTER EVENINGS 2.csv"),
    ],
)
def test_a_list_of_any_name_has_a_file_that_every_system_takes(
    shelf: Run, tmp_path: Path, name: str, file: str
) -> None:
    shelf.ok("lists", "new", name, "heat")
    shelf.ok("export", "--to", "letterboxd", "--output", str(tmp_path / "out"))

    assert (tmp_path / "out" / "lists" / file).is_file()


def test_a_list_that_is_exported_alone_brings_no_other_list(shelf: Run, tmp_path: Path) -> None:
    shelf.ok("lists", "new", "Other", "heat", "moon")
    out = tmp_path / "out"
    shelf.ok("export", "--to", "letterboxd", "--list", "other", "--output", str(out))

    assert [path.name for path in (out / "lists").iterdir()] == ["Other.csv"]
