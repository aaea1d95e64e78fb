"""Merging franchises: what holds whatever two sides say, and what each rule does."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from watchlist.library.franchises import (
    MARKS,
    CycleError,
    by_mark,
    cycle_in,
    every_scope,
    marks_of,
    with_members,
    with_order,
    with_placement,
)
from watchlist.merging.franchises import (
    LIBRARY,
    PACK,
    Merged,
    Policy,
    blank_franchise,
    holding_renumbered,
    merge_franchise,
    renumbered,
)
from watchlist.model import (
    RELEASE,
    TIMELINE,
    Continuity,
    FilmId,
    Franchise,
    Holding,
    NamedOrder,
    Pass,
    Placement,
    PlacementKind,
)

films = st.integers(1, 7)
some_films = st.lists(films, unique=True, max_size=5).map(tuple)
names = st.sampled_from(["main", "prime", "games"])
policies = st.sampled_from([PACK, LIBRARY])
holdings = st.lists(
    st.builds(Holding, franchise=st.integers(10, 12), continuity=st.sampled_from(["", "a"])),
    unique=True,
    max_size=2,
).map(tuple)
passes = st.dictionaries(
    st.dates(datetime.date(2020, 1, 1), datetime.date(2020, 1, 4)),
    st.none() | st.dates(datetime.date(2021, 1, 1), datetime.date(2021, 1, 2)),
    max_size=2,
).map(lambda days: tuple(Pass(since=day, until=days[day]) for day in sorted(days)))


@st.composite
def franchises(draw: st.DrawFn) -> Franchise:
    """Draw a franchise that keeps its invariants, made as a user makes one."""
    franchise = Franchise(
        id=draw(st.integers(1, 9)),
        name=draw(st.sampled_from(["Saw", "The Saws"])),
        aliases=draw(st.lists(st.sampled_from(["Jigsaw", "S"]), unique=True).map(tuple)),
    )
    for name in draw(st.lists(names, unique=True, max_size=3)):
        franchise = with_members(franchise, draw(some_films), name)
        members = franchise.continuities[-1].films
        weights = draw(st.lists(st.sampled_from(members), unique=True)) if members else []
        described = replace(
            franchise.continuities[-1],
            description=draw(st.sampled_from("ab ")).strip(),
            **by_mark({film: draw(st.sampled_from(MARKS)) for film in weights}),
        )
        franchise = replace(franchise, continuities=(*franchise.continuities[:-1], described))
    franchise = replace(franchise, holds=draw(holdings), passes=draw(passes))
    members = tuple(franchise.members())
    if not members:
        return franchise
    choices = st.lists(st.sampled_from(members), unique=True, max_size=3).map(tuple)
    franchise = replace(franchise, preferred=draw(choices), skipped=draw(choices))
    blocks = st.lists(st.sampled_from(members), unique=True, min_size=1, max_size=4).map(tuple)
    for _ in range(draw(st.integers(0, 4))):
        kind = draw(st.sampled_from(PlacementKind))
        placed = draw(blocks)
        others = [film for film in members if film not in placed]
        if len(others) < kind.anchors:
            continue
        anchors = draw(st.permutations(others))[: kind.anchors]
        scope = draw(st.sampled_from(every_scope(franchise)))
        note = draw(st.sampled_from(["", "because"]))
        with suppress(CycleError):
            franchise = with_placement(
                franchise,
                Placement(
                    films=placed, kind=kind, anchors=tuple(anchors), continuity=scope, note=note
                ),
            )
    for name in draw(st.lists(st.sampled_from(["short", "mine"]), unique=True)):
        franchise = with_order(franchise, NamedOrder(name=name, films=draw(blocks)))
    orders = [TIMELINE, RELEASE, *(order.name for order in franchise.orders)]
    return replace(franchise, default_order=draw(st.sampled_from(orders)))


def title(film: FilmId) -> str:
    return f"film {film}"


def merge(ours: Franchise, theirs: Franchise, base: Franchise, policy: Policy = PACK) -> Merged:
    return merge_franchise(ours, theirs, base, title, policy)


def union(ours: Franchise, theirs: Franchise) -> Franchise:
    return merge(ours, theirs, blank_franchise(ours.id), LIBRARY).franchise


def unordered(franchise: Franchise) -> Franchise:
    """Return a franchise without its number, its placements in a fixed order, aliases too."""
    return replace(
        franchise,
        id=0,
        placements=tuple(sorted(franchise.placements, key=repr)),
        aliases=tuple(sorted(franchise.aliases)),
        continuities=tuple(
            replace(one, **{mark: tuple(sorted(getattr(one, mark))) for mark in MARKS})
            for one in franchise.continuities
        ),
        **{
            name: tuple(sorted(getattr(franchise, name), key=repr))
            for name in ("holds", "preferred", "skipped", "passes")
        },
    )


# -- properties ------------------------------------------------------------------------------


@given(franchises(), franchises(), franchises(), policies)
def test_what_is_merged_keeps_the_invariants(
    ours: Franchise, theirs: Franchise, base: Franchise, policy: Policy
) -> None:
    merged = merge(ours, theirs, base, policy).franchise
    members = merged.members().keys()
    mentioned = [*chain.from_iterable((*p.films, *p.anchors) for p in merged.placements)]
    mentioned += chain.from_iterable(order.films for order in merged.orders)
    assert members >= set(mentioned)
    assert cycle_in(merged) == []
    assert all(p.films and p.continuity in every_scope(merged) for p in merged.placements)
    assert at_most_once((p.continuity, film) for p in merged.placements for film in p.films)
    assert at_most_once(one.name.casefold() for one in merged.continuities)
    assert at_most_once(order.name for order in merged.orders)
    assert merged.default_order in {TIMELINE, RELEASE, *(order.name for order in merged.orders)}
    for one in merged.continuities:
        assert at_most_once(one.films)
        assert at_most_once(chain(one.essential, one.optional, one.filler))
        assert {*one.essential, *one.optional, *one.filler} <= set(one.films)
    assert at_most_once(one.since for one in merged.passes)
    for several in (merged.holds, merged.preferred, merged.skipped):
        assert at_most_once(several)
    if not merged.holds:
        assert members >= {*merged.preferred, *merged.skipped}


def at_most_once(items: Iterable[object]) -> bool:
    return all(count == 1 for count in Counter(items).values())


@given(franchises(), franchises(), franchises(), policies)
def test_merging_the_same_again_changes_nothing(
    ours: Franchise, theirs: Franchise, base: Franchise, policy: Policy
) -> None:
    merged = merge(ours, theirs, base, policy).franchise
    assert merge(merged, theirs, theirs, policy).franchise == merged


@given(franchises(), franchises())
def test_a_union_with_the_same_again_changes_nothing(ours: Franchise, theirs: Franchise) -> None:
    merged = union(ours, theirs)
    assert union(merged, theirs) == merged


@given(franchises(), franchises(), policies)
def test_where_we_changed_nothing_it_becomes_theirs(
    base: Franchise, theirs: Franchise, policy: Policy
) -> None:
    merged = merge(base, theirs, base, policy)
    assert unordered(merged.franchise) == unordered(theirs)
    assert merged.differences == ()


@given(franchises(), franchises(), policies)
def test_where_they_changed_nothing_it_stays_ours(
    ours: Franchise, base: Franchise, policy: Policy
) -> None:
    merged = merge(ours, base, base, policy)
    assert merged.franchise == ours
    assert not any(kept.conflict for kept in merged.differences)


@given(franchises(), franchises())
def test_a_union_has_the_same_members_names_and_marks_in_either_direction(
    one: Franchise, other: Franchise
) -> None:
    here, there = union(one, other), union(other, one)
    assert facts(here, disputed(one, other)) == facts(there, disputed(one, other))
    if TIMELINE in (one.default_order, other.default_order):
        assert here.default_order == there.default_order


Marks = Collection[tuple[str, FilmId]]


def disputed(one: Franchise, other: Franchise) -> Marks:
    """Return the films, by continuity, to which two sides give different weights."""
    marks = [
        {(c.name, film): mark for c in side.continuities for film, mark in marks_of(c).items()}
        for side in (one, other)
    ]
    return {at for at in marks[0].keys() & marks[1].keys() if marks[0][at] != marks[1][at]}


def facts(franchise: Franchise, disputed: Marks) -> tuple[object, ...]:
    """Return what is said without an order, and by whom; of disputed weights, that there is one."""
    return (
        {franchise.name, *franchise.aliases},
        {
            one.name: (
                set(one.films),
                {
                    film: "disputed" if (one.name, film) in disputed else mark
                    for film, mark in marks_of(one).items()
                },
            )
            for one in franchise.continuities
        },
        {order.name: set(order.films) for order in franchise.orders},
        {*franchise.holds},
        {*franchise.preferred},
        {*franchise.skipped},
        {one.since for one in franchise.passes},
    )


@given(franchises(), franchises())
def test_a_union_leaves_each_film_of_ours_where_it_is(ours: Franchise, theirs: Franchise) -> None:
    merged = union(ours, theirs)
    here, there = spots(ours), spots(merged)
    assert {at: there[at] for at in here} == here


def spots(franchise: Franchise) -> dict[tuple[str, FilmId], tuple[object, ...]]:
    return {
        (p.continuity, film): (p.kind, p.anchors) for p in franchise.placements for film in p.films
    }


# -- what each rule does ---------------------------------------------------------------------


def franchise(**facts: object) -> Franchise:
    known = Franchise(id=1, name="Saw", continuities=(Continuity(name="main", films=(1, 2, 3, 4)),))
    return replace(known, **facts)


def said(kind: str, films: tuple[int, ...], *anchors: int, note: str = "") -> Placement:
    return Placement(films=films, kind=PlacementKind(kind), anchors=anchors, note=note)


def order(*films: int) -> tuple[NamedOrder, ...]:
    return (NamedOrder(name="mine", films=films),)


def sentences(merged: Merged) -> list[tuple[str, bool]]:
    return [(kept.sentence, kept.conflict) for kept in merged.differences]


BLANK = blank_franchise(1)


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ([said("after", (3,), 2)], [said("after", (3, 4), 2)], [said("after", (3, 4), 2)]),
        ([said("after", (3, 4), 2)], [said("after", (3,), 2)], [said("after", (3, 4), 2)]),
        ([said("after", (4, 3), 2)], [said("after", (3, 4), 2)], [said("after", (4, 3), 2)]),
        (
            [said("last", (3,))],
            [said("after", (3, 4), 2)],
            [said("last", (3,)), said("after", (4,), 2)],
        ),
        ([said("last", (3,), note="so")], [said("last", (3,))], [said("last", (3,), note="so")]),
        ([said("last", (3,))], [said("last", (3,), note="so")], [said("last", (3,), note="so")]),
    ],
    ids=["a block grows", "it stays", "our order", "our place", "our note", "their note"],
)
def test_a_union_of_placements_loses_nothing_of_ours(
    ours: list[Placement], theirs: list[Placement], merged: list[Placement]
) -> None:
    found = union(franchise(placements=tuple(ours)), franchise(placements=tuple(theirs)))
    assert list(found.placements) == merged


def test_a_block_that_both_sides_changed_has_what_both_added() -> None:
    base, ours, theirs = (
        franchise(placements=(said("after", block, 1),)) for block in [(2, 3), (3, 2), (2, 3, 4)]
    )
    assert merge(ours, theirs, base).franchise.placements == (said("after", (3, 2, 4), 1),)


def test_places_that_changed_ends_are_taken_over_without_a_circle_on_the_way() -> None:
    base = franchise(placements=(said("after", (1,), 2),))
    theirs = franchise(placements=(said("after", (2,), 1),))
    merged = merge(base, theirs, base)
    assert (merged.franchise.placements, merged.differences) == (theirs.placements, ())


def test_a_placement_that_would_make_a_circle_leaves_its_film_where_it_was() -> None:
    base = franchise(placements=(said("last", (2,)),))
    ours = franchise(placements=(said("last", (2,)), said("after", (1,), 2)))
    theirs = franchise(placements=(said("after", (2,), 1),))
    merged = merge(ours, theirs, base)
    assert set(merged.franchise.placements) == set(ours.placements)
    assert sentences(merged) == [
        (
            "Saw: film 2 after film 1 is left out: with your placements it makes a circle "
            "(film 1 → film 2 → film 1).",
            True,
        )
    ]


@pytest.mark.parametrize(
    ("policy", "merged", "words"),
    [
        (PACK, (2, 1, 3), [("Saw: its order mine is your own.", True)]),
        (LIBRARY, (2, 1, 3, 4), []),
    ],
)
def test_an_order_that_both_changed_is_ours_for_a_pack_and_merged_for_a_library(
    policy: Policy, merged: tuple[int, ...], words: list[tuple[str, bool]]
) -> None:
    base, ours, theirs = (
        franchise(orders=order(*films)) for films in [(1, 2), (2, 1, 3), (1, 2, 4)]
    )
    found = merge(ours, theirs, base, policy)
    assert (found.franchise.orders, sentences(found)) == (order(*merged), words)


def test_an_order_that_is_the_default_stays_it_when_a_newer_version_changes_it() -> None:
    base, theirs = (
        franchise(orders=order(*films), default_order="mine") for films in [(1, 2), (2, 1)]
    )
    assert merge(base, theirs, base).franchise == theirs


def test_names_of_orders_and_continuities_are_spelled_as_ours() -> None:
    theirs = replace(
        franchise(orders=(NamedOrder(name="Mine", films=(2, 1)),), default_order="Mine"),
        continuities=(Continuity(name="MAIN", films=(5,)),),
    )
    merged = union(franchise(orders=order(1)), theirs)
    assert [one.name for one in merged.continuities] == ["main"]
    assert (merged.orders[0].name, merged.default_order) == ("mine", "mine")


def test_a_name_that_is_not_ours_is_an_alias() -> None:
    merged = union(franchise(aliases=("Jigsaw",)), franchise(name="The Saws", aliases=("saw",)))
    assert (merged.name, merged.aliases) == ("Saw", ("Jigsaw", "The Saws"))


def test_a_continuity_that_a_pack_took_out_is_left_to_the_films_that_we_entered() -> None:
    extra = Continuity(name="games", films=(5,))
    base = franchise(continuities=(*franchise().continuities, extra))
    ours = with_members(base, (6,), "games")
    merged = merge(ours, franchise(), base).franchise
    assert merged.continuities[1:] == (Continuity(name="games", films=(6,)),)


def test_a_continuity_that_theirs_renamed_is_renamed_with_what_we_entered() -> None:
    base = franchise(
        continuities=(Continuity(name="a", films=(1,)), Continuity(name="b", films=(2,)))
    )
    theirs = replace(base, continuities=(base.continuities[0], Continuity(name="c", films=(2,))))
    merged = merge(with_members(base, (3,), "b"), theirs, base).franchise
    assert merged.continuities[1] == Continuity(name="c", films=(2, 3))


def test_only_a_pack_finds_a_continuity_by_its_films() -> None:
    ours = franchise(continuities=(Continuity(name="prime", films=(1, 2)),))
    theirs = franchise(continuities=(Continuity(name="main", films=(1, 2)),))
    found = [merge(ours, theirs, BLANK, policy).franchise for policy in (PACK, LIBRARY)]
    assert [[one.name for one in each.continuities] for each in found] == [
        ["prime"],
        ["prime", "main"],
    ]


def test_films_get_other_numbers_and_those_without_one_leave() -> None:
    known = franchise(
        placements=(said("between", (2,), 1, 3), said("after", (4,), 1), said("before", (3,), 4)),
        orders=order(4, 3, 2),
    )
    assert renumbered(known, {1: 11, 2: 12, 4: 11}) == franchise(
        continuities=(Continuity(name="main", films=(11, 12)),),
        placements=(said("after", (12,), 11),),
        orders=order(11, 12),
    )


def test_other_numbers_reach_weights_and_choices() -> None:
    """Films that are one here have the heavier of their weights."""
    main = Continuity(
        name="main", films=(1, 2, 3, 4, 5), essential=(1,), optional=(2, 3), filler=(4, 5)
    )
    known = franchise(continuities=(main,), preferred=(1, 3), skipped=(2, 9, 4))
    assert renumbered(known, {1: 11, 2: 12, 4: 14, 5: 12, 9: 19}) == franchise(
        continuities=(
            Continuity(
                name="main", films=(11, 12, 14), essential=(11,), optional=(12,), filler=(14,)
            ),
        ),
        preferred=(11,),
        skipped=(12, 19, 14),
    )


def test_a_universe_holds_franchises_by_their_numbers_here() -> None:
    holds = tuple(
        Holding(franchise=number, continuity=name)
        for number, name in ((2, "a"), (3, ""), (4, "a"), (5, ""), (6, ""))
    )
    known = replace(franchise(), id=7, holds=holds)
    numbers = {7: 1, 2: 12, 3: 1, 4: 12, 6: 13}
    assert holding_renumbered(known, numbers).holds == (
        Holding(franchise=12, continuity="a"),
        Holding(franchise=13),
    )


def test_a_pass_ends_on_the_day_that_one_side_says() -> None:
    since, until = datetime.date(2020, 1, 1), datetime.date(2020, 2, 1)
    ours, theirs = (franchise(passes=(Pass(since=since, until=end),)) for end in (None, until))
    assert union(ours, theirs).passes == union(theirs, ours).passes == theirs.passes
