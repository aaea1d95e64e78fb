"""Small franchises with the order and the prerequisites that must come out.

``vectors/cases.json`` is this project's own; the published cases have the same form: films,
continuities, facts, ``expect`` and, from the links in ``continues``, ``prerequisites``.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.tales import Tale
from watchlist.model import Link, LinkKind
from watchlist.story.prerequisites import (
    ReleaseLine,
    by_release,
    films_of,
    prerequisites,
    relations,
)

Case = dict[str, Any]


def cases_in(folder: Path) -> list[Case]:
    """Return the cases of ``cases.json`` in a folder."""
    cases: list[Case] = json.loads((folder / "cases.json").read_text("utf-8"))
    assert cases
    return cases


OWN = cases_in(Path(__file__).parent / "vectors")


def tale_of(case: Case) -> Tale:
    films = (
        f"{key}={film['release'] or 'TBA'}@{(film['story'] or '').replace(' ', '_')}"
        for key, film in case["films"].items()
    )
    branches = {name: " ".join(keys) for name, keys in case["continuities"].items()}
    return Tale(" ".join(films), *case["facts"], **branches)


def orders_of(case: Case) -> dict[str, list[str]]:
    tale = tale_of(case)
    return {name: tale.order(name).split() for name in case["continuities"]}


def unmet_of(case: Case) -> list[str]:
    tale = tale_of(case)
    return [fact for name in case["continuities"] for fact in tale.unmet(name)]


def prerequisites_of(case: Case) -> dict[str, list[str]]:
    tale = tale_of(case)
    keys = list(case["films"])
    continues = [(key, other) for key, others in case["continues"].items() for other in others]
    links = [
        Link(
            id=number,
            film=tale.numbers[film],
            kind=LinkKind.SEQUEL_TO,
            other=tale.numbers[other],
        )
        for number, (film, other) in enumerate(continues, start=1)
    ]
    result = {}
    for place in case["prerequisites"]:
        name, _, key = place.rpartition(":")
        members = [tale.members[tale.numbers[film]] for film in case["continuities"][name]]
        found = prerequisites(
            members,
            relations([ReleaseLine(by_release(members))], links).continues,
        )
        line = [film.id for film in by_release(members)]
        result[place] = [keys[film - 1] for film in films_of(found[tale.numbers[key]], line)]
    return result


@pytest.mark.parametrize("case", OWN, ids=lambda case: str(case["name"]))
def test_a_case_of_our_own_comes_out_as_written(case: Case) -> None:
    assert orders_of(case) == case["expect"]
    assert unmet_of(case) == []
    assert prerequisites_of(case) == case["prerequisites"]


@pytest.fixture(scope="session")
def published(chronology: Path) -> dict[str, Case]:
    return {case["name"]: case for case in cases_in(chronology)}


def test_the_published_cases_come_out_in_order(published: dict[str, Case]) -> None:
    expected = {name: case["expect"] for name, case in published.items()}

    assert {name: orders_of(case) for name, case in published.items()} == expected


def test_no_fact_of_the_published_cases_is_unmet(published: dict[str, Case]) -> None:
    assert [fact for case in published.values() for fact in unmet_of(case)] == []


def test_the_prerequisites_of_the_published_cases_come_out(published: dict[str, Case]) -> None:
    expected = {name: case["prerequisites"] for name, case in published.items()}

    assert {name: prerequisites_of(case) for name, case in published.items()} == expected
