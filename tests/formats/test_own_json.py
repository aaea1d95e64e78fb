"""The program's own export: lossless into an empty library, merged into another one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.formats.shelves import title_of_format, written
from tests.store.command_lines import COPY, LIBRARY

FROZEN = Path(COPY)


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
    assert tables(run.library) == {"schema": 2}


@pytest.mark.parametrize("text", [LIBRARY, FROZEN.read_text("utf-8")], ids=["small", "frozen"])
def test_an_export_is_the_same_each_time_and_again_from_an_empty_library(
    run: Run, tmp_path: Path, text: str
) -> None:
    run.library.write_text(text, encoding="utf-8")
    first = run.ok("export", "--to", "json")
    assert json.loads(first) == json.loads(text)
    assert run.ok("export", "--to", "json") == first
    other = Run(tmp_path / "other.json")
    other.ok("import", str(written(tmp_path / "first.json", first)))
    assert other.ok("export", "--to", "json") == first


def test_references_to_films_and_franchises_follow_their_new_numbers(
    run: Run, tmp_path: Path
) -> None:
    run.ok("add", "Heat (1995)", "1917", "--franchise", "Heat")
    path = written(tmp_path / "export.json", FROZEN.read_text("utf-8"))
    run.ok("import", str(path))
    theirs, ours = tables(path), tables(run.library)
    there = {number: film["title"] for number, film in theirs["films"].items()}
    here = {film["title"]: int(number) for number, film in ours["films"].items()}
    numbers = {int(number): here[title] for number, title in there.items()}
    assert numbers != {number: number for number in numbers}
    for number, film in theirs["films"].items():
        joined = ours["films"][str(numbers[int(number)])]
        assert joined.get("whole") == numbers.get(film.get("whole"))
        assert joined.get("span") == film.get("span")
    several = [link for link in ours["links"].values() if "together" in link]
    assert [(link["film"], link["other"], link["together"]) for link in several] == [
        (numbers[11], numbers[1], [numbers[2]])
    ]
    keeper, wars, lit = (_named(ours, name) for name in ("Keeper", "Wars", "Everything Lit"))
    main = ours["franchises"][keeper]["continuities"][0]
    assert main["essential"] == [numbers[1], numbers[2]]
    assert (main["optional"], main["filler"]) == ([numbers[7]], [numbers[5]])
    assert ours["franchises"][keeper]["preferred"] == [numbers[11]]
    assert ours["franchises"][keeper]["skipped"] == [numbers[6]]
    assert [one["since"] for one in ours["franchises"][keeper]["passes"]] == [
        "2021-01-01",
        "2022-12-24",
    ]
    assert ours["franchises"][lit]["holds"] == [
        {"franchise": int(keeper), "continuity": "dream"},
        {"franchise": int(wars)},
    ]
    assert ours["franchises"][lit]["preferred"] == [numbers[7]]
    assert run.json("doctor") == []
    before = run.library.read_bytes()
    run.ok("import", str(path))
    assert run.library.read_bytes() == before


def _named(content: dict[str, Any], name: str) -> str:
    franchises: dict[str, Any] = content["franchises"]
    return next(number for number, found in franchises.items() if found["name"] == name)


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
    uids = [joined["links"][number].pop("uid") for number in ("1", "2")]
    assert [bool(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{26}", uid)) for uid in uids] == [True, True]
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
        ('{"schema": 2, "films": {', "is damaged"),
        ('{"schema": 99}', "was written by a newer watchlist"),
        ('{"schema": 2, "films": {"1": ' + "[" * 5_000, "is damaged: it is nested too deeply."),
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
