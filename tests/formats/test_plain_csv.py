"""Tables of films as people keep them, and bare titles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.formats.shelves import (
    entries,
    items,
    notices,
    odd_cells,
    problems,
    title_of_format,
    written,
)
from watchlist.errors import RefusedError, UsageError
from watchlist.merging.entries import Entry
from watchlist.model import Kind


def read(tmp_path: Path, text: str | bytes, **options: Any) -> list[Entry]:
    """Return the entries of a CSV in which every row is good."""
    found = items(written(tmp_path / "films.csv", text), **options)
    assert problems(found) == []
    return entries(found)


def one(tmp_path: Path, text: str | bytes, **options: Any) -> Entry:
    (entry,) = read(tmp_path, text, **options)
    return entry


@pytest.mark.parametrize(
    "text",
    [
        "Title,Year\r\nParis Texas,1984\r\n",
        "title;year\nParis Texas;1984\n",
        "TITLE\tYEAR\nParis Texas\t1984",
        "sep=;\nTitle;Year\nParis Texas;1984\n",
        "\ufeffTitle,Year\nParis Texas,1984\n",
        "\n\n Title , Year \n Paris Texas , 1984 \n",
        'Year,"Title"\n1984,"Paris Texas"\n',
        "Title,Year\rParis Texas,1984\r",
        "Film Name,Release Year\nParis Texas,1984\n",
        "Name,Year\nParis Texas,1984.0\n",
        "Title\nParis Texas (1984)\n",
        "Title,Year\nParis Texas (1984),1984\n",
    ],
)
def test_a_table_is_read_whatever_its_spelling(tmp_path: Path, text: str) -> None:
    entry = one(tmp_path, text)
    assert (entry.title, entry.year) == ("Paris Texas", 1984)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_table_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    assert one(tmp_path, "Title,Year\nAmélie,2001\n".encode(encoding)).title == "Amélie"


@pytest.mark.parametrize(
    ("columns", "cells", "field", "value"),
    [
        ("release", "2014-10", "release", "2014-10"),
        ("IMDb ID", "https://www.imdb.com/title/tt0133093/", "imdb", "tt0133093"),
        ("const", "tt0133093", "imdb", "tt0133093"),
        ("imdbId", "133093", "imdb", "tt0133093"),
        ("tmdb", "603", "tmdb", "603"),
        ("runtime", "2h16", "runtime", "136"),
        ("Director", "Ann; Bob", "directors", "('Ann', 'Bob')"),
        ("franchise", "A;B", "franchises", "('A', 'B')"),
        ("where", "Odeon, Rex", "where", "('Odeon', 'Rex')"),
        ("Date added", "2020-01-02", "added", "2020-01-02"),
        ("kind", "short", "kind", "short"),
        ("tags", "a, b", "tags", "('a', 'b')"),
    ],
)
def test_columns_go_by_their_usual_names(
    tmp_path: Path, columns: str, cells: str, field: str, value: str
) -> None:
    entry = one(tmp_path, f'Title,{columns}\nHeat,"{cells}"\n')
    assert str(getattr(entry, field)) == value


def test_a_row_with_a_date_is_a_viewing(tmp_path: Path) -> None:
    entry = one(
        tmp_path,
        'Title,Watched on,Rating,Rewatch,Tags,Note\nHeat,2020-01-02,4.5,yes,"a, b",Good.\n',
    )
    (viewing,) = entry.viewings
    assert (str(viewing.watched_on), viewing.rating, viewing.rewatch) == ("2020-01-02", 4.5, True)
    assert (viewing.tags, viewing.note, entry.to_watch) == (("a", "b"), "Good.", False)
    assert (entry.rating, entry.tags, entry.notes) == (None, (), ())


@pytest.mark.parametrize(
    ("columns", "cells", "plays", "to_watch"),
    [
        ("Year", "1995", 0, True),
        ("Watched", "yes", 1, False),
        ("Seen", "x", 1, False),
        ("Watched", "no", 0, True),
        ("Watched on", "", 0, True),
        ("Rating", "4", 0, False),
        ("Plays", "3", 3, False),
        ("To watch", "no", 0, False),
        ("Status", "Completed", 1, False),
        ("Status", "Plan to watch", 0, True),
        ("Watched on", "unknown", 1, False),
    ],
)
def test_a_row_that_says_nothing_of_watching_is_to_watch(
    tmp_path: Path, columns: str, cells: str, plays: int, to_watch: bool
) -> None:
    entry = one(tmp_path, f"Title,{columns}\nHeat,{cells}\n")
    assert (entry.plays, entry.to_watch, entry.viewings) == (plays, to_watch, ())


def test_a_seen_column_may_hold_the_day(tmp_path: Path) -> None:
    (viewing,) = one(tmp_path, "Title,Seen\nHeat,2020-01-02\n").viewings
    assert str(viewing.watched_on) == "2020-01-02"


def test_a_rating_without_a_day_is_the_current_one(tmp_path: Path) -> None:
    entry = one(tmp_path, "Title,Rating\nHeat,4.5\n")
    assert (entry.rating, entry.rating_wins, entry.viewings) == (4.5, True, ())


@pytest.mark.parametrize(
    ("ratings", "scale", "stars"),
    [
        (["4.5", "3"], None, [4.5, 3]),
        (["9", "7,5"], None, [4.5, 3.75]),
        (["90", "55"], None, [4.5, 2.75]),
        (["9/10", "★★★½", "70%"], None, [4.5, 3.5, 3.5]),
        (["4", "3"], 10, [2, 1.5]),
        (["18", "10"], 20, [4.5, 2.5]),
        (["", "0", "4"], None, [None, None, 4]),
    ],
)
def test_ratings_are_read_on_the_scale_of_the_file(
    tmp_path: Path, ratings: list[str], scale: float | None, stars: list[float | None]
) -> None:
    rows = "".join(f'Film {n},"{rating}"\n' for n, rating in enumerate(ratings))
    found = read(tmp_path, f"Title,Rating\n{rows}", scale=scale)
    assert [entry.rating for entry in found] == stars


def test_a_rating_out_of_ten_has_its_own_column(tmp_path: Path) -> None:
    assert one(tmp_path, "Title,Rating10\nHeat,4\n").rating == 2


def test_a_scale_that_was_guessed_is_said(tmp_path: Path) -> None:
    found = items(written(tmp_path / "films.csv", "Title,Rating\nHeat,9\n"))
    assert notices(found) == ["films.csv: ratings were read as out of 10 (see --rating-scale)."]


def test_a_scale_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"the best rating is 18.*--rating-scale"):
        read(tmp_path, "Title,Rating\nHeat,18\n")


@pytest.mark.parametrize(
    ("dates", "order", "days"),
    [
        (["4/18/2026", "4/5/2026"], None, ["2026-04-18", "2026-04-05"]),
        (["5.4.2026", "18.4.2026"], None, ["2026-04-05", "2026-04-18"]),
        (["4/5/2026"], "dmy", ["2026-05-04"]),
        (["4/5/2026"], "mdy", ["2026-04-05"]),
        (["26/04/05"], "ymd", ["2026-04-05"]),
        (["Jan 16 2013, 21:54"], None, ["2013-01-16"]),
        (["16 January 2013", "2013-05"], None, ["2013-01-16", "2013-05"]),
        (["2019-09-08 17:24:29", "2019-09-08T17:24:29Z"], None, ["2019-09-08"] * 2),
    ],
)
def test_the_order_of_dates_is_decided_by_the_file(
    tmp_path: Path, dates: list[str], order: str | None, days: list[str]
) -> None:
    rows = "".join(f'Film {n},"{date}"\n' for n, date in enumerate(dates))
    found = read(tmp_path, f"Title,Watched on\n{rows}", date_order=order)
    assert [str(entry.viewings[0].watched_on) for entry in found] == days


def test_an_order_of_dates_that_cannot_be_told_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"In films.csv the date 4/5/2026.*--date-order dmy"):
        read(tmp_path, "Title,Watched on\nHeat,4/5/2026\n")


def test_columns_of_other_names_are_mapped(tmp_path: Path) -> None:
    entry = one(tmp_path, "Film,When\nHeat,2020-01-02\n", columns={"when": "watched_on"})
    assert str(entry.viewings[0].watched_on) == "2020-01-02"


@pytest.mark.parametrize(
    ("mapped", "sentence"),
    [
        ({"Year": "yeer"}, "“yeer” is none of title, year"),
        ({"Jahr": "year"}, "no column “Jahr”"),
    ],
)
def test_a_mapping_that_means_nothing_is_wrong_usage(
    tmp_path: Path, mapped: dict[str, str], sentence: str
) -> None:
    with pytest.raises(UsageError, match=sentence):
        read(tmp_path, "Title,Year\nHeat,1995\n", columns=mapped)


def test_columns_that_nothing_is_taken_from_are_named(tmp_path: Path) -> None:
    found = items(written(tmp_path / "films.csv", "Title,Mood\nHeat,blue\n"))
    assert notices(found) == ["films.csv: nothing is taken from “Mood” (see --map)."]


def test_cells_that_were_made_safe_for_a_spreadsheet_are_restored(tmp_path: Path) -> None:
    rows = "".join(f"'{title}\n" for title in ("=1+1", "+1", "-30-", "@ in the mood", "'t Is"))
    assert [entry.title for entry in read(tmp_path, f"Title,\n{rows}")] == [
        "=1+1",
        "+1",
        "-30-",
        "@ in the mood",
        "''t Is",
    ]


def test_bad_rows_are_named_with_their_lines_and_good_ones_are_kept(tmp_path: Path) -> None:
    text = (
        b"Title,Year,Watched on,Rating\r\n"
        b"Alien,1979,2020-01-01,4\r\n"
        b",1980,,\r\n"
        b'"Two\r\nlines",1981,,\r\n'
        b"Aliens,MCMLXXXVI,,\r\n"
        b"Alien 3,1992,2020-02-30,\r\n"
        b"Prometheus,2012,,eleven\r\n"
        b",,,\r\n"
        b"Am\xe9lie,2001,,\r\n"
        b"Crime, Inc.,2002,2020-01-01,4\r\n"
        b'"Broken,2003,,\r\n'
        b"More,2004,,\r\n"
        b'Covenant,2017,2020-01-02,"3"\r\n'
        b"Le\xc3\xb3n,1994,,\r\n"
    )
    found = items(written(tmp_path / "films.csv", text))
    assert problems(found) == [
        "films.csv:3: it has no title.",
        "films.csv:10: it has bytes that are no UTF-8 text.",
        "films.csv:11: it has 5 cells, and there are 4 columns.",
        "films.csv:12: the quotes in it do not match: nothing is read up to the next good row.",
    ]
    assert odd_cells(found) == [
        ("films.csv:6", "Year", "MCMLXXXVI"),
        ("films.csv:7", "Watched on", "2020-02-30"),
        ("films.csv:8", "Rating", "eleven"),
    ]
    assert [(entry.origin.line, entry.title) for entry in entries(found)] == [
        (2, "Alien"),
        (4, "Two lines"),
        (6, "Aliens"),
        (7, "Alien 3"),
        (8, "Prometheus"),
        (13, "More"),
        (14, "Covenant"),
        (15, "León"),
    ]


def test_series_are_counted_unless_they_are_asked_for(tmp_path: Path) -> None:
    text = "Title,Type\nHeat,movie\nLost,TV Series\n"
    assert [entry.title for entry in read(tmp_path, text)] == ["Heat"]
    assert [entry.kind for entry in read(tmp_path, text, series="whole")] == ["film", "series"]


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        ("Status", ["Released"] * 6),
        ("Type", ["Crime", "Horror", "Drama", "Comedy", "War"]),
        ("Rating", ["PG-13", "R", "PG", "G", "NC-17"]),
        ("Views", ["1200000"] * 5),
        ("Length", ["long", "short", "long", "long", "long"]),
    ],
)
def test_a_column_that_is_about_something_else_is_left_alone(
    tmp_path: Path, column: str, cells: list[str]
) -> None:
    rows = "".join(f"Film {number},{cell}\n" for number, cell in enumerate(cells))
    found = items(written(tmp_path / "films.csv", f"Title,{column}\n{rows}"))
    assert notices(found) == [f"films.csv: nothing is taken from “{column}” (see --map)."]
    assert (len(entries(found)), problems(found)) == (len(cells), [])
    assert all(entry.to_watch for entry in entries(found))


def test_what_a_column_was_said_to_be_it_is(tmp_path: Path) -> None:
    rows = "".join(f"Film {number},PG\n" for number in range(5))
    path = written(tmp_path / "films.csv", f"Title,Mark\n{rows}")
    assert len(odd_cells(items(path, columns={"Mark": "Rating"}))) == 5


@pytest.mark.parametrize("column", ["plays", "views"])
def test_nobody_watches_a_film_a_million_times(tmp_path: Path, column: str) -> None:
    found = items(written(tmp_path / "films.csv", f"Title,{column}\nHeat,1000000\nRonin,3\n"))
    assert odd_cells(found) == [("films.csv:2", column, "1000000")]
    assert [entry.plays for entry in entries(found)] == [0, 3]


@pytest.mark.parametrize(
    ("text", "kind"),
    [("Documentary", Kind.FILM), ("TV Movie", Kind.FILM), ("short film", Kind.SHORT)],
)
def test_a_kind_may_have_any_of_its_names(tmp_path: Path, text: str, kind: Kind) -> None:
    assert one(tmp_path, f"Title,Type\nHeat,{text}\n").kind is kind


def test_episodes_are_counted(tmp_path: Path) -> None:
    (skipped,) = items(written(tmp_path / "films.csv", "Title,Type\nPilot,TV Episode\n"))
    assert (skipped.reason, skipped.problem) == ("TV episodes", False)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("(1995)", 1995),
        ("1995.0", 1995),
        ("1995–1997", 1995),
        ("1995-12-15", 1995),
        ("N/A", None),
        ("nan", None),
        ("TBA", None),
        ("????", None),
        ("0", None),
    ],
)
def test_a_year_is_read_as_people_write_it(tmp_path: Path, text: str, year: int | None) -> None:
    assert one(tmp_path, f"Title,Year\nHeat,{text}\n").year == year


def test_the_only_column_may_have_commas(tmp_path: Path) -> None:
    text = 'Movie\nHeat\nThe Good, the Bad and the Ugly\n"Lock, Stock"\n1995,Heat\n'
    found = items(written(tmp_path / "films.csv", text))
    assert [entry.title for entry in entries(found)] == [
        "Heat",
        "The Good, the Bad and the Ugly",
        "Lock, Stock",
    ]
    assert problems(found) == ["films.csv:5: it has 2 cells, and there is 1 column."]


def test_a_header_alone_is_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, "Title,Year\n") == []


def test_a_bare_list_of_titles_is_to_watch(tmp_path: Path) -> None:
    text = "Paris, Texas (1984)\r\n\r\n300\n1917\n“Deji” Meets Girl\n'@ in the mood for love\n"
    found = read(tmp_path, text)
    assert [(entry.title, entry.year, entry.origin.line) for entry in found] == [
        ("Paris, Texas", 1984, 1),
        ("300", None, 3),
        ("1917", None, 4),
        ("“Deji” Meets Girl", None, 5),
        ("@ in the mood for love", None, 6),
    ]
    assert all(entry.to_watch for entry in found)


def test_a_bare_list_may_have_headings_and_notes(tmp_path: Path) -> None:
    text = "# To watch\nHeat (1995) - Crime, Drama\n#Alive\n"
    found = items(written(tmp_path / "films.txt", text))
    assert [(e.title, e.year, [n.text for n in e.notes]) for e in entries(found)] == [
        ("Heat", 1995, ["Crime, Drama"]),
        ("#Alive", None, []),
    ]
    assert problems(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "import os\n\ndef main():\n    print('x')\n\nmain()\n",
        "click>=8\ntinydb==4\n",
        "2024-01-01 12:00:01 INFO started\n2024-01-01 12:00:02 INFO ready\n",
        "# Films\n\n| Name | Seen |\n| ---- | ---- |\n| Heat | x |\n",
        "# Films\n\n## Heat\n\nA film about a man who robs banks, and one who is after him.\n",
        "# Films\n",
        "foo,bar\n1,2\n",
        "foo;bar\n",
        '{"a": 1}',
        "<html></html>",
        "[]",
        "It was a dark and stormy night; the rain fell in torrents, except at intervals.\n",
    ],
)
def test_what_is_no_list_of_films_is_not_taken_for_one(tmp_path: Path, text: str) -> None:
    with pytest.raises(RefusedError):
        title_of_format(written(tmp_path / "films.csv", text))


def test_a_wrong_header_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        title_of_format(written(tmp_path / "films.csv", "foo,bar\n1,2\n"))
    assert str(caught.value) == (
        "films.csv has no column for a title: its first line says “foo”, “bar”. Name the columns, "
        "as in --map “Film=title”."
    )
