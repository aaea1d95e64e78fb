"""What is longer than the screen is paged, as git does it; nothing else is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.screen import END, Screen, shown
from tests.conftest import Run

PAGER = f"sed -e 's/^/> /' -e '$a {END}'"


@pytest.fixture
def long(run: Run) -> Run:
    """Return a library of thirty films."""
    run.ok("add", *(f"Film {number:02} (2001)" for number in range(1, 31)))
    return run


def test_what_is_longer_than_the_screen_goes_through_the_pager(long: Run) -> None:
    text = shown(long, "list", variables={"WATCHLIST_PAGER": PAGER})
    assert text.count("\n> ") == 30
    assert text.splitlines()[-1] == END


@pytest.mark.parametrize(("lines", "paged"), [(31, True), (32, False)])
def test_what_fits_above_the_prompt_is_not_paged(long: Run, lines: int, paged: bool) -> None:
    # 31 lines of the table and one for the prompt
    assert (END in shown(long, "list", lines=lines, variables={"WATCHLIST_PAGER": PAGER})) is paged


def test_the_pager_of_the_system_is_used_unless_another_is_set(long: Run) -> None:
    assert END in shown(long, "list", variables={"PAGER": PAGER})
    assert "other" in shown(
        long, "list", variables={"PAGER": PAGER, "WATCHLIST_PAGER": "echo other"}
    )


NO_PAGER = {
    "the option": (["--no-pager"], {}),
    "the variable": ([], {"WATCHLIST_PAGER": "never"}),
    "a dumb terminal": ([], {"TERM": "dumb"}),
}


@pytest.mark.parametrize(("options", "variables"), NO_PAGER.values(), ids=NO_PAGER)
def test_the_pager_can_be_done_without(
    long: Run, options: list[str], variables: dict[str, str]
) -> None:
    text = shown(long, *options, "list", variables={"PAGER": PAGER, **variables})
    assert END not in text
    assert "Film 30" in text


def test_the_file_can_set_it(long: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHLIST_CONFIG", str(tmp_path / "config.toml"))
    long.ok("config", "set", "pager", PAGER)
    assert END in shown(long, "list")
    long.ok("config", "set", "pager", "never")
    assert END not in shown(long, "list", variables={"PAGER": PAGER})


def test_without_a_terminal_nothing_is_paged(long: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGER", "false")
    monkeypatch.setenv("LINES", "5")
    assert long.ok("list").count("\n") == 31


@pytest.mark.parametrize("output", ["json", "csv"])
def test_what_is_for_programs_is_never_paged(long: Run, output: str) -> None:
    assert END not in shown(long, "list", "-f", output, variables={"PAGER": PAGER})


@pytest.mark.parametrize("args", [["stats"], ["show", "film 01"], ["list", "-f", "markdown"], []])
def test_everything_for_people_can_be_paged(long: Run, args: list[str]) -> None:
    long.ok("watched", "film 01", "--on", "2020-01-01")
    assert END in shown(long, *args, lines=4, variables={"PAGER": PAGER})


def test_a_pager_that_is_not_there_loses_nothing(long: Run) -> None:
    text = shown(long, "list", variables={"PAGER": "no-such-pager-here"})
    assert "Film 30" in text


def test_a_pager_that_is_left_early_ends_quietly(long: Run) -> None:
    long.ok("edit", "film 01", "--note", "x" * 900_000)
    assert shown(long, "show", "film 01", lines=3, variables={"PAGER": "head -n 1"}).startswith(
        "Film 01 (2001)"
    )


def test_ctrl_c_in_the_pager_is_for_the_pager(long: Run) -> None:
    script = "trap 'echo caught' INT; echo ready; read line < /dev/tty; cat > /dev/null; echo bye"
    screen = Screen(long, "list", variables={"PAGER": f'sh -c "{script}"'})
    screen.read_until("ready")
    screen.type("\x03")
    screen.read_until("caught")
    screen.type("\n")
    status, text = screen.end()
    assert status == 0
    assert "bye" in text
    assert "Interrupted" not in text
    assert "Traceback" not in text


@pytest.mark.skipif(not shutil.which("less"), reason="less is not installed")
def test_less_shows_colour_and_q_leaves_it(long: Run) -> None:
    long.ok("watched", "film 01", "--on", "2020-01-01")
    screen = Screen(long, "list", "--all", lines=10, variables={"PAGER": ""})
    screen.read_until("Film 05")
    screen.type("q")
    status, text = screen.end()
    assert status == 0
    assert "\x1b[2mFilm 01" in text
    assert "Film 30" not in text


def test_a_tall_table_of_colours_reaches_the_pager_coloured(long: Run) -> None:
    long.ok("watched", "film 01")
    assert "\x1b[2mFilm 01" in shown(long, "list", "--all", variables={"PAGER": "cat"})
