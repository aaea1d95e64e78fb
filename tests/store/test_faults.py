"""Every system call of a change fails in turn: nothing is lost, and the next command works."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Run
from tests.store.system_calls import watch_calls
from watchlist.store import store

ROOT = Path(__file__).parents[2]
NUMBERS = [errno.ENOSPC, errno.EACCES, errno.EIO, errno.EINTR, errno.EROFS]
WRITE_PATH = {"open", "write", "flush", "fsync", "replace", "mkdir", "flock", "read"}
FORGIVEN = {
    "chown",
    "close",
    "fsync",
    "open",
    "flock",
    "unlink",
    "listdir",
    "scandir",
    "lstat",
    "stat",
}
"""Calls of which some may fail without harm: the last sync of the folder, tidying, unlocking."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="made for POSIX systems")


class Fault(NamedTuple):
    """What came of a change of which one call failed."""

    call: str
    status: int
    stdout: str
    stderr: str


def _start_over(run: Run, files: dict[str, bytes]) -> None:
    """Put the files of the folder back as they were."""
    for path in sorted(run.library.parent.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    for name, content in files.items():
        path = run.library.parent / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def _files(run: Run) -> dict[str, bytes]:
    folder = run.library.parent
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _failing_at(run: Run, number: int, error: OSError, *args: str) -> Fault:
    """Run a change of which the numbered call fails; ``call`` is empty when it has fewer."""
    calls, failed = count(1), [""]

    def see(name: str) -> None:
        if next(calls) == number:
            failed[0] = name
            raise error

    profile = sys.getprofile()
    try:
        watch_calls(see)
        result = run("--wait", "0.2", *args)
    finally:
        sys.setprofile(profile)
        _unlock(run)
    return Fault(failed[0], result.exit_code, result.stdout, result.stderr)


def _unlock(run: Run) -> None:
    """Free the lock of a change that could not, as the end of its process would."""
    lock = run.library.with_name("library.json.lock")
    for descriptor in map(int, os.listdir("/dev/fd")):
        with suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), lock.stat()):
                fcntl.flock(descriptor, fcntl.LOCK_UN)


@pytest.fixture
def stocked(tmp_path: Path) -> Run:
    """Return a runner on a library that has not been backed up, in a folder of its own."""
    run = Run(tmp_path / "folder" / "library.json")
    run.ok("add", "Alien (1979)")
    return run


