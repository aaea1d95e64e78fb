"""Letterboxd: whole exports and single files, old and new layouts, and its import format."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.formats.shelves import (
    entries,
    items,
    lists,
    notices,
    odd_cells,
    problems,
    title_of_format,
    written,
)
from watchlist.errors import RefusedError
from watchlist.formats.parsing.markup import plain_text
from watchlist.merging.entries import Skipped, WholeWatchlist

FILMS = "Date,Name,Year,Letterboxd URI\r\n"
RATINGS = "Date,Name,Year,Letterboxd URI,Rating\r\n"
DIARY = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\r\n"
REVIEWS = "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\r\n"
LIST = (
    "Date,Name,Tags,URL,Description\n"
    '2019-09-19,All-Time Favorites,"a, b",https://boxd.it/L1,"Line <b>one</b>.\n\n'
    'Position,Name,Year,URL,Description\n"\n'
    "\n"
    "Position,Name,Year,URL,Description\n"
    "1,Sonatine,1993,https://boxd.it/20TI,\n"
    '2,"Paris, Texas",1984,https://boxd.it/1,"<i>Great</i>"\n'
)


def export(folder: Path) -> Path:
    """Write a small export with the quirks of real ones."""
    files = {
        "watchlist.csv": FILMS + "2021-01-01,Dune,2021,https://boxd.it/1,\r\n",
        "watched.csv": FILMS
        + "2020-01-01,300,2006,https://boxd.it/3\r\n2020-01-02,Announced,,https://boxd.it/4\r\n",
        "ratings.csv": RATINGS + "2020-01-01,300,2006,https://boxd.it/3,4.5\r\n",
        "diary.csv": DIARY + '2020-01-05,300,2006,https://boxd.it/e1,3,Yes,"a, b",2020-01-04\r\n'
        "2020-01-05,300,2006,https://boxd.it/e2,,,,2020-01-04\r\n"
        "2020-01-06,Gone,1999,,,,,2020-01-06\r\n",
        "reviews.csv": REVIEWS
        + '2020-01-05,300,2006,https://boxd.it/e2,,,"<p>This is</p>\r\n<b>S</b>&amp;M","",'
        "2020-01-04\r\n"
        "2020-02-01,300,2006,https://boxd.it/e3,,,No date.,,\r\n"
        "2020-01-06,Gone,1999,,,,Pity.,,2020-01-06\r\n",
        "likes/films.csv": FILMS + "2020-01-01,300,2006,https://boxd.it/3\r\n",
        "likes/lists.csv": "Date,Content\r\n2020-01-01,https://boxd.it/x\r\n",
        "comments.csv": "Date,Content,Comment\r\n2020-01-01,https://boxd.it/x,Hi\r\n",
        "profile.csv": "Date Joined,Username\r\n2020-01-01,me\r\n",
        "lists/favorites.csv": "\n" + LIST,
        "deleted/diary.csv": DIARY + "2020-01-05,Removed,2006,https://boxd.it/d1,,,,2020-01-04\r\n",
        "orphaned/diary.csv": DIARY + "2020-01-05,Orphan,2006,,,,,2020-01-04\r\n",
    }
    for name, text in files.items():
        written(folder / name, text)
    return folder


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    found = items(export(tmp_path / "export"))
    assert problems(found) == []
    said = [(e.origin.file, e.origin.line, e.title, e.year) for e in entries(found)]
    assert said == [
        ("diary.csv", 2, "300", 2006),
        ("diary.csv", 3, "300", 2006),
        ("diary.csv", 4, "Gone", 1999),
        ("likes/films.csv", 2, "300", 2006),
        ("ratings.csv", 2, "300", 2006),
        ("reviews.csv", 4, "300", 2006),
        ("watched.csv", 2, "300", 2006),
        ("watched.csv", 3, "Announced", None),
        ("watchlist.csv", 2, "Dune", 2021),
    ]


def test_each_file_says_what_it_is_about(tmp_path: Path) -> None:
    said = {(e.origin.file, e.origin.line): e for e in entries(items(export(tmp_path / "export")))}
    assert (said["watchlist.csv", 2].to_watch, str(said["watchlist.csv", 2].added)) == (
        True,
        "2021-01-01",
    )
    assert (said["watched.csv", 2].plays, said["watched.csv", 2].added) == (1, None)
    rating = said["ratings.csv", 2]
    assert (rating.rating, rating.rating_wins, rating.letterboxd) == (
        4.5,
        True,
        "https://boxd.it/3",
    )
    assert said["likes/films.csv", 2].tags == ("liked",)


def test_a_diary_entry_is_a_viewing_and_its_review_is_the_note(tmp_path: Path) -> None:
    one, two, gone = entries(items(export(tmp_path / "export")))[:3]
    (first,), (second,) = one.viewings, two.viewings
    assert (str(first.watched_on), first.rating, first.rewatch) == ("2020-01-04", 3, True)
    assert (first.tags, first.note, one.letterboxd) == (("a", "b"), "", "")
    assert (second.note, two.rows) == ("This is\n\nS&M", 2)
    assert gone.viewings[0].note == "Pity."


def test_a_review_without_a_date_is_a_note(tmp_path: Path) -> None:
    entry = entries(items(export(tmp_path / "export")))[5]
    assert (entry.viewings, entry.plays) == ((), 0)
    assert [(note.text, str(note.on)) for note in entry.notes] == [("No date.", "2020-02-01")]


def test_only_a_whole_export_tells_the_whole_watchlist(tmp_path: Path) -> None:
    folder = export(tmp_path / "export")
    assert WholeWatchlist() in items(folder)
    assert WholeWatchlist() not in items(folder / "watchlist.csv")
    (folder / "watchlist.csv").unlink()
    assert WholeWatchlist() not in items(folder)


def test_what_is_gone_on_the_site_is_left_out(tmp_path: Path) -> None:
    found = items(export(tmp_path / "export"))
    assert not {"Removed", "Orphan"} & {entry.title for entry in entries(found)}
    assert notices(found) == [
        "deleted and orphaned entries were left out: they are gone on the site."
    ]


@pytest.mark.parametrize("top", ["", "letterboxd-me-2024-01-01-utc/"])
def test_an_archive_says_what_its_folder_says(tmp_path: Path, top: str) -> None:
    folder = export(tmp_path / "export")
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for path in sorted(folder.rglob("*.csv"), reverse=True):
            archive.write(path, top + path.relative_to(folder).as_posix())
    zipped, unpacked = items(tmp_path / "export.zip"), items(folder)
    assert [e.title for e in entries(zipped)] == [e.title for e in entries(unpacked)]
    assert [e.viewings for e in entries(zipped)] == [e.viewings for e in entries(unpacked)]


@pytest.mark.parametrize("first", ["\n", "Letterboxd list export v7\n", "\r\n"])
def test_a_list_has_its_films_in_order(tmp_path: Path, first: str) -> None:
    found = items(written(tmp_path / "favorites.csv", first + LIST))
    (films,) = lists(found)
    assert problems(found) == []
    assert (films.name, films.url) == ("All-Time Favorites", "https://boxd.it/L1")
    assert films.description == "Line one.\n\nPosition,Name,Year,URL,Description"
    said = [
        (e.title, e.year, e.letterboxd, listed.note, e.to_watch)
        for listed in films.films
        for e in [listed.entry]
    ]
    assert said == [
        ("Sonatine", 1993, "https://boxd.it/20TI", "", False),
        ("Paris, Texas", 1984, "https://boxd.it/1", "Great", False),
    ]


def test_an_empty_list_is_a_list(tmp_path: Path) -> None:
    text = "\nDate,Name,Tags,URL,Description\n2021-02-27,Best,,https://boxd.it/b,\n\n"
    (films,) = lists(items(written(tmp_path / "best.csv", text + "Position,Name,Year,URL,D\n")))
    assert (films.name, films.films) == ("Best", ())


def test_addresses_of_2017_are_addresses_of_films(tmp_path: Path) -> None:
    row = "2017-05-01,Life,2017,https://letterboxd.com/film/life-2017/\n"
    (entry,) = entries(items(written(tmp_path / "watched.csv", FILMS + row)))
    assert (entry.letterboxd, entry.plays) == ("https://letterboxd.com/film/life-2017/", 1)


def test_a_single_file_that_may_be_either_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path / "export.csv", FILMS + "2020-01-01,300,2006,https://boxd.it/3\n")
    with pytest.raises(RefusedError, match=r"call it watchlist.csv or watched.csv"):
        items(path)


@pytest.mark.parametrize("header", [FILMS, RATINGS, DIARY, REVIEWS])
def test_a_header_alone_is_no_fault(tmp_path: Path, header: str) -> None:
    path = written(tmp_path / "watchlist.csv", header)
    assert title_of_format(path) == "Letterboxd export"
    assert items(path) == []


def test_columns_are_found_by_name_in_any_order(tmp_path: Path) -> None:
    text = "letterboxd uri; NAME ;year;date\nhttps://boxd.it/3;300;2006;2020-01-01\n"
    (entry,) = entries(items(written(tmp_path / "my watched films.csv", text)))
    assert (entry.title, entry.year, entry.letterboxd) == ("300", 2006, "https://boxd.it/3")


def test_bad_rows_are_named_and_good_ones_are_kept(tmp_path: Path) -> None:
    text = (
        DIARY + "2020-01-05,300,2006,https://boxd.it/e1,9,,,2020-01-04\r\n"
        "2020-01-05,300,20o6,https://boxd.it/e2,,,,2020-01-04\r\n"
        "2020-01-05,300,2006,https://boxd.it/e3,,,,04/01/2020\r\n"
        "2020-01-05,,2006,https://boxd.it/e4,,,,2020-01-04\r\n"
        "2020-01-05,300,2006,https://boxd.it/e5,,,,2020-01-04\r\n"
        "2020-01-05,300,2006,https://boxd.it/e5,,,,2020-01-04\r\n"
    )
    found = items(written(tmp_path / "diary.csv", text))
    assert problems(found) == ["diary.csv:5: it has no name of a film."]
    assert odd_cells(found) == [
        ("diary.csv:2", "Rating", "9"),
        ("diary.csv:3", "Year", "20o6"),
        ("diary.csv:4", "Watched Date", "04/01/2020"),
    ]
    assert [str(entry.viewings[0].watched_on) for entry in entries(found)] == [
        "2020-01-04",
        "2020-01-04",
        "None",
        "2020-01-04",
    ]
    assert [i.reason for i in found if isinstance(i, Skipped) and not i.problem] == [
        "repeated diary entries"
    ]


def test_files_without_films_are_no_fault(tmp_path: Path) -> None:
    found = items(written(tmp_path / "profile.csv", "Date Joined,Username\n2020-01-01,me\n"))
    assert notices(found) == ["profile.csv holds no films."]


def test_other_files_of_a_folder_are_named(tmp_path: Path) -> None:
    folder = export(tmp_path / "export")
    written(folder / "notes.txt", "Hello\n")
    assert "Not looked into: notes.txt." in notices(items(folder))


IMPORTED = "Title,Year,Rating,WatchedDate,Rewatch,Tags,Review\n"


def test_the_import_format_is_read(tmp_path: Path) -> None:
    row = 'Heat,1995,4.5,2020-01-02,true,"a, b",Good.\nRonin,1998,3,,,,\n'
    heat, ronin = entries(items(written(tmp_path / "films.csv", IMPORTED + row)))
    (viewing,) = heat.viewings
    assert (str(viewing.watched_on), viewing.rating, viewing.rewatch, viewing.tags) == (
        "2020-01-02",
        4.5,
        True,
        ("a", "b"),
    )
    assert (ronin.viewings, ronin.rating, ronin.to_watch) == ((), 3, False)


def test_a_watchlist_in_the_import_format_is_to_watch(tmp_path: Path) -> None:
    text = "LetterboxdURI,tmdbID,imdbID,Title,Year,Directors\n,949,tt0113277,Heat,1995,Ann\n"
    (entry,) = entries(items(written(tmp_path / "watchlist-2.csv", text)))
    assert (entry.to_watch, entry.plays, entry.imdb, entry.tmdb) == (True, 0, "tt0113277", 949)


def test_ids_are_enough_in_the_import_format(tmp_path: Path) -> None:
    text = "tmdbID,Rating,WatchedDate\n693134,5,2024-11-25\n"
    (entry,) = entries(items(written(tmp_path / "films.csv", text)))
    assert (entry.title, entry.tmdb, len(entry.viewings)) == ("", 693134, 1)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Plain & simple < 3", "Plain & simple < 3"),
        ("<i>So</i> <b>good</b>", "So good"),
        ('See <a href="https://x" rel="nofollow">this</a>.', "See this."),
        ("&#39;Tis &quot;it&quot;&nbsp;", '\'Tis "it"'),
        ("<i>a<i>b<blockquote>c<blockquote>d", "ab\n\nc\n\nd"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<p>one</p><p>two</p>", "one\n\ntwo"),
        ("one\r\ntwo\r\n", "one\ntwo"),
        ("<script>alert(1)", "alert(1)"),
        ("a <!-- hidden --> b", "a  b"),
    ],
)
def test_html_becomes_text(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize("piece", ["<", "<!", "<a ", "&#", "<i>", "</", "<!--", "&amp;"])
def test_hostile_html_is_read(piece: str) -> None:
    for times in (490, 5_000, 25_000):
        assert len(plain_text(f"<b>{piece * times}")) <= len(piece) * times
