"""Random franchises for the properties of orders: small, with every kind of date and fact."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from tests.tales import member
from watchlist.library.franchises import CycleError, with_placement
from watchlist.model import FilmId, Franchise, Placement, PlacementKind
from watchlist.story.timeline import Member

RELEASES = ("", "TBA", "2001", "2001-01", "2001-01-02", "2001-02", "2001-02-01", "2002", "2003")
STORIES = ("", "", "soon", "1", "2", "3", "2..9", "c. 1", "0s", "1 BC")
STORIES_ELSEWHERE = ("1 BBY", "2 BBY", "1 ABY", "0 ABY", "3 BBY..1 ABY")


class World(NamedTuple):
    """Films, some of them members of the continuity that is printed, and facts about them."""

    films: list[Member]
    members: list[Member]
    placements: list[Placement]


@st.composite
def facts(draw: st.DrawFn, films: Sequence[FilmId]) -> Placement:
    """Draw a placement of one to three films, whether it makes a circle or not."""
    kind = draw(st.sampled_from(PlacementKind))
    line = draw(st.permutations(films))
    count = draw(st.sampled_from([1, 1, 1, 2, 3]))
    return Placement(
        films=tuple(line[:count]),
        kind=kind,
        anchors=tuple(line[count : count + kind.anchors]),
    )


def stated_in_turn(placements: Sequence[Placement]) -> list[Placement]:
    """Return what is in force when facts are stated in turn; those of a circle are refused."""
    franchise = Franchise(id=1, name="World")
    for placement in placements:
        try:
            franchise = with_placement(franchise, placement)
        except CycleError:
            continue
    return list(franchise.placements)


@st.composite
def worlds(draw: st.DrawFn, *, dated: bool = True, placed: bool = True) -> World:
    """Draw a world of a handful of films."""
    stories = (*STORIES, *STORIES_ELSEWHERE) if dated else ("",)
    films = [
        member(number, draw(st.sampled_from(RELEASES)), draw(st.sampled_from(stories)))
        for number in range(1, draw(st.integers(5, 8)) + 1)
    ]
    numbers = [film.id for film in films]
    found = draw(st.lists(facts(numbers), max_size=7)) if placed else []
    absent = draw(st.sets(st.sampled_from(numbers), max_size=2))
    members = [film for film in films if film.id not in absent]
    return World(films, members, stated_in_turn(found))
