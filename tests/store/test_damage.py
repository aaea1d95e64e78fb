"""A file that is no library, or cannot be read, is refused and left as it is."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import Run

UID = '"uid": "01HQ0000000000000000000001"'
LIBRARY = f'{{"schema": 2,\n"films": {{\n"1": {{"title": "Alien", "year": 1979, {UID}}}\n}}\n}}\n'
CHANGING = [("add", "Tenet"), ("edit", "id:1", "--tag", "x"), ("undo",), ("redo",)]
DAMAGED = {
    "zero bytes": b"",
    "blanks": b" \n",
    "object": b"{}",
    "array": b"[]",
    "null": b"null",
    "text": b"Alien (1979)",
    "NUL bytes": bytes(64),
    "not UTF-8": b'{"schema": 2, "films": {"1": {"title": "Am\xe9lie"}}}',
    "cut short": LIBRARY.encode()[:-20],
    "two documents": LIBRARY.encode() * 2,
    "deeply nested": b"[" * 100_000,
    "lone surrogate": b'{"schema": 2, "films": {"1": {"title": "\\ud800"}}}',
    "newer schema": b'{"schema": 3, "films": {}}',
    "schema 0": b'{"schema": 0, "films": {}}',
    "schema that is no number": b'{"schema": true, "films": {}}',
    "list for a table": b'{"schema": 2, "films": []}',
    "text for a table": b'{"schema": 2, "films": {}, "notes": "x"}',
    "word for a number": b'{"schema": 2, "films": {"one": {"title": "Alien"}}}',
    "number with a zero before it": b'{"schema": 2, "films": {"01": {"title": "Alien"}}}',
    "negative number": b'{"schema": 2, "films": {"-1": {"title": "Alien"}}}',
    "digits of another script": '{"schema": 2, "films": {"٣": {"title": "Alien"}}}'.encode(),
    "endless number": b'{"schema": 2, "films": {"%b": {}}}' % (b"9" * 5_000),
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
    assert [f"Error: The library {run.library} cannot be read: it is a folder."] == (
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


WHOLE = (Path(__file__).parent / "frozen" / "schema-2.json").read_bytes()
REPEATED = {
    "number on one line": '"films": {"1": {"title": "A"}, "1": {"title": "B"}}',
    "number on one line of a table": '"films": {\n"1": {"title": "A"}, "1": {"title": "B"}\n}',
    "number on two lines": '"films": {\n"1": {"title": "A"},\n"1": {"title": "B"}\n}',
    "number beside a huge one": '"films": {"1": {"x": %s}, "1": {}}' % ("9" * 4_000),
    "table": '"films": {\n"1": {"title": "A"}\n},\n"films": {\n"2": {"title": "B"}\n}',
    "table of one number": '"films": {"1": {"title": "A"}}, "films": {"1": {"title": "B"}}',
    "step": '"history": {\n"1": {},\n"1": {}\n}',
    "history": '"history": {\n"1": {}\n},\n"history": {\n"2": {}\n}',
}
HARMLESS = {
    "BOM": b"\xef\xbb\xbf" + LIBRARY.encode(),
    "one line": LIBRARY.replace("\n", "").encode(),
    "CRLF": LIBRARY.replace("\n", "\r\n").encode(),
    **{
        name: b'{"schema": 2, "films": {"1": {"title": "Alien", %b, "x": %b}}}'
        % (UID.encode(), value)
        for name, value in {
            "numbers within a record": b'{"1": 2}',
            "huge number": b"9" * 4_000,
            "deep nesting": b"[" * 400 + b"]" * 400,
        }.items()
    },
    "unknown fields": b'{"schema": 2, "films": {"1": {"title": "Alien", "mood": 1, %b}}, "new": {}}'
    % UID.encode(),
}


@pytest.mark.parametrize("content", REPEATED.values(), ids=REPEATED)
def test_what_is_there_twice_is_refused_for_one_would_be_lost(run: Run, content: str) -> None:
    run.library.write_text(f'{{"schema": 2,\n{content}\n}}\n', encoding="utf-8")
    before = run.library.read_bytes()
    for args in (("list",), *CHANGING):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (5, "")
        assert "two" in result.stderr
    assert before == run.library.read_bytes()


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS)
def test_what_is_only_unusual_is_read_and_kept(run: Run, content: bytes) -> None:
    run.library.write_bytes(content)
    assert [film["title"] for film in run.json("list", "--all")] == ["Alien"]
    run.ok("add", "Tenet")
    kept = msgspec.json.decode(run.library.read_bytes())["films"]["1"]
    assert msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"))["films"]["1"] == kept


@pytest.mark.parametrize("depth", [*range(880, 1000, 3), 5_000])
def test_nesting_at_the_limit_is_a_correct_answer_or_refused(run: Run, depth: int) -> None:
    nested = "[" * depth + "]" * depth
    run.library.write_text(f'{{"schema": 2, "films": {{"1": {{"title": "A", "x": {nested}}}}}}}')
    before = run.library.read_bytes()
    for args in (("list", "--all"), ("add", "Tenet"), ("doctor",), ("undo",)):
        result = run(*args)
        assert result.exit_code in ((0, 1, 5) if args == ("undo",) else (0, 5))
        if result.exit_code:
            assert before == run.library.read_bytes()
        before = run.library.read_bytes()


def _answers_or_refuses(run: Run, content: bytes) -> None:
    """Hold what every damage must come to, whatever command meets it."""
    run.library.write_bytes(content)
    for args in (("list", "--all"), ("show", "id:1"), ("doctor",), ("restore", "--dry-run")):
        result = run(*args)
        assert result.exit_code in (0, 1, 3, 5)
        assert (result.exit_code == 5) <= (result.stdout == "")
        assert content == run.library.read_bytes()
    result = run("add", "Brand new", "--allow-duplicate")
    assert result.exit_code in (0, 5)
    if result.exit_code:
        assert content == run.library.read_bytes()


@pytest.mark.parametrize("part", range(8))
def test_a_file_cut_anywhere_is_refused_or_answered(run: Run, part: int) -> None:
    for length in range(part * 61, len(WHOLE), 8 * 61):
        run.library.write_bytes(WHOLE[:length])
        result = run("add", "Brand new")
        assert (result.exit_code, result.stdout) == (5, "")
        assert WHOLE[:length] == run.library.read_bytes()
        assert len(result.stderr.splitlines()) <= 3


@settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(position=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_is_refused_or_answered(run: Run, position: int, bit: int) -> None:
    content = bytearray(WHOLE)
    content[position] ^= 1 << bit
    _answers_or_refuses(run, bytes(content))


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from(["2020-13-01", "0000", "9999-12-31", "x" * 2_000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
RECORD = json.loads(WHOLE)
FIELDS = [
    (table, number, field)
    for table in ("films", "links", "franchises", "packs", "lists")
    for number, record in RECORD[table].items()
    for field in record
]


@settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(place=st.sampled_from(FIELDS), value=VALUES, whole=st.booleans())
def test_a_record_of_another_shape_spoils_no_other(
    run: Run, place: tuple[str, str, str], value: object, whole: bool
) -> None:
    table, number, field = place
    content = json.loads(WHOLE)
    if whole:
        content[table][number] = value
    else:
        content[table][number][field] = value
    _answers_or_refuses(run, json.dumps(content).encode())
    if run.library.exists() and (table, number) != ("films", "8"):
        shown = run("show", "id:8")
        assert (shown.exit_code, "1917" in shown.stdout) == (0, True)
    left = json.loads(run.library.read_bytes())
    assert left[table].get(number) == content[table][number]


@pytest.mark.parametrize("content", [b"", b"{", bytes(64), WHOLE[:-20]], ids=len)
def test_the_message_names_the_newest_good_backup_and_restore_brings_it_back(
    run: Run, content: bytes
) -> None:
    run.ok("add", "Alien")
    run.ok("backup")
    good = run.library.read_bytes()
    films = run.json("list")
    [backup] = Path(f"{run.library}.backups").iterdir()
    bad = backup.with_name("2023-03-24T130000.000000Z.json")
    bad.write_bytes(content)
    run.library.write_bytes(content)
    error = run("list").stderr.splitlines()
    assert len(error) == 3
    assert error[1:] == [
        f"It was left as it is. The newest good backup is {backup}.",
        "To go back to it: watchlist restore",
    ]
    assert "damaged" in run.ok("restore", "--dry-run")
    assert content == run.library.read_bytes()
    assert "kept beside" in run.ok("restore")
    assert films == run.json("list")
    assert good == run.library.read_bytes()
    [aside] = run.library.parent.glob("library.json.damaged-*")
    assert content == aside.read_bytes()
    run.ok("undo")


def test_without_a_backup_the_message_says_so(run: Run) -> None:
    run.library.write_text("{")
    assert run("list").stderr.splitlines()[1:] == [
        "It was left as it is, and there is no good backup of it."
    ]


def test_backups_that_cannot_be_listed_do_not_hide_the_damage(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.library.write_text("{")
    monkeypatch.setattr(os, "listdir", _refuse)
    result = run("list")
    assert result.exit_code == 5
    assert "is damaged" in result.stderr
    assert "backups cannot be read: Permission denied." in result.stderr


def test_damage_stops_a_backup_and_no_good_copy_is_touched(run: Run) -> None:
    run.ok("add", "Alien")
    run.ok("backup")
    run.library.write_text("{")
    [copy] = Path(f"{run.library}.backups").iterdir()
    result = run("backup")
    assert (result.exit_code, result.stdout) == (5, "")
    assert str(copy) in result.stderr
    assert [copy] == list(copy.parent.iterdir())


def test_dangling_references_are_counted_and_the_rest_is_shown(run: Run) -> None:
    run.library.write_text(
        '{"schema": 2, "films": {"1": {"title": "Alien"}}, '
        '"links": {"1": {"film": 1, "kind": "requires", "other": 77}}, "franchises": '
        '{"1": {"name": "F", "continuities": [{"name": "main", "films": [1, 78]}]}}}'
    )
    result = run("list", "--all")
    assert result.exit_code == 0
    assert "Alien" in result.stdout
    assert result.stderr == "2 records have something wrong: “watchlist doctor” says what.\n"
    for args in (
        ("show", "Alien"),
        ("order", "F"),
        ("next", "F"),
        ("plan", "F", "--per-day", "2h"),
        ("log",),
    ):
        assert run(*args).exit_code == 0
    run.ok("edit", "Alien", "--tag", "x")
    assert '"other":77' in run.library.read_text().replace(" ", "")


def test_undoing_a_mend_brings_the_warning_back(run: Run) -> None:
    run.library.write_text(
        '{"schema": 2, "films": {"1": {"title": "Alien"}}, '
        '"links": {"1": {"film": 1, "kind": "requires", "other": 77}}}'
    )
    run.ok("doctor", "--fix")
    assert run("list", "--all").stderr == ""
    run.ok("undo")
    assert "something wrong" in run("list", "--all").stderr
    run.ok("redo")
    assert run("list", "--all").stderr == ""
