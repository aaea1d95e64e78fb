"""Stories of people who choose what to watch: what they type, and all that they are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run

LEFT_OUT = (
    "1 film was left out, of unknown length: “watchlist fill --all” looks running times up.\n"
)
"""What is said of Stalker."""


@pytest.fixture
def shelf(run: Run) -> Run:
    run.ok("add", "Heat (1995)", "--runtime", "170", "--where", "Netflix")
    run.ok("add", "Moon (2009)", "--runtime", "97", "--where", "Netflix", "--genre", "sci-fi")
    run.ok("add", "Ran (1985)", "--runtime", "97", "--where", "Mubi")
    run.ok("add", "Stalker (1979)", "--where", "Netflix")
    return run


def test_tonight_under_two_hours_on_a_service(shelf: Run) -> None:
    result = shelf("tonight", "--under", "2h", "--where", "netflix")

    assert (result.exit_code, result.stderr) == (0, LEFT_OUT)
    assert result.stdout == (
        "  ID  Film  Year     Runtime  Where\n"
        "   2  Moon  2009  1 h 37 min  Netflix\n"
        "\n"
        "Moon: on your list since March 2023.\n"
    )


def test_what_was_chosen_is_watched_by_its_number_and_offered_no_more(shelf: Run) -> None:
    (film,) = shelf.json("tonight", "--under", "2h", "--where", "netflix")
    shelf.ok("watched", f"id:{film['id']}")
    result = shelf("tonight", "--under", "2h", "--where", "netflix")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        f"There is nothing to offer: no film that is to watch and out passes.\n{LEFT_OUT}"
    )


def test_two_people_find_what_both_still_want(shelf: Run, tmp_path: Path) -> None:
    friend = Run(tmp_path / "friend.json")
    friend.ok("add", "heat (1995)", "Ran (1985)", "Solaris (1972)")
    friend.ok("watched", "ran")

    films = shelf.json("tonight", "--with", str(friend.library))
    assert [film["title"] for film in films] == ["Heat"]


def test_a_genre_is_found_however_it_is_written(shelf: Run) -> None:
    for words in (["--genre", "Science Fiction"], ["--genre", "scifi"], ["sci-fi"]):
        assert [film["title"] for film in shelf.json("list", *words)] == ["Moon"]


def test_an_evening_with_a_list_of_ones_own(shelf: Run) -> None:
    shelf.ok("lists", "new", "With Lou", "ran", "moon")
    shelf.ok("watched", "ran")

    assert [film["title"] for film in shelf.json("tonight", "--list", "with lou")] == ["Moon"]
    assert [film["title"] for film in shelf.json("lists", "show", "lou")] == ["Ran", "Moon"]


LONG = "The Cook, the Thief, His Wife & Her Lover and the Whole Long Evening (1989)"


@pytest.mark.parametrize("columns", [80, 50])
@pytest.mark.parametrize("args", [["tonight"], ["list"], ["next"], ["lists", "show", "long"]])
def test_no_line_is_wider_than_the_terminal(shelf: Run, columns: int, args: list[str]) -> None:
    shelf.ok("add", LONG, "--where", "Criterion Channel", "--runtime", "124")
    shelf.ok("lists", "new", "long", LONG)
    text = shelf.ok(*args, env={"COLUMNS": str(columns)})

    assert max(map(len, text.splitlines())) <= columns


@pytest.mark.parametrize("columns", [80, 50])
def test_no_word_of_a_reason_is_broken_on_a_narrow_terminal(shelf: Run, columns: int) -> None:
    shelf.ok("add", LONG, "--where", "Criterion Channel")
    text = shelf.ok("tonight", "--count", "9", env={"COLUMNS": str(columns)})

    reasons = text.partition("\n\n")[2]
    films = shelf.json("tonight", "--count", "9")
    assert reasons.split() == " ".join(f"{one['title']}: {one['why']}." for one in films).split()
