"""What was begun to be typed, and references that mean one film and no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.names.completing import begins_with, begun, references
from watchlist.names.search import Named, find_films

FILMS = [
    Named(1, ("Alien",), 1979),
    Named(2, ("Alien: Covenant",), 2017),
    Named(3, ("The Thing",), 1982),
    Named(4, ("The Thing",), 2011),
    Named(5, ("Amélie", "Le Fabuleux Destin d'Amélie Poulain"), 2001),
    Named(6, ("(500) Days of Summer",), 2009),
    Named(7, ("Things to Come",), 1936),
    Named(8, ("Swamp Thing",)),
]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7, 8]),
        (" ", [1, 2, 3, 4, 5, 6, 7, 8]),
        ("ali", [1, 2]),
        ("alien:", [2]),
        ("ALIEN ", [1]),
        ("alien (", [1]),
        ("alien (19", [1]),
        ("alien (1979)", [1]),
        ("alien cov", [2]),
        ("thing", [3, 4, 7]),
        ("thing ", [3, 4]),
        ("the thing (2", [4]),
        ("swa", [8]),
        ("com", [7]),
        ("amel", [5]),
        ("fabu", [5]),
        ("destin d'a", [5]),
        ("500", [6]),
        ("(500) d", [6]),
        ("zulu", []),
    ],
)
def test_a_name_or_else_a_word_of_it_begins_with_what_was_typed(
    typed: str, numbers: list[int]
) -> None:
    assert [found.id for found in begun(typed, FILMS)] == numbers


def test_of_nothing_nothing_is_begun() -> None:
    assert begun("a", []) == []


def test_letters_are_compared_one_by_one() -> None:
    assert begins_with("Léon: x", "leon:")
    assert not begins_with("Léon x", "leon:")
    assert not begins_with("Léon", "leona")


TITLES = st.sampled_from(
    [
        "A",
        "a",
        "Á",
        "The A",
        "A 2000",
        "A (2000)",
        "B & A",
        "B and A",
        "id:1",
        "tt1234567",
        "-A",
        "1",
    ]
)
FILM = st.tuples(st.lists(TITLES, min_size=1, max_size=3), st.sampled_from([None, 2000, 2001]))


@given(st.lists(FILM, max_size=8))
def test_a_reference_means_its_film_and_no_other(
    films: list[tuple[list[str], int | None]],
) -> None:
    known = [Named(n, tuple(names), year) for n, (names, year) in enumerate(films, start=1)]
    for film, reference in zip(known, references(known, known), strict=True):
        assert find_films(reference, known).candidates == [film]
        assert reference[0] != "-"
