"""What merging a pack changes in a library, and what it never touches."""

from __future__ import annotations

from typing import Any

import pytest

from tests.packs.conftest import lantern_pack
from watchlist.dates import PartialDate
from watchlist.library.codec import R, encode
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.model import (
    TIMELINE,
    Credit,
    Film,
    Franchise,
    Job,
    Kind,
    Link,
    LinkKind,
    Note,
    PlacementKind,
    TrackedPack,
    Viewing,
)
from watchlist.packs.converting import empty_library
from watchlist.packs.merging import MergeReport, merge
from watchlist.packs.model import Pack
from watchlist.queries.orders import order_tables

STORY = ["early", "lantern", "two", "gap", "three"]


def timeline(library: Library, franchise: int = 1) -> list[str]:
    (table,) = order_tables(library, library.franchises[franchise], TIMELINE)
    return [row.film.title for row in table.rows]


def titles(pack: Pack, *keys: str) -> list[str]:
    return [pack.films[key].title for key in keys]


def with_films(*films: dict[str, Any]) -> Library:
    library = empty_library()
    for facts in films:
        library.add_film(Film(id=0, **facts))
    return library


def reread(library: Library) -> Library:
    """Return a library as it is read again after it was written."""

    def table(record_type: type[R], records: Records[R]) -> Records[R]:
        return Records(record_type, {str(n): encode(record) for n, record in records.items()})

    return Library(
        table(Film, library.films),
        table(Link, library.links),
        table(Franchise, library.franchises),
        packs=table(TrackedPack, library.packs),
    )


def merged(library: Library, *packs: Pack) -> tuple[Library, MergeReport]:
    """Merge packs into a library, and return it as it is read again, with the last report."""
    for pack in packs:
        report = merge(library, pack)
        library = reread(library)
    return library, report


def test_an_empty_library_gets_the_films_the_facts_and_the_order(lantern: Pack) -> None:
    library, report = merged(empty_library(), lantern)

    assert timeline(library) == titles(lantern, *STORY)
    first = library.films[1]
    assert (first.release, first.runtime, first.imdb) == (PartialDate(2001, 2, 3), 101, "tt0000001")
    assert first.credits == (Credit(name="Ann Lee", job=Job.DIRECTOR),)
    assert (first.to_watch, first.added) == (False, None)
    assert library.films[4].kind is Kind.SERIES
    assert library.find_link(5, LinkKind.SPINOFF_OF, 2)
    assert (report.created, report.entered, report.differences) == (True, (1, 2, 3, 4, 5), ())


def test_merging_a_pack_twice_changes_nothing_at_all(lantern: Pack) -> None:
    library, _ = merged(empty_library(), lantern)

    report = merge(library, lantern)

    assert not library.changed
    assert (report.entered, report.updated, report.differences) == ((), (), ())


@pytest.mark.parametrize(
    "known",
    [
        {"title": "Laterne", "year": 2002, "imdb": "tt0000001"},
        {"title": "The Lantern!", "year": 2001},
        {"title": "Laterne", "year": 2001, "aliases": ("Lantern",)},
        {"title": "Laterne", "year": 2001, "original_title": "Lantern"},
        {"title": "Lantern"},
    ],
)
def test_a_film_that_is_there_is_found_and_not_entered_again(
    lantern: Pack, known: dict[str, Any]
) -> None:
    library, report = merged(with_films(known), lantern)

    assert report.films[0] == 1
    assert len(library.films) == 5
    assert library.films[1].title == known["title"]
    assert library.films[1].runtime == 101


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Lantern", "year": 2001, "imdb": "tt0000099"},
        {"title": "Lantern", "year": 1999},
        {"title": "Lantern", "year": 2001, "kind": Kind.SERIES},
    ],
)
def test_another_film_of_that_title_is_left_alone(lantern: Pack, other: dict[str, Any]) -> None:
    library, report = merged(with_films(other), lantern)

    assert 1 not in report.films
    assert library.films[1] == Film(id=1, **other)
    assert len(library.films) == 6


def test_films_that_only_their_kind_tells_apart_are_said(lantern: Pack) -> None:
    _, report = merged(with_films({"title": "Lantern: The Early Years", "year": 2009}), lantern)

    assert report.differences == (
        "Lantern: The Early Years (2009): it is a film in your library and a series in the pack, "
        "which makes two of them.",
    )


def test_what_the_user_says_wins_and_is_listed(lantern: Pack) -> None:
    library, report = merged(
        with_films({"title": "Lantern", "year": 2001, "runtime": 99, "imdb": "tt0000001"}), lantern
    )

    assert library.films[1].runtime == 99
    assert report.differences == ("Lantern: runtime is 99 in your library, 101 in the pack.",)


