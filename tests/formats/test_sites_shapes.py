"""The tables of sites in other shapes: another name, order or column gives the same or nothing."""

from __future__ import annotations

import csv
import itertools
import re
from pathlib import Path

import pytest

from tests.formats.shelves import entries, items, lists, written
from watchlist.errors import WatchlistError
from watchlist.formats.readers import netflix
from watchlist.merging.entries import Entry, Item

GOLDEN = Path(__file__).parent / "golden"
SITES = ("movary", "netflix", "simkl", "trakt", "tvtime", "yamtrack")
TABLES = sorted(path for site in SITES for path in (GOLDEN / site).rglob("*.csv"))
LISTED = ("trakt/csv/scary-nights.csv", "trakt/csv/watchlist.csv")
"""Those of which only the name says what they are."""

TELLING = re.compile(r"watch|date|rating|score|status|start time|^type$")
DAYS = re.compile(r"date|watched|_at|time|range_key")
Rows = list[list[str]]


def rows_of(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        return list(csv.reader(file, delimiter=delimiter))


def save(path: Path, rows: Rows) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def said(path: Path) -> list[Item]:
    """Return what a file is read to say; nothing for one that is refused."""
    try:
        return items(path)
    except WatchlistError:
        return []


def films(found: list[Item]) -> list[Entry]:
    return [*entries(found), *(film.entry for one in lists(found) for film in one.films)]


def meanings(found: list[Item]) -> list[str]:
    """Return what is said of films, wherever it stands."""
    plain = [
        {name: getattr(film, name) for name in film.__struct_fields__ if name != "origin"}
        for film in films(found)
    ]
    return sorted(map(repr, plain))


def watched(found: list[Item]) -> list[Entry]:
    return [film for film in entries(found) if film.plays or film.viewings or film.rating]


def table(path: Path) -> str:
    return str(path.relative_to(GOLDEN))


@pytest.mark.parametrize("path", TABLES, ids=table)
def test_columns_in_any_order_say_the_same(path: Path, tmp_path: Path) -> None:
    rows = rows_of(path)
    places = range(len(rows[0]))
    order = [*places[::-2], *places[-2::-2]]
    shuffled = [[row[index] for index in order] for row in rows]
    assert meanings(said(save(tmp_path / path.name, shuffled))) == meanings(said(path))


@pytest.mark.parametrize("path", TABLES, ids=table)
def test_a_foreign_column_changes_nothing(path: Path, tmp_path: Path) -> None:
    rows = rows_of(path)
    wider = [[*row, "Shelf" if not index else "top"] for index, row in enumerate(rows)]
    found = said(save(tmp_path / path.name, wider))
    assert not found or meanings(found) == meanings(said(path))


@pytest.mark.parametrize("path", TABLES, ids=table)
def test_another_name_says_the_same_or_is_refused(path: Path, tmp_path: Path) -> None:
    found = said(written(tmp_path / "export (3).csv", path.read_bytes()))
    is_refused = table(path) in LISTED
    assert meanings(found) == ([] if is_refused else meanings(said(path)))


@pytest.mark.parametrize("path", TABLES, ids=table)
def test_without_its_header_a_table_tells_no_watching(path: Path, tmp_path: Path) -> None:
    assert films(said(save(tmp_path / path.name, rows_of(path)[1:]))) == []


@pytest.mark.parametrize("path", TABLES, ids=table)
def test_half_of_two_formats_has_no_more_watched_films_than_evidence(
    path: Path, tmp_path: Path
) -> None:
    for other in TABLES:
        first, second = rows_of(path), rows_of(other)
        half, rest = len(first[0]) // 2, len(second[0]) // 2
        mixed = [
            [*one[:half], *two[rest:]]
            for one, two in itertools.zip_longest(
                first, second, fillvalue=[""] * max(len(first[0]), len(second[0]))
            )
        ]
        found = watched(said(save(tmp_path / path.name, mixed)))
        assert len(found) <= evidence(mixed), (other, mixed[0])


def evidence(rows: Rows) -> int:
    """Return how many rows have a cell in a column that is about watching."""
    telling = [index for index, name in enumerate(rows[0]) if TELLING.search(name.lower())]
    if {"watchedAt", "tmdbId"} <= set(rows[0]):
        return len(rows)  # every row of Movary's history is a play
    return sum(any(row[index] for index in telling) for row in rows[1:])


@pytest.mark.parametrize("path", TABLES, ids=table)
def test_blank_days_are_never_days(path: Path, tmp_path: Path) -> None:
    rows = rows_of(path)
    blank = [
        rows[0],
        *(
            [
                "" if DAYS.search(name.lower()) and name.lower() != "is_watched" else cell
                for name, cell in zip(rows[0], row, strict=True)
            ]
            for row in rows[1:]
        ),
    ]
    found = said(save(tmp_path / path.name, blank))
    assert all(not viewing.watched_on for film in entries(found) for viewing in film.viewings)


@pytest.mark.parametrize(
    "title",
    [
        "Dark: Staffel 1: Geheimnisse",
        "Lupin : Partie 1 : Chapitre 1",
        "La casa de papel: Temporada 2: Episodio 3",
        "Serial: 2. sezon: Początek",
        "ドラマ: シーズン3: 最終話",
        "드라마: 시즌 1: 첫 화",
        "剧集：第 2 季：结局",
        "Сериал: Сезон 1: Начало",
        "A Show: Limited Series: Openings",
        "A Show: Episode 4",
        "Stranger Things: Stranger Things 2: MADMAX",
        "A Cook: Temporada 1 - Volumen 1: Soup",
    ],
)
def test_episodes_are_told_by_their_titles(title: str) -> None:
    assert netflix.is_part(title)


@pytest.mark.parametrize(
    "title",
    [
        "Heat",
        "Glass Onion: A Knives Out Mystery",
        "Dune: Part Two",
        "Kill Bill: Vol. 1",
        "Mission: Impossible - Fallout",
        "The Hunger Games: Mockingjay: Part 1",
        "Star Wars: Episode V: The Empire Strikes Back",
        "Rebel Moon — Part One: A Child of Fire",
    ],
)
def test_a_colon_alone_makes_no_episode(title: str) -> None:
    assert not netflix.is_part(title)


def netflix_titles(path: Path, titles: list[str]) -> list[str]:
    rows = [
        ["Title", "Date"],
        *([title, "2024-02-01"] for title in titles),
        ["A Show: Season 1: B", "2024-02-01"],
    ]
    return [entry.title for entry in entries(items(save(path, rows)))]


@pytest.mark.parametrize(("count", "films"), [(11, 11), (12, 0)])
def test_a_dozen_titles_that_share_their_first_part_are_a_series(
    tmp_path: Path, count: int, films: int
) -> None:
    titles = [f"Night Ferry: Crossing {number}" for number in range(count)]
    assert len(netflix_titles(tmp_path / "NetflixViewingHistory.csv", titles)) == films
