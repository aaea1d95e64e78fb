"""The library file: how it is laid out, and that a write is whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.conftest import Run
from tests.store.command_lines import LISTING, READING

LIBRARY = """{"schema": 2,
"films": {
"1": {"title": "Alien", "year": 1979, "to_watch": true, "uid": "01HQ0000000000000000000001"},
"2": {"title": "Heat", "year": 1995, "uid": "01HQ0000000000000000000002"},
"10": {"title": "Ran", "year": 1985, "uid": "01HQ000000000000000000000A"}
}
}
"""


def _lines(run: Run) -> list[str]:
    return run.library.read_text(encoding="utf-8").splitlines()


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _fail_with(number: int) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.fixture
def stocked(run: Run) -> Run:
    """Return a runner on a library as a person may have written it: without a history."""
    run.library.write_text(LIBRARY, encoding="utf-8")
    return run


@pytest.mark.parametrize("args", [*READING, LISTING], ids=" ".join)
def test_reading_a_missing_library_creates_nothing(run: Run, args: tuple[str, ...]) -> None:
    nowhere = Run(run.library.parent / "folder" / "library.json")
    assert nowhere(*args).exit_code in (0, 3)
    assert not nowhere.library.parent.exists()


def test_a_missing_library_is_empty(run: Run) -> None:
    assert run.json("list", "--all") == []
    assert run.json("history") == []


@pytest.mark.parametrize("args", [*READING, LISTING], ids=" ".join)
def test_reading_leaves_the_folder_as_it_is(stocked: Run, args: tuple[str, ...]) -> None:
    before = stocked.library.read_bytes(), _names(stocked.library.parent)
    stocked(*args)
    assert before == (stocked.library.read_bytes(), _names(stocked.library.parent))


def test_a_new_library_has_one_record_a_line(john_wick: Run) -> None:
    lines = _lines(john_wick)
    assert lines[0] == '{"schema": 2,'
    content = json.loads(john_wick.library.read_text(encoding="utf-8"))
    records = [table for name, table in content.items() if name != "schema"]
    assert sum(map(len, records)) == sum(line[:2] in [f'"{n}' for n in range(10)] for line in lines)


def test_records_stand_in_order_of_number(stocked: Run) -> None:
    stocked.ok("add", "Tenet")
    content = json.loads(stocked.library.read_text(encoding="utf-8"))
    assert list(content["films"]) == ["1", "2", "10", "11"]
    assert list(content) == ["schema", "films", "history"]


def test_only_the_line_of_the_changed_record_changes(stocked: Run) -> None:
    stocked.ok("edit", "Heat", "--tag", "noir")
    before, after = LIBRARY.splitlines(), _lines(stocked)
    changed = [n for n, (one, two) in enumerate(zip(before[:5], after, strict=False)) if one != two]
    assert changed == [3]


def test_a_later_change_keeps_the_lines_of_the_history(john_wick: Run) -> None:
    before = _lines(john_wick)
    john_wick.ok("edit", "Ballerina", "--runtime", "125")
    gone = set(before) - set(_lines(john_wick))
    assert all("Ballerina" in line for line in gone if '"step"' not in line)
    assert not [line for line in gone if '"step": 1,' in line]


def test_the_same_library_is_the_same_file(stocked: Run) -> None:
    stocked.ok("edit", "Heat", "--tag", "noir")
    first = stocked.library.read_bytes()
    stocked.ok("edit", "Heat", "--clear", "tag")
    stocked.ok("undo")
    films = [line for line in first.decode().splitlines() if '"title"' in line]
    assert films[:3] == [line for line in _lines(stocked) if '"title"' in line][:3]


def test_what_this_version_does_not_know_survives(run: Run) -> None:
    unknown: dict[str, Any] = {
        "schema": 2,
        "films": {
            "1": {
                "title": "Alien",
                "mood": {"dark": [1, 2.5, None]},
                "big": 2**80,
            }
        },
        "shelves": {"1": {"name": "Loft", "films": [1]}, "2": {}},
        "empty": {},
    }
    run.library.write_text(json.dumps(unknown), encoding="utf-8")
    run.ok("edit", "Alien", "--tag", "space")
    content = json.loads(run.library.read_text(encoding="utf-8"))
    film = content["films"]["1"]
    assert unknown["films"]["1"]["mood"] == film["mood"]
    assert unknown["films"]["1"]["big"] == film["big"]
    assert unknown["shelves"] == content["shelves"]
    assert unknown["empty"] == content["empty"]


def test_what_this_version_does_not_know_of_a_viewing_survives(run: Run) -> None:
    viewing = {"watched_on": "2020-01-01", "seat": "7F"}
    film = {"title": "Alien", "viewings": [viewing]}
    run.library.write_text(json.dumps({"schema": 2, "films": {"1": film}}), encoding="utf-8")
    run.ok("watched", "Alien")
    content = json.loads(run.library.read_text(encoding="utf-8"))
    assert viewing == content["films"]["1"]["viewings"][0]


def test_a_default_that_a_person_wrote_out_can_be_changed(run: Run) -> None:
    film = {"title": "Alien", "to_watch": False, "kind": "film", "year": None}
    run.library.write_text(json.dumps({"schema": 2, "films": {"1": film}}), encoding="utf-8")
    run.ok("edit", "Alien", "--to-watch", "--kind", "short", "--year", "1979")
    shown = run.json("show", "Alien")
    assert (shown["to_watch"], shown["kind"], shown["year"]) == (True, "short", 1979)


def test_a_new_library_is_private(run: Run) -> None:
    nested = Run(run.library.parent / "a" / "b" / "library.json")
    nested.ok("add", "Alien")
    assert stat.S_IMODE(nested.library.stat().st_mode) == 0o600
    assert stat.S_IMODE((nested.library.parent).stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_change_keeps_the_mode(stocked: Run, mode: int) -> None:
    stocked.library.chmod(mode)
    stocked.ok("add", "Tenet")
    assert mode == stat.S_IMODE(stocked.library.stat().st_mode)


@pytest.mark.parametrize("exists", [True, False])
def test_a_symbolic_link_is_kept_and_its_target_written(run: Run, exists: bool) -> None:
    target = run.library.parent / "elsewhere" / "films.json"
    target.parent.mkdir()
    if exists:
        target.write_text(LIBRARY, encoding="utf-8")
    run.library.symlink_to(target)
    run.ok("add", "Tenet")
    assert run.library.is_symlink()
    assert "Tenet" in target.read_text(encoding="utf-8")
    backups = {"films.json.backups"} if exists else set()
    assert {"films.json", "films.json.lock"} | backups == _names(target.parent)


def test_a_write_is_a_synced_temporary_file_renamed_in_the_same_folder(
    stocked: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    fsync, replace = os.fsync, os.replace

    def watched_fsync(descriptor: int) -> None:
        seen.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        assert stocked.library.read_text(encoding="utf-8") == LIBRARY or seen[-1] == "folder"
        fsync(descriptor)

    def watched_replace(source: str, target: str) -> None:
        seen.append("replace")
        assert Path(source).parent == Path(target).parent
        assert '"Tenet"' in Path(source).read_text(encoding="utf-8")
        replace(source, target)

    stocked.ok("backup")  # the copy of the day is written in the same way
    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "replace", watched_replace)
    stocked.ok("add", "Tenet")
    assert seen == ["file", "replace", "folder"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
def test_a_failing_write_leaves_the_old_file_and_no_litter(
    stocked: Run, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    stocked.ok("add", "Tenet")
    before = stocked.library.read_bytes(), _names(stocked.library.parent)
    with monkeypatch.context() as broken:
        broken.setattr(os, call, _fail_with(number))
        result = stocked("add", "Dune")
    assert (result.exit_code, result.stdout) == (5, "")
    assert [
        f"Error: The library {stocked.library} cannot be written: {os.strerror(number)}. "
        "Nothing was changed."
    ] == result.stderr.splitlines()
    assert before == (stocked.library.read_bytes(), _names(stocked.library.parent))
    stocked.ok("add", "Dune")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC, errno.EMFILE])
def test_a_temporary_file_that_cannot_be_made_changes_nothing(
    stocked: Run, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    stocked.ok("add", "Tenet")
    before, real_open = stocked.library.read_bytes(), os.open

    def open_but_no_new(path: str, flags: int, *args: Any, **settings: Any) -> int:
        if flags & os.O_CREAT and not str(path).endswith(".lock"):
            raise OSError(number, os.strerror(number))
        return real_open(path, flags, *args, **settings)

    monkeypatch.setattr(os, "open", open_but_no_new)
    result = stocked("add", "Dune")
    assert (result.exit_code, result.stdout) == (5, "")
    assert os.strerror(number) in result.stderr
    assert before == stocked.library.read_bytes()


@pytest.mark.parametrize("error", [OSError(errno.EINVAL, "no"), KeyboardInterrupt()], ids=repr)
def test_a_change_is_done_though_the_folder_cannot_be_synced(
    stocked: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    fsync = os.fsync

    def no_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise error
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", no_folders)
    result = stocked("add", "Tenet")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Tenet" in stocked.library.read_text(encoding="utf-8")


def test_ctrl_c_during_the_write_changes_nothing(
    stocked: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> NoReturn:
        raise KeyboardInterrupt

    stocked.ok("backup")
    before = _names(stocked.library.parent)
    assert before == {"library.json", "library.json.lock", "library.json.backups"}
    monkeypatch.setattr(os, "fsync", interrupt)
    result = stocked("add", "Tenet")
    assert (result.exit_code, result.stdout) == (130, "")
    assert stocked.library.read_text(encoding="utf-8") == LIBRARY
    assert before == _names(stocked.library.parent)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o666])
def test_the_leftover_of_a_killed_program_goes_with_the_next_change(run: Run, mode: int) -> None:
    leftover = run.library.with_name(".library.json.0123456789ab.new")
    leftover.write_text("x" * 10_000)
    leftover.chmod(mode)
    run.ok("add", "Alien")
    assert stat.S_IMODE(run.library.stat().st_mode) == 0o600
    assert "x" not in run.library.read_text(encoding="utf-8")
    assert not leftover.exists()


@pytest.mark.parametrize(
    "name",
    [".library.json.new", ".library.json.mine.new", ".other.json.0123456789ab.new", "library.new"],
)
def test_a_file_of_the_user_beside_the_library_stays(run: Run, name: str) -> None:
    mine = run.library.with_name(name)
    mine.write_text("precious")
    run.ok("add", "Alien")
    run.ok("backup", str(run.library.with_name("copy.json")))
    assert mine.read_text() == "precious"


def test_a_link_in_the_place_of_the_temporary_file_is_not_followed(run: Run) -> None:
    victim = run.library.with_name("victim")
    victim.write_text("precious")
    run.library.with_name(".library.json.new").symlink_to(victim)
    run.ok("add", "Alien")
    assert victim.read_text() == "precious"
