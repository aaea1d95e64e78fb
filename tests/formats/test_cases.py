"""The shared cases: made-up files in the shape of real exports, and what should come of them."""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

CASES = os.environ.get("WATCHLIST_CASES", "")
pytestmark = pytest.mark.skipif(not CASES, reason="WATCHLIST_CASES names no folder of cases")

Seen = dict[str, list[tuple[str | None, float | None]]]


class Case:
    """A case's files in a folder of their own, and the library that it is imported into."""

    def __init__(self, run: Run, folder: Path) -> None:
        self.run = run
        self.folder = folder

    def imported(self, name: str, *args: str) -> str:
        """Import a file that must come in, twice, and return what was said."""
        result = self.run("import", str(self.folder / name), *args)
        assert result.exit_code == 0, result.output
        before = self.run.library.read_bytes()
        assert self.run("import", str(self.folder / name), *args).exit_code == 0
        assert self.run.library.read_bytes() == before
        return result.stderr

    def refused(self, name: str, *args: str, status: int = 1) -> str:
        """Import a file that must be refused with nothing changed, and return what was said."""
        before = self.run.library.read_bytes() if self.run.library.exists() else None
        result = self.run("import", str(self.folder / name), *args)
        assert result.exit_code == status, result.output
        after = self.run.library.read_bytes() if self.run.library.exists() else None
        assert after == before
        return result.stderr

    def pasted(self, answer: str) -> str:
        """Run the command line that a refusal ends with."""
        words = shlex.split(answer.strip().splitlines()[-1])
        assert words[:2] == ["watchlist", "--library"]
        return self.run.ok(*words[3:])

    def films(self) -> dict[str, Any]:
        return {film["title"]: film for film in self.run.json("list", "--all")}

    def seen(self) -> Seen:
        """Return the viewings of each watched film: day, and the film's stars."""
        found: Seen = {title: [] for title, film in self.films().items() if film["watched"]}
        ratings = {title: film["rating"] for title, film in self.films().items()}
        for viewing in self.run.json("log"):
            title = viewing["title"]
            found[title].append((viewing["watched_on"], ratings[title]))
        return {title: sorted(days, key=str) for title, days in found.items()}

    def to_watch(self) -> set[str]:
        return {title for title, film in self.films().items() if film["to_watch"]}

    def notes(self, film: str) -> str:
        return str(self.run.json("show", film))


