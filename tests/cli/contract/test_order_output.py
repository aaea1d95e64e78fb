"""``order``: its JSON, and the table that people see, a test a sentence of the contract."""

from __future__ import annotations

import pytest

from tests.conftest import Run
from tests.table import column

TALE = "The Very Long Tale"


@pytest.fixture
def tale(run: Run) -> Run:
    """Return a franchise whose films bear its name, some placed, one seen and rated."""
    run.ok(
        "add",
        *(f"{TALE}: Chapter {number} - A Subtitle ({2000 + number})" for number in range(1, 6)),
        "--franchise",
        TALE,
        "--runtime",
        "90",
    )
    run.ok("add", "Aside (2011)", "--between", "chapter 3", "chapter 4", "--spinoff-of", "id:3")
    run.ok("watched", "id:1", "--on", "2023-03-18", "--rating", "4.5")
    return run


def entries(run: Run, *args: str) -> list[dict[str, object]]:
    (table,) = run.json("order", "tale", *args)["tables"]
    return list(table["entries"])


def table_lines(run: Run, columns: int) -> list[str]:
    lines = run.ok("order", "tale", env={"COLUMNS": str(columns)}).splitlines()
    return lines[lines.index("") + 1 :]


# -- order --format json ---------------------------------------------------------------------


def test_reason_placed_story_date_release_arranged(tale: Run) -> None:
    tale.ok("edit", "id:1", "--set", "1990")
    tale.ok("edit", "id:2", "--set", "1991")
    tale.ok("franchise", "arrange", "tale", "short", "id:2", "id:1")
    assert [(e["id"], e["reason"]) for e in entries(tale)] == [
        (1, "story-date"),
        (2, "story-date"),
        (3, "release"),
        (6, "placed"),
        (4, "release"),
        (5, "release"),
    ]
    assert [e["reason"] for e in entries(tale, "--by", "short")] == ["arranged", "arranged"]


def test_assumes_prerequisites_that_this_order_prints_later(tale: Run) -> None:
    tale.ok("place", "id:4", "--before", "id:1")
    (first,) = [entry for entry in entries(tale) if entry["id"] == 4]
    assert first["assumes"] == [f"{TALE}: Chapter {n} - A Subtitle" for n in (1, 2, 3)]


def test_unmet_sentences_one_for_each_fact_that_the_order_could_not_honour(tale: Run) -> None:
    tale.ok("place", "aside", "--between", "id:4", "id:2")
    (table,) = tale.json("order", "tale")["tables"]
    assert table["unmet"] == [
        f"Aside was placed between {TALE}: Chapter 4 - A Subtitle and {TALE}: Chapter 2 - "
        f"A Subtitle, but stands before {TALE}: Chapter 4 - A Subtitle here."
    ]


def test_left_out_titles_that_a_named_order_omits(tale: Run) -> None:
    tale.ok("franchise", "arrange", "tale", "short", "id:1", "id:2", "id:3", "id:4", "id:5")
    (table,) = tale.json("order", "tale", "--by", "short")["tables"]
    assert table["left_out"] == ["Aside"]


# -- the table people see --------------------------------------------------------------------


def test_the_table_shows_the_id_of_each_film_in_the_library(tale: Run) -> None:
    header, *rows = table_lines(tale, 120)
    assert header.split()[:2] == ["#", "ID"]
    assert [row.split()[1] for row in rows] == ["1", "2", "3", "6", "4", "5"]


@pytest.mark.usefixtures("shipped_packs")
def test_a_film_that_only_a_pack_knows_has_no_id(tale: Run) -> None:
    for command in (["order", "mad max"], ["pack", "show", "mad max"]):
        text = tale.ok(*command)
        assert text.splitlines()[2].split()[:2] == ["#", "Film"]


def test_a_line_above_it_says_the_order_what_is_watched_and_what_is_to_go(tale: Run) -> None:
    assert tale.ok("order", "tale").splitlines()[0] == (
        f"{TALE} · timeline · 1 of 6 watched · 6 h and 1 of unknown length to go"
    )


def test_what_fits_is_not_shortened(tale: Run) -> None:
    text = tale.ok("order", "tale")
    assert "…" not in text
    assert f"{TALE}: Chapter 5 - A Subtitle" in text
    assert column(text, "Set")[3] == "between Chapter 3 and 4"


@pytest.mark.parametrize("columns", [50, 60, 70, 80])
def test_a_narrow_table_drops_the_franchises_own_name_from_the_titles(
    tale: Run, columns: int
) -> None:
    text = "\n".join(table_lines(tale, columns))
    assert TALE not in text
    assert "Chapter 5" in text


@pytest.mark.parametrize("columns", range(40, 100, 5))
def test_no_word_is_broken_and_no_line_is_too_long(tale: Run, columns: int) -> None:
    words = set(tale.ok("order", "tale").split())
    for line in table_lines(tale, columns):
        assert len(line) <= columns
        assert {word.rstrip("…") for word in line.split()} <= words | {""}


@pytest.mark.parametrize("columns", [80, 90])
def test_the_set_column_has_room(tale: Run, columns: int) -> None:
    tale.ok("edit", "id:2", "--set", "1991")
    tale.ok("edit", "id:1", "--clear", "rating")
    cells = column("\n".join(table_lines(tale, columns)), "Set")
    assert cells == ["", "1991", "", "between Chapter 3 and 4", "", ""]


@pytest.mark.parametrize("columns", [80, 50])
def test_no_column_is_starved_while_another_is_blank(tale: Run, columns: int) -> None:
    """Where a title is cut no other column is wider than what most of its cells need."""
    tale.ok("edit", "aside", "--title", "Aside That Is Named at Some Considerable Length by All")
    text = "\n".join(table_lines(tale, columns))
    assert [row for row in column(text, "Film") if "Chapter" in row] == [
        f"Chapter {number} - A Subtitle" for number in range(1, 6)
    ]
