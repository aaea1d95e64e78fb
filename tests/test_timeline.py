"""The rules of story order, one by one. Their properties are in test_timeline_properties."""

from __future__ import annotations

import pytest

from tests.tales import Tale
from watchlist.library.franchises import CycleError
from watchlist.story.timeline import Timeline, order_by_story


def order(films: str, *facts: str) -> str:
    return Tale(films, *facts).order()


@pytest.mark.parametrize(
    ("films", "expected"),
    [
        ("b=2002 a=2001", "a b"),
        ("b=2002-02 a=2002-01", "a b"),
        ("b=2002-02-02 a=2002-02-01", "a b"),
        ("year=2002 december=2002-12", "december year"),
        ("month=2002-02 day=2002-02-28", "day month"),
        ("march=2002-03-01 month=2002-02", "month march"),
        ("next=2003-01-01 year=2002", "year next"),
        ("tba=TBA b=2099", "b tba"),
        ("none= b=2099", "b none"),
        ("none= tba=TBA", "none tba"),
        ("tba=TBA none=", "tba none"),
        ("y=2002-05-05 x=2002-05-05", "y x"),
    ],
)
def test_films_without_facts_stand_in_release_order(films: str, expected: str) -> None:
    assert order(films) == expected


def test_a_continuity_without_films_has_an_empty_order() -> None:
    assert order_by_story([], []) == Timeline(())


@pytest.mark.parametrize(
    ("films", "expected"),
    [
        ("a=2001@1910 u=2002 b=2003@1900 v=2004 c=2005@1905 d=2006@1920", "u b v c a d"),
        ("a=2001@1930 b=2002@1910 u=2003 c=2004@1920", "b u c a"),
        ("a=2001@1940 b=2002@1930 c=2003@1910 u=2004 d=2005@1920", "c u d b a"),
    ],
    ids=["before the next kept film", "after the last kept film", "several after the last"],
)
def test_dated_films_outside_the_longest_run_move_to_it(films: str, expected: str) -> None:
    assert order(films) == expected


@pytest.mark.parametrize(
    ("films", "expected"),
    [
        ("a=2001@1950 u=2002 b=2003@1940", "b a u"),
        ("a=2001@2000 b=2002@2003 u=2003 c=2004@1962 d=2005@1973", "c d a b u"),
        ("a=2001@1 b=2002@5 u=2003 c=2004@2 v=2005 d=2006@6 w=2007 e=2008@3", "a c e b u v d w"),
    ],
    ids=["one film each", "two films each", "the second film decides"],
)
def test_of_equally_long_runs_the_one_released_earlier_is_kept(films: str, expected: str) -> None:
    assert order(films) == expected


@pytest.mark.parametrize(
    ("films", "expected"),
    [
        ("a=2001@1962 b=2002@1983 u=2003 c=2004@1962", "a c b u"),
        ("a=2001@1950 b=2002@1950", "a b"),
        ("a=2001@32_BBY b=2002@1901 c=2003@33_BBY d=2004@1900", "c a d b"),
        ("a=2001@4_ABY b=2002@1_BBY", "b a"),
        ("a=2001@19_BBY b=2002@32_BBY", "b a"),
        ("a=2001@10 b=2002@44_BC", "b a"),
        ("a=2001@1995 b=2002@1990s", "b a"),
        ("a=2001@1990 b=2002@1990s", "a b"),
        ("a=2001@1995 b=2002@c._1990", "b a"),
        ("a=2001@1914 b=2002@1901..1999 c=2003@1902", "b c a"),
        ("a=2001@2000 b=2002@long_ago", "a b"),
        ("a=2001@3019_TA b=2002@2941_TA", "b a"),
    ],
    ids=[
        "equal years in release order",
        "an equal year is no step back",
        "calendars are never compared",
        "BBY and ABY are one calendar",
        "BBY counts backwards",
        "BC counts backwards and a bare year is CE",
        "a decade starts in its first year",
        "a decade starts no later",
        "circa changes nothing",
        "only the start of a span counts",
        "a label is no date",
        "any word is a calendar",
    ],
)
def test_story_dates_are_compared_by_their_start(films: str, expected: str) -> None:
    assert order(films) == expected


FOUR = "a=2001 b=2002 c=2003 d=2004"


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        ("d before b", "a d b c"),
        ("a before d", "b c a d"),
        ("d after a", "a d b c"),
        ("a after c", "b c a d"),
        ("d during a", "a d b c"),
        ("d between a b", "a d b c"),
        ("d between a c", "a b d c"),
        ("a between c d", "b c a d"),
        ("c first", "c a b d"),
        ("a last", "b c d a"),
        ("b unplaced", "a b c d"),
    ],
)
def test_a_placement_moves_its_film_and_nothing_else(fact: str, expected: str) -> None:
    tale = Tale(FOUR, fact)

    assert (tale.order(), tale.unmet()) == (expected, [])


