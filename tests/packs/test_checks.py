"""Each check finds what it is for, on the line that is to be put right."""

from __future__ import annotations

import pytest

from tests.packs.conftest import LANTERN, lantern_text
from watchlist.packs import checks
from watchlist.packs.checks import CHECKS, examine

TWO = '"lantern", "two", "three"]\n\n[[continuities]]\nname = "new"\nfilms = ["early", "gap"]\n#'
CIRCLE = '[[placements]]\nfilms = ["lantern"]\nkind = "after"\nanchors = ["early"]\n\n[[orders]]'

TWO_OF_LANTERN = 'year = 2004\npart = "S01"\nwhole = "lantern"\n'
ERRORS = [
    # check, what is replaced, by what, the line that is named, what is said
    ("same_ids", "tt0000003", "tt0000001", 30, "lantern and three have one IMDb id, tt0000001:"),
    ("same_films", '"Wick"\nyear = 2011', '"Lantern"\nyear = 2001', 37, "are both Lantern (2001)"),
    ("unknown_films", 'anchors = ["lantern"]', 'anchors = ["lamp"]', 55, "There is no film lamp"),
    ("unknown_films", 'other = "two"', 'other = "tow"', 50, "There is no film tow in this pack."),
    ("repeated_keys", '["lantern", "three"]', '["three", "three"]', 64, "three stands here 2 tim"),
    ("parts", "year = 2004\n", 'year = 2004\npart = "S01"\n', 23, "two is a part of another one"),
    ("parts", "year = 2004\n", TWO_OF_LANTERN, 26, "Film two: Lantern (2001) has no S01: it is no"),
    ("members", '"early", "gap"]', '"early"]', 37, "Film gap is in no continuity."),
    ("members", '"three", "early", ', '"three", ', 45, "early is optional in main, and no memb"),
    ("names", 'name = "short"', 'name = "Timeline"', 63, "The timeline order is made from facts"),
    ("names", 'r = "timeline"', 'r = "long"', 4, "There is no order long: there are timeline,"),
    ("names", '"before"', '"before"\ncontinuity = "x"', 55, "There is no continuity x: there are"),
    (
        "names",
        'name = "short"',
        'name = "s"\nfilms=["gap"]\n[[orders]]\nname = "S"',
        66,
        "name S is",
    ),
    ("placements", '"between"', '"after"', 60, "after has 1 anchor, not 2."),
    ("placements", '"before"', '"first"', 55, "first has no anchors, not 1."),
    ("placements", 'anchors = ["lantern"]', 'anchors = ["early"]', 55, "relative to itself."),
    ("placements", 'films = ["gap"]', 'films = ["early"]', 58, "early is placed already, by pla"),
    ("links", 'film = "gap"', 'film = "two"', 47, "two cannot be linked to itself."),
    ("cycles", "[[orders]]", CIRCLE, 62, "set relative to the next: lantern → early → lantern."),
]
ADVICE = [
    ("years", "year = 2004\n", "", 23, "Film two has no year"),
    ("years", "year = 2001", "year = 1999", 17, "Film lantern is of 1999 and was released on 2001"),
    ("years", "year = 2004", "year = 1799", 23, "Film two would be older than cinema."),
    ("story_dates", "year = 2004", 'story = "3 TA"\nyear = 2004', 25, "[calendars] says nothing"),
    ("story_dates", "year = 2004", 'story = "soon"\nyear = 2004', 25, "“soon”, which has no year"),
    ("provenance", "//two.example", "//one.example", None, "Name at least two sources"),
    ("provenance", "reviewed = 2025-12-31", "", None, "Say up to which day the facts were"),
    (
        "holdings",
        "reviewed = 2025-12-31",
        'reviewed = 2025-12-31\nholds = ["lamp:main"]',
        4,
        "There is no pack lamp: the library has to have a franchise",
    ),
    ("orders", '["two", "three"]', '["three", "two"]', 57, "but stands before Lantern: Part T"),
    (
        "orders",
        '"lantern", "two", "three", "early", "gap"]\n',
        TWO,
        56,
        "the placement says nothing",
    ),
]


@pytest.mark.parametrize(("check", "old", "new", "line", "message"), ERRORS)
def test_an_error_is_found_on_its_line_and_the_pack_is_refused(
    check: str, old: str, new: str, line: int, message: str
) -> None:
    pack, findings = examine(lantern_text((old, new)), "p.toml")

    assert pack is None
    assert [(f.line, f.advice) for f in findings if message in f.message] == [(line, False)]


@pytest.mark.parametrize(("check", "old", "new", "line", "message"), ADVICE)
def test_advice_is_given_and_the_pack_is_good_all_the_same(
    check: str, old: str, new: str, line: int | None, message: str
) -> None:
    pack, findings = examine(lantern_text((old, new)), "p.toml")

    assert pack
    assert (line, True) in [(f.line, f.advice) for f in findings if message in f.message]
    assert all("advice: " in str(finding) for finding in findings)


def test_every_check_is_shown_to_find_something() -> None:
    shown = {check for check, *_ in (*ERRORS, *ADVICE)}

    assert shown == {check.__name__ for check in (*CHECKS, checks.cycles, checks.orders)}


def test_a_good_pack_has_no_finding() -> None:
    assert examine(LANTERN, "p.toml")[1] == []


def test_a_declared_calendar_serves_both_its_eras() -> None:
    text = lantern_text(
        ("[films.lantern]", '[calendars]\nBBY = "before the battle"\n\n[films.lantern]'),
        ("year = 2004", 'story = "19 BBY"\nyear = 2004'),
        ("year = 2007", 'story = "3 ABY"\nyear = 2007'),
        ("year = 2011", 'story = "44 BC"\nyear = 2011'),
    )

    assert examine(text, "p.toml")[1] == []


def test_a_series_and_a_film_may_have_one_number_at_tmdb() -> None:
    text = lantern_text(
        ("year = 2009", "tmdb = 5\nyear = 2009"), ("year = 2011", "tmdb = 5\nyear = 2011")
    )

    assert examine(text, "p.toml")[1] == []


def test_two_ids_make_two_films_of_one_title_and_year() -> None:
    text = lantern_text(('"Wick"\nyear = 2011', '"Lantern"\nyear = 2001\nimdb = "tt0000009"'))

    assert examine(text, "p.toml")[1] == []


def test_a_part_may_be_optional_where_its_whole_is_a_member() -> None:
    text = lantern_text(
        ("year = 2004", 'kind = "series"\nyear = 2004'),
        ("[[continuities]]", '[films.part]\nwhole = "two"\npart = "S01E02"\n\n[[continuities]]'),
        ('optional = ["', 'optional = ["part", "'),
    )

    assert examine(text, "p.toml")[1] == []
