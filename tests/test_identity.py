"""The index of films by identity says what looking at every film would say."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from watchlist.library.codec import encode
from watchlist.library.identity import Agreement, agreement, identity_of
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.model import Film, Franchise, Kind, Link
from watchlist.names.folding import strict_key

identities = st.builds(
    Film,
    id=st.integers(1, 6),
    title=st.sampled_from(["Heat", "The Heat!", "heat", "Jaws", "Heat?"]),
    year=st.sampled_from([None, 1995, 2013]),
    aliases=st.sampled_from([(), ("Heat",), ("Der weiße Hai",)]),
    kind=st.sampled_from([Kind.FILM, Kind.SERIES]),
    imdb=st.sampled_from(["", "tt0113277", "tt2404463"]),
    tmdb=st.sampled_from([None, 949]),
)


def library_of(films: list[Film]) -> Library:
    """Return a library as it is read from a file."""
    stored = {str(film.id): msgspec.Raw(msgspec.json.encode(encode(film))) for film in films}
    return Library(Records(Film, stored), Records(Link, {}), Records(Franchise, {}))


def by_looking(library: Library, film: Film) -> Agreement | None:
    """Return the surest agreement with another film, found by looking at every one."""
    wanted = identity_of(film)
    known = {n: identity_of(other) for n, other in library.films.items()}
    found = {n: how for n, other in known.items() if (how := agreement(wanted, other)) is not None}
    spellings = {strict_key(known[n].title) for n, how in found.items() if how.is_loose}
    if len(spellings) > 1:
        found = {n: how for n, how in found.items() if not how.is_loose}
    found.pop(film.id, None)
    return min(found.values(), default=None)


def same_film(library: Library, film: Film) -> Agreement | None:
    found = library.same_film(film)
    return found.agreement if found else None


@given(
    stored=st.lists(identities, max_size=4),
    changes=st.lists(st.tuples(identities, st.booleans()), max_size=6),
    asked=st.lists(identities, min_size=1, max_size=3),
)
def test_the_index_finds_what_the_rule_says_of_every_film(
    stored: list[Film], changes: list[tuple[Film, bool]], asked: list[Film]
) -> None:
    library = library_of(stored)
    for film, stays in [(replace(asked[0], id=7), True), *changes]:
        for one in asked:
            assert same_film(library, one) == by_looking(library, one)
        if stays:
            library.films[film.id] = film
        else:
            library.films.pop(film.id, None)
    for one in asked:
        assert same_film(library, one) == by_looking(library, one)


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


@given(identities, identities)
def test_the_rule_is_symmetric(one: Film, other: Film) -> None:
    assert agreement(identity_of(one), identity_of(other)) == agreement(
        identity_of(other), identity_of(one)
    )


@given(identities)
def test_a_film_is_itself(film: Film) -> None:
    assert agreement(identity_of(film), identity_of(film)) in (Agreement.ID, Agreement.TITLE)
