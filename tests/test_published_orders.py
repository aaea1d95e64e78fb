"""Orders as fans print them come back from the release line and a few facts.

The facts are found by rule: the longest run of films in release order stays, and each group of
neighbours that are off it is one block, placed against the printed neighbour that stays.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tales import member
from watchlist.model import FilmId, Placement, PlacementKind
from watchlist.story.timeline import Member, order_by_story


class Published(NamedTuple):
    """A printed order: its films by number, and the numbers as they are printed."""

    members: list[Member]
    printed: list[FilmId]


def staying(printed: Sequence[FilmId], line: Sequence[FilmId]) -> set[FilmId]:
    """Return the films of a longest run that is printed in release order."""
    rank = {film: index for index, film in enumerate(line)}
    tails: list[int] = []
    lengths = []
    for film in printed:
        place = bisect_left(tails, rank[film])
        tails[place : place + 1] = [rank[film]]
        lengths.append(place)
    kept: set[FilmId] = set()
    wanted, bound = len(tails) - 1, len(line)
    for film, length in zip(reversed(printed), reversed(lengths), strict=True):
        if length == wanted and rank[film] < bound:
            kept.add(film)
            wanted, bound = wanted - 1, rank[film]
    return kept


def facts_for(printed: Sequence[FilmId], line: Sequence[FilmId], side: str) -> list[Placement]:
    """Return the placements that make the printed order out of the release line.

    ``side`` is the side of its neighbour on which a block is placed, if there is a neighbour.
    """
    kept = staying(printed, line)
    groups = [(stays, list(films)) for stays, films in groupby(printed, kept.__contains__)]
    facts = []
    for index, (stays, films) in enumerate(groups):
        if stays:
            continue
        before = index + 1 < len(groups) and (side == "before" or index == 0)
        anchor = groups[index + 1][1][0] if before else groups[index - 1][1][-1]
        kind = PlacementKind.BEFORE if before else PlacementKind.AFTER
        facts.append(Placement(films=tuple(films), kind=kind, anchors=(anchor,)))
    return facts


def rebuilt(order: Published, side: str) -> list[FilmId]:
    line = sorted(order.members, key=lambda film: film.release)
    facts = facts_for(order.printed, [film.id for film in line], side)
    timeline = order_by_story(order.members, facts)
    assert timeline.unmet == ()
    return [entry.film for entry in timeline.entries]


def orders_in(folder: Path) -> dict[str, Published]:
    """Return every printed order of a folder.

    Only years are published, so films are entered in the order of the franchise's release list,
    those that it does not have behind the others, and a year's films keep that order.
    """
    files = {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*--*.json"))
    }
    assert files
    return {
        name: _read(content["films"], _release_list(name, files)) for name, content in files.items()
    }


@pytest.fixture(scope="session")
def published(chronology: Path) -> dict[str, Published]:
    return orders_in(chronology)


def _release_list(name: str, files: dict[str, Any]) -> list[tuple[str, int]]:
    content = files.get(f"{name.partition('--')[0]}--release", {"films": []})
    return [(film["title"], film["year"]) for film in content["films"]]


def _read(films: list[Any], release_list: list[tuple[str, int]]) -> Published:
    keys = [(film["title"], film["year"]) for film in films]
    entered = sorted(
        range(len(keys)),
        key=lambda i: (release_list.index(keys[i]) if keys[i] in release_list else 10_000, i),
    )
    number = {index: n for n, index in enumerate(entered, start=1)}
    members = [member(number[i], str(year) if year else "TBA") for i, (_, year) in enumerate(keys)]
    return Published(members, [number[i] for i in range(len(keys))])


@pytest.mark.parametrize("side", ["before", "after"])
def test_published_orders_come_back_exactly(published: dict[str, Published], side: str) -> None:
    printed = {name: order.printed for name, order in published.items()}

    assert {name: rebuilt(order, side) for name, order in published.items()} == printed


@pytest.mark.parametrize("side", ["before", "after"])
@given(printed=st.permutations(range(1, 13)))
def test_any_order_comes_back_from_one_fact_for_each_group_off_its_slot(
    side: str, printed: list[FilmId]
) -> None:
    members = [member(number, "2001") for number in printed]

    assert rebuilt(Published(members, printed), side) == printed
