"""Colour means something, and there is none where nobody wants it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import wcwidth

from tests.cli.screen import Screen, shown
from tests.conftest import Run
from watchlist.cli.config.settings import SETTINGS
from watchlist.cli.root import COLOURS

BOLD, DIM, RED, YELLOW = (f"\x1b[{code}m" for code in (1, 2, 31, 33))
_CODE = re.compile(r"\x1b\[\d*m")


@pytest.fixture
def saga(run: Run) -> Run:
    """Return a library with a seen film, one to see next, a later one and one that is not out."""
    run.ok("add", "Kyū 旧 (2001)", "Second (2002)", "Third (2003)", "--franchise", "Saga")
    run.ok("add", "Fourth", "--release", "TBA", "--franchise", "Saga")
    run.ok("watched", "id:1", "--on", "2020-01-01")
    return run


def codes_of(line: str) -> set[str]:
    return set(_CODE.findall(line)) - {"\x1b[0m"}


def rows(text: str) -> dict[str, str]:
    """Return the lines of a table by the film that they are about."""
    titles = ("Kyū", "Second", "Third", "Fourth")
    return {title: line for line in text.splitlines() for title in titles if title in line}


def test_an_order_tells_seen_next_and_not_out(saga: Run) -> None:
    assert {
        title: codes_of(line) for title, line in rows(shown(saga, "order", "saga")).items()
    } == {
        "Kyū": {DIM},
        "Second": {BOLD},
        "Third": set(),
        "Fourth": {YELLOW},
    }


def test_a_list_tells_seen_and_not_out(saga: Run) -> None:
    table = rows(shown(saga, "list", "--all"))
    assert [codes_of(line) for line in table.values()] == [{DIM}, set(), set(), {YELLOW}]


def test_what_holds_for_all_rows_is_not_coloured(saga: Run) -> None:
    assert "\x1b" not in shown(saga, "list", "--watched")
    assert "\x1b" not in shown(saga, "list", "--upcoming")


def test_only_the_word_error_is_red(saga: Run) -> None:
    status, text = Screen(saga, "order", "sega").end()
    assert status == 3
    assert text.startswith(f"{RED}Error:\x1b[0m ")
    assert text.count("\x1b") == 2


@pytest.mark.parametrize("args", [["lsit"], ["list", "--kind", "x"], ["list", "--x"]])
def test_wrong_usage_is_red_as_well(saga: Run, args: list[str]) -> None:
    assert Screen(saga, *args).end()[1].startswith(f"{RED}Error:")


@pytest.mark.parametrize("table", ["plain", "simple", "outline", "rounded", "grid"])
def test_a_coloured_table_is_as_aligned_as_a_plain_one(saga: Run, table: str) -> None:
    text = shown(saga, "order", "saga", variables={"WATCHLIST_TABLE": table})
    assert _CODE.sub("", text) == shown(
        saga, "order", "saga", variables={"WATCHLIST_TABLE": table, "NO_COLOR": "1"}
    )
    if table != "plain":
        widths = {wcwidth.wcswidth(_CODE.sub("", line)) for line in text.splitlines()[2:]}
        assert table == "simple" or len(widths) == 1


NONE = {
    "NO_COLOR": ([], {"NO_COLOR": "1"}),
    "a dumb terminal": ([], {"TERM": "dumb"}),
    "the option": (["--colour", "never"], {}),
    "the option in another spelling": (["--color", "never"], {}),
    "the variable": ([], {"WATCHLIST_COLOUR": "never"}),
}


@pytest.mark.parametrize(("options", "variables"), NONE.values(), ids=NONE)
def test_without_colour_there_is_no_escape_anywhere(
    saga: Run, options: list[str], variables: dict[str, str]
) -> None:
    for command in (["order", "saga"], ["list", "--all"], ["order", "sega"], ["lsit"]):
        _, text = Screen(saga, *options, *command, variables=variables).end()
        assert "\x1b" not in text, command


def test_the_file_can_take_colour_away(
    saga: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_CONFIG", str(tmp_path / "config.toml"))
    saga.ok("config", "set", "colour", "never")
    assert "\x1b" not in shown(saga, "order", "saga")
    assert "\x1b" in shown(saga, "--colour", "always", "order", "saga")
    assert "\x1b" not in Screen(saga, "order", "sega").end()[1]


def test_a_pipe_has_no_colour_unless_it_is_asked_for(saga: Run) -> None:
    assert "\x1b" not in saga.ok("order", "saga")
    assert BOLD in saga.ok("--colour", "always", "order", "saga")
    result = saga("--colour", "always", "order", "sega")
    assert result.stderr.startswith(RED)


@pytest.mark.parametrize("output", ["json", "csv", "markdown"])
def test_no_other_format_is_ever_coloured(saga: Run, output: str) -> None:
    for command in (["order", "saga"], ["list", "--all"], ["catchup", "third"]):
        assert "\x1b" not in saga.ok("--colour", "always", *command, "-f", output)


def test_a_title_cannot_colour(run: Run) -> None:
    run.ok("add", "Bad\x1b[31m", "Good")
    run.ok("watched", "good")
    text = shown(run, "list", "--all")
    assert RED not in text
    assert r"Bad\x1b[31m" in text


def test_the_start_page_is_coloured_like_the_rest(saga: Run) -> None:
    assert shown(saga).startswith("In progress\n")


def test_the_option_has_the_values_of_the_setting() -> None:
    assert SETTINGS["colour"].choices == COLOURS
