"""Files of the user: what is no file, what is protected, whose they are, and writers at once."""

from __future__ import annotations

import os
import socket
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from watchlist.files import writing
from watchlist.files.reading import read_bytes, reason
from watchlist.files.writing import write_atomically

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root may give files away")
SOMEBODY = 65534
LIBRARY = '{"schema": 2,\n"films": {\n"1": {"title": "Alien"}\n}\n}\n'


@pytest.fixture(params=["named pipe", "device", "socket", "folder"])
def special(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Return something that is no regular file, and the word for it."""
    path = tmp_path / "special"
    server = socket.socket(socket.AF_UNIX)
    match request.param:
        case "named pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "socket":
            server.bind(os.path.relpath(path))
        case _:
            path.mkdir()
    yield path, request.param
    server.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of them")
@pytest.mark.parametrize(
    "args", [("list",), ("add", "Heat"), ("undo",), ("export", "--to", "json"), ("doctor",)]
)
def test_what_is_no_file_is_no_library_and_nobody_waits(
    special: tuple[Path, str], args: tuple[str, ...]
) -> None:
    path, what = special
    result = Run(path)(*args)
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr == (
        f"Error: The library {path.resolve()} cannot be read: it is a {what}.\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of them")
@pytest.mark.parametrize(
    "args",
    [("restore", "--yes"), ("import",), ("pack", "add"), ("pack", "check"), ("backup", "--force")],
    ids=" ".join,
)
def test_what_is_no_file_is_refused_in_one_sentence_without_waiting(
    run: Run, special: tuple[Path, str], args: tuple[str, ...]
) -> None:
    path, what = special
    run.ok("add", "Alien")
    before = run.library.read_bytes()
    result = run(*args, str(path))
    assert result.exit_code != 0
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert what in result.stderr or "file" in result.stderr
    assert before == run.library.read_bytes()


def test_a_protected_library_is_not_written_though_the_folder_would_allow_it(run: Run) -> None:
    run.ok("add", "Alien")
    run.library.chmod(0o444)
    before = run.library.read_bytes()
    result = run("add", "Heat")
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr == (
        f"Error: The library {run.library} cannot be written: it is write-protected. "
        "Nothing was changed.\n"
    )
    assert before == run.library.read_bytes()


def test_a_protected_file_is_not_overwritten_by_force(run: Run) -> None:
    run.ok("add", "Alien")
    copy = run.library.with_name("copy.json")
    copy.write_text("mine")
    copy.chmod(0o444)
    for command in (("backup", str(copy)), ("export", "--to", "csv", "--output", str(copy))):
        result = run(*command, "--force")
        assert result.exit_code in (1, 5)
        assert "write-protected" in result.stderr
    assert copy.read_text() == "mine"


@needs_root
def test_owner_and_group_of_the_library_stay(run: Run) -> None:
    run.ok("add", "Alien")
    os.chown(run.library, SOMEBODY, SOMEBODY)
    run.library.chmod(0o640)
    run.ok("add", "Heat")
    kept = run.library.stat()
    assert (kept.st_uid, kept.st_gid, stat.S_IMODE(kept.st_mode)) == (SOMEBODY, SOMEBODY, 0o640)


@needs_root
def test_what_root_makes_in_the_folder_of_a_user_is_the_users(run: Run) -> None:
    os.chown(run.library.parent, SOMEBODY, SOMEBODY)
    run.ok("add", "Alien")
    run.ok("backup")
    made = [run.library, *run.library.parent.glob("library.json*"), *run.library.parent.rglob("0*")]
    assert {path.stat().st_uid for path in made} == {SOMEBODY}
    assert len(made) > 4


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no chown")
def test_a_file_of_another_user_is_said_with_the_way_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "library.json"
    path.write_text(LIBRARY)
    monkeypatch.setattr(os, "geteuid", lambda: SOMEBODY - 1)
    why = reason(PermissionError(13, "Permission denied"), str(path))
    assert why.startswith(f"Permission denied. {path} belongs to ")
    assert why.endswith("“sudo chown 65533” with that path makes it yours")


def test_writers_of_one_file_at_once_leave_the_text_of_one(tmp_path: Path) -> None:
    path = str(tmp_path / "export.csv")
    texts = [bytes([letter]) * 50_000 for letter in b"abcdefgh"]
    faults: list[BaseException] = []

    def write(text: bytes) -> None:
        try:
            for _ in range(10):
                write_atomically(path, text)
        except OSError as error:
            faults.append(error)

    writers = [threading.Thread(target=write, args=(text,)) for text in texts]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert faults == []
    assert read_bytes(path) in texts
    assert os.listdir(tmp_path) == ["export.csv"]


@pytest.mark.parametrize("times", [3, None], ids=["for a while", "for ever"])
def test_windows_replaces_a_file_that_a_reader_holds_open_when_it_lets_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int | None
) -> None:
    path, real, asked = tmp_path / "library.json", os.replace, [0]
    path.write_text("before")

    def held_open(old: str, new: str) -> None:
        asked[0] += 1
        if times is None or asked[0] <= times:
            raise PermissionError(13, "The process cannot access the file")
        real(old, new)

    monkeypatch.setattr(writing, "WINDOWS", True)
    monkeypatch.setattr(writing, "PATIENCE", 0.1 if times is None else 60)
    monkeypatch.setattr(os, "replace", held_open)
    if times is None:
        with pytest.raises(PermissionError):
            write_atomically(str(path), b"after")
    else:
        write_atomically(str(path), b"after")
    assert path.read_text() == ("before" if times is None else "after")
    assert os.listdir(tmp_path) == ["library.json"]
    assert asked[0] > 1
