"""The tables of every reader in other shapes: read right or refused, never with a wrong state."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.benchmarks.readers import SAMPLES, Sample
from tests.formats.shelves import entries, items, lists, written
from watchlist.errors import WatchlistError
from watchlist.formats import registry
from watchlist.formats.parsing import sources
from watchlist.formats.parsing.tables import TableRow
from watchlist.merging.entries import Entry

GOLDEN: Final = Path(__file__).parent / "golden"
_LETTERBOXD: Final = "@day,@title,@year,https://boxd.it/@n"
_HEADER: Final = "Date,Name,Year,Letterboxd URI"
MADE: Final = {
    **{name: sample for name, sample in SAMPLES.items() if sample.name.endswith(".csv")},
    "letterboxd watched": Sample("watched.csv", _LETTERBOXD, f"{_HEADER}\n"),
    "letterboxd watchlist": Sample("watchlist.csv", _LETTERBOXD, f"{_HEADER}\n"),
    "letterboxd ratings": Sample("ratings.csv", f"{_LETTERBOXD},4.5", f"{_HEADER},Rating\n"),
    "letterboxd reviews": Sample(
        "reviews.csv",
        f"{_LETTERBOXD},4.5,,Kind.,,@day",
        f"{_HEADER},Rating,Rewatch,Review,Tags,Watched Date\n",
    ),
    "netflix list": Sample(
        "MyList.csv", "kim,@title,DE,@day", "Profile Name,Title Name,Country,Utc Title Add Date\n"
    ),
    "netflix ratings": Sample(
        "Ratings.csv",
        "kim,@title,thumb,,2,TV,@day 10:00:00,@day",
        "Profile Name,Title Name,Rating Type,Star Value,Thumbs Value,Device Model,Event Utc Ts,"
        "Region View Date\n",
    ),
    "neodb review": Sample(
        "movie_review.csv",
        "@title,imdb:@tt,https://neodb.social/movie/@n,@dayT10:00:00Z,Rain,All of it.",
        "title,info,links,timestamp,title,content\n",
    ),
}
ROWS: Final = 5
Rows = list[list[str]]


class State(NamedTuple):
    """What is said of watching a film."""

    watched: bool
    to_watch: bool


States = dict[str, State]
TABLES: Final = [*sorted(MADE), *sorted(str(p.relative_to(GOLDEN)) for p in GOLDEN.rglob("*.csv"))]


def table(name: str, folder: Path) -> Path:
    """Return the file of a name: a made-up one, or one with the quirks of real ones."""
    return MADE[name].write(folder / "plain", ROWS) if name in MADE else GOLDEN / name


def rows_of(path: Path) -> Rows:
    with sources.opened(str(path)) as source:
        found = source.members[0].table()
        rows = (row.cells for row in found.rows() if isinstance(row, TableRow))
        return [list(found.names), *rows]


def saved(path: Path, rows: Rows) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def films(path: Path) -> list[Entry]:
    """Return what a file is read to say of films; nothing for one that is refused."""
    try:
        found = items(path)
    except WatchlistError:
        return []
    return [*entries(found), *(film.entry for one in lists(found) for film in one.films)]


def states(path: Path) -> States:
    """Return what a file says of each film."""
    found: States = {}
    for film in films(path):
        name = film.title or film.imdb
        before = found.get(name, State(watched=False, to_watch=False))
        watched = bool(film.plays or film.viewings or film.rating)
        found[name] = State(before.watched or watched, before.to_watch or film.to_watch)
    return found


def shuffled(rows: Rows, seed: int) -> Rows:
    places = list(range(len(rows[0])))
    random.Random(seed).shuffle(places)  # noqa: S311 -- no secret
    return [[row[at] for at in places] for row in rows]


def wider(rows: Rows, name: str, cell: str) -> Rows:
    return [[name, *rows[0]], *([cell, *row] for row in rows[1:])]


CHANGES: Final[dict[str, Callable[[Rows], Rows]]] = {
    **{f"shuffled {seed}": lambda rows, seed=seed: shuffled(rows, seed) for seed in range(3)},  # type: ignore[misc]
    "shelf": lambda rows: wider(rows, "Shelf", "left"),
    "note": lambda rows: wider(rows, "Notes of mine", "a few words about it"),
    "language": lambda rows: wider(rows, "Language", "en"),
    "empty": lambda rows: wider(rows, "Foo", ""),
}


def wrong(found: States, right: States) -> Iterator[str]:
    """Yield what a file says of films that the right one does not: none of it may be more."""
    for title, state in found.items():
        known = right.get(title, State(watched=False, to_watch=False))
        if state.watched > known.watched or state.to_watch > known.to_watch:
            yield f"{title}: {state}, not {known}"


@pytest.mark.parametrize("name", TABLES)
def test_another_order_or_a_foreign_column_loses_no_film_and_tells_no_other_state(
    name: str, tmp_path: Path
) -> None:
    path = table(name, tmp_path)
    rows, right = rows_of(path), states(path)
    for change in CHANGES.values():
        found = states(saved(tmp_path / "changed" / path.name, change(rows)))
        assert not found or found.keys() == right.keys()
        assert list(wrong(found, right)) == []
        watched = {title for title, state in right.items() if state.watched}
        assert not found or {title for title in found if found[title].watched} == watched


@pytest.mark.parametrize("name", TABLES)
def test_without_its_header_no_state_is_told(name: str, tmp_path: Path) -> None:
    path = table(name, tmp_path)
    found = states(saved(tmp_path / "changed" / path.name, rows_of(path)[1:]))
    assert list(wrong(found, states(path))) == []


@pytest.mark.parametrize("name", TABLES)
def test_another_name_tells_no_other_state(name: str, tmp_path: Path) -> None:
    path = table(name, tmp_path)
    rows, right = rows_of(path), states(path)
    for other in ("export (3).csv", "history.csv", "films.csv", "data.csv"):
        assert list(wrong(states(saved(tmp_path / "changed" / other, rows)), right)) == []


def test_every_reader_of_tables_is_there() -> None:
    of_trees = {"json", "myanimelist", "watcharr", "ryot", "stremio", "obsidian", "records"}
    there = {name.partition(" ")[0] for name in MADE} | {name.partition("/")[0] for name in TABLES}
    assert set(registry.READERS) - of_trees - {"markdown", "text"} <= there


def test_a_state_that_no_cell_tells_is_found(tmp_path: Path) -> None:
    plain = written(tmp_path / "a.csv", "Title,Seen\nHeat,\nAlien,x\n")
    other = written(tmp_path / "b.csv", "Title,Seen\nHeat,x\nAlien,\n")
    assert len(list(wrong(states(other), states(plain)))) == 2
