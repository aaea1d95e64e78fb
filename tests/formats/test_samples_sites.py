"""Real exports of IMDb, Trakt and TMDB have what a plain reading of them finds."""

from __future__ import annotations

import csv
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.conftest import Run

IMDB = {
    "g1-watchlist-27.csv": "utf-8",
    "g2-watchlist-175-latin1.csv": "latin-1",
    "g3-ratings-183.csv": "utf-8",
    "g3-watchlist-28.csv": "utf-8",
    "g4-watchlist-440-cyrillic.csv": "utf-8",
}
FILM_TYPES = {"Feature Film", "movie", "tvMovie", "short", "Movie"}
TMDB_LISTS = {
    "account_account_id_rated_movies": "results",
    "account_account_id_watchlist_movies": "results",
    "collection_collection_id": "parts",
    "discover_movie": "results",
    "find_external_id": "movie_results",
    "movie_movie_id_similar": "results",
    "movie_upcoming": "results",
    "search_movie": "results",
}
TMDB_OTHERS = ("configuration", "genre_movie_list", "movie_movie_id_credits", "search_collection")


class Counts(NamedTuple):
    """What a library holds, or what a plain reading of a file finds."""

    films: int
    viewings: int
    rated: int
    to_watch: int
    notes: int


def counts(run: Run) -> Counts:
    library = json.loads(run.ok("export", "--to", "json"))
    films = library.get("films", {}).values()
    return Counts(
        films=len(films),
        viewings=len(run.json("log")),
        rated=sum("rating" in film for film in films),
        to_watch=sum(film.get("to_watch", False) for film in films),
        notes=sum(len(film.get("notes", ())) for film in films),
    )


def import_twice(run: Run, path: Path) -> dict[str, Any]:
    """Import a source, see that a second time changes nothing, and return the first report."""
    report: dict[str, Any] = run.json("import", str(path))
    before = run.library.read_bytes()
    again = run.json("import", str(path))
    assert (again["added"], again["updated"]) == (0, 0)
    assert run.library.read_bytes() == before
    return report


@pytest.fixture
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("name", IMDB)
def test_an_imdb_file_has_the_films_and_ratings_of_its_rows(
    run: Run, samples: Path, name: str
) -> None:
    path = samples / "imdb" / name
    with path.open(encoding=IMDB[name], newline="") as file:
        rows = [{k.lower(): v for k, v in row.items()} for row in csv.DictReader(file)]
    films = [row for row in rows if row["title type"] in FILM_TYPES]
    rated = sum(bool(row.get("your rating") or row.get("you rated")) for row in films)
    report = import_twice(run, path)
    assert counts(run) == Counts(
        films=len({row["const"] for row in films}),
        viewings=rated,
        rated=rated,
        to_watch=len(films) if "position" in rows[0] else 0,
        notes=sum(bool(row.get("description")) for row in films),
    )
    assert (report["read"], report["skipped"]) == (len(rows), len(rows) - len(films))


@pytest.mark.parametrize("name", IMDB)
def test_an_imdb_film_is_what_its_row_says(run: Run, samples: Path, name: str) -> None:
    path = samples / "imdb" / name
    with path.open(encoding=IMDB[name], newline="") as file:
        rows = [{k.lower(): v for k, v in row.items()} for row in csv.DictReader(file)]
    run.ok("import", str(path))
    library = json.loads(run.ok("export", "--to", "json"))
    found = {film["imdb"]: film for film in library["films"].values()}
    for row in rows:
        if row["title type"] in FILM_TYPES:
            film = found[row["const"]]
            assert film["title"] == " ".join(row["title"].split())
            if row["year"].isdecimal():
                assert film["year"] == int(row["year"])
            rating = row.get("your rating") or row.get("you rated")
            assert film.get("rating") == (int(rating) / 2 if rating else None)


def trakt_films(path: Path) -> list[dict[str, Any]]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [row for row in rows if "movie" in row and row.get("type", "movie") == "movie"]


