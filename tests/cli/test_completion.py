"""Completion in the shell: references complete to what is in the library."""

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from tests.conftest import Run
from watchlist.cli.root import cli


@pytest.fixture
def shelf(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    run.ok("add", "Amélie (2001)", "Alien (1979)", "The Thing (1982)", "--tag", "classic")
    run.ok("edit", "amelie", "--alias", "Le Fabuleux Destin", "--director", "Jean-Pierre Jeunet")
    run.ok("franchise", "add", "Alien Saga", "alien")
    run.ok("franchise", "add", "Alien Saga", "alien", "--continuity", "Crossovers")
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(run.library))
    return run


def completions(args: list[str], incomplete: str) -> list[str]:
    shell = ShellComplete(cli, {}, "watchlist", "_WATCHLIST_COMPLETE")
    return [str(item.value) for item in shell.get_completions(args, incomplete)]


@pytest.mark.parametrize(
    ("args", "incomplete", "expected"),
    [
        (["show"], "", ["Alien (1979)", "Amélie (2001)", "The Thing (1982)"]),
        (["show"], "a", ["Alien (1979)", "Amélie (2001)"]),
        (["show"], "ame", ["Amélie (2001)"]),
        (["show"], "thi", ["The Thing (1982)"]),
        (["show"], "fabu", ["Amélie (2001)"]),
        (["show"], "zzz", []),
        (["watched", "alien"], "th", ["The Thing (1982)"]),
        (["place", "alien", "--before"], "ame", ["Amélie (2001)"]),
        (["place", "alien", "--between", "amelie"], "th", ["The Thing (1982)"]),
        (["link", "alien"], "remake", ["remake-of"]),
        (["link", "alien", "remake-of"], "th", ["The Thing (1982)"]),
        (["order"], "al", ["Alien Saga", "Alien Saga:Crossovers", "Alien Saga:main"]),
        (["order", "alien"], "--unt", ["--until"]),
        (["list", "--franchise"], "al", ["Alien Saga", "Alien Saga:Crossovers", "Alien Saga:main"]),
        (["list", "--tag"], "cl", ["classic"]),
        (["person"], "jeu", ["Jean-Pierre Jeunet"]),
        (["franchise", "show"], "al", ["Alien Saga", "Alien Saga:Crossovers", "Alien Saga:main"]),
        ([], "unw", ["unwatch"]),
        ([], "und", ["undo"]),
    ],
)
def test_what_was_begun_is_completed(
    shelf: Run, args: list[str], incomplete: str, expected: list[str]
) -> None:
    assert completions(args, incomplete) == expected


def test_the_library_named_on_the_command_line_is_used(run: Run) -> None:
    run.ok("add", "Heat")
    assert completions(["--library", str(run.library), "show"], "h") == ["Heat"]


def test_a_missing_library_completes_to_nothing_and_is_not_created(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(tmp_path / "none.json"))
    assert completions(["show"], "") == []
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_library_completes_to_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run.library.write_bytes(b"{}")
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(run.library))
    assert completions(["show"], "") == []


def test_a_hostile_title_reaches_the_shell_as_escapes(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ok("add", "Bad\x1b[31m")
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(run.library))
    assert completions(["show"], "") == [r"Bad\x1b[31m"]


def test_bash_is_served_through_the_environment(shelf: Run) -> None:
    result = CliRunner().invoke(
        cli,
        prog_name="watchlist",
        env={
            "_WATCHLIST_COMPLETE": "bash_complete",
            "COMP_WORDS": "watchlist show am",
            "COMP_CWORD": "2",
        },
    )
    assert (result.exit_code, result.stdout, result.stderr) == (0, "plain,Amélie (2001)\n", "")
