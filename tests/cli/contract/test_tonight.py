"""The contract on ``tonight``: the name of a test is the sentence that it holds."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY, Run
from watchlist.cli import clock


@pytest.fixture
def shelf(run: Run) -> Run:
    """Return twelve films to watch, a franchise in progress, and what can never be offered."""
    run.ok("add", *(f"Film {letter} (2001)" for letter in "ABCDEFGHIJKL"))
    run.ok("add", "Saga One (1990)", "Saga Two (1991)", "Saga Three (1992)", "--franchise", "Saga")
    run.ok("watched", "saga one", "--on", "2020-05-06", "--rating", "4")
    run.ok("add", "Ahead (2030)", "Announced", "--release", "TBA")
    run.ok("add", "Seen (2000)")
    run.ok("watched", "seen", "--on", "unknown")
    run.ok("edit", "seen", "--to-watch")
    run.ok("edit", "film a", "--runtime", "90", "--where", "Netflix", "--genre", "noir")
    return run


def titles(run: Run, *args: str) -> list[str]:
    return [film["title"] for film in run.json("tonight", *args)]


def everything(run: Run, *args: str) -> list[str]:
    return titles(run, "--count", "100", *args)


def use_day(monkeypatch: pytest.MonkeyPatch, day: datetime.date, hour: int = 12) -> None:
    moment = datetime.datetime.combine(day, datetime.time(hour), tzinfo=datetime.UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)


OFFERED = {*(f"Film {letter}" for letter in "ABCDEFGHIJKL"), "Saga Two"}


def test_three_films_that_are_to_watch_and_out(shelf: Run) -> None:
    assert len(titles(shelf)) == 3
    assert set(everything(shelf)) == OFFERED


def test_with_the_reason_for_each(shelf: Run) -> None:
    text = shelf.ok("tonight")
    films = shelf.json("tonight")

    unwrapped = " ".join(text.split())
    assert all(f"{film['title']}: {film['why']}." in unwrapped for film in films)
    assert {film["why"] for film in films} == {
        "goes on with Saga, 1 of 3 seen; it comes before Saga Three (1992), which is on your list",
        "on your list since March 2023",
    }


def test_the_reason_may_be_a_person_whose_film_was_liked(run: Run) -> None:
    run.ok("add", "Heat (1995)", "Thief (1981)", "--director", "Michael Mann")
    run.ok("watched", "heat", "--rating", "4.5")

    (film,) = run.json("tonight")
    assert (film["title"], film["why"]) == ("Thief", "by Michael Mann, whose Heat you liked")


def test_the_reason_may_be_that_it_is_new(run: Run) -> None:
    run.ok("add", "Fresh", "--release", "2023-03-10")

    assert run.json("tonight")[0]["why"] == "new: it came out in March 2023"


def test_the_same_all_day(shelf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = titles(shelf)
    others = [title for title in everything(shelf) if title not in found]

    use_day(monkeypatch, TODAY, hour=23)
    assert titles(shelf) == found
    shelf.ok("watched", others[-1])
    shelf.ok("edit", found[-1], "--tag", "x")
    assert titles(shelf) == found


def test_another_day_has_others(shelf: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = set()
    for day in range(8):
        use_day(monkeypatch, TODAY + datetime.timedelta(days=day))
        found.add(tuple(titles(shelf)))

    assert len(found) > 1


def test_no_state_is_stored(shelf: Run) -> None:
    before = shelf.library.read_bytes()
    titles(shelf, "--again")

    assert shelf.library.read_bytes() == before


@pytest.mark.parametrize("count", [1, 5])
def test_count_n(shelf: Run, count: int) -> None:
    assert len(titles(shelf, "--count", str(count))) == count


def test_again_other_ones_the_same_all_day(shelf: Run) -> None:
    first, others = titles(shelf), titles(shelf, "--again")
    last = titles(shelf, "--again", "--again")

    assert others == titles(shelf, "--again")
    assert len({*first, *others, *last}) == 9


def test_again_when_there_is_nothing_else(run: Run) -> None:
    run.ok("add", "Heat (1995)")
    result = run("tonight", "--again")

    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "There is nothing else to offer: no film that is to watch and out passes.\n"
    )


@pytest.mark.parametrize(
    "args", [["--under", "2h"], ["--where", "netflix"], ["--genre", "noir"]], ids=" ".join
)
def test_the_filters(shelf: Run, args: list[str]) -> None:
    assert titles(shelf, *args) == ["Film A"]


def test_rewatch_only_seen_ones(shelf: Run) -> None:
    films = {film["title"]: film["why"] for film in shelf.json("tonight", "--rewatch")}

    assert films == {"Saga One": "liked, and seen last in May 2020", "Seen": "seen before"}


@pytest.mark.parametrize("args", [[], ["--seen"], ["--upcoming"], ["--count", "50"]], ids=" ".join)
def test_never_offers_what_was_seen_or_unreleased(shelf: Run, args: list[str]) -> None:
    assert not {"Seen", "Saga One", "Ahead", "Announced"} & set(titles(shelf, *args))


def test_never_a_film_whose_prerequisites_are_unseen_but_the_prerequisite_saying_so(
    run: Run,
) -> None:
    run.ok("add", "Saga One (1990)", "Saga Two (1991)", "Saga Three (1992)", "--franchise", "Saga")
    run.ok("edit", "saga one", "--not-to-watch")
    run.ok("edit", "saga two", "--not-to-watch")

    (film,) = run.json("tonight")
    assert film["title"] == "Saga One"
    assert film["why"] == "it comes before Saga Three (1992), which is on your list"
    assert film["before"] == {"id": 3, "title": "Saga Three"}


def test_a_prerequisite_that_is_on_the_list_has_its_own_reason_and_says_what_comes_after(
    run: Run,
) -> None:
    run.ok("add", "One (1990)", "Two (1991)")
    run.ok("link", "two", "requires", "one")

    (film,) = run.json("tonight")
    assert (film["title"], film["why"]) == (
        "One",
        "on your list since March 2023; it comes before Two (1991), which is on your list",
    )


def test_a_prerequisite_that_does_not_pass_the_filters_is_not_offered_either(run: Run) -> None:
    run.ok("add", "Saga One (1990)", "--franchise", "Saga", "--runtime", "200")
    run.ok("add", "Saga Two (1991)", "--franchise", "Saga", "--runtime", "90")

    assert titles(run, "--under", "2h") == []


def test_nor_a_part(run: Run) -> None:
    run.ok("add", "Show (2001)", "--kind", "series")
    run.ok("add", "Show: The Third (2001)", "--kind", "episode")
    library = json.loads(run.library.read_text(encoding="utf-8"))
    library["films"]["2"] |= {"whole": 1, "span": "S01E03"}
    run.library.write_text(json.dumps(library), encoding="utf-8")

    assert titles(run) == ["Show"]


# -- with another person ---------------------------------------------------------------------


@pytest.fixture
def other(shelf: Run, tmp_path: Path) -> Run:
    """Return another person's library: B is wanted, C was seen, D is not to watch."""
    run = Run(tmp_path / "other.json")
    run.ok("add", "Film B (2001)", "Film C (2001)", "Film D (2001)", "Not there (2001)")
    run.ok("watched", "film c")
    run.ok("edit", "film d", "--not-to-watch")
    return run


