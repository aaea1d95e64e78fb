"""``doctor``: what it prints, what ``--fix`` puts right, and its exit status."""

from __future__ import annotations

import json

import pytest

from tests.conftest import Run
from watchlist.names.listing import SAID

FAULTY = {
    "schema": 2,
    "films": {
        "1": {"title": "Alien", "year": 1979},
        "2": {"title": "Aliens", "year": "1986"},
        "3": {"title": "Alien 3", "year": 1992, "rating": 4},
    },
    "links": {"1": {"film": 1, "kind": "requires", "other": 77}},
    "franchises": {
        "1": {
            "name": "Alien",
            "continuities": [{"name": "main", "films": [1, 2, 3, 78]}],
            "placements": [
                {"films": [3], "kind": "before", "anchors": [1]},
                {"films": [3], "kind": "after", "anchors": [1]},
            ],
        }
    },
}
LEFT = [
    ("unreadable record", False),
    ("rating without viewing", False),
]
FOUND = [
    ("unreadable record", False),
    ("dangling link", True),
    ("dangling member", True),
    ("repeated placement", True),
    ("rating without viewing", False),
]


@pytest.fixture
def faulty(run: Run) -> Run:
    """Return a runner on a library with three faults to fix and two to leave."""
    run.library.write_text(json.dumps(FAULTY), encoding="utf-8")
    return run


def _findings(run: Run, *args: str) -> list[tuple[str, bool]]:
    result = run("doctor", *args, "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == bool(found)
    assert all(set(finding) >= {"check", "message", "fixable"} for finding in found)
    return [(finding["check"], finding["fixable"]) for finding in found]


@pytest.mark.parametrize("args", [(), ("--fix",)], ids=str)
def test_a_sound_library_has_nothing_wrong_and_no_new_step(
    john_wick: Run, args: tuple[str, ...]
) -> None:
    before = john_wick.library.read_bytes()
    result = john_wick("doctor", *args)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing is wrong.\n")
    assert john_wick.json("doctor", *args) == []
    assert before == john_wick.library.read_bytes()


def test_findings_are_printed_and_the_status_is_one(faulty: Run) -> None:
    before = faulty.library.read_bytes()
    result = faulty("doctor")
    assert result.exit_code == 1
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert len(FOUND) == len(lines)
    assert all(line.startswith("- ") for line in lines)
    assert [fixable for _, fixable in FOUND] == ["--fix" in line for line in lines]
    assert before == faulty.library.read_bytes()


def test_findings_are_records_for_programs(faulty: Run) -> None:
    assert _findings(faulty) == FOUND
    table = faulty("doctor", "--format", "csv")
    assert (table.exit_code, len(table.stdout.splitlines())) == (1, 1 + len(FOUND))
    assert table.stdout.splitlines()[0] == "check,message,fixable"


def test_fix_mends_what_is_safe_and_leaves_the_rest(faulty: Run) -> None:
    result = faulty("doctor", "--fix")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["Fixed"] * 3
    assert len(result.stdout.splitlines()) == len(LEFT)
    assert _findings(faulty) == LEFT
    content = json.loads(faulty.library.read_text(encoding="utf-8"))
    kept = [{k: v for k, v in film.items() if k != "uid"} for film in content["films"].values()]
    assert kept == list(json.loads(json.dumps(FAULTY))["films"].values())
    [franchise] = content["franchises"].values()
    assert franchise["continuities"] == [{"name": "main", "films": [1, 2, 3]}]
    assert franchise["placements"] == [{"films": [3], "kind": "after", "anchors": [1]}]


def test_fix_is_one_step_that_undo_takes_back(faulty: Run) -> None:
    faulty("doctor", "--fix")
    assert len(faulty.json("history")) == 1
    faulty.ok("undo")
    assert _findings(faulty) == FOUND


def test_fix_a_second_time_mends_nothing(faulty: Run) -> None:
    faulty("doctor", "--fix")
    before = faulty.library.read_bytes()
    assert _findings(faulty, "--fix") == LEFT
    assert before == faulty.library.read_bytes()


def test_a_missing_library_is_sound(run: Run) -> None:
    assert run("doctor").exit_code == 0
    assert list(run.library.parent.iterdir()) == []


TWICE = {
    "schema": 2,
    "films": {
        "1": {"title": "Alien", "year": 1979},
        "2": {"title": "Aliens", "year": 1986},
        "3": {"title": "Prometheus", "year": 2012},
    },
    "franchises": {
        "1": {
            "name": "Alien",
            "continuities": [{"name": "main", "films": [1, 2, 3]}],
            "placements": [
                {"films": [3], "kind": "before", "anchors": [1], "note": "The ship says so"},
                {"films": [3], "kind": "after", "anchors": [2]},
                {"films": [2], "kind": "after", "anchors": [9], "note": "From the novel"},
            ],
        }
    },
}


def test_fix_says_which_placements_go_and_keeps_their_notes(run: Run) -> None:
    run.library.write_text(json.dumps(TWICE), encoding="utf-8")
    result = run("doctor", "--fix")
    assert result.exit_code == 0
    assert result.stderr.splitlines() == [
        "Fixed: Alien refers to film 9, which is not in the library. Aliens (1986) is no longer "
        "placed after film 9, which is missing; the note of that is now one of the film.",
        "Fixed: Prometheus (2012) is placed twice in Alien; the later placement holds. Prometheus "
        "(2012) is no longer placed before Alien (1979); the note of that is now one of the film.",
        "Nothing is wrong.",
    ]
    notes = [
        film.get("notes") for film in json.loads(run.ok("export", "--to", "json"))["films"].values()
    ]
    assert notes == [
        None,
        [{"text": "Placed after film 9, which is missing: From the novel"}],
        [{"text": "Placed before Alien (1979): The ship says so"}],
    ]
    run.ok("undo")
    assert len(run.json("history")) == 1


def test_of_very_many_findings_of_a_check_the_others_are_counted(run: Run) -> None:
    rated = {str(n): {"title": f"Film {n}", "year": 1990, "rating": 4} for n in range(1, SAID + 31)}
    placed = {"2000": {"title": "The One", "year": "soon"}}
    run.library.write_text(json.dumps({"schema": 2, "films": {**rated, **placed}}))

    found = run("doctor")
    lines = found.stdout.splitlines()

    assert found.exit_code == 1
    assert len(lines) == 1 + SAID + 1
    assert lines[-1] == (
        "- 30 more findings of the check “rating without viewing”: "
        "“watchlist doctor --format json” lists all of them."
    )
    assert len(json.loads(run("doctor", "--format", "json").stdout)) == SAID + 31
