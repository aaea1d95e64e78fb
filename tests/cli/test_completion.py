"""Completion in the shell: references complete to what is in the library."""

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from tests.conftest import TODAY, Run
from watchlist.cli.root import cli
from watchlist.model import FilmList
from watchlist.packs import shelf as packs
from watchlist.store import Store

NOON = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)


@pytest.fixture
def shelf(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    run.ok("add", "Amélie (2001)", "Alien (1979)", "The Thing (1982)", "--tag", "classic")
    run.ok("edit", "amelie", "--alias", "Le Fabuleux Destin", "--director", "Jean-Pierre Jeunet")
    run.ok("franchise", "add", "Alien Saga", "alien")
    run.ok("franchise", "add", "Alien Saga", "alien", "--continuity", "Crossovers")
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(run.library))
    return run


SORTED = [
    *("-30-", "Blade", "Dune", "Dune", "Godzilla", "Godzilla 2000"),
    *("The Daywalker", "id:7", "tt1234567"),
]


def answer(shell: str, typed: str) -> str:
    """Return what a shell is told when Tab is pressed behind a line, by its script's ways."""
    variables = {
        "_WATCHLIST_COMPLETE": f"{shell}_complete",
        "COMP_LINE": typed,
        "COMP_WORD": typed.rpartition(" ")[2],
        "COMP_TYPE": "9",
    }
    result = CliRunner().invoke(cli, prog_name="watchlist", env=variables)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


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


@pytest.mark.parametrize("title", ["Bad\x1b[31m", "Bad\nrm -rf", "Bad\u202edab", "Bad\tbad"])
def test_a_title_that_could_disturb_a_terminal_is_left_out(
    run: Run, monkeypatch: pytest.MonkeyPatch, title: str
) -> None:
    run.ok("add", "Good", "--alias", title)
    run.ok("add", "Worse")
    text = run.library.read_text(encoding="utf-8").replace('"Worse"', json.dumps(title))
    run.library.write_text(text, encoding="utf-8")
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(run.library))
    for shell in ("bash", "zsh", "fish"):
        told = answer(shell, "watchlist show ")
        assert "Good" in told
        assert "ad" not in told


@pytest.mark.parametrize(
    ("shell", "typed", "told"),
    [
        ("bash", "watchlist show am", "insert\nAmélie\\ \\(2001\\)\n"),
        ("zsh", "watchlist show am", "insert\nAmélie (2001)\nAmélie (2001)\n"),
        ("fish", "watchlist show am", "Amélie (2001)\n"),
        ("fish", "watchlist show Fabu", "Le Fabuleux Destin (2001)\tAmélie (2001)\n"),
        ("fish", "watchlist show amel", "amelie (2001)\tAmélie (2001)\n"),
        ("fish", "LANG=C watchlist show am", "Amélie (2001)\n"),
        ("bash", "watchlist --library f", "file\n"),
        ("zsh", "watchlist backup f", "file\n"),
        ("fish", "watchlist nonsense a", "\n"),
        ("bash", "watchlist unw", "insert\nunwatch\n"),
        (
            "zsh",
            "watchlist unw",
            "insert\nunwatch\nunwatch  -- Take the last viewing of a film back.\n",
        ),
        ("fish", "watchlist unw", "unwatch\tTake the last viewing of a film back.\n"),
    ],
)
def test_a_shell_is_answered_through_the_environment(
    shelf: Run, shell: str, typed: str, told: str
) -> None:
    assert answer(shell, typed) == told


@pytest.mark.parametrize("typed", ["add x --tag a,b --tag ", "watched x friday am"])
@pytest.mark.usefixtures("shelf")
def test_nothing_is_said_of_what_stands_before_the_word(typed: str) -> None:
    answer("fish", f"watchlist {typed}")  # which asserts that stderr is empty


def test_a_film_that_shares_its_label_completes_to_its_number(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.ok("add", "Dune (2021)", "Blade (1998)", "Godzilla 2000 (1999)", "Godzilla (2000)")
    run.ok("add", "Dune (2021)", "--allow-duplicate")
    run.ok("add", "The Daywalker (1998)", "--alias", "Blade", "--allow-duplicate")
    run.ok("add", "--bare", "--", "-30- (1959)", "id:7", "tt1234567")
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(run.library))
    found = completions(["show"], "")
    assert found == [
        *("id:7", "id:2", "id:1", "id:5", "id:4", "Godzilla 2000 (1999)"),
        *("The Daywalker (1998)", "id:8", "tt1234567"),
    ]
    for reference, title in zip(found, SORTED, strict=True):
        assert run.json("show", reference)["title"] == title