def export(run: Run, path: Path, kind: str) -> Path:
    run.ok("export", "--to", kind, "--output", str(path))
    return path


def test_with_file_the_library_of_another_person_only_what_both_still_want(
    shelf: Run, other: Run
) -> None:
    before = other.library.read_bytes()

    assert titles(shelf, "--with", str(other.library)) == ["Film B"]
    assert other.library.read_bytes() == before


@pytest.mark.parametrize("kind", ["json", "csv", "letterboxd"])
def test_with_file_the_export_of_another_person(
    shelf: Run, other: Run, tmp_path: Path, kind: str
) -> None:
    path = export(other, tmp_path / f"theirs.{kind}", kind)
    before = shelf.library.read_bytes()

    assert titles(shelf, "--with", str(path)) == ["Film B"]
    assert shelf.library.read_bytes() == before


def test_with_file_a_prerequisite_is_wanted_by_both(run: Run, tmp_path: Path) -> None:
    friend = Run(tmp_path / "friend.json")
    run.ok("add", "Saga One (1990)", "Saga Two (1991)", "--franchise", "Saga")
    friend.ok("add", "Saga Two (1991)")

    assert titles(run, "--with", str(friend.library)) == []


@pytest.mark.parametrize(
    ("content", "status"),
    [
        ("", 1),
        ("{}", 1),
        ("nothing known\n1,2,3\n", 1),
        ("Name,Seen when\nHeat,maybe\n", 1),
        (None, 2),
    ],
)
def test_a_file_that_is_no_library_or_export_is_one_sentence(
    shelf: Run, tmp_path: Path, content: str | None, status: int
) -> None:
    path = tmp_path / "theirs.dat"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    result = shelf("tonight", "--with", str(path))

    assert (result.exit_code, result.stdout) == (status, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: ")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--count", "0"], "0"),
        (["--count", "some"], "some"),
        (["--rewatch", "--with", "."], "leave --rewatch out"),
    ],
)
def test_wrong_usage_is_one_sentence(shelf: Run, args: list[str], message: str) -> None:
    result = shelf("tonight", *args)

    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert message in line


def test_json_adds_why(shelf: Run) -> None:
    films: list[dict[str, Any]] = shelf.json("tonight")

    assert all(isinstance(film["why"], str) and film["why"] for film in films)


def test_bent_records_on_either_side_are_passed_over(shelf: Run, other: Run) -> None:
    for run in (shelf, other):
        library = json.loads(run.library.read_text(encoding="utf-8"))
        for number, bent in (
            ("3", {"runtime": "long"}),
            ("4", {"viewings": 5}),
            ("1", {"year": []}),
        ):
            library["films"][number] |= bent
        run.library.write_text(json.dumps(library), encoding="utf-8")

    assert "Film C" not in everything(shelf)
    assert shelf("tonight", "--with", str(other.library)).exit_code == 0


@pytest.mark.parametrize("command", ["tonight", "list"])
def test_unknown_running_time_neither_and_how_many_that_are_is_said(
    shelf: Run, command: str
) -> None:
    for length in ("--under", "--over"):
        said = shelf(command, length, "2h", "--genre", "noir").stderr
        assert "left out" not in said
    said = shelf(command, "--under", "2h").stderr
    count = 13 if command == "tonight" else 16
    assert f"{count} films were left out, of unknown length: “watchlist fill --all” looks" in said
    assert "left out" not in shelf(command).stderr


def test_of_films_seen_unknown_lengths_are_said_too(shelf: Run) -> None:
    said = shelf("tonight", "--rewatch", "--under", "2h").stderr
    assert "2 films were left out, of unknown length" in said
