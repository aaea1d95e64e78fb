"""The contract on one library on two machines: ``sync``, ``merge-driver``, ``git-setup``.

The name of a test is the sentence that it holds.
"""

from __future__ import annotations

import datetime
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import watchlist
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


# -- conflict copies and markers -------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "films.sync-conflict-20230324-101500-ABCDEFG.json",
        "films (conflicted copy 2023-03-24).json",
        "films (Ann's conflicted copy 2023-03-24).json",
        "films (1).json",
    ],
)
def test_doctor_and_the_start_page_see_conflict_copies_beside_the_library_and_name_the_command(
    pair: tuple[Run, Run], name: str
) -> None:
    ours, theirs = pair
    theirs.ok("add", "Stalker (1979)")
    copy = ours.library.with_name(name)
    shutil.copy(theirs.library, copy)
    found = ours("doctor")
    command = f"watchlist sync {shlex.quote(str(copy))}"
    assert (found.exit_code, command in found.stdout.replace("\n", " ")) == (1, True)
    assert command in ours().stderr
    ours.ok("sync", str(copy))
    assert "Stalker" in titles(ours)


def test_other_files_beside_the_library_are_no_copies_of_it(pair: tuple[Run, Run]) -> None:
    ours = pair[0]
    for name in ("films-2.json", "films (draft).json", "films.json.txt", "other (1).json"):
        ours.library.with_name(name).write_text("{}")
    assert ours("doctor").stderr == "Nothing is wrong.\n"