@pytest.fixture
def case(
    run: Run, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Case:
    (folder,) = (Path(CASES) / "import").glob(f"{request.param}-*")
    copy = tmp_path / folder.name
    shutil.copytree(folder, copy)
    (copy / "README").unlink()
    monkeypatch.setenv("TZ", "UTC")
    return Case(run, copy)


def of(number: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [number], indirect=True)


@of("06")
def test_simkl(case: Case) -> None:
    said = case.imported("SimklBackup.csv")
    assert all(word in said for word in ("Simkl", "TV series", "anime"))
    assert case.seen() == {"Finding Nemo": [("2022-06-17", 4)], "The Thing": [(None, 5)]}
    assert case.to_watch() == {"Collateral"}
    assert "see with Kim" in case.notes("Collateral")
    assert set(case.films()) == {"Finding Nemo", "Collateral", "Alien", "The Thing"}


@of("07")
def test_douban(case: Case) -> None:
    maps = "标题=title 个人评分=rating 打分日期=watched_on 我的短评=note 上映日期=release"
    case.imported("douban-movie.csv", *(w for m in maps.split() for w in ("--map", m)))
    assert case.seen() == {"Heat": [("2017-03-01", 5)], "Alien": [("2018-11-21", 4)]}
    assert (case.films()["Heat"]["year"], case.films()["Heat"]["release"]) == (1995, "1995-12-15")


@of("08")
def test_a_sheet_with_watched_dates(case: Case) -> None:
    assert "Letterboxd" not in case.imported("films.csv")
    assert case.seen() == {"Heat": [("2023-05-01", 4.5)], "Collateral": [("2024-02-11", 4)]}
    assert case.to_watch() == {"Alien", "The Thing"}
    assert "next halloween" in case.notes("Alien")


@of("10")
def test_people(case: Case) -> None:
    assert "2 people" in case.refused("my-favourite-actors.csv")


@of("11")
def test_a_list_of_ones_own(case: Case) -> None:
    name = "Best heist films.csv"
    case.imported(name)
    (shelf,) = case.run.json("lists")
    assert (shelf["name"], shelf["films"]) == ("Best heist films", 2)
    assert case.seen() == {"Heat": [(None, 4.5)]}
    assert case.to_watch() == set()
    assert "the diner" in case.notes("Heat")
    case.run.ok("undo")
    case.imported(name, "--as", "list:Heists")
    assert [shelf["name"] for shelf in case.run.json("lists")] == ["Heists"]
    case.run.ok("undo")
    case.imported(name, "--as", "watchlist")
    assert case.to_watch() == {"Heat", "Ocean's Eleven"}
    assert case.seen() == {"Heat": [(None, 4.5)]}
    assert case.run.json("lists") == []


@of("13")
def test_a_sheet_that_says_out_of_ten(case: Case) -> None:
    expected: Seen = {"Heat": [("2024-05-01", 4.5)], "Alien": [("2024-02-14", 3.75)]}
    case.imported("films.csv")
    assert (case.seen(), case.to_watch()) == (expected, {"The Thing"})
    case.run.ok("undo")
    case.imported("films.csv", "--map", "My Rating (out of 10)=rating", "--rating-scale", "10")
    assert (case.seen(), case.to_watch()) == (expected, {"The Thing"})


@of("16")
def test_marks(case: Case) -> None:
    case.imported("movie_mark.csv", "--map", "timestamp=watched_on")
    assert case.seen() == {"Heat": [("2024-01-05", 4.5)]}
    assert case.to_watch() == {"Collateral"}


@of("21")
def test_a_scraped_table(case: Case) -> None:
    assert "Owner_rating" in case.refused("films.csv")


@of("24")
def test_a_diary_saved_by_a_spreadsheet(case: Case) -> None:
    for args in ((), ("--date-order", "dmy")):
        assert "Letterboxd" in case.imported("diary.csv", *args)
        assert case.seen() == {"Heat": [("2024-03-18", 4.5)], "Alien": [("2024-03-19", 5)]}
        case.run.ok("undo")
    assert "--rating-scale" in case.refused("diary.csv", "--rating-scale", "5", status=2)


@of("25")
def test_films_for_the_import_page_of_letterboxd(case: Case) -> None:
    case.imported("mubi.csv")
    assert case.seen() == {"Leviathan": [("2020-08-19", 5)], "Amy": [("2020-08-18", 4)]}


@of("26")
def test_a_time_zone(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "watched-history-1.json"
    said = case.refused(name, "--time-zone", "Nowhere/City", status=2)
    assert "Nowhere/City" in said
    case.imported(name, "--time-zone", "Asia/Tokyo")
    assert {title: days[0][0] for title, days in case.seen().items()} == {
        "Heat": "2020-03-23",
        "Alien": "2021-07-01",
    }
    case.run.ok("undo")
    monkeypatch.setenv("WATCHLIST_TIME_ZONE", "Asia/Tokyo")
    case.imported(name)
    assert {days[0][0] for days in case.seen().values()} == {"2020-03-23", "2021-07-01"}


@of("27")
def test_what_is_no_zip(case: Case) -> None:
    for path in sorted(case.folder.iterdir()):
        said = case.refused(path.name)
        assert all(word in said for word in (path.name, "archive"))


@of("29")
def test_a_long_cell(case: Case) -> None:
    case.imported("films.csv")
    notes = {viewing["title"]: viewing["note"] for viewing in case.run.json("log")}
    assert len(notes["Heat"]) > 140_000
    assert notes["Alien"] == "short"


@of("30")
def test_titles_that_a_sign_tells_apart(case: Case) -> None:
    case.imported("films.csv")
    assert case.seen() == {
        "Blame": [("2020-01-01", 3)],
        "Blame!": [("2021-02-02", 4)],
        "+1": [("2019-03-03", 2.5)],
    }
    assert case.to_watch() == {"1"}


@of("31")
def test_rows_without_a_title(case: Case) -> None:
    for name, lines in (("films.csv", 3), ("diary.csv", 2)):
        said = case.refused(name)
        assert [f"{name}:{line}" in said for line in range(2, 2 + lines)] == [True] * lines
    assert "some.csv:2" in case.imported("some.csv")
    assert case.seen() == {"Alien": [("2024-02-06", None)]}


@of("32")
def test_what_a_file_is_about(case: Case) -> None:
    titles = {"Heat", "Alien", "The Thing"}
    case.imported("titles.txt", "--as", "watched")
    assert (set(case.seen()), case.to_watch()) == (titles, set())
    case.run.ok("undo")
    case.imported("titles.txt", "--as", "watchlist")
    assert (case.seen(), case.to_watch()) == ({}, titles)
    case.run.ok("undo")
    case.imported("titles.txt", "--as", "list:Noir nights")
    assert (case.seen(), case.to_watch()) == ({}, set())
    assert [film["title"] for film in case.run.json("lists", "show", "Noir nights")] == [
        "Heat",
        "Alien",
        "The Thing",
    ]
    case.run.ok("undo")
    case.imported("films.csv", "--as", "watched")
    assert case.seen() == {"Heat": [(None, 4.5)], "Alien": [(None, None)]}
    case.run.ok("undo")
    case.imported("films.csv", "--as", "list:Two")
    assert (case.seen(), case.to_watch()) == ({"Heat": [(None, 4.5)]}, set())
    said = case.refused("films.csv", "--as", "seen", status=2)
    assert "watched, watchlist, list:NAME" in said


MAPS = ("items[].name=title", "items[].y=year", "items[].when=watched_on", "items[].stars=rating")


@of("33")
def test_json_and_xml_by_path(case: Case) -> None:
    said = case.refused("records.json")
    assert all(word in said for word in ("items[].name", "items[].when", "--map"))
    assert "shelf.item[].name" in case.refused("records.xml")
    case.pasted(case.refused("records.xml"))
    assert len(case.seen()) == 2
    case.run.ok("undo")
    maps = (*MAPS, "items[].said=note")
    case.imported("records.json", *(word for one in maps for word in ("--map", one)))
    assert case.seen() == {"Heat": [("2024-01-05", 4.5)], "Alien": [("2023-10-31", 5)]}
    assert case.to_watch() == {"Collateral"}


@of("34")
def test_columns_of_ones_own(case: Case) -> None:
    said = case.refused("filme.csv")
    assert all(word in said for word in ("Urteil", "Zuletzt im Kino", "sehr gut", "--map"))
    case.pasted(said)
    assert set(case.films()) == {"Heat", "Alien", "Das Boot"}
