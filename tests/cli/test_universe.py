"""The John Wick universe as it stood in March 2023, told and asked through the shell alone."""

import shlex

import pytest

from tests.conftest import Run

FACTS = """
add 'John Wick (2014)' --release 2014-10-24 --runtime 101 --franchise 'John Wick'
add 'John Wick: Chapter 2' --release 2017-02-10 --runtime 2h02 --sequel-to 'John Wick'
add 'John Wick: Chapter 3 – Parabellum' --release 2019-05-17 --runtime 2:11 --sequel-to 'chapter 2'
add 'John Wick: Chapter 4' --release 2023-03-24 --runtime 169 --sequel-to parabellum
edit 'john wick' --director 'Chad Stahelski'
edit 'chapter 2' --director 'Chad Stahelski'
edit 'chapter 3' --director 'Chad Stahelski'
edit 'chapter 4' --director 'Chad Stahelski'
add Ballerina --release TBA --spinoff-of 'chapter 3' --director 'Len Wiseman'
place ballerina --between 'chapter 3' 'chapter 4' --note 'six-month gap'
edit ballerina --cast 'Ana de Armas:Rooney' --cast 'Norman Reedus' --cast 'Gabriel Byrne'
edit ballerina --cast 'Catalina Sandino Moreno' --cast 'Keanu Reeves' --cast 'Ian McShane'
edit ballerina --cast 'Anjelica Huston' --cast 'Lance Reddick'
credit ballerina 'Shay Hatten' --as writer
credit 'chapter 3' 'Shay Hatten' --as writer
credit 'chapter 4' 'Shay Hatten' --as writer
credit ballerina 'Emerald Fennell' --as writer
credit ballerina 'Romain Lacourbas' --as cinematographer
credit ballerina 'Anne Parillaud' --cameo --status reported
note ballerina 'Parillaud is on the cast list' --source https://example.org/cast
credit ballerina 'Anne Parillaud' --status confirmed --source https://example.org/cameo
add 'La Femme Nikita (1990)' --director 'Luc Besson' --cast 'Anne Parillaud'
link ballerina inspired-by 'femme nikita'
add 'Point of No Return (1993)' --remake-of nikita --cast 'Bridget Fonda' --cast 'Gabriel Byrne'
add 'The Professional (1994)' --alias Léon
add 'Colombiana (2011)' --cast 'Zoe Saldaña' --spiritual-sequel-to léon
add 'Taken 2 (2012)' --cast 'Liam Neeson'
credit colombiana 'Luc Besson' --as writer
credit 'taken 2' 'Luc Besson' --as writer
credit colombiana 'Romain Lacourbas' --as cinematographer
credit 'taken 2' 'Romain Lacourbas' --as cinematographer
add 'Live Free or Die Hard (2007)' --alias 'Die Hard 4' --director 'Len Wiseman'
add 'Underworld (2003)' --director 'Len Wiseman'
add 'The Walking Dead' --kind series --cast 'Norman Reedus'
add 'The Usual Suspects (1995)' --cast 'Gabriel Byrne'
add 'The Continental' --kind series --release 2023-09-22 --prequel-to 'john wick (2014)'
place continental --before 'john wick (2014)'
"""
WICK = [
    "John Wick",
    "John Wick: Chapter 2",
    "John Wick: Chapter 3 – Parabellum",
    "John Wick: Chapter 4",
]


@pytest.fixture
def universe(run: Run) -> Run:
    for line in FACTS.strip().splitlines():
        run.ok(*shlex.split(line))
    return run


def in_table(run: Run, *args: str) -> list[str]:
    """Return the titles of a table in their order, read from the text that a person sees."""
    titles = {film["title"] for film in run.json("list", "--all")}
    rows = run.ok(*args).splitlines()
    column = next(row for row in rows if "  Film" in row).index("Film")
    cells = (row[column:].split("  ")[0].split(" (")[0] for row in rows)
    return [cell for cell in cells if cell in titles]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("timeline", ["The Continental", *WICK[:3], "Ballerina", WICK[3]]),
        ("release", [*WICK, "The Continental", "Ballerina"]),
    ],
)
def test_in_which_order_do_i_watch_john_wick(universe: Run, by: str, expected: list[str]) -> None:
    assert universe.titles("john wick", "--by", by) == expected
    assert in_table(universe, "order", "john wick", "--by", by) == expected


def test_what_must_i_have_seen_before_ballerina(universe: Run) -> None:
    universe.ok("edit", "ballerina", "--release", "2025-06-06")
    universe.ok("place", "ballerina", "--first")
    (table,) = universe.json("order", "john wick")["tables"]
    (ballerina,) = [e for e in table["entries"] if e["title"] == "Ballerina"]
    assert ballerina["assumes"] == WICK[:3]
    assert [film["title"] for film in universe.json("catchup", "ballerina")] == WICK[:3]


def test_how_long_does_it_take_to_be_ready_for_ballerina(universe: Run) -> None:
    assert in_table(universe, "catchup", "ballerina") == WICK[:3]
    lines = universe.ok("catchup", "ballerina").splitlines()
    assert lines[0] == "Before Ballerina · 0 of 3 watched · 5 h 54 min in all"
    universe.ok("watched", *WICK[:2])
    assert in_table(universe, "catchup", "ballerina") == WICK[:3]
    assert universe.ok("catchup", "ballerina").splitlines()[0] == (
        "Before Ballerina · 2 of 3 watched · 5 h 54 min in all · 2 h 11 min to go"
    )
    films = universe.json("catchup", "ballerina")
    assert [film["watched"] for film in films] == [True, True, False]


