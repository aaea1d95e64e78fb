"""``order --gaps`` and ``order --compare``: the time between films, and how far each one moves."""

from __future__ import annotations

import pytest

from tests.conftest import Run
from tests.table import column


def dated(run: Run, *stories: str) -> Run:
    """Return a franchise of films named A, B, ... a year apart, set when ``stories`` say."""
    for number, story in enumerate(stories):
        story_date = ["--set", story] if story else []
        run.ok("add", f"{'ABCDEFG'[number]} ({2001 + number})", "--franchise", "S", *story_date)
    return run


def gaps(run: Run, *args: str) -> list[str]:
    return column(run.ok("order", "s", "--gaps", *args), "Gap")


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        ("1901", "1920", "19 years later"),
        ("1901", "1902", "1 year later"),
        ("1901", "1901", "the same year"),
        ("1901..1925", "1944", "19 years later"),
        ("1901..1925", "1920", "meanwhile"),
        ("1901..1925", "1925", "meanwhile"),
        ("1901..1925", "1901", "the same year"),
        ("1901..1925", "1920..1950", "meanwhile"),
        ("c. 1901", "1920", "about 19 years later"),
        ("1901", "~1920", "about 19 years later"),
        ("1970s", "1990", "about 11 years later"),
        ("1960", "1970s", "about 10 years later"),
        ("1970s", "1973", "meanwhile"),
        ("1995", "c. 1995", "about the same year"),
        ("44 BC", "14 AD", "57 years later"),
        ("1 BC", "1", "1 year later"),
        ("44 BCE", "30 BC", "14 years later"),
        ("19 BBY", "4 ABY", "23 years later"),
        ("0 BBY", "0 ABY", "the same year"),
        ("3001 TA", "3018 TA", "17 years later"),
    ],
)
def test_the_time_since_the_film_above(run: Run, first: str, second: str, gap: str) -> None:
    assert gaps(dated(run, first, second)) == ["", gap]


@pytest.mark.parametrize(
    ("first", "second", "gap"),
    [
        ("1945", "1901..1925", "44 years earlier"),
        ("1901", "1900", "1 year earlier"),
        ("14 AD", "44 BC", "57 years earlier"),
        ("c. 1945", "1901", "about 44 years earlier"),
    ],
)
def test_a_film_placed_behind_a_later_story_is_earlier(
    run: Run, first: str, second: str, gap: str
) -> None:
    dated(run, first, second).ok("place", "b", "--after", "a")
    assert gaps(run) == ["", gap]
    assert gaps(run, "--by", "release") == ["", gap]


@pytest.mark.parametrize(
    "stories",
    [("1901", "4 ABY"), ("3018 TA", "3020 SA"), ("1901", ""), ("1901", "the distant future")],
)
def test_what_has_no_calendar_in_common_has_no_gap(run: Run, stories: tuple[str, str]) -> None:
    text = dated(run, *stories).ok("order", "s", "--gaps")
    assert "Gap" not in text
    assert stories[1] in text


def test_each_calendar_is_counted_on_its_own(run: Run) -> None:
    dated(run, "1901", "3018 TA", "", "1911", "3020 TA")
    assert gaps(run) == ["", "", "", "10 years later", "2 years later"]


def test_a_gap_is_to_the_film_that_is_printed_above(run: Run) -> None:
    dated(run, "1901", "1911", "1931").ok("watched", "b")
    assert gaps(run) == ["", "10 years later", "20 years later"]
    assert gaps(run, "--unwatched") == ["", "30 years later"]


def test_without_gaps_there_are_none(run: Run) -> None:
    assert "later" not in dated(run, "1901", "1911").ok("order", "s")


def test_a_film_is_set_at_its_story_date_and_its_placement(run: Run) -> None:
    dated(run, "1901..1925", "c. 1995", "4 ABY", "the distant future", "")
    run.ok("place", "c", "--before", "a")
    assert column(run.ok("order", "s"), "Set") == [
        "4 ABY, before A",
        "1901..1925",
        "c. 1995",
        "the distant future",
        "",
    ]


# -- side by side ----------------------------------------------------------------------------


@pytest.fixture
def moved(run: Run) -> Run:
    dated(run, "", "", "", "").ok("place", "d", "--before", "b")
    return run


def test_both_orders_stand_side_by_side(moved: Run) -> None:
    result = moved("order", "s", "--compare")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "S · 3 of 4 not in their release slot\n"
        "\n"
        "  #  By release  By story  Rel.  Shift\n"
        "  1  A           A            1\n"
        "  2  B           D            4     -2\n"
        "  3  C           B            2     +1\n"
        "  4  D           C            3     +1\n"
    )


def test_films_in_their_slots_have_no_shift(run: Run) -> None:
    assert dated(run, "", "").ok("order", "s", "--compare").splitlines() == [
        "S · 0 of 2 not in their release slot",
        "",
        "  #  By release  By story  Rel.",
        "  1  A           A            1",
        "  2  B           B            2",
    ]


def test_each_continuity_is_compared_on_its_own(moved: Run) -> None:
    moved.ok("franchise", "continuity", "s", "other", "a", "c")
    headings = [line for line in moved.ok("order", "s", "--compare").splitlines() if "slot" in line]
    assert headings == [
        "S:main · 3 of 4 not in their release slot",
        "S:other · 0 of 2 not in their release slot",
    ]
    assert moved.ok("order", "s:other", "--compare").startswith("S:other · 0 of 2")


def test_programs_get_the_timeline_with_its_release_positions(moved: Run) -> None:
    document = moved.json("order", "s", "--compare")
    (table,) = document["tables"]
    assert document["order"] == "timeline"
    assert [entry["release_position"] for entry in table["entries"]] == [1, 4, 2, 3]


@pytest.mark.parametrize(
    "args", [["--by", "release"], ["--unwatched"], ["--until", "a"], ["--gaps"], ["--explain"]]
)
def test_compare_stands_alone(moved: Run, args: list[str]) -> None:
    result = moved("order", "s", "--compare", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: --compare prints both orders whole")


@pytest.mark.parametrize("width", ["80", "60", "50"])
@pytest.mark.parametrize(
    ("args", "headers"),
    [
        (["--compare"], ["#", "By release", "By story", "Shift"]),
        (["--gaps"], ["#", "Film", "Gap"]),
        (["--gaps", "--explain"], ["#", "Film", "Gap"]),
    ],
)
def test_what_was_asked_for_is_shown_on_a_narrow_terminal(
    run: Run, width: str, args: list[str], headers: list[str]
) -> None:
    for number in (1, 2, 3):
        title = f"The Very Long Title of the Film That Came Out as Number {number} (200{number})"
        run.ok("add", title, "--franchise", "S", "--set", f"c. {2000 - 10 * number}..2005")
    text = run.ok("order", "s", *args, env={"COLUMNS": width})
    assert [line for line in text.splitlines() if len(line) > int(width)] == []
    header = next(line for line in text.splitlines() if line.startswith("  #"))
    assert [name for name in headers if f"  {name}" in header] == headers
    assert text.count("The Very") >= 3