def test_it_completes_what_a_franchise_on_the_command_line_has(
    shelf: Run,
) -> None:
    shelf.ok("franchise", "add", "Things", "thing", "--continuity", "Carpenter")
    shelf.ok("franchise", "arrange", "Alien Saga", "mine", "alien")
    assert completions(["order", "alien", "--by"], "") == ["mine", "release", "timeline"]
    assert completions(["order", "things", "--by"], "") == ["release", "timeline"]
    assert completions(["order", "things", "--continuity"], "") == ["Carpenter", "main"]
    assert completions(["franchise", "continuity", "alien saga"], "c") == ["Crossovers"]
    everywhere = ["Carpenter", "Crossovers", "main"]
    assert completions(["add", "X", "--continuity"], "") == everywhere


def test_packs_lists_and_shells_are_completed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(str(run.library), wait=0, clock=lambda: NOON).edit("two lists") as library:
        for number, name in enumerate(["Noirvember", "Best: ever"], start=1):
            library.lists[number] = FilmList(id=number, name=name)
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(run.library))
    assert completions(["lists", "show"], "") == ["Best: ever", "Noirvember"]
    assert completions(["export", "--list"], "noir") == ["Noirvember"]
    monkeypatch.setattr(packs, "entries", lambda: [packs.PackEntry("wick", "John Wick", 5, 1)])
    assert completions(["pack", "show"], "john w") == ["John Wick"]
    assert completions(["franchise", "track"], "wick") == ["John Wick"]
    assert completions(["completion"], "") == ["bash", "zsh", "fish", "powershell"]


def test_no_command_is_imported_to_complete_its_name() -> None:
    code = (
        "import sys; from click.shell_completion import ShellComplete\n"
        "from watchlist.cli.root import cli\n"
        "ShellComplete(cli, {}, 'watchlist', '').get_completions([], 'un')\n"
        "print([name for name in sys.modules if name.startswith('watchlist.cli.commands.un')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.fixture
def series(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Series with seen episodes, a titled one and one that counts through, and an anthology."""
    run.ok("add", "Dark (2017)", "--bare", "--seasons", "10,8,8")
    run.ok("add", "Dark Star (1974)", "--bare")
    run.ok("add", "One Piece", "--bare", "--kind", "series")
    run.ok("add", "The Animatrix", "--bare", "--parts", "-", input="Osiris\nA Detective Story\n")
    run.ok("edit", "dark s2e1", "--title", "Beginnings and Endings")
    run.ok("watched", "dark s1e1..e3")
    run.ok("watched", "one piece e1..e61")
    monkeypatch.setenv("WATCHLIST_LIBRARY", str(run.library))
    return run


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("dark", ["Dark (2017)", "Dark Star (1974)"]),
        ("dark s", ["Dark Star (1974)", "dark s1", "dark s2", "dark s3"]),
        ("dark s2", ["dark s2", *(f"dark s2e{number}" for number in range(1, 9))]),
        (
            "Dark (2017) S02",
            [f"Dark (2017) S02{e}" for e in ("", *(f"E0{n}" for n in range(1, 9)))],
        ),
        ("dark s01e0", [f"dark s01e0{number}" for number in range(1, 10)]),
        ("dark s1e1", ["dark s1e1", "dark s1e10"]),
        ("dark 2x", [f"dark 2x0{number}" for number in range(1, 9)]),
        ("dark season ", ["dark season 1", "dark season 2", "dark season 3"]),
        ("dark s2e6..e", ["dark s2e6..e6", "dark s2e6..e7", "dark s2e6..e8"]),
        ("dark s2..s", ["dark s2..s2", "dark s2..s3"]),
        ("dark s4", []),
        ("dark e1", []),
        ("one piece e6", ["one piece e6", "one piece e60", "one piece e61"]),
        ("dark beg", ["dark Beginnings and Endings"]),
        ("begin", ["Beginnings and Endings"]),
        ("animatrix a d", ["animatrix A Detective Story"]),
        ("zz s1", []),
    ],
)
def test_a_piece_of_a_film_that_was_begun_is_completed_to_what_means_one(
    series: Run, typed: str, offered: list[str]
) -> None:
    assert completions(["show"], typed) == offered
    for reference in offered:
        series.ok("show", reference)
