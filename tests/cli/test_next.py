"""``next``: what to watch now, what was skipped, and why."""

import csv
import io

import pytest

from tests.conftest import Run


@pytest.fixture
def shelf(run: Run) -> Run:
    """Return two franchises in progress and two films beside them, the first not out yet."""
    run.ok("add", "Gate (2030)", "Harbour (2019)", "Island (1999)")
    run.ok("add", "Ash (2001)", "Birch (2002)", "Cedar (2003)", "--franchise", "Trees")
    run.ok("add", "Quartz (2001)", "Ruby (2030)", "Slate (2003)", "--franchise", "Stones")
    run.ok("edit", "birch", "--runtime", "1h41")
    run.ok("franchise", "add", "Trees", "birch", "--optional")
    run.ok("place", "ruby", "--after", "quartz")
    run.ok("watched", "ash", "quartz")
    return run


def suggested(run: Run, *args: str) -> list[tuple[str | None, str]]:
    return [(film["franchise"], film["title"]) for film in run.json("next", *args)]


def test_next_has_a_line_for_each_franchise_in_progress_and_the_oldest_of_the_rest(
    shelf: Run,
) -> None:
    result = shelf("next")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "  From      Film     Year\n"
        "  Trees     Cedar    2003\n"
        "  Stones    Slate    2003\n"
        "  the rest  Harbour  2019\n"
        "\n"
        "Skipped Birch (2002): optional.\n"
        "Skipped Ruby (2030): not out yet.\n"
    )


def test_next_of_a_franchise_is_one_film_and_what_was_skipped(shelf: Run) -> None:
    (film,) = shelf.json("next", "trees")
    assert (film["title"], film["franchise"], film["continuity"]) == ("Cedar", "Trees", "main")
    assert film["skipped"] == [{"id": 5, "title": "Birch", "why": "optional"}]


def test_the_record_of_a_suggestion_has_the_fields_of_a_film(shelf: Run) -> None:
    (film,) = shelf.json("next", "trees", "--optional")
    assert {
        key: film[key] for key in ("id", "title", "year", "kind", "watched", "to_watch", "rating")
    } == {
        "id": 5,
        "title": "Birch",
        "year": 2002,
        "kind": "film",
        "watched": False,
        "to_watch": True,
        "rating": None,
    }
    assert {key: film[key] for key in ("tags", "imdb", "release", "runtime", "added")} == {
        "tags": [],
        "imdb": None,
        "release": None,
        "runtime": 101,
        "added": "2023-03-24",
    }


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ([], [("Trees", "Cedar"), ("Stones", "Slate"), (None, "Harbour")]),
        (["--optional"], [("Trees", "Birch"), ("Stones", "Slate"), (None, "Harbour")]),
        (["stones"], [("Stones", "Slate")]),
        (["stones:main"], [("Stones", "Slate")]),
        (["trees", "--optional"], [("Trees", "Birch")]),
    ],
)
def test_next_suggests_what_was_asked_for(
    shelf: Run, args: list[str], expected: list[tuple[str, str]]
) -> None:
    assert suggested(shelf, *args) == expected


def test_next_follows_the_default_order(shelf: Run) -> None:
    shelf.ok("franchise", "arrange", "trees", "backwards", "cedar", "birch", "ash")
    shelf.ok("unwatch", "ash")
    assert suggested(shelf, "trees") == [("Trees", "Ash")]
    shelf.ok("franchise", "edit", "trees", "--default-order", "backwards")
    assert suggested(shelf, "trees") == [("Trees", "Cedar")]


def test_each_continuity_has_its_own_line_and_the_same_skip_is_said_once(run: Run) -> None:
    run.ok("add", "Short (1977)", "--franchise", "Saga", "--continuity", "old", "--optional")
    run.ok("franchise", "add", "saga", "short", "--continuity", "new", "--optional")
    run.ok("add", "Old (1978)", "--franchise", "Saga", "--continuity", "old")
    run.ok("add", "New (1979)", "--franchise", "Saga", "--continuity", "new")
    assert run.ok("next", "saga").splitlines() == [
        "  From      Film  Year",
        "  Saga:old  Old   1978",
        "  Saga:new  New   1979",
        "",
        "Skipped Short (1977): optional.",
    ]
    assert suggested(run, "saga:new") == [("Saga", "New")]


@pytest.mark.parametrize(
    ("args", "possible"),
    [
        (["--random"], {"Harbour", "Island", "Birch", "Cedar", "Slate"}),
        (["--random", "stones"], {"Slate"}),
        (["--random", "trees", "--optional"], {"Birch", "Cedar"}),
    ],
)
def test_random_is_any_one_film_that_could_be_watched(
    shelf: Run, monkeypatch: pytest.MonkeyPatch, args: list[str], possible: set[str]
) -> None:
    for index in range(len(possible)):
        monkeypatch.setattr("random.choice", lambda films, n=index: films[n])
        ((_, title),) = suggested(shelf, *args)
        possible.remove(title)
    assert possible == set()


def test_where_it_can_be_seen_is_shown(shelf: Run) -> None:
    shelf.ok("edit", "cedar", "--where", "library, shelf 3", "--runtime", "90")
    assert shelf.ok("next", "trees").splitlines()[:2] == [
        "  From   Film   Year     Runtime  Where",
        "  Trees  Cedar  2003  1 h 30 min  library, shelf 3",
    ]


def test_csv_and_markdown_say_the_same(shelf: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(shelf.ok("next", "-f", "csv"))))
    assert [(row["franchise"], row["title"]) for row in rows] == [
        ("Trees", "Cedar"),
        ("Stones", "Slate"),
        ("", "Harbour"),
    ]
    lines = shelf.ok("next", "-f", "markdown").splitlines()
    assert [cell.strip() for cell in lines[2].split("|")] == ["", "Trees", "Cedar", "2003", ""]
    assert lines[-1] == "- Skipped Ruby (2030): not out yet."


@pytest.mark.parametrize("columns", ["80", "60", "50"])
def test_next_is_readable_on_a_narrow_terminal(shelf: Run, columns: str) -> None:
    shelf.ok("edit", "cedar", "--title", "Cedar: A Story of Needles and of Very Long Winters")
    text = shelf.ok("next", "trees", env={"COLUMNS": columns})
    assert "Cedar: A Story of Needles" in text
    assert max(map(len, text.splitlines())) <= int(columns)


@pytest.mark.parametrize("args", [["next"], ["next", "--random"], ["next", "trees"]])
def test_when_nothing_is_left_that_is_said_on_stderr(run: Run, args: list[str]) -> None:
    run.ok("add", "Oak (2001)", "--franchise", "Trees")
    run.ok("watched", "oak")
    result = run(*args)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "There is nothing to watch: all of it is seen, optional or not out yet.\n"
    )
    assert run.json(*args) == []


def test_an_unknown_franchise_is_named(shelf: Run) -> None:
    result = shelf("next", "nowhere")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == "Error: There is no franchise “nowhere”.\n"


def test_next_creates_no_file(run: Run) -> None:
    assert run("next").exit_code == 0
    assert not run.library.exists()
