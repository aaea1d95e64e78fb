"""Franchises that people know, from the facts that fans know of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from tests.conftest import Run
from tests.table import column

Branches = Mapping[str, Sequence[str]]


def enter(run: Run, franchise: str, *films: str) -> None:
    """Add films, each a title with its year and, behind ``@``, when its story is set."""
    for film in films:
        title, _, story = film.partition(" @ ")
        run.ok("add", title, "--franchise", franchise, *(["--set", story] if story else []))


def enter_branches(run: Run, franchise: str, branches: Branches) -> None:
    for title in dict.fromkeys(title for titles in branches.values() for title in titles):
        run.ok("add", title)
    for name, titles in branches.items():
        run.ok("franchise", "add", franchise, *titles, "--continuity", name)


def labels(run: Run, *args: str) -> dict[str, list[str]]:
    """Return ``Title (year)`` of the films in each table of an order."""
    tables = run.json("order", *args)["tables"]
    return {
        table["continuity"]: [f"{entry['title']} ({entry['year']})" for entry in table["entries"]]
        for table in tables
    }


def needed(run: Run, *args: str) -> list[str]:
    return [film["title"] for film in run.json("catchup", *args)]


# -- placements ------------------------------------------------------------------------------

STAR_WARS = [
    *("The Phantom Menace", "Attack of the Clones", "Revenge of the Sith", "Solo", "Rogue One"),
    *("A New Hope", "The Empire Strikes Back", "Return of the Jedi", "The Force Awakens"),
    *("The Last Jedi", "The Rise of Skywalker"),
]


@pytest.fixture
def star_wars(run: Run) -> Run:
    enter(
        run,
        "Star Wars",
        *("A New Hope (1977)", "The Empire Strikes Back (1980)", "Return of the Jedi (1983)"),
        *("The Phantom Menace (1999)", "Attack of the Clones (2002)", "Revenge of the Sith (2005)"),
        *("The Force Awakens (2015)", "Rogue One (2016)", "The Last Jedi (2017)", "Solo (2018)"),
        "The Rise of Skywalker (2019)",
    )
    run.ok("place", "phantom menace", "clones", "sith", "--before", "a new hope")
    run.ok("place", "rogue one", "--between", "sith", "a new hope")
    run.ok("place", "solo", "--between", "sith", "rogue one")
    return run


def test_star_wars_needs_three_facts_for_eleven_films(star_wars: Run) -> None:
    assert star_wars.titles("star wars") == STAR_WARS
    assert len(star_wars.json("franchise", "show", "star wars")["placements"]) == 3


def test_nobody_needs_the_prequels_before_a_new_hope(star_wars: Run) -> None:
    star_wars.ok("link", "rogue one", "prequel-to", "a new hope")
    assert needed(star_wars, "a new hope") == []
    assert needed(star_wars, "rogue one") == ["A New Hope"]
    assert needed(star_wars, "phantom menace") == STAR_WARS[5:8]


def test_the_machete_order_leaves_the_phantom_menace_out(star_wars: Run) -> None:
    machete = ["A New Hope", "The Empire Strikes Back", "Attack of the Clones"]
    machete += ["Revenge of the Sith", "Return of the Jedi"]
    star_wars.ok("franchise", "arrange", "star wars", "machete", *machete)
    assert star_wars.titles("star wars", "--by", "machete") == machete
    (table,) = star_wars.json("order", "star wars", "--by", "machete")["tables"]
    assert table["left_out"][0] == "The Phantom Menace"


def test_tokyo_drift_is_where_it_was_placed_last(run: Run) -> None:
    enter(
        run,
        "Fast",
        *("The Fast and the Furious (2001)", "2 Fast 2 Furious (2003)"),
        *("The Fast and the Furious: Tokyo Drift (2006)", "Fast & Furious (2009)"),
        *("Fast Five (2011)", "Fast & Furious 6 (2013)", "Furious 7 (2015)"),
    )
    positions = []
    for anchors in (
        ["--after", "fast and furious (2009)"],
        ["--after", "fast five"],
        ["--between", "fast & furious 6", "furious 7"],
    ):
        run.ok("place", "tokyo drift", *anchors)
        positions.append(run.titles("fast").index("The Fast and the Furious: Tokyo Drift") + 1)
    assert positions == [4, 5, 6]
    (part,) = run.json("show", "tokyo drift")["franchises"]
    assert [fact["placement"] for fact in part["placements"]] == [
        "between Fast & Furious 6 and Furious 7"
    ]
    (table,) = run.json("order", "fast")["tables"]
    assert table["unmet"] == []


# -- continuities ----------------------------------------------------------------------------

HALLOWEEN: Branches = {
    "thorn": [
        *("Halloween (1978)", "Halloween II (1981)"),
        "Halloween 4: The Return of Michael Myers (1988)",
        "Halloween 5: The Revenge of Michael Myers (1989)",
        "Halloween: The Curse of Michael Myers (1995)",
    ],
    "h20": [
        *("Halloween (1978)", "Halloween II (1981)", "Halloween H20: 20 Years Later (1998)"),
        "Halloween: Resurrection (2002)",
    ],
    "zombie": ["Halloween (2007)", "Halloween II (2009)"],
    "blumhouse": [
        *("Halloween (1978)", "Halloween (2018)", "Halloween Kills (2021)"),
        "Halloween Ends (2022)",
    ],
    "season": ["Halloween III: Season of the Witch (1982)"],
}
TERMINATOR: Branches = {
    "original": [
        *("The Terminator (1984)", "Terminator 2: Judgment Day (1991)"),
        *("Terminator 3: Rise of the Machines (2003)", "Terminator Salvation (2009)"),
    ],
    "genisys": ["The Terminator (1984)", "Terminator Genisys (2015)"],
    "dark fate": [
        *("The Terminator (1984)", "Terminator 2: Judgment Day (1991)"),
        "Terminator: Dark Fate (2019)",
    ],
}


@pytest.mark.parametrize(
    ("name", "branches"), [("Halloween", HALLOWEEN), ("Terminator", TERMINATOR)]
)
def test_continuities_need_no_fact_and_are_never_one_table(
    run: Run, name: str, branches: Branches
) -> None:
    enter_branches(run, name, branches)
    assert labels(run, name) == branches
    assert run.json("franchise", "show", name)["placements"] == []
    headings = [line for line in run.ok("order", name).splitlines() if "timeline" in line]
    assert headings == [
        f"{name}:{branch} · timeline · 0 of {len(films)} watched"
        for branch, films in branches.items()
    ]


def test_a_branch_asks_only_for_its_own_films(run: Run) -> None:
    enter_branches(run, "Terminator", TERMINATOR)
    assert needed(run, "dark fate") == ["The Terminator", "Terminator 2: Judgment Day"]
    assert needed(run, "genisys") == ["The Terminator"]
    assert needed(run, "judgment day", "--in", "terminator:dark") == ["The Terminator"]


# -- story dates -----------------------------------------------------------------------------

X_MEN = [
    *("X-Men (2000)", "X2 (2003)", "X-Men: The Last Stand (2006)"),
    *("X-Men: First Class (2011) @ 1962", "X-Men: Days of Future Past (2014) @ 1973"),
    *("X-Men Origins: Wolverine (2009) @ 1979", "X-Men: Apocalypse (2016) @ 1983"),
    *("Dark Phoenix (2019) @ 1992", "The Wolverine (2013) @ 2013", "Logan (2017) @ 2029"),
]
"""In the order that must come out; the first three say nothing of their year."""


@pytest.mark.parametrize("start", range(len(X_MEN)))
@pytest.mark.parametrize("step", [1, -1, 3])
def test_years_alone_give_x_men_one_order_whatever_the_order_of_entry(
    run: Run, start: int, step: int
) -> None:
    count = len(X_MEN)
    enter(run, "X-Men", *(X_MEN[(start + step * index) % count] for index in range(count)))
    assert labels(run, "x-men") == {"main": [film.partition(" @ ")[0] for film in X_MEN]}


APES = [
    *("Escape from the Planet of the Apes", "Conquest of the Planet of the Apes"),
    *("Battle for the Planet of the Apes", "Planet of the Apes"),
    "Beneath the Planet of the Apes",
]


@pytest.fixture
def apes(run: Run) -> Run:
    enter(
        run,
        "Apes",
        "Planet of the Apes (1968) @ 3978",
        "Beneath the Planet of the Apes (1970) @ 3978",
        "Escape from the Planet of the Apes (1971) @ 1973",
        "Conquest of the Planet of the Apes (1972) @ 1991",
        "Battle for the Planet of the Apes (1973) @ c. 2003",
    )
    return run


def test_planet_of_the_apes_goes_by_story_year(apes: Run) -> None:
    assert apes.titles("apes") == APES
    text = apes.ok("order", "apes", "--gaps")
    assert column(text, "Set") == ["1973", "1991", "c. 2003", "3978", "3978"]
    assert column(text, "Gap") == [
        *("", "18 years later", "about 12 years later", "about 1975 years later", "the same year"),
    ]


def test_planet_of_the_apes_is_caught_up_with_by_release(apes: Run) -> None:
    assert needed(apes, "planet of the apes (1968)") == []
    assert needed(apes, "battle for the planet") == [*APES[3:], *APES[:2]]
    (table,) = apes.json("order", "apes")["tables"]
    assert table["entries"][0]["assumes"] == APES[3:]


GODFATHER = ["The Godfather", "The Godfather Part II", "The Godfather Part III"]


@pytest.fixture
def godfather(run: Run) -> Run:
    enter(
        run,
        "The Godfather",
        "The Godfather (1972) @ 1945..1955",
        "The Godfather Part II (1974) @ 1901..1959",
        "The Godfather Part III (1990) @ 1979..1980",
    )
    return run


def test_the_godfather_part_ii_stands_where_its_span_begins(godfather: Run) -> None:
    assert godfather.titles("the godfather") == [GODFATHER[1], GODFATHER[0], GODFATHER[2]]
    text = godfather.ok("order", "the godfather", "--gaps")
    assert column(text, "Set") == ["1901..1959", "1945..1955", "1979..1980"]
    assert column(text, "Gap") == ["", "meanwhile", "24 years later"]
    assert needed(godfather, "part ii (1974)") == [GODFATHER[0]]


def test_a_placement_beats_the_span(godfather: Run) -> None:
    result = godfather("place", "part ii (1974)", "--during", "the godfather (1972)")
    assert result.stderr == (
        "The Godfather Part II (1974) is number 2 of 3 in The Godfather (it was number 1).\n"
    )
    assert godfather.titles("the godfather") == GODFATHER
