"""Parts are treated as films are: in every command, in every rule of an order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.parts import parts, progress, rows, seen
from tests.conftest import Run


@pytest.fixture
def tale(run: Run) -> Run:
    """Return a franchise of a series of two seasons of four episodes and two later films."""
    run.ok("add", "Series (2010)", "--bare", "--seasons", "4,4", "--franchise", "Tale")
    run.ok("add", "Heat (2011)", "Alien (2012)", "--bare", "--franchise", "Tale")
    return run


def story(run: Run, *args: str) -> list[str]:
    return rows(run, *(args or ("tale",)))


def entry(run: Run, part: str, *args: str) -> dict[str, Any]:
    """Return the row of a part."""
    [table] = run.json("order", *(args or ("tale",)))["tables"]
    [found] = [one for one in table["entries"] if one.get("part") == part]
    return dict(found)


# -- what story orders are made of -----------------------------------------------------------


def test_the_clone_wars_is_told_s02e16_s01e16_the_film_s03e01(run: Run) -> None:
    run.ok("add", "Clone Wars (2008)", "--bare", "--seasons", "22,22,22", "--franchise", "Wars")
    run.ok("add", "The Film (2008)", "--bare", "--franchise", "Wars")
    run.ok("place", "clone wars s2e16", "clone wars s1e16", "--before", "the film")
    run.ok("place", "the film", "--first")
    run.ok("place", "clone wars s3e1", "--after", "the film")
    assert rows(run, "wars")[:4] == ["S02E16", "S01E16", "The Film", "S03E01"]


def test_agents_of_shield_pauses_for_the_winter_soldier(run: Run) -> None:
    run.ok("add", "Shield (2013)", "--bare", "--seasons", "22,22", "--franchise", "MCU")
    run.ok("add", "The Winter Soldier (2014)", "--bare", "--franchise", "MCU")
    run.ok("place", "winter soldier", "--after", "shield s1e16")
    assert rows(run, "mcu") == ["S01E01..S01E16", "The Winter Soldier", "S01E17..S02E22"]


def test_the_godfather_part_ii_is_two_stories_cut_into_one_film(run: Run) -> None:
    films = ["The Godfather (1972)", "The Godfather Part II (1974)"]
    run.ok("add", *films, "--bare", "--franchise", "Corleone")
    run.ok("edit", "part ii", "--runtime", "202")
    run.ok("place", "part ii 0:22:05..1:57:16", "--before", "the godfather (1972)")
    found = rows(run, "corleone")
    assert found == ["0:22:05..1:57:16", "The Godfather", "..0:22:05", "1:57:16.."]
    run.ok("watched", "part ii 1:57:16..")
    assert parts(run, "part ii", "watched") == [False, False, True]


def test_the_animatrix_is_nine_shorts_that_lie_around_three_films(run: Run) -> None:
    films = ["The Matrix (1999)", "Reloaded (2003)", "Revolutions (2003)"]
    run.ok("add", *films, "--bare", "--franchise", "Matrix")
    titles = "".join(f"Short {number}\n" for number in range(1, 10))
    run.ok("add", "The Animatrix (2004)", "--bare", "--parts", "-", input=titles)
    run.ok("franchise", "add", "matrix", "animatrix")
    run.ok("place", "short 2", "short 3", "--before", "the matrix (1999)")
    run.ok("place", "short 1", "--before", "reloaded")
    [table] = run.json("order", "matrix", "--no-fold")["tables"]
    assert [one["title"] for one in table["entries"]][:5] == [
        *("Short 2", "Short 3", "The Matrix", "Short 1", "Reloaded")
    ]


def test_people_are_often_in_the_middle_of_a_series(tale: Run) -> None:
    tale.ok("watched", "series s1e1..s2e1")
    assert [one["part"] for one in tale.json("next", "tale")] == ["S02E02"]
    assert tale.json("list")[0]["progress"] == {"seen": 5, "of": 8}


# -- the model -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("piece", "kind"),
    [("s1", "season"), ("s1e2", "episode"), ("s1e2..e3", "episode"), ("5:00..9:00", "segment")],
)
def test_a_part_is_a_contiguous_piece_of_one_film_the_whole_a_season_one_or_more_episodes_or_a_span_of_minutes(
    tale: Run, piece: str, kind: str
) -> None:
    whole = "heat" if kind == "segment" else "series"
    tale.ok("watched", f"{whole} {piece}")
    record = tale.json("show", f"{whole} {piece}")
    assert (record["kind"], record["whole"]) == (kind, tale.json("show", whole)["id"])


def test_orders_catchup_next_plan_log_undo_import_and_export_treat_it_as_they_treat_films(
    tale: Run, tmp_path: Path
) -> None:
    tale.ok("place", "heat", "--after", "series s1e2")
    assert story(tale) == ["S01E01..S01E02", "Heat", "S01E03..S02E04", "Alien"]
    assert [one["part"] for one in tale.json("catchup", "series s1e3")] == ["S01E01..S01E02"]
    assert tale.json("next", "tale")[0]["part"] == "S01E01"
    assert tale.json("plan", "tale", "--from", "2030-01-01")[0]["part"].startswith("S01E01")
    tale.ok("watched", "series s1e1", "--on", "2020-02-02", "--rating", "4")
    assert [(one["part"], one["rating"]) for one in tale.json("log")] == [("S01E01", 4.0)]
    path = tmp_path / "films.json"
    tale.ok("export", "--output", str(path))
    other = Run(tmp_path / "other.json")
    other.ok("import", str(path))
    assert (seen(other, "series"), story(other)) == (["S01E01"], story(tale))
    tale.ok("undo")
    assert (seen(tale, "series"), tale.json("log")) == ([], [])


# -- writing a part --------------------------------------------------------------------------

ASKED = [
    *(["watched", "FILM"], ["show", "FILM"], ["edit", "FILM", "--tag", "dark"], ["parts", "FILM"]),
    *(["rate", "FILM", "4"], ["viewing", "FILM", "--rating", "3"], ["note", "FILM", "a note"]),
    *(["link", "alien", "requires", "FILM"], ["unlink", "alien", "requires", "FILM"]),
    *(["link", "FILM", "requires", "heat"], ["unlink", "FILM", "requires", "heat"]),
    *(["place", "FILM", "--after", "heat"], ["place", "alien", "--before", "FILM"]),
    *(["catchup", "FILM"], ["next", "FILM"], ["order", "tale", "--until", "FILM"]),
    *(["franchise", "skip", "tale", "FILM"], ["franchise", "unskip", "tale", "FILM"]),
    *(["franchise", "add", "tale", "FILM"], ["franchise", "arrange", "tale", "mine", "FILM"]),
    *(["lists", "new", "Best", "FILM"], ["lists", "remove", "best", "FILM"]),
    *(["lists", "add", "best", "FILM"], ["unwatch", "FILM"], ["remove", "FILM", "--yes"]),
]


def test_film_part_wherever_film_is_asked_for(tale: Run) -> None:
    for command in ASKED:
        args = ["series s1e2" if word == "FILM" else word for word in command]
        result = tale(*args)
        assert (result.exit_code, "s1e2" in result.stderr) == (0, False), (args, result.stderr)
    assert [film["title"] for film in tale.json("list", "--all")] == ["Series", "Heat", "Alien"]


@pytest.mark.parametrize("written", ["s2", "season 2"])
def test_s2_season_2_means_a_season(tale: Run, written: str) -> None:
    tale.ok("watched", f"series {written}")
    assert seen(tale, "series") == ["S02E01", "S02E02", "S02E03", "S02E04"]


@pytest.mark.parametrize("written", ["s02e03", "2x03", "s2 e3"])
def test_s02e16_2x16_s2_e16_means_an_episode(tale: Run, written: str) -> None:
    tale.ok("watched", f"series {written}")
    assert seen(tale, "series") == ["S02E03"]


@pytest.mark.parametrize("half", ["a", "b"])
def test_s02e16a_means_a_half_of_one_a_b(tale: Run, half: str) -> None:
    tale.ok("watched", f"series s02e03{half}")
    assert tale.json("show", f"series s02e03{half}")["watched"] is True
    assert tale.json("show", "series s02e03")["watched"] is False


@pytest.mark.parametrize(
    ("written", "count"), [("s01e02..e04", 3), ("s01e03..s02e03", 5), ("s1..s2", 8)]
)
def test_s01e01_to_e15_s01e01_to_s02e03_s1_to_s3_means_a_run_of_episodes_or_seasons(
    tale: Run, written: str, count: int
) -> None:
    tale.ok("watched", f"series {written}")
    assert progress(tale, "series") == (count, 8)


def test_edit_clone_wars_s02e16_title_cat_and_mouse_release_2010_03_26_gives_a_part_its_facts(
    run: Run,
) -> None:
    run.ok("add", "The Clone Wars (2008)", "--bare", "--seasons", "22,22")
    facts = ["--title", "Cat and Mouse", "--release", "2010-03-26"]
    run.ok("edit", "clone wars s02e16", *facts)
    assert parts(run, "clone wars", "part", "title", "release")[37] == [
        *("S02E16", "Cat and Mouse", "2010-03-26")
    ]


def test_edit_moon_knight_seasons_6_the_lengths(run: Run) -> None:
    run.ok("add", "Moon Knight (2022)", "--bare", "--kind", "series")
    assert progress(run, "moon knight") == (0, None)
    run.ok("edit", "moon knight", "--seasons", "6")
    assert progress(run, "moon knight") == (0, 6)


def test_add_the_animatrix_2003_parts_reads_titles_of_segments_one_a_line_from_standard_input(
    run: Run,
) -> None:
    run.ok("add", "The Animatrix (2003)", "--bare", "--parts", "-", input="Osiris\nKid's Story\n")
    assert parts(run, "animatrix", "title") == ["Osiris", "Kid's Story"]
    assert run.json("show", "kid's story")["kind"] == "segment"


# -- watching --------------------------------------------------------------------------------


def test_progress_of_a_whole_regular_episodes_seen_of_those_there_are(tale: Run) -> None:
    tale.ok("watched", "series s1e2", "series s2e1..e2", "series s0e1")
    assert progress(tale, "series") == (3, 8)
    tale.ok("watched", "series s1e2")
    assert progress(tale, "series") == (3, 8)


# -- in an order -----------------------------------------------------------------------------


def test_a_whole_is_a_member_of_a_continuity_as_before(tale: Run) -> None:
    assert story(tale) == ["Series", "Heat", "Alien"]
    tale.ok("franchise", "continuity", "tale", "Short", "series", "alien")
    tables = tale.json("order", "tale")["tables"]
    assert [one["title"] for one in tables[1]["entries"]] == ["Series", "Alien"]


def test_splitting_and_joining_rows_never_changes_what_is_seen(tale: Run) -> None:
    tale.ok("watched", "series s1", "--on", "2020-05-05", "--rating", "4")
    before = parts(tale, "series", "part", "watched_on", "rating")
    tale.ok("place", "series s1e3", "--after", "alien")
    assert story(tale) == ["S01E01..S01E02", "S01E04..S02E04", "Heat", "Alien", "S01E03"]
    assert parts(tale, "series", "part", "watched_on", "rating") == before
    tale.ok("place", "series s1e3", "--reset")
    assert story(tale) == ["Series", "Heat", "Alien"]
    assert parts(tale, "series", "part", "watched_on", "rating") == before


# -- all of ordering.md holds for parts as for films -----------------------------------------


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (["--before", "alien"], ["Heat", "S01E02", "Alien"]),
        (["--after", "heat"], ["Heat", "S01E02", "Alien"]),
        (["--during", "alien"], ["Heat", "Alien", "S01E02"]),
        (["--between", "heat", "alien"], ["Heat", "S01E02", "Alien"]),
        (["--last"], ["Heat", "Alien", "S01E02"]),
    ],
)
def test_all_of_ordering_md_holds_for_parts_as_for_films_placements(
    tale: Run, place: list[str], expected: list[str]
) -> None:
    tale.ok("place", "series s1e2", "--first")
    told = tale.ok("place", "series s1e2", *place)
    assert "instead of" in told
    assert story(tale) == ["S01E01", "S01E03..S02E04", *expected]
    assert tale.json("order", "tale")["tables"][0]["unmet"] == []


def test_all_of_ordering_md_holds_for_parts_as_for_films_blocks(tale: Run) -> None:
    tale.ok("place", "series s2e1", "series s1e1", "--before", "alien")
    assert story(tale)[-4:] == ["Heat", "S02E01", "S01E01", "Alien"]
    tale.ok("place", "series s1e1", "--last")
    assert story(tale)[-4:] == ["Heat", "S02E01", "Alien", "S01E01"]


def test_all_of_ordering_md_holds_for_parts_as_for_films_story_dates(tale: Run) -> None:
    for film, year in (("heat", "1950"), ("series s1", "1940"), ("series s2", "1960")):
        tale.ok("edit", film, "--set", year)
    assert story(tale) == ["S01", "Heat", "S02", "Alien"]
    assert entry(tale, "S02")["reason"] == "story-date"
    tale.ok("place", "series s2", "--unplaced")
    assert story(tale) == ["Series", "Heat", "Alien"]


def test_all_of_ordering_md_holds_for_parts_as_for_films_circles_and_silent_anchors(
    tale: Run,
) -> None:
    tale.ok("place", "heat", "--after", "series s1e2")
    before = tale.library.read_bytes()
    for args in (["--after", "heat"], ["--before", "heat"]):
        result = tale("place", "series s1e2", *args)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "Series S01E02" in result.stderr
    assert tale.library.read_bytes() == before
    tale.ok("place", "series s2e2", "--before", "alien")
    assert "Series S02E02" in tale("remove", "alien", "--yes").stderr
    assert story(tale) == ["S01E01..S01E02", "Heat", "S01E03..S02E04"]


def test_all_of_ordering_md_holds_for_parts_as_for_films_prerequisites(tale: Run) -> None:
    tale.ok("link", "alien", "sequel-to", "series s1e3")
    needed = [one["part"] or one["title"] for one in tale.json("catchup", "alien")]
    assert needed == ["S01E01..S01E03"]
    tale.ok("place", "alien", "--first")
    [table] = tale.json("order", "tale")["tables"]
    assert "Series S01E03" in table["entries"][0]["assumes"]


def test_all_of_ordering_md_holds_for_parts_as_for_films_universes(tale: Run) -> None:
    tale.ok("add", "Other (2010)", "--bare", "--franchise", "Side")
    tale.ok("place", "series s1e2", "--after", "heat")
    tale.ok("franchise", "combine", "All", "tale", "side")
    tale.ok("place", "other", "--before", "series s2e1", "--in", "all")
    expected = ["S01E01", "S01E03..S01E04", "Other", "S02", "Heat", "S01E02", "Alien"]
    assert story(tale, "all") == expected
    assert story(tale) == ["S01E01", "S01E03..S02E04", "Heat", "S01E02", "Alien"]


def test_all_of_ordering_md_holds_for_parts_as_for_films_cuts(tale: Run) -> None:
    tale.ok("link", "heat", "alternative-to", "series s1e3")
    tale.ok("franchise", "prefer", "tale", "heat")
    assert "S01E03" not in story(tale, "tale", "--no-fold")
    assert "Heat" in story(tale)
    tale.ok("watched", "series s1e3")
    assert "Heat" not in story(tale)
    assert len(story(tale, "tale", "--all-cuts", "--no-fold")) == 10


def test_all_of_ordering_md_holds_for_parts_as_for_films_tiers(tale: Run) -> None:
    tale.ok("franchise", "add", "tale", "series s1e2", "--weight", "filler")
    tale.ok("franchise", "add", "tale", "series s1e4", "--weight", "essential")
    tale.ok("edit", "series s2e1", "--tag", "dark")
    assert story(tale, "tale", "--essential") == ["S01E04"]
    assert story(tale, "tale", "--tag", "dark") == ["S02E01"]
    assert [one["part"] for one in tale.json("plan", "tale", "--tag", "dark")] == ["S02E01"]
    assert [one["part"] for one in tale.json("next", "tale", "--tag", "dark")] == ["S02E01"]
    assert "S01E02" not in story(tale, "tale", "--no-filler", "--no-fold")
    assert "left out: 1 filler" in tale.ok("order", "tale", "--no-filler")


def test_all_of_ordering_md_holds_for_parts_as_for_films_what_a_person_is_told(tale: Run) -> None:
    told = tale.ok("place", "series s1e2", "--after", "heat", "--before", "alien")
    assert "between Heat (2011) and Alien (2012)" in told
    assert "a lone date orders nothing yet" in tale("edit", "series s1e1", "--set", "1990").stderr


def test_all_of_ordering_md_holds_for_parts_as_for_films_explaining(tale: Run) -> None:
    tale.ok("place", "series s1e2", "--between", "heat", "alien")
    told = " ".join(tale.ok("order", "tale", "--explain").split())
    assert "Series S01E02: directly before Alien: you placed it between Heat and Alien." in told
    assert "Series S01E03..S02E04: it goes on where it left off." in told


# -- passes and other formats ----------------------------------------------------------------


def test_franchise_rewatch_f_from_date_begins_a_pass_today(tale: Run) -> None:
    tale.ok("watched", "series", "--on", "2020-01-01")
    tale.ok("franchise", "rewatch", "tale")
    assert tale.json("order", "tale")["pass"] == {"since": "2023-03-24", "time": 2}
    assert tale.json("next", "tale")[0]["part"] == "S01E01"
    tale.ok("franchise", "rewatch", "tale", "--end")
    tale.ok("franchise", "rewatch", "tale", "--from", "2022-11-01")
    assert tale.json("order", "tale")["pass"]["since"] == "2022-11-01"


COUNTED = """title,year,type,season,episode,watched_on
Moon Knight,2022,tv series,1,1,2022-03-30
"""


def test_setting_series_episodes_is_import_with_series_episodes(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(COUNTED)
    run.ok("config", "set", "series", "episodes")
    run.ok("import", str(path))
    assert seen(run, "moon knight") == ["S01E01"]


SIMKL = """SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB
7,Moon Knight,tv,2022,watching,s1e4,,,,,,
"""
YAMTRACK = (
    "media_id,source,media_type,title,image,season_number,episode_number,score,status,notes,"
    "start_date,end_date,progress,created_at,progressed_at\n"
    "7,tmdb,tv,Moon Knight,,,,,In progress,,,,4,2024-01-01 10:00:00,\n"
)
MAL = """<?xml version="1.0"?><myanimelist><anime><series_title>Moon Knight</series_title>
<series_type>TV</series_type><my_watched_episodes>4</my_watched_episodes><my_status>1</my_status>
</anime></myanimelist>"""


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [("simkl.csv", SIMKL, "s1e4"), ("yamtrack.csv", YAMTRACK, "4"), ("mal.xml", MAL, "4")],
)
def test_whole_takes_the_series_as_one_film_with_its_progress_kept_as_text(
    run: Run, tmp_path: Path, name: str, text: str, kept: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    for _ in range(2):
        run.ok("import", str(path), "--series", "whole")
    film = run.json("show", "moon knight")
    assert (film["kind"], film["watched"]) == ("series", False)
    assert [note["text"] for note in film["notes"]] == [f"Progress: {kept}"]
