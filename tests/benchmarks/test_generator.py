"""The benchmark measures a sound library, and commands that do their work."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from tests.benchmarks import episodes, floors
from tests.benchmarks.jobs import JOBS, NEW, Job
from tests.benchmarks.library import build, encode
from tests.benchmarks.processes import (
    FailedRun,
    measure,
    output,
    take_turns,
    warm_up,
)
from tests.benchmarks.shelves import Shelf
from tests.conftest import Run

SIZE = 100
PRINTED = {
    "--version": "watchlist, version",
    "--help": "Usage: watchlist",
    "add": f"Added {NEW} as number {SIZE + 1}.",
    "add --between": "between Meridian: Breakwater (1979) and Meridian: Crucible (1980)",
    "add, the first change of the day": f"Added {NEW}",
    "watched": "Watched Meridian: Threshold (1997) on",
    "undo": "Undone: watched '",
    "list --limit 50": "Runtime",
    "order": "Meridian · timeline · ",
    "show": "Meridian: Breakwater (1979)",
    "show, part of a title": "Meridian: Breakwater (1979)",
    "next FRANCHISE": "Meridian",
    "tonight": "ID Film Year",
    "tonight --under 2h": "ID Film Year",
    "next": "Meridian",
    "completion of a title": "insert Meridian\\ \\(1977\\) Meridian:\\ Aftermath",
}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("benchmarks") / "shelf", SIZE)


def test_the_generated_library_is_sound(shelf: Shelf) -> None:
    assert shelf.flaws() == []


def test_a_flaw_of_a_library_is_found(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "shelf", 10)
    content = json.loads(shelf.library.read_text(encoding="utf-8"))
    content["links"]["1000"] = {"film": 1, "kind": "requires", "other": 5_000}
    shelf.library.write_text(json.dumps(content), encoding="utf-8")
    assert len(shelf.flaws()) == 1


@pytest.mark.parametrize(("size", "franchises"), [(100, 5), (1_000, 50), (10_000, 500)])
def test_a_library_has_as_many_films_and_franchises_as_it_should(
    size: int, franchises: int
) -> None:
    tables = build(size)
    assert (len(tables.films), len(tables.franchises)) == (size, franchises)


def test_the_same_library_is_made_each_time(shelf: Shelf) -> None:
    again = hashlib.sha256(encode(build(SIZE))).hexdigest()
    assert again == hashlib.sha256(shelf.library.read_bytes()).hexdigest()


def test_every_kind_of_record_is_there() -> None:
    tables = build(1_000)
    fields = {field for record in tables.films.values() for field in record}
    assert fields >= {
        "story",
        "viewings",
        "tags",
        "credits",
        "notes",
        "to_watch",
        "rating",
        "where",
    }
    assert {field for record in tables.franchises.values() for field in record} == {
        "name",
        "aliases",
        "continuities",
        "placements",
        "orders",
        "uid",
    }
    assert len(tables.links) > 100


def test_the_program_writes_a_generated_library_as_it_is(shelf: Shelf) -> None:
    shelf.refresh()
    output(shelf.program("undo", changes=True))
    assert shelf.copy.read_bytes() != shelf.library.read_bytes()
    redo = shelf.program("redo", changes=True)._replace(prepare=lambda: None)
    output(redo)
    assert shelf.copy.read_bytes() == shelf.library.read_bytes()


def test_the_generated_history_can_be_undone_step_by_step(shelf: Shelf) -> None:
    shelf.refresh()
    undo = shelf.program("undo", changes=True)._replace(prepare=lambda: None)
    undone = [output(undo) for _ in range(3)]
    assert len(set(undone)) == 3


@pytest.mark.parametrize("job", JOBS, ids=lambda job: job.name)
def test_a_job_does_its_work(shelf: Shelf, job: Job) -> None:
    assert PRINTED[job.name] in " ".join(output(job.process(shelf)).split())


@pytest.mark.parametrize("job", [job for job in JOBS if job.changes], ids=lambda job: job.name)
def test_a_changing_job_changes_the_copy_only(shelf: Shelf, job: Job) -> None:
    before = shelf.library.read_bytes()
    output(job.process(shelf))
    assert shelf.library.read_bytes() == before
    assert shelf.copy.read_bytes() != before


@pytest.mark.parametrize(("name", "copies"), [("add", 1), ("add, the first change of the day", 1)])
def test_a_day_has_one_backup_before_and_after_a_job(shelf: Shelf, name: str, copies: int) -> None:
    job = next(job for job in JOBS if job.name == name)
    output(job.process(shelf))
    assert len(list(Path(f"{shelf.copy}.backups").iterdir())) == copies


@pytest.mark.parametrize("name", floors.FLOORS)
def test_a_floor_can_be_measured(shelf: Shelf, name: str) -> None:
    process = floors.processes(shelf)[name]
    result = take_turns({name: process}, runs=1, first=warm_up({name: process}))[name]
    assert result.runs == 1
    assert result.seconds > 0
    assert result.peak > 1_000


def test_every_job_has_a_known_floor() -> None:
    assert {job.floor for job in JOBS} <= set(floors.FLOORS)
    assert set(floors.MEANING) == set(floors.FLOORS)


def test_a_write_floor_writes_the_same_library_again(shelf: Shelf) -> None:
    for name in (floors.WRITE, floors.QUICK):
        output(floors.processes(shelf)[name])
        copied, original = (json.loads(p.read_bytes()) for p in (shelf.copy, shelf.library))
        assert copied == original
        assert shelf.copy.read_bytes() != shelf.library.read_bytes()


def test_a_failing_process_is_no_measurement(shelf: Shelf) -> None:
    with pytest.raises(FailedRun, match="There is no film"):
        measure(shelf.program("show", "No Such Film At All"))


def test_the_size_of_the_benchmark_itself_is_not_counted(shelf: Shelf) -> None:
    ballast = b"x" * 200_000_000
    assert measure(floors.processes(shelf)[floors.BARE]).peak < len(ballast) // 1024


def test_the_universe_of_series_is_sound_and_has_what_it_says(tmp_path: Path) -> None:
    tables = episodes.build()
    placements = [
        one for known in tables.franchises.values() for one in known.get("placements", ())
    ]
    kinds = Counter(record["kind"] for record in tables.films.values())
    assert (kinds, len(placements)) == ({"series": 20, "episode": 3_000}, 500)
    run = Run(tmp_path / "library.json")
    run.library.write_bytes(encode(tables))
    assert run.json("doctor") == []
    [table] = run.json("order", episodes.UNIVERSE, "--no-fold")["tables"]
    assert len({entry["id"] for entry in table["entries"]}) == 3_000
