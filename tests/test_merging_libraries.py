"""Joining libraries: franchises and lists that both have are united, nothing of ours is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.test_importing import day
from tests.test_importing import sources as entry_lists
from watchlist.library.library import Library
from watchlist.merging.importing import take_in
from watchlist.merging.libraries import join_library
from watchlist.merging.lists import enter_lists
from watchlist.model import (
    Film,
    FilmId,
    FilmList,
    LinkKind,
    ListedFilm,
    Note,
    PlacementKind,
    Viewing,
)
from watchlist.packs.converting import empty_library

SAW = ("Saw", "Saw II", "Saw III")


def library(*titles: str, franchise: str = "Saw") -> Library:
    made = empty_library()
    for title in titles:
        made.add_film(Film(id=0, title=title, year=2004))
    made.ensure_franchise(franchise)
    made.enter(1, list(made.films))
    return made


def test_a_known_franchise_gets_what_only_the_other_library_says() -> None:
    ours, other = library(*SAW), library(*reversed(SAW))
    ours.place([2], PlacementKind.LAST, [])
    other.place([2, 1], PlacementKind.AFTER, [3])
    other.arrange(1, "mine", [1, 3])
    report = join_library(ours, other)
    franchise = ours.franchises[1]
    assert [(p.films, p.kind) for p in franchise.placements] == [
        ((2,), PlacementKind.LAST),
        ((3,), PlacementKind.AFTER),
    ]
    assert franchise.order("mine")
    assert report.notices == [
        "Saw: Saw II is last in your library, after Saw in the other library."
    ]


def test_a_franchise_is_found_by_an_alias_unless_it_is_another_one_there() -> None:
    ours, other = library(*SAW), library(*SAW, franchise="The Saws")
    other.change_franchise(1, aliases=("Saw",))
    join_library(ours, other)
    assert [(f.name, f.aliases) for f in ours.franchises.values()] == [("Saw", ("The Saws",))]

    ours, other = library(*SAW), library(*SAW, franchise="Saw")
    other.ensure_franchise("Spiral")
    other.change_franchise(2, aliases=("SAW",))
    join_library(ours, other)
    assert [f.name for f in ours.franchises.values()] == ["Saw", "Spiral"]


def test_an_older_copy_takes_no_film_off_a_list() -> None:
    ours, older = library(*SAW), library(*SAW)
    for shelf, films in ((ours, (1, 2)), (older, (3, 2))):
        listed = tuple(ListedFilm(film=film) for film in films)
        enter_lists(shelf, [FilmList(id=0, name="Best", films=listed)], whole=True)
    assert join_library(ours, older).lists == 1
    assert [one.film for one in ours.lists[1].films] == [1, 3, 2]


def test_two_films_that_are_one_here_are_not_linked_to_each_other() -> None:
    ours, other = library("Saw"), library("Saw", "Saw II")
    other.replace_film(Film(id=2, title="Saw", year=2004))
    other.link(2, LinkKind.SEQUEL_TO, 1)
    join_library(ours, other)
    assert len(ours.films) == 1
    assert not ours.links


# -- an older copy of one's own library ------------------------------------------------------

UID = "01KDWRZ3R01Q8A4Z2X9M7C5B3N"
SEEN = day("2024-01-05", rating=4.5, note="Good.", tags=("cinema",))


def joined(ours: Film, theirs: Film) -> Film:
    """Return what becomes of a film when an older copy of it is joined."""
    shelf, other = empty_library(), empty_library()
    shelf.films[1] = replace(ours, id=1)
    other.films[1] = replace(theirs, id=1)
    join_library(shelf, other)
    assert list(shelf.films) == [1]
    return shelf.films[1]


def film(**said: Any) -> Film:
    return replace(Film(id=1, title="Heat", year=1995, uid=UID), **said)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (film(rating=3.0, viewings=(SEEN,)), film(rating=4.5, viewings=(SEEN,))),
        (film(viewings=(SEEN,)), film(to_watch=True)),
        (film(), film(to_watch=True)),
        (film(viewings=(replace(SEEN, note="Better."),)), film(viewings=(SEEN,))),
        (film(viewings=(SEEN,)), film(viewings=(replace(SEEN, rating=1.0, note="x"),))),
        (film(viewings=(SEEN,)), film(viewings=(Viewing(),))),
        (film(viewings=(SEEN,)), film(viewings=(replace(SEEN, watched_on=None),))),
        (
            film(viewings=(SEEN,)),
            film(viewings=(replace(SEEN, watched_on=day("2024").watched_on),)),
        ),
        (
            film(viewings=(replace(SEEN, mark="letterboxd:a"),)),
            film(viewings=(replace(SEEN, mark="letterboxd:a", watched_on=None, rating=2.0),)),
        ),
        (
            film(viewings=(day("2024-01-06", mark="letterboxd:a"),)),
            film(viewings=(day("2024-01-05", mark="letterboxd:a"),)),
        ),
        (
            film(viewings=(day("2024-01-06", instant="2024-01-05T23:00:00Z"),)),
            film(viewings=(day("2024-01-05", instant="2024-01-05T23:00:00Z"),)),
        ),
        (film(title="Heat Wave", year=1996), film(title="Heat")),
        (film(imdb="tt1", runtime=170), film(imdb="tt1", title="Fuego", runtime=100)),
        (film(notes=(Note(text="n"),)), film()),
    ],
)
def test_an_older_copy_takes_nothing_back(ours: Film, theirs: Film) -> None:
    assert joined(ours, theirs) == ours


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (film(), film(viewings=(SEEN,), rating=4.5)),
        (film(viewings=(replace(SEEN, note=""),)), film(viewings=(SEEN,))),
        (film(viewings=(replace(SEEN, tags=()),)), film(viewings=(replace(SEEN, mark="mal:5"),))),
        (film(), film(tags=("a",), notes=(Note(text="n"),), imdb="tt1", runtime=100)),
        (film(title="tt1", year=None, imdb="tt1"), film(imdb="tt1")),
    ],
)
def test_a_copy_brings_what_is_not_there(ours: Film, theirs: Film) -> None:
    assert joined(ours, theirs) == theirs


def test_another_library_puts_what_was_not_seen_on_the_watchlist() -> None:
    theirs = film(uid="01KDWRZ3R01Q8A4Z2X9M7C5B3P", to_watch=True)
    assert joined(film(), theirs).to_watch
    assert not joined(film(viewings=(Viewing(),)), theirs).to_watch


def test_an_old_uid_that_follows_from_the_name_does_not_make_two_films_one() -> None:
    shelf, other = empty_library(), empty_library()
    shelf.films[1] = film(uid="0" * 25 + "1")
    other.films[1] = film(uid="0" * 25 + "1", title="Ronin", year=1998)
    join_library(shelf, other)
    assert len(shelf.films) == 2


def test_a_list_and_a_franchise_that_were_renamed_since_are_found() -> None:
    ours, older = library(*SAW), library(*SAW)
    for shelf, name in ((ours, "Top"), (older, "Best")):
        shelf.franchises[1] = replace(shelf.franchises[1], name=name, uid=UID)
        listed = tuple(ListedFilm(film=number) for number in shelf.films)
        shelf.lists[1] = FilmList(id=1, name=name, films=listed, uid=UID)
    join_library(ours, older)
    assert [one.name for one in ours.lists.values()] == ["Top"]
    assert [one.name for one in ours.franchises.values()] == ["Top"]


def with_uids(shelf: Library) -> Library:
    """Give the films of a library uids, as the store does."""
    for number in list(shelf.films):
        shelf.films[number] = replace(shelf.films[number], uid=f"01KDWRZ3R01Q8A4Z2X9M7C5B{number}")
    return shelf


def copy_of(shelf: Library) -> Library:
    copied = empty_library()
    copied.films.update(shelf.films)
    copied.franchises.update(shelf.franchises)
    return copied


@given(before=entry_lists(), since=entry_lists(), touched=st.booleans())
def test_joining_an_older_copy_adds_no_film_and_takes_nothing_away(
    before: list[Any], since: list[Any], touched: bool
) -> None:
    shelf = empty_library()
    take_in(shelf, before)
    older = copy_of(with_uids(shelf))
    if touched:
        take_in(shelf, since)
    now: dict[FilmId, Film] = dict(with_uids(shelf).films)
    join_library(shelf, older)
    assert list(shelf.films) == list(now)
    for number, known in now.items():
        found = shelf.films[number]
        assert (found.title, found.rating, found.to_watch) == (
            known.title,
            known.rating,
            known.to_watch,
        )
        if not touched:
            assert found == known
    once = dict(shelf.films)
    join_library(shelf, older)
    assert dict(shelf.films) == once
