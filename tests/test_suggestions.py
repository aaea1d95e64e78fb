"""What to watch next, what to have seen before a film, and what is to come."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import pytest

from tests.conftest import TODAY
from watchlist.dates import PartialDate
from watchlist.library.library import Library
from watchlist.library.memberships import Scope
from watchlist.library.records import Records
from watchlist.model import Film, FilmId, Franchise, Link, LinkKind, PlacementKind, Viewing
from watchlist.queries.catchup import catch_up
from watchlist.queries.next import (
    Suggestion,
    candidates,
    left_in_franchise,
    next_in_franchise,
    next_in_library,
)
from watchlist.queries.upcoming import upcoming


class World:
    """A library whose films have one letter each, their release dates in the order written."""

    def __init__(self, films: str, seen: str = "", *links: str) -> None:
        self.library = Library(Records(Film, {}), Records(Link, {}), Records(Franchise, {}))
        self.numbers: dict[str, FilmId] = {}
        for word in films.split():
            title, _, release = word.partition("=")
            added = self.library.add_film(
                Film(
                    id=0,
                    title=title,
                    release=PartialDate.parse(release) if release else None,
                    viewings=(Viewing(),) if title in seen.split() else (),
                    to_watch=title not in seen.split(),
                )
            )
            self.numbers[title] = added.id
        for link in links:
            one, kind, other = link.split()
            self.library.link(self.numbers[one], LinkKind(kind), self.numbers[other], join=False)

    def franchise(self, name: str, **continuities: str) -> World:
        """Make a franchise; a film with a ``?`` behind it is optional."""
        number = self.library.ensure_franchise(name).id
        for branch, words in continuities.items():
            for word in words.split():
                self.library.enter(
                    number,
                    [self.numbers[word[0]]],
                    [branch],
                    "optional" if word.endswith("?") else "",
                )
        return self

    def next(self, *, optional: bool = False) -> list[str]:
        return said(next_in_library(self.library, TODAY, optional=optional))

    def catch_up(self, film: str, scope: Scope | None = None, *, optional: bool = False) -> str:
        """Return the titles, each with its alternatives behind a slash."""
        found = catch_up(self.library, self.numbers[film], scope, optional=optional)
        return " ".join(
            "/".join(one.title for one in (item.film, *item.alternatives)) for item in found
        )


def said(suggestions: Sequence[Suggestion]) -> list[str]:
    """Return each suggestion as ``FRANCHISE: FILM``, with what was skipped."""
    return [
        f"{s.franchise.name if s.franchise else '-'}: {s.film.title}"
        + "".join(f", {film.title} {why}" for film, why in s.skipped)
        for s in suggestions
    ]


SAGA = "A=2001 B=2002 C=2003 D=2004"


def saga(seen: str = "", main: str = "A B C D", *links: str) -> World:
    return World(SAGA, seen, *links).franchise("Saga", main=main)


# -- next --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seen", "main", "expected"),
    [
        ("", "A B C D", ["Saga: A"]),
        ("A", "A B C D", ["Saga: B"]),
        ("B", "A B C D", ["Saga: A"]),
        ("A", "A B? C D", ["Saga: C, B optional"]),
        ("A", "A B? C? D", ["Saga: D, B optional, C optional"]),
        ("A B", "A B? C D", ["Saga: C"]),
        ("A B C D", "A B C D", []),
        ("A B C", "A B C D?", []),
    ],
)
def test_next_is_the_first_that_is_not_seen_and_what_was_skipped_is_said(
    seen: str, main: str, expected: list[str]
) -> None:
    library = saga(seen, main).library
    assert said(next_in_franchise(library, Scope(1), TODAY)) == expected


def test_next_passes_over_what_is_not_out_and_says_so() -> None:
    world = World("A=2001 B=TBA C=2023-03-25 D=2023-03-24").franchise("Saga", main="A B C D")
    world.library.place([2, 3], PlacementKind.FIRST)
    franchise = world.library.franchises[1]
    assert said(next_in_franchise(world.library, Scope(franchise.id), TODAY)) == [
        "Saga: A, B not out yet, C not out yet"
    ]


def test_an_optional_film_can_be_next_when_asked_for() -> None:
    library = saga("A", "A B? C").library
    found = next_in_franchise(library, Scope(1), TODAY, optional=True)
    assert said(found) == ["Saga: B"]


def test_next_follows_the_default_order() -> None:
    library = saga().library
    library.place([4], PlacementKind.FIRST)
    assert said(next_in_franchise(library, Scope(1), TODAY)) == ["Saga: D"]
    library.change_franchise(1, default_order="release")
    assert said(next_in_franchise(library, Scope(1), TODAY)) == ["Saga: A"]
    library.arrange(1, "mine", [3, 1])
    library.change_franchise(1, default_order="mine")
    assert said(next_in_franchise(library, Scope(1), TODAY)) == ["Saga: C"]


def test_each_continuity_with_something_left_has_its_own_next_film() -> None:
    library = World(SAGA, "A B").franchise("Saga", x="A B", y="A C", z="A D?").library
    franchise = library.franchises[1]
    assert said(next_in_franchise(library, Scope(franchise.id), TODAY)) == ["Saga: C"]
    found = next_in_franchise(library, Scope(franchise.id), TODAY, optional=True)
    assert [s.table.continuity.name for s in found if s.table] == ["y", "z"]
    assert next_in_franchise(library, Scope(franchise.id, "x"), TODAY) == []


def test_all_that_is_left_of_a_franchise_has_each_film_once() -> None:
    world = World(f"{SAGA} E=TBA", "A").franchise("Saga", x="A B C", y="A B D? E")
    franchise = world.library.franchises[1]
    assert said(left_in_franchise(world.library, Scope(franchise.id), TODAY)) == [
        "Saga: B",
        "Saga: C",
    ]
    found = left_in_franchise(world.library, Scope(franchise.id, "y"), TODAY, optional=True)
    assert said(found) == ["Saga: B", "Saga: D"]


def test_each_franchise_in_progress_has_a_line_and_then_comes_the_oldest_of_the_rest() -> None:
    world = World("Z=2020 A=2001 B=2002 C=2003 D=2004 E=1990", "A C")
    world.franchise("One", main="A B").franchise("Two", main="C D")
    assert world.next() == ["One: B", "Two: D", "-: Z"]


def test_a_franchise_that_is_not_begun_or_done_is_not_in_progress() -> None:
    world = World("A=2001 B=2002 C=2003 D=2004", "C D")
    world.franchise("One", main="A B").franchise("Two", main="C D")
    assert world.next() == ["-: A"]


def test_a_franchise_in_progress_has_one_line_for_a_continuity_that_was_begun() -> None:
    world = World(SAGA, "B").franchise("Saga", x="A", y="B C", z="B D")
    assert world.next() == ["Saga: C"]


def test_what_is_optional_there_is_one_of_the_rest() -> None:
    world = saga("A", "A B?")
    assert world.next() == ["-: B"]
    assert world.next(optional=True) == ["Saga: B", "-: C"]


def test_candidates_are_out_and_to_watch_in_the_order_of_entry() -> None:
    library = World("A=2030 B=2002 C=TBA D E=1999 F=2001", "F").library
    library.change_film(5, to_watch=False)
    assert [film.title for film in candidates(library, TODAY)] == ["B", "D"]
    assert [film.title for film in candidates(library, TODAY, {2})] == ["D"]


def test_a_seen_film_that_is_to_be_watched_again_is_never_offered() -> None:
    world = World("A=2001 B=2002", "A")
    world.library.change_film(1, to_watch=True)
    assert world.next() == ["-: B"]


# -- catch-up ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], "A B C"),
        (["D sequel-to B"], "A B"),
        (["D spinoff-of A"], "A"),
        (["D requires A"], "A B C"),
        (["B spinoff-of A", "C spinoff-of A"], "A"),
        (["D inspired-by A"], "A B C"),
    ],
)
def test_what_to_have_seen_follows_links_and_else_the_release(
    links: list[str], expected: str
) -> None:
    assert saga("", "A B C D", *links).catch_up("D") == expected


def test_story_order_makes_no_prerequisite() -> None:
    world = saga()
    world.library.place([4], PlacementKind.FIRST)
    assert (world.catch_up("D"), world.catch_up("A")) == ("A B C", "")


def test_catch_up_is_in_release_order_whatever_the_order_of_entry() -> None:
    world = World("A=2003-05 B=TBA C=2003 D=2001 E=2003-05-01 F=TBA")
    world.franchise("Saga", main="A B C D E F")
    assert world.catch_up("F") == "D E A C B"


def test_what_is_seen_stays_in_the_list() -> None:
    assert saga("A C").catch_up("D") == "A B C"


def test_optional_films_are_asked_for_only_when_wanted() -> None:
    world = saga("", "A B? C D", "D requires B")
    assert world.catch_up("D") == "A C"
    assert world.catch_up("D", optional=True) == "A B C"


def test_an_optional_film_has_a_catch_up_list_itself() -> None:
    assert saga("", "A B C? D").catch_up("C") == "A B"


def branches() -> World:
    world = World(f"{SAGA} E=2005 F=2000").franchise("Saga", x="A B E", y="C E", z="D")
    return world.franchise("Other", main="F E")


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (None, "F A B C"),
        (Scope(1), "A B C"),
        (Scope(1, "x"), "A B"),
        (Scope(1, "y"), "C"),
        (Scope(2), "F"),
        (Scope(2, "main"), "F"),
        (Scope(1, "z"), ""),
    ],
)
def test_catch_up_is_the_union_of_all_continuities_unless_narrowed(
    scope: Scope | None, expected: str
) -> None:
    assert branches().catch_up("E", scope) == expected


def test_a_film_that_is_optional_in_one_continuity_only_is_asked_for() -> None:
    assert World(SAGA).franchise("Saga", x="A? D", y="A B D").catch_up("D") == "A B"


@pytest.mark.parametrize(
    ("seen", "expected"),
    [("", "A B/C"), ("B", "A B/C"), ("C", "A C/B"), ("B C", "A B/C")],
)
@pytest.mark.parametrize("link", ["B alternative-to C", "C alternative-to B"])
def test_of_alternatives_one_is_listed_and_the_seen_one_removes_the_other(
    seen: str, expected: str, link: str
) -> None:
    assert saga(seen, "A B C D", link).catch_up("D") == expected


def test_an_alternative_released_later_stands_in_at_its_own_place_in_release_order() -> None:
    world = World("A=2001 B=2002 C=2003 D=2004 E=2005", "E", "B alternative-to E")
    assert world.franchise("Saga", main="A B C D E").catch_up("D") == "A C E/B"


@pytest.mark.parametrize(("seen", "expected"), [("", "B/A C"), ("A", "A/B C")])
def test_an_alternative_of_another_continuity_stands_in(seen: str, expected: str) -> None:
    world = World(SAGA, seen, "B alternative-to A")
    assert world.franchise("Saga", old="A", new="B C D").catch_up("D") == expected


@pytest.mark.parametrize(
    ("seen", "expected"), [("", "A/B/C"), ("A", "A/B/C"), ("B", "B/A/C"), ("C", "C/A/B")]
)
@pytest.mark.parametrize("hub", ["A", "B", "C"])
def test_three_cuts_of_a_film_are_listed_once(seen: str, expected: str, hub: str) -> None:
    links = [f"{other} alternative-to {hub}" for other in "ABC" if other != hub]
    assert saga(seen, "A B C D", *links).catch_up("D") == expected


def test_a_film_asks_for_none_of_its_alternatives() -> None:
    assert saga("", "A B", "B alternative-to A").catch_up("B") == ""


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        ([], ""),
        (["D sequel-to C", "C requires A"], "A C"),
        (["D requires A", "D requires C"], "A C"),
        (["D spinoff-of A", "A sequel-to D"], "A"),
        (["D inspired-by A"], ""),
        (["C sequel-to D"], ""),
        (["D requires B", "B alternative-to C"], "B/C"),
    ],
)
def test_a_film_of_no_franchise_asks_for_what_its_links_lead_to(
    links: list[str], expected: str
) -> None:
    assert World(SAGA, "", *links).catch_up("D") == expected


def test_a_film_of_no_franchise_asks_for_nothing_released_after_it() -> None:
    world = World(SAGA, "", "B requires C", "C requires A", "B requires D")
    assert world.catch_up("B") == ""


def test_links_to_films_of_other_franchises_do_not_count() -> None:
    world = World(SAGA, "", "B requires A", "B sequel-to D").franchise("Saga", main="B C D")
    assert (world.catch_up("B"), world.catch_up("C")) == ("", "B")


def test_a_missing_film_is_left_out() -> None:
    world = saga("", "A B C D", "D requires B", "B alternative-to A")
    del world.library.films[1]
    assert world.catch_up("D") == "B C"


# -- to come -----------------------------------------------------------------------------------


def test_what_is_to_come_is_by_date_and_without_one_last() -> None:
    world = World(
        "A=TBA B=2024 C=2024-05 D=2024-05-07 E=2023-03-24 F=2023-03-25 G=2023 H=TBA I=2022 J"
    )
    assert "".join(film.title for film in upcoming(world.library, TODAY)) == "FGDCBAH"


def test_a_film_that_was_seen_is_not_to_come() -> None:
    assert list(upcoming(World("A=TBA", "A").library, TODAY)) == []


def test_a_film_stops_being_to_come_on_its_day() -> None:
    world = World("A=2023-03-25")
    days = [TODAY, datetime.date(2023, 3, 25)]
    assert [len(upcoming(world.library, day)) for day in days] == [1, 0]
