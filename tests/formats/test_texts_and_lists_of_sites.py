"""What sites keep beside viewings: My List and thumbs, comments, reviews, and edited entries."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.formats.shelves import written

ACTIVITY = (
    "Profile Name,Start Time,Duration,Attributes,Title,Supplemental Video Type,Device Type,"
    "Bookmark,Latest Bookmark,Country\n"
    "kim,2021-05-02 20:00:00,02:10:00,,Made Up,,TV,02:10:00,02:10:00,DE\n"
    "kim,2021-05-03 20:00:00,00:50:00,,Weekdays: Season 1: Monday,,TV,00:50:00,00:50:00,DE\n"
)
MY_LIST = (
    "Profile Name,Title Name,Country,Utc Title Add Date\n"
    "kim,Not Yet,DE (Germany),2021-04-01\nkim,Weekdays,DE (Germany),2021-04-02\n"
)
RATINGS = (
    "Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts,"
    "Region View Date\n"
    "kim,Made Up,thumb,,2,TV,2021-05-03 10:00:00,2021-05-03\n"
    "kim,Awful,thumb,,1,TV,2021-05-03 10:00:00,2021-05-03\n"
    "kim,Old One,star,4,,TV,2014-05-03 10:00:00,2014-05-03\n"
)


def films(run: Run) -> dict[str, dict[str, Any]]:
    return {film["title"]: film for film in run.json("list", "--all")}


def notes(run: Run, title: str) -> list[str]:
    return [note["text"] for note in run.json("show", title)["notes"]]


def test_the_list_and_the_ratings_of_netflix_come_with_its_history(
    run: Run, tmp_path: Path
) -> None:
    for name, text in (("ViewingActivity", ACTIVITY), ("MyList", MY_LIST), ("Ratings", RATINGS)):
        written(tmp_path / "netflix" / f"{name}.csv", text)
    result = run("import", str(tmp_path / "netflix"))
    assert "Skipped 1 TV series" in result.stderr
    assert "do not tell series from films" in result.stderr
    found = films(run)
    assert {title: (film["watched"], film["to_watch"]) for title, film in found.items()} == {
        "Made Up": (True, False),
        "Not Yet": (False, True),
        "Awful": (False, False),
        "Old One": (True, False),
    }
    assert [found[title]["tags"] for title in ("Made Up", "Awful")] == [["liked"], ["disliked"]]
    assert (found["Old One"]["rating"], found["Not Yet"]["added"]) == (4, "2021-04-01")


@pytest.mark.parametrize(("name", "text"), [("MyList.csv", MY_LIST), ("Ratings.csv", RATINGS)])
def test_the_lists_of_netflix_are_read_alone(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    assert "Netflix" in run("import", str(written(tmp_path / name, text))).stderr
    assert len(films(run)) == len(text.splitlines()) - 1


def test_a_comment_at_trakt_is_a_note_of_its_day(run: Run, tmp_path: Path) -> None:
    film = {"title": "Made Up", "year": 1999, "ids": {"trakt": 1}}
    said = {"id": 5, "comment": "Kind.", "created_at": "2020-01-01T10:00:00.000Z"}
    rows = [
        {"type": "movie", "movie": film, "comment": said},
        {"type": "show", "show": film, "comment": said},
        {"type": "list", "list": {"name": "Rain"}, "comment": said},
    ]
    path = written(tmp_path / "comments-movies.json", json.dumps(rows))
    result = run("import", str(path))
    assert result.stderr.count("Skipped 1") == 2
    (note,) = run.json("show", "Made Up")["notes"]
    assert (note["text"], note["on"]) == ("Kind.", "2020-01-01")
    assert not films(run)["Made Up"]["watched"]


def test_reviews_and_notes_of_neodb_are_notes(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "neodb"
    about = "Made Up,imdb:tt0000001 year:1999,https://neodb.social/movie/abc,2021-01-01T10:00:00Z"
    book = "Leaves,isbn:9,https://neodb.social/book/abc,2021-01-01T10:00:00Z"
    head = "title,info,links,timestamp"
    written(
        folder / "movie_mark.csv",
        f"{head},status,rating,comment,tags\n{about},complete,8,,quiet|slow\n",
    )
    written(folder / "movie_review.csv", f"{head},title,content\n{about},Rain,All of it.\n")
    written(folder / "book_review.csv", f"{head},title,content\n{book},Sand,Much.\n")
    written(folder / "movie_note.csv", f"{head},progress,title,content\n{about},01:10,,The door.\n")
    assert "Skipped 1 books." in run("import", str(folder)).stderr
    assert sorted(notes(run, "Made Up")) == ["01:10\n\nThe door.", "Rain\n\nAll of it."]
    (film,) = films(run).values()
    assert (film["watched"], film["rating"], film["tags"]) == (True, 4, ["quiet", "slow"])


YAMTRACK = (
    "media_id,source,media_type,title,image,season_number,episode_number,score,status,notes,"
    "start_date,end_date,progress,created_at,progressed_at\n"
)
DOUBAN = "封面,标题,个人评分,打分日期,我的短评,上映日期,制片国家,条目链接\n"


def yamtrack(day: str, score: str, created: str = "2021-01-01 10:00:00+00:00") -> str:
    return f"9,tmdb,movie,Made Up,,,,{score},Completed,,,{day} 12:00:00+00:00,1,{created},\n"


def douban(day: str, score: str) -> str:
    return f"p,虚构/Made Up,{score},{day},,1999-01-01,,https://movie.douban.com/subject/9/\n"


@pytest.mark.parametrize(
    ("head", "row", "scores"), [(YAMTRACK, yamtrack, ("8", "6")), (DOUBAN, douban, ("4", "3"))]
)
def test_an_entry_that_is_edited_at_the_site_changes_its_viewing(
    run: Run, tmp_path: Path, head: str, row: Any, scores: tuple[str, str]
) -> None:
    for day, score in (("2021-02-03", scores[0]), ("2021-02-09", scores[1])):
        run.ok("import", str(written(tmp_path / "export.csv", head + row(day, score))))
    assert [viewing["watched_on"] for viewing in run.json("log")] == ["2021-02-09"]
    assert films(run)["Made Up"]["rating"] == 3


def test_entries_that_were_made_at_once_are_entries_of_their_own(run: Run, tmp_path: Path) -> None:
    text = YAMTRACK + yamtrack("2021-02-03", "8") + yamtrack("2021-02-09", "8")
    run.ok("import", str(written(tmp_path / "export.csv", text)))
    assert len(run.json("log")) == 2


def test_a_year_that_contradicts_an_id_is_named_and_the_rest_of_the_row_taken(
    run: Run, tmp_path: Path
) -> None:
    head = "Title,Year,IMDb,Watched on\n"
    run.ok("import", str(written(tmp_path / "a.csv", f"{head}Heat,1995,tt0113277,\n")))
    text = f"{head}Heat,2013,tt0113277,2020-01-05\nAlien,1979,tt0113277,2020-01-06\n"
    result = run("import", str(written(tmp_path / "b.csv", text)))
    assert "b.csv:2: “Heat (2013)” has an id that is of Heat (1995), in year" in result.stderr
    assert "b.csv:3: “Alien (1979)” has an id that is of Heat (1995), in year" in result.stderr
    (film,) = films(run).values()
    assert (film["title"], film["year"]) == ("Heat", 1995)
    assert len(run.json("log")) == 2


SIMKL = "SIMKL_ID,Title,Type,Year,Watchlist,LastEpWatched,WatchedDate,Rating,Memo,TVDB,TMDB,IMDB\n"


@pytest.mark.parametrize(
    ("head", "wish", "seen"),
    [
        (SIMKL, "9,Made Up,movie,1999,plantowatch,,,,,,9,", "completed,,2021-06-20 07:54,8,,,9,"),
        ("Title,Year,Status,Watched on\n", "Made Up,1999,Plan to watch,", "Watched,2021-06-20"),
    ],
)
def test_what_was_wished_for_and_is_told_to_be_watched_is_off_the_watchlist(
    run: Run, tmp_path: Path, head: str, wish: str, seen: str
) -> None:
    path = tmp_path / "export.csv"
    run.ok("import", str(written(path, f"{head}{wish}\n")))
    assert films(run)["Made Up"]["to_watch"]
    begin = wish[: wish.lower().index("plan")]
    run.ok("import", str(written(path, f"{head}{begin}{seen}\n")))
    assert not films(run)["Made Up"]["to_watch"]
    run.ok("edit", "Made Up", "--to-watch")  # to see it again
    run.ok("import", str(path))
    assert films(run)["Made Up"]["to_watch"]
