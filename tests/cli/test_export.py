"""Export: formats, files and what is refused."""

from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from ical.calendar_stream import IcsCalendarStream

from tests.conftest import Run
from watchlist.cli.root import cli

NOTE = 'Great,\n"so" good; =1+1'


@pytest.fixture
def films(run: Run) -> Run:
    """Return a runner on a library with a bit of everything."""
    run.ok(
        "add", "Heat (1995)", "--imdb", "tt0113277", "--director", "Michael Mann", "--tag", "a; b"
    )
    run.ok("watched", "Heat", "--on", "2020-02-02", "--rating", "4.5", "--note", NOTE)
    run.ok("watched", "Heat", "--on", "2021-05", "--rating", "8/10", "--rewatch")
    run.ok("watched", "Heat", "--on", "unknown", "--rewatch")
    run.ok("add", "=cmd|x", "--franchise", "One; Two", "--note", "first")
    run.ok("add", "Ballerina (2025)", "--release", "2025-06-06", "--franchise", "Wick")
    run.ok("add", "Soon", "--release", "2024", "--imdb", "tt7777777")
    run.ok("add", "1917 (2019)")
    run.ok("edit", "1917", "--not-to-watch")
    return run


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_json_is_the_library_without_its_history(films: Run) -> None:
    text = films.ok("export", "--to", "json")
    library = json.loads(films.library.read_text(encoding="utf-8"))
    del library["history"]
    assert json.loads(text) == library
    assert films.ok("export") == text


def test_json_tells_no_moment_and_takes_no_notice_of_undone_changes(films: Run) -> None:
    before = films.ok("export", "--to", "json")
    films.ok("add", "Alien", "--franchise", "Alien")
    films.ok("undo")
    assert films.ok("export", "--to", "json") == before


def test_json_of_no_library_is_an_empty_one(run: Run) -> None:
    assert json.loads(run.ok("export", "--to", "json")) == {"schema": 2}
    assert not run.library.exists()


def test_json_keeps_records_that_cannot_be_read(films: Run) -> None:
    text = films.library.read_text(encoding="utf-8").replace('"year": 1995', '"year": "x"')
    films.library.write_text(text, encoding="utf-8")
    result = films("export", "--to", "json")
    assert json.loads(result.stdout)["films"]["1"]["year"] == "x"
    assert "1 record has something wrong" in result.stderr


def test_csv_is_one_row_a_viewing_and_one_for_a_film_without(films: Run) -> None:
    rows = table(films.ok("export", "--to", "csv"))
    seen = [row for row in rows if row["title"] == "Heat"]
    assert [(r["watched_on"], r["rating"], r["rewatch"], r["note"]) for r in seen] == [
        ("", "4", "yes", ""),
        ("2020-02-02", "4.5", "no", NOTE),
        ("2021-05", "4", "yes", ""),
    ]
    assert [row["film_rating"] for row in seen] == ["4", "4", "4"]
    assert [row["title"] for row in rows[3:]] == ["'=cmd|x", "Ballerina", "Soon", "1917"]
    assert [row["to_watch"] for row in rows] == ["no"] * 3 + ["yes"] * 3 + ["no"]
    assert (seen[0]["film_tags"], rows[3]["franchise"], rows[3]["note"]) == (
        "a\\; b;",
        "One\\; Two;",
        "first",
    )


