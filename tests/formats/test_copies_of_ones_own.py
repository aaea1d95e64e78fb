"""One's own exports come home: an older one takes nothing newer back and mixes no namesakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.formats.shelves import written

TABLE = "Title,Year,Watched on,Rating,Tags,Note\nHeat,1995,2020-01-05,4.5,a,loud\nAlien,1979,,,,\n"


@pytest.fixture(params=["json", "csv"])
def older(run: Run, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of a library of two films, one seen and one to watch."""
    run.ok("import", str(written(tmp_path / "films.csv", TABLE)))
    path = tmp_path / f"older.{request.param}"
    run.ok("export", "--to", request.param, "--output", str(path))
    return path


def everything(run: Run) -> list[dict[str, Any]]:
    numbers = [film["id"] for film in run.json("list", "--all")]
    return [run.json("show", f"id:{number}") for number in numbers]


@pytest.mark.parametrize(
    "since",
    [
        ["rate", "Heat", "3"],
        ["watched", "Alien", "--on", "2021-06-01", "--rating", "5"],
        ["edit", "Alien", "--not-to-watch"],
        ["edit", "Heat", "--title", "Heat Wave", "--year", "1996"],
        ["viewing", "Heat", "2020-01-05", "--note", "quiet", "--rating", "2"],
        ["note", "Alien", "See it in the dark."],
        ["edit", "Alien", "--runtime", "117", "--tag", "space"],
    ],
    ids=lambda since: " ".join(since[:3]),
)
def test_an_older_copy_takes_nothing_newer_back(run: Run, older: Path, since: list[str]) -> None:
    run.ok(*since)
    before = everything(run)
    run.ok("import", str(older))
    assert everything(run) == before


def test_the_same_copy_changes_no_byte_and_says_of_no_column_that_it_is_left(
    run: Run, older: Path
) -> None:
    run.ok("note", "Heat", "One.")
    run.ok("note", "Heat", "Two.")
    run.ok("export", "--to", older.suffix[1:], "--output", str(older), "--force")
    before = run.library.read_bytes()
    result = run("import", str(older))
    assert (result.exit_code, "nothing is taken" in result.stderr) == (0, False)
    assert run.library.read_bytes() == before


def test_a_viewing_that_was_put_right_since_does_not_come_back(run: Run, tmp_path: Path) -> None:
    run.ok("import", str(written(tmp_path / "films.csv", TABLE)))
    copy = tmp_path / "older.json"
    run.ok("export", "--to", "json", "--output", str(copy))
    run.ok("viewing", "Heat", "--on", "2020-01-07")
    before = run.library.read_bytes()
    assert run.json("import", str(copy), "--dry-run")["updated"] == 0
    run.ok("import", str(copy))
    assert run.library.read_bytes() == before


def test_a_film_that_was_removed_since_comes_back(run: Run, older: Path) -> None:
    run.ok("remove", "Heat", "--yes")
    run.ok("import", str(older))
    assert [viewing["watched_on"] for viewing in run.json("log")] == ["2020-01-05"]


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_namesakes_are_told_apart_by_what_they_go_by(run: Run, tmp_path: Path, kind: str) -> None:
    run.ok("add", "Heat (1995)", "--tag", "one")
    run.ok("add", "Heat (1995)", "--allow-duplicate", "--tag", "two")
    copy = tmp_path / f"copy.{kind}"
    run.ok("export", "--to", kind, "--output", str(copy))
    run.ok("watched", "id:2", "--on", "2021-06-01")
    before = everything(run)
    run.ok("import", str(copy))
    assert everything(run) == before
    other = Run(tmp_path / "other.json")
    other.ok("import", str(copy))
    assert [film["tags"] for film in other.json("list", "--all")] == [["one"], ["two"]]


def test_a_row_that_was_copied_in_a_spreadsheet_is_a_new_film(run: Run, tmp_path: Path) -> None:
    run.ok("add", "Heat (1995)")
    copy = tmp_path / "copy.csv"
    run.ok("export", "--to", "csv", "--output", str(copy))
    lines = copy.read_text(encoding="utf-8").splitlines()
    more = lines[1].replace("Heat,1995", "Ronin,1998")
    copy.write_text("\n".join([*lines, more]), encoding="utf-8")
    run.ok("import", str(copy))
    assert [film["title"] for film in run.json("list", "--all")] == ["Heat", "Ronin"]
