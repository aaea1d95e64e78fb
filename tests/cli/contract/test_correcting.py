"""Commands: ``add``, ``edit`` and ``merge``, and what ``doctor`` finds to correct."""

from __future__ import annotations

import pytest

from tests.conftest import Run


@pytest.fixture
def shelf(run: Run) -> Run:
    run.ok("add", "Heat (1995)", "Ronin (1998)", "Pulp")
    return run


def refused(run: Run, status: int, *args: str) -> str:
    """Return what a command line says that ends with a status and changes nothing."""
    before = run.library.read_bytes()
    result = run(*args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert run.library.read_bytes() == before
    return result.stderr


# -- edit ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--runtime", "2h50"], "runtime none → 2 h 50 min"),
        (["--tag", "noir", "--where", "Disc"], "tag none → noir; where none → Disc"),
        (["--director", "Michael Mann"], "director none → Michael Mann"),
        (["--year", "1996"], "year 1995 → 1996"),
        (["--release", "1995-12-15"], "release none → 1995-12-15"),
        (["--not-to-watch"], "on the watchlist yes → no"),
        (["--title", "Hitze"], "title Heat → Hitze"),
        (["--note", "Loud."], "notes none → 1"),
        (["--sequel-to", "ronin"], "links none → sequel to Ronin (1998)"),
        (["--franchise", "Mann"], "franchise none → Mann"),
    ],
)
def test_the_reply_of_edit_says_old_and_new(shelf: Run, args: list[str], said: str) -> None:
    assert shelf.ok("edit", "heat", *args) == f"Changed Heat (1995): {said}.\n"


def test_edit_says_what_was_there(shelf: Run) -> None:
    shelf.ok("edit", "heat", "--runtime", "170", "--tag", "noir")
    said = shelf.ok("edit", "heat", "--runtime", "171", "--clear", "tag")
    assert said == "Changed Heat (1995): runtime 2 h 50 min → 2 h 51 min; tag noir → none.\n"


def test_edit_of_several_films(shelf: Run) -> None:
    said = shelf.ok("edit", "heat", "ronin", "--tag", "noir", "--runtime", "2h")
    assert said == (
        "Changed 2 films. Heat (1995): runtime none → 2 h; tag none → noir. "
        "Ronin (1998): runtime none → 2 h; tag none → noir.\n"
    )
    assert [film["tags"] for film in shelf.json("list", "--tag", "noir")] == [["noir"], ["noir"]]
    assert len(shelf.json("history")) == 2


def test_of_many_films_three_are_told_and_the_rest_is_counted(run: Run) -> None:
    run.ok("add", *(f"Film {letter}" for letter in "ABCDE"))
    run.ok("edit", "film a", "--tag", "x")
    said = run.ok("edit", *(f"film {letter}" for letter in "abcde"), "--tag", "x")
    assert said.startswith("Changed 4 of 5 films. Film B: tag none → x. Film C: ")
    assert said.endswith(" Film D: tag none → x. And 1 more.\n")


def test_one_wrong_name_among_several_changes_nothing(shelf: Run) -> None:
    assert refused(shelf, 3, "edit", "heat", "nothing at all", "--tag", "noir")


@pytest.mark.parametrize(
    "option",
    [
        ["--title", "X"],
        ["--imdb", "tt0113277"],
        ["--tmdb", "949"],
        ["--wikidata", "Q42198"],
        ["--tvdb", "7"],
    ],
    ids=lambda option: option[0],
)
def test_title_and_identities_are_for_one_film_only(shelf: Run, option: list[str]) -> None:
    said = refused(shelf, 2, "edit", "heat", "ronin", *option)
    assert said.startswith(f"Error: {option[0]} belongs to one film")
    if option[0] != "--title":
        assert refused(shelf, 2, "add", "A", "B", *option)


