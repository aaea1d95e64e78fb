"""A file that is no library, or cannot be read, is refused and left as it is."""

from __future__ import annotations

import errno
import os
from typing import NoReturn

import pytest

from tests.conftest import Run

LIBRARY = '{"schema": 1,\n"films": {\n"1": {"title": "Alien", "year": 1979}\n}\n}\n'
CHANGING = [("add", "Tenet"), ("edit", "id:1", "--tag", "x"), ("undo",), ("redo",)]
DAMAGED = {
    "zero bytes": b"",
    "blanks": b" \n",
    "object": b"{}",
    "array": b"[]",
    "null": b"null",
    "text": b"Alien (1979)",
    "NUL bytes": bytes(64),
    "not UTF-8": b'{"schema": 1, "films": {"1": {"title": "Am\xe9lie"}}}',
    "cut short": LIBRARY.encode()[:-20],
    "two documents": LIBRARY.encode() * 2,
    "deeply nested": b"[" * 100_000,
    "lone surrogate": b'{"schema": 1, "films": {"1": {"title": "\\ud800"}}}',
    "newer schema": b'{"schema": 2, "films": {}}',
    "schema 0": b'{"schema": 0, "films": {}}',
    "schema that is no number": b'{"schema": true, "films": {}}',
    "list for a table": b'{"schema": 1, "films": []}',
    "text for a table": b'{"schema": 1, "films": {}, "notes": "x"}',
    "word for a number": b'{"schema": 1, "films": {"one": {"title": "Alien"}}}',
    "number with a zero before it": b'{"schema": 1, "films": {"01": {"title": "Alien"}}}',
    "negative number": b'{"schema": 1, "films": {"-1": {"title": "Alien"}}}',
    "digits of another script": '{"schema": 1, "films": {"٣": {"title": "Alien"}}}'.encode(),
    "endless number": b'{"schema": 1, "films": {"%b": {}}}' % (b"9" * 5_000),
}


@pytest.mark.parametrize("args", [("list",), *CHANGING], ids=" ".join)
@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_damage_is_refused_and_left_as_it_is(
    run: Run, content: bytes, args: tuple[str, ...]
) -> None:
    run.library.write_bytes(content)
    result = run(*args)
    assert (result.exit_code, result.stdout) == (5, "")
    assert result.stderr.startswith("Error: ")
    assert str(run.library) in result.stderr
    assert len(result.stderr.splitlines()) in (1, 2, 3)
    assert content == run.library.read_bytes()


def test_a_newer_schema_names_both_versions(run: Run) -> None:
    run.library.write_text('{"schema": 7}')
    error = run("list").stderr
    assert "newer" in error
    assert "schema 7" in error


@pytest.mark.parametrize("args", [("list",), ("add", "Alien")], ids=" ".join)
def test_a_folder_where_the_file_should_be_is_refused(run: Run, args: tuple[str, ...]) -> None:
    run.library.mkdir()
    result = run(*args)
    assert (result.exit_code, result.stdout) == (5, "")
    assert [f"Error: The library {run.library} cannot be read: Is a directory."] == (
        result.stderr.splitlines()
    )
    assert list(run.library.iterdir()) == []


@pytest.mark.parametrize("args", [("list",), ("add", "Alien")], ids=" ".join)
def test_a_file_where_the_folder_should_be_is_refused(run: Run, args: tuple[str, ...]) -> None:
    run.library.write_text(LIBRARY, encoding="utf-8")
    result = Run(run.library / "library.json")(*args)
    assert (result.exit_code, result.stdout) == (5, "")
    assert len(result.stderr.splitlines()) == 1
    assert run.library.read_text(encoding="utf-8") == LIBRARY


def _refuse(*_: object) -> NoReturn:
    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@pytest.mark.parametrize("args", [("list",), ("add", "Tenet")], ids=" ".join)
def test_a_library_that_may_not_be_read_is_refused(
    run: Run, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...]
) -> None:
    run.library.write_text(LIBRARY, encoding="utf-8")
    with monkeypatch.context() as broken:
        broken.setattr("builtins.open", _refuse)
        result = run(*args)
    assert (result.exit_code, result.stdout) == (5, "")
    assert [f"Error: The library {run.library} cannot be read: Permission denied."] == (
        result.stderr.splitlines()
    )
    assert run.library.read_text(encoding="utf-8") == LIBRARY
