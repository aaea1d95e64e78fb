"""A film that was entered twice becomes one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.conftest import TODAY
from tests.test_merging_franchises import franchises
from tests.test_merging_libraries import library
from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.library.franchises import mentioned
from watchlist.library.library import Library
from watchlist.merging.duplicates import merge_films, merged_film
from watchlist.model import (
    Credit,
    Film,
    FilmList,
    Franchise,
    Link,
    LinkKind,
    ListedFilm,
    Note,
    Placement,
    PlacementKind,
    TrackedPack,
    Viewing,
)
from watchlist.queries.checks.registry import examine

TITLES = ("Saw", "Sow", "Saw II", "Saw III", "Saw IV", "Saw V", "Saw VI")


def on(year: int, **said: Any) -> Viewing:
    return Viewing(watched_on=PartialDate(year), **said)


def film(number: int = 1, **said: Any) -> Film:
    return Film(id=number, **{"title": "Saw", **said})


def merged(ours: dict[str, Any], theirs: dict[str, Any]) -> Film:
    return merged_film(film(1, **ours), film(2, **{"title": "Sow", **theirs}))


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "expected"),
    [
        ("year", 2004, 2005, 2004),
        ("year", None, 2005, 2005),
        ("runtime", 100, 103, 100),
        ("runtime", None, 103, 103),
        ("imdb", "tt0000001", "tt0000002", "tt0000001"),
        ("release", PartialDate(2004), PartialDate(2004, 5, 1), PartialDate(2004)),
        ("rating", 4.0, 2.0, 4.0),
        ("rating", None, 2.0, 2.0),
        ("tags", ("a",), ("b", "a"), ("a", "b")),
        ("where", (), ("Disc",), ("Disc",)),
        ("aliases", ("S",), ("T",), ("S", "Sow", "T")),
        ("notes", (Note(text="a"),), (Note(text="b"),), (Note(text="a"), Note(text="b"))),
        ("viewings", (on(2020),), (on(2019, rating=3.0),), (on(2019, rating=3.0), on(2020))),
        ("viewings", (on(2020),), (on(2020, rating=3.0),), (on(2020, rating=3.0),)),
        ("viewings", (on(2020, note="a"),), (on(2020, note="b"),), (on(2020, note="a"),)),
        (
            "credits",
            (Credit(name="James Wan", role="x"),),
            (Credit(name="JAMES WAN"), Credit(name="B")),
            (Credit(name="James Wan", role="x"), Credit(name="B")),
        ),
        ("whole", None, 2, None),
        ("whole", None, 1, None),
        ("whole", None, 7, 7),
        ("whole", 2, 7, 7),
    ],
)
def test_where_both_say_something_the_one_that_stays_keeps_its_own(
    field: str, ours: Any, theirs: Any, expected: Any
) -> None:
    assert getattr(merged({field: ours}, {field: theirs}), field) == expected


def test_a_title_that_is_spelled_the_same_is_no_alias() -> None:
    assert merged({}, {"title": "SAW"}).aliases == ()


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({"to_watch": True}, {"to_watch": True}, True),
        ({}, {"to_watch": True}, True),
        ({"to_watch": True}, {"viewings": (on(2020),)}, False),
        ({"viewings": (on(2020),)}, {"to_watch": True}, False),
        ({"viewings": (on(2020),), "to_watch": True}, {}, True),
        ({}, {"viewings": (on(2020),), "to_watch": True}, True),
    ],
)
def test_it_is_to_watch_unless_the_other_one_was_watched(
    ours: dict[str, Any], theirs: dict[str, Any], expected: bool
) -> None:
    assert merged(ours, theirs).to_watch is expected


def placed(*placements: Placement, titles: tuple[str, ...] = TITLES) -> Library:
    made = library(*titles)
    made.franchises[1] = replace(made.franchises[1], placements=placements)
    return made


def placement(kind: str, one: int, *anchors: int) -> Placement:
    return Placement(films=(one,), kind=PlacementKind(kind), anchors=anchors)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([("before", 3, 2)], [("before", 3, 1)]),
        ([("between", 3, 2, 4)], [("between", 3, 1, 4)]),
        ([("after", 2, 4)], [("after", 1, 4)]),
        ([("after", 1, 4), ("before", 2, 5)], [("after", 1, 4)]),
        ([("before", 2, 5), ("after", 1, 4)], [("after", 1, 4)]),
        ([("between", 3, 1, 2)], []),
        ([("after", 1, 2)], []),
        ([("after", 1, 3), ("after", 3, 2)], [("after", 1, 3)]),
    ],
)
def test_what_is_placed_against_it_is_placed_against_the_one_that_stays(
    before: list[tuple[Any, ...]], after: list[tuple[Any, ...]]
) -> None:
    made = placed(*(placement(*said) for said in before))
    merge_films(made, 1, 2)
    assert list(made.franchises[1].placements) == [placement(*said) for said in after]
    assert list(examine(made, TODAY)) == []


def test_a_placement_that_is_lost_is_said() -> None:
    made = placed(placement("between", 3, 1, 2))
    merge_films(made, 1, 2)
    assert made.notices[-1] == "Saw II is placed no longer: it was between Saw and Sow."


def test_links_follow_and_are_said_once() -> None:
    made = library(*TITLES)
    made.link(3, LinkKind.SEQUEL_TO, 1)
    made.link(3, LinkKind.SEQUEL_TO, 2)
    made.link(2, LinkKind.REMAKE_OF, 4)
    made.link(1, LinkKind.INSPIRED_BY, 2)
    merge_films(made, 1, 2)
    assert [(link.film, link.kind, link.other) for link in made.links.values()] == [
        (3, LinkKind.SEQUEL_TO, 1),
        (1, LinkKind.REMAKE_OF, 4),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([(3, ""), (2, "why"), (4, "")], [(3, ""), (1, "why"), (4, "")]),
        ([(2, "b"), (3, ""), (1, "a")], [(3, ""), (1, "a")]),
        ([(1, ""), (2, "b")], [(1, "b")]),
        ([(3, "")], [(3, "")]),
    ],
)
def test_on_a_list_it_stands_once(
    before: list[tuple[int, str]], after: list[tuple[int, str]]
) -> None:
    made = library(*TITLES)
    listed = (ListedFilm(film=number, note=note) for number, note in before)
    made.lists[1] = FilmList(id=1, name="Best", films=tuple(listed))
    merge_films(made, 1, 2)
    assert [(one.film, one.note) for one in made.lists[1].films] == after


@pytest.mark.parametrize(
    ("keys", "left"), [({"a": 2}, {"a": 1}), ({"a": 1, "b": 2}, {"a": 1}), ({"c": 3}, {"c": 3})]
)
def test_a_tracked_pack_follows(keys: dict[str, int], left: dict[str, int]) -> None:
    made = library(*TITLES)
    made.packs[1] = TrackedPack(id=1, name="Saw", franchise=1, films=keys)
    merge_films(made, 1, 2)
    assert made.packs[1].films == left


def test_parts_follow() -> None:
    made = library(*TITLES)
    made.films[3] = replace(made.films[3], whole=2, span="S01")
    made.films[1] = replace(made.films[1], whole=2, span="S02")
    merge_films(made, 1, 2)
    assert (made.films[3].whole, made.films[1].whole) == (1, None)


def test_a_film_cannot_be_merged_with_itself() -> None:
    with pytest.raises(RefusedError, match="cannot be merged with itself"):
        merge_films(library(*TITLES), 1, 1)


@given(
    franchise=franchises(),
    links=st.lists(
        st.tuples(st.integers(1, 7), st.sampled_from(LinkKind), st.integers(1, 7)).filter(
            lambda link: link[0] != link[2]
        ),
        max_size=5,
        unique=True,
    ),
)
def test_nothing_refers_to_the_other_one_and_the_library_is_sound(
    franchise: Franchise, links: list[tuple[int, LinkKind, int]]
) -> None:
    made = library(*TITLES)
    made.franchises[1] = replace(franchise, id=1, holds=())
    for number, (one, kind, other) in enumerate(links, start=1):
        made.links[number] = Link(id=number, film=one, kind=kind, other=other)
    found_before = {finding.check for finding in examine(made, TODAY)}
    before = made.franchises[1]
    merge_films(made, 1, 2)
    after = made.franchises[1]
    assert 2 not in made.films
    assert 2 not in mentioned(after)
    assert all(2 not in (link.film, link.other) for link in made.links.values())
    assert {finding.check for finding in examine(made, TODAY)} <= {*found_before, "unmet placement"}
    assert after.members().keys() == {1 if number == 2 else number for number in before.members()}
