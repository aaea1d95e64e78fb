"""Each check finds its fault, its fix puts it right, and a sound library has none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from tests.conftest import TODAY
from watchlist.library.franchises import MARKS
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.library.soundness import flawed
from watchlist.model import Film, FilmList, Franchise, Link, TrackedPack
from watchlist.queries.checks.finding import Finding
from watchlist.queries.checks.registry import CHECKS, examine
from watchlist.store.migrations import current_schema

FROZEN = Path(__file__).parent / "store" / "frozen" / f"schema-{current_schema()}.json"
MAIN = {"name": "main", "films": [1, 2]}


class Fault(NamedTuple):
    """Tables with one fault: how it is found, and whether it can be fixed."""

    check: str
    tables: dict[str, Any]
    words: str
    fixable: bool = False


def _films(one: dict[str, Any], two: dict[str, Any] | None = None) -> dict[str, Any]:
    two = {"title": "Other", **(two or {})}
    return {"films": {"1": {"title": "One", **one}, "2": two}}


def _franchise(**facts: Any) -> dict[str, Any]:
    return {**_films({}), "franchises": {"1": {"name": "F", "continuities": [MAIN], **facts}}}


def _link(film: int, other: int, *together: int) -> dict[str, Any]:
    link = {"film": film, "kind": "alternative-to", "other": other, "together": list(together)}
    return {**_films({}), "links": {"1": link}}


def _universe(**facts: Any) -> dict[str, Any]:
    held = {"name": "F", "continuities": [{"name": "Main", "films": [1, 2]}]}
    return {**_films({}), "franchises": {"1": held, "2": {"name": "U", **facts}}}


def _place(kind: str, *films: int) -> dict[str, Any]:
    return {"films": [films[0]], "kind": kind, "anchors": list(films[1:])}


FAULTS = (
    Fault("unreadable record", _films({"year": "x"}), "film 1"),
    Fault("unreadable record", {"links": {"3": []}}, "link 3"),
    Fault("unreadable record", {"franchises": {"4": {}}}, "franchise 4"),
    Fault("dangling link", _link(1, 77), "77", fixable=True),
    Fault("dangling link", _link(77, 2), "77", fixable=True),
    Fault("dangling link", _link(1, 2, 77), "Other and film 77", fixable=True),
    Fault("dangling link", _link(1, 77, 2), "77", fixable=True),
    Fault("dangling part", _films({"whole": 77, "span": "1"}), "77", fixable=True),
    *(
        Fault(
            "dangling member",
            _franchise(continuities=[{"name": "main", "films": [1], mark: [77]}]),
            "77",
            fixable=True,
        )
        for mark in MARKS
    ),
    Fault("dangling member", _franchise(preferred=[1, 77]), "77", fixable=True),
    Fault("dangling member", _franchise(skipped=[77]), "77", fixable=True),
    Fault("dangling member", _universe(holds=[{"franchise": 7}]), "franchise 7", fixable=True),
    Fault(
        "dangling member",
        _universe(holds=[{"franchise": 1}, {"franchise": 1, "continuity": "dream"}]),
        "U holds dream of F",
        fixable=True,
    ),
    Fault(
        "dangling member",
        _franchise(continuities=[{"name": "main", "films": [1, 77], "optional": [77]}]),
        "77",
        fixable=True,
    ),
    Fault("dangling member", _franchise(placements=[_place("before", 1, 77)]), "77", fixable=True),
    Fault(
        "dangling member",
        _franchise(orders=[{"name": "mine", "films": [77, 1]}]),
        "77",
        fixable=True,
    ),
    Fault("unreadable record", {"packs": {"5": {"name": "P"}}}, "pack 5"),
    Fault("dangling pack", {"packs": {"1": {"name": "P", "franchise": 7}}}, "P", fixable=True),
    Fault(
        "dangling pack",
        {**_franchise(), "packs": {"1": {"name": "P", "franchise": 1, "films": {"a": 77}}}},
        "P",
        fixable=True,
    ),
    Fault("unreadable record", {"lists": {"6": {"name": 5}}}, "list 6"),
    Fault(
        "dangling list",
        {**_films({}), "lists": {"1": {"name": "L", "films": [{"film": 1}, {"film": 77}]}}},
        "77",
        fixable=True,
    ),
    Fault(
        "no member",
        _franchise(
            continuities=[{"name": "main", "films": [1]}], orders=[{"name": "m", "films": [2, 1]}]
        ),
        "Other",
    ),
    *(
        Fault(
            "no member",
            _franchise(continuities=[{"name": "main", "films": [1]}], **{choice: [2, 1]}),
            "Other",
        )
        for choice in ("preferred", "skipped")
    ),
    Fault(
        "repeated placement",
        _franchise(placements=[_place("before", 1, 2), _place("after", 1, 2)]),
        "One",
        fixable=True,
    ),
    Fault(
        "circle",
        _franchise(placements=[_place("before", 1, 2), _place("before", 2, 1)]),
        "→",
    ),
    Fault(
        "unmet placement",
        {
            "films": {str(n): {"title": f"T{n}", "year": 2000 + n} for n in (1, 2, 3)},
            "franchises": {
                "1": {
                    "name": "F",
                    "continuities": [{"name": "main", "films": [1, 2, 3]}],
                    "placements": [
                        _place("before", 1, 2),
                        _place("before", 2, 3),
                        _place("before", 3, 1),
                    ],
                }
            },
        },
        "T",
    ),
    Fault("duplicate film", _films({"year": 1999}, {"title": "ONE", "year": 1999}), "1 and 2"),
    Fault("duplicate film", _films({"imdb": "tt0000001"}, {"imdb": "tt0000001"}), "1 and 2"),
    Fault(
        "similar titles",
        _films(
            {"title": "The Grand Budapest Hotel", "year": 2014},
            {"title": "The Grand Budapets Hotel", "year": 2014},
        ),
        "look like one film",
    ),
    Fault(
        "similar titles",
        _films({"title": "Jurassic Park", "year": 1993}, {"title": "Jurasic Park"}),
        "“watchlist merge id:1 id:2” makes them one",
    ),
    Fault("year in the title", _films({"title": "Whiplash 2014"}), "--title 'Whiplash (2014)'"),
    Fault(
        "year in the title",
        _films({"title": "Whiplash [2014]", "year": 2014}),
        "“watchlist edit id:1 --title 'Whiplash (2014)'” takes it as the year",
    ),
    Fault(
        "viewing before release",
        _films({"release": "2020-05-05", "viewings": [{"watched_on": "2020-05-04"}]}),
        "2020-05-04",
    ),
    Fault("impossible date", _films({"year": 1800}), "cinema"),
    Fault("impossible date", _films({"viewings": [{"watched_on": "2023-03-25"}]}), "to come"),
    Fault("rating without viewing", _films({"rating": 4}), "never watched"),
    Fault("unknown calendar", _films({"story": "19 BBX"}), "BBX"),
)
SOUND: tuple[dict[str, Any], ...] = (
    _films(
        {"imdb": "tt0000001", "year": 1999}, {"title": "One", "year": 1999, "imdb": "tt0000002"}
    ),
    _films({"title": "Rocky II", "year": 1980}, {"title": "Rocky III", "year": 1980}),
    _films({"year": 1999}, {"title": "One", "year": 2000}),
    _films({"title": "Wonder Woman 1984", "year": 2020}, {"title": "Blade Runner 2049"}),
    _films({"title": "2012"}, {"title": "Room 1408"}),
    _films({"title": "Galactica 1980", "year": 1980, "imdb": "tt0080221"}),
    _films({"release": "2020-05", "viewings": [{"watched_on": "2020"}]}),
    _films({"year": 1870, "viewings": [{"watched_on": "2023-03-24"}, {}], "rating": 4}),
    _films({"story": "19 BBY"}, {"story": "3 BBY"}),
    _franchise(placements=[{**_place("before", 1, 2), "continuity": "main"}]),
    _universe(
        holds=[{"franchise": 1, "continuity": "main"}, {"franchise": 1}], preferred=[1], skipped=[2]
    ),
    _link(1, 2),
    _films({"whole": 2, "span": "1"}),
    {"films": {}},
)


def _library(tables: dict[str, Any]) -> Library:
    return Library(
        films=Records(Film, tables.get("films", {})),
        links=Records(Link, tables.get("links", {})),
        franchises=Records(Franchise, tables.get("franchises", {})),
        packs=Records(TrackedPack, tables.get("packs", {})),
        lists=Records(FilmList, tables.get("lists", {})),
    )


def _apart(library: Library) -> dict[int, Film]:
    """Return the films without what they are parts of, the one reference that a film can have."""
    return {film.id: replace(film, whole=None) for film in library.films.values()}


def _examined(library: Library) -> list[Finding]:
    return list(examine(library, TODAY))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.check} {fault.words}")
def test_a_check_finds_its_fault(fault: Fault) -> None:
    found = [
        finding for finding in _examined(_library(fault.tables)) if finding.check == fault.check
    ]
    assert [fault.words in finding.message for finding in found] == [True]
    assert (found[0].fix is not None) == fault.fixable
    assert found[0].message.endswith(".")
    assert "None" not in found[0].message


@pytest.mark.parametrize(
    "fault",
    [fault for fault in FAULTS if fault.fixable],
    ids=lambda fault: f"{fault.check} {fault.words}",
)
def test_a_mend_leaves_nothing_of_its_fault_and_every_film(fault: Fault) -> None:
    library = _library(fault.tables)
    films = _apart(library)
    for finding in _examined(library):
        if finding.fix:
            finding.fix(library)
    assert [finding.check for finding in _examined(library) if finding.fix] == []
    assert films == _apart(library)
    assert flawed(library) == set()


@pytest.mark.parametrize(
    "tables", [*SOUND, json.loads(FROZEN.read_text())], ids=range(len(SOUND) + 1)
)
def test_a_sound_library_has_no_finding(tables: dict[str, Any]) -> None:
    assert [finding.message for finding in _examined(_library(tables))] == []


def test_a_link_to_several_films_stays_a_link_to_those_that_are_there() -> None:
    library = _library(_link(1, 77, 2))
    for finding in _examined(library):
        if finding.fix:
            finding.fix(library)
    assert [(link.film, link.other, link.together) for link in library.links.values()] == [
        (1, 2, ())
    ]


def test_what_refers_to_an_unreadable_film_is_left_alone() -> None:
    tables = {
        "films": {
            "1": {"title": "One", "whole": 3},
            "2": {"title": "Two", "year": "1999"},
            "3": 5,
        },
        "links": {
            "1": {"film": 1, "kind": "requires", "other": 2},
            "2": {"film": 3, "kind": "requires", "other": 1},
        },
        "franchises": {
            "1": {
                "name": "F",
                "continuities": [{"name": "main", "films": [1, 2, 3]}],
                "holds": [{"franchise": 2, "continuity": "main"}],
            },
            "2": {"name": 5},
        },
    }
    findings = _examined(_library(tables))
    assert [(finding.check, finding.fix) for finding in findings] == [
        ("unreadable record", None)
    ] * 3
    assert flawed(_library(tables)) == {("films", 2), ("films", 3), ("franchises", 2)}


def test_every_check_is_shown_to_find_something() -> None:
    silent = [
        check.__name__
        for check in CHECKS
        if not any(list(check(_library(fault.tables), TODAY)) for fault in FAULTS)
    ]
    assert silent == []
