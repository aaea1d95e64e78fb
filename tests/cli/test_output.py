"""What reaches the terminal: nothing that could disturb it, in columns that fit and align."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
import wcwidth
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from watchlist.render.text import printable
from watchlist.render.width import shorten, told_apart, width, wrap

HOSTILE = {
    "escape sequence": "\x1b[31mred\x1b[0m",
    "title of the window": "\x1b]0;owned\x07",
    "C1 control": "\x9b31m",
    "carriage return": "seen\rfake",
    "bidirectional override": "\u202egnp.exe\u202c",
    "bidirectional isolate": "\u2066a\u2069",
    "line separator": "a\u2028b",
    "tag characters": "a\U000e0041b",
    "delete": "a\x7fb",
}
RAW = frozenset(
    [
        *map(chr, range(0x20)),
        *map(chr, range(0x7F, 0xA0)),
        *"\u2028\u2029\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        "\U000e0041",
    ]
) - {"\n"}
READING = [
    ["list", "--all"],
    ["show", "1"],
    ["log"],
    ["person", "actor"],
    ["order", "saga"],
    ["order", "saga", "--explain"],
    ["history"],
    ["franchise", "list"],
    ["franchise", "show", "saga"],
]


def raw_in(text: str) -> set[str]:
    return set(text) & RAW


@pytest.mark.parametrize("output", ["table", "json", "csv", "markdown"])
@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_no_control_character_is_printed_raw_in_any_format(
    run: Run, hostile: str, output: str
) -> None:
    run.ok("add", f"A{hostile}", "--tag", hostile, "--note", hostile, "--where", hostile,
           "--cast", f"Actor {hostile}:{hostile}", "--alias", hostile, "--set", f"x{hostile}",
           "--franchise", f"Saga {hostile}")  # fmt: skip
    run.ok("add", "B", "--after", "1", "--director", "Actor X")
    run.ok("edit", "1", "--original-title", hostile)
    run.ok("watched", "1", "--note", hostile)
    for command in READING:
        args = ["person", f"actor {hostile}"] if command[0] == "person" else command
        result = run(*args, "-f", output)
        assert (result.exit_code, raw_in(result.output)) == (0, set()), args


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_no_control_character_is_printed_raw_by_changes_and_errors(run: Run, hostile: str) -> None:
    name = f"A{hostile}"
    for args in (
        ["add", name, "--franchise", name],
        ["add", name],
        ["add", f"{name} (2000)", f"{name} (2001)", "--franchise", name],
        ["watched", name],
        ["show", f"Z{hostile}Z"],
        ["show", name],
        ["order", f"Z{hostile}Z"],
        ["link", "id:1", "remake-of", "id:2"],
        ["place", "id:1", "--before", "id:2"],
        ["credit", "id:1", name],
        ["edit", "id:1", "--clear", hostile],
        ["edit", "id:1", "--release", hostile],
        ["list", "--kind", hostile],
        ["list", f"--{hostile}"],
        [hostile],
        ["remove", "id:1", "id:2"],
        ["undo"],
    ):
        result = run(*args)
        assert raw_in(result.output) == set(), args
        assert result.output, args


def test_json_gives_hostile_text_back_unharmed(run: Run) -> None:
    for number, hostile in enumerate(HOSTILE.values(), start=1):
        run.ok("add", f"A{number}", "--note", f"x{hostile}x")
        assert run.json("show", f"id:{number}")["notes"][0]["text"] == f"x{hostile}x"


@settings(max_examples=50)
@given(st.text(st.characters(codec="utf-8")))
def test_printable_text_has_one_line_and_no_control(text: str) -> None:
    shown = printable(text)
    assert raw_in(shown) == set()
    assert len(shown.splitlines()) <= 1


@pytest.fixture
def wide(run: Run) -> Run:
    """Return a library whose titles are of all widths, in one franchise."""
    run.ok("add", "千と千尋の神隠し (2001)", "Amélie (2001)", "Cafe\u0301 (2016)", "Up (2009)",
           "The Assassination of Jesse James by the Coward Robert Ford (2007)",
           "Ghost in the Shell 攻殻機動隊 攻殻機動隊 攻殻機動隊 (1995)",
           "--franchise", "Shelf", "--tag", "on the shelf", "--where", "Somewhere Plus",
           "--runtime", "125")  # fmt: skip
    run.ok("place", "up", "--between", "amelie", "assassination")
    run.ok("place", "amelie", "--after", "coward robert ford", "--note", "a note " * 12)
    run.ok("watched", "up", "--rating", "4.5", "--note", "word " * 30)
    run.ok("credit", "up", "Ed Asner", "--role", "Carl Fredricksen " * 5)
    return run


LOOKS = [
    ["list", "--all"],
    ["order", "shelf"],
    ["order", "shelf", "--explain"],
    ["log"],
    ["person", "asner"],
    ["history"],
    ["franchise", "list"],
    ["franchise", "show", "shelf"],
    ["show", "up"],
    ["show", "coward robert ford"],
]


@pytest.mark.parametrize("columns", [50, 60, 80, 120])
@pytest.mark.parametrize("args", LOOKS, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(wide: Run, args: list[str], columns: int) -> None:
    lines = wide.ok(*args, env={"COLUMNS": str(columns)}).splitlines()
    assert max(map(wcwidth.wcswidth, lines)) <= columns


@pytest.mark.parametrize("columns", [None, 50, 60, 80, 120])
def test_wide_titles_keep_the_columns_aligned(wide: Run, columns: int | None) -> None:
    env = {"COLUMNS": str(columns)} if columns else {}
    header, *rows = wide.ok("list", "--all", env=env).splitlines()
    start = header.index("Year")
    for row in rows:
        assert cell_at(row, start)[:4] in {"2001", "2016", "2009", "2007", "1995"}, row


def cell_at(line: str, column: int) -> str:
    """Return what stands from a column of the terminal on."""
    for index in range(len(line)):
        if wcwidth.wcswidth(line[:index]) == column and wcwidth.wcwidth(line[index]) != 0:
            return line[index:]
    return ""


@pytest.mark.parametrize(
    ("columns", "header"),
    [(50, ["#", "ID", "Film", "Year", "Seen"]), (70, ["#", "ID", "Film", "Year", "Set", "Seen"])],
)
def test_a_narrow_order_keeps_what_matters_most(
    john_wick: Run, columns: int, header: list[str]
) -> None:
    john_wick.ok("edit", "chapter 3", "--title", "John Wick: Chapter 3 – Parabellum")
    john_wick.ok("watched", "chapter 2", "--on", "2023-03-18", "--rating", "4.5")
    lines = john_wick.ok("order", "john wick", env={"COLUMNS": str(columns)}).splitlines()
    table = lines[lines.index("") + 1 :]
    assert table[0].split() == header
    assert "Chapter 3" in table[3]
    assert "2023-03-18" in table[2]
    assert table[1].endswith("next")


def test_output_that_nobody_limits_is_not_shortened(wide: Run) -> None:
    assert "…" not in wide.ok("list", "--all")


@given(st.text(max_size=40), st.integers(1, 40))
@settings(max_examples=100)
def test_shortened_text_fits(text: str, columns: int) -> None:
    text = printable(text)
    for whole_words in (False, True):
        assert width(shorten(text, columns, whole_words=whole_words)) <= columns


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9)))
@settings(max_examples=100)
def test_wrapped_text_keeps_every_word_and_fits(words: Sequence[str]) -> None:
    text = " ".join(words)
    lines = wrap("lead ", text, 25)
    assert " ".join(" ".join(lines).split()[1:]) == text
    assert all(width(line) <= 25 for line in lines)


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_csv_neutralises_formulas(run: Run, start: str) -> None:
    run.ok("add", "--tag", start, "--", start)
    (row,) = csv.DictReader(io.StringIO(run.ok("list", "-f", "csv")))
    assert (row["title"], row["tags"]) == (f"'{start}", f"'{start}")


def test_csv_quotes_what_would_break_a_row(run: Run) -> None:
    run.ok("add", 'A "quoted", title')
    (row,) = csv.DictReader(io.StringIO(run.ok("list", "-f", "csv")))
    assert row["title"] == 'A "quoted", title'


def test_markdown_escapes_what_would_break_a_table(run: Run) -> None:
    run.ok("add", "A | B *bold* <b>")
    line = run.ok("list", "-f", "markdown").splitlines()[2]
    assert r"A \| B \*bold\* \<b\>" in line


@pytest.mark.parametrize("args", [["watched", "b"], ["edit", "b", "--tag", "x"]])
def test_a_change_is_a_sentence_in_markdown_and_a_record_in_json_and_csv(
    run: Run, args: list[str]
) -> None:
    run.ok("add", "B")
    assert run.ok(*args, "-f", "markdown").count("\n") == 1
    assert json.loads(run.ok(*args, "-f", "json"))["title"] == "B"
    assert run.ok(*args, "-f", "csv").startswith("id,title,")


def program(run: Run, *args: str) -> list[str]:
    return [sys.executable, "-m", "watchlist", "--library", str(run.library), *args]


@pytest.mark.parametrize("args", [["list"], ["list", "-f", "json"], ["--help"], ["list", "--help"]])
def test_a_closed_pipe_ends_quietly(run: Run, args: list[str]) -> None:
    run.ok("add", *(f"Film {number}" for number in range(3)))
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = subprocess.run(
            program(run, *args), stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "args", [["list"], ["show", "a"], ["list", "-f", "csv"], ["--help"], ["--version"]]
)
def test_a_full_disk_behind_stdout_is_one_sentence(run: Run, args: list[str]) -> None:
    run.ok("add", "A")
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            program(run, *args), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert result.returncode == 1
    assert result.stderr.decode().startswith("Error: the output cannot be written: ")
    assert result.stderr.count(b"\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize(("args", "status"), [(["nope"], 2), (["show", "b"], 3), (["show"], 2)])
def test_an_error_that_cannot_be_said_keeps_its_status(
    run: Run, args: list[str], status: int
) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            program(run, *args), stdout=subprocess.PIPE, stderr=full, check=False
        )
    assert (result.returncode, result.stdout) == (status, b"")


def test_a_closed_standard_output_is_no_crash(run: Run) -> None:
    run.ok("add", "A")
    line = " ".join(f"'{word}'" for word in program(run, "list"))
    result = subprocess.run(["/bin/sh", "-c", f"{line} >&-"], stderr=subprocess.PIPE, check=False)
    assert (result.returncode, result.stderr) == (0, b"")


def test_a_terminal_of_another_encoding_gets_escapes(run: Run) -> None:
    run.ok("add", "Amélie 千")
    env = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    result = subprocess.run(program(run, "list"), capture_output=True, env=env, check=False)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"Am\xe9lie \\u5343" in result.stdout


RINGS = [
    "The Lord of the Rings: The Fellowship of the Ring",
    "The Lord of the Rings: The Two Towers",
    "The Lord of the Rings: The Return of the King",
]


def _cut(texts: list[str], columns: int) -> list[str]:
    cut = told_apart(texts, columns)
    assert cut.keys() == {text for text in texts if width(text) > columns}
    return [cut.get(text, text) for text in texts]


@pytest.mark.parametrize(
    ("columns", "shown"),
    [
        (50, RINGS),
        (
            37,
            [
                "The Lord of… Fellowship of the Ring",
                RINGS[1],
                "The Lord of the Rings: The Return of…",
            ],
        ),
        (26, ["The Lord… Fellowship of…", "The Lord of… Two Towers", "The Lord… Return of the…"]),
    ],
)
def test_titles_that_begin_alike_are_cut_where_they_do(columns: int, shown: list[str]) -> None:
    assert _cut(RINGS, columns) == shown


def test_a_word_that_many_titles_begin_with_is_not_broken() -> None:
    titles = ["Fantastic Beasts: The Crimes of Grindelwald", "Fantastic Beasts: The Secrets of All"]
    assert _cut(titles, 22) == ["… Crimes of…", "… Secrets of All"]


@given(texts=st.lists(st.text("ab ", min_size=1), max_size=6), columns=st.integers(1, 30))
def test_texts_that_are_told_apart_fit(texts: list[str], columns: int) -> None:
    assert all(width(text) <= columns for text in _cut(texts, columns))
