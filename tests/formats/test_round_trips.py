"""What is exported comes back when it is imported into an empty library."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.conftest import Run
from watchlist.dates import PartialDate
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.readers import letterboxd, plain_csv
from watchlist.formats.registry import FormatReader, Options
from watchlist.formats.writers.csv import csv_text
from watchlist.formats.writers.letterboxd import letterboxd_files
from watchlist.library.library import Library
from watchlist.library.records import Records
from watchlist.library.viewings import viewing_key
from watchlist.merging.importing import take_in
from watchlist.model import MAIN, Continuity, Film, Franchise, Kind, Link, Note, Viewing

lines = st.text(st.sampled_from("=+-@'ab \";,\\é\n"), max_size=8).map(str.strip)
words = lines.map(lambda text: " ".join(text.split()))
named = words.filter(lambda text: any(map(str.isalnum, text)))
word_lists = st.lists(named, max_size=2, unique=True).map(tuple)
seen = st.builds(
    Viewing,
    watched_on=st.none() | strategies.partial_dates().filter(lambda date: not date.is_tba),
    rating=st.none() | strategies.stars,
    rewatch=st.booleans(),
    tags=word_lists,
    note=lines,
)


@st.composite
def shelves(draw: st.DrawFn) -> list[Film]:
    """Draw films that a table can hold: with a year, and no two of one title and year."""
    titles = draw(st.lists(named, max_size=3, unique_by=lambda title: "".join(title.split())))
    return [draw(film(number, title)) for number, title in enumerate(titles, start=1)]


@st.composite
def film(draw: st.DrawFn, number: int, title: str) -> Film:
    """Draw a film; one that was rated was watched."""
    viewings = tuple(sorted(draw(st.lists(seen, max_size=3)), key=viewing_key))
    given = [viewing.rating for viewing in viewings if viewing.rating]
    others = st.sampled_from(given) if given else st.none()
    rating = draw(strategies.stars | others) if viewings else None
    note = draw(lines)
    return Film(
        id=number,
        title=title,
        year=1900 + number,
        release=draw(st.none() | strategies.partial_dates()),
        kind=draw(st.sampled_from(Kind)),
        runtime=draw(st.none() | st.integers(1, 900)),
        imdb=draw(st.sampled_from(["", f"tt{number:07}"])),
        tmdb=draw(st.none() | st.just(number)),
        tags=draw(word_lists),
        where=draw(word_lists),
        to_watch=draw(st.booleans()),
        added=draw(st.none() | strategies.days),
        rating=rating,
        viewings=viewings,
        notes=(Note(text=note),) if note else (),
    )


def library_of(films: Iterable[Film], franchises: Iterable[Franchise] = ()) -> Library:
    library = Library(Records(Film, {}), Records(Link, {}), Records(Franchise, {}))
    for entered in films:
        library.films[entered.id] = entered
    for franchise in franchises:
        library.franchises[franchise.id] = franchise
    return library


def imported(reader: FormatReader, files: Mapping[str, bytes]) -> Library:
    library = library_of([])
    if not files:
        return library
    members = [SourceFile(name, lambda text=text: io.BytesIO(text)) for name, text in files.items()]  # type: ignore[misc]
    source = FileSource("export", members)
    assert reader.claim(source)
    report = take_in(library, reader.read(source, Options()))
    assert report.problems == []
    return library


def diary(library: Library) -> dict[str, tuple[Viewing, ...]]:
    return {film.title: film.viewings for film in library.films.values() if film.viewings}


@given(shelves())
def test_csv_brings_the_films_back(films: list[Film]) -> None:
    library = library_of(films)
    text = csv_text(library, films)
    back = imported(plain_csv, {"films.csv": text.encode()})
    assert list(back.films.values()) == films
    assert csv_text(back, back.films.values()) == text


def test_csv_brings_franchises_and_directors_back() -> None:
    films = [Film(id=1, title="One", year=2001), Film(id=2, title="Two", year=2002)]
    main = Continuity(name=MAIN, films=(2, 1))
    library = library_of(films, [Franchise(id=1, name="Tales; of, Two", continuities=(main,))])
    back = imported(plain_csv, {"films.csv": csv_text(library, films).encode()})
    assert [(f.name, set(f.members())) for f in back.franchises.values()] == [
        ("Tales; of, Two", {1, 2})
    ]


def plain(viewing: Viewing) -> Viewing:
    """Return a viewing as Letterboxd can hold it: in half stars, and on a whole day or none."""
    date = viewing.watched_on if viewing.watched_on and viewing.watched_on.is_full else None
    return Viewing(
        watched_on=date,
        rating=round(viewing.rating * 2) / 2 if viewing.rating else None,
        rewatch=viewing.rewatch and date is not None,
    )


@given(shelves())
def test_letterboxd_files_bring_the_viewings_back(films: list[Film]) -> None:
    for_site = [
        Film(
            id=film.id,
            title=film.title,
            year=film.year,
            to_watch=film.to_watch,
            rating=film.rating and round(film.rating * 2) / 2,
            viewings=tuple(sorted(map(plain, film.viewings), key=viewing_key)),
        )
        for film in films
    ]
    back = imported(letterboxd, letterboxd_files(for_site))
    ratings = {film.title: film.rating for film in for_site if film.rating}
    assert {f.title: f.rating for f in back.films.values() if f.rating} == ratings
    assert diary(back) == {film.title: film.viewings for film in for_site if film.viewings}
    assert {film.title for film in back.films.values() if film.to_watch} == {
        film.title for film in films if film.to_watch
    }


def test_letterboxd_files_bring_ratings_and_notes_back() -> None:
    day = PartialDate(2020, 1, 1)
    films = [
        Film(id=1, title="Rated", year=2001, rating=4, viewings=(Viewing(),)),
        Film(
            id=2, title="Unlike", year=2002, rating=3, viewings=(Viewing(watched_on=day, rating=5),)
        ),
        Film(
            id=3,
            title="Noted",
            year=2003,
            viewings=(Viewing(watched_on=day, tags=("a", "b"), note='Well,\n"so"'),),
        ),
    ]
    back = imported(letterboxd, letterboxd_files(films))
    assert {film.title: (film.rating, film.viewings) for film in back.films.values()} == {
        film.title: (film.rating, film.viewings) for film in films
    }


def test_letterboxd_files_of_viewings_in_a_year_or_a_month_change_nothing(
    run: Run, tmp_path: Path
) -> None:
    run.ok("add", "Heat (1995)", "--watched", "--on", "2020", "--rating", "4")
    run.ok("add", "Cube (1997)", "--watched", "--on", "2020-05", "--note", "good")
    run.ok("export", "--to", "letterboxd", "--output", str(tmp_path / "films"))
    before = run.json("log")
    summary = run.json("import", str(tmp_path / "films"))
    assert (summary["unchanged"], run.json("log")) == (2, before)
