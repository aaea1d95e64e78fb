"""``order``: a franchise in story order or by release, in every format."""

import csv
import io

import pytest

from tests.conftest import Run

BY_STORY = [
    "John Wick",
    "John Wick: Chapter 2",
    "John Wick: Chapter 3",
    "Ballerina",
    "John Wick: Chapter 4",
]
BY_RELEASE = [*BY_STORY[:3], "John Wick: Chapter 4", "Ballerina"]


@pytest.fixture
def premiere(john_wick: Run) -> Run:
    """Return the John Wick library on the day that Chapter 4 opens."""
    john_wick.ok("edit", "chapter 4", "--release", "2023-03-24")
    return john_wick


@pytest.fixture
def halloween(run: Run) -> Run:
    """Return a franchise whose first film is in two continuities."""
    run.ok("add", "Halloween (1978)", "--franchise", "Halloween", "--continuity", "H20")
    run.ok("add", "Halloween H20 (1998)", "--franchise", "Halloween", "--continuity", "H20")
    run.ok("franchise", "add", "halloween", "halloween (1978)", "--continuity", "Blumhouse")
    run.ok("add", "Halloween (2018)", "--franchise", "Halloween", "--continuity", "Blumhouse")
    return run


@pytest.mark.parametrize(
    ("args", "titles"),
    [
        ([], BY_STORY),
        (["--by", "timeline"], BY_STORY),
        (["--by", "release"], BY_RELEASE),
        (["--until", "ballerina"], BY_STORY[:4]),
        (["--until", "ballerina", "--by", "release"], BY_RELEASE),
        (["--unwatched"], [BY_STORY[0], *BY_STORY[2:]]),
        (["--unwatched", "--until", "chapter 3"], [BY_STORY[0], BY_STORY[2]]),
    ],
)
def test_order_prints_the_films_that_were_asked_for(
    john_wick: Run, args: list[str], titles: list[str]
) -> None:
    john_wick.ok("watched", "chapter 2")
    assert john_wick.titles("john wick", *args) == titles


def test_the_json_of_an_order_has_the_shape_of_the_contract(premiere: Run) -> None:
    facts = ["--kind", "series", "--release", "2023-09-22", "--set", "1970s"]
    premiere.ok("add", "The Continental", *facts, "--before", "john wick (2014)")
    document = premiere.json("order", "john wick")
    assert {key: document[key] for key in ("franchise", "order")} == {
        "franchise": "John Wick",
        "order": "timeline",
    }
    (table,) = document["tables"]
    assert set(table) == {"continuity", "entries", "unmet", "left_out"}
    assert (table["continuity"], table["unmet"], table["left_out"]) == ("main", [], [])
    assert table["entries"][0] == {
        "position": 1,
        "id": 6,
        "title": "The Continental",
        "year": 2023,
        "kind": "series",
        "release": "2023-09-22",
        "release_position": 5,
        "story": "1970s",
        "placement": "before John Wick",
        "reason": "placed",
        "runtime": None,
        "released": False,
        "watched": False,
        "optional": False,
        "skipped": False,
        "weight": None,
        "alternatives": [],
        "assumes": [
            "John Wick",
            "John Wick: Chapter 2",
            "John Wick: Chapter 3",
            "John Wick: Chapter 4",
        ],
    }


def test_positions_and_release_positions_count_from_one(john_wick: Run) -> None:
    (table,) = john_wick.json("order", "john wick")["tables"]
    assert [entry["position"] for entry in table["entries"]] == [1, 2, 3, 4, 5]
    assert [entry["release_position"] for entry in table["entries"]] == [1, 2, 3, 5, 4]


def test_each_reason_is_named(john_wick: Run) -> None:
    john_wick.ok("edit", "john wick (2014)", "--set", "2013")
    john_wick.ok("edit", "chapter 2", "--set", "2014")
    (table,) = john_wick.json("order", "john wick")["tables"]
    assert [entry["reason"] for entry in table["entries"]] == [
        *("story-date", "story-date", "release", "placed", "release"),
    ]


def test_the_table_for_people(premiere: Run) -> None:
    for number, runtime in enumerate(("101", "122", "131", "169"), start=1):
        premiere.ok("edit", f"id:{number}", "--runtime", runtime)
    premiere.ok("link", "ballerina", "spinoff-of", "chapter 3")
    premiere.ok("edit", "ballerina", "--release", "TBA", "--runtime", "1h40")
    premiere.ok("watched", "john wick (2014)", "--on", "2023-03-18", "--rating", "4.5")
    result = premiere("order", "john wick")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "John Wick · timeline · 1 of 5 watched · 8 h 42 min to go\n"
        "\n"
        "  #  ID  Film                  Year  Set                      Rel.  Seen\n"
        "  1   1  John Wick             2014                              1  2023-03-18 ★★★★½\n"
        "  2   2  John Wick: Chapter 2  2017                              2  next\n"
        "  3   3  John Wick: Chapter 3  2019                              3\n"
        "  4   5  Ballerina (spinoff)   TBA   between Chapter 3 and 4     5  not out yet\n"
        "  5   4  John Wick: Chapter 4  2023                              4\n"
    )


