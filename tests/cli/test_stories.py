"""Stories of people who type: what a usability test found, each with how it ends now."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.cli.screen import Screen
from tests.conftest import Run


def unchanged(run: Run, status: int, *args: str) -> str:
    """Run a command line that must end so and change nothing, and return what it says."""
    before = run.library.read_bytes()
    result = run(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert run.library.read_bytes() == before
    return result.stderr


# -- naming ----------------------------------------------------------------------------------


@pytest.fixture
def evening(run: Run) -> Run:
    run.ok("add", "The Father (2020)", "Citizen Kane (1941)", "Upgrade (2018)", "Us (2019)")
    run.ok("add", "It Comes at Night (2017)", "1917 (2019)", "Custard (2007)")
    return run


@pytest.mark.parametrize(
    ("name", "film"), [("her", "The Father"), ("up", "Upgrade"), ("it", "It Comes at Night")]
)
def test_watched_her_it_or_up_marks_no_film_that_only_has_these_letters(
    evening: Run, name: str, film: str
) -> None:
    assert film in unchanged(evening, 3, "watched", name)


def test_watched_us_marks_the_film_of_that_title_only(evening: Run) -> None:
    evening.ok("watched", "us")
    assert [viewing["title"] for viewing in evening.json("log")] == ["Us"]
    evening.ok("remove", "us")
    assert "Custard" in unchanged(evening, 3, "watched", "us")


def test_remove_it_in_a_pipe_removes_nothing(evening: Run) -> None:
    before = evening.library.read_bytes()
    result = subprocess.run(
        [sys.executable, "-m", "watchlist", "--library", str(evening.library), "remove", "it"],
        input="y\n",
        capture_output=True,
        check=False,
        text=True,
    )
    assert (result.returncode, result.stdout) == (3, "")
    assert "it could mean It Comes at Night (2017) [id:5]." in result.stderr
    assert evening.library.read_bytes() == before


def test_remove_17_removes_no_film_of_another_number(evening: Run) -> None:
    said = unchanged(evening, 3, "remove", "17")
    assert said == "Error: There is no film “17”; did you mean 1917 (2019)?\n"


def test_watched_3_after_an_order_means_the_id_that_the_order_shows(run: Run) -> None:
    for title in ("C (2003)", "B (2002)", "A (2001)"):
        run.ok("add", title, "--franchise", "Saga", "--bare")
    entries = run.json("order", "saga")["tables"][0]["entries"]
    by_position = {entry["position"]: entry for entry in entries}
    assert by_position[1]["id"] == 3
    run.ok("watched", "3")
    assert [viewing["title"] for viewing in run.json("log")] == ["A"]


def test_watched_of_an_unknown_film_says_so_and_changes_nothing(evening: Run) -> None:
    assert "There is no film “Heat (1995)”" in unchanged(evening, 3, "watched", "Heat (1995)")


@pytest.mark.usefixtures("shipped_packs")
def test_a_pack_of_forty_films_is_no_wall_of_text(run: Run) -> None:
    run.ok("franchise", "track", "james bond")
    films = [str(film["id"]) for film in run.json("list")]
    assert len(films) > 20
    for args in (["watched", *films], ["franchise", "add", "Mine", *films], ["remove", *films]):
        result = run(*args)
        assert result.exit_code == 0
        assert f"and {len(films) - 3} more" in result.stdout
        assert len(result.output) < 400


@pytest.mark.usefixtures("shipped_packs")
def test_a_title_left_unquoted_is_told_and_nothing_is_guessed(run: Run) -> None:
    result = run("add", "Mission", "Impossible")
    assert result.stdout == "Added 2 films: Mission as number 1 and Impossible as number 2.\n"
    assert "“watchlist add 'Mission: Impossible (1996)'”" in result.stderr


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize(("answer", "titles"), [("y", 1), ("", 2)])
def test_a_title_left_unquoted_is_asked_about_at_a_terminal(
    run: Run, screens: type[Screen], answer: str, titles: int
) -> None:
    screen = screens(run, "add", "mission", "impossible", columns=50)
    screen.read_until("Is mission impossible one film,")
    screen.read_until("[y/N]:")
    screen.type(f"{answer}\n")
    assert screen.end()[0] == 0
    assert len(run.json("list")) == titles


def test_a_small_word_between_others_is_told_to_be_of_a_title_that_nobody_knows(run: Run) -> None:
    result = run("add", "Lost", "in", "Translation", "--bare")
    assert result.stdout.startswith("Added 3 films: ")
    assert result.stderr == (
        "If Lost in Translation is one film: “watchlist undo”, then “watchlist add "
        "'Lost in Translation'”.\n"
    )
    assert run("add", "Heat", "A", "Ronin", "--bare").stderr == ""


def test_two_words_that_nobody_knows_are_told_to_be_one_title_perhaps(run: Run) -> None:
    assert run("add", "Spirited", "Away", "--bare").stderr == (
        "If Spirited Away is one film: “watchlist undo”, then “watchlist add 'Spirited Away'”.\n"
    )
    for titles in (["Heat (1995)", "Ronin"], ["Alien", "The Thing"], ["M"], ["A", "B"]):
        assert run("add", *titles, "--bare").stderr == ""


def test_a_year_behind_one_in_brackets_is_no_year_of_the_film(run: Run) -> None:
    assert run("add", "Heat (1995)", "1917", "--bare").stderr == ""


def test_what_watched_enters_is_told_as_well_to_be_one_film(run: Run) -> None:
    said = run("watched", "Whiplash", "2014", "--add").stderr
    assert "then “watchlist watched 'Whiplash (2014)' --add”" in said


@pytest.mark.parametrize("words", [["Whiplash 2014"], ["Whiplash", "2014"]])
def test_add_whiplash_2014_is_told_how_a_year_is_written(run: Run, words: list[str]) -> None:
    result = run("add", *words)
    assert result.exit_code == 0
    way = "add" if len(words) > 1 else "edit 'Whiplash 2014' --title"
    assert f"“watchlist {way} 'Whiplash (2014)'”" in result.stderr
    assert len(run.json("list")) == len(words)


@pytest.mark.parametrize("words", [["Whiplash 2014"], ["Whiplash", "2014"]])
def test_add_whiplash_2014_is_asked_about_at_a_terminal(
    run: Run, screens: type[Screen], words: list[str]
) -> None:
    screen = screens(run, "add", *words)
    screen.read_until("Is Whiplash 2014 one film, Whiplash (2014)? [y/N]:")
    screen.type("y\n")
    assert screen.end()[0] == 0
    (film,) = run.json("list")
    assert (film["title"], film["year"]) == ("Whiplash", 2014)


@pytest.mark.usefixtures("shipped_packs")
@pytest.mark.parametrize("title", ["john wick", "JOHN WICK (2014)", "john wick chapter 2"])
def test_a_title_in_small_letters_is_spelt_as_the_pack_spells_it(run: Run, title: str) -> None:
    run.ok("add", title)
    (film,) = run.json("list")
    assert film["title"] in ("John Wick", "John Wick: Chapter 2")


@pytest.mark.usefixtures("shipped_packs")
def test_an_alias_that_was_typed_stays_the_title(run: Run) -> None:
    run.ok("add", "john wick", "--release", "TBA")
    (film,) = run.json("list")
    assert (film["title"], film["year"], film["release"]) == ("John Wick", None, None)


@pytest.mark.usefixtures("shipped_packs")
def test_jurasic_park_is_told_to_be_near_the_jurassic_park_of_a_pack(run: Run) -> None:
    result = run("add", "Jurasic Park")
    assert result.stdout == "Added Jurasic Park as number 1.\n"
    assert result.stderr == (
        "Did you mean Jurassic Park (1993), known elsewhere? "
        "“watchlist undo” takes Jurasic Park back.\n"
    )
    assert "known elsewhere" not in run("add", "Heat (1995)").stderr


def test_a_title_near_one_of_the_library_is_told(run: Run) -> None:
    run.ok("add", "Casablanca (1942)", "--bare")
    assert "Did you mean Casablanca (1942), in the library?" in run("add", "Casablanka").stderr
    assert run("add", "Alien", "Aliens", "Ran", "Rat", "Saw 3", "Saw 4").stderr == ""


@pytest.mark.parametrize("answer", ["", "q"])
@pytest.mark.parametrize("columns", [80, 50])
def test_the_prompt_is_left_with_enter_and_q(
    run: Run, screens: type[Screen], answer: str, columns: int
) -> None:
    run.ok("add", "Halloween (1978)", "Halloween (2018)", "--bare")
    before = run.library.read_bytes()
    screen = screens(run, "remove", "halloween", columns=columns)
    seen = screen.read_until("Which one (Enter or q leaves):")
    assert all(len(line) <= columns for line in seen.splitlines())
    screen.type(f"{answer}\n")
    assert screen.end()[0] == 4
    assert run.library.read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("rm", "remove"),
        ("delete", "remove"),
        ("ls", "list"),
        ("find", "list"),
        ("seen", "watched"),
        ("done", "watched"),
        ("rename", "edit FILM --title"),
        ("rewatch", "watched FILM --rewatch"),
        ("skip", "franchise skip"),
        ("random", "tonight"),
    ],
)
def test_words_that_people_type_are_answered_with_the_command_that_does_it(
    run: Run, typed: str, command: str
) -> None:
    result = run(typed, "something")
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"There is no command “{typed}”: “watchlist {command}" in result.stderr


def test_an_option_of_the_program_behind_the_command_is_told_where_it_belongs(run: Run) -> None:
    for args in (["list", "--library", "x"], ["pack", "list", "--library=x"]):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (2, "")
        command = " ".join(args[: args.index("list") + 1])
        assert f"“watchlist --library FILE {command} …”" in result.stderr


def test_a_page_of_help_longer_than_the_screen_is_shown_one_screen_at_a_time(run: Run) -> None:
    shown = Screen(run, "add", "--help", variables={"PAGER": "sed 's/^/>/'"}).end()[1]
    assert shown.startswith(">Usage: watchlist add")
    whole = Screen(run, "undo", "--help", variables={"PAGER": "sed 's/^/>/'"}).end()[1]
    assert whole.startswith("Usage: watchlist undo")
