"""A franchise made by hand becomes a pack, and the pack the same franchise again."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.packs.conftest import LANTERN
from tests.strategies import films
from tests.worlds import World, worlds
from watchlist.dates import PartialDate
from watchlist.library.library import Library
from watchlist.model import (
    RELEASE,
    TIMELINE,
    Continuity,
    Film,
    Franchise,
    Link,
    LinkKind,
    NamedOrder,
)
from watchlist.packs.checks import examine
from watchlist.packs.converting import empty_library, library_of
from watchlist.packs.merging import merge
from watchlist.packs.model import Pack
from watchlist.packs.toml import write_pack
from watchlist.packs.writing import pack_of
from watchlist.queries.orders import order_tables

PERSONAL = ("viewings", "rating", "notes", "tags", "to_watch", "where", "added")


def through_text(pack: Pack) -> Pack:
    read, findings = examine(write_pack(pack), "written.toml")
    assert read, findings
    return read


def orders(library: Library) -> list[tuple[str, str, list[str]]]:
    """Return every order of the first franchise, by title."""
    franchise = library.franchises[1]
    return [
        (by, table.continuity.name, [row.film.title for row in table.rows])
        for by in (TIMELINE, RELEASE, *(order.name for order in franchise.orders))
        for table in order_tables(library, franchise, by)
    ]


def library_of_world(world: World, side: Sequence[int], arranged: Sequence[int]) -> Library:
    """Return a library with the films of a world, a side continuity, and an order made by hand."""
    library = empty_library()
    members = [film.id for film in world.members]
    dates = {
        film.id: None
        if not any(part < 10_000 for part in film.release[0])
        else PartialDate(*(part for part in film.release[0] if part < 10_000))
        for film in world.films
    }
    for film in world.films:
        library.films[film.id] = Film(
            id=film.id, title=f"Film {film.id}", release=dates[film.id], story=film.story
        )
    continuities = [Continuity(name="main", films=tuple(members))]
    if side:
        continuities.append(Continuity(name="side", films=tuple(side), optional=(side[0],)))
    inside = {*members, *side}
    library.franchises[1] = Franchise(
        id=1,
        name="World",
        continuities=tuple(continuities),
        placements=tuple(p for p in world.placements if {*p.films, *p.anchors} <= inside),
        orders=(NamedOrder(name="mine", films=tuple(f for f in arranged if f in inside)),)
        if inside.intersection(arranged)
        else (),
    )
    library.links[1] = Link(id=1, film=members[0], kind=LinkKind.REQUIRES, other=members[1])
    return library


@given(worlds(), st.lists(st.integers(1, 5), unique=True), st.permutations(range(1, 6)))
def test_a_franchise_that_is_exported_and_merged_has_the_same_orders(
    world: World, side: list[int], arranged: list[int]
) -> None:
    library = library_of_world(world, side, arranged)
    pack = pack_of(library, 1)
    again = empty_library()

    merge(again, pack)

    assert orders(again) == orders(library)


@given(worlds(), st.lists(st.integers(1, 5), unique=True), st.permutations(range(1, 6)))
def test_a_pack_is_read_as_it_was_written(
    world: World, side: list[int], arranged: list[int]
) -> None:
    library = library_of_world(world, side, arranged)
    for film in list(library.films.values()):
        library.films[film.id] = msgspec.structs.replace(film, year=2000)
    pack = pack_of(library, 1)

    assert through_text(pack) == pack


@given(films)
def test_nothing_personal_is_exported(film: Film) -> None:
    library = empty_library()
    library.films[1] = msgspec.structs.replace(film, id=1)
    library.franchises[1] = Franchise(
        id=1, name="One", continuities=(Continuity(name="main", films=(1,)),)
    )

    exported = library_of(pack_of(library, 1)).films[1]

    blank = Film(id=1, title="x")
    assert [getattr(exported, f) for f in PERSONAL] == [getattr(blank, f) for f in PERSONAL]
    assert exported.title == film.title


def test_a_pack_is_written_as_people_write_it(lantern: Pack) -> None:
    assert write_pack(lantern) == LANTERN.replace('default_order = "timeline"\n', "")


def test_films_of_one_title_have_keys_of_their_own() -> None:
    library = empty_library()
    for number, (title, year) in enumerate(
        [("Alien", 1979), ("Alien", 1980), ("Alien", 1980), ("千と千尋", 2001), ("A" * 99, None)], 1
    ):
        library.films[number] = Film(id=number, title=title, year=year)
    library.franchises[1] = Franchise(
        id=1, name="Alien", continuities=(Continuity(name="main", films=(1, 2, 3, 4, 5)),)
    )

    assert list(pack_of(library, 1).films) == [
        "alien",
        "alien-1980",
        "alien-1980-3",
        "film-4",
        "a" * 40,
    ]


def test_a_text_of_any_kind_comes_back(lantern: Pack) -> None:
    odd = "A \"quoted\" \\ [title] = 'x' # \x07 \x85 \u202e"
    film = msgspec.structs.replace(lantern.films["lantern"], title=odd)
    pack = msgspec.structs.replace(lantern, films={**lantern.films, "lantern": film})

    assert through_text(pack).films["lantern"].title == " ".join(odd.split())
