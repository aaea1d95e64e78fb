"""References on the command line: which film, franchise or person they mean, or none."""

from __future__ import annotations

import pytest

from tests.conftest import Run


@pytest.fixture
def halloween(run: Run) -> Run:
    run.ok("add", "Halloween (1978)", "Halloween (2007)", "Halloween (2018)", "Jaws (1975)")
    return run


def test_three_films_of_one_name_are_ambiguous_and_told_apart_by_year(halloween: Run) -> None:
    result = halloween("show", "halloween")
    assert (result.exit_code, result.stdout) == (4, "")
    for year in (1978, 2007, 2018):
        assert f"Halloween ({year})" in result.stderr


def test_films_that_look_alike_are_told_apart_by_number(halloween: Run) -> None:
    halloween.ok("add", "Jaws (1975)", "--allow-duplicate")
    result = halloween("show", "jaws")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "Jaws (1975) [id:4] or Jaws (1975) [id:5]" in result.stderr


def test_a_name_that_is_misspelt_is_not_found_and_answered_with_a_suggestion(
    halloween: Run,
) -> None:
    result = halloween("show", "Haloween")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "There is no film “Haloween”; did you mean Halloween (1978), " in result.stderr


def test_a_year_settles_it(halloween: Run) -> None:
    assert halloween.json("show", "Halloween (2007)")["year"] == 2007


@pytest.mark.parametrize(
    ("reference", "status"),
    [("", 2), ("  ", 2), ("halloween", 4), ("Haloween", 3), ("4 (1978)", 3), ("id:9", 3)],
)
@pytest.mark.parametrize("command", ["watched", "remove", "edit"])
def test_nothing_is_changed_by_a_reference_that_means_not_exactly_one_film(
    halloween: Run, command: str, reference: str, status: int
) -> None:
    before = halloween.library.read_bytes()
    options = {"remove": ["--yes"], "edit": ["--tag", "x"]}.get(command, [])
    result = halloween(command, reference, *options)
    assert (result.exit_code, result.stdout) == (status, "")
    assert halloween.library.read_bytes() == before


@pytest.fixture
def worlds(run: Run) -> Run:
    run.ok("add", "Halloween (1978)", "--franchise", "Halloween", "--continuity", "H20")
    run.ok("franchise", "add", "Halloween", "Halloween (1978)", "--continuity", "2018")
    run.ok("add", "Mission: Impossible (1996)", "--franchise", "Mission: Impossible")
    run.ok("add", "Mission to Mars (2000)", "--franchise", "Mission to Mars")
    run.ok("add", "Mars Attacks! (1996)", "--franchise", "Mars Attacks")
    return run


@pytest.mark.parametrize(
    ("reference", "franchise", "continuities"),
    [
        ("halloween", "Halloween", ["H20", "2018"]),
        ("Halloween:H20", "Halloween", ["H20"]),
        ("halloween: h2", "Halloween", ["H20"]),
        ("Mission: Impossible", "Mission: Impossible", ["main"]),
        ("mission impossible:main", "Mission: Impossible", ["main"]),
        ("Mission: Impossible:main", "Mission: Impossible", ["main"]),
        ("impossible", "Mission: Impossible", ["main"]),
    ],
)
def test_a_franchise_is_named_by_whole_words_and_its_continuity_behind_a_colon(
    worlds: Run, reference: str, franchise: str, continuities: list[str]
) -> None:
    shown = worlds.json("order", reference)
    assert shown["franchise"] == franchise
    assert [table["continuity"] for table in shown["tables"]] == continuities


@pytest.mark.parametrize(
    ("reference", "status", "message"),
    [
        ("hallo", 3, "There is no franchise “hallo”; did you mean Halloween?"),
        ("mars", 4, "“mars” is ambiguous: it can mean Mars Attacks or Mission to Mars."),
        ("Halloween:Thorn", 3, "There is no continuity “Thorn” of Halloween"),
        ("Saw", 3, "There is no franchise “Saw”"),
    ],
)
def test_a_franchise_that_is_not_named_is_refused(
    worlds: Run, reference: str, status: int, message: str
) -> None:
    result = worlds("order", reference)
    assert (result.exit_code, result.stdout) == (status, "")
    assert message in result.stderr


def test_a_person_is_named_by_a_part_without_accents(run: Run) -> None:
    run.ok("add", "Amélie (2001)", "--director", "Jean-Pierre Jeunet", "--cast", "Audrey Tautou")
    assert [film["title"] for film in run.json("person", "jean pierre")] == ["Amélie"]
    missing = run("person", "Tatou")
    assert (missing.exit_code, missing.stdout) == (3, "")
    assert "There is no person “Tatou”; did you mean Audrey Tautou?" in missing.stderr


def test_of_many_candidates_three_are_named_and_the_rest_is_counted(run: Run) -> None:
    run.ok("add", *(f"Saw {number}" for number in range(1, 14)))
    result = run("show", "saw")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr.count("Saw ") == 3
    assert "or 10 more" in result.stderr
