"""The contract on the catalogue: the name of a test is the sentence that it holds."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.sources.titles import FILMS, TYPED, WRITTEN, write_data_sets
from watchlist.sources import catalogue_building

Build = Callable[..., None]


@pytest.fixture(scope="module")
def sets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with made-up data sets in the shapes of IMDb's."""
    folder = tmp_path_factory.mktemp("sets")
    write_data_sets(folder)
    return folder


@pytest.fixture
def shelf(run: Run, sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a runner with the catalogue of all data sets."""
    monkeypatch.setenv("WATCHLIST_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("socket.socket.connect", _no_network)
    run.ok("catalogue", "build", *sorted(str(path) for path in sets.glob("*.tsv*")))
    return run


def _no_network(*_args: object) -> None:
    raise AssertionError("a socket was opened")


def found(run: Run, *words: str) -> list[str]:
    return [film["id"] for film in run.json("search", "--offline", *words)]


def test_catalogue_show_says_what_is_in_it_and_from_when(shelf: Run) -> None:
    shown = shelf.json("catalogue", "show")
    assert (shown["built"], shown["titles"]) == ("2023-03-24", len(FILMS) + len(WRITTEN) + 5)
    assert shown["kinds"]["series"] == 1
    assert "title.basics.tsv.gz" in shown["files"]
    assert "Built   2023-03-24" in shelf.ok("catalogue", "show")


def test_two_million_titles_are_built_with_a_progress_bar(
    shelf: Run, sets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("watchlist.cli.commands.catalogue.build.hints_are_seen", lambda: True)
    result = shelf("catalogue", "build", str(sets / "title.basics.tsv.gz"))
    assert "Building" in result.stderr


def test_catalogue_clear_removes_it(shelf: Run) -> None:
    assert shelf.ok("catalogue", "clear") == "Removed the catalogue.\n"
    assert shelf("catalogue", "show").exit_code == 3
    assert shelf.ok("catalogue", "clear") == "There is no catalogue to remove.\n"
    assert found(shelf, "amber", "gate") == []


def test_catalogue_needs_a_file_that_the_user_fetched_once_gives_title_original_title_year_kind_running_time_genres_imdb_id(
    shelf: Run,
) -> None:
    shelf.ok("add", "the amber gate")
    film = shelf.json("show", "amber gate")
    assert (film["title"], film["year"], film["runtime"]) == ("The Amber Gate", 1931, 91)
    assert (film["imdb"], film["genres"]) == ("tt9500001", ["drama", "sci-fi"])
    assert (film["original_title"], film["kind"]) == (None, "film")
    shelf.ok("catalogue", "clear")
    shelf.ok("add", "Barley Gate")
    assert shelf.json("show", "barley gate")["imdb"] is None
    assert film["sources"]["runtime"] == "catalogue"


def test_title_crew_with_name_basics_gives_directors(shelf: Run) -> None:
    shelf.ok("add", "The Amber Gate")
    people = shelf.json("show", "amber gate")["credits"]
    assert [one["name"] for one in people] == ["Ada Wren", "Bo Lind"]


def test_catalogue_gives_episodes_of_series(shelf: Run) -> None:
    shelf.ok("add", "Lantern Row")
    film = shelf.json("show", "lantern row")
    assert (film["kind"], film["seasons"]) == ("series", [2, 1])
    shelf.ok("fill", "lantern row", "--episodes", "--offline")
    assert shelf.json("show", "lantern row s01e02")["title"] == "Second Light"


@pytest.mark.parametrize(
    "words",
    ["THE AMBER GATE", "amber gate", "Ambér Gáte", "amber-gate", "ambre gate", "amber gat"],
)
def test_names_that_differ_by_case_accents_article_or_a_typo_are_found(
    shelf: Run, words: str
) -> None:
    assert found(shelf, words)[0] == "tt9500001"


def test_a_title_is_found_by_its_words_and_by_its_name_elsewhere(shelf: Run) -> None:
    assert "tt9500001" in found(shelf, "gate")
    assert found(shelf, "Das Bernsteintor") == ["tt9500001"]


def test_a_quote_at_the_start_of_a_field_is_part_of_the_title(shelf: Run) -> None:
    film = shelf.json("search", "--offline", "Quoted")[0]
    assert film["title"] == '"Quoted" Start'


def test_absurd_values_are_not_taken(shelf: Run) -> None:
    shelf.ok("add", "Endless Reel")
    film = shelf.json("show", "endless reel")
    assert (film["year"], film["runtime"], film["imdb"]) == (None, None, "tt9590001")


def test_a_title_that_several_have_is_not_filled_in(shelf: Run) -> None:
    result = shelf("add", "Twin Hill")
    assert shelf.json("show", "twin hill")["imdb"] is None
    assert "Twin Hill (1950) (tt9590010) or Twin Hill (1990) (tt9590011)" in result.stderr
    shelf.ok("fill", "twin hill", "--as", "tt9590011", "--offline")
    assert shelf.json("show", "twin hill")["year"] == 1990


def test_200_titles_as_people_write_them_at_least_190_right_none_wrong(shelf: Run) -> None:
    """Without years and quotes, with slips, articles, accents and names from elsewhere.

    What a slip leaves unclear is asked about: the title that is meant comes first then.
    """
    assert len(TYPED) == 200
    right, wrong = outcome(shelf, TYPED)
    assert wrong == []
    assert right >= 190


def test_titles_with_subtitles_numbers_and_years_as_people_write_them_none_wrong(
    shelf: Run,
) -> None:
    """Roman or other numbers, parts, subtitles alone, abbreviations, umlauts, small words, years.

    The few that are not found have a slip in one of several words.
    """
    assert len(WRITTEN) == 110
    right, wrong = outcome(shelf, [(typed, id_) for id_, _, _, typed in WRITTEN])
    assert wrong == []
    assert right >= 100


def outcome(shelf: Run, typed: Sequence[tuple[str, str]]) -> tuple[int, list[str]]:
    """Return how many titles are found, taken or named first, and those taken for another film."""
    shelf.ok("add", "-", input="\n".join(text for text, _ in typed))
    films = [film for film in shelf.json("list", "--all") if film["kind"] == "film"]
    by_number = {film["id"]: film["imdb"] for film in films}
    taken = [by_number[number] for number in range(1, len(typed) + 1)]
    wrong = [t for (t, id_), imdb in zip(typed, taken, strict=True) if imdb not in (None, id_)]
    asked = [(t, i) for (t, i), imdb in zip(typed, taken, strict=True) if imdb is None]
    found_first = sum(found(shelf, text)[:1] == [id_] for text, id_ in asked)
    return len(typed) - len(asked) - len(wrong) + found_first, wrong


def test_words_that_look_like_one_title_left_unquoted_are_hinted_at(shelf: Run) -> None:
    result = shelf("add", "Amber", "Gate", "--bare")
    assert "The Amber Gate (1931)" in result.stderr


def test_any_csv_with_our_columns(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_CACHE", str(tmp_path / "cache"))
    table = tmp_path / "mine.csv"
    table.write_text('Title;Year;Runtime;IMDb\n"Own; Film";1999;77;\nOther;2001;88;tt9700001\n')
    assert run.ok("catalogue", "build", str(table)) == "Built the catalogue: 2 titles.\n"
    run.ok("add", "Own; Film", "other")
    assert [run.json("show", f"id:{n}")["runtime"] for n in (1, 2)] == [77, 88]


def test_a_csv_is_read_as_import_reads_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_CACHE", str(tmp_path / "cache"))
    table = tmp_path / "mine.csv"
    rows = (
        "Name,Type,Runtime,Genres,Release,IMDb,Director,Aliases",
        "The Amber Gate (1931),movie,1h41,Drama; Sci-Fi,,https://www.imdb.com/title/tt9500001/,"
        "Ada Wren; Bo Lind,Das Bernsteintor",
        "Lantern Row,TV Series,45 min,,2001-09-01,,,",
        "Some Game,video game,,,,,,",
    )
    table.write_bytes("\n".join(rows).encode("utf-16"))
    assert run.ok("catalogue", "build", str(table)) == "Built the catalogue: 2 titles.\n"
    run.ok("add", "amber gate", "lantern row", "das bernsteintor (1931)", "--allow-duplicate")
    gate, row, other = (run.json("show", f"id:{n}") for n in (1, 2, 3))
    assert (gate["title"], gate["year"], gate["runtime"]) == ("The Amber Gate", 1931, 101)
    assert (gate["imdb"], gate["genres"]) == ("tt9500001", ["drama", "sci-fi"])
    assert [one["name"] for one in gate["credits"]] == ["Ada Wren", "Bo Lind"]
    assert (row["kind"], row["year"], row["runtime"]) == ("series", 2001, 45)
    assert other["runtime"] == 101


def test_our_own_export_is_a_catalogue(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_CACHE", str(tmp_path / "cache"))
    run.ok("add", "Salt (2010)", "--runtime", "100", "--director", "P. N.", "--bare")
    run.ok("export", "--to", "csv", "--output", str(tmp_path / "own.csv"))
    run.ok("catalogue", "build", str(tmp_path / "own.csv"))
    other = Run(tmp_path / "other.json")
    other.ok("add", "salt")
    film = other.json("show", "salt")
    assert (film["year"], film["runtime"], film["credits"][0]["name"]) == (2010, 100, "P. N.")


HEADER = (
    b"tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\t"
    b"runtimeMinutes\tgenres\n"
)
ROWS = b"".join(b"tt%07d\tmovie\tF%d\tF\t0\t1990\t\\N\t9\tD\n" % (n, n * 7919) for n in range(9000))
FAULTS = {
    "no such file": None,
    "a folder": None,
    "a table without titles": b"a,b\n1,2\n",
    "no text": b"\xff\xfe\x00",
    "nothing": b"",
    "damaged": gzip.compress(b"tconst\ttitleType\tprimaryTitle\n" * 999)[:60],
    "cut off": gzip.compress(HEADER + ROWS)[:-2000],
    "no film": HEADER,
    "no film, compressed": gzip.compress(HEADER),
    "another data set": b"tconst\tordering\tnconst\tcategory\ntt1\t1\tnm1\tself\n",
    "a column is missing": HEADER.replace(b"startYear\t", b"") + ROWS,
    "what it is about is missing": b"tconst\tprimaryTitle\ntt0000001\tFoo\n",
    "a page": b"<!DOCTYPE html><title>404</title>",
    "a line without end": b"title,year\n" + b"x" * (2**20 + 10),
    "bytes that are no text": b"tconst\ttitleType\tprimaryTitle\noops\xff\n",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_that_cannot_be_used_is_one_sentence_and_the_old_catalogue_stays(
    shelf: Run, tmp_path: Path, fault: str
) -> None:
    path, content = tmp_path / "some.tsv", FAULTS[fault]
    if fault == "a folder":
        path.mkdir()
    if content is not None:
        path.write_bytes(content)
    before = (tmp_path / "cache" / "catalogue.sqlite").read_bytes()
    result = shelf("catalogue", "build", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["catalogue.sqlite"]
    assert (tmp_path / "cache" / "catalogue.sqlite").read_bytes() == before


def test_a_full_disk_is_one_sentence_and_the_old_catalogue_stays(
    shelf: Run, sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite says the same of a file that may not grow."""
    before = (tmp_path / "cache" / "catalogue.sqlite").read_bytes()
    tables = catalogue_building._TABLES
    monkeypatch.setattr(catalogue_building, "_TABLES", f"{tables}PRAGMA max_page_count = 20;")
    result = shelf("catalogue", "build", str(sets / "title.basics.tsv.gz"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == ("Error: The catalogue cannot be built: database or disk is full.\n")
    assert (tmp_path / "cache" / "catalogue.sqlite").read_bytes() == before
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["catalogue.sqlite"]


def test_words_with_a_year_find_the_title_of_that_year(shelf: Run) -> None:
    assert found(shelf, "gate", "--year", "1931")[0] == "tt9500001"
    assert all(
        abs(film["year"] - 1941) <= 1
        for film in shelf.json("search", "--offline", "gate", "--year", "1941")
    )


def test_interrupted_it_leaves_the_old_one(
    shelf: Run, sets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (tmp_path / "cache" / "catalogue.sqlite").read_bytes()

    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(catalogue_building, "_year", interrupted)
    result = shelf("catalogue", "build", str(sets / "title.basics.tsv.gz"))
    assert result.exit_code == 130
    assert (tmp_path / "cache" / "catalogue.sqlite").read_bytes() == before
    assert [p.name for p in (tmp_path / "cache").iterdir()] == ["catalogue.sqlite"]


def test_what_a_killed_build_left_is_removed_by_a_later_one(
    shelf: Run, sets: Path, tmp_path: Path
) -> None:
    old, young = (tmp_path / "cache" / f".catalogue.sqlite.{n}.new" for n in (1, 2))
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    shelf.ok("catalogue", "build", str(sets / "title.basics.tsv.gz"))
    assert (old.exists(), young.exists()) == (False, True)


def test_a_damaged_catalogue_says_what_to_do(shelf: Run, tmp_path: Path) -> None:
    (tmp_path / "cache" / "catalogue.sqlite").write_bytes(b"no database at all" * 100)
    result = shelf("search", "--offline", "amber")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "“watchlist catalogue build” makes it anew" in result.stderr
    assert shelf("add", "Salt").exit_code == 0