def test_clear_repeats(shelf: Run) -> None:
    shelf.ok("edit", "heat", "--tag", "noir", "--where", "Disc", "--runtime", "170")
    film = shelf.json("edit", "heat", "--clear", "tag", "--clear", "where", "--clear", "runtime")
    assert (film["tags"], film["where"], film["runtime"]) == ([], [], None)


def test_to_watch_and_not_to_watch_of_several_films(shelf: Run) -> None:
    shelf.ok("edit", "heat", "ronin", "--not-to-watch")
    assert [film["title"] for film in shelf.json("list")] == ["Pulp"]
    shelf.ok("edit", "heat", "ronin", "--to-watch")
    assert len(shelf.json("list")) == 3


def test_a_titles_trailing_year_is_its_year_in_add_and_edit_title(shelf: Run) -> None:
    said = shelf.ok("edit", "pulp", "--title", "Pulp Fiction (1994)")
    assert said == "Changed Pulp: title Pulp → Pulp Fiction; year none → 1994.\n"
    film = shelf.json("add", "Alien (1979)")
    assert (film["title"], film["year"]) == ("Alien", 1979)


def test_the_option_year_beats_the_year_in_the_title(shelf: Run) -> None:
    film = shelf.json("edit", "pulp", "--title", "Pulp Fiction (1994)", "--year", "1995")
    assert (film["title"], film["year"]) == ("Pulp Fiction", 1995)


def test_a_title_and_year_that_another_film_has_are_refused(shelf: Run) -> None:
    said = refused(shelf, 1, "edit", "pulp", "--title", "Heat (1995)")
    assert "Heat (1995) is already in the library, as number 1" in said
    shelf.ok("edit", "pulp", "--title", "Heat (1995)", "--allow-duplicate")


def test_what_edit_does_not_change_it_says_and_is_no_undo_step(shelf: Run) -> None:
    shelf.ok("edit", "heat", "ronin", "--tag", "noir")
    said = shelf.ok("edit", "heat", "ronin", "--tag", "noir")
    assert said == "Nothing to change: Heat (1995) and Ronin (1998) are like that already.\n"
    assert len(shelf.json("history")) == 2


# -- add -------------------------------------------------------------------------------------


def test_a_title_and_year_that_is_there_already_is_refused_naming_the_film(shelf: Run) -> None:
    assert "Heat (1995) is already in the library, as number 1" in refused(
        shelf, 1, "add", "HEAT (1995)"
    )


def test_unless_allow_duplicate_or_both_have_ids_that_differ(shelf: Run) -> None:
    shelf.ok("add", "Heat (1995)", "--allow-duplicate", "--imdb", "tt0000001")
    shelf.ok("add", "Ran (1985)", "--imdb", "tt0000002")
    shelf.ok("add", "Ran (1985)", "--imdb", "tt0000003")
    assert [film["title"] for film in shelf.json("list")].count("Ran") == 2


def test_the_same_id_under_another_title_is_refused(shelf: Run) -> None:
    shelf.ok("edit", "heat", "--imdb", "tt0113277")
    said = refused(shelf, 1, "add", "Hitze (1995)", "--imdb", "tt0113277")
    assert "Heat (1995) is already in the library" in said


# -- merge -----------------------------------------------------------------------------------


@pytest.fixture
def twice(run: Run) -> Run:
    """Return a library with Jurassic Park twice, of which the second has nearly everything."""
    run.ok("add", "Jurassic Park (1993)", "The Lost World (1997)", "--franchise", "Park")
    run.ok("add", "Jurassic Park III (2001)", "--franchise", "Park")
    run.ok("edit", "jurassic park (1993)", "--runtime", "127", "--tag", "cinema")
    run.ok("add", "Jurasic Park", "--runtime", "126", "--tag", "dino", "--where", "Disc")
    run.ok("edit", "jurasic park", "--director", "Steven Spielberg", "--note", "Seen at Bo's.")
    run.ok("watched", "jurasic park", "--on", "2020-05-01", "--rating", "4.5")
    run.ok("link", "lost world", "sequel-to", "jurasic park")
    run.ok("franchise", "add", "park", "jurasic park")
    run.ok("place", "jurassic park iii", "--after", "jurasic park")
    return run