def test_no_cell_of_a_csv_is_a_formula(films: Run) -> None:
    cells = [cell for row in table(films.ok("export", "--to", "csv")) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_markdown_is_a_check_list(films: Run) -> None:
    assert films.ok("export", "--to", "markdown") == (
        "# Films\n\n## To watch\n\n"
        "- [ ] =cmd\\|x\n- [ ] Ballerina (2025)\n- [ ] Soon (2024)\n\n"
        "## Watched\n\n- [x] Heat (1995) · 2020-02-02 ★★★★½; 2021-05 ★★★★\n\n"
        "## Others\n\n- 1917 (2019)\n"
    )


def test_ics_has_a_day_for_each_film_that_comes_out_on_a_known_one(films: Run) -> None:
    text = films.ok("export", "--to", "ics")
    [event] = IcsCalendarStream.calendar_from_ics(text).events
    assert (event.summary, str(event.dtstart), str(event.dtend)) == (
        "Ballerina (2025) comes out",
        "2025-06-06",
        "2025-06-07",
    )
    uid = json.loads(films.ok("export", "--to", "json"))["films"]["3"]["uid"]
    assert event.uid == f"release-{uid}@watchlist-cli"


def test_ids_are_one_a_line(films: Run) -> None:
    assert films.ok("export", "--to", "imdb-ids") == "tt0113277\ntt7777777\n"


def test_letterboxd_is_a_folder_of_files(films: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert films.ok("export", "--to", "letterboxd", "--output", str(folder)) == (
        f"Wrote watched.csv and watchlist.csv into {folder}.\n"
    )
    watched = table((folder / "watched.csv").read_text(encoding="utf-8"))
    assert [row["WatchedDate"] for row in watched] == ["", "2020-02-02", ""]
    wanted = table((folder / "watchlist.csv").read_text(encoding="utf-8"))
    assert [row["Title"] for row in wanted] == ["=cmd|x", "Ballerina", "Soon"]


def test_files_of_an_earlier_export_are_replaced_as_a_whole(films: Run, tmp_path: Path) -> None:
    (tmp_path / "watched-2.csv").write_text("old")
    (tmp_path / "other.csv").write_text("other")
    args = ("export", "--to", "letterboxd", "--output", str(tmp_path))
    refused = films(*args)
    assert refused.exit_code == 1
    assert refused.stderr == (
        f"Error: {tmp_path}/watched-2.csv is there already: choose another name, or say --force.\n"
    )
    assert not (tmp_path / "watched.csv").exists()
    films.ok(*args, "--force")
    assert not (tmp_path / "watched-2.csv").exists()
    assert (tmp_path / "other.csv").read_text() == "other"


@pytest.mark.parametrize(
    ("name", "begins"), [("a.csv", "title,"), ("a.md", "# "), ("a.ICS", "BEGIN"), ("a", "{")]
)
def test_the_name_of_the_file_tells_the_format(
    films: Run, tmp_path: Path, name: str, begins: str
) -> None:
    file = tmp_path / name
    assert films.ok("export", "--output", str(file)) == f"Wrote {file}.\n"
    assert file.read_text(encoding="utf-8").startswith(begins)


def test_a_file_holds_what_stdout_would(films: Run, tmp_path: Path) -> None:
    for wanted in ("json", "csv", "markdown", "imdb-ids"):
        file = tmp_path / wanted
        films.ok("export", "--to", wanted, "--output", str(file))
        printed = CliRunner().invoke(
            cli, ["--library", str(films.library), "export", "--to", wanted]
        )
        assert file.read_bytes() == printed.stdout_bytes


def test_an_existing_file_is_replaced_with_force_only(films: Run, tmp_path: Path) -> None:
    file = tmp_path / "films.csv"
    file.write_text("mine")
    refused = films("export", "--output", str(file))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == (
        f"Error: {file} is there already: choose another name, or say --force.\n"
    )
    assert file.read_text() == "mine"
    films.ok("export", "--output", str(file), "--force")
    assert file.read_text(encoding="utf-8").startswith("title,")


@pytest.mark.parametrize("way", ["plain", "link", "missing"])
def test_the_library_itself_is_never_replaced(run: Run, tmp_path: Path, way: str) -> None:
    target = run.library
    if way != "missing":
        run.ok("add", "Heat")
    if way == "link":
        target = tmp_path / "link.json"
        os.symlink(run.library, target)
    before = run.library.read_bytes() if run.library.exists() else None
    refused = run("export", "--output", str(target), "--force")
    assert refused.exit_code == 1
    assert refused.stderr == f"Error: {target} is the library itself: choose another file.\n"
    assert (run.library.read_bytes() if run.library.exists() else None) == before


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["--to", "letterboxd"], 2, "For letterboxd name a folder with --output."),
        (["--to", "xml"], 2, "is not one of"),
        (["--list", "Best"], 2, "json is the whole library: with --list take another format."),
        (["--to", "csv", "--list", "Best"], 3, "There is no list “Best”."),
        (["--to", "csv", "--output", "."], 1, ". is no file: choose another name."),
        (["--output", "no/such/folder.csv"], 1, "cannot be written: No such file or directory."),
    ],
)
def test_what_cannot_be_is_refused(films: Run, args: list[str], status: int, message: str) -> None:
    result = films("export", *args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr


def test_nothing_to_hand_over_is_said(run: Run, tmp_path: Path) -> None:
    result = run("export", "--to", "letterboxd", "--output", str(tmp_path / "out"))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "There is nothing to export: no film is to be watched, and none was.\n"
    )
    assert not (tmp_path / "out").exists()


def test_no_control_character_is_printed_raw(run: Run) -> None:
    run.ok("add", "A\x9b31m\x1b[1m \u202eB")
    for wanted in ("json", "csv", "markdown"):
        text = run.ok("export", "--to", wanted)
        assert [c for c in text if c not in "\r\n" and not c.isprintable()] == [], wanted


def with_list(films: Run) -> dict[str, Any]:
    library = json.loads(films.library.read_text(encoding="utf-8"))
    library["lists"] = {"1": {"name": "Best of Mann", "films": [{"film": 5}, {"film": 1}]}}
    del library["history"]
    films.library.write_text(json.dumps(library), encoding="utf-8")
    return dict(library)


def test_a_list_is_exported_in_its_order(films: Run) -> None:
    with_list(films)
    text = films.ok("export", "--to", "csv", "--list", "mann")
    assert list(dict.fromkeys(row["title"] for row in table(text))) == ["1917", "Heat"]


def test_json_has_the_lists(films: Run) -> None:
    library = with_list(films)
    assert json.loads(films.ok("export")) == library


def test_entries_of_calendars_of_two_libraries_are_told_apart(run: Run, tmp_path: Path) -> None:
    uids = []
    for name in ("mine", "yours"):
        library = Run(tmp_path / f"{name}.json")
        library.ok("add", f"The film that is {name}", "--release", "2025-06-06")
        text = library.ok("export", "--to", "ics")
        uids += [event.uid for event in IcsCalendarStream.calendar_from_ics(text).events]
    assert len(set(uids)) == 2
