"""The exports of one made-up person: in whatever order they come, the library is the same."""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import Run
from tests.formats.shelves import items, written
from watchlist.library.codec import encode
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.merging.importing import take_in
from watchlist.model import Film, Franchise, Link

SOURCES = ("letterboxd", "trakt", "ratings.csv", "films.csv")

DAYS = st.dates(datetime.date(2019, 1, 1), datetime.date(2021, 12, 31))


class Made(NamedTuple):
    """What the person says of a film in one source: as much as was entered there."""

    number: int
    days: tuple[datetime.date, ...]
    stars: float | None
    to_watch: bool

    @property
    def title(self) -> str:
        return f"Quiet House {self.number}"

    @property
    def year(self) -> int:
        return 1990 + self.number

    @property
    def imdb(self) -> str:
        return f"tt{self.number:07}"


@st.composite
def people(draw: st.DrawFn) -> dict[str, list[Made]]:
    """Return the films of a person by source; some know less of it."""
    sources: dict[str, list[Made]] = defaultdict(list)
    for number in range(1, draw(st.integers(1, 3)) + 1):
        days = sorted(draw(st.sets(DAYS, max_size=2)))
        stars = draw(st.none() | st.sampled_from([0.5, 3.0, 4.5])) if days else None
        for source in sorted(draw(st.sets(st.sampled_from(SOURCES), min_size=1))):
            there = tuple(day for day in days if draw(st.booleans()))
            rating = stars if there or source == "ratings.csv" else None
            if there or rating or not days:
                sources[source].append(Made(number, there, rating, not days))
    return sources


def letterboxd(folder: Path, films: list[Made]) -> None:
    head = "Date,Name,Year,Letterboxd URI"
    rows = {
        film: f"2022-01-01,{film.title},{film.year},https://boxd.it/{film.number}" for film in films
    }
    files = {
        "watched.csv": [head, *(rows[film] for film in films if film.days)],
        "watchlist.csv": [head, *(rows[film] for film in films if film.to_watch)],
        "ratings.csv": [f"{head},Rating", *(f"{rows[f]},{f.stars}" for f in films if f.stars)],
        "diary.csv": [
            f"{head},Rating,Rewatch,Tags,Watched Date",
            *(
                f"{day},{film.title},{film.year},https://boxd.it/e{film.number}x{place},"
                f"{film.stars or ''},{'Yes' if place else ''},,{day}"
                for film in films
                for place, day in enumerate(film.days)
            ),
        ],
    }
    for name, lines in files.items():
        written(folder / "letterboxd" / name, "\n".join([*lines, ""]))


def trakt(folder: Path, films: list[Made]) -> None:
    def row(film: Made, **said: Any) -> dict[str, Any]:
        ids = {"trakt": film.number, "slug": f"q-{film.number}", "imdb": film.imdb}
        ids["tmdb"] = film.number + 500
        return {
            **said,
            "type": "movie",
            "movie": {"title": film.title, "year": film.year, "ids": ids},
        }

    files = {
        "watched-history.json": [
            row(
                film, id=film.number * 10 + place, watched_at=f"{day}T20:15:00.000Z", action="watch"
            )
            for film in films
            for place, day in enumerate(film.days)
        ],
        "ratings-movies.json": [
            row(film, rated_at="2022-01-01T10:00:00.000Z", rating=round(film.stars * 2))
            for film in films
            if film.stars
        ],
        "lists-watchlist.json": [
            row(film, rank=1, listed_at="2022-01-01T10:00:00.000Z")
            for film in films
            if film.to_watch
        ],
    }
    for name, rows in files.items():
        written(folder / "trakt" / name, json.dumps(rows))


def imdb(folder: Path, films: list[Made]) -> None:
    lines = ["Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Year"]
    lines += [
        f"{film.imdb},{round(film.stars * 2)},2022-01-01,{film.title},"
        f"https://www.imdb.com/title/{film.imdb}/,Movie,7.1,{film.year}"
        for film in films
        if film.stars
    ]
    written(folder / "ratings.csv", "\n".join([*lines, ""]))


def table(folder: Path, films: list[Made]) -> None:
    lines = ["Title,Year,IMDb,Watched on,Rating,State"]
    for film in films:
        lines += [
            f"{film.title},{film.year},{film.imdb},{day},{film.stars or ''},watched"
            for day in film.days
        ]
        if film.to_watch:
            lines.append(f"{film.title},{film.year},{film.imdb},,,watchlist")
    written(folder / "films.csv", "\n".join([*lines, ""]))


WRITERS = dict(zip(SOURCES, (letterboxd, trakt, imdb, table), strict=True))


def library() -> Library:
    return Library(Records(Film, {}), Records(Link, {}), Records(Franchise, {}))


def told(shelf: Library) -> dict[str, Any]:
    """Return what a library says of each film, without what only tells when it came."""
    found = {}
    for film in shelf.films.values():
        document = encode(film)
        for name in ("uid", "sources"):
            document.pop(name, None)
        document["viewings"] = sorted(document.get("viewings", []), key=json.dumps)
        found[film.label] = document
    return found


def imported(folder: Path, order: Sequence[str]) -> dict[str, Any]:
    shelf = library()
    for name in order:
        take_in(shelf, items(folder / name))
    return told(shelf)


@settings(max_examples=40)
@given(sources=people(), order=st.permutations(SOURCES))
def test_the_exports_of_one_person_give_the_same_library_in_any_order(
    sources: dict[str, list[Made]], order: list[str]
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        there = [source for source in SOURCES if sources[source]]
        for source in there:
            WRITERS[source](folder, sources[source])
        again = [source for source in order if source in there]
        assert imported(folder, again) == imported(folder, there)


def exported(run: Run) -> dict[str, Any]:
    """Return the own export without the uids, which are new for each record that is made."""
    document: dict[str, Any] = json.loads(run.ok("export", "--to", "json"))
    for film in document["films"].values():
        film.pop("uid")
    return document


@pytest.mark.parametrize("source", SOURCES)
def test_an_import_that_was_undone_gives_the_same_library_again(
    run: Run, tmp_path: Path, source: str
) -> None:
    run.ok("add", "Quiet House 1 (1991)", "Fog Land (2024)", "--tag", "mine")
    day = datetime.date(2020, 5, 6)
    films = [Made(1, (day,), 4.5, to_watch=False), Made(2, (), None, to_watch=True)]
    WRITERS[source](tmp_path, films)
    before = exported(run)
    run.ok("import", str(tmp_path / source))
    after = exported(run)
    run.ok("undo")
    assert exported(run) == before
    run.ok("import", str(tmp_path / source))
    assert exported(run) == after != before
