"""What holds where, what is not met, why a film stands where it does, and what it costs."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from tests.tales import Tale, member
from watchlist.model import FilmId, Placement, PlacementKind
from watchlist.story.timeline import Unmet, find_cycle, order_by_story

BEFORE, AFTER = PlacementKind.BEFORE, PlacementKind.AFTER


def test_a_placement_of_one_continuity_wins_there_only() -> None:
    tale = Tale(
        "a=2001 b=2002 c=2003", "c before a", "c before b in own", own="a b c", rest="a b c"
    )

    assert (tale.order("own"), tale.order("rest")) == ("a c b", "c a b")


def test_a_placement_of_one_continuity_takes_its_film_out_of_a_block_there_only() -> None:
    tale = Tale(
        "z=2001 a=2002 b=2003",
        "a b before z",
        "b last in own",
        own="z a b",
        rest="z a b",
    )

    assert (tale.order("own"), tale.order("rest")) == ("a z b", "a b z")


def test_a_later_placement_replaces_the_earlier_even_where_it_has_no_anchor() -> None:
    tale = Tale("a=2001 b=2002 x=2003", "b before a", "b before x", full="a b x", part="a b")

    assert (tale.order("full"), tale.order("part")) == ("a b x", "a b")


def test_one_placement_serves_all_continuities() -> None:
    tale = Tale("a=2001 b=2002 c=2003", "c before a", one="a c", two="a b c", three="b c")

    assert [tale.order(name) for name in ("one", "two", "three")] == ["c a", "c a b", "b c"]


@pytest.mark.parametrize(
    ("films", "fact", "unmet"),
    [
        ("b=2001 a=2002 x=2003", "x between a b", ["x after a"]),
        ("b=2001 a=2002 x=2003 y=2004", "x y between a b", ["x after a", "y after a"]),
        ("a=2001 b=2002 x=2003", "x between a b", []),
        ("a=2001@1950 b=2002@1940", "a unplaced", []),
    ],
)
def test_a_fact_that_does_not_hold_is_unmet(films: str, fact: str, unmet: list[str]) -> None:
    assert Tale(films, fact).unmet() == unmet


def test_story_dates_that_placements_overrule_are_not_unmet() -> None:
    tale = Tale("a=2001@1950 b=2002@1940", "b after a")

    assert (tale.order(), tale.unmet()) == ("a b", [])


def test_a_cycle_in_a_file_edited_by_hand_is_unmet_and_its_films_keep_their_slots() -> None:
    members = [member(number, f"200{number}") for number in (1, 2, 3, 4)]
    circle = [
        Placement(films=(1,), kind=AFTER, anchors=(2,)),
        Placement(films=(2,), kind=AFTER, anchors=(1,)),
    ]
    placements = [*circle, Placement(films=(4, 3), kind=BEFORE, anchors=(1,))]

    timeline = order_by_story(members, placements)

    assert [entry.film for entry in timeline.entries] == [4, 3, 1, 2]
    assert timeline.unmet == (Unmet(1, circle[0], "after", 2),)


@pytest.mark.parametrize(
    ("kind", "anchors"),
    [("between", (1,)), ("between", (1, 2, 1)), ("before", ()), ("after", (1, 2)), ("first", (1,))],
)
def test_a_placement_with_a_wrong_number_of_anchors_has_no_effect(
    kind: str, anchors: tuple[int, ...]
) -> None:
    members = [member(number, f"200{number}") for number in (1, 2, 3)]
    wrong = Placement(films=(3,), kind=PlacementKind(kind), anchors=anchors)

    timeline = order_by_story(members, [wrong])

    assert [(entry.film, entry.unanchored) for entry in timeline.entries] == [
        (1, None),
        (2, None),
        (3, wrong),
    ]
    assert timeline.unmet == ()


def test_placements_of_films_that_are_no_members_are_ignored() -> None:
    stranger = Placement(films=(9,), kind=BEFORE, anchors=(1,))

    assert order_by_story([member(1)], [stranger]) == order_by_story([member(1)], [])


def test_each_film_has_the_reason_for_its_place() -> None:
    tale = Tale(
        "kept=2001@1950 alone=2002@3_BBY moved=2003@1940 label=2004@soon u=2005 p=2006 t=2007@1930",
        "p before u",
        "t unplaced",
    )

    assert tale.reasons() == {
        "moved": "story-date",
        "kept": "story-date",
        "alone": "release",
        "label": "release",
        "p": "placed",
        "u": "release",
        "t": "release",
    }


def test_an_entry_knows_its_placement_and_its_side_of_the_anchor() -> None:
    tale = Tale("a=2001@9 b=2002@8 c=2003 d=2004", "c before a", "d during a")

    assert [
        (entry.film, entry.side, entry.placement and str(entry.placement.kind))
        for entry in tale.timeline().entries
    ] == [(2, "before", None), (3, "before", "before"), (1, None, None), (4, "after", "during")]


LINE = range(1, 20_001)


@pytest.mark.parametrize(
    ("kind", "block", "expected"),
    [
        (AFTER, True, [*LINE]),
        (AFTER, False, [*LINE]),
        (BEFORE, True, [*LINE[1:], 1]),
        (BEFORE, False, [*reversed(LINE)]),
    ],
    ids=["block after", "each after", "block before", "each before"],
)
def test_a_chain_of_20_000_placements_needs_no_recursion(
    kind: PlacementKind, block: bool, expected: list[FilmId]
) -> None:
    members = [member(number, "2001") for number in LINE]
    chain = (
        [Placement(films=tuple(LINE[1:]), kind=kind, anchors=(1,))]
        if block
        else [Placement(films=(n + 1,), kind=kind, anchors=(n,)) for n in LINE[:-1]]
    )

    timeline = order_by_story(members, chain)

    assert [entry.film for entry in timeline.entries] == expected
    assert timeline.unmet == ()


def test_a_circle_of_20_000_placements_is_found_without_recursion() -> None:
    circle = [Placement(films=(n,), kind=BEFORE, anchors=(n % len(LINE) + 1,)) for n in LINE]

    assert sorted(find_cycle(circle)) == list(LINE)


def calls_to_order(count: int, shape: str) -> int:
    """Count the calls, Python's and C's, that ordering so many films takes."""
    members = [
        member(n, f"{1000 + n * 7919 % 1000}", f"{n * 31 % 997}" if n % 5 == 0 else "")
        for n in range(1, count + 1)
    ]
    step = 2 if shape == "pairs" else 1
    placements = [
        Placement(
            films=(n,), kind=(BEFORE, AFTER)[n // 2 % 2], anchors=(1 if shape == "star" else n - 1,)
        )
        for n in range(2, count + 1, step)
    ]
    calls = 0

    def count_call(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count_call)
    try:
        order_by_story(members, placements)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("shape", ["chain", "star", "pairs"])
def test_twice_the_films_take_hardly_more_than_twice_the_calls(shape: str) -> None:
    assert calls_to_order(800, shape) < 2.5 * calls_to_order(400, shape)
