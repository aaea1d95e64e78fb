"""Orders made by hand: arranged, printed, preferred and forgotten."""

from __future__ import annotations

import pytest

from tests.conftest import Run


@pytest.fixture
def saga(run: Run) -> Run:
    """Return four films with an order by hand that leaves one out."""
    run.ok("add", "A (2001)", "B (2002)", "C (2003)", "D (2004)", "--franchise", "Saga")
    run.ok("franchise", "arrange", "saga", "machete", "b", "d", "a")
    return run


@pytest.fixture
def preferred(saga: Run) -> Run:
    """Return the same, with the order by hand as the default one."""
    saga.ok("franchise", "edit", "saga", "--default-order", "machete")
    return saga


def orders(run: Run) -> list[str]:
    return [order["name"] for order in run.json("franchise", "show", "saga")["orders"]]


def test_an_order_by_hand_is_said_and_shown(run: Run) -> None:
    run.ok("add", "A (2001)", "B (2002)", "--franchise", "Saga")
    result = run("franchise", "arrange", "saga", "machete", "b", "a")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Arranged the order machete of Saga: “watchlist order … --by machete” prints it.\n"
    )
    assert "  Order: machete, 2 films\n" in run.ok("franchise", "show", "saga")


@pytest.mark.parametrize("name", ["machete", "MACHETE", "mach"])
def test_its_films_stand_as_arranged(saga: Run, name: str) -> None:
    document = saga.json("order", "saga", "--by", name)
    (table,) = document["tables"]
    assert document["order"] == "machete"
    assert [(e["position"], e["title"], e["release_position"]) for e in table["entries"]] == [
        (1, "B", 2),
        (2, "D", 4),
        (3, "A", 1),
    ]
    assert {entry["reason"] for entry in table["entries"]} == {"arranged"}
    assert (table["left_out"], table["unmet"]) == (["C"], [])


def test_of_many_films_that_it_leaves_out_the_first_are_said(run: Run) -> None:
    titles = [f"Film {number}" for number in range(1, 13)]
    run.ok("add", *titles, "--franchise", "Saga")
    run.ok("franchise", "arrange", "saga", "short", "film 12")
    assert run.ok("order", "saga", "--by", "short").endswith(
        "\n\nLeft out: Film 1, Film 2, Film 3 and 8 more.\n"
    )
    (table,) = run.json("order", "saga", "--by", "short")["tables"]
    assert table["left_out"] == titles[:11]


def test_what_it_leaves_out_is_said_below_the_table(saga: Run) -> None:
    assert saga.ok("order", "saga", "--by", "machete") == (
        "Saga · machete · 0 of 3 watched\n"
        "\n"
        "  #  ID  Film  Year  Rel.  Seen\n"
        "  1   2  B     2002     2  next\n"
        "  2   4  D     2004     4\n"
        "  3   1  A     2001     1\n"
        "\n"
        "Left out: C (2003).\n"
    )


def test_only_an_order_by_hand_leaves_films_out(saga: Run) -> None:
    for by in ("timeline", "release"):
        (table,) = saga.json("order", "saga", "--by", by)["tables"]
        assert (by, table["left_out"]) == (by, [])


def test_it_is_explained_as_made_by_hand(saga: Run) -> None:
    assert saga.ok("order", "saga", "--by", "machete", "--explain").splitlines()[-4:] == [
        "1. B: put here by hand.",
        "2. D: put here by hand.",
        "3. A: put here by hand.",
        "Left out: C (2003).",
    ]


def test_it_assumes_what_it_prints_later(saga: Run) -> None:
    (table,) = saga.json("order", "saga", "--by", "machete")["tables"]
    assert [entry["assumes"] for entry in table["entries"]] == [["A"], ["A"], []]


def test_unwatched_and_until_cut_it(saga: Run) -> None:
    saga.ok("watched", "b")
    assert saga.titles("saga", "--by", "machete", "--unwatched") == ["D", "A"]
    assert saga.titles("saga", "--by", "machete", "--until", "d") == ["B", "D"]


def test_it_prints_only_the_continuities_that_it_has_films_of(saga: Run) -> None:
    saga.ok("add", "Z (2005)", "--franchise", "Saga:other")
    saga.ok("franchise", "continuity", "saga", "other", "c")
    tables = saga.json("order", "saga", "--by", "machete")["tables"]
    assert [table["continuity"] for table in tables] == ["main"]