@pytest.fixture(autouse=True)
def _same_uid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a change that is made again make the same file: its uid is not by chance."""
    monkeypatch.setattr(store, "new_uid", lambda _moment: "01GW9QTVG00000000000000001")


@pytest.fixture(params=["daily backup", "undo", "restore", "damaged"])
def change(request: pytest.FixtureRequest, stocked: Run) -> tuple[str, ...]:
    """Return a change of the stocked library, which takes other paths through the store."""
    copy = str(stocked.library.parent / "copy.json")
    match request.param:
        case "undo":
            return ("undo",)
        case "restore":
            stocked.ok("backup", copy)
            stocked.ok("add", "Aliens (1986)")
            return ("restore", copy, "--yes")
        case "damaged":
            stocked.ok("backup", copy)
            stocked.library.write_bytes(b"{")
            return ("restore", copy, "--yes")
        case _:
            pass
    return ("add", "Heat")


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
def test_whatever_call_fails_the_file_is_the_one_before_or_after(
    stocked: Run, change: tuple[str, ...], number: int
) -> None:
    files = _files(stocked)
    before = stocked.library.read_bytes()
    stocked.ok(*change)
    after = stocked.library.read_bytes()
    seen = set()
    for index in count(1):
        _start_over(stocked, files)
        fault = _failing_at(stocked, index, OSError(number, os.strerror(number)), *change)
        left = stocked.library.read_bytes()
        if not fault.call:
            break
        seen.add(fault.call)
        if fault.status == 0:
            assert (left, fault.stderr) == (after, "")
            assert fault.call in FORGIVEN
        else:
            assert (fault.status, fault.stdout, left) == (5, "", before), fault
            assert fault.stderr.startswith("Error: ")
            assert len(fault.stderr.splitlines()) == 1, fault
        assert [path.name for path in stocked.library.parent.rglob(".*.new")] == []
        assert stocked(*change).exit_code in (0, 1)  # 1: there is nothing more to undo
        assert after == stocked.library.read_bytes() or fault.status == 0
    assert WRITE_PATH - seen <= {"mkdir"}
    assert (fault.status, left) == (0, after)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO], ids=errno.errorcode.get)
def test_whatever_call_of_a_sync_to_both_fails_both_files_are_those_before_or_it_says_so(
    stocked: Run, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = Run(stocked.library.parent / "stick" / "films.json")
    with monkeypatch.context() as patch:
        patch.setattr(store, "new_uid", lambda _moment: "01GW9QTVG00000000000000002")
        stick.ok("add", "Moon (2009)")
    change = ("sync", str(stick.library), "--both")
    files = _files(stocked)
    before = [run.library.read_bytes() for run in (stocked, stick)]
    stocked.ok(*change)
    after = [run.library.read_bytes() for run in (stocked, stick)]
    ends = set()
    for index in count(1):
        _start_over(stocked, files)
        fault = _failing_at(stocked, index, OSError(number, os.strerror(number)), *change)
        left = [run.library.read_bytes() for run in (stocked, stick)]
        if not fault.call:
            break
        ends.add(states := (left[0] == after[0], left[1] == after[1]))
        assert left == [[before, after][is_new][side] for side, is_new in enumerate(states)], fault
        assert (fault.status == 0) is (states == (True, True)), fault
        assert len(fault.stderr.splitlines()) == 1, (
            fault
        )  # that Moon has another number, or why not
        assert ("has what is new" in fault.stderr) is (states == (True, False)), fault
    assert ends == {(False, False), (True, False), (True, True)}


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
def test_a_first_change_that_fails_leaves_no_library_or_a_whole_one(run: Run, number: int) -> None:
    for index in count(1):
        _start_over(run, {})
        fault = _failing_at(run, index, OSError(number, os.strerror(number)), "add", "Heat")
        if not fault.call:
            break
        assert fault.status in (0, 5)
        assert run.library.exists() == (fault.status == 0)
        assert run("add", "Heat").exit_code == (
            1 if run.library.exists() and not fault.status else 0
        )
    assert index > 10


@pytest.mark.parametrize("number", NUMBERS, ids=errno.errorcode.get)
def test_a_failing_backup_command_leaves_the_copy_before_or_after(
    stocked: Run, number: int
) -> None:
    copy = stocked.library.parent / "copy.json"
    copy.write_bytes(b"an older copy")
    files = _files(stocked)
    for index in count(1):
        _start_over(stocked, files)
        error = OSError(number, os.strerror(number))
        fault = _failing_at(stocked, index, error, "backup", str(copy), "--force")
        if not fault.call:
            break
        assert fault.status in (0, 5), fault
        assert copy.read_bytes() in (b"an older copy", stocked.library.read_bytes())
        assert (fault.status == 0) == (copy.read_bytes() == stocked.library.read_bytes())
        assert files["library.json"] == stocked.library.read_bytes()
    assert index > 5


def test_a_signal_between_two_calls_is_the_state_before_or_after(stocked: Run) -> None:
    files = _files(stocked)
    before = stocked.library.read_bytes()
    stocked.ok("add", "Heat")
    after = stocked.library.read_bytes()
    for index in count(1):
        _start_over(stocked, files)
        calls, reached = count(1), []

        def see(name: str, index: int = index) -> None:
            if next(calls) == index:  # noqa: B023 -- called before the next round
                reached.append(name)  # noqa: B023
                raise KeyboardInterrupt

        try:
            watch_calls(see)
            result = stocked("add", "Heat")
        finally:
            sys.setprofile(None)
        if not reached:
            break
        assert result.exit_code in (0, 130)
        assert stocked.library.read_bytes() == (before if result.exit_code else after)
        assert ("nothing was changed" in result.stderr) == (result.exit_code == 130)
        assert [path.name for path in stocked.library.parent.rglob(".*.new")] == []
    assert index > 20


@pytest.fixture
def holder(stocked: Run) -> Iterator[subprocess.Popen[str]]:
    """Return a stopped process that holds the lock of the library."""
    code = (
        "import fcntl, os, signal, sys\n"
        "file = open(sys.argv[1], 'a')\n"
        "fcntl.flock(file, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "os.kill(os.getpid(), signal.SIGSTOP)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, f"{stocked.library}.lock"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("wait", ["0", "0.05"])
def test_a_stopped_process_with_the_lock_is_told_after_the_wait(
    stocked: Run, holder: subprocess.Popen[str], wait: str
) -> None:
    before = stocked.library.read_bytes()
    result = stocked("--wait", wait, "add", "Heat")
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.splitlines() == [
        f"Error: Another program is changing {stocked.library} and did not finish within {wait} "
        "seconds. Nothing was changed; try again, or wait longer with --wait."
    ]
    assert before == stocked.library.read_bytes()


def test_reading_does_not_wait_for_the_lock(stocked: Run, holder: subprocess.Popen[str]) -> None:
    assert "Alien" in stocked.ok("list")


def test_a_killed_process_leaves_no_lock_behind(
    stocked: Run, holder: subprocess.Popen[str]
) -> None:
    holder.kill()
    holder.wait()
    assert stocked.ok("--wait", "0", "add", "Heat") == "Added Heat as number 2.\n"


@pytest.mark.parametrize("args", [("list",), ("add", "Heat")], ids=" ".join)
def test_a_home_that_has_vanished_is_one_sentence(tmp_path: Path, args: tuple[str, ...]) -> None:
    home = tmp_path / "home"
    home.write_text("a file where the folder was")
    result = _program(*args, env={"PATH": os.environ["PATH"], "HOME": str(home / "me")})
    assert (result.returncode, result.stdout) == (5, "")
    assert len(result.stderr.splitlines()) == 1
    assert str(home) in result.stderr
    assert home.read_text() == "a file where the folder was"


def _program(
    *args: str, env: dict[str, str] | None = None, limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "watchlist", *args],
        cwd=ROOT,
        env=env,
        preexec_fn=limit,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("size", [0, 1, 100, 400])
@pytest.mark.parametrize("backed_up", [True, False])
def test_a_full_disk_changes_nothing(stocked: Run, size: int, backed_up: bool) -> None:
    if backed_up:
        stocked.ok("backup")
    before = stocked.library.read_bytes()

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    long = "n" * 500
    result = _program("--library", str(stocked.library), "add", long, limit=limit)
    assert (result.returncode, result.stdout) == (5, "")
    assert len(result.stderr.splitlines()) == 1
    assert os.strerror(errno.EFBIG) in result.stderr
    assert before == stocked.library.read_bytes()
    assert [path.name for path in stocked.library.parent.rglob(".*.new")] == []
    assert stocked.ok("add", long) == f"Added {long} as number 2.\n"
