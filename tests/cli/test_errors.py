"""Failures: the exit statuses of ``docs/scripting.md``, one sentence on stderr, nothing changed."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.conftest import Run
from watchlist.cli.root import cli

USAGE = 2
WRONG_VALUES = [
    ["add", "New", "--year", "79"],
    ["add", "New", "--year", "0000"],
    ["add", "New", "--year", "１９７９"],
    ["add", "New", "--release", "2023-02-30"],
    ["add", "New", "--release", "24.3.23"],
    ["add", "New", "--release", ""],
    ["add", "New", "--kind", "opera"],
    ["add", "New", "--runtime", "0"],
    ["add", "New", "--runtime", "1h75"],
    ["add", "New", "--runtime", "long"],
    ["add", "New", "--runtime", "-5"],
    ["add", "New", "--original-title", " "],
    ["add", "New", "--alias", ""],
    ["add", "New", "--imdb", "0133093"],
    ["add", "New", "--tmdb", "0"],
    ["add", "New", "--tmdb", "99999999999999999999"],
    ["add", "New", "--tmdb", "x"],
    ["add", "New", "--set", ""],
    ["add", "New", "--set", "1980..1970"],
    ["add", "New", "--director", ""],
    ["add", "New", "--cast", ":Role"],
    ["add", "New", "--tag", " "],
    ["add", "New", "--note", ""],
    ["add", "New", "--where", ""],
    ["add", "New", "--franchise", ""],
    ["add", "New", "--between", "chapter 2"],
    ["add", ""],
    ["add", " \t"],
    ["add"],
    ["edit", "chapter 2", "--title", ""],
    ["edit", "chapter 2", "--title", "x" * 1001],
    ["edit", "chapter 2", "--rating", "4.25"],
    ["edit", "chapter 2", "--clear", ""],
    ["edit"],
    ["watched", "chapter 2", "--on", "TBA"],
    ["watched", "chapter 2", "--on", "tomorrow"],
    ["watched", "chapter 2", "--rating", "0"],
    ["watched", "chapter 2", "--rating", "5.5"],
    ["watched", "chapter 2", "--rating", "11/10"],
    ["watched", "chapter 2", "--rating", "★★★★★★"],
    ["watched", "chapter 2", "--rating", "nan"],
    ["watched", "chapter 2", "--note", ""],
    ["watched"],
    ["unwatch", "chapter 2", "--on", "someday"],
    ["log", "--year", "2023..2020"],
    ["list", "--year", "90s"],
    ["list", "--rating", ">"],
    ["list", "--rating", "!4"],
    ["list", "--sort", "colour"],
    ["list", "--limit", "-1"],
    ["list", "--format", "xml"],
    ["credit", "chapter 2", ""],
    ["credit", "chapter 2", "Jo", "--as", "friend"],
    ["credit", "chapter 2", "Jo", "--status", "sure"],
    ["note", "chapter 2", " "],
    ["place", "chapter 2", "--between", "ballerina"],
    ["franchise", "add", "", "chapter 2"],
    ["franchise", "rename", "john wick", " "],
    ["franchise", "frobnicate"],
    ["--wait", "-1", "undo"],
    ["--wait", "nan", "undo"],
    ["--wait", "soon", "undo"],
    ["frobnicate"],
    ["list", "--frobnicate"],
    ["show", "one", "two"],
]


@pytest.mark.parametrize("args", WRONG_VALUES, ids=lambda args: " ".join(args)[:40])
def test_wrong_usage_is_one_sentence_and_changes_nothing(john_wick: Run, args: list[str]) -> None:
    before = john_wick.library.read_bytes()
    result = john_wick(*args)
    assert (result.exit_code, result.stdout) == (USAGE, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.endswith(".\n")
    assert result.stderr.count("\n") == 1
    assert john_wick.library.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["add", "john wick (2014)"], 1),
        (["unwatch", "ballerina"], 1),
        (["redo"], 1),
        (["place", "chapter 2", "--before", "chapter 2"], 1),
        (["franchise", "remove", "john wick", "ballerina", "--continuity", "none"], 3),
        (["show", "nothing at all"], 3),
        (["person", "nobody"], 3),
        (["franchise", "show", "nothing"], 3),
        (["show", "chapter"], 4),
        (["place", "ballerina", "--before", "chapter"], 4),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(
    john_wick: Run, args: list[str], status: int
) -> None:
    before = john_wick.library.read_bytes()
    result = john_wick(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert john_wick.library.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"null", b"\x00" * 64, b'{"schema": 999}', b"not json"]
)
@pytest.mark.parametrize("args", [["list"], ["add", "New"], ["undo"], ["log", "-f", "json"]])
def test_a_damaged_library_is_said_and_left_alone(
    run: Run, content: bytes, args: list[str]
) -> None:
    run.library.write_bytes(content)
    result = run(*args)
    assert (result.exit_code, result.stdout) == (5, "")
    assert str(run.library) in result.stderr
    assert 1 <= result.stderr.count("\n") <= 3
    assert run.library.read_bytes() == content


def test_a_folder_as_library_cannot_be_read(run: Run) -> None:
    run.library.mkdir()
    result = run("list")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "cannot be read" in result.stderr


def bend(run: Run, field: str, value: str) -> None:
    """Put a value that may be wrong into the record of the film named Bad."""
    text = run.library.read_text(encoding="utf-8")
    title = '"title": "Bad"'
    assert title in text
    run.library.write_text(text.replace(title, f'{title}, "{field}": {value}'), encoding="utf-8")


def test_a_film_whose_record_is_bent_is_refused_and_the_rest_is_shown(run: Run) -> None:
    run.ok("add", "Good", "Bad")
    bend(run, "tags", "5")
    result = run("list")
    assert result.exit_code == 0
    assert "Good" in result.stdout
    assert "watchlist doctor" in result.stderr
    refused = run("show", "bad")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert "cannot be read" in refused.stderr


@pytest.mark.parametrize("piece", ["s01", "s01e02", "..22:05", "3", "episode 3"])
@pytest.mark.parametrize("command", [["show"], ["watched"], ["rate"]])
def test_a_piece_of_a_film_whose_record_is_bent_is_refused_in_one_sentence(
    run: Run, command: list[str], piece: str
) -> None:
    run.ok("add", "Good", "Bad")
    bend(run, "tags", "5")
    before = run.library.read_bytes()
    rest = ["4"] if command == ["rate"] else []
    refused = run(*command, f"bad {piece}", *rest)
    assert refused.exit_code in (1, 3)
    assert refused.stdout == ""
    assert refused.stderr.count("Error:") == 1
    assert run.library.read_bytes() == before


@pytest.mark.parametrize("field", ["aliases", "original_title", "year", "imdb"])
@pytest.mark.parametrize("value", ["5", '"text"', "[5]", "{}", "null"])
def test_a_bent_field_never_stops_the_search_for_another_film(
    run: Run, field: str, value: str
) -> None:
    run.ok("add", "Good", "Bad")
    bend(run, field, value)
    assert run("show", "good").exit_code == 0
    assert run("show", "goood").exit_code == 3


def test_a_group_without_a_command_shows_its_help_as_wrong_usage() -> None:
    result = CliRunner().invoke(cli, ["franchise"], prog_name="watchlist")
    assert (result.exit_code, result.stdout) == (USAGE, "")
    assert result.stderr.startswith("Usage: watchlist franchise [OPTIONS] COMMAND")


def test_an_argument_that_is_no_text_is_wrong_usage(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "watchlist", "--library", tmp_path / "l.json", "show", b"\xff"],
        capture_output=True,
        check=False,
    )
    assert (result.returncode, result.stdout) == (USAGE, b"")
    assert "is not valid text (UTF-8)" in result.stderr.decode()
    assert b"Traceback" not in result.stderr
