"""Spreadsheets of one's own: from the first refusal to a right import in at most two tries."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.formats.shelves import written

Film = tuple[str, int | None, bool, bool, float | None]
"""Title, year, watched, to watch, rating."""

GERMAN = """Titel;Jahr;Gesehen am;Bewertung;Regie;Notizen
Das stille Haus;2019;3.4.2021;8/10;Ada Moor;"schön ruhig
und am Ende traurig"
Die Fähre;2001;17.12.2020;6/10;Jo Lind;
Nebelland;2024;;;;
Summe;;2;;;
"""
YES_NO = """Movie,Year,Seen?,Score,Watched with
Quiet House,2019,yes,8/10,Ada
The Ferry,2001,no,,
Fog Land,2024,Yes,7/10,Jo
Far Away,1999,n,,
Total,4,2,,
"""
OWN_WORDS = """Name,Year,Status,My rating,Comments
Quiet House,2019,done!,8,"lovely
second line"
The Ferry,2001,on the list,,
Fog Land,2024,gave up,,too loud
Far Away,1999,half way,,
"""
TWO_DATES = """Film,Released,Added,Finished,Stars
Quiet House,12.03.2019,01.02.2021,3.4.2021,4
The Ferry,01.01.2001,01.02.2021,,
Fog Land,05.06.2024,13.07.2024,14.07.2024,3.5
"""
NOTES = """#,What we saw,When,Where,Mark,Thoughts
1,Quiet House (2019),3.4.2021,at home,8/10,"First line.
Second line, with a comma.

Third."
2,The Ferry (2001),12.4.2021,Odeon,6/10,
3,Fog Land (2024),17.4.2021,Odeon,9/10,ok
,,,Total: 3,,
"""
SHEETS: dict[str, tuple[str, list[Film]]] = {
    "german headers and semicolons": (
        GERMAN,
        [
            ("Das stille Haus", 2019, True, False, 4.0),
            ("Die Fähre", 2001, True, False, 3.0),
            ("Nebelland", 2024, False, True, None),
        ],
    ),
    "seen by yes and no": (
        YES_NO,
        [
            ("Quiet House", 2019, True, False, 4.0),
            ("The Ferry", 2001, False, True, None),
            ("Fog Land", 2024, True, False, 3.5),
            ("Far Away", 1999, False, True, None),
        ],
    ),
    "a status in words of one's own": (
        OWN_WORDS,
        [
            ("Quiet House", 2019, True, False, 4.0),
            ("The Ferry", 2001, False, True, None),
            ("Fog Land", 2024, False, False, None),
            ("Far Away", 1999, False, True, None),
        ],
    ),
    "two columns of days": (
        TWO_DATES,
        [
            ("Quiet House", 2019, True, False, 4.0),
            ("The Ferry", 2001, False, True, None),
            ("Fog Land", 2024, True, False, 3.5),
        ],
    ),
    "notes of several lines": (
        NOTES,
        [
            ("Quiet House", 2019, True, False, 4.0),
            ("The Ferry", 2001, True, False, 3.0),
            ("Fog Land", 2024, True, False, 4.5),
        ],
    ),
}
DAYS = {
    "german headers and semicolons": ["2021-04-03", "2020-12-17"],
    "two columns of days": ["2024-07-14", "2021-04-03"],
    "notes of several lines": ["2021-04-17", "2021-04-12", "2021-04-03"],
}


def imported(run: Run, path: Path) -> None:
    """Import a file as a user would: first as it is, then by the command that the refusal names."""
    first = run("import", str(path))
    if first.exit_code:
        command = shlex.split(first.stderr.splitlines()[-1])
        assert first.exit_code == 1
        run.ok(*command[command.index("import") :])


def film(record: dict[str, Any]) -> Film:
    return tuple(record[key] for key in ("title", "year", "watched", "to_watch", "rating"))


@pytest.mark.parametrize("layout", SHEETS)
def test_two_tries_bring_a_spreadsheet_of_ones_own(run: Run, tmp_path: Path, layout: str) -> None:
    text, films = SHEETS[layout]
    imported(run, written(tmp_path / "films.csv", text))
    assert sorted(map(film, run.json("list", "--all"))) == sorted(films)
    days = [entry["watched_on"] for entry in run.json("log")]
    assert [day for day in days if day] == DAYS.get(layout, [])


def test_a_note_of_several_lines_keeps_them(run: Run, tmp_path: Path) -> None:
    imported(run, written(tmp_path / "films.csv", NOTES))
    notes = [entry["note"] for entry in run.json("log")]
    assert "First line.\nSecond line, with a comma.\n\nThird." in notes


def test_a_first_row_with_notes_is_shown_in_one_line(run: Run, tmp_path: Path) -> None:
    result = run("import", str(written(tmp_path / "films.csv", NOTES)))
    (line,) = [line for line in result.stderr.splitlines() if line.startswith("Its first row")]
    assert "Thoughts “First line. Second line" in line


@pytest.mark.parametrize("name", ["Total", "Summe:", "TOTALS", "Total: 2", "Ø Durchschnitt"[2:]])
def test_a_row_of_totals_at_the_end_is_no_film(run: Run, tmp_path: Path, name: str) -> None:
    path = written(
        tmp_path / "films.csv", f"Title,Year,Rating\nHeat,1995,4\nRan,1985,5\n{name},,9\n"
    )
    assert "Skipped 1 rows of totals." in run("import", str(path)).stderr
    assert [one["rating"] for one in run.json("list", "--all")] == [4.0, 5.0]


@pytest.mark.parametrize("row", ["Total,1998,", "Sum,,tt0000001"])
def test_a_film_that_is_called_like_a_total_is_a_film(run: Run, tmp_path: Path, row: str) -> None:
    path = written(tmp_path / "films.csv", f"Title,Year,IMDb\nHeat,1995,\n{row}\n")
    run.ok("import", str(path))
    assert len(run.json("list", "--all")) == 2


def test_a_column_of_boxes_that_holds_dates_is_asked_for_its_order(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("title,watched\nAlien,03/04/2021\nHeat,05/06/2021\n", encoding="utf-8")
    result = run("import", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--date-order dmy" in result.stderr
    run.ok("import", str(file), "--date-order", "dmy")
    assert [viewing["watched_on"] for viewing in run.json("log")] == ["2021-06-05", "2021-04-03"]