def test_a_later_placement_replaces_the_earlier() -> None:
    assert order(FOUR, "b after c", "b after d", "b first") == "b a c d"


@pytest.mark.parametrize("fact", ["b before a", "b first", "b after c"])
def test_a_placement_beats_the_story_date(fact: str) -> None:
    dated = order("a=2001@1910 b=2002@1920 c=2003@1930", fact)

    assert dated == order("a=2001 b=2002 c=2003", fact)


def test_a_placed_film_is_no_part_of_the_run_of_dated_films() -> None:
    assert order("a=2001@1930 u=2002 b=2003@1910 c=2004@1920", "b last") == "c a u b"


def test_an_unplaced_film_stands_in_its_release_slot_whatever_its_story_date() -> None:
    assert order("a=2001@1910 b=2002@1900 c=2003@1905", "b unplaced") == "c a b"


def test_unplaced_replaces_and_is_replaced() -> None:
    assert order(FOUR, "b last", "b unplaced") == "a b c d"
    assert order(FOUR, "b unplaced", "b last") == "a c d b"


@pytest.mark.parametrize(
    ("films", "before", "after"),
    [
        ("z=2001 a=2002@1950 b=2003@1940", "b a z", "z b a"),
        ("z=2001 a=2002 b=2003", "a b z", "z a b"),
        ("z=2001 b=2002-05 a=2002-05", "b a z", "z b a"),
        ("z=2001 a=2002@1950 b=2003", "a b z", "z a b"),
        ("z=2001 a=2002@1950 b=2003@3_BBY", "a b z", "z a b"),
        ("z=2001 a=2002@9 b=2003@soon", "a b z", "z a b"),
    ],
    ids=["by story", "by release", "by entry", "one undated", "two calendars", "a label"],
)
def test_films_on_one_side_of_one_anchor(films: str, before: str, after: str) -> None:
    assert order(films, "b before z", "a before z") == before
    assert order(films, "b after z", "a after z") == after


@pytest.mark.parametrize("facts", [("a after z", "b during z"), ("a during z", "b after z")])
def test_during_and_after_are_one_group(facts: tuple[str, str]) -> None:
    assert order("z=2001 b=2002 a=2003", *facts) == "z b a"


@pytest.mark.parametrize(
    ("story", "expected"),
    [("@1930", "p m k"), ("@1945", "m p k"), ("", "m p k"), ("@1_BBY", "m p k")],
    ids=["earlier", "later", "undated", "in another calendar"],
)
def test_a_placed_film_stands_inside_the_films_moved_by_story_unless_dated_like_them(
    story: str, expected: str
) -> None:
    assert order(f"p=2000{story} k=2001@1950 m=2002@1940", "p before k") == expected


def test_behind_an_anchor_the_placed_films_stand_nearest_by_release() -> None:
    films = "a=2000@1940 e=2001@1930 b=2002@1910 c=2003@1920 d=2004@1925 p=2005 q=2006"

    assert order(films, "q after d", "p after d") == "b c d p q e a"


@pytest.mark.parametrize(
    ("films", "facts", "expected"),
    [
        ("y=2001 x=2002 b=2003", ("x before b", "y between x b"), "x y b"),
        ("y=2001 x=2002 b=2003 w=2004", ("x before b", "w after x", "y between w b"), "x w y b"),
        ("y=2001 x=2002 b=2003 w=2004", ("x before b", "w before x", "y between w b"), "w x y b"),
        (
            "z=2001 y=2002 x=2003 b=2004",
            ("x before b", "y between x b", "z between y b"),
            "x y z b",
        ),
        ("y=2001 w=2002 x=2003 b=2004", ("w before b", "x before b", "y between x b"), "w x y b"),
        ("y=2001 x=2002 w=2003 b=2004", ("w before b", "x before b", "y between x b"), "x y w b"),
        ("p=2001 q=2002 x=2003 b=2004", ("x before b", "p q between x b"), "x p q b"),
        ("y=2001@1 x=2002@2 b=2003", ("x before b", "y between x b"), "x y b"),
        ("y=2001 b=2002@9 x=2003@8", ("y between x b",), "x y b"),
        ("a=2001 x=2002 b=2003 y=2004", ("x before b", "y between a b"), "a x y b"),
    ],
    ids=[
        "A is in the group",
        "A hangs behind a film of the group",
        "A hangs before a film of the group",
        "a chain",
        "films before A stay before",
        "films behind A stay behind",
        "a block",
        "against the story dates",
        "A was moved by its story date",
        "A is elsewhere",
    ],
)
def test_between_stands_directly_before_b_but_never_before_a(
    films: str, facts: tuple[str, ...], expected: str
) -> None:
    tale = Tale(films, *facts)

    assert (tale.order(), tale.unmet()) == (expected, [])


