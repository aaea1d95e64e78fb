"""``order`` as a picture and ``export --to html``: what is printed where, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_imports import imported_by
from tests.conftest import Run

BEGINS = {
    "html": "<!doctype html>",
    "svg": '<svg class="picture" xmlns="http://www.w3.org/2000/svg"',
    "mermaid": "flowchart TD\n",
    "dot": 'digraph "John Wick in story order" {\n',
}


@pytest.mark.parametrize("output", BEGINS)
def test_a_picture_goes_to_stdout_and_nothing_else_is_said(john_wick: Run, output: str) -> None:
    result = john_wick("order", "john wick", "--format", output)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(BEGINS[output])
    assert result.stdout.endswith("\n")
    assert result.stdout.count("Ballerina") >= 1


@pytest.mark.parametrize("output", BEGINS)
def test_a_picture_is_utf_8_and_the_same_each_time(john_wick: Run, output: str) -> None:
    john_wick.ok("add", "千と千尋の神隠し (2001)", "--franchise", "John Wick")
    once, again = (john_wick("order", "john wick", "-f", output).stdout_bytes for _ in range(2))
    assert once == again
    assert "千と千尋の神隠し".encode() in once


def test_only_the_films_that_were_asked_for_are_in_it(john_wick: Run) -> None:
    john_wick.ok("watched", "chapter 2")
    for output in BEGINS:
        text = john_wick.ok("order", "john wick", "--until", "chapter 3", "-f", output)
        assert "Chapter 3" in text
        assert "Ballerina" not in text
        left = john_wick.ok("order", "john wick", "--unwatched", "-f", output)
        assert "Chapter 2" not in left
        assert "Ballerina" in left


def test_progress_is_that_of_the_whole_order(john_wick: Run) -> None:
    john_wick.ok("watched", "chapter 2")
    for output in ("html", "svg"):
        text = john_wick.ok("order", "john wick", "--unwatched", "-f", output)
        assert "1 of 5 watched" in text


def test_one_continuity_has_its_name_above_it(run: Run) -> None:
    run.ok("add", "Night (1978)", "--franchise", "Night", "--continuity", "Old")
    run.ok("add", "Night (2018)", "--franchise", "Night", "--continuity", "New")
    assert '<h1 dir="auto">Night:New</h1>' in run.ok("order", "night:new", "-f", "html")
    both = run.ok("order", "night", "-f", "html")
    assert '<h1 dir="auto">Night</h1>' in both
    assert "2 continuities · 0 of 2 watched" in both


@pytest.mark.parametrize("output", BEGINS)
def test_when_all_is_watched_there_is_nothing_to_draw(run: Run, output: str) -> None:
    run.ok("add", "Heat", "--franchise", "Mann")
    run.ok("watched", "heat")
    result = run("order", "mann", "--unwatched", "-f", output)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "All of Mann is watched.\n"


def test_comparing_draws_the_story_order(john_wick: Run) -> None:
    plain = john_wick.ok("order", "john wick", "-f", "svg")
    assert john_wick.ok("order", "john wick", "--compare", "-f", "svg") == plain


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (["order", "nowhere", "-f", "html"], 3, "There is no franchise “nowhere”."),
        (["order", "john wick", "-f", "png"], 2, "'png' is not one of"),
        (["list", "-f", "html"], 2, "'html' is not one of"),
        (["export", "--to", "html", "--list", "best"], 2, "html is the whole library"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    john_wick: Run, args: list[str], status: int, words: str
) -> None:
    result = john_wick(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert words in result.stderr


def test_the_library_is_written_as_a_page(john_wick: Run, tmp_path: Path) -> None:
    john_wick.ok("watched", "chapter 2", "--on", "2022-02-02", "--note", "again soon")
    page = tmp_path / "films.html"
    result = john_wick("export", "--output", str(page))
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"Wrote {page}.\n", "")
    text = page.read_text(encoding="utf-8")
    assert john_wick.ok("export", "--to", "html") == text
    for words in ("<h1>Films</h1>", "1 of 5 watched", "John Wick: Chapter 4", "again soon"):
        assert words in text


def test_the_page_of_a_missing_library_is_printed_and_creates_no_file(run: Run) -> None:
    assert "Nothing is on the watchlist." in run.ok("export", "--to", "html")
    assert not run.library.exists()


def test_what_draws_pictures_is_loaded_for_pictures_only(john_wick: Run) -> None:
    assert "htpy" in imported_by(john_wick, "order", "john wick", "-f", "svg")
    assert "htpy" not in imported_by(john_wick, "order", "john wick", "-f", "json")
    assert "htpy" not in imported_by(john_wick, "export", "--to", "json")
