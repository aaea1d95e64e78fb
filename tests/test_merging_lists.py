"""Lists that are brought in: which list each is, and what becomes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.merging.lists import blank_list, enter_lists, known_list, merge_list
from watchlist.model import FilmList, ListedFilm
from watchlist.packs.converting import empty_library

listed = st.builds(ListedFilm, film=st.integers(1, 4), note=st.sampled_from(["", "a", "b"]))
lists = st.builds(
    FilmList,
    id=st.just(1),
    name=st.sampled_from(["Best", "best"]),
    url=st.sampled_from(["", "u"]),
    description=st.sampled_from(["", "x", "y"]),
    films=st.lists(listed, max_size=4).map(tuple),
)


def films(*numbers: int) -> tuple[ListedFilm, ...]:
    return tuple(ListedFilm(film=number) for number in numbers)


KNOWN = (
    FilmList(id=1, name="Best", url="u1"),
    FilmList(id=2, name="Best"),
    FilmList(id=3, name="Worst", url="u3"),
)


@pytest.mark.parametrize(
    ("name", "url", "found"),
    [
        ("Worst", "u1", 1),
        ("BEST", "", 1),
        ("best", "u9", 2),
        ("Worst", "u9", None),
        ("Old", "", None),
    ],
)
def test_a_list_is_known_by_its_address_or_else_by_its_name(
    name: str, url: str, found: int | None
) -> None:
    known = known_list(KNOWN, FilmList(id=9, name=name, url=url))
    assert (known.id if known else None) == found


@given(lists, lists)
def test_a_union_has_all_films_and_keeps_what_we_said(ours: FilmList, theirs: FilmList) -> None:
    merged = merge_list(ours, theirs, blank_list(1))
    assert {one.film for one in merged.films} == {one.film for one in (*ours.films, *theirs.films)}
    assert merged.description == (ours.description or theirs.description)
    notes = {(one.film, one.note) for one in merged.films}
    assert {(one.film, one.note) for one in ours.films if one.note} <= notes
    assert merge_list(merged, theirs, blank_list(1)) == merged
    assert merge_list(merged, theirs, theirs) == merged


@given(lists, lists)
def test_a_list_that_one_side_changed_is_as_that_side_has_it(base: FilmList, new: FilmList) -> None:
    theirs = merge_list(base, new, base)
    assert (theirs.name, theirs.description, theirs.films) == (new.name, new.description, new.films)
    assert merge_list(new, base, base) == new


def test_a_whole_list_takes_films_off_and_another_library_s_does_not() -> None:
    found = []
    for whole in (True, False):
        library = empty_library()
        enter_lists(library, [FilmList(id=5, name="Best", films=films(1, 2))], whole=whole)
        changed = enter_lists(
            library, [FilmList(id=0, name="Best", films=films(3, 2))], whole=whole
        )
        found.append((changed, library.lists[1].films))
    assert found == [(1, films(3, 2)), (1, films(1, 3, 2))]


def test_lists_of_one_name_in_one_source_are_lists_of_their_own() -> None:
    library = empty_library()
    source = [
        FilmList(id=1, name="Best", films=films(1)),
        FilmList(id=2, name="Best", films=films(2)),
    ]
    assert [enter_lists(library, source, whole=False) for _ in range(2)] == [2, 0]
    assert [one.films for one in library.lists.values()] == [films(1), films(2)]