MERGE = ["merge", "jurassic park (1993)", "jurasic park"]


def test_all_that_other_has_becomes_films(twice: Run) -> None:
    film = twice.json(*MERGE)
    assert (film["title"], film["year"], film["aliases"]) == (
        *("Jurassic Park", 1993, ["Jurasic Park"]),
    )
    assert (film["tags"], film["where"], film["rating"]) == (["cinema", "dino"], ["Disc"], 4.5)
    assert [viewing["watched_on"] for viewing in film["viewings"]] == ["2020-05-01"]
    assert [credit["name"] for credit in film["credits"]] == ["Steven Spielberg"]
    assert [note["text"] for note in film["notes"]] == ["Seen at Bo's."]
    assert [(link["relation"], link["film"]) for link in film["links"]] == [
        ("followed by", "The Lost World (1997)")
    ]
    assert film["to_watch"] is False
    assert twice.titles("park") == ["Jurassic Park", "Jurassic Park III", "The Lost World"]
    assert twice("show", "id:4").exit_code == 3
    assert twice.json("show", "jurasic park")["id"] == 1


def test_where_both_say_something_films_stays_and_that_is_said(twice: Run) -> None:
    result = twice(*MERGE)
    assert result.exit_code == 0
    assert "Jurassic Park (1993) keeps runtime 2 h 7 min, not 2 h 6 min.\n" in result.stderr
    assert result.stdout.startswith(
        "Merged Jurasic Park into Jurassic Park (1993): alias none → Jurasic Park; tag cinema → "
        "cinema, dino; where none → Disc; on the watchlist yes → no; rating none → ★★★★½; "
    )
    assert twice.json("show", "id:1")["runtime"] == 127


def test_merge_is_one_undo_step(twice: Run) -> None:
    before = twice.ok("export", "--to", "json")
    twice.ok(*MERGE)
    twice.ok("undo")
    assert twice.ok("export", "--to", "json") == before


def test_merge_of_several_others(run: Run) -> None:
    run.ok("add", "Heat (1995)", "Haet (1995)", "Heeat (1995)")
    run.ok("watched", "haet", "--on", "2020")
    run.ok("watched", "heeat", "--on", "2021")
    film = run.json("merge", "heat", "haet", "heeat")
    assert film["aliases"] == ["Haet", "Heeat"]
    assert [viewing["watched_on"] for viewing in film["viewings"]] == ["2020", "2021"]
    assert len(run.json("list", "--all")) == 1


@pytest.mark.parametrize(
    ("args", "status"), [(["heat", "heat"], 1), (["heat", "nothing"], 3), (["heat"], 2)]
)
def test_what_cannot_be_merged_is_refused(shelf: Run, args: list[str], status: int) -> None:
    assert refused(shelf, status, "merge", *args)


# -- doctor ----------------------------------------------------------------------------------


def test_doctor_finds_what_was_let_in_twice_and_near_titles_and_names_merge(run: Run) -> None:
    run.ok("add", "Heat (1995)", "Jurassic Park (1993)", "Jurasic Park")
    run.ok("add", "Heat (1995)", "--allow-duplicate")
    found = run("doctor").stdout
    assert "“watchlist merge id:1 id:4” makes them one" in found
    assert "“watchlist merge id:2 id:3” makes them one" in found


def test_the_command_that_doctor_names_takes_the_year_out_of_a_title(run: Run) -> None:
    run.ok("add", "Whiplash 2014")
    assert "watchlist edit id:1 --title 'Whiplash (2014)'" in run("doctor").stdout
    run.ok("edit", "id:1", "--title", "Whiplash (2014)")
    assert run("doctor").exit_code == 0
