"""``import`` and ``lists``: what they print, what they change, and how they end."""

from __future__ import annotations

import csv
import io
import os
import struct
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.formats.shelves import written
from tests.formats.test_letterboxd import FILMS as FILM_COLUMNS
from tests.formats.test_letterboxd import export

FILMS = "Title,Year,Rating,Watched on\nHeat,1995,4.5,2020-01-02\nRonin,1998,,\n,1999,,\n"


@pytest.fixture
def films(tmp_path: Path) -> str:
    return str(written(tmp_path / "films.csv", FILMS))


def test_an_import_says_what_it_read_and_what_it_did(run: Run, films: str) -> None:
    result = run("import", films)
    assert (result.exit_code, result.stdout) == (
        0,
        "Imported films.csv: 3 rows read, 1 skipped; films: 2 added, 0 updated, 0 unchanged.\n",
    )
    assert result.stderr == "films.csv: CSV.\nfilms.csv:4: it has no title.\n"
    assert [film["title"] for film in run.json("list", "--all")] == ["Heat", "Ronin"]


def test_the_summary_is_there_for_programs(run: Run, films: str) -> None:
    run.ok("add", "Ronin (1998)")
    assert run.json("import", films) == {
        "path": films,
        "format": "CSV",
        "dry_run": False,
        "read": 3,
        "added": 1,
        "updated": 0,
        "unchanged": 1,
        "skipped": 1,
        "lists": 0,
        "passed_over": {},
        "problems": [{"file": "films.csv", "line": 4, "reason": "it has no title."}],
        "odd_cells": [],
    }


def test_the_summary_is_there_as_csv(run: Run, films: str) -> None:
    (row,) = csv.DictReader(io.StringIO(run.ok("import", films, "-f", "csv")))
    assert (row["read"], row["added"], row["skipped"]) == ("3", "2", "1")


def test_importing_again_changes_nothing_and_is_no_step(run: Run, films: str) -> None:
    run.ok("import", films)
    before = run.library.read_bytes()
    assert "0 added, 0 updated, 2 unchanged" in run.ok("import", films)
    assert run.library.read_bytes() == before
    assert len(run.json("history")) == 1


def test_an_import_is_one_step(run: Run, tmp_path: Path) -> None:
    run.ok("add", "Heat (1995)")
    before = run.json("list", "--all")
    run.ok("import", str(export(tmp_path / "export")))
    assert [step["command"].split()[0] for step in run.json("history")] == ["add", "import"]
    run.ok("undo")
    assert run.json("list", "--all") == before
    assert run.json("lists") == []


def test_a_dry_run_says_what_would_change_and_changes_nothing(run: Run, films: str) -> None:
    run.ok("add", "Ronin")
    before = run.library.read_bytes()
    assert run.ok("import", films, "--dry-run") == (
        "Would import films.csv: 3 rows read, 1 skipped; films: 1 added, 1 updated, 0 unchanged.\n"
        "  add Heat (1995)\n"
        "  update Ronin (1998): year none → 1998\n"
    )
    assert run.json("import", films, "--dry-run")["films"] == [
        {"change": "add", "id": 2, "film": "Heat (1995)", "changes": []},
        {"change": "update", "id": 1, "film": "Ronin (1998)", "changes": ["year none → 1998"]},
    ]
    assert run.library.read_bytes() == before


def test_a_dry_run_makes_no_file(run: Run, films: str) -> None:
    run.ok("import", films, "--dry-run")
    assert not run.library.exists()


def test_columns_scale_and_dates_can_be_told(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.csv", "Was,Wann,Note\nHeat,4/5/2020,2\n")
    run.ok(
        "import",
        str(path),
        *("--map", "Was=title", "--map", "Wann=watched_on", "--map", "Note=rating"),
        *("--rating-scale", "10", "--date-order", "dmy"),
    )
    (viewing,) = run.json("log")
    assert (viewing["watched_on"], viewing["rating"]) == ("2020-05-04", 1.0)


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["--map", "Title"], "is not of the form"),
        (["--map", "Title=tietel"], "is none of title, year"),
        (["--map", "Titel=title"], "There is no column “Titel”"),
        (["--from", "fax"], "is not one of"),
        (["--date-order", "xyz"], "is not one of"),
        (["--rating-scale", "0"], "is not in the range"),
    ],
)
def test_wrong_usage_is_said(run: Run, films: str, args: list[str], sentence: str) -> None:
    result = run("import", films, *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert not run.library.exists()


def test_a_file_that_is_not_there_is_wrong_usage(run: Run) -> None:
    assert run("import", "nothing.csv").exit_code == 2


def test_series_are_taken_when_they_are_asked_for(run: Run, tmp_path: Path) -> None:
    path = written(
        tmp_path / "films.csv", "Title,Type\nHeat,movie\nLost,TV Series\nDark,tvSeries\n"
    )
    result = run("import", str(path))
    assert "Skipped 2 TV series (--series whole takes them).\n" in result.stderr
    run.ok("import", str(path), "--series", "whole")
    assert [film["kind"] for film in run.json("list", "--all")] == ["film", "series", "series"]


PICTURE = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + os.urandom(2000)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Error: films.csv is empty.\n"),
        (bytes(10_000), "Error: films.csv holds nothing but NUL bytes: get a new copy of it.\n"),
        (PICTURE, "Error: films.csv is a picture: the list has to be text.\n"),
        (b"\xff\xd8\x10" + b"JFIF \xe9" * 99, "Error: films.csv is no text.\n"),
        (b"foo,bar\n1,2\n", "Error: films.csv has no column for a title"),
        (b"PK\x03\x04" + bytes(100), "is a damaged or incomplete archive: download it again.\n"),
    ],
)
def test_damaged_files_are_refused_in_one_sentence(
    run: Run, tmp_path: Path, content: bytes, sentence: str
) -> None:
    result = run("import", str(written(tmp_path / "films.csv", content)))
    assert (result.exit_code, result.stdout) == (1, "")
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not run.library.exists()