@pytest.mark.parametrize(
    ("film", "expected"),
    [
        ("ballerina", WICK[:3]),
        ("chapter 4", WICK[:3]),
        ("the continental", WICK[:1]),
        ("john wick (2014)", []),
        ("la femme nikita", []),
        ("colombiana", []),
    ],
)
def test_what_must_i_have_seen_before_a_film(universe: Run, film: str, expected: list[str]) -> None:
    assert [one["title"] for one in universe.json("catchup", film)] == expected
    assert (in_table(universe, "catchup", film) if expected else []) == expected


def test_what_do_i_watch_next(universe: Run) -> None:
    universe.ok("watched", *WICK[:3])
    (film,) = universe.json("next", "john wick")
    assert film["title"] == WICK[3]
    assert [(one["title"], one["why"]) for one in film["skipped"]] == [
        ("The Continental", "not out yet"),
        ("Ballerina", "not out yet"),
    ]
    assert in_table(universe, "next", "john wick") == [WICK[3]]


@pytest.mark.parametrize(
    ("person", "titles"),
    [
        ("gabriel byrne", {"Ballerina", "Point of No Return", "The Usual Suspects"}),
        ("anne parillaud", {"Ballerina", "La Femme Nikita"}),
        ("romain lacourbas", {"Ballerina", "Colombiana", "Taken 2"}),
        ("len wiseman", {"Ballerina", "Live Free or Die Hard", "Underworld"}),
        ("norman reedus", {"Ballerina", "The Walking Dead"}),
        ("chad stahelski", set(WICK)),
        ("shay hatten", {"Ballerina", *WICK[2:]}),
        ("luc besson", {"La Femme Nikita", "Colombiana", "Taken 2"}),
        ("zoe saldana", {"Colombiana"}),
    ],
)
def test_where_else_is_that_person(universe: Run, person: str, titles: set[str]) -> None:
    assert {film["title"] for film in universe.json("person", person)} == titles
    assert set(in_table(universe, "person", person)) == titles


def test_the_cameo_was_reported_and_is_confirmed_with_a_source(universe: Run) -> None:
    credits_ = universe.json("show", "ballerina")["credits"]
    (cameo,) = [credit for credit in credits_ if credit["name"] == "Anne Parillaud"]
    assert (cameo["cameo"], cameo["status"], cameo["source"]) == (
        True,
        "confirmed",
        "https://example.org/cameo",
    )
    assert "Anne Parillaud, cast (cameo) https://example.org/cameo" in universe.ok(
        "show", "ballerina"
    )


@pytest.mark.parametrize(
    ("film", "links"),
    [
        (
            "ballerina",
            ["spinoff of John Wick: Chapter 3 – Parabellum (2019)",
             "inspired by La Femme Nikita (1990)"],
        ),
        ("nikita", ["inspired Ballerina", "remade as Point of No Return (1993)"]),
        ("colombiana", ["spiritual sequel to The Professional (1994)"]),
        ("léon", ["has the spiritual sequel Colombiana (2011)"]),
    ],
)  # fmt: skip
def test_what_is_a_film_made_of(universe: Run, film: str, links: list[str]) -> None:
    found = universe.json("show", film)["links"]
    assert [f"{link['relation']} {link['film']}" for link in found] == links
    text = universe.ok("show", film)
    assert [link for link in links if link in text] == links


@pytest.mark.parametrize("film", ["nikita", "point of no return", "colombiana", "léon", "taken 2"])
def test_a_mere_relation_is_in_no_franchise(universe: Run, film: str) -> None:
    assert universe.json("show", film)["franchises"] == []


def test_what_is_coming(universe: Run) -> None:
    assert in_table(universe, "upcoming") == ["The Continental", "Ballerina"]
    films = universe.json("upcoming")
    assert [(f["title"], f["release"], f["days"], f["franchises"]) for f in films] == [
        ("The Continental", "2023-09-22", 182, ["John Wick"]),
        ("Ballerina", None, None, ["John Wick"]),
    ]
    assert universe.ok("upcoming").splitlines()[-1] == (
        "  TBA         Ballerina                       John Wick"
    )


def test_the_day_of_ballerina_is_shown_once_it_is_known(universe: Run) -> None:
    universe.ok("edit", "ballerina", "--release", "2025-06-06")
    films = universe.json("upcoming")
    assert [(f["title"], f["release"], f["days"]) for f in films] == [
        ("The Continental", "2023-09-22", 182),
        ("Ballerina", "2025-06-06", 805),
    ]
    assert universe.ok("upcoming").splitlines()[-1] == (
        "  2025-06-06  Ballerina                  805  John Wick"
    )


def test_what_is_coming_is_listed_too(universe: Run) -> None:
    assert in_table(universe, "list", "--upcoming") == ["Ballerina", "The Continental"]
    (ballerina,) = universe.json("list", "ballerina", "--upcoming")
    assert (ballerina["release"], ballerina["year"]) == (None, None)
    assert "TBA" in universe.ok("list", "ballerina", "--upcoming")
    universe.ok("edit", "ballerina", "--release", "2025-06-06")
    (ballerina,) = universe.json("list", "ballerina", "--upcoming")
    assert ballerina["release"] == "2025-06-06"
    assert "2025-06-06" in universe.ok("list", "ballerina", "--upcoming")
