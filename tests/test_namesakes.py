"""The index of films by identity says what looking at every film would say."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from watchlist.library.codec import encode
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.model import Film, Franchise, Link
from watchlist.names.folding import same_name

identities = st.builds(
    Film,
    id=st.integers(1, 6),
    title=st.sampled_from(["Heat", "The Heat!", "heat", "Jaws"]),
    year=st.sampled_from([None, 1995, 2013]),
    imdb=st.sampled_from(["", "tt0113277", "tt2404463"]),
)


def library_of(films: list[Film]) -> Library:
    """Return a library as it is read from a file."""
    stored = {str(film.id): msgspec.Raw(msgspec.json.encode(encode(film))) for film in films}
    return Library(Records(Film, stored), Records(Link, {}), Records(Franchise, {}))


def by_looking(library: Library, film: Film) -> Film | None:
    """Return the namesake of a film by the rule itself."""
    for other in library.films.values():
        both_have_ids = bool(film.imdb and other.imdb)
        same_title = film.year in (None, other.year) and same_name(film.title, other.title)
        same = film.imdb == other.imdb if both_have_ids else same_title
        if same and other.id != film.id:
            return other
    return None


@given(
    stored=st.lists(identities, max_size=4),
    changes=st.lists(st.tuples(identities, st.booleans()), max_size=6),
    asked=st.lists(identities, min_size=1, max_size=3),
)
def test_namesakes_are_those_that_the_rule_finds(
    stored: list[Film], changes: list[tuple[Film, bool]], asked: list[Film]
) -> None:
    library = library_of(stored)
    for film, stays in [(replace(asked[0], id=7), True), *changes]:
        for one in asked:
            assert library.namesake(one) == by_looking(library, one)
        if stays:
            library.films[film.id] = film
        else:
            library.films.pop(film.id, None)
    for one in asked:
        assert library.namesake(one) == by_looking(library, one)


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=9))
def test_a_number_is_not_given_twice(changes: list[tuple[int, bool]]) -> None:
    films = library_of([Film(id=3, title="Heat")]).films
    given_so_far = {3}
    for number, stays in changes:
        if stays:
            films[number] = Film(id=number, title="Jaws")
            given_so_far.add(number)
        else:
            films.pop(number, None)
        assert films.next_number() == max(given_so_far) + 1
