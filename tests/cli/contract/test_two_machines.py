"""The contract on one library on two machines: ``sync``, ``merge-driver``, ``git-setup``.

The name of a test is the sentence that it holds.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import watchlist
from tests.conftest import TODAY, Run
from watchlist.cli import clock

HISTORY = b',\n"history": {'
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


@pytest.mark.parametrize(
    "name",
    ["films.sync-conflict-20230324-101500-ABCDEFG.json", "films (Ann's conflicted copy 2023).json"],
)
def test_a_laptop_and_a_desktop_share_the_file_by_git_dropbox_or_syncthing_or_a_stick(
    pair: tuple[Run, Run], name: str
) -> None:
    ours, theirs = pair  # by git: below; by a stick: most tests here
    theirs.ok("add", "Stalker (1979)")
    shutil.copy(theirs.library, ours.library.with_name(name))
    ours.ok("add", "Moon (2009)")
    command = shlex.split(ours("doctor").stdout.split("“")[1].split("”")[0])
    assert command[:2] == ["watchlist", "sync"]
    ours.ok(*command[1:])
    assert titles(ours) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}


def test_whoever_writes_last_wins_or_git_stops_nothing_may_be_lost_then(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)", "--tag", "small")
    ours.ok("watched", "heat", "--on", "2020-01-02", "--note", "loud")
    theirs.ok("add", "Stalker (1979)", "--note", "long")
    theirs.ok("watched", "heat", "--on", "2021-01-02", "--rating", "4")
    copy = Run(theirs.library.with_name("copy.json"))
    shutil.copy(theirs.library, copy.library)
    sync(copy, ours)
    sync(ours, theirs)
    for run in (ours, copy):
        assert titles(run) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}
        assert [v["watched_on"] for v in shown(run, "heat")["viewings"]] == [
            "2020-01-02",
            "2021-01-02",
        ]
        assert [note["text"] for note in shown(run, "stalker")["notes"]] == ["long"]


def test_every_record_has_a_uid_sorted_by_time_for_machines(pair: tuple[Run, Run]) -> None:
    ours, _ = pair
    ours.ok("link", "heat", "remake-of", "ran")
    ours.ok("add", "Moon (2009)")
    content = json.loads(ours.library.read_bytes())
    records = [
        (name, uid)
        for name in ("films", "links", "franchises", "lists")
        for uid in (record["uid"] for record in content[name].values())
    ]
    assert all(re.fullmatch("[0-9A-HJKMNP-TV-Z]{26}", uid) for _, uid in records)
    assert len({uid for _, uid in records}) == len(records) == 4 + 1 + 1 + 1
    films = [uid for name, uid in records if name == "films"]
    assert films == sorted(films)
    assert films[-1] == max(uid for _, uid in records)


def test_numbers_stay_for_people(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    theirs.ok("add", "Stalker (1979)")
    sync(ours, theirs)
    assert shown(ours, "id:4")["title"] == "Stalker"
    uid = json.loads(ours.library.read_bytes())["films"]["4"]["uid"]
    for command in (("list", "--all"), ("show", "stalker"), ("history",)):
        assert uid not in ours.ok(*command)


def test_viewings_notes_and_credits_have_none_they_are_told_apart_by_what_they_say(
    pair: tuple[Run, Run],
) -> None:
    for run in pair:
        run.ok("watched", "heat", "--on", "2020-01-02", "--rating", "4")
        run.ok("note", "heat", "loud", "--on", "2020-01-02")
        run.ok("credit", "heat", "Ann", "--as", "director")
    pair[1].ok("note", "heat", "long", "--on", "2020-01-02")
    sync(*pair)
    film = shown(pair[0], "heat")
    assert [viewing["rating"] for viewing in film["viewings"]] == [4]
    assert [note["text"] for note in film["notes"]] == ["loud", "long"]
    assert [credit["name"] for credit in film["credits"]] == ["Ann"]
    record = json.loads(pair[0].library.read_bytes())["films"]["2"]
    said = [*record["viewings"], *record["notes"], *record["credits"]]
    assert not any("uid" in one for one in said)


def test_the_base_is_the_last_state_that_both_copies_share_found_by_their_histories(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    theirs.ok("edit", "heat", "--tag", "noir")
    sync(ours, theirs)
    ours.ok("edit", "heat", "--clear", "tags")  # after the last state: a change, not a gap
    theirs.ok("add", "Stalker (1979)")
    sync(ours, theirs)
    assert shown(ours, "heat")["tags"] == []


def test_a_step_with_the_same_command_moment_and_state_is_what_both_share(
    pair: tuple[Run, Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = pair
    noon = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)
    monkeypatch.setattr(clock, "now", lambda: noon)
    for run, runtime in ((ours, "170"), (theirs, "171")):
        run.ok("edit", "heat", "--runtime", runtime, "--tag", "noir")
        run.ok("edit", "heat", "--runtime", "100")
    # the last step of both has one command and one moment, and the libraries are the same
    for run in pair:
        run.ok("edit", "ran", "--runtime", "100" if run is ours else "101")
    theirs.ok("edit", "heat", "--clear", "tags")
    sync(ours, theirs)
    assert shown(ours, "heat")["tags"] == []


def test_both_add_a_film_and_both_give_it_the_same_number(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("add", "Stalker (1979)")
    theirs.ok("lists", "add", "Evenings", "stalker")
    assert sync(ours, theirs)["renumbered"] == ["Stalker (1979): their 4 is now 5."]
    assert shown(ours, "moon")["id"] == 4
    assert [film["id"] for film in ours.json("lists", "show", "Evenings")] == [1, 2, 5]


def test_records_are_matched_by_uid_then_by_site_id_then_by_title_and_year_the_identity_rule(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)", "--tag", "space")
    theirs.ok("add", "Stalker (1979)")
    theirs.ok("add", "Moon (2009)", "--tag", "small")
    ours.ok("add", "Dune: Part One (2021)", "--imdb", "tt1160419", "--tag", "sand")
    theirs.ok("add", "Dune (2021)", "--imdb", "tt1160419", "--where", "disc")
    theirs.ok("edit", "heat", "--title", "Hitze (1996)", "--tag", "noir")
    sync(ours, theirs)
    assert titles(ours) == {"Alien", "Hitze", "Ran", "Moon", "Stalker", "Dune"}
    assert set(shown(ours, "moon")["tags"]) == {"space", "small"}
    assert (shown(ours, "dune")["tags"], shown(ours, "dune")["where"]) == (["sand"], ["disc"])
    assert (shown(ours, "hitze")["id"], shown(ours, "hitze")["tags"]) == (2, ["noir"])


def test_two_ids_of_one_site_with_one_title_and_year_are_two_films(pair: tuple[Run, Run]) -> None:
    for run, imdb in zip(pair, ("tt1160419", "tt1160420"), strict=True):
        run.ok("add", "Dune (2021)", "--imdb", imdb)
    sync(*pair)
    films = [film for film in pair[0].json("list", "--all") if film["title"] == "Dune"]
    assert [film["imdb"] for film in films] == ["tt1160419", "tt1160420"]
    assert pair[0]("doctor").stderr == "Nothing is wrong.\n"


def test_numbers_that_clash_theirs_get_new_ones_with_every_reference(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("add", "Stalker (1979)", "--franchise", "Mix", "--before", "alien")
    theirs.ok("lists", "add", "Evenings", "stalker")
    theirs.ok("link", "stalker", "remake-of", "ran")
    theirs.ok("franchise", "arrange", "Mix", "mine", "stalker", "heat")
    theirs.ok("franchise", "skip", "Mix", "stalker")
    theirs.ok("add", "Wire (2002)", "--kind", "series", "--seasons", "3")
    theirs.ok("watched", "wire s01e02", "--on", "2020-01-02")
    sync(ours, theirs)
    for command in (
        ("lists", "show", "Evenings"),
        ("order", "Mix", "--by", "mine"),
        ("order", "Mix"),
        ("show", "ran"),
        ("log",),
    ):
        here, there = (
            re.sub(r'"(id|film|whole|number)": \d+', "", run.ok(*command, "--format", "json"))
            for run in pair
        )
        assert here == there, command
    assert "Moon" not in ours.ok("lists", "show", "Evenings")


def test_the_report_says_their_14_is_now_213(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("add", "Stalker (1979)")
    assert ours("sync", str(theirs.library)).stderr == "Stalker (1979): their 4 is now 5.\n"


def test_both_changed_it_alike_taken(pair: tuple[Run, Run]) -> None:
    for run in pair:
        run.ok("edit", "heat", "--runtime", "170", "--original-title", "Hitze")
    assert sync(*pair)["conflicts"] == []
    assert (shown(pair[0], "heat")["runtime"], shown(pair[0], "heat")["notes"]) == (170, [])


def test_sync_file_brings_another_copy_of_this_library_into_this_one(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    theirs.ok("add", "Stalker (1979)")
    there = theirs.library.read_bytes()
    result = ours("sync", str(theirs.library))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"Brought in {theirs.library}: 1 added (Stalker (1979)).\n"
    assert titles(ours) == {"Alien", "Heat", "Ran", "Stalker"}
    assert theirs.library.read_bytes() == there


def test_both_writes_the_result_to_both(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("add", "Stalker (1979)")
    sync(ours, theirs, "--both")
    assert ours.ok("export", "--to", "json") == theirs.ok("export", "--to", "json")
    assert titles(theirs) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}
    theirs.ok("undo")
    assert titles(theirs) == {"Alien", "Heat", "Ran", "Stalker"}


def test_both_says_that_the_other_copy_has_what_is_new_only_where_it_had_not(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    path, nothing = theirs.library, f"{theirs.library}: nothing is new here."
    assert ours.ok("sync", str(path), "--both", "--dry-run") == f"{nothing}\n"
    assert ours.ok("sync", str(path), "--both") == f"{nothing} It has what is new now.\n"
    before = [run.library.read_bytes() for run in pair]
    assert ours.ok("sync", str(path), "--both") == f"{nothing}\n"
    assert [run.library.read_bytes() for run in pair] == before


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
def test_both_differently_the_later_steps_value_wins_the_other_is_named_in_the_report(
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


def test_and_kept_as_a_dated_note_of_the_film_when_it_is_text(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("edit", "heat", "--original-title", "Hitze")
    theirs.ok("edit", "heat", "--original-title", "Calore")
    sync(ours, theirs)
    (note,) = shown(ours, "heat")["notes"]
    assert (note["text"], note["on"]) == ("Original title in another copy: Hitze", str(TODAY))


def test_sets_tags_aliases_genres_places_and_viewings_are_united_less_what_a_side_removed(
    pair: tuple[Run, Run],
) -> None:
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


@pytest.mark.parametrize("late", [0, 1])
@pytest.mark.parametrize(
    ("change", "values", "said"),
    [
        (("--describe",), ("One", "Two"), "description of alt: “Two” came later than “One”"),
        (("--rename",), ("one", "two"), "name of the continuity alt: “two” came later than “one”"),
        (
            ("heat", "--weight"),
            ("filler", "optional"),
            "weight of Heat in alt: “optional” came later than “filler”",
        ),
    ],
)
def test_of_a_continuity_too_the_later_steps_value_wins_whichever_copy_changed_last(
    pair: tuple[Run, Run], late: int, change: tuple[str, ...], values: tuple[str, str], said: str
) -> None:
    ours, theirs = pair
    ours.ok("franchise", "continuity", "Mix", "alt", "heat")
    sync(theirs, ours)
    for run, value in zip((pair[1 - late], pair[late]), values, strict=True):
        run.ok("franchise", "continuity", "Mix", "alt", *change, value)
    pair[1 - late].ok("edit", "ran", "--runtime", "160")  # later still, and another thing
    assert sync(ours, theirs)["conflicts"] == [f"Mix: both changed the {said}."]
    assert values[1] in ours.ok("franchise", "show", "Mix")


@pytest.mark.parametrize("late", [0, 1])
def test_of_two_sequences_of_one_order_the_later_one_holds(
    pair: tuple[Run, Run], late: int
) -> None:
    for run, films in (
        (pair[1 - late], ("ran", "heat", "alien")),
        (pair[late], ("heat", "alien", "ran")),
    ):
        run.ok("franchise", "arrange", "Mix", "mine", *films)
    pair[1 - late].ok("edit", "ran", "--runtime", "160")
    assert sync(*pair)["conflicts"] == [
        "Mix: both changed the sequence of mine: the one that came later holds."
    ]
    assert pair[0].titles("Mix", "--by", "mine") == ["Heat", "Alien", "Ran"]


@pytest.mark.parametrize("deletes", [0, 1])
def test_what_one_side_took_out_of_a_franchise_and_the_other_changed_stays(
    pair: tuple[Run, Run], deletes: int
) -> None:
    ours, theirs = pair
    ours.ok("franchise", "arrange", "Mix", "mine", "ran", "heat", "alien")
    ours.ok("franchise", "continuity", "Mix", "alt", "heat")
    sync(theirs, ours)
    keeps = pair[1 - deletes]
    pair[deletes].ok("franchise", "disarrange", "Mix", "mine")
    pair[deletes].ok("franchise", "continuity", "Mix", "alt", "--delete")
    keeps.ok("franchise", "arrange", "Mix", "mine", "heat", "ran", "alien")
    keeps.ok("franchise", "continuity", "Mix", "alt", "ran")
    assert sync(ours, theirs)["conflicts"] == [
        f"The {what} of Mix was removed in one copy and changed in the other: it stays."
        for what in ("continuity alt", "order mine")
    ]
    assert ours.titles("Mix", "--by", "mine") == ["Heat", "Ran", "Alien"]
    assert ours.titles("Mix:alt") == ["Ran", "Heat"]


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


def test_ordered_things_lists_arranged_orders_merge_like_text(pair: tuple[Run, Run]) -> None:
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


def test_blocks_merge_like_text_kept_order_new_ones_where_they_stood(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("place", "ran", "heat", "--before", "alien", "--in", "Mix")
    sync(theirs, ours)
    ours.ok("add", "Moon (2009)", "--franchise", "Mix")
    ours.ok("place", "moon", "ran", "heat", "--before", "alien", "--in", "Mix")
    theirs.ok("add", "Stalker (1979)", "--franchise", "Mix")
    theirs.ok("place", "ran", "stalker", "heat", "--before", "alien", "--in", "Mix")
    assert sync(ours, theirs, "--both")["conflicts"] == []
    order = ["Moon", "Ran", "Stalker", "Heat", "Alien"]
    assert [run.titles("Mix") for run in pair] == [order, order]


@pytest.mark.parametrize("late", [0, 1])
def test_placements_that_together_make_a_circle_the_ones_made_later_go_and_are_named_in_the_report(
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


def test_steps_of_the_same_second_are_told_apart_by_their_uids_so_that_direction_never_matters(
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


def test_one_undo_step(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("add", "Stalker (1979)")
    before, steps = ours.ok("export", "--to", "json"), len(ours.json("history"))
    sync(ours, theirs)
    assert len(ours.json("history")) == steps + 1
    ours.ok("undo")
    assert ours.ok("export", "--to", "json") == before
    ours.ok("redo")
    assert titles(ours) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}


def test_ours_stays_the_history(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("edit", "heat", "--runtime", "170")
    theirs.ok("add", "Stalker (1979)")
    before = ours.json("history")
    sync(ours, theirs)
    *kept, last = ours.json("history")
    assert kept == before
    assert last["command"] == f"sync {theirs.library} --format json"


def test_the_state_of_the_last_step_is_that_of_the_file_so_undo_works_at_once(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)")
    theirs.ok("edit", "heat", "--runtime", "170")
    sync(ours, theirs, "--both")
    for run in pair:
        text = run.library.read_bytes()
        *_, last = json.loads(text)["history"].values()
        assert last["state"] == f"{zlib.crc32(text[: text.rindex(HISTORY)]):08x}"
        run.ok("undo")


def test_the_result_passes_doctor(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    ours.ok("edit", "heat", "--title", "Moon (2009)")
    theirs.ok("add", "Moon (2009)", "--tag", "small")
    ours.ok("edit", "alien", "--imdb", "tt0078748")
    theirs.ok("edit", "ran", "--imdb", "tt0078748")
    theirs.ok("franchise", "add", "Second", "moon")
    ours.ok("franchise", "rename", "Mix", "Second")
    found = sync(ours, theirs)
    assert found["notices"] == ["Moon (2009) was there twice: it is one film now."]
    assert found["conflicts"] == [
        "Alien (1979) has the imdb id tt0078748 no longer: Ran (1985) got it later.",
        "Each copy had a franchise Second of its own: the one that was named later is Second (2).",
    ]
    assert ours("doctor").stderr == "Nothing is wrong.\n"
    assert shown(ours, "moon")["tags"] == ["small"]
    assert [len(ours.titles(name)) for name in ("Second", "Second (2)")] == [1, 3]
    assert sync(ours, theirs)["changed"] is False


def test_merging_in_either_direction_gives_the_same_records_numbers_aside(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    ours.ok("add", "Moon (2009)", "--after", "heat")
    theirs.ok("add", "Stalker (1979)", "--before", "heat")
    ours.ok("edit", "ran", "--runtime", "160")
    theirs.ok("edit", "ran", "--runtime", "161")
    copy = Run(theirs.library.with_name("copy.json"))
    shutil.copy(theirs.library, copy.library)
    sync(copy, ours)
    sync(ours, theirs)
    assert [run.titles("Mix") for run in (ours, copy)] == [copy.titles("Mix")] * 2
    for title in titles(ours) | titles(copy):
        here, there = ({**shown(run, title), "id": None} for run in (ours, copy))
        assert here == there


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


def test_a_sync_records_the_other_sides_last_step(pair: tuple[Run, Run]) -> None:
    ours, theirs = pair
    theirs.ok("add", "Stalker (1979)")
    sync(ours, theirs)
    (*_, there), (*_, here) = (
        json.loads(run.library.read_bytes())["history"].values() for run in (theirs, ours)
    )
    assert here["synced"] == {name: there[name] for name in ("command", "when", "state")}


def test_so_that_the_next_one_in_either_direction_finds_its_base_although_numbers_differ(
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


def test_else_the_base_is_found_by_the_newest_backup_that_is_an_ancestor_of_both(
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


def test_a_copy_that_is_the_same_file_by_another_path_one_clear_sentence(
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
def test_a_copy_from_a_newer_schema_a_copy_that_is_no_library_one_clear_sentence_each(
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


def test_a_library_whose_clock_is_ahead_one_clear_sentence(
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


def test_a_file_that_is_not_there_is_wrong_usage_and_both_names_how_to_begin(
    run: Run, tmp_path: Path
) -> None:
    run.ok("add", "Heat (1995)")
    path = str(tmp_path / "a stick" / "library.json")
    for options, said in (((), ""), (("--both",), f"; “watchlist backup '{path}'” puts a first")):
        result = run("sync", path, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"There is no file {path}{said}" in result.stderr
    folder = run("sync", str(tmp_path))
    assert (folder.exit_code, len(folder.stderr.splitlines())) == (2, 1)


# -- conflict copies and markers -------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "films.sync-conflict-20230324-101500-ABCDEFG.json",
        "films (conflicted copy 2023-03-24).json",
        "films (Ann's conflicted copy 2023-03-24).json",
        "films (1).json",
        "films (In Konflikt stehende Kopie von Ann 2023-03-24).json",
        "films (Copie en conflit de Ann 2023-03-24).json",
        "films (Ann の競合コピー 2023-03-24).json",
        "films_conflict-20230324-101500.json",
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


def test_git_setup_folder_writes_gitattributes_and_the_repositorys_configuration(
    repository: Run,
) -> None:
    folder = repository.library.parent
    repository.ok("git-setup", str(folder))
    assert (folder / ".gitattributes").read_text() == "films.json merge=watchlist\n"
    driver = git(folder, "config", "merge.watchlist.driver").strip()
    assert driver == "watchlist merge-driver %O %A %B %P"
    assert repository("git-setup").exit_code == 0
    assert (folder / ".gitattributes").read_text() == "films.json merge=watchlist\n"


def test_git_setup_says_what_it_did(repository: Run) -> None:
    path = repository.library.with_name(".gitattributes")
    driver = "Set merge.watchlist.driver in this copy of the repository to “watchlist merge-driver"
    assert repository.ok("git-setup").splitlines() == [
        f"{driver} %O %A %B %P”.",
        f"Added “films.json merge=watchlist” in {path}: commit that file.",
    ]
    assert repository.ok("git-setup").splitlines()[1] == (
        f"There already is “films.json merge=watchlist” in {path}: commit that file."
    )


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


def test_criss_cross_merges_with_the_driver(repository: Run) -> None:
    folder = repository.library.parent
    repository.ok("git-setup")
    commit(repository, "add", "Moon (2009)", branch="main")
    commit(repository, "add", "Stalker (1979)", branch="side")
    for branch in ("main", "side"):  # each merges what the other was, so they have two bases
        git(folder, "branch", "-f", f"old-{branch}", branch)
    for branch, other in (("main", "side"), ("side", "main")):
        git(folder, "checkout", "-q", branch)
        git(folder, "merge", "-q", "--no-ff", f"old-{other}")
    commit(repository, "watched", "heat", "--on", "2020-01-02", branch="main")
    commit(repository, "remove", "ran", "--yes", branch="side")
    git(folder, "merge", "-q", "main")
    assert titles(repository) == {"Alien", "Heat", "Moon", "Stalker"}
    assert shown(repository, "heat")["watched"] is True
    assert len(repository.json("list", "--all")) == 4
    assert repository("doctor").stderr == "Nothing is wrong.\n"


def test_a_rebase_of_ten_commits_with_the_driver(repository: Run) -> None:
    folder = repository.library.parent
    repository.ok("git-setup")
    commit(repository, "add", "Moon (2009)", branch="main")
    for number in range(10):
        commit(repository, "add", f"Story {'abcdefghij'[number]} (2001)", branch="side")
    git(folder, "rebase", "-q", "main")
    films = repository.json("list", "--all")
    assert len({film["title"] for film in films}) == len(films) == 3 + 1 + 10
    assert repository("doctor").stderr == "Nothing is wrong.\n"
    repository.ok("undo")


def test_edit_against_delete_with_the_driver_stops_git_with_the_merged_library_in_place(
    repository: Run,
) -> None:
    folder = repository.library.parent
    repository.ok("git-setup")
    commit(repository, "remove", "heat", "--yes", branch="main")
    commit(repository, "edit", "heat", "--runtime", "170", branch="side")
    git(folder, "merge", "-q", "main", fails=True)
    assert shown(repository, "heat")["runtime"] == 170
    git(folder, "add", repository.library.name)
    git(folder, "commit", "-qm", "Heat stays")


def test_a_library_with_conflict_markers_is_damage_exit_5_whose_message_names_sync(
    repository: Run,
) -> None:
    damaged = conflicted(repository)
    for command in (("list",), ("add", "Dune (2021)"), ("doctor",), ("undo",), ()):
        result = repository(*command)
        assert (result.exit_code, result.stdout) == (5, "")
        assert result.stderr.splitlines() == [
            f"Error: The library {repository.library} is damaged: git left two versions of it in "
            "one file.",
            "To make one of them, with all that both have: watchlist sync --conflict",
        ]
    assert repository.library.read_bytes() == damaged


def conflicted(repository: Run, style: str = "merge") -> bytes:
    """Let git leave its markers in the library, and return the text."""
    folder = repository.library.parent
    commit(repository, "add", "Moon (2009)", branch="main")
    commit(repository, "add", "Stalker (1979)", branch="side")
    git(folder, "config", "merge.conflictStyle", style)
    git(folder, "merge", "-q", "main", fails=True)
    return repository.library.read_bytes()


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_sync_conflict_resolves_it_in_place_with_the_two_sides_taken_from_the_file_keeping_a_backup(
    repository: Run, style: str
) -> None:
    damaged = conflicted(repository, style)
    repository.ok("sync", "--conflict")
    assert titles(repository) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}
    kept = repository.library.parent.glob("films.json.damaged-*")
    assert [path.read_bytes() for path in kept] == [damaged]
    assert repository("doctor").stderr == "Nothing is wrong.\n"
    repository.ok("undo")
    assert titles(repository) == {"Alien", "Heat", "Ran", "Stalker"}


def test_sync_conflict_resolves_where_one_side_has_nothing_new(pair: tuple[Run, Run]) -> None:
    ours = pair[0]
    text = ours.library.read_bytes()
    line = b'"history": {'
    marked = b"<<<<<<< HEAD\n" + line + b"\n=======\n" + line + b"\n>>>>>>> side"
    ours.library.write_bytes(text.replace(line, marked))
    assert ours("list").exit_code == 5
    assert ours.ok("sync", "--conflict").endswith("nothing is new here.\n")
    assert ours.library.read_bytes() == text


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_files_with_gits_conflict_markers_beside_the_library_are_brought_in_by_the_named_command(
    repository: Run, style: str
) -> None:
    marked = repository.library.with_name("films_LOCAL_1.json")
    marked.write_bytes(conflicted(repository, style))
    git(repository.library.parent, "checkout", "-qf", "main")
    found = repository("doctor")
    assert found.exit_code == 1
    assert f"watchlist sync {marked}”" in found.stdout.replace("\n", " ")
    text = marked.read_bytes()
    refused = repository("sync", str(marked), "--both")
    assert (refused.exit_code, refused.stdout) == (5, "")
    assert f"Make one of them first: watchlist --library {marked} sync --conflict" in refused.stderr
    repository.ok("sync", str(marked))
    assert titles(repository) == {"Alien", "Heat", "Ran", "Moon", "Stalker"}
    assert marked.read_bytes() == text


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
def test_merge_driver_writes_ours_exit_0_without_and_1_with_something_to_look_at_which_it_prints(
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


def test_new_numbers_alone_are_0(pair: tuple[Run, Run], tmp_path: Path) -> None:
    base, ours, theirs = three(pair[0], tmp_path)
    Run(ours).ok("add", "Moon (2009)")
    Run(theirs).ok("add", "Stalker (1979)")
    result = pair[0]("merge-driver", str(base), str(ours), str(theirs))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{ours}: Stalker (1979): their 4 is now 5.\n"


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


def test_what_was_said_of_a_part_is_said_of_each_piece_whichever_copy_cut_it(
    pair: tuple[Run, Run],
) -> None:
    ours, theirs = pair
    ours.ok("add", "Clone (2008)", "--kind", "series", "--seasons", "3,3")
    sync(theirs, ours)
    ours.ok("place", "clone s01", "--before", "alien", "--in", "Mix")
    ours.ok("note", "clone s01", "the best one")
    theirs.ok("watched", "clone s01e02..e03", "--on", "2021-01-01")
    theirs.ok("watched", "clone s01e03..s02e01", "--on", "2022-01-01")
    copy = Run(theirs.library.with_name("copy.json"))
    shutil.copy(theirs.library, copy.library)
    sync(copy, ours)
    assert sync(ours, theirs)["added"] == 3
    for run in (ours, copy):
        assert run.titles("Mix", "--no-fold")[:3] == ["Clone"] * 3
        parts = [part for part in run.json("parts", "clone") if part["id"]]
        assert [part["part"] for part in parts] == ["S01E01", "S01E02", "S01E03", "S02E01"]
        assert run.json("show", "clone s01e01")["notes"][0]["text"] == "the best one"
        assert run("doctor").stderr == "Nothing is wrong.\n"
    assert sync(ours, theirs)["changed"] is False
