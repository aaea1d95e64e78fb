"""Prerequisites: the closure of *continues* in one continuity, and what an order assumes of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tales import member
from watchlist.model import FilmId, Link, LinkKind
from watchlist.story.prerequisites import (
    Assumptions,
    Relations,
    ReleaseLine,
    by_release,
    films_of,
    prerequisites,
    relations,
)
from watchlist.story.timeline import Member

CONTINUING = ("sequel-to", "spinoff-of", "prequel-to", "requires")
OTHER_KINDS = sorted(set(LinkKind) - set(CONTINUING))


def line_of(count: int) -> list[Member]:
    """Return films released in the order of their numbers."""
    return [member(number, f"{2000 + number}") for number in range(1, count + 1)]


def read_links(*links: str) -> list[Link]:
    """Read links such as ``3 sequel-to 1``."""
    words = (link.split() for link in links)
    return [
        Link(id=number, film=int(film), kind=LinkKind(kind), other=int(other))
        for number, (film, kind, other) in enumerate(words, start=1)
    ]


def continued(
    members: Iterable[Member], links: Iterable[Link], optional: Collection[FilmId] = ()
) -> Relations:
    return relations([ReleaseLine(by_release(members), optional)], links)


def needed(
    members: Sequence[Member], *links: str, optional: Sequence[FilmId] = ()
) -> dict[FilmId, list[FilmId]]:
    found = continued(members, read_links(*links), optional)
    line = [film.id for film in by_release(members)]
    return {
        film: list(films_of(bits, line))
        for film, bits in prerequisites(members, found.continues).items()
    }


def assumed(printed: Sequence[FilmId], *links: str) -> dict[FilmId, list[FilmId]]:
    members = line_of(len(printed))
    found = Assumptions(printed, members, lambda: continued(members, read_links(*links)))
    return {film: found.of(film) for film in printed}


def test_without_links_a_film_continues_all_that_were_released_before_it() -> None:
    assert needed(line_of(4)) == {1: [], 2: [1], 3: [1, 2], 4: [1, 2, 3]}


def test_release_decides_and_not_the_number() -> None:
    members = [member(1, "2003"), member(2, "TBA"), member(3, "2001"), member(4, "2003-12")]

    assert needed(members) == {3: [], 4: [3], 1: [3, 4], 2: [3, 4, 1]}


@pytest.mark.parametrize("kind", ["sequel-to", "spinoff-of", "prequel-to"])
def test_a_link_that_continues_replaces_the_film_before(kind: str) -> None:
    assert needed(line_of(4), f"4 {kind} 2")[4] == [1, 2]


def test_requires_adds_to_the_film_before() -> None:
    assert needed(line_of(4), "3 sequel-to 1", "4 requires 2")[4] == [1, 2, 3]


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_a_link_of_another_kind_changes_nothing(kind: str) -> None:
    assert needed(line_of(4), f"4 {kind} 2") == needed(line_of(4))


def test_several_links_all_count() -> None:
    assert needed(line_of(5), "3 spinoff-of 1", "5 sequel-to 3", "5 sequel-to 2")[5] == [1, 2, 3]


@pytest.mark.parametrize("kind", CONTINUING)
def test_a_link_to_a_film_that_is_no_member_does_not_count(kind: str) -> None:
    assert needed(line_of(3), f"3 {kind} 9") == needed(line_of(3))


def test_optional_films_are_passed_over_and_have_prerequisites_themselves() -> None:
    assert needed(line_of(4), optional=[2, 3]) == {1: [], 2: [1], 3: [1], 4: [1]}


def test_an_optional_film_that_is_linked_to_counts() -> None:
    assert needed(line_of(3), "3 sequel-to 2", optional=[2])[3] == [1, 2]


def test_spinoffs_are_passed_over() -> None:
    assert needed(line_of(4), "2 spinoff-of 1", "3 spinoff-of 2")[4] == [1]


def test_a_spinoff_of_a_film_that_is_no_member_is_a_film_like_any_other() -> None:
    assert needed(line_of(3), "2 spinoff-of 9")[3] == [1, 2]


def test_ballerina_asks_for_three_chapters_and_not_for_the_fourth() -> None:
    chapters = ("2 sequel-to 1", "3 sequel-to 2", "4 sequel-to 3")

    assert needed(line_of(5), *chapters, "5 spinoff-of 3")[5] == [1, 2, 3]


def test_a_prequel_asks_for_the_film_that_it_leads_up_to() -> None:
    assert needed(line_of(3), "2 sequel-to 1", "3 prequel-to 1") == {1: [], 2: [1], 3: [1]}


def test_a_film_asks_for_nothing_released_after_it() -> None:
    assert needed(line_of(3), "1 prequel-to 3", "2 sequel-to 3") == {1: [], 2: [], 3: [2]}


def test_a_later_film_asks_for_what_an_earlier_one_continues_later() -> None:
    assert needed(line_of(4), "1 requires 3", "2 requires 3", "3 sequel-to 2", "4 sequel-to 1") == {
        1: [],
        2: [1],
        3: [1, 2],
        4: [1, 2, 3],
    }


def test_what_only_a_film_released_after_it_leads_to_is_not_asked_for() -> None:
    links = ("1 requires 4", "2 sequel-to 4", "4 sequel-to 2", "3 sequel-to 1", "5 sequel-to 1")

    assert needed(line_of(5), *links)[3] == [1]
    assert needed(line_of(5), *links)[5] == [1, 2, 4]


def test_films_that_continue_each_other_do_not_ask_for_themselves() -> None:
    assert needed(line_of(2), "1 sequel-to 2", "2 sequel-to 1") == {1: [], 2: [1]}


def test_a_film_assumes_the_prerequisites_that_are_printed_later() -> None:
    assert assumed([3, 1, 4, 2]) == {3: [1, 2], 1: [], 4: [2], 2: []}


def test_an_order_by_release_assumes_nothing() -> None:
    assert assumed([1, 2, 3]) == {1: [], 2: [], 3: []}


@pytest.mark.parametrize("link", ["1 alternative-to 2", "2 alternative-to 1"])
def test_a_prerequisite_of_which_an_alternative_is_printed_earlier_is_not_assumed(
    link: str,
) -> None:
    assert assumed([2, 3, 1], link, "3 requires 1") == {2: [], 3: [], 1: []}


def test_of_alternatives_that_are_both_printed_later_both_are_assumed() -> None:
    assert assumed([3, 2, 1], "1 alternative-to 2")[3] == [1, 2]


def test_a_film_that_the_order_leaves_out_is_not_assumed() -> None:
    members = line_of(3)
    found = Assumptions([3, 2], members, lambda: continued(members, []))

    assert found.of(3) == [2]


def reference(
    line: Sequence[FilmId], continues: Mapping[FilmId, set[FilmId]], film: FilmId
) -> list[FilmId]:
    """Follow what a film continues for as long as it leads to anything new released before it."""
    before = list(line[: line.index(film)])
    found: set[FilmId] = set()
    while True:
        reached = {o for f in {film, *found} for o in continues.get(f, set()) if o in before}
        if reached <= found:
            return [other for other in before if other in found]
        found |= reached


COUNT = 8
films = st.integers(1, COUNT)


@given(st.dictionaries(films, st.sets(films, max_size=3)), st.permutations(range(1, COUNT + 1)))
def test_prerequisites_are_the_closure_among_the_films_released_before(
    continues: dict[FilmId, set[FilmId]], years: list[int]
) -> None:
    members = [member(number, f"{2000 + year}") for number, year in enumerate(years, start=1)]
    line = [film.id for film in by_release(members)]

    found = prerequisites(members, continues)

    assert {film: list(films_of(bits, line)) for film, bits in found.items()} == {
        film: reference(line, continues, film) for film in line
    }


@given(
    st.lists(st.tuples(films, st.sampled_from(LinkKind), films), max_size=12), st.sets(films), films
)
def test_what_a_film_continues_is_what_the_rules_say(
    linked: list[tuple[int, LinkKind, int]], optional: set[int], absent: int
) -> None:
    members = [film for film in line_of(COUNT) if film.id != absent]
    inside = [link for link in linked if absent not in (link[0], link[2])]
    links = read_links(*(f"{film} {kind} {other}" for film, kind, other in linked))

    found = continued(members, links, optional).continues

    spinoffs = {film for film, kind, _ in inside if kind == "spinoff-of"}
    for film in (m.id for m in members):
        own = {(kind, other) for f, kind, other in inside if f == film and kind in CONTINUING}
        passed = [
            m.id for m in members if m.id < film and m.id not in optional and m.id not in spinoffs
        ]
        default = set(passed[-1:]) if {kind for kind, _ in own} <= {"requires"} else set()
        assert set(found.get(film, ())) == {other for _, other in own} | default


@given(st.sets(st.integers(0, 200)))
def test_a_bit_set_gives_its_films_along_the_line(numbers: set[int]) -> None:
    assert list(films_of(sum(1 << n for n in numbers), range(201))) == sorted(numbers)


def test_a_series_of_20_000_films_needs_no_recursion() -> None:
    count = 20_000
    members = [member(number, "2001") for number in range(1, count + 1)]
    continues: Mapping[FilmId, set[FilmId]] = {n: {n - 1} for n in range(2, count + 1)}

    found = Assumptions([count, 1], members, lambda: Relations(continues, {}))

    assert found.of(count) == [1]
    assert prerequisites(members, continues)[count].bit_count() == count - 1
