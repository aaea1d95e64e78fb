"""The section “Naming a film” of the contract: a test for each of its sentences."""

from __future__ import annotations

import pytest

from tests.cli.screen import Screen
from tests.conftest import Run

TITLES = [
    "John Wick (2014)",
    "John Wick: Chapter 2 (2017)",
    "John Wick: Chapter 4 (2023)",
    "The Father (2020)",
    "Citizen Kane (1941)",
    "It Comes at Night (2017)",
    "1917 (2019)",
    "300 (2006)",
    "Amélie (2001)",
    "Fast & Furious (2009)",
    "Halloween (1978)",
    "Halloween (2018)",
    "Halloween Kills (2021)",
]

CHANGES = {
    "watched": [],
    "remove": ["--yes"],
    "edit": ["--tag", "x"],
    "unwatch": [],
    "note": ["text"],
    "credit": ["Someone"],
    "place": ["--first"],
}
"""Commands that change the film that they name, with what they need beside its name."""


@pytest.fixture(scope="module")
def whole_shelf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a library of films, made once."""
    run = Run(tmp_path_factory.mktemp("shelf") / "library.json")
    run.ok("add", *TITLES, "--bare")
    run.ok("edit", "Amélie", "--alias", "Le Fabuleux Destin", "--imdb", "tt0211915")
    return run.library.read_bytes()


@pytest.fixture
def shelf(run: Run, whole_shelf: bytes) -> Run:
    run.library.write_bytes(whole_shelf)
    return run


def label(shelf: Run, reference: str) -> str:
    film = shelf.json("show", reference)
    return f"{film['title']} ({film['year']})"


def refused(shelf: Run, status: int, *args: str) -> str:
    """Run a command that must end so and change nothing, and return its sentence."""
    before = shelf.library.read_bytes()
    result = shelf(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.count("\n") == 1
    assert shelf.library.read_bytes() == before
    return result.stderr


@pytest.mark.parametrize(
    ("reference", "film"),
    [
        ("john wick", "John Wick (2014)"),
        ("Halloween (2018)", "Halloween (2018)"),
        ("le fabuleux destin", "Amélie (2001)"),
        ("tt0211915", "Amélie (2001)"),
        ("https://www.imdb.com/title/tt0211915/", "Amélie (2001)"),
        ("4", "The Father (2020)"),
        ("id:4", "The Father (2020)"),
        ("300", "300 (2006)"),
        ("chapter 2", "John Wick: Chapter 2 (2017)"),
        ("john 4", "John Wick: Chapter 4 (2023)"),
        ("kil", "Halloween Kills (2021)"),
        ("cit ka", "Citizen Kane (1941)"),
    ],
)
def test_film_is_in_this_order_a_title_an_imdb_id_a_number_whole_words_or_begun_words(
    shelf: Run, reference: str, film: str
) -> None:
    assert label(shelf, reference) == film


def test_each_kind_of_name_comes_before_the_next(run: Run) -> None:
    run.ok("add", "tt1234567", "3", "Third", "Dark", "Dark Star", "Starman", "--bare")
    run.ok("edit", "third", "--imdb", "tt1234567")
    assert run.json("show", "tt1234567")["id"] == 1
    assert run.json("show", "3")["id"] == 2
    assert run.json("show", "id:3")["id"] == 3
    assert run.json("show", "dark")["id"] == 4
    assert run.json("show", "star")["id"] == 5
    assert run.json("show", "starm")["id"] == 6


def test_a_part_of_a_film_follows_it_clone_wars_s02e16(run: Run) -> None:
    run.ok("add", "Star Wars: The Clone Wars (2008)", "--seasons", "22,22", "--bare")
    run.ok("watched", "clone wars s02e16")
    (viewing,) = run.json("log")
    assert "S02E16" in run.ok("log")
    assert run.json("show", "clone wars")["progress"] == {"seen": 1, "of": 44}
    assert viewing["rewatch"] is False


def test_id_300_is_always_the_number(shelf: Run) -> None:
    assert "There is no film “id:300”" in refused(shelf, 3, "show", "id:300")


@pytest.mark.parametrize("reference", ["kil", "cha 4", "amel"])
def test_begun_words_are_for_reading_commands_only(shelf: Run, reference: str) -> None:
    shelf.ok("show", reference)
    for command, more in CHANGES.items():
        refused(shelf, 3, command, reference, *more)


@pytest.mark.parametrize(
    ("reference", "film"),
    [
        ("AMELIE", "Amélie (2001)"),
        ("john wick chapter 2", "John Wick: Chapter 2 (2017)"),
        ("a father", "The Father (2020)"),
        ("father", "The Father (2020)"),
        ("fast and furious", "Fast & Furious (2009)"),
        ("1917", "1917 (2019)"),
    ],
)
def test_case_accents_punctuation_a_leading_article_and_ampersands_do_not_matter(
    shelf: Run, reference: str, film: str
) -> None:
    assert label(shelf, reference) == film


@pytest.mark.parametrize(
    ("reference", "film"),
    [("her", "The Father (2020)"), ("all", "Halloween"), ("ween", "Halloween"), ("ick", "John")],
)
def test_letters_inside_a_word_never_match_and_such_films_are_suggested_with_exit_3(
    shelf: Run, reference: str, film: str
) -> None:
    for command, more in {"show": [], **CHANGES}.items():
        said = refused(shelf, 3, command, reference, *more)
        assert f"There is no film “{reference}”; did you mean " in said
        assert film in said


@pytest.mark.parametrize("reference", ["17", "30", "4 (2023)", "2020", "the 2"])
def test_digits_alone_are_a_title_or_a_number_never_a_piece_of_a_title(
    shelf: Run, reference: str
) -> None:
    assert label(shelf, "2") == "John Wick: Chapter 2 (2017)"
    assert label(shelf, "4") == "The Father (2020)"
    for command, more in {"show": [], **CHANGES}.items():
        refused(shelf, 3, command, reference, *more)


def test_a_number_that_no_film_has_is_exit_3(shelf: Run) -> None:
    for command, more in {"show": [], **CHANGES}.items():
        assert "There is no film “99”" in refused(shelf, 3, command, "99", *more)


@pytest.mark.parametrize("command", CHANGES)
def test_a_command_that_changes_something_takes_whole_words_with_four_letters_or_digits(
    shelf: Run, command: str
) -> None:
    assert shelf.json("show", "it")["title"] == "It Comes at Night"
    said = refused(shelf, 3, command, "it", *CHANGES[command])
    assert "it could mean It Comes at Night (2017) [id:6]" in said
    if command not in ("unwatch", "place"):  # which need a viewing, a franchise
        shelf.ok(command, "kane", *CHANGES[command])


def test_a_changing_command_takes_any_whole_title_however_short(run: Run) -> None:
    run.ok("add", "Up (2009)", "It", "9", "--bare")
    run.ok("watched", "up", "it", "9")
    assert len(run.json("log")) == 3


def test_what_a_change_refers_to_is_named_as_fully(shelf: Run) -> None:
    refused(shelf, 3, "place", "kane", "--before", "it")
    refused(shelf, 3, "add", "New", "--bare", "--sequel-to", "kil")
    refused(shelf, 3, "link", "kane", "remake-of", "it")


def test_more_than_one_candidate_is_exit_4_and_the_candidates_with_their_ids_on_stderr(
    shelf: Run,
) -> None:
    for command, more in {"show": [], **CHANGES}.items():
        assert refused(shelf, 4, command, "halloween", *more) == (
            "Error: “halloween” is ambiguous: it can mean Halloween (1978) [id:11] or "
            "Halloween (2018) [id:12].\n"
        )


def test_none_is_exit_3_and_the_nearest_titles(shelf: Run) -> None:
    said = refused(shelf, 3, "show", "Citizn Kane")
    assert said == "Error: There is no film “Citizn Kane”; did you mean Citizen Kane (1941)?\n"


@pytest.mark.usefixtures("shipped_packs")
def test_order_names_the_packs_that_are_near(run: Run) -> None:
    assert "did you mean John Wick" in refused_without_library(run, "order", "jon wick")
    run.ok("add", "Jon (2000)", "--franchise", "Jon Wicker", "--bare")
    said = run("order", "jon wick")
    assert said.exit_code == 3
    assert "Jon Wicker" in said.stderr
    assert "John Wick" in said.stderr


def test_watched_names_add(shelf: Run) -> None:
    assert "--add" in refused(shelf, 3, "watched", "Heat (1995)")


def refused_without_library(run: Run, *args: str) -> str:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (3, "")
    assert not run.library.exists()
    return result.stderr


def test_nothing_is_ever_created_by_a_reference_that_does_not_mean_exactly_one_film(
    run: Run,
) -> None:
    for command, more in CHANGES.items():
        refused_without_library(run, command, "Anything", *more)


@pytest.mark.parametrize("wrong", ["her", "halloween", "99", "kil", "it"])
@pytest.mark.parametrize("command", ["watched", "remove"])
def test_one_wrong_name_among_several_changes_nothing_at_all(
    shelf: Run, command: str, wrong: str
) -> None:
    for names in (["kane", wrong], [wrong, "kane"]):
        before = shelf.library.read_bytes()
        assert shelf(command, *names).exit_code in (3, 4)
        assert shelf.library.read_bytes() == before


@pytest.fixture
def worlds(run: Run) -> Run:
    run.ok("add", "A", "--franchise", "Mad Max:Gibson", "--bare")
    run.ok("add", "B", "--franchise", "Mad Max:Hardy", "--franchise", "Star Wars", "--bare")
    return run


@pytest.mark.parametrize("reference", ["Mad Max", "mad", "max", "MAX"])
def test_franchise_is_a_name_or_whole_words_of_one(worlds: Run, reference: str) -> None:
    assert worlds.json("order", reference)["franchise"] == "Mad Max"


@pytest.mark.parametrize("reference", ["ma", "ax", "wars star", "tar"])
def test_a_piece_of_a_word_names_no_franchise(worlds: Run, reference: str) -> None:
    assert "There is no franchise" in refused(worlds, 3, "order", reference)


def test_franchise_colon_continuity_names_a_branch(worlds: Run) -> None:
    tables = worlds.json("order", "mad max:hardy")["tables"]
    assert [table["continuity"] for table in tables] == ["Hardy"]


def test_a_change_of_a_franchise_takes_as_much_of_its_name(worlds: Run) -> None:
    said = refused(worlds, 3, "franchise", "rename", "max", "New")
    assert "it could mean Mad Max." in said
    worlds.ok("franchise", "rename", "wars", "Galaxy")


# -- at a terminal ---------------------------------------------------------------------------


@pytest.mark.parametrize(("answer", "changed"), [("y", True), ("", False), ("n", False)])
def test_on_a_terminal_it_is_asked_whether_too_little_meant_it_and_the_default_is_no(
    shelf: Run, screens: type[Screen], answer: str, *, changed: bool
) -> None:
    before = shelf.library.read_bytes()
    screen = screens(shelf, "watched", "it")
    screen.read_until("Does “it” mean It Comes at Night (2017)? [y/N]:")
    screen.type(f"{answer}\n")
    status, _ = screen.end()
    assert (status == 0, shelf.library.read_bytes() != before) == (changed, changed)
    assert changed or status == 3


@pytest.mark.parametrize(
    ("answer", "film"), [("2", "Halloween (2018)"), ("11", "Halloween (1978)"), ("id:12", "2018")]
)
def test_on_a_terminal_a_choice_numbered_and_the_films_id_works_too(
    shelf: Run, screens: type[Screen], answer: str, film: str
) -> None:
    screen = screens(shelf, "watched", "halloween")
    asked = screen.read_until("Which one")
    assert "  1  Halloween (1978) [id:11]" in asked
    assert "  2  Halloween (2018) [id:12]" in asked
    screen.type(f"{answer}\n")
    status, seen = screen.end()
    assert status == 0
    assert film in seen.partition("Watched")[2]


@pytest.mark.parametrize("answer", ["", "q", "Q"])
def test_enter_or_q_leaves_and_the_prompt_says_so(
    shelf: Run, screens: type[Screen], answer: str
) -> None:
    before = shelf.library.read_bytes()
    screen = screens(shelf, "watched", "halloween")
    screen.read_until("Which one (Enter or q leaves):")
    screen.type(f"{answer}\n")
    status, seen = screen.end()
    assert status == 4
    assert "nothing was changed" in seen
    assert shelf.library.read_bytes() == before


def test_what_is_neither_is_asked_again(shelf: Run, screens: type[Screen]) -> None:
    screen = screens(shelf, "show", "halloween", columns=50)
    screen.read_until("Which one")
    screen.type("3\n")
    screen.read_until("not in the range of 1 to 2, nor an ID of these")
    screen.type("q\n")
    assert screen.end()[0] == 4
