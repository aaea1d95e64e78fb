"""The program's own export: lossless into an empty library, merged into another one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.formats.shelves import title_of_format, written
from tests.store.command_lines import LIBRARY


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    return written(tmp_path / "export.json", LIBRARY)


def tables(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes())
    return {name: table for name, table in content.items() if name != "history"}


def test_a_library_is_recognised_by_its_schema(tmp_path: Path, exported: Path) -> None:
    assert title_of_format(exported) == "watchlist library"


def test_an_empty_library_becomes_what_is_imported(run: Run, exported: Path) -> None:
    run.ok("import", str(exported))
    assert tables(run.library) == tables(exported)


def test_what_was_undone_leaves_an_empty_library_that_can_be_filled(
    run: Run, exported: Path
) -> None:
    run.ok("add", "Heat")
    run.ok("undo")
    run.ok("import", str(exported))
    assert tables(run.library) == tables(exported)
    run.ok("undo")
    assert tables(run.library) == {"schema": 1}


def test_the_same_library_again_changes_nothing(run: Run, exported: Path) -> None:
    run.ok("import", str(exported))
    before = run.library.read_bytes()
    summary = run.json("import", str(exported))
    assert (summary["added"], summary["updated"], summary["unchanged"]) == (0, 0, 6)
    assert run.library.read_bytes() == before


def test_another_library_is_joined_with_its_relations(run: Run, exported: Path) -> None:
    run.ok("add", "Earth (1998)", "aliens (1986)", "--tag", "mine")
    summary = run.json("import", str(exported))
    assert (summary["read"], summary["added"], summary["updated"]) == (6, 5, 1)
    joined = tables(run.library)
    titles = {number: film["title"] for number, film in joined["films"].items()}
    assert titles == {
        "1": "Earth",
        "2": "aliens",
        "3": "Alien",
        "4": "Alien 3",
        "5": "Prometheus",
        "6": "Covenant",
        "7": "Earth",
    }
    assert joined["films"]["2"]["tags"] == ["mine"]
    assert joined["films"]["2"]["runtime"] == 137
    assert joined["links"] == {
        "1": {"film": 2, "kind": "sequel-to", "other": 3},
        "2": {"film": 7, "kind": "spinoff-of", "other": 3},
    }
    alien = joined["franchises"]["1"]
    assert alien["continuities"] == [
        {"name": "main", "films": [3, 2, 4, 5, 7]},
        {"name": "David", "films": [5, 6], "optional": [6]},
    ]
    assert alien["placements"] == [{"films": [5], "kind": "before", "anchors": [3]}]
    assert alien["orders"] == [{"name": "yours", "films": [5, 3]}]
    assert joined["lists"]["1"]["films"] == [{"film": 2, "note": "the war one"}, {"film": 3}]


def test_joining_twice_changes_nothing(run: Run, exported: Path) -> None:
    run.ok("add", "Heat (1995)")
    run.ok("import", str(exported))
    before = run.library.read_bytes()
    run.ok("import", str(exported))
    assert run.library.read_bytes() == before


def test_what_joining_would_do_is_said_without_doing_it(run: Run, exported: Path) -> None:
    summary = run.json("import", str(exported), "--dry-run")
    assert (summary["added"], summary["dry_run"]) == (6, True)
    assert not run.library.exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"schema": 1, "films": {', "is damaged"),
        ('{"schema": 99}', "was written by a newer watchlist"),
    ],
)
def test_a_damaged_library_is_refused(run: Run, tmp_path: Path, text: str, sentence: str) -> None:
    path = written(tmp_path / "export.json", text)
    result = run("import", str(path))
    assert (result.exit_code, result.stdout) == (5, "")
    assert sentence in result.stderr
    assert not run.library.exists()


def test_a_library_inside_a_folder_is_to_be_imported_alone(run: Run, tmp_path: Path) -> None:
    written(tmp_path / "export" / "films.json", LIBRARY)
    result = run("import", str(tmp_path / "export"))
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "Error: export holds a library: import that file alone."
    )
