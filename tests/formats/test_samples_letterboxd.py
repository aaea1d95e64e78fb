"""A real export: what a plain reading of its files counts is what is in the library."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from watchlist.formats.parsing.markup import plain_text

Key = tuple[str, int | None]


@pytest.fixture(scope="module")
def folder(samples: Path) -> Path:
    return samples / "letterboxd" / "export-2022"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(row: dict[str, str]) -> Key:
    return row["Name"], int(row["Year"]) if row["Year"] else None


def tags(text: str) -> list[str]:
    return [tag.strip() for tag in text.split(",") if tag.strip()]


def list_rows(path: Path) -> tuple[str, list[dict[str, str]]]:
    """Return the name of a list and its films, as a plain reading has them."""
    with path.open(encoding="utf-8", newline="") as file:
        records = [record for record in csv.reader(file) if record]
    start = next(i for i, record in enumerate(records) if record[:2] == ["Position", "Name"])
    return records[1][1].strip(), [
        dict(zip(records[start], record, strict=True)) for record in records[start + 1 :]
    ]


@pytest.fixture
def imported(run: Run, folder: Path) -> dict[str, Any]:
    run.ok("import", str(folder))
    content: dict[str, Any] = json.loads(run.library.read_bytes())
    return content


def films(content: dict[str, Any]) -> Iterator[tuple[Key, dict[str, Any]]]:
    return (((film["title"], film.get("year")), film) for film in content["films"].values())


def without_uids(content: dict[str, Any]) -> dict[str, Any]:
    """Return films and lists without what two libraries cannot have in common."""
    return {
        name: {
            number: {field: value for field, value in record.items() if field != "uid"}
            for number, record in content[name].items()
        }
        for name in ("films", "lists")
    }


def by_key(content: dict[str, Any]) -> dict[Key, list[dict[str, Any]]]:
    found: dict[Key, list[dict[str, Any]]] = defaultdict(list)
    for name, film in films(content):
        found[name].append(film)
    return found


def test_every_film_is_there_once(imported: dict[str, Any], folder: Path) -> None:
    addresses = {
        row[column]: key(row)
        for name, column in (
            ("watched", "Letterboxd URI"),
            ("watchlist", "Letterboxd URI"),
            ("ratings", "Letterboxd URI"),
        )
        for row in rows(folder / f"{name}.csv")
    }
    for path in (folder / "lists").glob("*.csv"):
        addresses |= {row["URL"]: key(row) for row in list_rows(path)[1]}
    known = Counter(addresses.values())
    for name in ("diary", "reviews"):
        for row in rows(folder / f"{name}.csv"):
            known[key(row)] = known[key(row)] or 1  # without an address: one film of that name
    assert Counter(name for name, _ in films(imported)) == known
    there = {film["letterboxd"] for _, film in films(imported) if "letterboxd" in film}
    assert there == set(addresses)


def test_the_watchlist_is_to_watch(imported: dict[str, Any], folder: Path) -> None:
    wanted = {row["Letterboxd URI"]: row["Date"] for row in rows(folder / "watchlist.csv")}
    assert {
        film["letterboxd"]: film["added"] for _, film in films(imported) if film.get("to_watch")
    } == wanted


def test_every_row_of_the_diary_is_a_viewing(imported: dict[str, Any], folder: Path) -> None:
    reviews = {
        row["Letterboxd URI"] or key(row): plain_text(row["Review"])
        for row in rows(folder / "reviews.csv")
        if row["Watched Date"]
    }
    expected = Counter(
        (
            key(row),
            row["Watched Date"],
            float(row["Rating"]) if row["Rating"] else None,
            row["Rewatch"] == "Yes",
            tuple(tags(row["Tags"])),
            reviews.get(row["Letterboxd URI"] or key(row), ""),
        )
        for row in rows(folder / "diary.csv")
    )
    assert (
        Counter(
            (
                name,
                viewing["watched_on"],
                viewing.get("rating"),
                viewing.get("rewatch", False),
                tuple(viewing.get("tags", ())),
                viewing.get("note", ""),
            )
            for name, film in films(imported)
            for viewing in film.get("viewings", ())
            if "watched_on" in viewing
        )
        == expected
    )


def test_what_was_watched_and_is_not_in_the_diary_has_one_undated_viewing(
    imported: dict[str, Any], folder: Path
) -> None:
    watched = {row["Letterboxd URI"]: key(row) for row in rows(folder / "watched.csv")}
    logged = {key(row) for row in rows(folder / "diary.csv")}
    seen = [film for _, film in films(imported) if film.get("viewings")]
    assert {film["letterboxd"] for film in seen if "letterboxd" in film} == set(watched)
    undated = [film for film in seen if {} in film["viewings"]]
    assert all(film["viewings"] == [{}] for film in undated)
    homonyms = {name for name, count in Counter(watched.values()).items() if count > 1}
    assert {film["letterboxd"] for film in undated if film["title"] not in dict(homonyms)} == {
        address
        for address, name in watched.items()
        if name not in logged and name[0] not in dict(homonyms)
    }


def test_current_ratings_are_those_of_the_ratings(imported: dict[str, Any], folder: Path) -> None:
    ratings = {row["Letterboxd URI"]: float(row["Rating"]) for row in rows(folder / "ratings.csv")}
    rated = {film["letterboxd"]: film["rating"] for _, film in films(imported) if "rating" in film}
    assert rated | ratings == rated
    logged = {key(row) for row in rows(folder / "diary.csv") if row["Rating"]}
    others = rated.keys() - ratings.keys()
    assert {name for name, film in films(imported) if film.get("letterboxd") in others} <= logged


def test_reviews_without_a_date_are_notes(imported: dict[str, Any], folder: Path) -> None:
    assert Counter(
        (name, note["text"]) for name, film in films(imported) for note in film.get("notes", ())
    ) == Counter(
        (key(row), plain_text(row["Review"]))
        for row in rows(folder / "reviews.csv")
        if not row["Watched Date"]
    )


def test_lists_keep_their_films_in_order(imported: dict[str, Any], folder: Path) -> None:
    expected = [list_rows(path) for path in sorted((folder / "lists").glob("*.csv"))]
    assert [
        (
            found["name"],
            [
                (imported["films"][str(listed["film"])]["letterboxd"], listed.get("note", ""))
                for listed in found.get("films", ())
            ],
        )
        for found in imported["lists"].values()
    ] == [
        (name, [(row["URL"], plain_text(row["Description"])) for row in listed])
        for name, listed in expected
    ]


def test_the_same_export_again_changes_nothing(run: Run, folder: Path) -> None:
    run.ok("import", str(folder))
    before = run.library.read_bytes()
    summary = run.json("import", str(folder))
    assert (summary["added"], summary["updated"], summary["lists"]) == (0, 0, 0)
    assert run.library.read_bytes() == before


@pytest.fixture
def packed(tmp_path: Path, folder: Path) -> Path:
    path = tmp_path / "letterboxd.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in folder.rglob("*.csv"):
            archive.write(member, member.relative_to(folder).as_posix())
    return path


def test_an_archive_makes_the_library_that_the_folder_makes(
    tmp_path: Path, imported: dict[str, Any], packed: Path
) -> None:
    other = Run(tmp_path / "other.json")
    other.ok("import", str(packed))
    content = json.loads(other.library.read_bytes())
    assert without_uids(content) == without_uids(imported)


def test_single_files_make_the_library_that_the_folder_makes(
    tmp_path: Path, imported: dict[str, Any], folder: Path
) -> None:
    other = Run(tmp_path / "other.json")
    for path in sorted(folder.rglob("*.csv"), key=lambda path: path.relative_to(folder).as_posix()):
        other.ok("import", str(path))
    content = json.loads(other.library.read_bytes())
    assert without_uids(content) == without_uids(imported)


def test_the_order_of_single_files_changes_numbers_only(
    tmp_path: Path, imported: dict[str, Any], folder: Path
) -> None:
    other = Run(tmp_path / "other.json")
    for path in sorted(folder.rglob("*.csv"), key=lambda path: path.name, reverse=True):
        other.ok("import", str(path))
    content = json.loads(other.library.read_bytes())
    there, here = (without_uids(one)["films"].values() for one in (content, imported))
    assert Counter(map(json.dumps, there)) == Counter(map(json.dumps, here))


@pytest.mark.parametrize("name", ["import.diary.csv", "import.minimal.csv", "import.ids.csv"])
def test_files_in_the_import_format_are_read(run: Run, samples: Path, name: str) -> None:
    path = samples / "letterboxd" / "import-format" / name
    summary = run.json("import", str(path))
    expected = rows(path)
    assert (summary["read"], summary["added"], summary["skipped"]) == (
        len(expected),
        len(expected),
        0,
    )
    found = run.json("list", "--all")
    assert [film["rating"] for film in found] == [float(row["Rating"]) for row in expected]
    dates = [row["WatchedDate"] for row in expected if "WatchedDate" in row]
    logged = [viewing["watched_on"] for viewing in run.json("log") if viewing["watched_on"]]
    assert sorted(logged) == sorted(dates)
