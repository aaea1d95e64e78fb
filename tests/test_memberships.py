"""The franchises of a library: who joins and leaves them, what that silences, orders by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from tests.test_orders import film, library_of
from watchlist.errors import RefusedError
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.library.soundness import flawed
from watchlist.model import (
    FilmId,
    Franchise,
    Holding,
    Link,
    LinkKind,
    NamedOrder,
    PlacementKind,
)

A, B, C, D, E = 1, 2, 3, 4, 5
BEFORE, AFTER, BETWEEN = PlacementKind.BEFORE, PlacementKind.AFTER, PlacementKind.BETWEEN


def saga(**continuities: list[FilmId]) -> Library:
    """Return films A to E; the continuities, ``main`` if none, are those of the first franchise."""
    films = [film(title, 2000 + number) for number, title in enumerate("ABCDE", start=1)]
    library = library_of(*films, **continuities)
    library.notices.clear()
    return library


def the(library: Library) -> Franchise:
    return library.franchises[1]


def branches(library: Library, number: int = 1) -> dict[str, tuple[FilmId, ...]]:
    return {branch.name: branch.films for branch in library.franchises[number].continuities}


def facts(library: Library, number: int = 1) -> list[tuple[str, tuple[FilmId, ...], str]]:
    return [
        (str(p.kind), (*p.films, *p.anchors), p.continuity)
        for p in library.franchises[number].placements
    ]


# -- joining ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anchors", "joined"),
    [
        ([A], {"old": (A, B, E), "new": (A, C, E)}),
        ([B], {"old": (A, B, E), "new": (A, C)}),
        ([A, C], {"old": (A, B), "new": (A, C, E)}),
        ([A, B], {"old": (A, B, E), "new": (A, C)}),
    ],
)
def test_a_placed_film_joins_the_continuities_that_all_anchors_are_in(
    anchors: list[FilmId], joined: dict[str, tuple[FilmId, ...]]
) -> None:
    library = saga(old=[A, B], new=[A, C])
    library.place([E], BETWEEN if len(anchors) > 1 else AFTER, anchors)
    assert branches(library) == joined


def test_joining_is_said_with_the_continuities_where_there_are_several() -> None:
    several, single = saga(old=[A, B], new=[A, C]), saga(main=[A, B])
    for library in (several, single):
        library.place([E], AFTER, [A])
    assert several.notices == ["E joined Saga:old and Saga:new."]
    assert single.notices == ["E joined Saga."]


@pytest.mark.parametrize("kind", LinkKind)
def test_a_sequel_prequel_or_spinoff_joins_and_no_other_relation(kind: LinkKind) -> None:
    library = saga(main=[A, B])
    library.link(E, kind, A)
    joins = kind in (LinkKind.SEQUEL_TO, LinkKind.PREQUEL_TO, LinkKind.SPINOFF_OF)
    assert branches(library) == {"main": (A, B, E) if joins else (A, B)}


def test_nobody_joins_who_is_told_not_to() -> None:
    library = saga(main=[A, B])
    library.link(E, LinkKind.SEQUEL_TO, A, join=False)
    assert branches(library) == {"main": (A, B)}


def test_a_film_that_is_in_one_of_the_continuities_stays_as_it_is() -> None:
    library = saga(old=[A, B], new=[A, C])
    library.link(B, LinkKind.SEQUEL_TO, A)
    assert (branches(library), library.notices) == ({"old": (A, B), "new": (A, C)}, [])


def test_films_without_a_common_continuity_bring_nobody_in() -> None:
    library = saga(old=[A], new=[B])
    with pytest.raises(RefusedError, match=r"^E \(2005\) is in no franchise"):
        library.place([E], BETWEEN, [A, B])
    with pytest.raises(RefusedError, match="share no continuity of Saga"):
        library.place([E], BETWEEN, [A, B], scopes=[Scope(1)])
    assert branches(library) == {"old": (A,), "new": (B,)}


def test_every_film_of_a_block_joins() -> None:
    library = saga(main=[A, B])
    library.place([D, E], BEFORE, [A])
    assert branches(library) == {"main": (A, B, D, E)}
    assert facts(library) == [("before", (D, E, A), "")]


# -- the scope of a placement ----------------------------------------------------------------


@pytest.fixture
def two() -> Library:
    """Return two franchises that share A and B; the second has a continuity besides."""
    library = saga(main=[A, B, C])
    other = library.ensure_franchise("Other")
    library.enter(other.id, [A, B, D])
    library.enter(other.id, [A, B], ["side"])
    library.notices.clear()
    return library


def test_a_placement_is_made_in_every_franchise_that_all_are_in(two: Library) -> None:
    two.place([B], BEFORE, [A])
    assert facts(two, 1) == facts(two, 2) == [("before", (B, A), "")]


def test_a_placement_can_be_for_one_franchise(two: Library) -> None:
    two.place([B], BEFORE, [A], scopes=[Scope(2)])
    assert (facts(two, 1), facts(two, 2)) == ([], [("before", (B, A), "")])


def test_a_placement_for_a_continuity_stands_beside_that_for_the_franchise(two: Library) -> None:
    two.place([B], BEFORE, [A], scopes=[Scope(2)])
    two.place([B], AFTER, [A], scopes=[Scope(2, "side")])
    assert facts(two, 2) == [("before", (B, A), ""), ("after", (B, A), "side")]
    two.place([B], AFTER, [A], scopes=[Scope(2)])
    assert facts(two, 2) == [("after", (B, A), "side"), ("after", (B, A), "")]


def test_a_later_placement_replaces_the_earlier_one_even_without_an_anchor_here(
    two: Library,
) -> None:
    two.place([A], BEFORE, [B], scopes=[Scope(2)])
    two.place([A], AFTER, [D], scopes=[Scope(2)])  # D is not in the side continuity
    assert facts(two, 2) == [("after", (A, D), "")]


def test_a_film_joins_the_continuity_that_it_is_placed_in(two: Library) -> None:
    two.place([D], BEFORE, [A], scopes=[Scope(2, "side")])
    assert branches(two, 2) == {"main": (A, B, D), "side": (A, B, D)}
    assert two.notices == ["D joined Other:side."]


def test_an_anchor_outside_the_franchise_is_refused(two: Library) -> None:
    with pytest.raises(RefusedError, match=r"^C \(2003\) is not in Other\.$"):
        two.place([B], BEFORE, [C], scopes=[Scope(2)])


@pytest.mark.parametrize(
    ("scopes", "left"),
    [
        ([], ([], [])),
        ([Scope(1)], ([], [("before", (B, A), ""), ("after", (B, A), "side")])),
        ([Scope(2)], ([("before", (B, A), "")], [("after", (B, A), "side")])),
        ([Scope(2, "side")], ([("before", (B, A), "")], [("before", (B, A), "")])),
    ],
)
def test_a_placement_is_forgotten_in_the_scopes_that_are_named(
    two: Library,
    scopes: list[Scope],
    left: tuple[list[tuple[str, tuple[FilmId, ...], str]], list[tuple[str, tuple[int, ...], str]]],
) -> None:
    two.place([B], BEFORE, [A])
    two.place([B], AFTER, [A], scopes=[Scope(2, "side")])
    assert two.reset_placement([B], scopes)
    assert (facts(two, 1), facts(two, 2)) == left
    assert not two.reset_placement([B], scopes)


# -- leaving ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gone", "notices"),
    [
        ([A], []),
        ([B], []),
        ([E], ["The placement of D in Saga no longer holds: it was relative to E."]),
        ([A, B], ["The placement of C in Saga no longer holds: it was relative to A and B."]),
        ([A, B, C], []),
    ],
)
def test_leaving_says_whose_placement_is_lost(gone: list[FilmId], notices: list[str]) -> None:
    library = saga()
    library.place([C], BETWEEN, [A, B])
    library.place([D], AFTER, [E])
    library.leave(1, gone)
    assert library.notices == notices


def test_a_placement_holds_no_longer_in_the_continuity_that_its_anchor_leaves() -> None:
    library = saga(old=[A, B, C], new=[A, B])
    library.place([B], BEFORE, [A])
    library.leave(1, [A], ["new"])
    assert library.notices == [
        "The placement of B in Saga:new no longer holds: it was relative to A."
    ]
    assert facts(library) == [("before", (B, A), "")]
    library.notices.clear()
    library.leave(1, [A], ["old"])
    assert library.notices == [
        "The placement of B in Saga:old no longer holds: it was relative to A."
    ]
    assert facts(library) == []


def test_a_placement_that_another_one_outdoes_is_not_said_to_hold_no_longer() -> None:
    library = saga(old=[A, B, C], new=[A, B, C])
    library.place([B], BEFORE, [A])
    library.place([B], AFTER, [C], scopes=[Scope(1, "new")])
    library.leave(1, [A])
    assert library.notices == [
        "The placement of B in Saga:old no longer holds: it was relative to A."
    ]


def test_removing_a_film_says_it_for_each_franchise(two: Library) -> None:
    two.place([B], BEFORE, [A])
    two.remove_film(A)
    assert two.notices == [
        "The placement of B in Saga no longer holds: it was relative to A.",
        "The placement of B in Other:main and Other:side no longer holds: it was relative to A.",
    ]


def test_removing_a_film_takes_every_reference_to_it_along(two: Library) -> None:
    two.link(A, LinkKind.ALTERNATIVE_TO, B, join=False)
    two.links[1] = replace(two.links[1], together=(C, D))
    two.change_film(E, whole=B, span="1")
    two.change_franchise(1, preferred=(B, A), skipped=(B,))
    two.franchises[3] = Franchise(
        id=3, name="All", holds=(Holding(franchise=1),), preferred=(A, B), skipped=(B,)
    )
    two.remove_film(B)
    assert [(link.film, link.other, link.together) for link in two.links.values()] == [(A, C, (D,))]
    assert E not in two.films
    assert [(one.preferred, one.skipped) for one in two.franchises.values()] == [
        ((A,), ()),
        ((), ()),
        ((A,), ()),
    ]
    assert flawed(two) == set()


@pytest.mark.parametrize(
    ("gone", "left"),
    [([C], [(A, B, ())]), ([B], [(A, C, ())]), ([B, C], []), ([A], []), ([D], [(A, B, (C,))])],
)
def test_a_link_to_several_films_lasts_as_long_as_one_of_them(
    gone: list[FilmId], left: list[tuple[FilmId, FilmId, tuple[FilmId, ...]]]
) -> None:
    library = saga()
    library.links[1] = Link(id=1, film=A, kind=LinkKind.ALTERNATIVE_TO, other=B, together=(C,))
    for number in gone:
        library.remove_film(number)
    assert [(link.film, link.other, link.together) for link in library.links.values()] == left


@pytest.mark.parametrize(
    ("films", "continuities", "sentence"),
    [
        ([E], [], r"E \(2005\) is not in Saga\."),
        ([C], ["new"], r"C \(2003\) is not in Saga:new\."),
        ([B, C], ["new"], r"C \(2003\) is not in Saga:new\."),
        ([E], ["old", "new"], r"E \(2005\) is not in Saga:old and Saga:new\."),
    ],
)
def test_a_film_that_is_not_there_cannot_leave(
    films: list[FilmId], continuities: list[str], sentence: str
) -> None:
    library = saga(old=[A, B, C], new=[A, B])
    with pytest.raises(RefusedError, match=f"^{sentence}$"):
        library.leave(1, films, continuities)


# -- names -----------------------------------------------------------------------------------


def test_a_renamed_continuity_carries_its_placements_along() -> None:
    library = saga(old=[A, B], new=[A, B])
    library.place([B], BEFORE, [A], scopes=[Scope(1, "new")])
    library.rename_continuity(1, "NEW", "Newer")
    assert list(branches(library)) == ["old", "Newer"]
    assert facts(library) == [("before", (B, A), "Newer")]


def test_a_name_that_is_taken_is_refused() -> None:
    library = saga(old=[A], new=[B])
    with pytest.raises(RefusedError, match=r"^Saga has a continuity new already\.$"):
        library.rename_continuity(1, "old", "NEW")
    library.ensure_franchise("Other")
    with pytest.raises(RefusedError, match=r"^There is a franchise Other already\.$"):
        library.rename_franchise(1, "other")
    assert library.rename_franchise(1, "SAGA").name == "SAGA"


NAMING: dict[str, Callable[[Library, str], Franchise]] = {
    "a franchise": lambda library, name: library.rename_franchise(1, name),
    "a continuity": lambda library, name: library.rename_continuity(1, "old", name),
    "a new continuity": lambda library, name: library.enter(1, [A], [name]),
    "an order": lambda library, name: library.arrange(1, name, [A]),
}


@pytest.mark.parametrize("name", ["", "   ", "x" * 1001])
@pytest.mark.parametrize("what", NAMING)
def test_a_name_has_a_length(what: str, name: str) -> None:
    with pytest.raises(RefusedError, match="has 1 to 1,000 characters"):
        NAMING[what](saga(old=[A]), name)


# -- orders by hand, and forgetting ----------------------------------------------------------


def test_a_film_that_an_order_by_hand_names_twice_is_refused() -> None:
    with pytest.raises(RefusedError, match="stands in it twice"):
        saga().arrange(1, "mine", [C, A, C])


def test_an_order_keeps_the_name_that_it_was_given_first() -> None:
    library = saga()
    library.arrange(1, "Mine", [C, A])
    library.arrange(1, "mine", [A])
    assert the(library).orders == (NamedOrder(name="Mine", films=(A,)),)


def test_a_forgotten_default_order_gives_way_to_the_timeline() -> None:
    library = saga()
    library.arrange(1, "mine", [C, A])
    library.change_franchise(1, default_order="mine")
    library.disarrange(1, "mine")
    assert (the(library).orders, the(library).default_order) == ((), "timeline")


@pytest.mark.parametrize("name", ["timeline", "release", "Release"])
def test_the_orders_from_facts_are_neither_made_nor_forgotten(name: str) -> None:
    library = saga()
    with pytest.raises(RefusedError, match="is made from facts"):
        library.arrange(1, name, [A])
    with pytest.raises(RefusedError, match="is made from facts"):
        library.disarrange(1, name)


def test_a_forgotten_continuity_takes_its_own_placements_and_films_along() -> None:
    library = saga(old=[A, B], new=[A, B, C])
    library.place([B], BEFORE, [A], scopes=[Scope(1, "new")])
    library.place([B], AFTER, [C])
    library.place([A], AFTER, [B], scopes=[Scope(1, "old")])
    library.delete_continuity(1, "new")
    assert branches(library) == {"old": (A, B)}
    assert facts(library) == [("after", (A, B), "old")]


@pytest.fixture
def held() -> Library:
    """Return a saga that a universe, franchise 2, holds by each of its continuities."""
    library = saga(old=[A, B], new=[A, C])
    library.franchises[2] = Franchise(
        id=2,
        name="All",
        holds=(Holding(franchise=1, continuity="old"), Holding(franchise=1, continuity="New")),
    )
    return library


def _holds(library: Library) -> list[tuple[int, str]]:
    return [(held.franchise, held.continuity) for held in library.franchises[2].holds]


def test_a_universe_holds_a_continuity_by_its_new_name(held: Library) -> None:
    held.rename_continuity(1, "new", "Newer")
    assert _holds(held) == [(1, "old"), (1, "Newer")]


def test_a_universe_holds_by_the_first_continuity_when_its_own_is_forgotten(held: Library) -> None:
    held.delete_continuity(1, "new")
    assert _holds(held) == [(1, "old"), (1, "")]
    assert flawed(held) == set()


def test_a_universe_holds_a_forgotten_franchise_no_longer(held: Library) -> None:
    held.delete_franchise(1)
    assert _holds(held) == []
    assert flawed(held) == set()


def test_a_forgotten_franchise_leaves_its_films(two: Library) -> None:
    assert two.delete_franchise(1).name == "Saga"
    assert [franchise.name for franchise in two.franchises.values()] == ["Other"]
    assert list(two.films) == [A, B, C, D, E]