@pytest.mark.parametrize("name", ["machete", "Machete"])
def test_an_order_of_that_name_is_replaced(preferred: Run, name: str) -> None:
    preferred.ok("franchise", "arrange", "saga", name, "c", "a")
    assert orders(preferred) == ["machete"]
    assert preferred.titles("saga") == ["C", "A"]


def test_the_same_order_again_changes_nothing(saga: Run) -> None:
    before = saga.library.read_bytes()
    assert saga.ok("franchise", "arrange", "saga", "machete", "b", "d", "a") == (
        "Nothing to change: Saga is arranged so already.\n"
    )
    assert saga.library.read_bytes() == before


def test_a_forgotten_order_is_not_found(saga: Run) -> None:
    said = saga.ok("franchise", "disarrange", "saga", "machete")
    assert (said, orders(saga)) == ("Forgot the order machete of Saga.\n", [])
    result = saga("order", "saga", "--by", "machete")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "Error: There is no order “machete” of Saga. There are timeline and release.\n"
    )


@pytest.mark.parametrize(
    ("args", "status", "message"),
    [
        (["arrange", "saga", "Timeline", "a"], 1, "The timeline order is made from facts: take"),
        (["arrange", "saga", "release", "a"], 1, "The release order is made from facts: take"),
        (["arrange", "saga", "mine", "a", "z"], 1, "Z is not in Saga."),
        (["arrange", "saga", "mine", "nothing"], 3, "There is no film “nothing”."),
        (["arrange", "nowhere", "mine", "a"], 3, "There is no franchise “nowhere”."),
        (["disarrange", "saga", "timeline"], 1, "The timeline order is made from facts: it"),
        (["disarrange", "saga", "xyz"], 3, "There is no order “xyz” of Saga."),
        (["edit", "saga", "--default-order", "xyz"], 3, "There is no order “xyz” of Saga."),
    ],
)
def test_what_cannot_be_arranged_is_said(
    saga: Run, args: list[str], status: int, message: str
) -> None:
    saga.ok("add", "Z")
    before = saga.library.read_bytes()
    result = saga("franchise", *args)
    assert (result.exit_code, result.stdout) == (status, "")
    assert result.stderr.startswith(f"Error: {message}")
    assert saga.library.read_bytes() == before


# -- the default order -----------------------------------------------------------------------


def test_the_default_order_is_printed(preferred: Run) -> None:
    assert preferred.json("order", "saga")["order"] == "machete"
    assert preferred.titles("saga") == ["B", "D", "A"]
    assert preferred.titles("saga", "--by", "timeline") == ["A", "B", "C", "D"]


def test_next_and_plan_follow_the_default_order(preferred: Run) -> None:
    preferred.ok("watched", "b")
    assert [film["title"] for film in preferred.json("next", "saga")] == ["D"]
    assert [film["title"] for film in preferred.json("plan", "saga", "--per-day", "10h")] == [
        *("D", "A"),
    ]


def test_watched_asks_for_what_stands_earlier_in_the_default_order(preferred: Run) -> None:
    result = preferred("watched", "d")
    assert (result.exit_code, result.stdout) == (0, "Watched D (2004) on 2023-03-24.\n")
    assert result.stderr == (
        "Not watched yet, and earlier in the order: B (2002). Mark them too with --through.\n"
    )
    preferred.ok("watched", "a", "--through")
    assert [film["title"] for film in preferred.json("list", "--watched")] == ["A", "B", "D"]


def test_a_film_that_the_default_order_leaves_out_has_nothing_before_it(preferred: Run) -> None:
    result = preferred("watched", "c")
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "Watched C (2003) on 2023-03-24.\n",
        "",
    )


def test_a_forgotten_default_order_leaves_the_timeline(preferred: Run) -> None:
    preferred.ok("franchise", "disarrange", "saga", "machete")
    assert preferred.json("order", "saga")["order"] == "timeline"


def test_compare_is_of_release_and_timeline_whatever_the_default_order(preferred: Run) -> None:
    assert preferred.ok("order", "saga", "--compare").startswith("Saga · 0 of 4 not in their")


def test_a_film_that_leaves_the_franchise_leaves_its_orders(saga: Run) -> None:
    saga.ok("franchise", "remove", "saga", "d")
    assert saga.titles("saga", "--by", "machete") == ["B", "A"]
