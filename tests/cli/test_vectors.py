"""The cases of ``tests/test_vectors.py``, told and asked through the command line alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.test_vectors import OWN, Case, cases_in
from watchlist.model import PlacementKind


def place_args(fact: str, numbers: dict[str, str]) -> list[str]:
    """Return the arguments of ``place`` that state a fact: ``SUBJECT... KIND ANCHOR...``."""
    kinds = set(PlacementKind)
    return [f"--{word}" if word in kinds else numbers[word] for word in fact.split()]


def tell(run: Run, case: Case) -> dict[str, str]:
    """Enter a case, and return the reference of each film by its key."""
    numbers = {key: f"id:{index}" for index, key in enumerate(case["films"], start=1)}
    for film in case["films"].values():
        story = ["--set", film["story"]] if film["story"] else []
        year = (film["release"] or "TBA")[:4]
        title = film["title"] if year == "TBA" else f"{film['title']} ({year})"
        run.ok("add", title, "--release", film["release"] or "TBA", *story)
    for name, keys in case["continuities"].items():
        run.ok("franchise", "add", "Case", *(numbers[k] for k in keys), "--continuity", name)
    for fact in case["facts"]:
        run.ok("place", *place_args(fact, numbers), "--in", "Case")
    for key, others in case["continues"].items():
        for other in others:
            run.ok("link", numbers[key], "sequel-to", numbers[other])
    return numbers


def answers(run: Run, case: Case) -> dict[str, Any]:
    """Return what the program answers to a case, in the form of its expectations."""
    numbers = tell(run, case)
    keys = {int(number.removeprefix("id:")): key for key, number in numbers.items()}
    tables = run.json("order", "Case")["tables"]
    order = {t["continuity"]: [keys[entry["id"]] for entry in t["entries"]] for t in tables}
    needed = {}
    for place in case["prerequisites"]:
        name, _, key = place.rpartition(":")
        found = run.json("catchup", numbers[key], "--in", f"Case:{name}")
        needed[place] = [keys[film["id"]] for film in found]
    unmet = [sentence for table in tables for sentence in table["unmet"]]
    return {"expect": order, "prerequisites": needed, "unmet": unmet}


def expected(case: Case) -> dict[str, Any]:
    return {"expect": case["expect"], "prerequisites": case["prerequisites"], "unmet": []}


@pytest.mark.parametrize("case", OWN, ids=lambda case: str(case["name"]))
def test_a_case_of_our_own_comes_out_as_written(run: Run, case: Case) -> None:
    assert answers(run, case) == expected(case)


def test_the_published_cases_come_out_as_written(chronology: Path, tmp_path: Path) -> None:
    cases = cases_in(chronology)
    runs = (Run(tmp_path / f"{number}.json") for number in range(len(cases)))
    found = {case["name"]: answers(run, case) for run, case in zip(runs, cases, strict=True)}
    assert len(found) >= 8
    assert found == {case["name"]: expected(case) for case in cases}


def test_a_placement_needs_no_scope_where_all_are_in_one_franchise(run: Run) -> None:
    case = OWN[0]
    numbers = tell(run, {**case, "facts": []})
    for fact in case["facts"]:
        run.ok("place", *place_args(fact, numbers))
    titles = [case["films"][key]["title"] for key in case["expect"]["main"]]
    assert run.titles("Case") == titles
