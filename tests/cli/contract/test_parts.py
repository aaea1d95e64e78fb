"""Parts: seasons, episodes, segments. A test bears the sentence of the contract that it holds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import Run


@pytest.fixture
def knight(run: Run) -> Run:
    """A series of one season of six episodes."""
    run.ok("add", "Moon Knight (2022)", "--bare", "--seasons", "6")
    return run


@pytest.fixture
def clone_wars(run: Run) -> Run:
    """A series of three seasons in a franchise with its film."""
    run.ok("add", "The Clone Wars (2008)", "--bare", "--seasons", "22,22,22")
    run.ok("add", "Attack of the Clones (2002)", "--bare", "--franchise", "Star Wars")
    run.ok("franchise", "add", "star wars", "the clone wars")
    return run


def parts(run: Run, film: str, *fields: str) -> list[Any]:
    """Return fields of the parts of a film; of one field its values."""
    found = run.json("parts", film)
    return [part[fields[0]] if len(fields) == 1 else [part[f] for f in fields] for part in found]


def seen(run: Run, film: str) -> list[str]:
    return [part for part, is_seen in parts(run, film, "part", "watched") if is_seen]


def progress(run: Run, film: str) -> tuple[int, int | None]:
    found = run.json("show", film)["progress"]
    return found["seen"], found["of"]


# -- the model -------------------------------------------------------------------------------


def test_it_is_a_film_record_of_kind_season_episode_or_segment_with_whole_and_span(
    clone_wars: Run,
) -> None:
    clone_wars.ok("watched", "clone wars s1")
    clone_wars.ok("watched", "clone wars s2e1")
    clone_wars.ok("add", "The Godfather Part II (1974)", "--bare", "--runtime", "202")
    clone_wars.ok("watched", "godfather part ii ..22:05")
    found = [
        (record["kind"], record["whole"], record["part"])
        for name in ("clone wars s1", "clone wars s2e1", "godfather part ii ..22:05")
        for record in [clone_wars.json("show", name)]
    ]
    assert found == [("season", 1, "S01"), ("episode", 1, "S02E01"), ("segment", 5, "..0:22:05")]


def test_it_has_its_own_title_release_runtime_viewings_links_and_notes(knight: Run) -> None:
    facts = ["--title", "Summon the Suit", "--release", "2022-04-06", "--runtime", "52"]
    knight.ok("edit", "moon knight s1e2", *facts)
    knight.ok("note", "moon knight s1e2", "the chalice")
    knight.ok("link", "moon knight s1e2", "requires", "moon knight s1e1")
    knight.ok("watched", "moon knight s1e2", "--on", "2022-04-07")
    record = knight.json("show", "moon knight s1e2")
    assert (record["title"], record["release"], record["runtime"]) == (
        "Summon the Suit",
        "2022-04-06",
        52,
    )
    assert record["viewings"][0]["watched_on"] == "2022-04-07"
    assert record["notes"][0]["text"] == "the chalice"
    assert record["links"][0]["relation"] == "requires"


def test_a_part_exists_as_a_record_only_once_something_is_said_of_it(knight: Run) -> None:
    assert parts(knight, "moon knight", "id") == [None] * 6
    knight.ok("watched", "moon knight s1e2")
    assert [number is None for number in parts(knight, "moon knight", "id")] == [
        *(True, False, True, True, True, True)
    ]
    knight.ok("unwatch", "moon knight s1e2")
    assert parts(knight, "moon knight", "id") == [None] * 6
    assert knight.json("show", "moon knight s1e2")["id"] is None


def test_how_many_episodes_a_season_has_is_a_field_of_the_whole(run: Run) -> None:
    run.ok("add", "Shield (2013)", "--bare", "--seasons", "22,22,?")
    record = run.json("show", "shield")
    assert (record["seasons"], record["kind"]) == ([22, 22, None], "series")
    assert progress(run, "shield") == (0, None)
    run.ok("edit", "shield", "--seasons", "22,22,13")
    assert progress(run, "shield") == (0, 57)


def test_season_0_is_the_specials(knight: Run) -> None:
    knight.ok("watched", "moon knight s0e1")
    assert progress(knight, "moon knight") == (0, 6)
    assert parts(knight, "moon knight", "part")[-1] == "S00E01"


def test_spans_of_one_whole_that_are_records_may_touch_but_never_overlap(knight: Run) -> None:
    knight.ok("watched", "moon knight s1e1..e3", "--on", "2022-04-01")
    knight.ok("watched", "moon knight s1e2..e5", "--on", "2022-04-02")
    records = knight.json("list", "--kind", "episode")
    assert [film["part"] for film in records] == ["S01E01", "S01E02..S01E03", "S01E04..S01E05"]


def test_naming_a_smaller_piece_of_a_record_splits_what_was_said_of_the_larger_one(
    knight: Run,
) -> None:
    knight.ok("watched", "moon knight s1", "--on", "2022-05-05", "--rating", "4")
    knight.ok("edit", "moon knight s1e3", "--title", "The Friendly Type")
    found = parts(knight, "moon knight", "watched_on", "rating")
    assert found == [["2022-05-05", 4.0]] * 6


def test_a_viewing_of_a_season_is_a_viewing_of_every_episode_of_it(knight: Run) -> None:
    knight.ok("watched", "moon knight s1")
    assert seen(knight, "moon knight") == [f"S01E0{number}" for number in range(1, 7)]
    assert knight.json("show", "moon knight s1e4")["watched"] is True


def test_a_film_that_is_a_part_is_never_on_the_watchlist_nor_in_list_unless_asked(
    knight: Run,
) -> None:
    knight.ok("edit", "moon knight s1e2", "--title", "Summon the Suit")
    assert [film["title"] for film in knight.json("list", "--all")] == ["Moon Knight"]
    assert knight.json("list")[0]["progress"] == {"seen": 0, "of": 6}
    asked = knight.json("list", "--kind", "episode")
    assert [(film["title"], film["to_watch"]) for film in asked] == [("Summon the Suit", False)]
    refused = knight("edit", "moon knight s1e2", "--to-watch")
    assert refused.exit_code == 1


# -- writing a part --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "part"),
    [
        *(("s2", "S02"), ("SEASON 2", "S02"), ("S02E16", "S02E16"), ("2x16", "S02E16")),
        *(("s2 e16", "S02E16"), ("s02e16a", "S02E16a"), ("s01e01..e15", "S01E01..S01E15")),
        *(("s01e01..s02e03", "S01E01..S02E03"), ("s1..s2", "S01..S02")),
    ],
)
def test_film_part_wherever_film_is_asked_for_whatever_its_case(
    clone_wars: Run, written: str, part: str
) -> None:
    assert clone_wars.json("show", f"clone wars {written}")["part"] == part
    clone_wars.ok("watched", f"CLONE WARS {written}")
    assert clone_wars.json("show", f"clone wars {written}")["watched"] is True


def test_e16_is_an_episode_of_a_series_of_one_season(knight: Run) -> None:
    assert knight.json("show", "moon knight e3")["part"] == "S01E03"


def test_e16_is_an_absolute_number_when_the_series_has_no_seasons(run: Run) -> None:
    run.ok("add", "One Piece (1999)", "--bare", "--kind", "series")
    run.ok("watched", "one piece e1..e61")
    assert run.json("show", "one piece e1..e61")["part"] == "E01..E61"
    run.ok("edit", "one piece", "--seasons", "61,16")
    assert progress(run, "one piece") == (61, 77)
    assert run.json("list", "--kind", "season")[0]["part"] == "S01"


def test_e16_of_a_series_of_several_seasons_says_too_little(clone_wars: Run) -> None:
    result = clone_wars("watched", "clone wars e16")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "which of the 3 seasons" in result.stderr


def test_minutes_of_a_film_have_an_open_end_that_is_the_films(run: Run) -> None:
    run.ok("add", "The Godfather Part II (1974)", "--bare", "--runtime", "202")
    run.ok("watched", "godfather part ii ..22:05")
    run.ok("watched", "godfather part ii 0:22:05..1:57:16")
    assert run.json("show", "godfather part ii")["watched"] is False
    run.ok("watched", "godfather part ii 1:57:16..")
    assert run.json("show", "godfather part ii")["watched"] is True


def test_the_title_of_a_part_names_it(run: Run) -> None:
    run.ok(
        "add", "The Animatrix (2003)", "--bare", "--parts", "-", input="Osiris\nA Detective Story\n"
    )
    assert run.json("show", "the animatrix a detective story")["part"] == "2"
    assert run.json("show", "a detective story")["part"] == "2"


def test_a_title_that_looks_like_a_part_is_a_title(knight: Run) -> None:
    knight.ok("add", "Moon Knight S1E1 (2023)", "--bare")
    assert knight.json("show", "moon knight s1e1")["year"] == 2023


REFUSED = [
    *(("s1e", 2), ("s01e03..e02", 2), ("s2..s1", 2), ("s0..s1", 2), ("s1e1..x", 2)),
    *(("s2", 3), ("s1e7", 3), ("s1e5..e9", 3), ("..22:05", 3), ("1x99", 3)),
]


@pytest.mark.parametrize(("piece", "status"), REFUSED)
def test_a_span_that_cannot_be_read_is_exit_2_a_piece_that_the_whole_does_not_have_exit_3(
    knight: Run, piece: str, status: int
) -> None:
    before = knight.library.read_bytes()
    for command in (
        ["watched", f"moon knight {piece}"],
        ["watched", f"moon knight {piece}", "--add"],
        ["show", f"moon knight {piece}"],
    ):
        if command[-1] == "--add" and knight("watched", "--help").stdout.count("--add") == 0:
            continue
        result = knight(*command)
        assert (result.exit_code, result.stdout) == (status, ""), command
        assert result.stderr.count("\n") == 1
    assert knight.library.read_bytes() == before


def test_a_season_of_a_film_is_exit_3(run: Run) -> None:
    run.ok("add", "Alien (1979)", "--bare")
    result = run("watched", "alien s1")
    assert (result.exit_code, result.stdout) == (3, "")
    assert "it is no series" in result.stderr


def test_a_span_that_overlaps_a_record_and_cannot_be_split_without_losing_is_exit_1(
    knight: Run,
) -> None:
    knight.ok("edit", "moon knight s1e1..e2", "--title", "Pilot")
    before = knight.library.read_bytes()
    result = knight("watched", "moon knight s1e2..e3")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "has a title of its own" in result.stderr
    assert knight.library.read_bytes() == before


def test_parts_prints_titles_dates_and_what_is_seen(knight: Run) -> None:
    knight.ok("edit", "moon knight s1e2", "--title", "Summon the Suit", "--release", "2022-04-06")
    knight.ok("watched", "moon knight s1e1", "--on", "2022-03-30", "--rating", "4")
    assert knight.ok("parts", "moon knight") == (
        "Moon Knight (2022) · 1 of 6\n"
        "\n"
        "  Part            Title            Release     Seen\n"
        "  S01E01                                       2022-03-30 ★★★★\n"
        "  S01E02          Summon the Suit  2022-04-06\n"
        "  S01E03..S01E06\n"
    )
    assert knight.json("parts", "moon knight")[1] == {
        "part": "S01E02",
        "title": "Summon the Suit",
        "release": "2022-04-06",
        "runtime": None,
        "watched": False,
        "watched_on": None,
        "rating": None,
        "id": 2,
    }


def test_a_titled_segment_without_minutes_is_a_part_by_its_number(run: Run) -> None:
    titles = "Final Flight of the Osiris\n\nThe Second Renaissance Part I\nKid's Story\n"
    run.ok("add", "The Animatrix (2003)", "--bare", "--parts", "-", input=titles)
    assert parts(run, "animatrix", "part", "title") == [
        ["1", "Final Flight of the Osiris"],
        ["2", "The Second Renaissance Part I"],
        ["3", "Kid's Story"],
    ]
    run.ok("watched", "animatrix 2")
    assert progress(run, "animatrix") == (1, 3)
    run.ok("watched", "animatrix 1..3")
    assert run.json("show", "animatrix")["watched"] is True