def git(folder: Path, *args: str, fails: bool = False) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(folder), *args],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "GIT_EDITOR": "true"},
    )
    assert bool(done.returncode) is fails, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def repository(pair: tuple[Run, Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Return a library in a repository on the branch ``main``, from which ``side`` branched off."""
    if not shutil.which("git"):
        pytest.skip("there is no git")
    ours = pair[0]
    program = tmp_path / "bin" / "watchlist"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m watchlist "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(Path(watchlist.__file__).parent.parent))
    folder = ours.library.parent
    git(folder, "init", "-q", "-b", "main")
    (folder / ".gitignore").write_text("*.lock\n*.backups/\n*.damaged-*\n")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "begin")
    git(folder, "branch", "side")
    return ours


def commit(run: Run, *args: str, branch: str) -> None:
    git(run.library.parent, "checkout", "-q", branch)
    run.ok(*args)
    git(run.library.parent, "commit", "-qam", " ".join(args))


def test_git_setup_writes_gitattributes_and_the_repositorys_configuration_and_says_so(
    repository: Run,
) -> None:
    folder = repository.library.parent
    said = repository.ok("git-setup", str(folder))
    assert (folder / ".gitattributes").read_text() == "films.json merge=watchlist\n"
    driver = git(folder, "config", "merge.watchlist.driver").strip()
    assert driver == "watchlist merge-driver %O %A %B %P"
    assert "films.json merge=watchlist" in said
    assert driver in said
    assert repository("git-setup").exit_code == 0
    assert (folder / ".gitattributes").read_text() == "films.json merge=watchlist\n"


def test_git_setup_outside_a_repository_is_one_sentence(run: Run, tmp_path: Path) -> None:
    result = run("git-setup", str(tmp_path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"Error: {tmp_path} is in no git repository")
    missing = run("git-setup", str(tmp_path / "nowhere"))
    assert missing.exit_code in (1, 2)
    assert len(missing.stderr.splitlines()) == 1


def test_real_git_merges_adjacent_additions_with_the_driver(repository: Run) -> None:
    folder = repository.library.parent
    repository.ok("git-setup")
    commit(repository, "add", "Moon (2009)", branch="main")
    commit(repository, "add", "Stalker (1979)", branch="side")
    git(folder, "checkout", "-q", "main")
    git(folder, "merge", "-q", "side")
    assert titles(repository) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}
    assert repository("doctor").stderr == "Nothing is wrong.\n"
    repository.ok("undo")
    assert titles(repository) == {"Alien", "Heat", "Ran", "Moon"}


def test_without_the_driver_a_library_with_conflict_markers_is_damage_and_sync_conflict_resolves_it(
    repository: Run,
) -> None:
    folder = repository.library.parent
    commit(repository, "add", "Moon (2009)", branch="main")
    commit(repository, "add", "Stalker (1979)", branch="side")
    git(folder, "merge", "-q", "main", fails=True)
    damaged = repository.library.read_bytes()
    result = repository("list")
    assert (result.exit_code, result.stdout) == (5, "")
    assert "watchlist sync --conflict" in result.stderr
    assert repository.library.read_bytes() == damaged
    repository.ok("sync", "--conflict")
    assert titles(repository) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}
    assert [kept.read_bytes() for kept in folder.glob("films.json.damaged-*")] == [damaged]
    assert repository("doctor").stderr == "Nothing is wrong.\n"
    repository.ok("undo")


def test_sync_conflict_without_markers_is_refused(pair: tuple[Run, Run]) -> None:
    result = pair[0]("sync", "--conflict")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "has no conflict markers" in result.stderr


def three(run: Run, tmp_path: Path) -> tuple[Path, Path, Path]:
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    for path in (base, ours, theirs):
        shutil.copy(run.library, path)
    return base, ours, theirs


@pytest.mark.parametrize(
    ("sides", "status", "said"),
    [
        ((("add", "Moon (2009)"), ("add", "Stalker (1979)")), 0, "their 4 is now 5"),
        ((("remove", "heat", "--yes"), ("edit", "heat", "--runtime", "9")), 1, "it stays"),
        ((("edit", "heat", "--runtime", "8"), ("edit", "heat", "--runtime", "9")), 1, "runtime"),
        (
            (
                ("place", "heat", "--before", "alien", "--in", "Mix"),
                ("place", "alien", "--before", "heat", "--in", "Mix"),
            ),
            1,
            "circle",
        ),
    ],
)
def test_merge_driver_writes_ours_exit_0_without_and_1_with_something_to_look_at(
    pair: tuple[Run, Run], tmp_path: Path, sides: Any, status: int, said: str
) -> None:
    base, ours, theirs = three(pair[0], tmp_path)
    for path, command in zip((ours, theirs), sides, strict=True):
        Run(path).ok(*command)
    shutil.rmtree(f"{ours}.backups")
    result = pair[0]("merge-driver", str(base), str(ours), str(theirs), "films.json")
    assert result.exit_code == status
    assert said in result.stderr
    assert Run(ours)("doctor").stderr == "Nothing is wrong.\n"
    assert not Path(f"{ours}.backups").exists()


def test_an_empty_base_is_a_union(pair: tuple[Run, Run], tmp_path: Path) -> None:
    base, ours, theirs = three(pair[0], tmp_path)
    base.write_bytes(b"")
    Run(ours).ok("remove", "ran", "--yes")
    Run(theirs).ok("add", "Stalker (1979)")
    assert pair[0]("merge-driver", str(base), str(ours), str(theirs)).exit_code == 0
    assert titles(Run(ours)) == {"Alien", "Heat", "Ran", "Stalker"}


def test_a_rebase_of_ten_commits_and_edit_against_delete_with_the_driver(repository: Run) -> None:
    folder = repository.library.parent
    repository.ok("git-setup")
    commit(repository, "add", "Moon (2009)", branch="main")
    for number in range(10):
        commit(repository, "add", f"Story {'abcdefghij'[number]} (2001)", branch="side")
    git(folder, "rebase", "-q", "main")
    assert len(titles(repository)) == 3 + 1 + 10
    commit(repository, "remove", "heat", "--yes", branch="main")
    commit(repository, "edit", "heat", "--runtime", "170", branch="side")
    git(folder, "merge", "-q", "main", fails=True)
    assert shown(repository, "heat")["runtime"] == 170


def test_parts_that_two_copies_cut_differently_are_pieces_of_which_each_is_one_record(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    ours.ok("add", "Clone (2008)", "--kind", "series", "--seasons", "22,22")
    sync(theirs, ours)
    ours.ok("watched", "clone s01e01..e05", "--on", "2020-01-01")
    theirs.ok("watched", "clone s01e03", "--on", "2021-01-01", "--rating", "4")
    for one, other in ((ours, theirs), (theirs, ours)):
        sync(one, other)
        seen = [(v["title"], v["watched_on"]) for v in one.json("log", "--film", "clone s01e03")]
        assert len(seen) == 2
        watched = [part["part"] for part in one.json("parts", "clone") if part["watched"]]
        assert watched == [f"S01E0{number}" for number in range(1, 6)]
    assert sync(ours, theirs)["changed"] is False