def test_what_is_personal_is_never_touched(lantern: Pack) -> None:
    seen = Film(
        id=0,
        title="Lantern",
        year=2001,
        viewings=(Viewing(watched_on=PartialDate(2020)),),
        rating=4.5,
        tags=("cosy",),
        where=("shelf",),
        to_watch=True,
        notes=(Note(text="the dog lives"),),
    )
    library = empty_library()
    library.add_film(seen)

    library, _ = merged(library, lantern)

    mine = library.films[1]
    for field in ("viewings", "rating", "tags", "where", "to_watch", "notes"):
        assert getattr(mine, field) == getattr(seen, field)


FILMS = (("Lantern", 2001), ("Lantern: Part Two", 2004), ("Wick", 2011))


def test_a_film_placed_by_the_user_stays_there(lantern: Pack) -> None:
    library = with_films(*({"title": t, "year": y} for t, y in FILMS))
    library.ensure_franchise("Lantern")
    library.enter(1, [1, 2, 3])
    library.place([3], PlacementKind.BEFORE, [1])

    library, report = merged(library, lantern)

    assert timeline(library) == titles(lantern, "early", "gap", "lantern", "two", "three")
    assert report.differences == (
        "Lantern: Wick is before Lantern in your library, between Lantern: Part Two and Lantern: "
        "Part Three in the pack.",
    )


def test_a_placement_that_would_close_a_circle_is_left_out_and_listed(lantern: Pack) -> None:
    library = with_films({"title": "Lantern", "year": 2001})
    library.add_film(Film(id=0, title="Lantern: The Early Years", year=2009, kind=Kind.SERIES))
    library.ensure_franchise("Lantern")
    library.enter(1, [1, 2])
    library.place([1], PlacementKind.AFTER, [2])

    library, report = merged(library, lantern)

    assert len(report.differences) == 1
    assert "is left out: with your placements it makes a circle" in report.differences[0]


# -- a newer version -------------------------------------------------------------------------


NEWER = lantern_pack(
    ("runtime = 101", "runtime = 103"),
    ("year = 2004\n", "year = 2004\nruntime = 90\n"),
    ('directors = ["Ann Lee"]', 'directors = ["Bo Lee"]'),
    ('anchors = ["two", "three"]', 'anchors = ["lantern", "two"]'),
    ('[[placements]]\nfilms = ["early"]\nkind = "before"\nanchors = ["lantern"]\n', ""),
    ('[[links]]\nfilm = "gap"\nkind = "spinoff-of"\nother = "two"\n', ""),
    ('films = ["lantern", "three"]', 'films = ["three", "lantern"]'),
    ('optional = ["early"]\n', ""),
)


def test_a_newer_version_changes_what_came_from_the_pack(lantern: Pack) -> None:
    library, report = merged(empty_library(), lantern, NEWER)

    assert library.films[1].runtime == 103
    assert library.films[1].credits == (Credit(name="Bo Lee", job=Job.DIRECTOR),)
    assert library.films[2].runtime == 90
    assert timeline(library) == titles(lantern, "lantern", "gap", "two", "three", "early")
    assert not library.links
    franchise = library.franchises[1]
    assert franchise.continuities[0].optional == ()
    assert [order.films for order in franchise.orders] == [(3, 1)]
    assert report.differences == ()


def test_a_newer_version_gives_what_an_empty_library_gets_from_it(lantern: Pack) -> None:
    updated, _ = merged(empty_library(), lantern, NEWER)
    fresh, _ = merged(empty_library(), NEWER)

    assert dict(updated.films) == dict(fresh.films)
    assert dict(updated.franchises) == dict(fresh.franchises)
    assert dict(updated.links) == dict(fresh.links)


def test_a_newer_version_leaves_what_the_user_changed(lantern: Pack) -> None:
    library, _ = merged(empty_library(), lantern)
    library.change_film(1, runtime=105)
    library.place([5], PlacementKind.LAST, scopes=[])
    library.reset_placement([4])
    library.arrange(1, "short", [1, 2, 3])

    library, report = merged(reread(library), NEWER)

    assert library.films[1].runtime == 105
    assert timeline(library)[-1] == "Wick"
    assert [order.films for order in library.franchises[1].orders] == [(1, 2, 3)]
    assert report.differences == (
        "Lantern: runtime is 105 in your library, 103 in the pack.",
        "Lantern: Wick is last in your library, between Lantern and Lantern: Part Two in the pack.",
        "Lantern: its order short is your own.",
    )