def ids(rows: list[dict[str, Any]]) -> set[int]:
    return {row["movie"]["ids"]["trakt"] for row in rows}


def test_a_trakt_export_has_the_plays_and_lists_of_its_files(
    run: Run, samples: Path, utc: None
) -> None:
    folder = samples / "trakt" / "export-2026"
    watched = trakt_films(folder / "watched" / "watched-movies.json")
    history = trakt_films(folder / "watched" / "history.sample.json")
    wanted = trakt_films(folder / "lists" / "watchlist.json")
    collected = trakt_films(folder / "collection" / "collection-movies.json")
    lists = [trakt_films(path) for path in sorted((folder / "lists").glob("list-*.json"))]
    everything = [*watched, *history, *wanted, *collected, *(row for rows in lists for row in rows)]

    import_twice(run, folder)

    diary = {
        (row["movie"]["ids"]["trakt"], row.get("last_watched_at") or row["watched_at"])
        for row in (*watched, *history)
    }
    dated = Counter(film for film, _ in diary)
    plays = {row["movie"]["ids"]["trakt"]: row["plays"] for row in watched}
    expected = Counts(
        films=len(ids(everything)),
        viewings=sum(max(plays.get(film, 0), dated[film]) for film in {*plays, *dated}),
        rated=0,
        to_watch=len(ids(wanted)),
        notes=sum(bool(row["notes"]) for row in wanted),
    )
    assert counts(run) == expected
    assert sum(bool(viewing["watched_on"]) for viewing in run.json("log")) == len(diary)
    library = json.loads(run.ok("export", "--to", "json"))
    names = {row["name"] for row in json.loads((folder / "lists" / "lists.json").read_bytes())}
    assert {found["name"] for found in library["lists"].values()} == names
    assert sorted(len(found["films"]) for found in library["lists"].values()) == sorted(
        map(len, lists)
    )
    tagged = sum("collected" in film.get("tags", ()) for film in library["films"].values())
    assert tagged == len(ids(collected))


def test_the_files_of_a_trakt_export_one_by_one_make_the_same_films(
    run: Run, samples: Path, tmp_path: Path
) -> None:
    folder = samples / "trakt" / "export-2026"
    run.ok("import", str(folder))
    alone = Run(tmp_path / "alone.json")
    for path in sorted(folder.rglob("*.json")):
        if path.parent.name != "user" and path.name != "lists.json":
            alone.ok("import", str(path))
    assert counts(alone) == counts(run)


@pytest.mark.parametrize("name", TMDB_LISTS)
def test_a_tmdb_list_has_its_films(run: Run, samples: Path, name: str) -> None:
    [path] = (samples / "tmdb" / "examples").glob(f"3_{name}.*.json")
    films = json.loads(path.read_bytes())[TMDB_LISTS[name]]
    rated = sum("rating" in film for film in films)
    import_twice(run, path)
    to_watch = 0 if name.startswith("collection") else len(films) - rated
    assert counts(run) == Counts(len(films), rated, rated, to_watch, 0)


def test_a_tmdb_film_has_its_facts(run: Run, samples: Path) -> None:
    path = samples / "tmdb" / "examples" / "3_movie_movie_id.200.OK.json"
    body = json.loads(path.read_bytes())
    import_twice(run, path)
    film = run.json("show", body["title"])
    assert (film["imdb"], film["tmdb"], film["release"], film["runtime"]) == (
        body["imdb_id"],
        body["id"],
        body["release_date"],
        body["runtime"],
    )


@pytest.mark.parametrize("name", TMDB_OTHERS)
def test_a_tmdb_body_without_films_is_not_recognised(run: Run, samples: Path, name: str) -> None:
    [path] = (samples / "tmdb" / "examples").glob(f"3_{name}.*.json")
    result = run("import", str(path))
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert not run.library.exists()
