"""Which film a reference means."""

import pytest

from tests.conftest import Run

TITLES = [
    "Whiplash (2014)",
    "1917 (2019)",
    "300 (2006)",
    "9 (2009)",
    "2012 (2009)",
    "WALL·E (2008)",
    "Amélie (2001)",
    "The Fast and the Furious (2001)",
    "Fast & Furious (2009)",
    "Halloween (1978)",
    "Halloween (2007)",
    "Halloween (2018)",
    "Alien (1979)",
    "Aliens (1986)",
    "千と千尋の神隠し (2001)",
]


@pytest.fixture
def shelf(run: Run) -> Run:
    run.ok("add", *TITLES)
    run.ok("edit", "千と千尋の神隠し", "--alias", "Spirited Away", "--imdb", "tt0245429")
    return run


@pytest.mark.parametrize(
    ("reference", "label"),
    [
        ("1917", "1917 (2019)"),
        ("300", "300 (2006)"),
        ("2012", "2012 (2009)"),
        ("9", "9 (2009)"),
        ("1", "Whiplash (2014)"),
        ("id:9", "Fast & Furious (2009)"),
        ("WALL-E", "WALL·E (2008)"),
        ("wall e", "WALL·E (2008)"),
        ("walle", "WALL·E (2008)"),
        ("amelie", "Amélie (2001)"),
        ("AMÉLIE", "Amélie (2001)"),
        ("fast & furious", "Fast & Furious (2009)"),
        ("fast and furious", "Fast & Furious (2009)"),
        ("fast and the furious", "The Fast and the Furious (2001)"),
        ("Spirited Away", "千と千尋の神隠し (2001)"),
        ("千と千尋", "千と千尋の神隠し (2001)"),
        ("tt0245429", "千と千尋の神隠し (2001)"),
        ("https://www.imdb.com/title/tt0245429/", "千と千尋の神隠し (2001)"),
        ("alien", "Alien (1979)"),
        ("halloween (2007)", "Halloween (2007)"),
        ("halloween 2018", "Halloween (2018)"),
    ],
)
def test_a_reference_means_one_film(shelf: Run, reference: str, label: str) -> None:
    film = shelf.json("show", reference)
    assert f"{film['title']} ({film['year']})" == label


def test_id_300_is_always_the_number(shelf: Run) -> None:
    result = shelf("show", "id:300")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("Error: There is no film “id:300”")


@pytest.mark.parametrize("command", ["show", "watched", "remove", "edit"])
def test_three_namesakes_are_ambiguous_and_nothing_changes(shelf: Run, command: str) -> None:
    before = shelf.library.read_bytes()
    result = shelf(command, "Halloween")
    assert (result.exit_code, result.stdout) == (4, "")
    assert result.stderr == (
        "Error: “Halloween” is ambiguous: it can mean Halloween (1978) [id:10], "
        "Halloween (2007) [id:11] or Halloween (2018) [id:12].\n"
    )
    assert shelf.library.read_bytes() == before


@pytest.mark.parametrize("command", ["show", "watched", "remove", "edit"])
def test_a_misspelt_title_is_not_found_and_the_nearest_are_named(shelf: Run, command: str) -> None:
    before = shelf.library.read_bytes()
    result = shelf(command, "Haloween")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.startswith("Error: There is no film “Haloween”; did you mean Halloween (")
    assert shelf.library.read_bytes() == before


def test_a_reference_never_creates_a_library(run: Run) -> None:
    for command in ("watched", "edit", "remove", "unwatch", "show"):
        result = run(command, "Anything")
        more = " With --add it is entered." if command == "watched" else ""
        assert (result.exit_code, result.stdout) == (3, "")
        assert result.stderr == f"Error: There is no film “Anything”.{more}\n"
    assert not run.library.exists()


def test_films_that_look_alike_are_told_apart_by_number(run: Run) -> None:
    run.ok("add", "Twin (2000)")
    run.ok("add", "Twin (2000)", "--allow-duplicate")
    result = run("show", "twin")
    assert result.exit_code == 4
    assert "Twin (2000) [id:1] or Twin (2000) [id:2]" in result.stderr


def test_candidates_of_one_title_and_year_are_told_apart_by_their_kinds(run: Run) -> None:
    run.ok("add", "Tarn (2024)")
    run.ok("add", "Tarn (2024)", "--kind", "series", "--allow-duplicate")
    result = run("show", "tarn")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "Tarn (2024) [id:1] or Tarn (2024), series [id:2]." in result.stderr
