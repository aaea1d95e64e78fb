"""Several franchises in one order, and one of several films: what holds of any of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.tales import member
from tests.worlds import World, worlds
from watchlist.model import Link, LinkKind
from watchlist.story.cuts import Rank, choose
from watchlist.story.timeline import order_by_story
from watchlist.story.universes import Branch, order_branches


@given(worlds())
def test_a_universe_of_one_franchise_is_that_franchise(world: World) -> None:
    films = {one.id for one in world.members}
    branch = Branch("Saga", films, world.placements)
    assert order_branches(world.members, [branch]) == order_by_story(
        world.members, world.placements
    )


@given(worlds(), st.data())
def test_a_universe_has_each_film_once_and_says_what_left_its_franchise(
    world: World, data: st.DataObject
) -> None:
    films = [one.id for one in world.members]
    inside = data.draw(st.sets(st.sampled_from(films))) if films else set()
    branches = [
        Branch("One", inside, world.placements),
        Branch("Two", set(films) - inside, world.placements),
    ]
    timeline = order_branches(world.members, branches)
    order = [entry.film for entry in timeline.entries]
    assert sorted(order) == sorted(films)
    moved = {one.film for one in timeline.unmet} | {one.film for one in timeline.displaced}
    for branch in branches:
        own = [one for one in world.members if one.id in branch.films]
        alone = [entry.film for entry in order_by_story(own, branch.placements).entries]
        kept = [film for film in alone if film not in moved]
        assert [film for film in order if film in kept] == kept


films = st.integers(1, 6)


def _any_rank(film: int) -> Rank:
    return Rank(unseen=True, unpreferred=True, outside=False, release=member(film).release)


@given(st.lists(st.tuples(films, st.lists(films, min_size=1, max_size=3, unique=True)), max_size=5))
def test_of_alternatives_something_is_taken_and_nothing_is_lost(
    said: list[tuple[int, list[int]]],
) -> None:
    links = [
        Link(
            id=number,
            film=film,
            kind=LinkKind.ALTERNATIVE_TO,
            other=others[0],
            together=tuple(others[1:]),
        )
        for number, (film, others) in enumerate(said, start=1)
        if film not in others
    ]
    cuts = choose(range(1, 7), links, _any_rank)
    assert not set(cuts.others) & set(cuts.taken)
    named = {film for link in links for film in (link.film, link.other, *link.together)}
    assert set(cuts.others) | set(cuts.taken) == named


def test_a_universe_of_10_000_films_is_ordered_without_recursion() -> None:
    members = [member(number, f"{1900 + number % 100}") for number in range(1, 10_001)]
    halves = [Branch(name, range(at, 10_001, 2), []) for name, at in (("One", 1), ("Two", 2))]
    assert len(order_branches(members, halves).entries) == 10_000
