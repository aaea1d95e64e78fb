"""Joining libraries: franchises and lists that both have are united, nothing of ours is lost."""

from __future__ import annotations

from watchlist.library.library import Library
from watchlist.merging.libraries import join_library
from watchlist.merging.lists import enter_lists
from watchlist.model import Film, FilmList, LinkKind, ListedFilm, PlacementKind
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
