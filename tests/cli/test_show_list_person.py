"""``show``, ``list`` and ``person``: what is known comes back where a person looks for it."""

import pytest

from tests.conftest import Run


@pytest.fixture
def shelf(run: Run) -> Run:
    run.ok("add", "Nikita (1990)", "--director", "Luc Besson", "--cast", "Anne Parillaud:Nikita")
    run.ok("add", "The Big Sleep (1946)", "--tag", "Noir", "--runtime", "114", "--where", "Plus")
    run.ok("add", "Dune (2021)", "--release", "2021-10-22", "--runtime", "155", "--franchise", "D")
    run.ok("add", "Dune: Part Two", "--release", "2024-03-01", "--franchise", "D")
    run.ok("add", "Sherlock (2010)", "--kind", "series")
    run.ok("watched", "nikita", "--on", "2022-01-02", "--rating", "4")
    run.ok("watched", "big sleep", "--on", "2023-01-02", "--rating", "3.5")
    return run


@pytest.mark.parametrize(
    ("args", "titles"),
    [
        ([], ["Dune", "Dune: Part Two", "Sherlock"]),
        (["--all"], ["Nikita", "The Big Sleep", "Dune", "Dune: Part Two", "Sherlock"]),
        (["--watched"], ["Nikita", "The Big Sleep"]),
        (["--upcoming"], ["Dune: Part Two"]),
        (["--all", "--franchise", "d"], ["Dune", "Dune: Part Two"]),
        (["--all", "--tag", "noir"], ["The Big Sleep"]),
        (["--all", "--person", "parillaud"], ["Nikita"]),
        (["--all", "--kind", "series"], ["Sherlock"]),
        (["--all", "--year", "1946"], ["The Big Sleep"]),
        (["--all", "--year", "1990..2010"], ["Nikita", "Sherlock"]),
        (["--all", "--year", "..1990"], ["Nikita", "The Big Sleep"]),
        (["--all", "--year", "2021.."], ["Dune", "Dune: Part Two"]),
        (["--all", "--rating", ">=4"], ["Nikita"]),
        (["--all", "--rating", "<4"], ["The Big Sleep"]),
        (["--all", "--rating", "3.5"], ["The Big Sleep"]),
        (["--all", "--rating", "70%"], ["The Big Sleep"]),
        (["dune"], ["Dune", "Dune: Part Two"]),
        (["DUNE", "two"], ["Dune: Part Two"]),
        (["--all", "--sort", "title", "--limit", "2"], ["The Big Sleep", "Dune"]),
        (["--all", "--sort", "year", "--limit", "1"], ["The Big Sleep"]),
        (["--watched", "--sort", "rating", "--reverse"], ["Nikita", "The Big Sleep"]),
        (["--watched", "--sort", "watched"], ["Nikita", "The Big Sleep"]),
        (["--watched", "--sort", "runtime", "--reverse"], ["The Big Sleep", "Nikita"]),
        (["--all", "--sort", "release", "--limit", "1"], ["The Big Sleep"]),
        (["--all", "--limit", "0"], []),
    ],
)
def test_list_shows_what_was_asked_for(shelf: Run, args: list[str], titles: list[str]) -> None:
    assert [film["title"] for film in shelf.json("list", *args)] == titles


def test_an_empty_list_is_said_on_stderr_and_is_an_empty_array(run: Run) -> None:
    result = run("list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("No film to list")
    assert run.json("list") == []


def test_reading_creates_no_file(run: Run) -> None:
    for command in (["list"], ["log"], ["history"], ["franchise", "list"]):
        run.ok(*command)
    assert list(run.library.parent.iterdir()) == []


def test_a_listed_record_has_the_fields_of_the_contract(shelf: Run) -> None:
    film = shelf.json("list", "--watched")[1]
    expected = {
        "id": 2,
        "title": "The Big Sleep",
        "year": 1946,
        "kind": "film",
        "watched": True,
        "to_watch": False,
        "rating": 3.5,
        "tags": ["Noir"],
        "imdb": None,
        "release": None,
        "runtime": 114,
        "added": "2023-03-24",
    }
    assert {name: film[name] for name in expected} == expected


def test_the_table_of_list_shows_the_film_with_its_rating(shelf: Run) -> None:
    lines = shelf.ok("list", "--watched").splitlines()
    assert lines[0].split() == ["ID", "Film", "Year", "Runtime", "Seen", "Tags", "Where"]
    assert lines[2].split() == [
        *("2", "The", "Big", "Sleep", "1946", "1", "h", "54", "min"),
        *("2023-01-02", "★★★½", "Noir", "Plus"),
    ]


def test_show_prints_everything_that_is_known(shelf: Run) -> None:
    shelf.ok("note", "nikita", "See the original.", "--source", "https://example.org/n")
    shelf.ok("credit", "nikita", "Tchéky Karyo", "--status", "rumored", "--source", "https://e.org")
    result = shelf("show", "nikita")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Nikita (1990) · number 1\n"
        "  Added       2023-03-24\n"
        "  State       watched\n"
        "  Rating      ★★★★\n"
        "  Viewings    2022-01-02 ★★★★\n"
        "  Credits     Luc Besson, director\n"
        "              Anne Parillaud, cast: Nikita\n"
        "              Tchéky Karyo, cast (rumored) https://e.org\n"
        "  Notes       2023-03-24 See the original. https://example.org/n\n"
    )


def test_show_names_the_franchise_and_the_place(john_wick: Run) -> None:
    assert (
        "  Franchise   John Wick; between John Wick: Chapter 3 and John Wick: Chapter 4\n"
        in john_wick.ok("show", "ballerina")
    )


def test_show_never_shortens_a_long_title(run: Run) -> None:
    title = "word " * 199 + "end"
    run.ok("add", title)
    shown = run.ok("show", "1", env={"COLUMNS": "50"})
    assert " ".join(shown.split()).startswith(title)


def test_person_lists_every_film_with_a_part_in_it(shelf: Run) -> None:
    shelf.ok("credit", "dune (2021)", "Anne Parillaud", "--cameo", "--as", "cast")
    films = shelf.json("person", "parillaud")
    assert [(film["title"], film["credits"][0]["cameo"]) for film in films] == [
        ("Nikita", False),
        ("Dune", True),
    ]
    assert "cast (cameo)" in shelf.ok("person", "anne parillaud")


def test_person_joins_spellings_of_one_name(run: Run) -> None:
    run.ok("add", "One", "--cast", "Penélope Cruz")
    run.ok("add", "Two", "--cast", "Penelope Cruz")
    assert [film["title"] for film in run.json("person", "penelope cruz")] == ["One", "Two"]


def test_an_unknown_person_is_not_found(shelf: Run) -> None:
    result = shelf("person", "Luc Bessonn")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "Error: There is no person “Luc Bessonn”; did you mean Luc Besson?\n"
