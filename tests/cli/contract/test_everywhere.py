"""The section “Everywhere” of the contract: a test for each of its sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.screen import Screen
from tests.conftest import Run
from watchlist.cli.folders import default_library
from watchlist.cli.root import cli
from watchlist.render.width import width

READING = [["list"], ["log"], ["stats"], ["next"], ["upcoming"], ["lists"], ["history"], []]
PRINTING = [
    ["list"],
    ["log"],
    ["show", "id:1"],
    ["stats"],
    ["next"],
    ["upcoming"],
    ["order", "saga"],
    ["catchup", "id:2"],
    ["person", "Jo Doe"],
    ["franchise", "list"],
    ["franchise", "show", "saga"],
    ["pack", "list"],
    ["history"],
    ["doctor"],
]
HOSTILE = "Bad\x1b[31m\x07\u202edab\u2066\x9b2J"
WIDE = "千と千尋の神隠し"


@pytest.fixture
def saga(run: Run) -> Run:
    run.ok("add", "One (2001)", "Two (2002)", "--franchise", "Saga", "--director", "Jo Doe")
    run.ok("watched", "id:1", "--on", "2020-02-02", "--rating", "4")
    return run


def process(run: Run, *args: str, **settings: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "watchlist", "--library", str(run.library), *args]
    return subprocess.run(command, check=False, text=True, **settings)  # type: ignore[call-overload,no-any-return]


def test_library_or_the_variable_chooses_the_file_and_the_default_is_in_the_data_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def titles(*args: str) -> str:
        result = CliRunner().invoke(cli, [*args, "list", "-f", "csv"])
        assert result.exit_code == 0
        return result.stdout

    run.ok("add", "Named", "--bare")
    other = Run(tmp_path / "other.json")
    other.ok("add", "Other", "--bare")
    Run(Path(default_library())).ok("add", "Default", "--bare")
    assert "Default" in titles()
    assert Path(default_library()).name == "library.json"
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(run.library))
    assert "Named" in titles()
    assert "Other" in titles("--library", str(other.library))


@pytest.mark.parametrize("args", READING, ids=" ".join)
def test_reading_commands_never_create_a_file(run: Run, args: list[str]) -> None:
    run.ok(*args)
    assert list(run.library.parent.iterdir()) == []


def test_data_goes_to_stdout_everything_else_to_stderr(saga: Run) -> None:
    marked = saga("watched", "two", "--on", "2020-03-03", "--note", "good")
    assert (marked.exit_code, marked.stderr) == (0, "")
    empty = saga("list")
    assert (empty.exit_code, empty.stdout) == (0, "")
    assert empty.stderr.count("\n") == 1


@pytest.mark.parametrize("args", PRINTING, ids=" ".join)
def test_format_is_on_every_command_that_prints_records(saga: Run, args: list[str]) -> None:
    for output in ("table", "csv", "markdown"):
        saga.ok(*args, "--format", output)
    assert saga.ok(*args, "-f", "json") == saga.ok(*args, "--format", "json")
    json.loads(saga.ok(*args, "-f", "json"))


@pytest.mark.parametrize(
    "args",
    [
        ["add", "Three", "--bare"],
        ["edit", "id:2", "--tag", "x"],
        ["watched", "id:2"],
        ["unwatch", "id:1"],
        ["note", "id:2", "text"],
        ["credit", "id:2", "Someone"],
        ["place", "id:2", "--first"],
        ["link", "id:2", "remake-of", "id:1"],
        ["remove", "id:2"],
        ["franchise", "rename", "saga", "Tale"],
    ],
    ids=" ".join,
)
def test_mutating_commands_print_one_sentence_or_the_record_with_json(
    saga: Run, args: list[str]
) -> None:
    before = saga.library.read_bytes()
    said = saga.ok(*args)
    assert said.count("\n") == 1
    assert said.endswith(".\n")
    saga.library.write_bytes(before)
    assert isinstance(saga.json(*args), dict)


def test_json_is_stable_the_fields_of_a_film_are_all_there(saga: Run) -> None:
    promised = {
        *("id", "title", "year", "kind", "watched", "to_watch", "rating", "tags", "imdb"),
        *("release", "runtime", "added", "genres", "where"),
    }
    for args in (["list", "--all"], ["catchup", "id:2"], ["person", "Jo Doe"], ["next", "saga"]):
        for film in saga.json(*args):
            assert promised <= set(film)


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["list"], 0),
        (["add", "One (2001)"], 1),
        (["redo"], 1),
        (["list", "--frobnicate"], 2),
        (["show", "nothing like it"], 3),
        (["order", "nothing like it"], 3),
        (["show", "twin"], 4),
        (["--library", "{folder}", "list"], 5),
    ],
)
def test_exit_status_0_done_1_refused_2_usage_3_none_4_ambiguous_5_the_file(
    saga: Run, args: list[str], status: int
) -> None:
    saga.ok("add", "Twin (1)", "Twin (2)", "--bare")
    named = [arg.format(folder=saga.library.parent) for arg in args]
    result = saga(*named)
    assert result.exit_code == status
    assert (result.stderr == "") == (status == 0)
    assert "Traceback" not in result.stderr


def test_no_prompt_unless_stdin_and_stderr_are_terminals(saga: Run) -> None:
    saga.ok("add", "Twin (2001)", "Twin (2002)", "--bare")
    for args in (["watched", "twin"], ["add", "Whiplash", "2014"], ["watched", "on"]):
        result = process(saga, *args, input="", capture_output=True)
        assert "y/N" not in result.stderr
        assert "Which one" not in result.stderr
    removed = process(saga, "remove", "id:1", input="", capture_output=True)
    assert (removed.returncode, removed.stderr) == (0, "")


def test_no_color_columns_and_narrow_terminals_are_respected(saga: Run) -> None:
    assert "\x1b[3" in Screen(saga, "--colour", "always", "show", "nothing").end()[1]
    status, seen = Screen(saga, "show", "nothing", variables={"NO_COLOR": "1"}).end()
    assert (status, "\x1b[3" in seen) == (3, False)
    for screen in (
        Screen(saga, "log", "--help", lines=90, columns=50),
        Screen(saga, "log", "--help", lines=90, variables={"COLUMNS": "50"}),
    ):
        assert all(len(line.rstrip()) <= 50 for line in screen.end()[1].splitlines())


LONG = "The Very Long Name of a Film That Nobody Could Ever Remember, Part"


@pytest.fixture
def long_names(run: Run) -> Run:
    run.ok("add", *(f"{LONG} {n} (2001)" for n in range(1, 6)), "--franchise", "Saga", "--bare")
    run.ok("watched", "id:5", "--on", "2020-02-02")
    return run


@pytest.mark.parametrize("columns", [50, 80])
@pytest.mark.parametrize(
    "args",
    [
        [],
        ["list"],
        ["log"],
        ["next"],
        ["order", "saga"],
        ["stats"],
        ["show", "id:1"],
        ["watched", "id:3", "id:4"],
        ["watched", "very long"],
        ["show", "name film part"],
        ["show", "nothing"],
        ["add", "Whiplash 2014", "--bare"],
        ["list", "--library", "x"],
        ["remove", "1", "2", "3", "4", "5", "--yes"],
    ],
    ids=" ".join,
)
def test_output_is_readable_down_to_50_columns_and_no_line_breaks_inside_a_word(
    long_names: Run, args: list[str], columns: int
) -> None:
    whole = long_names.library.read_bytes()
    wide = long_names(*args, env={"COLUMNS": "1000"})
    long_names.library.write_bytes(whole)
    narrow = long_names(*args, env={"COLUMNS": str(columns)})
    assert narrow.exit_code == wide.exit_code
    for stream in (narrow.stdout, narrow.stderr):
        assert [line for line in stream.splitlines() if width(line) > columns] == []
    assert narrow.stderr.split() == wide.stderr.split()


def test_wide_and_combining_characters_stay_aligned(run: Run) -> None:
    run.ok("add", f"{WIDE} (2001)", "Ame\u0301lie (2002)", "Plain (2003)", "--bare")
    for columns in ("50", "80"):
        lines = run.ok("list", env={"COLUMNS": columns}).splitlines()[1:]
        assert len({width(line[: line.index("200")]) for line in lines}) == 1


def test_lists_of_names_in_messages_show_three_and_the_number_of_the_rest(run: Run) -> None:
    titles = [f"Saw {name}" for name in ("One", "Two", "Three", "Four", "Five")]
    assert "and 2 more" in run.ok("add", *titles, "--bare")
    assert "and 2 more" in run.ok("watched", *titles)
    assert "or 2 more" in run("show", "saw").stderr
    assert "and 2 more" in run.ok("franchise", "add", "Saga", *titles)
    assert "and 2 more" in run.ok("remove", *titles)


def test_a_closed_pipe_on_stdout_ends_quietly(saga: Run) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    result = process(saga, "list", "--all", stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is a thing of Linux")
def test_a_full_disk_behind_stdout_is_exit_1_with_one_sentence(saga: Run) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        result = process(saga, "list", "--all", stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("args", [["add"], ["edit", "id:1", "--title"], ["add", "X", "--alias"]])
def test_titles_are_at_most_1000_characters_longer_is_exit_2(saga: Run, args: list[str]) -> None:
    before = saga.library.read_bytes()
    result = saga(*args, "x" * 1001)
    assert (result.exit_code, result.stdout) == (2, "")
    assert saga.library.read_bytes() == before
    saga.ok(*args, "x" * 1000)


def test_tables_shorten_show_and_the_machine_formats_never_do(run: Run) -> None:
    title = "word " * 60 + "end"
    run.ok("add", title, "--bare")
    narrow = {"COLUMNS": "80"}
    assert "…" in run.ok("list", env=narrow)
    assert "…" not in run.ok("show", "id:1", env=narrow)
    for output in ("json", "csv"):
        assert title in run.ok("list", "-f", output, env=narrow)
        assert title in run.ok("show", "id:1", "-f", output, env=narrow)


@pytest.mark.parametrize("output", ["table", "json", "csv", "markdown"])
def test_control_characters_and_bidirectional_overrides_never_appear_raw(
    run: Run, output: str
) -> None:
    run.ok("add", HOSTILE, "--bare", "--note", HOSTILE, "--tag", HOSTILE, "--franchise", HOSTILE)
    run.ok("watched", "id:1", "--note", HOSTILE)
    for args in (["list", "--all"], ["log"], ["show", "id:1"], ["franchise", "list"], ["history"]):
        raw = set(HOSTILE) & set("\x1b\x07\u202e\u2066\x9b")
        assert not raw & set(run.ok(*args, "-f", output))
    result = run("show", HOSTILE + "x")
    assert not raw & set(result.stderr)
    if output == "json":
        assert run.json("show", "id:1")["title"] == HOSTILE
