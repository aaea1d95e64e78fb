"""The contract on one library on two machines: ``sync``, ``merge-driver``, ``git-setup``.

The name of a test is the sentence that it holds.
"""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TODAY, Run
from watchlist.cli import clock

FILMS = ("Alien (1979)", "Heat (1995)", "Ran (1985)")


@pytest.fixture(autouse=True)
def tick(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let each look at the clock be a second later; hand out what moves it."""
    now = [datetime.datetime.combine(TODAY, datetime.time(8), tzinfo=datetime.UTC)]

    def move(seconds: float) -> None:
        now[0] += datetime.timedelta(seconds=seconds)

    def moment() -> datetime.datetime:
        move(1)
        return now[0]

    monkeypatch.setattr(clock, "now", moment)
    return move


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Run, Run]:
    """Return runners on two copies of one library."""
    ours, theirs = Run(tmp_path / "laptop" / "films.json"), Run(tmp_path / "stick" / "films.json")
    ours.ok("add", *FILMS, "--franchise", "Mix")
    ours.ok("lists", "new", "Evenings", "alien", "heat")
    theirs.library.parent.mkdir()
    shutil.copy(ours.library, theirs.library)
    return ours, theirs


def sync(ours: Run, theirs: Run, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = ours.json("sync", str(theirs.library), *options)
    return found


def shown(run: Run, film: str) -> Any:
    return run.json("show", film)


def titles(run: Run) -> set[str]:
    return {film["title"] for film in run.json("list", "--all")}


def test_both_add_a_film_and_both_give_it_the_same_number(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("add", "Stalker (1979)")
    theirs.ok("lists", "add", "Evenings", "stalker")
    assert sync(ours, theirs)["renumbered"] == ["Stalker (1979): their 4 is now 5."]
    assert shown(ours, "moon")["id"] == 4
    assert [film["id"] for film in ours.json("lists", "show", "Evenings")] == [1, 2, 5]


def test_both_add_the_same_film_and_it_is_there_once(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)", "--tag", "space")
    theirs.ok("add", "Stalker (1979)")
    theirs.ok("add", "Moon (2009)", "--tag", "small")
    sync(ours, theirs)
    assert titles(ours) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}
    assert set(shown(ours, "moon")["tags"]) == {"space", "small"}


def test_both_writes_the_result_to_both(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("add", "Stalker (1979)")
    sync(ours, theirs, "--both")
    assert ours.ok("export", "--to", "json") == theirs.ok("export", "--to", "json")
    assert titles(theirs) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}
    theirs.ok("undo")
    assert titles(theirs) == {"Alien", "Heat", "Ran", "Stalker"}


def test_dry_run_says_what_it_would_do_and_writes_nothing(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    theirs.ok("add", "Stalker (1979)")
    before = [run.library.read_bytes() for run in pair]
    result = ours("sync", str(theirs.library), "--both", "--dry-run")
    assert result.stdout == f"Would bring in {theirs.library}: 1 added (Stalker (1979)).\n"
    assert [run.library.read_bytes() for run in pair] == before


def test_what_only_one_side_changed_is_taken(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("edit", "heat", "--runtime", "170")
    theirs.ok("edit", "heat", "--genre", "crime")
    theirs.ok("watched", "ran", "--on", "2020-01-02", "--rating", "4")
    theirs.ok("remove", "alien", "--yes")
    assert sync(ours, theirs)["conflicts"] == []
    assert shown(ours, "heat")["runtime"] == 170
    assert shown(ours, "heat")["genres"] == ["crime"]
    assert shown(ours, "ran")["rating"] == 4
    assert titles(ours) == {"Heat", "Ran"}


@pytest.mark.parametrize("late", [0, 1])
def test_both_differently_the_later_steps_value_wins_and_the_other_is_named(
    pair: tuple[Run, Run], late: int
) -> None:
    pair[1 - late].ok("edit", "heat", "--runtime", "170", "--original-title", "Hitze")
    pair[late].ok("edit", "heat", "--runtime", "171", "--original-title", "Calore")
    pair[1 - late].ok("edit", "heat", "--tag", "noir")  # another field, later still
    found = sync(*pair)["conflicts"]
    assert found == [
        "Heat (1995): both changed the runtime: “171” came later than “170”.",
        "Heat (1995): both changed the original title: “Calore” came later than “Hitze”.",
    ]
    film = shown(pair[0], "heat")
    assert (film["runtime"], film["original_title"]) == (171, "Calore")


def test_a_text_that_lost_is_kept_as_a_dated_note_of_the_film(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("edit", "heat", "--original-title", "Hitze")
    theirs.ok("edit", "heat", "--original-title", "Calore")
    sync(ours, theirs)
    (note,) = shown(ours, "heat")["notes"]
    assert (note["text"], note["on"]) == ("Original title in another copy: Hitze", str(TODAY))


def test_sets_and_viewings_are_united_less_what_a_side_removed(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    for run, tag, day in ((ours, "noir", "2020-01-02"), (theirs, "long", "2021-01-02")):
        run.ok("edit", "heat", "--tag", tag, "--where", tag)
        run.ok("watched", "heat", "--on", day, "--rewatch")
    sync(ours, theirs, "--both")
    assert set(shown(ours, "heat")["tags"]) == {"noir", "long"}
    assert [v["watched_on"] for v in shown(ours, "heat")["viewings"]] == [
        "2020-01-02",
        "2021-01-02",
    ]
    theirs.ok("unwatch", "heat", "--on", "2020-01-02")
    theirs.ok("edit", "heat", "--clear", "tags")
    ours.ok("edit", "heat", "--tag", "slow")
    sync(ours, theirs)
    assert shown(ours, "heat")["tags"] == ["slow"]
    assert [v["watched_on"] for v in shown(ours, "heat")["viewings"]] == ["2021-01-02"]


@pytest.mark.parametrize("deletes", [0, 1])
def test_a_deletion_against_an_edit_keeps_the_edit_and_says_so(
    pair: tuple[Run, Run], deletes: int
) -> None:
    pair[deletes].ok("remove", "heat", "--yes")
    pair[1 - deletes].ok("edit", "heat", "--runtime", "170")
    assert sync(*pair)["conflicts"] == [
        "Heat (1995) was removed in one copy and changed in the other: it stays."
    ]
    assert shown(pair[0], "heat")["runtime"] == 170
    assert [film["title"] for film in pair[0].json("lists", "show", "Evenings")] == [
        "Alien",
        "Heat",
    ]
    assert "Heat" in pair[0].titles("Mix")


@pytest.mark.parametrize("deletes", [0, 1])
def test_so_does_one_against_a_new_reference_to_the_deleted_record(
    pair: tuple[Run, Run], deletes: int
) -> None:
    pair[deletes].ok("remove", "ran", "--yes")
    pair[1 - deletes].ok("lists", "add", "Evenings", "ran")
    assert sync(*pair)["conflicts"] == [
        "Ran (1985) was removed in one copy and referred to in the other: it stays."
    ]
    assert [film["title"] for film in pair[0].json("lists", "show", "Evenings")][-1] == "Ran"


def test_ordered_things_merge_like_text(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("franchise", "arrange", "Mix", "mine", "ran", "heat", "alien")
    sync(theirs, ours)
    ours.ok("add", "Moon (2009)", "--franchise", "Mix")
    ours.ok("franchise", "arrange", "Mix", "mine", "moon", "ran", "heat", "alien")
    theirs.ok("add", "Stalker (1979)", "--franchise", "Mix")
    theirs.ok("franchise", "arrange", "Mix", "mine", "ran", "heat", "alien", "stalker")
    theirs.ok("lists", "add", "Evenings", "stalker")
    ours.ok("lists", "remove", "Evenings", "alien")
    sync(ours, theirs)
    assert ours.titles("Mix", "--by", "mine") == ["Moon", "Ran", "Heat", "Alien", "Stalker"]
    assert [film["title"] for film in ours.json("lists", "show", "Evenings")] == ["Heat", "Stalker"]


@pytest.mark.parametrize("late", [0, 1])
def test_placements_that_together_make_a_circle_the_ones_made_later_go_and_are_named(
    pair: tuple[Run, Run], late: int
) -> None:
    pair[1 - late].ok("place", "heat", "--before", "alien", "--in", "Mix")
    pair[late].ok("place", "alien", "--before", "heat", "--in", "Mix")
    assert sync(*pair)["conflicts"] == [
        "Alien is placed before Heat no longer: with earlier placements of Mix it makes a circle "
        "(Alien → Heat → Alien)."
    ]
    assert pair[0].titles("Mix")[:2] == ["Heat", "Alien"]
    assert pair[0]("doctor").stderr == "Nothing is wrong.\n"


def test_steps_of_the_same_second_are_told_apart_so_that_direction_never_matters(
    pair: tuple[Run, Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    noon = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)
    monkeypatch.setattr(clock, "now", lambda: noon)
    ours, theirs = pair
    ours.ok("edit", "heat", "--runtime", "170")
    theirs.ok("edit", "heat", "--runtime", "171")
    copy = Run(theirs.library.with_name("copy.json"))
    shutil.copy(theirs.library, copy.library)
    sync(copy, ours)
    sync(ours, theirs)
    assert shown(ours, "heat")["runtime"] == shown(copy, "heat")["runtime"]


def test_it_is_one_undo_step_and_undo_works_at_once(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("add", "Stalker (1979)")
    before, steps = ours.ok("export", "--to", "json"), len(ours.json("history"))
    sync(ours, theirs)
    assert len(ours.json("history")) == steps + 1
    ours.ok("undo")
    assert ours.ok("export", "--to", "json") == before


def test_merging_the_same_copy_again_changes_nothing(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    theirs.ok("add", "Stalker (1979)")
    ours.ok("remove", "heat", "--yes")
    sync(ours, theirs)
    before = ours.library.read_bytes()
    result = ours("sync", str(theirs.library))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{theirs.library}: nothing is new here.\n"
    assert ours.library.read_bytes() == before


def test_the_next_sync_in_either_direction_finds_its_base_although_numbers_differ(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("add", "Stalker (1979)")
    sync(ours, theirs)
    ours.ok("remove", "stalker", "--yes")
    theirs.ok("edit", "heat", "--runtime", "171")
    sync(theirs, ours)
    assert titles(theirs) == {"Alien", "Heat", "Ran", "Moon"}
    theirs.ok("remove", "moon", "--yes")
    sync(ours, theirs)
    assert titles(ours) == {"Alien", "Heat", "Ran"}


def test_else_the_base_is_the_newest_backup_that_is_an_ancestor_of_both(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    ours.ok("backup")
    for number in range(101):
        ours.ok("edit", "ran", "--runtime", str(100 + number))
    theirs.ok("remove", "heat", "--yes")
    found = sync(ours, theirs)
    assert (found["removed"], found["conflicts"]) == (1, [])


def test_with_none_it_is_a_two_way_union(run: Run, tmp_path: Path) -> None:
    run.ok("add", "Heat (1995)", "--tag", "noir")
    other = Run(tmp_path / "other.json")
    other.ok("add", "Ran (1985)")
    other.ok("add", "Heat (1995)", "--tag", "long")
    sync(run, other)
    assert titles(run) == {"Heat", "Ran"}
    assert set(shown(run, "heat")["tags"]) == {"noir", "long"}


def test_a_new_machine_gets_the_library_as_it_is(pair: tuple[Run, Run], tmp_path: Path) -> None:
    new = Run(tmp_path / "new.json")
    new.ok("sync", str(pair[0].library))
    assert new.ok("export", "--to", "json") == pair[0].ok("export", "--to", "json")


# -- what is refused -------------------------------------------------------------------------


def test_a_copy_that_is_the_same_file_by_another_path_is_one_clear_sentence(
    pair: tuple[Run, Run],
) -> None:
    ours = pair[0]
    link = ours.library.with_name("link.json")
    link.symlink_to(ours.library)
    for path in (ours.library, link):
        result = ours("sync", str(path))
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr == f"Error: {path} is the library itself: name another copy of it.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"schema": 99}', "was written by a newer watchlist (schema 99"),
        ('{"films": {}}', "is not a watchlist library"),
        ("Title,Year\n", "is damaged"),
    ],
)
def test_a_newer_schema_and_what_is_no_library_are_one_clear_sentence_each(
    pair: tuple[Run, Run], text: str, said: str
) -> None:
    ours, theirs = pair
    before = ours.library.read_bytes()
    theirs.library.write_text(text)
    result = ours("sync", str(theirs.library))
    assert (result.exit_code, result.stdout) == (5, "")
    assert said in result.stderr
    assert str(theirs.library) in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert ours.library.read_bytes() == before


def test_a_library_whose_clock_is_ahead_is_one_clear_sentence(
    pair: tuple[Run, Run], tick: Callable[[float], None]
) -> None:
    ours, theirs = pair
    tick(86_400)
    theirs.ok("edit", "heat", "--runtime", "171")
    tick(-86_400)
    result = ours("sync", str(theirs.library))
    assert result.exit_code == 0
    assert result.stderr.startswith(f"The clock of {theirs.library} was ahead: ")
    assert len(result.stderr.splitlines()) == 1
