"""The benchmark of imports imports its rows, and its floor writes them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from tests.benchmarks.importing import HEADER, Desk, rows, rows_of_one_title
from tests.benchmarks.processes import output

COUNT = 60


def test_the_rows_are_the_same_each_time() -> None:
    assert list(rows(COUNT)) == list(rows(COUNT))
    assert {len(row) for row in rows(COUNT)} == {len(HEADER)}


def test_the_processes_do_their_work(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", rows(COUNT))
    with desk.rows.open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    films = sum(row["Title Type"] != "TV Series" for row in written)
    processes = desk.processes()
    output(processes["floor"])
    assert json.loads((desk.folder / "floor.json").read_bytes()) == written
    assert f"{films} added, 0 updated, 0 unchanged" in output(processes["import"])
    assert f"0 added, 0 updated, {films} unchanged" in output(processes["import again"])
    assert len(json.loads(desk.library.read_bytes())["films"]) == films


def test_films_of_one_title_are_as_many_as_their_ids(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "desk", rows_of_one_title(COUNT))
    processes = desk.processes()
    assert f"{COUNT} added, 0 updated, 0 unchanged" in output(processes["import"])
    assert f"0 added, 0 updated, {COUNT} unchanged" in output(processes["import again"])
