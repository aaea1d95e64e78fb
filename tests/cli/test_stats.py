"""``stats``: figures for programs, charts for people that fit their terminal."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import wcwidth

from tests.conftest import Run

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def seen(run: Run) -> Run:
    """Return a library with something of everything that is counted."""
    run.ok("add", "Alien (1979)", "--runtime", "117", "--director", "Ridley Scott")
    run.ok("add", "Aliens (1986)", "--runtime", "137", "--director", "James Cameron")
    run.ok("add", "Alien 3 (1992)", "--director", "David Fincher", "--cast", "Charles Dance")
    run.ok("add", "千と千尋の神隠し (2001)", "--runtime", "125", "--director", "宮崎駿")
    run.ok("add", "Earth", "--kind", "series", "--release", "TBA")
    run.ok("franchise", "add", "Alien", "alien (1979)", "aliens", "alien 3")
    run.ok("watched", "alien (1979)", "--on", "2021-10-31", "--rating", "5")
    run.ok("watched", "alien (1979)", "--on", "2023-03-03", "--rewatch")
    run.ok("watched", "aliens", "--on", "2023-03-04", "--rating", "4.5")
    run.ok("watched", "alien 3", "--on", "2023", "--rating", "70%")
    run.ok("watched", "id:4", "--on", "unknown")
    return run


@pytest.mark.parametrize(
    ("name", "args", "env"),
    [
        ("stats.txt", [], {}),
        ("stats-2023.txt", ["--year", "2023"], {}),
        ("stats-narrow.txt", [], {"COLUMNS": "50"}),
        ("stats-ascii.txt", [], {"encoding": "ascii"}),
        ("stats.md", ["-f", "markdown"], {}),
        ("stats.csv", ["-f", "csv"], {}),
        ("stats.json", ["-f", "json"], {}),
    ],
)
def test_the_output_is_as_written_down(
    seen: Run, monkeypatch: pytest.MonkeyPatch, name: str, args: list[str], env: dict[str, str]
) -> None:
    if columns := env.get("COLUMNS"):
        monkeypatch.setenv("COLUMNS", columns)
    if env.get("encoding") == "ascii":
        monkeypatch.setattr("watchlist.cli.config.current.can_show", lambda *_: False)
    assert seen.ok("stats", *args) == (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("columns", range(40, 90, 7))
def test_a_chart_fits_the_terminal_and_its_figures_align(
    seen: Run, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    seen.ok("edit", "aliens", "--director", "A Director of an Extraordinarily Long Name 攻殻機動隊")
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = seen.ok("stats").splitlines()
    assert max(map(wcwidth.wcswidth, lines)) <= columns
    start = lines.index("Directors: seen of those here")
    ends = {wcwidth.wcswidth(line) for line in lines[start + 1 : start + 4]}
    assert len(ends) == 1


def test_ascii_output_is_ascii_but_for_names(seen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("watchlist.cli.config.current.can_show", lambda *_: False)
    text = seen.ok("stats").replace("宮崎駿", "")
    assert text.isascii()
    assert "###" in text


def test_the_figures_of_a_year_are_those_of_its_viewings(seen: Run) -> None:
    record = seen.json("stats", "--year", "2023")
    assert (record["watched"], record["viewings"], record["minutes"], record["unknown"]) == (
        3,
        3,
        254,
        1,
    )
    assert [month["viewings"] for month in record["months"]] == [0, 0, 2, *[0] * 9]


def test_the_rows_of_csv_are_the_lists_of_json(seen: Run) -> None:
    record = seen.json("stats")
    rows = list(csv.DictReader(io.StringIO(seen.ok("stats", "-f", "csv"))))
    for figure in ("years", "ratings", "kinds", "directors", "cast", "franchises"):
        assert len([row for row in rows if row["figure"] == figure]) == len(record[figure]) > 0


def test_the_limit_is_on_people_shown_not_on_those_counted(seen: Run) -> None:
    assert "James Cameron" not in seen.ok("stats", "--limit", "1")
    assert len(seen.json("stats", "--limit", "1")["directors"]) == 4


def test_without_a_viewing_people_are_told_how_to_enter_one_and_programs_get_zeros(
    run: Run,
) -> None:
    run.ok("add", "Heat (1995)")
    for args in (["stats"], ["stats", "--year", "2023"]):
        result = run(*args)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.startswith("Nothing was watched: ")
    assert run.json("stats")["viewings"] == 0
    assert run.ok("stats", "-f", "csv").splitlines()[1] == "total,,0,,0,0,0"


def test_a_hostile_name_reaches_a_chart_as_escapes(run: Run) -> None:
    run.ok("add", "Heat", "--director", "Bad\x1b[31m\u202e")
    run.ok("watched", "heat")
    assert r"Bad\x1b[31m\u202e" in run.ok("stats")


@pytest.mark.parametrize("year", ["0", "abc", "99999"])
def test_a_year_of_another_form_is_wrong_usage(run: Run, year: str) -> None:
    assert run("stats", "--year", year).exit_code == 2
