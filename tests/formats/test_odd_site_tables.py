"""Tables of the further sites, resaved in odd ways: read right or refused, no wrong state."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import pytest

from tests.formats.test_golden import FOLDER, brief
from watchlist.errors import WatchlistError
from watchlist.formats import registry
from watchlist.formats.parsing import sources
from watchlist.formats.parsing.tables import TableRow
from watchlist.formats.registry import Options
from watchlist.merging.entries import Entry, Item, ListEntry

SITES: Final = (
    *("tautulli", "jellyfin", "kinorium", "neodb", "douban", "mdblist", "primevideo"),
    *("icheckmovies", "criticker", "filmaffinity"),
)
PATHS: Final = sorted(path for site in SITES for path in (FOLDER / site).glob("*.csv"))
each_table = pytest.mark.parametrize(
    "path", PATHS, ids=lambda path: f"{path.parent.name}/{path.name}"
)

Rows = list[list[str]]


def rows_of(path: Path) -> Rows:
    """Return the header and the rows of a table."""
    with sources.opened(str(path)) as source:
        table = source.members[0].table()
        return [
            list(table.names),
            *(row.cells for row in table.rows() if isinstance(row, TableRow)),
        ]


def written(path: Path, rows: Rows) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def read(path: Path) -> list[Item]:
    with sources.opened(str(path)) as source:
        return list(registry.recognise(source).read(source, Options()))


def said(items: Iterable[Item]) -> list[str]:
    """Return what items say, wherever they stand."""
    return [
        brief(item).replace(str(item.origin), "").replace(item.origin.file, "")
        for item in items
        if isinstance(item, Entry | ListEntry)
    ]


def is_watched(entry: Entry) -> bool:
    return bool(entry.plays or entry.viewings or entry.rating is not None)


def watched_lines(path: Path) -> set[int]:
    return {item.origin.line for item in entries(read(path)) if is_watched(item)}


def entries(items: Iterable[Item]) -> Iterator[Entry]:
    for item in items:
        if isinstance(item, ListEntry):
            yield from (listed.entry for listed in item.films)
        elif isinstance(item, Entry):
            yield item


def picked(rows: Rows, columns: Iterable[int]) -> Rows:
    order = list(columns)
    return [[row[index] for index in order] for row in rows]


def shuffled(rows: Rows) -> Rows:
    columns = list(range(len(rows[0])))
    random.Random(7).shuffle(columns)  # noqa: S311 -- no secret
    return picked(rows, columns)


def with_a_foreign_column(rows: Rows) -> Rows:
    return [["Shelf", *rows[0]], *(["left", *row] for row in rows[1:])]


@each_table
@pytest.mark.parametrize(
    "change",
    [shuffled, lambda rows: picked(rows, reversed(range(len(rows[0])))), with_a_foreign_column],
    ids=["shuffled", "reversed", "foreign"],
)
def test_columns_in_another_order_and_foreign_ones_change_nothing(
    path: Path, change: Callable[[Rows], Rows], tmp_path: Path
) -> None:
    rows = rows_of(path)
    plain = written(tmp_path / "plain" / path.name, rows)
    changed = written(tmp_path / "changed" / path.name, change(rows))
    assert said(read(changed)) == said(read(plain))


@each_table
def test_the_name_of_the_file_tells_no_state(path: Path, tmp_path: Path) -> None:
    renamed = written(tmp_path / "watched films.csv", rows_of(path))
    assert [
        (entry.title, is_watched(entry), entry.to_watch) for entry in entries(read(renamed))
    ] == [(entry.title, is_watched(entry), entry.to_watch) for entry in entries(read(path))]


@each_table
def test_without_its_header_a_table_is_refused(path: Path, tmp_path: Path) -> None:
    with pytest.raises(WatchlistError):
        read(written(tmp_path / path.name, rows_of(path)[1:]))


@each_table
@pytest.mark.parametrize("seed", range(4))
def test_half_of_two_formats_is_never_more_watched_than_there_is_evidence(
    path: Path, seed: int, tmp_path: Path
) -> None:
    chance = random.Random(f"{path.name}{seed}")  # noqa: S311 -- no secret
    other = chance.choice([one for one in PATHS if one != path])
    rows, others = rows_of(path), rows_of(other)
    body = list(islice(cycle(others[1:]), len(rows) - 1))
    halves = [
        sorted(chance.sample(range(len(table[0])), (len(table[0]) + 1) // 2))
        for table in (rows, others)
    ]
    if seed % 2:  # the whole of the one
        halves[0] = list(range(len(rows[0])))
    both = [
        [*first, *second]
        for first, second in zip(
            picked(rows, halves[0]), picked([others[0], *body], halves[1]), strict=True
        )
    ]
    mixed = written(tmp_path / "mixed.csv", both)
    evidence = watched_lines(written(tmp_path / "one.csv", rows))
    evidence |= watched_lines(written(tmp_path / "two.csv", [others[0], *body]))
    try:
        items = read(mixed)
    except WatchlistError:
        return
    assert {entry.origin.line for entry in entries(items) if is_watched(entry)} <= evidence
