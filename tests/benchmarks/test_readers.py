"""The files of the benchmark of readers are read, each row as a film, and by the reader named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks.readers import PATHS, RECORDS, SAMPLES
from tests.conftest import Run
from watchlist.formats import registry

COUNT = 7


@pytest.mark.parametrize("name", SAMPLES)
def test_each_row_is_a_film(run: Run, tmp_path: Path, name: str) -> None:
    path = SAMPLES[name].write(tmp_path / "files", COUNT)
    result = run("import", str(path))
    title = registry.reader(name.partition(" ")[0]).TITLE
    assert f"{path.name}: {title}." in result.stderr
    assert len(json.loads(run.library.read_bytes())["films"]) == COUNT


def test_each_record_is_a_film(run: Run, tmp_path: Path) -> None:
    path = RECORDS.write(tmp_path / "files", COUNT)
    run.ok("import", str(path), *(word for one in PATHS for word in ("--map", one)))
    assert len(json.loads(run.library.read_bytes())["films"]) == COUNT


def test_every_reader_of_rows_has_a_sample() -> None:
    of_notes = {"obsidian", "records"}
    assert set(registry.READERS) - of_notes == {name.partition(" ")[0] for name in SAMPLES}
