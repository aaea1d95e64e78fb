"""Titles that look alike are found as if each was compared with each, in time for very many."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from watchlist.library.identity import Sites
from watchlist.queries.checks import likeness
from watchlist.queries.checks.likeness import LOOKS_ALIKE, MOST, Titled, grouped, look_alikes

TITLE = "the long road to the lantern"
SLIPS = [*(TITLE[:cut] + TITLE[cut + 1 :] for cut in range(1, len(TITLE))), TITLE]
titles = st.one_of(
    st.sampled_from(SLIPS), st.builds("{} {}".format, st.just(TITLE), st.integers(1, 2))
)
shelves = st.lists(
    st.tuples(titles, st.sampled_from([(), ("imdb",), ("tmdb",)])), max_size=MOST - 2
)


def _titled(films: list[tuple[str, Sites]], first: int) -> list[Titled]:
    return [Titled(number, *film) for number, film in enumerate(films, first)]


def _are_alike(one: Titled, other: Titled) -> bool:
    numerals = [
        [word for word in title.split() if word.isdecimal()] for _, title, _ in (one, other)
    ]
    return (
        fuzz.ratio(one.title, other.title) >= LOOKS_ALIKE
        and numerals[0] == numerals[1]
        and not set(one.sites) & set(other.sites)
    )


@given(shelves, shelves)
def test_the_pairs_are_those_of_comparing_each_with_each(
    films: list[tuple[str, Sites]], others: list[tuple[str, Sites]]
) -> None:
    ones, more = _titled(films, 1), _titled(others, 101)
    within = [(a.film, b.film) for a, b in combinations(ones, 2) if _are_alike(a, b)]
    across = [(a.film, b.film) for a, b in product(ones, more) if _are_alike(a, b)]
    assert look_alikes(grouped(ones)) == within
    assert look_alikes(grouped(ones), grouped(more)) == across


@pytest.mark.parametrize("slip", SLIPS[:-1])
def test_a_slip_is_found_among_more_titles_than_are_compared(
    slip: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likeness, "NEAR", 20)
    others = [(f"{chr(97 + n % 26)}{n:04} {TITLE[n % 9 :]} {n:04}", ()) for n in range(200)]
    films = _titled([(TITLE, ()), *others, (slip, ())], 1)
    assert (1, len(films)) in look_alikes(grouped(films))


def test_a_title_that_looks_like_very_many_is_told_of_a_few() -> None:
    films = _titled([(f"{TITLE} {chr(97 + n // 26)}{chr(97 + n % 26)}", ()) for n in range(400)], 1)
    assert 400 <= len(look_alikes(grouped(films))) <= 400 * MOST
