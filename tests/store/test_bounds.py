"""What is written can be read: the numbers of records and steps, and numbers in records."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from watchlist.errors import LibraryFileError
from watchlist.store.storage import FileStorage

NINES = "9" * 18


def _write(path: Path, *records: str) -> Path:
    path.write_text('{"schema": 2,\n"films": {\n%s\n}\n}\n' % ",\n".join(records))  # noqa: UP031
    return path


def test_a_record_with_the_largest_number_keeps_nobody_from_adding(
    run: Run, tmp_path: Path
) -> None:
    other = _write(tmp_path / "other.json", f'"{NINES}": {{"title": "Heat"}}')
    run.ok("import", str(other))
    for title in ("Alien", "Ran"):
        run.ok("add", title, "--franchise", "Three", "--allow-duplicate")
    run.ok("franchise", "add", "Three", "Heat")
    assert [film["id"] for film in run.json("list", "--all")] == [1, 2, int(NINES)]
    assert run("doctor").stderr == "Nothing is wrong.\n"


def test_a_step_with_the_largest_number_keeps_nobody_from_changing_and_undoing(run: Run) -> None:
    run.ok("add", "Alien")
    run.ok("add", "Heat")
    text = run.library.read_text().replace('"2": {"step": 2', f'"{NINES}": {{"step": {NINES}')
    run.library.write_text(text)
    run.ok("add", "Ran")
    for _ in range(3):
        run.ok("undo")
    assert run.json("list", "--all") == []


def test_the_store_refuses_to_write_what_it_would_not_read(tmp_path: Path) -> None:
    path = _write(tmp_path / "library.json", '"1": {"title": "Alien"}')
    before = path.read_bytes()
    storage = FileStorage(str(path))
    storage.write({"films": {NINES + "9": {"title": "Heat"}}})
    with pytest.raises(LibraryFileError, match=f"{path} cannot be written"):
        storage.flush()
    assert before == path.read_bytes()


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1" + "0" * 400 + ".5"])
def test_a_number_beyond_all_bounds_spoils_its_record_alone(run: Run, number: str) -> None:
    _write(run.library, f'"1": {{"title": "Alien", "runtime": {number}}}', '"2": {"title": "Ran"}')
    assert [film["title"] for film in run.json("list", "--all")] == ["Ran"]
    run.ok("edit", "Ran", "--tag", "king")
    assert f'"runtime": {number}' in run.library.read_text()
    findings = run("doctor")
    assert findings.stdout.startswith("- The record of film 1 is wrong: Number out of range")
    run.ok("undo")
