"""Members, placements and named orders of a franchise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from watchlist.library.franchises import (
    CycleError,
    already_said,
    every_scope,
    marks_of,
    mentioned,
    with_continuity,
    with_holding_renamed,
    with_members,
    with_placement,
    without_holdings,
    without_members,
    without_placements,
)
from watchlist.model import (
    Continuity,
    FilmId,
    Franchise,
    Holding,
    NamedOrder,
    Placement,
    PlacementKind,
)

SAW = Franchise(
    id=1,
    name="Saw",
    continuities=(Continuity(name="main", films=(1, 2, 3, 4, 5, 6)), Continuity(name="Reboot")),
)
Fact = tuple[str, tuple[FilmId, ...], tuple[FilmId, ...]]


def said(kind: str, films: tuple[int, ...], anchors: tuple[int, ...], scope: str = "") -> Placement:
    return Placement(films=films, kind=PlacementKind(kind), anchors=anchors, continuity=scope)


def placed(*facts: Placement) -> Franchise:
    franchise = SAW
    for fact in facts:
        franchise = with_placement(franchise, fact)
    return franchise


def facts(franchise: Franchise) -> list[Fact]:
    return [(str(p.kind), p.films, p.anchors) for p in franchise.placements]


# -- members ---------------------------------------------------------------------------------


def test_films_enter_a_continuity_once_and_behind_the_others() -> None:
    franchise = with_members(SAW, [7, 1, 7], "main")
    assert franchise.continuities[0].films == (1, 2, 3, 4, 5, 6, 7)


def test_a_continuity_that_is_not_there_is_made() -> None:
    franchise = with_members(SAW, [7], "Legacy")
    assert [branch.name for branch in franchise.continuities] == ["main", "Reboot", "Legacy"]
    assert franchise.continuities[2] == Continuity(name="Legacy", films=(7,))


def test_a_continuity_is_known_whatever_the_case_of_its_name() -> None:
    assert with_members(SAW, [7], "reboot").continuities[1] == Continuity(name="Reboot", films=(7,))


def test_a_film_is_optional_once_it_is_said_to_be() -> None:
    franchise = with_members(with_members(SAW, [1], "main", weight="optional"), [1], "main")
    assert franchise.continuities[0].optional == (1,)


@pytest.mark.parametrize("mark", ["essential", "filler"])
def test_a_film_that_is_said_to_be_optional_has_no_other_weight(mark: str) -> None:
    weighty = replace(SAW.continuities[0], **{mark: (1, 2)})
    franchise = with_members(with_continuity(SAW, "main", weighty), [1], "main", weight="optional")
    assert marks_of(franchise.continuities[0]) == {1: "optional", 2: mark}


def test_a_film_that_leaves_a_continuity_loses_its_weight_there_and_keeps_what_was_chosen() -> None:
    main, reboot = (
        Continuity(name=name, films=(1, 2, 3, 4), essential=(1, 2), optional=(3,), filler=(4,))
        for name in ("main", "Reboot")
    )
    both = replace(SAW, continuities=(main, reboot), preferred=(1, 3), skipped=(4, 2))
    left = without_members(both, [1, 3, 4], ["main"])
    assert left.continuities == (Continuity(name="main", films=(2,), essential=(2,)), reboot)
    assert (left.preferred, left.skipped) == ((1, 3), (4, 2))
    gone = without_members(left, [1, 3, 4])
    assert (gone.preferred, gone.skipped) == ((), (2,))


def test_every_film_that_a_franchise_refers_to_is_mentioned() -> None:
    main = Continuity(name="main", films=(1,), essential=(2,), optional=(3,), filler=(4,))
    franchise = Franchise(
        id=1,
        name="Saw",
        continuities=(main,),
        placements=(said("between", (5,), (6, 7)),),
        orders=(NamedOrder(name="mine", films=(8,)),),
        preferred=(9,),
        skipped=(10,),
    )
    assert mentioned(franchise) == set(range(1, 11))
    assert mentioned(without_members(franchise, mentioned(franchise))) == set()


def test_a_universe_holds_a_franchise_once_by_each_continuity() -> None:
    universe = Franchise(
        id=1,
        name="All",
        holds=(Holding(franchise=2, continuity="a"), Holding(franchise=2), Holding(franchise=3)),
    )
    renamed = with_holding_renamed(universe, 2, "A", "b")
    assert renamed.holds == (Holding(franchise=2, continuity="b"), *universe.holds[1:])
    assert with_holding_renamed(universe, 2, "a", "").holds == universe.holds[1:]
    assert without_holdings(universe, [2]).holds == universe.holds[2:]


def test_a_film_that_leaves_takes_what_refers_to_it_along() -> None:
    franchise = with_members(placed(said("first", (1,), ())), [1], "main", weight="optional")
    order = NamedOrder(name="mine", films=(2, 1, 3))
    left = without_members(replace(franchise, orders=(order,)), [1])
    assert left.continuities[0] == Continuity(name="main", films=(2, 3, 4, 5, 6))
    assert (left.placements, left.orders) == ((), (NamedOrder(name="mine", films=(2, 3)),))


def test_a_film_that_stays_in_a_continuity_keeps_what_refers_to_it() -> None:
    both = with_members(placed(said("first", (1,), ())), [1], "Reboot")
    left = without_members(both, [1], ["main"])
    assert list(left.members()) == [2, 3, 4, 5, 6, 1]
    assert facts(left) == [("first", (1,), ())]


@pytest.mark.parametrize(
    ("fact", "gone", "rest"),
    [
        (said("before", (1,), (2,)), [2], []),
        (said("during", (1,), (2,)), [2], []),
        (said("before", (1, 2), (3,)), [1], [("before", (2,), (3,))]),
        (said("before", (1, 2), (3,)), [1, 2], []),
        (said("between", (1,), (2, 3)), [2], [("before", (1,), (3,))]),
        (said("between", (1,), (2, 3)), [3], [("after", (1,), (2,))]),
        (said("between", (1,), (2, 3)), [2, 3], []),
        (said("last", (1, 2), ()), [2], [("last", (1,), ())]),
        (said("unplaced", (1,), ()), [2], [("unplaced", (1,), ())]),
    ],
)
def test_a_placement_says_of_the_others_what_it_said(
    fact: Placement, gone: list[int], rest: list[Fact]
) -> None:
    assert facts(without_members(placed(fact), gone)) == rest


def test_another_continuity_is_put_in_place_or_taken_out() -> None:
    renamed = with_continuity(SAW, "Reboot", Continuity(name="Legacy"))
    assert [branch.name for branch in renamed.continuities] == ["main", "Legacy"]
    assert [branch.name for branch in with_continuity(SAW, "main", None).continuities] == ["Reboot"]


# -- placements ------------------------------------------------------------------------------


def test_a_later_placement_of_a_film_replaces_the_earlier_one() -> None:
    franchise = placed(said("before", (1,), (2,)), said("unplaced", (1,), ()))
    assert facts(franchise) == [("unplaced", (1,), ())]


def test_a_film_that_is_placed_elsewhere_leaves_its_block() -> None:
    franchise = placed(said("before", (1, 2, 3), (4,)), said("after", (2,), (5,)))
    assert facts(franchise) == [("before", (1, 3), (4,)), ("after", (2,), (5,))]


def test_placements_of_different_scopes_stand_beside_each_other() -> None:
    franchise = placed(said("first", (1,), ()), said("last", (1,), (), "Reboot"))
    assert facts(franchise) == [("first", (1,), ()), ("last", (1,), ())]
    assert every_scope(franchise) == ["", "main", "Reboot"]


def test_placements_are_forgotten_in_the_scopes_that_are_named() -> None:
    franchise = placed(said("first", (1, 2), ()), said("last", (1,), (), "Reboot"))
    assert facts(without_placements(franchise, [1], [""])) == [
        ("first", (2,), ()),
        ("last", (1,), ()),
    ]
    assert facts(without_placements(franchise, [1, 2], every_scope(franchise))) == []


@pytest.mark.parametrize(
    ("earlier", "last", "circle"),
    [
        ([said("before", (1,), (2,))], said("before", (2,), (1,)), {1, 2}),
        ([said("before", (1,), (2,))], said("after", (2,), (1,)), {1, 2}),
        ([said("during", (1,), (2,))], said("during", (2,), (1,)), {1, 2}),
        ([said("between", (1,), (2, 3))], said("before", (2,), (1,)), {1, 2}),
        ([said("between", (1,), (2, 3))], said("before", (3,), (1,)), {1, 3}),
        (
            [said("before", (1,), (2,)), said("after", (2,), (3,))],
            said("during", (3,), (1,)),
            {1, 2, 3},
        ),
        ([said("before", (1, 2), (3,))], said("after", (3,), (1,)), {1, 2, 3}),
        ([said("before", (1,), (8,))], said("before", (8,), (1,)), {1, 8}),
        ([said("before", (1,), (2,))], said("before", (2,), (1,), "Reboot"), {1, 2}),
        ([said("before", (1,), (2,), "main")], said("before", (2,), (1,)), {1, 2}),
    ],
)
def test_a_circle_is_refused_naming_its_films(
    earlier: list[Placement], last: Placement, circle: set[FilmId]
) -> None:
    before = placed(*earlier)
    with pytest.raises(CycleError) as caught:
        with_placement(before, last)
    assert set(caught.value.films) == circle


@pytest.mark.parametrize(
    ("earlier", "last"),
    [
        (said("before", (1,), (2,)), said("after", (1,), (2,))),
        (said("first", (1,), ()), said("first", (2,), ())),
        (said("before", (1,), (2,), "main"), said("before", (2,), (1,), "Reboot")),
    ],
    ids=["the same film again", "no anchors", "different continuities"],
)
def test_what_is_no_circle_is_not_refused(earlier: Placement, last: Placement) -> None:
    assert last in placed(earlier, last).placements


places = st.builds(
    said,
    st.sampled_from(["before", "after", "during"]),
    st.lists(st.integers(1, 6), min_size=1, max_size=2, unique=True).map(tuple),
    st.integers(1, 6).map(lambda film: (film,)),
    st.sampled_from(["", "main", "Reboot"]),
).filter(lambda fact: fact.anchors[0] not in fact.films)


@given(several=st.lists(places, max_size=8))
def test_a_film_has_at_most_one_placement_in_a_scope(several: list[Placement]) -> None:
    franchise = SAW
    for fact in several:
        try:
            franchise = with_placement(franchise, fact)
        except CycleError:
            continue
        assert franchise.placements[-1] == fact
    subjects = [(film, p.continuity) for p in franchise.placements for film in p.films]
    assert len(subjects) == len(set(subjects))


@given(several=st.lists(places, max_size=6), gone=st.sets(st.integers(1, 6)))
def test_whatever_leaves_the_placements_speak_of_members(
    several: list[Placement], gone: set[FilmId]
) -> None:
    franchise = SAW
    for fact in several:
        try:
            franchise = with_placement(franchise, fact)
        except CycleError:
            continue
    left = without_members(franchise, gone)
    mentioned = {film for p in left.placements for film in (*p.films, *p.anchors)}
    assert mentioned <= set(left.members())
    assert set(left.members()) == {1, 2, 3, 4, 5, 6} - gone


@pytest.mark.parametrize(
    ("fact", "new", "same"),
    [
        (said("before", (1,), (2,)), said("after", (2,), (1,)), True),
        (said("after", (1,), (2,)), said("before", (2,), (1,)), True),
        (said("before", (1,), (2,)), said("before", (2,), (1,)), False),
        (said("before", (1,), (2,)), said("after", (3,), (1,)), False),
        (said("first", (1,), ()), said("last", (2,), ()), False),
    ],
)
def test_a_placement_may_be_said_already_from_the_other_end(
    fact: Placement, new: Placement, *, same: bool
) -> None:
    assert already_said(placed(fact), new) == (fact if same else None)
