"""Names of several words without quotes, and what stands behind a name by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import Run

if TYPE_CHECKING:
    from tests.cli.screen import Screen

TITLES = [
    "Alien (1979)",
    "Alien 3 (1992)",
    "Citizen Kane (1941)",
    "John Wick: Chapter 4 (2023)",
    "Heat (1995)",
    "12 Angry Men (1957)",
    "Friday (1995)",
    "The Last Samurai (2003)",
]


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a library of films, made once."""
    run = Run(tmp_path_factory.mktemp("films") / "library.json")
    run.ok("add", *TITLES, "--bare")
    run.ok("franchise", "add", "Star Wars", "heat", "citizen kane")
    run.ok("lists", "new", "To borrow")
    return run.library.read_bytes()


@pytest.fixture
def shelf(run: Run, films: bytes) -> Run:
    run.library.write_bytes(films)
    return run


def refusal(shelf: Run, status: int, *args: str) -> str:
    """Return the one sentence of a command that must end so and change nothing."""
    before = shelf.library.read_bytes()
    result = shelf(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert shelf.library.read_bytes() == before
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.mark.parametrize(
    ("args", "words", "name"),
    [
        (["remove", "alien", "3"], "alien 3", "Alien 3 (1992) [id:2]"),
        (["remove", "alien", "3", "--yes"], "alien 3", "Alien 3 (1992) [id:2]"),
        (["watched", "heat", "citizen", "kane"], "citizen kane", "Citizen Kane (1941) [id:3]"),
        (["watched", "heat", "1995"], "heat 1995", "Heat (1995) [id:5]"),
        (["edit", "Alien", "3", "--tag", "x"], "Alien 3", "Alien 3 (1992) [id:2]"),
        (["place", "heat", "--before", "chapter", "4"], "chapter 4", "John Wick: Chapter 4"),
        (["add", "Ronin", "--after", "citizen", "kane"], "citizen kane", "Citizen Kane (1941)"),
        (["franchise", "add", "star", "wars", "heat"], "star wars", "Star Wars"),
        (["lists", "add", "to", "borrow", "heat"], "to borrow", "To borrow"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words_side_by_side_that_are_one_name_in_the_library_change_nothing(
    shelf: Run, args: list[str], words: str, name: str
) -> None:
    said = refusal(shelf, 4, *args)
    assert said.startswith(f"Error: “{words}” ")
    assert name in said
    assert "quotes" in said


@pytest.mark.parametrize(
    ("args", "titles"),
    [
        (["alien", "id:3"], {"Alien", "Citizen Kane"}),
        (["3", "alien"], {"Alien", "Citizen Kane"}),
        (["alien (1979)", "3"], {"Alien", "Citizen Kane"}),
        (["1", "2"], {"Alien", "Alien 3"}),
        (["heat", "alien"], {"Heat", "Alien"}),
        (["alien 3"], {"Alien 3"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_several_films_are_named_one_by_one(shelf: Run, args: list[str], titles: set[str]) -> None:
    shelf.ok("watched", *args)
    assert {viewing["title"] for viewing in shelf.json("log")} == titles


def test_a_rating_behind_a_title_is_no_word_of_it(shelf: Run) -> None:
    shelf.ok("rate", "alien", "3")
    assert shelf.json("show", "id:1")["rating"] == 3


@pytest.mark.parametrize("option", [(), ("--yes",)])
def test_at_a_terminal_such_words_change_nothing_either(
    shelf: Run, screens: type[Screen], option: tuple[str, ...]
) -> None:
    before = shelf.library.read_bytes()
    status, seen = screens(shelf, "remove", "alien", "3", *option, columns=50).end()
    assert status == 4
    assert "in quotes it would be Alien 3 (1992)" in " ".join(seen.split())
    assert shelf.library.read_bytes() == before


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["watched", "blade", "runner"], 3),
        (["order", "blade", "runner"], 3),
        (["remove", "blade", "runner"], 3),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_words_that_nobody_knows_are_told_to_stand_in_quotes(
    shelf: Run, args: list[str], status: int
) -> None:
    said = refusal(shelf, status, *args)
    assert said.endswith("If “blade runner” is one name, it stands in quotes.\n")
    assert "If “" not in refusal(shelf, status, args[0], "blade runner")


@pytest.mark.parametrize(
    ("args", "command"),
    [
        (["show", "citizen", "kane"], "show 'citizen kane'"),
        (["catchup", "alien", "3"], "catchup 'alien 3'"),
        (["rate", "citizen", "kane", "4"], "rate 'citizen kane' 4"),
        (["rate", "citizen", "kane", "4.5"], "rate 'citizen kane' 4.5"),
        (["viewing", "citizen", "kane", "--rating", "4"], "viewing 'citizen kane'"),
        (
            ["viewing", "citizen", "kane", "last", "friday", "--rating", "4"],
            "viewing 'citizen kane' 'last friday'",
        ),
        (["franchise", "show", "star", "wars"], "franchise show 'star wars'"),
        (["lists", "show", "to", "borrow"], "lists show 'to borrow'"),
        (["person", "tom", "hanks"], "person 'tom hanks'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_about_one_film_is_repeated_with_the_quotes(
    shelf: Run, args: list[str], command: str
) -> None:
    assert f". In quotes: “watchlist {command}”. See “" in refusal(shelf, 2, *args)


@pytest.mark.parametrize(
    ("words", "date"),
    [
        (["last", "friday"], "'last friday'"),
        (["friday"], "friday"),
        (["yesterday"], "yesterday"),
        (["on", "friday"], "'on friday'"),
        (["3", "days", "ago"], "'3 days ago'"),
        (["last", "night"], "'last night'"),
        (["1", "aug", "2019"], "'1 aug 2019'"),
        (["2019-08-01"], "2019-08-01"),
        (["last friday"], "'last friday'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_date_behind_the_films_is_answered_with_the_option(
    shelf: Run, words: list[str], date: str
) -> None:
    said = refusal(shelf, 2, "watched", "alien", *words)
    assert said.startswith(f"Error: “{' '.join(words)}” is a date: write --on {date}, or ")
    assert "is a date" in refusal(shelf, 2, "watched", "alien", "heat", *words)
    assert "is a date" in refusal(shelf, 2, "add", "Ronin", "--watched", *words)


def test_a_film_that_is_called_like_a_day_is_named_alone_or_with_its_year(shelf: Run) -> None:
    shelf.ok("watched", "friday")
    shelf.ok("watched", "alien", "friday (1995)", "--rewatch")
    assert [viewing["title"] for viewing in shelf.json("log")].count("Friday") == 2


@pytest.mark.parametrize(
    ("typed", "option"),
    [
        ("2010", "--on 2010"),
        ("4.5", "--rating 4.5"),
        ("9/10", "--rating 9/10"),
        ("★★★★", "--rating ★★★★"),
    ],
)
def test_a_year_or_a_rating_behind_the_films_is_answered_with_the_option(
    shelf: Run, typed: str, option: str
) -> None:
    assert f", write {option}.\n" in refusal(shelf, 3, "watched", "alien", typed)


@pytest.mark.parametrize("typed", ["4.5", "4,5", "9/10", "90%", "★★★★", "4 stars"])
def test_a_rating_behind_new_films_is_no_film_of_its_own(shelf: Run, typed: str) -> None:
    for args in (["watched", "Ronin", typed, "--add"], ["add", "Ronin", typed, "--watched"]):
        said = refusal(shelf, 2, *args)
        assert said.startswith(f"Error: “{typed}” is a rating: write --rating ")


def test_a_number_or_a_title_with_its_year_behind_new_films_is_a_film(shelf: Run) -> None:
    shelf.ok("watched", "Ronin", "300", "8½", "9/10 (2020)", "--add")
    assert {"300", "8½", "9/10"} <= {viewing["title"] for viewing in shelf.json("log")}


@pytest.mark.parametrize(
    ("args", "option"),
    [
        (["edit", "heat", "year", "1995"], "--year"),
        (["watched", "heat", "rating", "4"], "--rating"),
        (["order", "star wars", "unwatched"], "--unwatched"),
        (["order", "star wars", "release"], "--by release"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_word_that_is_an_option_is_answered_with_it(
    shelf: Run, args: list[str], option: str
) -> None:
    said = refusal(shelf, 3, *args)
    assert f"If “{args[2]}” is the option, it is written {option}.\n" in said


def test_small_words_alone_are_in_no_name(shelf: Run) -> None:
    shelf.ok("add", "The Return of the King (2003)", "--bare")
    assert "too little of a name" in refusal(shelf, 3, "watched", "of", "the")


def test_a_date_behind_one_film_is_answered_with_the_option(shelf: Run) -> None:
    for words in (["2019-08-01"], ["last", "friday"]):
        said = refusal(shelf, 2, "unwatch", "heat", *words)
        date = words[0] if len(words) == 1 else "'last friday'"
        assert f"Did you mean --on {date}? See “" in said
    said = refusal(shelf, 2, "plan", "star wars", "friday")
    assert "Did you mean --by friday or --from friday?" in said


def test_hundreds_of_names_are_no_name_without_quotes(shelf: Run) -> None:
    shelf.ok("edit", *["heat", "alien"] * 200, "--tag", "x")