@pytest.mark.parametrize(
    ("continuity", "expected"),
    [("both", "a u x b"), ("only_a", "a x u"), ("only_b", "u x b"), ("neither", "u x")],
)
def test_between_makes_do_with_the_anchor_that_is_a_member(continuity: str, expected: str) -> None:
    tale = Tale(
        "a=2001 u=2002 b=2003 x=2004",
        "x between a b",
        both="a u b x",
        only_a="a u x",
        only_b="u b x",
        neither="u x",
    )

    assert (tale.order(continuity), tale.unmet(continuity)) == (expected, [])


BLOCK = "z=2001 r=2002 q=2003 p=2004 y=2005"


@pytest.mark.parametrize(
    ("block", "chain"),
    [
        ("p q r before z", ("r before z", "q before r", "p before q")),
        ("p q r after z", ("p after z", "q after p", "r after q")),
        ("p q r during z", ("p during z", "q after p", "r after q")),
        ("p q r between z y", ("r between z y", "q before r", "p before q")),
        ("p q r first", ("p first", "q after p", "r after q")),
        ("p q r last", ("r last", "q before r", "p before q")),
    ],
)
def test_a_block_is_short_for_single_placements(block: str, chain: tuple[str, ...]) -> None:
    expected = order(BLOCK, *chain)

    assert order(BLOCK, block) == expected
    assert "p q r" in expected


@pytest.mark.parametrize(
    ("films", "fact", "expected"),
    [
        ("z=2001 q=2002 x=2005 p=2008", "before z", "p q x z"),
        ("z=2001 p=2002 x=2005 q=2008", "before z", "x p q z"),
        ("z=2001 p=2002 x=2005 q=2008", "after z", "z p q x"),
        ("z=2001 q=2002 x=2005 p=2008", "after z", "z x p q"),
    ],
)
def test_the_film_that_touches_the_anchor_stands_for_its_block(
    films: str, fact: str, expected: str
) -> None:
    assert order(films, f"p q {fact}", f"x {fact}") == expected


@pytest.mark.parametrize(
    ("film", "expected"), [("p", "q r z y p"), ("q", "p r z y q"), ("r", "p q z y r")]
)
def test_a_film_placed_elsewhere_leaves_its_block(film: str, expected: str) -> None:
    assert order(BLOCK, "p q r before z", f"{film} last") == expected


@pytest.mark.parametrize(
    ("continuity", "expected"), [("no_q", "p r z"), ("no_r", "p q z"), ("no_z", "r q p")]
)
def test_a_block_skips_films_that_are_no_members(continuity: str, expected: str) -> None:
    tale = Tale(BLOCK, "p q r before z", no_q="z p r", no_r="z p q", no_z="p q r")

    assert tale.order(continuity) == expected


def test_films_first_and_last_are_groups_like_any_other_and_always_hold() -> None:
    tale = Tale("a=2001 b=2002 c=2003@8 d=2004@7 e=2005", "b first", "a first", "c last", "d last")

    assert (tale.order(), tale.unmet()) == ("a b e d c", [])


def test_films_without_their_anchors_are_spine_films_again_and_their_story_dates_count() -> None:
    tale = Tale("x=2000 a=2001@1950 b=2002@1940", "b after x", full="x a b", part="a b")

    assert (tale.order("full"), tale.order("part")) == ("x b a", "b a")
    assert [(bool(e.unanchored), e.placement) for e in tale.timeline("part").entries] == [
        (True, None),
        (False, None),
    ]


@pytest.mark.parametrize(
    ("facts", "last"),
    [
        ((), "a before a"),
        (("a before b",), "b before a"),
        (("a before b",), "b after a"),
        (("a after b", "b during c"), "c before a"),
        (("a between b c",), "b after a"),
        (("a between b c",), "c after a"),
        (("a b c before d",), "d after b"),
        (("a b c after d",), "d before c"),
        (("a b between c d",), "c after b"),
        (("b before a in other",), "a before b"),
    ],
)
def test_a_fact_that_closes_a_circle_is_refused_and_changes_nothing(
    facts: tuple[str, ...], last: str
) -> None:
    tale = Tale(FOUR, *facts, main="a b c d", other="a b", apart="c")
    before = tale.franchise

    with pytest.raises(CycleError):
        tale.place(last)
    assert tale.franchise == before


def test_a_circle_names_its_films_each_set_relative_to_the_next() -> None:
    tale = Tale(FOUR, "a before b", "b after c", "d after a")

    with pytest.raises(CycleError) as caught:
        tale.place("c before a")
    assert caught.value.films in ((1, 2, 3), (2, 3, 1), (3, 1, 2))


def test_a_circle_through_a_film_that_is_printed_in_no_continuity_is_refused() -> None:
    tale = Tale(FOUR, "a before b", "b before c", main="a c")

    with pytest.raises(CycleError):
        tale.place("c before a")
