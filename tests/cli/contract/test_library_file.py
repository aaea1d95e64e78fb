"""The section “The library file” of the contract: a test for each of its sentences."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from tests.cli.test_errors import bend
from tests.conftest import Run
from watchlist.store import lock

DAMAGED = [b"", b"{}", b"[]", b"null", b'"text"', b"\x00" * 40, b"\xff\xfe", b'{"films": {}}']
READING = [["list"], ["log"], ["show", "1"], ["stats"], ["next"], ["upcoming"], ["history"], []]
CHANGING = [["add", "New", "--bare"], ["watched", "1"], ["remove", "1"], ["undo"], ["redo"]]


def changed_nothing(run: Run, status: int, *args: str) -> str:
    """Run a command that must end so, and return what it says; the file stays as it is."""
    before = run.library.read_bytes()
    result = run(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert run.library.read_bytes() == before
    return result.stderr


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_a_missing_file_is_an_empty_library_and_reading_does_not_create_it(
    run: Run, args: list[str]
) -> None:
    assert run(*args).exit_code in (0, 3)
    assert list(run.library.parent.iterdir()) == []


@pytest.mark.parametrize("args", [*READING, *CHANGING], ids=" ".join)
def test_an_existing_file_of_zero_bytes_or_of_another_shape_is_damage_with_exit_5(
    run: Run, args: list[str]
) -> None:
    for content in DAMAGED:
        run.library.write_bytes(content)
        said = changed_nothing(run, 5, *args)
        assert str(run.library) in said
        assert 1 <= said.count("\n") <= 3


def test_reading_commands_show_the_rest_and_say_how_many_records_doctor_has_to_do_with(
    run: Run,
) -> None:
    run.ok("add", "Good", "Bad", "--bare")
    bend(run, "tags", "5")
    for args in (["list"], ["list", "--all"], ["show", "good"], ["stats"], ["export"]):
        result = run(*args)
        assert result.exit_code == 0
        assert "1 record has something wrong: “watchlist doctor” says what." in result.stderr
    assert "Good" in run.ok("list")


def test_changing_commands_work_on_the_rest_and_keep_the_bent_records_as_they_are(
    run: Run,
) -> None:
    run.ok("add", "Good", "Bad", "--bare")
    bend(run, "tags", "5")
    (record,) = re.findall(
        r'^"2": .*"Bad".*$', run.library.read_text(encoding="utf-8"), re.MULTILINE
    )
    run.ok("watched", "good")
    run.ok("add", "Better", "--bare")
    run.ok("undo")
    assert record.rstrip(",") in run.library.read_text(encoding="utf-8")


def test_a_dangling_reference_is_kept_and_counted(run: Run) -> None:
    run.ok("add", "One", "Two", "--bare")
    run.ok("link", "two", "remake-of", "one")
    text = run.library.read_text(encoding="utf-8").replace('"other": 1', '"other": 77')
    run.library.write_text(text, encoding="utf-8")
    assert "1 record has something wrong" in run("list").stderr
    run.ok("watched", "one")
    assert '"other": 77' in run.library.read_text(encoding="utf-8")


def test_damage_is_told_in_at_most_three_lines_what_the_backup_and_the_way_back(run: Run) -> None:
    run.ok("add", "Kept", "--bare")
    run.ok("backup")
    run.library.write_bytes(b"{}")
    what, backup, way = run("list").stderr.splitlines()
    assert what.startswith("Error: ")
    assert "newest good backup" in backup
    assert way.endswith("watchlist restore")
    run.ok("restore", "--yes")
    assert "Kept" in run.ok("list")


@pytest.mark.parametrize("args", CHANGING, ids=" ".join)
def test_a_file_without_write_permission_is_not_written_also_where_the_folder_would_allow_it(
    run: Run, args: list[str]
) -> None:
    run.ok("add", "Kept", "--bare")
    run.library.chmod(0o444)
    said = changed_nothing(run, 5, *args)
    assert said.count("\n") == 1
    assert "cannot be written: it is write-protected" in said
    assert stat.S_IMODE(run.library.stat().st_mode) == 0o444
    assert "Kept" in run.ok("list")


def test_what_cannot_be_written_is_not_written_by_restore_or_import_either(
    run: Run, tmp_path: Path
) -> None:
    run.ok("add", "Kept", "--bare")
    run.ok("backup", str(tmp_path / "copy.json"))
    run.ok("add", "Another", "--bare")
    run.library.chmod(0o444)
    films = tmp_path / "films.csv"
    films.write_text("title,year\nOne,2001\n", encoding="utf-8")
    for args in (["restore", str(tmp_path / "copy.json"), "--yes"], ["import", str(films)]):
        assert "cannot be written: it is write-protected" in changed_nothing(run, 5, *args)


def test_a_writer_waits_for_the_lock_then_exit_5_and_wait_changes_that(run: Run) -> None:
    run.ok("add", "Kept", "--bare")
    held = lock.acquire(f"{run.library}.lock", 0)
    try:
        said = changed_nothing(run, 5, "--wait", "0", "add", "New", "--bare")
        assert "did not finish within 0 seconds" in said
        assert "did not finish within 0.02" in changed_nothing(
            run, 5, "--wait", "0.02", "add", "New", "--bare"
        )
    finally:
        lock.release(held)
    run.ok("--wait", "0", "add", "New", "--bare")


def test_the_lock_is_waited_for_up_to_10_seconds(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def acquire(_path: str, wait: float) -> int:
        waited.append(wait)
        raise TimeoutError

    monkeypatch.setattr(lock, "acquire", acquire)
    assert run("add", "New", "--bare").exit_code == 5
    assert waited == [10]


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_readers_never_wait(run: Run, args: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    run.ok("add", "Kept", "--bare")
    monkeypatch.setattr(lock, "acquire", lambda *_: pytest.fail("a reader asked for the lock"))
    run.ok(*args)


@pytest.mark.parametrize(
    "args",
    [
        ["edit", "one", "--tag", "x"],
        ["link", "two", "remake-of", "one"],
        ["franchise", "add", "Saga", "one"],
        ["credit", "one", "Jo"],
        ["place", "two", "--after", "one"],
        ["edit", "one", "--to-watch"],
    ],
    ids=" ".join,
)
def test_a_change_that_changes_nothing_succeeds_says_so_and_is_no_undo_step(
    run: Run, args: list[str]
) -> None:
    run.ok("add", "One", "Two", "--bare")
    run.ok("franchise", "add", "Saga", "one", "two")
    run.ok(*args)
    before, steps = run.library.read_bytes(), len(run.json("history"))
    assert "Nothing to change" in run.ok(*args)
    assert run.library.read_bytes() == before
    assert len(run.json("history")) == steps


def test_at_least_100_steps_are_kept(run: Run) -> None:
    for number in range(101):
        run.ok("add", f"Film {number}", "--bare")
    for _ in range(100):
        run.ok("undo")
    assert [film["title"] for film in run.json("list")] == ["Film 0"]


def test_import_and_restore_are_one_step_each(run: Run, tmp_path: Path) -> None:
    run.ok("add", "Kept", "--bare")
    before = run.json("list")
    films = tmp_path / "films.csv"
    films.write_text("title,year\nOne,2001\nTwo,2002\n", encoding="utf-8")
    run.ok("import", str(films))
    assert len(run.json("history")) == 2
    run.ok("backup", str(tmp_path / "copy.json"))
    run.ok("undo")
    assert run.json("list") == before
    run.ok("restore", str(tmp_path / "copy.json"), "--yes")
    assert len(run.json("list")) == 3
    run.ok("undo")
    assert run.json("list") == before


@pytest.mark.parametrize("command", [["export", "--to", "json", "--output"], ["backup"]])
def test_export_output_and_backup_refuse_the_librarys_own_file(
    run: Run, command: list[str]
) -> None:
    run.ok("add", "Kept", "--bare")
    for force in ([], ["--force"]):
        said = changed_nothing(run, 1, *command, str(run.library), *force)
        assert "the library itself" in said


@pytest.mark.parametrize("command", [["export", "--to", "json", "--output"], ["backup"]])
def test_export_output_and_backup_refuse_another_existing_file_unless_force(
    run: Run, tmp_path: Path, command: list[str]
) -> None:
    run.ok("add", "Kept", "--bare")
    other = tmp_path / "other.json"
    other.write_text("mine", encoding="utf-8")
    changed_nothing(run, 1, *command, str(other))
    assert other.read_text(encoding="utf-8") == "mine"
    run.ok(*command, str(other), "--force")
    assert "Kept" in other.read_text(encoding="utf-8")