def test_explain_gives_the_reason_of_each_film_in_words(john_wick: Run) -> None:
    john_wick.ok("edit", "john wick (2014)", "--set", "2013")
    john_wick.ok("edit", "chapter 2", "--set", "2014")
    notes = john_wick.ok("order", "john wick", "--explain").splitlines()[-5:]
    assert notes == [
        "1. John Wick: 2013: story date; it agrees with the release slot.",
        "2. John Wick: Chapter 2: 2014: story date; it agrees with the release slot.",
        "3. John Wick: Chapter 3: release slot: nothing is known about when it is set.",
        "4. Ballerina: directly before John Wick: Chapter 4: you placed it between John Wick: "
        "Chapter 3 and John Wick: Chapter 4.",
        "5. John Wick: Chapter 4: release slot: nothing is known about when it is set.",
    ]


def test_explain_by_release_names_the_dates(john_wick: Run) -> None:
    notes = john_wick.ok("order", "john wick", "--by", "release", "--explain").splitlines()
    assert notes[-2:] == [
        "4. John Wick: Chapter 4: release date 2023.",
        "5. Ballerina: its release date is not known.",
    ]


def test_csv_has_one_row_for_each_film(john_wick: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(john_wick.ok("order", "john wick", "-f", "csv"))))
    assert [row["title"] for row in rows] == BY_STORY
    assert (rows[3]["continuity"], rows[3]["position"], rows[3]["reason"]) == (
        "main",
        "4",
        "placed",
    )


def test_markdown_is_a_table_under_a_heading(john_wick: Run) -> None:
    lines = john_wick.ok("order", "john wick", "-f", "markdown").splitlines()
    assert lines[0] == "### John Wick · timeline · 0 of 5 watched"
    assert [cell.strip() for cell in lines[2].split("|")[1:-1]] == [
        *("#", "ID", "Film", "Year", "Set", "Rel.", "Seen"),
    ]
    assert len({line.count("|") for line in lines[2:]}) == 1
    assert len(lines) == 9


def test_each_continuity_has_a_table_of_its_own(halloween: Run) -> None:
    tables = halloween.json("order", "halloween")["tables"]
    assert [(t["continuity"], [e["year"] for e in t["entries"]]) for t in tables] == [
        ("H20", [1978, 1998]),
        ("Blumhouse", [1978, 2018]),
    ]
    text = halloween.ok("order", "halloween")
    assert text.index("Halloween:H20 · timeline") < text.index("Halloween:Blumhouse · timeline")


@pytest.mark.parametrize(
    "args", [["halloween:blumhouse"], ["halloween", "--continuity", "blum"], ["Halloween:BLUM"]]
)
def test_one_continuity_can_be_named(halloween: Run, args: list[str]) -> None:
    (table,) = halloween.json("order", *args)["tables"]
    assert (table["continuity"], [e["year"] for e in table["entries"]]) == (
        "Blumhouse",
        [1978, 2018],
    )


def test_until_leaves_out_the_continuities_without_that_film(halloween: Run) -> None:
    tables = halloween.json("order", "halloween", "--until", "halloween (2018)")["tables"]
    assert [table["continuity"] for table in tables] == ["Blumhouse"]


def test_everything_watched_is_said_on_stderr(run: Run) -> None:
    run.ok("add", "Heat", "--franchise", "Mann")
    run.ok("watched", "heat")
    result = run("order", "mann", "--unwatched")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "All of Mann is watched.\n"
    assert run.json("order", "mann", "--unwatched")["tables"][0]["entries"] == []


def test_an_optional_or_unreleased_film_is_not_next(run: Run) -> None:
    run.ok("add", "One (2001)", "--franchise", "F", "--optional")
    run.ok("add", "Two (2030)", "Three (2003)", "--franchise", "F")
    assert run.ok("order", "f").splitlines()[2:] == [
        "  #  ID  Film            Year  Rel.  Seen",
        "  1   1  One (optional)  2001     1",
        "  2   3  Three           2003     2  next",
        "  3   2  Two             2030     3  not out yet",
    ]


@pytest.mark.parametrize(
    ("args", "status", "sentence"),
    [
        (["nowhere"], 3, "There is no franchise “nowhere”."),
        (
            ["halloween", "--continuity", "nope"],
            3,
            "There is no continuity “nope” of Halloween. There are H20 and Blumhouse.",
        ),
        (["halloween", "--until", "nowhere"], 3, "There is no film “nowhere”."),
        (
            ["halloween:h20", "--until", "halloween (2018)"],
            1,
            "Halloween (2018) is not in that order of Halloween.",
        ),
    ],
)
def test_what_cannot_be_ordered_is_said(
    halloween: Run, args: list[str], status: int, sentence: str
) -> None:
    result = halloween("order", *args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr == f"Error: {sentence}\n"


def test_a_piece_is_named_without_its_franchise_and_placed_by_its_span_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = ["Tarn Wars: The Long Night (2008)", "--kind", "series", "--seasons", "4,4"]
    run.ok("add", *series, "--franchise", "Tarn Wars")
    run.ok("place", "long night s2e3", "--before", "long night s1e2")
    monkeypatch.setenv("COLUMNS", "72")
    table = run.ok("order", "tarn wars")
    assert "S02E03 The Long Night" in table
    assert "before S01E02" in table
