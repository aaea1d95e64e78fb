"""``Store``: an edit is whole or nothing, under a lock, and failures are sentences."""

from __future__ import annotations

import datetime
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from watchlist.errors import LibraryFileError, RefusedError
from watchlist.model import Film
from watchlist.store import Store, lock

NOON = datetime.datetime(2023, 3, 24, 12, tzinfo=datetime.UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a store with one film."""
    store = Store(str(tmp_path / "library.json"), wait=0, clock=lambda: NOON)
    with store.edit("add Alien") as library:
        library.add_film(Film(id=0, title="Alien"))
    return store


@pytest.fixture
def held(run: Run) -> Iterator[Run]:
    """Return a runner on a library that another program is changing."""
    run.ok("add", "Alien")
    held_lock = lock.acquire(f"{run.library}.lock", 0)
    yield run
    lock.release(held_lock)


def _bytes(store: Store) -> bytes:
    return Path(store.path).read_bytes()


def _fail_in_an_edit(store: Store, error: BaseException) -> None:
    with store.edit("add Heat") as library:
        library.add_film(Film(id=0, title="Heat"))
        raise error


def test_an_edit_is_one_step_that_undo_returns(store: Store) -> None:
    assert [step.command for step in store.history()] == ["add Alien"]
    undone = store.undo()
    assert (
        undone.command,
        undone.undone,
        undone.when,
    ) == ("add Alien", True, "2023-03-24T12:00:00Z")
    assert list(store.load().films) == []
    assert not store.redo().undone
    assert list(store.load().films) == [1]


@pytest.mark.parametrize("error", [RefusedError("no"), ValueError("bug"), KeyboardInterrupt()])
def test_an_exception_in_an_edit_leaves_the_file_and_frees_the_lock(
    store: Store, error: BaseException
) -> None:
    before = _bytes(store)
    with pytest.raises(type(error)):
        _fail_in_an_edit(store, error)
    assert before == _bytes(store)
    with store.edit("add Ran") as library:
        library.add_film(Film(id=0, title="Ran"))
    assert [film.title for film in store.load().films.values()] == ["Alien", "Ran"]


def test_an_edit_without_changes_writes_nothing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_write(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(os, "replace", no_write)
    with store.edit("nothing") as library:
        library.films[1] = library.films[1]
        library.films[2] = Film(id=2, title="Heat")
        del library.films[2]
    assert len(store.history()) == 1


def test_records_that_no_program_of_this_version_can_read_are_kept(store: Store) -> None:
    unreadable = '"5": {"title": 5, "uid": 7}'
    path = Path(store.path)
    path.write_text(f'{{"schema": 2, "films": {{{unreadable}}}}}', encoding="utf-8")
    with store.edit("add Heat") as library:
        assert library.add_film(Film(id=0, title="Heat")).id == 6
    assert unreadable in path.read_text(encoding="utf-8")
    store.undo()
    assert unreadable in path.read_text(encoding="utf-8")


def test_a_reader_sees_the_old_library_while_it_is_changed(store: Store) -> None:
    with store.edit("add Heat") as library:
        library.add_film(Film(id=0, title="Heat"))
        assert list(store.load().films) == [1]
    assert list(store.load().films) == [1, 2]


def test_a_second_writer_is_turned_away(store: Store) -> None:
    with store.edit("add Heat") as library:
        library.add_film(Film(id=0, title="Heat"))
        with pytest.raises(LibraryFileError), store.edit("add Ran"):
            pytest.fail("two writers at once")
    assert list(store.load().films) == [1, 2]


@pytest.mark.parametrize("args", [("add", "Heat"), ("undo",), ("redo",)], ids=" ".join)
def test_a_writer_gives_up_after_its_wait(held: Run, args: tuple[str, ...]) -> None:
    before = held.library.read_bytes()
    result = held("--wait", "0", *args)
    assert (result.exit_code, result.stdout) == (5, "")
    assert [
        f"Error: Another program is changing {held.library} and did not finish within 0 seconds. "
        "Nothing was changed; try again, or wait longer with --wait."
    ] == result.stderr.splitlines()
    assert before == held.library.read_bytes()


def test_a_writer_tries_again_until_its_wait_is_over(held: Run) -> None:
    result = held("--wait", "0.02", "add", "Heat")
    assert result.exit_code == 5
    assert "within 0.02 seconds" in result.stderr


def test_a_writer_waits_ten_seconds_unless_told_otherwise(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[object] = []

    def acquire(path: str, wait: float) -> int:
        waits.append(wait)
        return held_lock(path, wait)

    held_lock = lock.acquire
    monkeypatch.setattr(lock, "acquire", acquire)
    run.ok("add", "Alien")
    run.ok("--wait", "2.5", "add", "Heat")
    assert waits == [10, 2.5]


@pytest.mark.parametrize("args", [("list",), ("history",), ("show", "Alien"), ("log",)])
def test_a_reader_never_waits(held: Run, args: tuple[str, ...]) -> None:
    assert held(*args).exit_code == 0


def test_a_lock_that_nobody_holds_does_not_disturb(run: Run) -> None:
    run.library.with_name("library.json.lock").write_text("4711")
    assert ((result := run("add", "Alien")).exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOLCK])
def test_a_folder_that_cannot_be_written_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    run.ok("add", "Alien")
    before, real_open = run.library.read_bytes(), os.open

    def no_lock(path: str, *args: int, **settings: int) -> int:
        if str(path).endswith(".lock"):
            raise OSError(number, os.strerror(number))
        return real_open(path, *args, **settings)

    run.library.with_name("library.json.lock").unlink()
    monkeypatch.setattr(os, "open", no_lock)
    result = run("--wait", "0", "add", "Heat")
    assert (result.exit_code, result.stdout) == (5, "")
    assert [
        f"Error: The library {run.library} cannot be locked: {os.strerror(number)}. "
        "Nothing was changed."
    ] == result.stderr.splitlines()
    assert before == run.library.read_bytes()
    assert run("list").exit_code == 0


def test_a_folder_that_cannot_be_made_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "makedirs", refuse)
    result = run("add", "Alien")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "cannot be locked: Permission denied." in result.stderr
    assert not run.library.exists()