def test_a_header_alone_is_an_import_of_nothing(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.csv", "Title,Year\n")
    assert run.ok("import", str(path)) == (
        "Imported films.csv: 0 rows read, 0 skipped; films: 0 added, 0 updated, 0 unchanged.\n"
    )
    assert not run.library.exists()


def test_text_of_a_file_never_reaches_the_terminal_raw(run: Run, tmp_path: Path) -> None:
    text = "Title,Year,\x1b]0;title\x07\nHeat,\x1b[31mred,\n\x1b[31mRonin,1998,\n"
    result = run("import", str(written(tmp_path / "films.csv", text)), "--dry-run")
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout + result.stderr


def test_lists_are_listed_with_their_films(run: Run, tmp_path: Path) -> None:
    run.ok("import", str(export(tmp_path / "export")))
    assert run.ok("lists").splitlines() == [
        "  ID  List                Films  Seen",
        "   1  All-Time Favorites      2     0",
    ]
    assert run.ok("lists", "show", "favorites").splitlines() == [
        "All-Time Favorites",
        "",
        "  #  Film          Year  Note",
        "  1  Sonatine      1993",
        "  2  Paris, Texas  1984  Great",
    ]
    assert [
        (f["position"], f["title"], f["list_note"]) for f in run.json("lists", "show", "all")
    ] == [
        (1, "Sonatine", None),
        (2, "Paris, Texas", "Great"),
    ]
    assert run.json("lists")[0] | {"description": ""} == {
        "id": 1,
        "name": "All-Time Favorites",
        "films": 2,
        "watched": 0,
        "description": "",
        "url": "https://boxd.it/L1",
    }


def test_films_that_only_a_list_brings_are_not_to_watch(run: Run, tmp_path: Path) -> None:
    run.ok("import", str(export(tmp_path / "export")))
    film = next(film for film in run.json("list", "--all") if film["title"] == "Sonatine")
    assert (film["to_watch"], film["watched"]) == (False, False)


def test_a_film_that_is_removed_leaves_its_lists(run: Run, tmp_path: Path) -> None:
    run.ok("import", str(export(tmp_path / "export")))
    run.ok("remove", "Sonatine", "--yes")
    assert [film["title"] for film in run.json("lists", "show", "favorites")] == ["Paris, Texas"]


def test_lists_end_as_other_commands_do(run: Run) -> None:
    result = run("lists")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "There is no list yet" in result.stderr
    assert run("lists", "show", "nothing").exit_code == 3


def test_two_lists_of_one_name_are_told_apart_by_their_numbers(run: Run, tmp_path: Path) -> None:
    text = "\nDate,Name,Tags,URL,Description\n2021-02-27,Best,,{},\n\nPosition,Name,Year,URL\n"
    for url in ("https://boxd.it/a", "https://boxd.it/b"):
        path = written(tmp_path / "best.csv", text.format(url) + f"1,Film {url[-1]},1995,{url}\n")
        run.ok("import", str(path))
    result = run("lists", "show", "best")
    assert result.exit_code == 4
    assert "id:2" in result.stderr
    assert [film["title"] for film in run.json("lists", "show", "id:2")] == ["Film b"]


def test_the_address_at_letterboxd_is_shown(run: Run, tmp_path: Path) -> None:
    run.ok("import", str(export(tmp_path / "export")))
    assert "https://boxd.it/3" in run.ok("show", "id:1")
    assert run.json("show", "id:1")["letterboxd"] == "https://boxd.it/3"


@pytest.mark.parametrize(("terminal", "lines"), [(True, 20), (False, 3000)])
def test_a_terminal_is_spared_thousands_of_skipped_rows(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, terminal: bool, lines: int
) -> None:
    path = written(tmp_path / "films.csv", "Title,Year\n" + ",1995\n" * 3000 + "Heat,1995\n")
    monkeypatch.setattr("watchlist.cli.commands.import_.hints_are_seen", lambda: terminal)
    said = run("import", str(path)).stderr.splitlines()[1:]
    assert said[:lines] == [f"films.csv:{n}: it has no title." for n in range(2, lines + 2)]
    assert said[lines:] == (
        ["… and 2,980 rows more: “--dry-run --format json” lists all of them."] if terminal else []
    )
    assert len(run.json("import", str(path), "--dry-run")["problems"]) == 3000


def test_a_newer_export_takes_what_was_seen_off_the_watchlist(run: Run, tmp_path: Path) -> None:
    folder = export(tmp_path / "export")
    run.ok("import", str(folder))
    assert [film["title"] for film in run.json("list")] == ["Paris, Texas"]
    written(folder / "watchlist.csv", FILM_COLUMNS)
    watched = '2021-02-01,"Paris, Texas",1984,https://boxd.it/1\r\n'
    written(folder / "watched.csv", FILM_COLUMNS + watched)
    run.ok("import", str(folder))
    assert run.json("list") == []
    run.ok("edit", "Paris, Texas", "--to-watch")
    assert "0 updated" in run.ok("import", str(folder))


def test_a_bar_is_shown_on_a_terminal_only(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "films.csv", "Title\n" + "".join(f"Film {n}\n" for n in range(2500)))
    assert "Importing" not in run("import", str(path), "--dry-run").stderr
    monkeypatch.setattr("watchlist.cli.commands.import_.interactive", lambda: True)
    result = run("import", str(path), "--dry-run")
    assert "Importing" in result.stderr
    assert "Importing" not in result.stdout