def test_a_film_that_a_newer_version_dropped_leaves_the_franchise_and_not_the_library(
    lantern: Pack,
) -> None:
    shorter = lantern_pack(
        ('[films.gap]\ntitle = "Wick"\nyear = 2011\naliases = ["Lantern: Wick"]\n', ""),
        (', "gap"]', "]"),
        ('[[links]]\nfilm = "gap"\nkind = "spinoff-of"\nother = "two"\n', ""),
        ('[[placements]]\nfilms = ["gap"]\nkind = "between"\nanchors = ["two", "three"]\n', ""),
    )

    library, report = merged(empty_library(), lantern, shorter)

    assert library.films[5].title == "Wick"
    assert 5 not in library.franchises[1].members()
    assert not library.links
    assert report.differences == ()


def test_a_fact_that_the_user_took_out_stays_out_and_is_listed(lantern: Pack) -> None:
    library, _ = merged(empty_library(), lantern)
    library.change_film(1, runtime=None, credits=())
    library.reset_placement([4])
    library.leave(1, [3])
    library.unlink(5, LinkKind.SPINOFF_OF, 2)
    library = reread(library)

    report = merge(library, lantern)

    assert not library.changed
    assert report.differences == (
        "Lantern: you took the runtime 101 out.",
        "Lantern: you took the director Ann Lee out.",
        "Lantern: you took Lantern: Part Three out of main.",
        "Lantern: you took the place of Lantern: The Early Years out, before Lantern in the pack.",
        "Wick: you took the link spinoff of Lantern: Part Two out.",
    )


def test_a_film_that_was_removed_is_entered_again_in_its_place(lantern: Pack) -> None:
    library, _ = merged(empty_library(), lantern)
    library.remove_film(5)
    library = reread(library)
    library.add_film(Film(id=0, title="Another", year=1990))  # gets the number 5

    library, report = merged(reread(library), lantern)

    assert report.entered == (6,)
    assert library.films[5].title == "Another"
    assert timeline(library) == titles(lantern, *STORY)


def test_a_franchise_that_was_deleted_comes_back(lantern: Pack) -> None:
    library, _ = merged(empty_library(), lantern)
    library.delete_franchise(1)
    assert not library.packs

    library, report = merged(reread(library), lantern)

    assert (report.created, report.entered) == (True, ())
    assert timeline(library) == titles(lantern, *STORY)


def test_a_renamed_franchise_and_continuity_are_still_those_of_the_pack(lantern: Pack) -> None:
    branched = lantern_pack(
        ('["lantern", "two", "three", "early", "gap"]', '["lantern", "two", "three", "early"]'),
        ("[[links]]", '[[continuities]]\nname = "side"\nfilms = ["gap", "two"]\n\n[[links]]'),
    )
    longer = lantern_pack(
        ('["lantern", "two", "three", "early", "gap"]', '["lantern", "two", "three", "early"]'),
        ("[[links]]", '[[continuities]]\nname = "side"\nfilms = ["gap", "three"]\n\n[[links]]'),
    )
    library, _ = merged(empty_library(), branched)
    library.rename_franchise(1, "Lamps")
    library.rename_continuity(1, "side", "elsewhere")

    library, report = merged(reread(library), longer)

    assert report.franchise.name == "Lamps"
    assert {c.name: c.films for c in library.franchises[1].continuities} == {
        "main": (1, 2, 3, 4),
        "elsewhere": (5, 3),
    }


def test_a_film_that_moves_to_another_continuity_keeps_its_place(lantern: Pack) -> None:
    moved = lantern_pack(
        ('["lantern", "two", "three", "early", "gap"]', '["early"]'),
        (
            "[[links]]",
            '[[continuities]]\nname = "new"\nfilms = ["lantern", "two", "three", "gap"]\n[[links]]',
        ),
    )

    library, _ = merged(empty_library(), lantern, moved)

    assert {p.films for p in library.franchises[1].placements} == {(4,), (5,)}


def test_films_of_two_packs_are_there_once_and_in_both_franchises(lantern: Pack) -> None:
    other = lantern_pack(('name = "Lantern"\naliases = ["The Lantern Saga"]', 'name = "Lamps"'))

    library, report = merged(empty_library(), lantern, other)

    assert (report.created, report.entered) == (True, ())
    assert [len(f.members()) for f in library.franchises.values()] == [5, 5]


def test_an_alias_of_the_pack_finds_the_franchise(lantern: Pack) -> None:
    library = empty_library()
    library.ensure_franchise("the lantern saga")

    library, report = merged(library, lantern)

    assert (len(library.franchises), report.created) == (1, False)
    assert library.franchise_named("The Lantern Saga")
