"""What holds of every order, whatever the films and facts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference_timeline import Fact, Reference, leads_back, stated
from tests.tales import member
from tests.worlds import World, facts, stated_in_turn, worlds
from watchlist.library.franchises import CycleError, with_placement, without_placements
from watchlist.model import FilmId, Franchise, Placement, PlacementKind
from watchlist.story.timeline import Member, ReleaseKey, Timeline, find_cycle, order_by_story


def films_of(timeline: Timeline) -> list[FilmId]:
    return [entry.film for entry in timeline.entries]


def unmet_of(timeline: Timeline) -> set[Fact]:
    return {(unmet.film, unmet.side, unmet.anchor) for unmet in timeline.unmet}


def order(members: list[Member], placements: list[Placement]) -> list[FilmId]:
    return films_of(order_by_story(members, placements))


@given(worlds())
def test_the_rules_read_plainly_give_the_same_order(world: World) -> None:
    reference = Reference(world.members, world.placements)

    timeline = order_by_story(world.members, world.placements)

    assert films_of(timeline) == reference.order()
    assert unmet_of(timeline) == reference.unmet()


@given(worlds(placed=False))
def test_the_rules_of_story_dates_read_plainly_give_the_same_order(world: World) -> None:
    assert order(world.members, []) == Reference(world.members, []).order()


@given(worlds())
def test_every_member_is_printed_once(world: World) -> None:
    printed = order(world.members, world.placements)

    assert sorted(printed) == [film.id for film in world.members]


@given(worlds())
def test_every_stated_fact_is_met_or_reported(world: World) -> None:
    timeline = order_by_story(world.members, world.placements)
    position = {film: index for index, film in enumerate(films_of(timeline))}

    broken = {
        (film, side, anchor)
        for placement in world.placements
        for film, side, anchor in stated(placement)
        if film in position and anchor in position
        if (position[film] < position[anchor]) is not (side == "before")
    }

    assert unmet_of(timeline) == broken


@given(worlds())
def test_only_a_between_can_be_unmet(world: World) -> None:
    unmet = order_by_story(world.members, world.placements).unmet

    assert {fact.placement.kind for fact in unmet} <= {PlacementKind.BETWEEN}


@given(worlds(), st.data())
def test_the_order_of_the_arguments_does_not_matter(world: World, data: st.DataObject) -> None:
    members = data.draw(st.permutations(world.members))
    placements = data.draw(st.permutations(world.placements))

    assert order_by_story(members, placements) == order_by_story(world.members, world.placements)


@given(worlds(), st.sampled_from(["", "TBA", "1999", "2001-01", "2002-02-02"]))
def test_an_unrelated_film_leaves_the_others_in_their_order(world: World, release: str) -> None:
    stranger = member(99, release)

    printed = order([*world.members, stranger], world.placements)

    assert [film for film in printed if film != 99] == order(world.members, world.placements)


@given(worlds())
def test_dated_films_without_a_placement_stay_sorted_by_story(world: World) -> None:
    placed = {
        film
        for placement in world.placements
        for film in placement.films
        if placement.kind is PlacementKind.UNPLACED
        or placement.kind.anchors == 0
        or any(anchor in {m.id for m in world.members} for anchor in placement.anchors)
    }
    by_number = {film.id: film for film in world.members}
    dated: dict[str, list[tuple[int, ReleaseKey]]] = {}
    for film in order(world.members, world.placements):
        story, release = by_number[film].story, by_number[film].release
        if story and story.calendar and film not in placed:
            dated.setdefault(story.calendar, []).append((story.start, release))

    assert dated == {calendar: sorted(keys) for calendar, keys in dated.items()}


@given(worlds(), st.data())
def test_a_placement_taken_back_leaves_no_trace(world: World, data: st.DataObject) -> None:
    before = Franchise(id=1, name="World", placements=tuple(world.placements))
    placed = {film for placement in world.placements for film in placement.films}
    free = [film.id for film in world.films if film.id not in placed]
    new = data.draw(facts([film.id for film in world.films]))
    if not set(new.films) <= set(free):
        return
    try:
        placed_too = with_placement(before, new)
    except CycleError:
        return

    after = without_placements(placed_too, new.films, [""])

    assert order(world.members, list(after.placements)) == order(world.members, world.placements)


@given(worlds(dated=False), st.data())
def test_a_film_whose_placement_is_taken_back_has_its_release_slot_again(
    world: World, data: st.DataObject
) -> None:
    film = data.draw(st.sampled_from(world.members))
    franchise = Franchise(id=1, name="World", placements=tuple(world.placements))

    left = list(without_placements(franchise, [film.id], [""]).placements)

    placed = {number for placement in left for number in placement.films}
    printed = order(world.members, left)
    spine = sorted((m for m in world.members if m.id not in placed), key=lambda m: m.release)
    assert film in spine
    assert [number for number in printed if number not in placed] == [m.id for m in spine]


@given(worlds(), st.sampled_from([PlacementKind.BEFORE, PlacementKind.AFTER]))
def test_an_order_given_back_as_a_fact_changes_nothing(world: World, kind: PlacementKind) -> None:
    printed = order(world.members, world.placements)
    subjects, anchor = (
        (printed[1:], printed[0]) if kind is PlacementKind.AFTER else (printed[:-1], printed[-1])
    )

    block = Placement(films=tuple(subjects), kind=kind, anchors=(anchor,))

    assert order(world.members, [block] if subjects else []) == printed


@given(worlds(dated=False))
def test_neighbours_given_back_as_facts_change_nothing(world: World) -> None:
    timeline = order_by_story(world.members, world.placements)
    printed = films_of(timeline)
    placed = {entry.film for entry in timeline.entries if entry.side}
    again: list[Placement] = []
    anchors = [film for film in printed if film not in placed]
    if not anchors:
        return
    first = printed.index(anchors[0])
    for index, film in enumerate(printed):
        if film in placed:
            side, other = ("before", index + 1) if index < first else ("after", index - 1)
            again.append(
                Placement(films=(film,), kind=PlacementKind(side), anchors=(printed[other],))
            )

    assert order(world.members, again) == printed


@given(worlds(), st.data())
def test_placements_of_films_of_another_continuity_change_nothing(
    world: World, data: st.DataObject
) -> None:
    printed = [film.id for film in world.members]
    anchors = data.draw(st.permutations(printed))
    elsewhere = [
        Placement(films=(film + 100,), kind=PlacementKind.BEFORE, anchors=(anchor,))
        for film, anchor in zip(printed, anchors, strict=True)
    ]

    assert order(world.members, [*world.placements, *elsewhere]) == order(
        world.members, world.placements
    )


FILMS: list[FilmId] = list(range(1, 7))


@given(st.lists(facts(FILMS), max_size=7))
def test_a_fact_is_refused_exactly_when_it_closes_a_circle(given_facts: list[Placement]) -> None:
    franchise = Franchise(id=1, name="World")
    for fact in given_facts:
        kept = without_placements(franchise, fact.films, [""]).placements
        if leads_back([*kept, fact]):
            with pytest.raises(CycleError):
                with_placement(franchise, fact)
        else:
            franchise = with_placement(franchise, fact)


@given(st.lists(facts(FILMS), max_size=6))
def test_a_cycle_in_the_file_is_survived_and_what_fails_is_reported(
    placements: list[Placement],
) -> None:
    """Facts straight from a file: of each film at most one, circles and all."""
    taken: set[FilmId] = set()
    single = []
    for placement in placements:
        if taken.isdisjoint(placement.films):
            taken.update(placement.films)
            single.append(placement)
    members = [member(number, "2001") for number in FILMS]

    timeline = order_by_story(members, single)

    position = {film: index for index, film in enumerate(films_of(timeline))}
    assert sorted(position) == FILMS
    assert unmet_of(timeline) == {
        (film, side, anchor)
        for placement in single
        for film, side, anchor in stated(placement)
        if (position[film] < position[anchor]) is not (side == "before")
    }


@given(st.lists(facts(FILMS), max_size=7))
def test_what_is_in_force_makes_no_circle(placements: list[Placement]) -> None:
    assert find_cycle(stated_in_turn(placements)) == []
