"""``add``: films come in with what is known of them."""

import pytest

from tests.conftest import Run


def test_add_says_what_it_added_and_under_which_number(run: Run) -> None:
    result = run("add", "Seven Samurai (1954)")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "Added Seven Samurai (1954) as number 1.\n",
        "",
    )


def test_an_added_film_is_to_watch_and_not_watched(run: Run) -> None:
    run.ok("add", "Alien (1979)")
    (film,) = run.json("list")
    assert (film["title"], film["year"], film["to_watch"], film["watched"], film["added"]) == (
        "Alien",
        1979,
        True,
        False,
        "2023-03-24",
    )


@pytest.mark.parametrize(
    ("option", "value", "field", "expected"),
    [
        ("--year", "1979", "year", 1979),
        ("--release", "1979-05-25", "release", "1979-05-25"),
        ("--release", "1979-05", "release", "1979-05"),
        ("--release", "TBA", "release", None),
        ("--kind", "series", "kind", "series"),
        ("--runtime", "117", "runtime", 117),
        ("--runtime", "117m", "runtime", 117),
        ("--runtime", "1h57", "runtime", 117),
        ("--runtime", "1:57", "runtime", 117),
        ("--original-title", "エイリアン", "original_title", "エイリアン"),
        ("--alias", "Star Beast", "aliases", ["Star Beast"]),
        ("--imdb", "tt0078748", "imdb", "tt0078748"),
        ("--tmdb", "348", "tmdb", 348),
        ("--set", "c. 2122", "story", "c. 2122"),
        ("--tag", "space", "tags", ["space"]),
        ("--where", "Somewhere Plus", "where", ["Somewhere Plus"]),
    ],
)
def test_add_keeps_each_fact(
    run: Run, option: str, value: str, field: str, expected: object
) -> None:
    assert run.json("add", "Alien", option, value)[field] == expected


def test_options_that_repeat_keep_every_value_once(run: Run) -> None:
    film = run.json(
        "add", "Alien", "--tag", "a", "--tag", "b", "--tag", "a", "--director", "R", "--cast", "S:T"
    )
    assert film["tags"] == ["a", "b"]
    assert [(c["name"], c["as"], c["role"]) for c in film["credits"]] == [
        ("R", "director", None),
        ("S", "cast", "T"),
    ]


def test_several_titles_are_several_films_in_one_undo_step(run: Run) -> None:
    run.ok("add", "One", "Two", "Three")
    assert [film["title"] for film in run.json("list")] == ["One", "Two", "Three"]
    run.ok("undo")
    assert run.json("list") == []


def test_a_dash_reads_titles_from_standard_input(run: Run) -> None:
    text = "\ufeffHeat (1995)\r\n\n  Ronin (1998)  \nHeat (1995)\n"
    result = run("add", "-", input=text.encode())
    assert result.exit_code == 0
    assert [film["title"] for film in run.json("list")] == ["Heat", "Ronin"]
    assert result.stderr == (
        "Standard input, line 4: Heat (1995) is already in the library, as number 1.\n"
    )


def test_standard_input_without_a_title_is_refused(run: Run) -> None:
    result = run("add", "-", input=b"\n")
    assert (result.exit_code, result.stderr) == (1, "Error: No film was added.\n")
    assert not run.library.exists()


def test_a_known_film_is_refused_by_name_and_nothing_changes(run: Run) -> None:
    run.ok("add", "Alien (1979)")
    before = run.library.read_bytes()
    result = run("add", "alien (1979)")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: Alien (1979) is already in the library, as number 1.\n"
    assert run.library.read_bytes() == before


def test_one_known_film_among_several_adds_none_of_them(run: Run) -> None:
    run.ok("add", "Alien (1979)")
    result = run("add", "Aliens (1986)", "Alien (1979)")
    assert result.exit_code == 1
    assert result.stderr == (
        "Error: Alien (1979) is already in the library, as number 1. "
        "None of the 2 films was added.\n"
    )
    assert [film["title"] for film in run.json("list")] == ["Alien"]


def test_allow_duplicate_keeps_namesakes_apart(run: Run) -> None:
    run.ok("add", "Alien (1979)")
    run.ok("add", "Alien (1979)", "--allow-duplicate")
    assert [film["id"] for film in run.json("list")] == [1, 2]


def test_two_imdb_ids_with_one_title_and_year_are_two_films(run: Run) -> None:
    run.ok("add", "Alien (1979)", "--imdb", "tt0078748")
    run.ok("add", "Alien (1979)", "--imdb", "tt0078749")
    result = run("add", "Xeno", "--imdb", "tt0078748")
    assert result.exit_code == 1
    assert "Alien (1979)" in result.stderr


def test_a_new_franchise_and_continuity_are_made_and_said(run: Run) -> None:
    result = run("add", "Halloween (1978)", "--franchise", "Halloween", "--continuity", "H20")
    assert result.exit_code == 0
    assert result.stderr == (
        "Created the franchise Halloween.\nCreated the continuity H20 of Halloween.\n"
    )
    (part,) = run.json("show", "halloween")["franchises"]
    assert (part["name"], part["continuities"]) == ("Halloween", ["H20"])


def test_a_placed_film_joins_the_franchise_of_its_anchors(john_wick: Run) -> None:
    assert john_wick.titles("john wick") == [
        "John Wick",
        "John Wick: Chapter 2",
        "John Wick: Chapter 3",
        "Ballerina",
        "John Wick: Chapter 4",
    ]


@pytest.mark.parametrize(("option", "position"), [("--before", 2), ("--after", 3), ("--during", 3)])
def test_add_places_a_film_beside_its_anchor(john_wick: Run, option: str, position: int) -> None:
    john_wick.ok("add", "New", option, "Chapter 2")
    titles = john_wick.titles("john wick")
    assert titles.index("New") + 1 == position


def test_an_optional_member_is_marked_in_the_order(john_wick: Run) -> None:
    john_wick.ok("add", "Short", "--franchise", "john wick", "--optional")
    (table,) = john_wick.json("order", "john wick")["tables"]
    assert [e["title"] for e in table["entries"] if e["optional"]] == ["Short"]


def test_optional_without_a_franchise_is_wrong_usage(run: Run) -> None:
    result = run("add", "Short", "--optional")
    assert (result.exit_code, result.stderr) == (2, "Error: Say which --franchise is meant.\n")


def test_two_placements_are_wrong_usage(john_wick: Run) -> None:
    before = john_wick.library.read_bytes()
    result = john_wick("add", "New", "--before", "Chapter 2", "--during", "Chapter 3")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--before and --during exclude each other" in result.stderr
    assert john_wick.library.read_bytes() == before


@pytest.mark.parametrize("option", ["--imdb", "--tmdb"])
def test_a_site_id_cannot_be_shared_by_several_titles(run: Run, option: str) -> None:
    result = run("add", "One", "Two", option, "tt0078748" if option == "--imdb" else "1")
    assert (result.exit_code, run.library.exists()) == (2, False)


def test_a_title_of_a_thousand_characters_is_kept_and_a_longer_one_refused(run: Run) -> None:
    run.ok("add", "x" * 1000)
    assert run.json("show", "1")["title"] == "x" * 1000
    result = run("add", "y" * 1001)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "1,000 characters" in result.stderr


def test_add_prints_one_record_as_json_and_several_as_a_list(run: Run) -> None:
    assert run.json("add", "One")["title"] == "One"
    assert [film["title"] for film in run.json("add", "Two", "Three")] == ["Two", "Three"]
