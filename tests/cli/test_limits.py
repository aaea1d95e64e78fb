"""What is more than the program can take: names that cannot be seen, memory, depth."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Run
from watchlist.cli.app import App
from watchlist.names.folding import is_visible
from watchlist.render import markdown

UNSEEN = {
    "zero width": "\u200b\u200c\u200d",
    "soft hyphen": "\u00ad",
    "Hangul filler": "\u3164",
    "half-width filler": "\uffa0",
    "Braille without a dot": "\u2800",
    "grapheme joiner": "\u034f",
    "byte order mark": "\ufeff",
    "vowel separator": "\u180e",
    "direction marks": "\u202a\u202c",
    "ideographic space": "\u3000",
    "variation selector": "\ufe0f",
    "accent alone": "\u0301",
}


@pytest.fixture(params=UNSEEN.values(), ids=list(UNSEEN))
def unseen(request: pytest.FixtureRequest) -> str:
    """Return a text of which nothing can be seen."""
    return str(request.param)


@pytest.mark.parametrize(
    "args",
    [
        ("add",),
        ("edit", "Alien", "--title"),
        ("edit", "Alien", "--alias"),
        ("lists", "new"),
        ("franchise", "rename", "Space"),
        ("franchise", "continuity", "Space"),
    ],
    ids=" ".join,
)
def test_a_name_of_which_nothing_can_be_seen_is_refused(
    run: Run, unseen: str, args: tuple[str, ...]
) -> None:
    run.ok("add", "Alien", "--franchise", "Space")
    before = run.library.read_bytes()
    result = run(*args, unseen)
    assert (result.exit_code in (1, 2), result.stdout) == (True, "")
    assert len(result.stderr.splitlines()) == 1
    assert before == run.library.read_bytes()


def test_a_row_with_a_title_that_cannot_be_seen_is_skipped_and_named(
    run: Run, unseen: str, tmp_path: Path
) -> None:
    file = tmp_path / "films.csv"
    file.write_text(f"title,year\nHeat,1995\n{unseen},1996\n", encoding="utf-8")
    result = run("import", str(file))
    assert result.exit_code == 0
    assert "films.csv:3" in result.stderr
    assert [film["title"] for film in run.json("list", "--all")] == ["Heat"]


def test_a_pack_with_a_title_that_cannot_be_seen_is_refused(run: Run, unseen: str) -> None:
    file = run.library.with_name("pack.toml")
    file.write_text(f'name = "X"\n[films.a]\ntitle = "{unseen}"\n', encoding="utf-8")
    result = run("pack", "check", str(file))
    assert result.exit_code == 1
    assert "is not a text of 1 to 1,000 characters" in result.stdout + result.stderr


@given(st.text(max_size=3))
def test_a_letter_a_digit_or_a_sign_makes_a_name_visible(text: str) -> None:
    for sign in "aß映ก1!…♥":
        assert is_visible(text + sign)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "There is not enough memory for that: nothing was changed."),
        (RecursionError(), "Something in that is nested too deeply: nothing was changed."),
    ],
    ids=["memory", "depth"],
)
def test_neither_want_of_memory_nor_depth_is_a_traceback(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(App, "load", fail)
    result = run("list")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"Error: {said}\n")


HOSTILE = "# one\n- two | <b>three</b> [four](http://x) `five` *six*"


def test_headings_and_notes_in_markdown_are_escaped_like_cells(run: Run) -> None:
    run.ok("add", "Alien", "--franchise", HOSTILE, "--bare")
    run.ok("note", "Alien", HOSTILE)
    for command in (("order", "one"), ("franchise", "show", "one"), ("order", "one", "--explain")):
        for line in run.ok(*command, "--format", "markdown").splitlines():
            assert line.startswith(("### ", "| ", "|-", "- ", "    ")) or not line
            if not line.startswith("    "):
                assert not re.search(r"(?<!\\)(<b>|\[four\]|`five|\*six)", line)


def test_a_heading_does_not_become_a_list_or_a_number() -> None:
    for text in ("# x", "- x", "+ x", "1. x", "23) x"):
        assert markdown.inline(text) != text
        assert markdown.inline(text).replace("\\", "") == text
    assert markdown.inline("1917") == "1917"
