"""What holds for all readers: claims, options, what a file is about, and what is refused."""

from __future__ import annotations

import datetime
import io
import shlex
import sqlite3
import zipfile
from pathlib import Path

import click
import pytest

from tests.conftest import Run
from tests.formats.shelves import entries, items, odd_cells, title_of_format, written
from watchlist.errors import RefusedError, UsageError
from watchlist.formats import registry
from watchlist.formats.parsing.instants import Moment, moment_of
from watchlist.formats.parsing.states import State, state_of
from watchlist.formats.registry import Claim, Options, reader, refuse_unused
from watchlist.merging.entries import Entry


def refusal(run: Run, path: Path, *args: str, status: int = 1) -> str:
    """Import what must be refused with nothing changed, and return what is said."""
    result = run("import", str(path), *args)
    assert (result.exit_code, result.stdout) == (status, ""), result.output
    assert not run.library.exists()
    return result.stderr


def state(run: Run) -> dict[str, tuple[bool, bool]]:
    """Return of each film whether it was watched, and whether it is to watch."""
    return {f["title"]: (f["watched"], f["to_watch"]) for f in run.json("list", "--all")}


# -- claims ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "title"),
    [
        ("Title,Year,Watched Date,Rating,Notes", "CSV"),
        ("Title,Year,WatchedDate,Rating,Rewatch", "CSV"),
        ("Title,Year,Directors,Rating,WatchedDate", "Letterboxd export"),
        ("SIMKL_ID,Title,Type,Year,Watchlist,WatchedDate,Rating,TMDB,IMDB", "Simkl backup"),
    ],
)
def test_a_reader_claims_only_what_is_its_own(tmp_path: Path, header: str, title: str) -> None:
    assert title_of_format(written(tmp_path / "films.csv", f"{header}\nHeat\n")) == title


def test_the_larger_share_wins_and_then_the_larger_claim() -> None:
    claims = [Claim(9, 1), Claim(2), Claim(3), Claim(0, 4)]
    assert max(claims, key=lambda claim: claim.rank) == Claim(3)


def test_a_tie_is_refused_naming_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("simkl", "tmdb"):
        monkeypatch.setattr(reader(name), "claim", lambda _source: Claim(50))
    with pytest.raises(RefusedError, match=r"--from tmdb or --from simkl"):
        title_of_format(written(tmp_path / "films.csv", "Title\nHeat\n"))


def test_a_blank_watched_date_is_no_viewing(tmp_path: Path) -> None:
    text = "Title,Year,Directors,WatchedDate\nHeat,1995,Mann,\nAlien,1979,Scott,2020-01-02\n"
    heat, alien = entries(items(written(tmp_path / "films.csv", text)))
    assert (heat.plays, heat.viewings, len(alien.viewings)) == (0, (), 1)


# -- options --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", registry.READERS)
def test_an_option_that_a_reader_cannot_use_is_refused(name: str) -> None:
    found = reader(name)
    for option, words in registry.NAMES.items():
        if option in found.OPTIONS:
            refuse_unused(found, [option])
        else:
            with pytest.raises(UsageError, match=words):
                refuse_unused(found, [option])


def test_every_option_is_declared_by_a_reader() -> None:
    used = frozenset[str]().union(*(reader(name).OPTIONS for name in registry.READERS))
    assert used == set(Options._fields) - {"usual_order"} == set(registry.NAMES)


def test_the_setting_of_series_is_used(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHLIST_SERIES", "whole")
    run.ok("import", str(written(tmp_path / "films.csv", "Title,Type\nLost,TV Series\n")))
    assert list(state(run)) == ["Lost"]


def test_a_time_zone_that_is_none_is_refused_by_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "films.csv", "Title\nHeat\n")
    assert "Nowhere/City" in refusal(run, path, "--time-zone", "Nowhere/City", status=2)
    monkeypatch.setenv("WATCHLIST_TIME_ZONE", "Nowhere/City")
    assert "Nowhere/City" in refusal(run, path)


@pytest.mark.parametrize(
    ("value", "day", "instant"),
    [
        ("2020-03-22T23:30:00Z", "2020-03-23", "2020-03-22T23:30:00Z"),
        ("2020-03-22 23:30:00 UTC", "2020-03-23", "2020-03-22T23:30:00Z"),
        ("2020-03-22T23:30:00+02:00", "2020-03-23", "2020-03-22T21:30:00Z"),
        ("2020-03-22 10:00", "2020-03-22", "2020-03-22T10:00:00Z"),
        (1584919800, "2020-03-23", "2020-03-22T23:30:00Z"),
        ("1584919800000", "2020-03-23", "2020-03-22T23:30:00Z"),
    ],
)
def test_an_instant_becomes_a_day_and_is_kept(value: object, day: str, instant: str) -> None:
    zone = datetime.timezone(datetime.timedelta(hours=9))
    assert moment_of(value, zone) == Moment(datetime.date.fromisoformat(day), instant)


def test_what_comes_from_standard_input_has_to_be_named(run: Run) -> None:
    text = "Heat (1995)\n"
    assert run("import", "-", input=text).exit_code == 2
    assert run("import", "-", "--from", "text", "--as", "watched", input=text).exit_code == 0
    assert state(run) == {"Heat": (True, False)}


@pytest.mark.parametrize("word", ["seen", "list:", "list"])
def test_another_word_for_what_a_file_is_about_is_refused(
    run: Run, tmp_path: Path, word: str
) -> None:
    path = written(tmp_path / "films.csv", "Title\nHeat\n")
    assert "watched, watchlist, list:NAME" in refusal(run, path, "--as", word, status=2)


def test_what_a_folder_is_about_cannot_be_said(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "two" / "a.csv", "Title\nHeat\n").parent
    written(folder / "b.csv", "Title\nAlien\n")
    assert "--as is said of one file" in refusal(run, folder, "--as", "watched", status=2)


# -- no state is guessed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("Plan to Watch", State.TO_WATCH),
        ("plantowatch", State.TO_WATCH),
        ("On-Hold", State.STARTED),
        ("abgebrochen", State.DROPPED),
        ("vu", State.WATCHED),
        ("Pendiente", State.TO_WATCH),
        ("da vedere", State.TO_WATCH),
        ("просмотрено", State.WATCHED),
        ("看过", State.WATCHED),
        ("没看过", State.TO_WATCH),
        ("Seen it", State.WATCHED),
        ("Haven't seen", State.TO_WATCH),
        ("In watchlist", State.TO_WATCH),
        ("Не смотрел", State.TO_WATCH),
        ("não assistido", State.TO_WATCH),
        ("İzlenecek", State.TO_WATCH),
        ("a medias", State.STARTED),
        ("perhaps", None),
    ],
)
def test_states_go_by_the_words_of_sites_and_languages(word: str, known: State | None) -> None:
    assert state_of(word) is known


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Wann", ["2020-01-02", "2021-02-03"]),
        ("Date", ["3/14/20", "5/20/21"]),
        ("timestamp", ["1584919800", "1616455800"]),
        ("Punkte", ["7", "9"]),
        ("Kino", ["⭐⭐⭐", "⭐⭐"]),
        ("Stand", ["gesehen", "geplant"]),
        ("Art", ["Spielfilm", "Serie"]),
        ("Owner_rating", ["4.5", ""]),
        ("Bei uns", ["ja", "nein", "ja", "ja", "nein", "nein"]),
    ],
)
def test_a_column_that_may_tell_stops_the_import_and_the_answer_works(
    run: Run, tmp_path: Path, header: str, cells: list[str]
) -> None:
    rows = "".join(f"Film {number},{cell}\n" for number, cell in enumerate(cells))
    path = written(tmp_path / "my films.csv", f"Title,{header}\n{rows}")
    said = refusal(run, path)
    assert all(word in said for word in (header, "Its first row", cells[0]))
    words = shlex.split(said.strip().splitlines()[-1])
    assert words[:4] == ["watchlist", "--library", str(run.library), "import"]
    run.ok(*words[3:])


def test_a_column_is_left_out_on_purpose(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.csv", "Title,Date\nHeat,2020-01-02\n")
    run.ok("import", str(path), "--map", "Date=")
    assert state(run) == {"Heat": (False, False)}


def test_a_box_that_says_seen_is_offered_as_such(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.csv", "Title,Seen it\nHeat,Y\nAlien,N\n")
    run.ok(*shlex.split(refusal(run, path).strip().splitlines()[-1])[3:])
    assert state(run) == {"Heat": (True, False), "Alien": (False, True)}


def test_a_note_that_is_a_rating_stops_the_import(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.csv", "Titre;Vu le;Note\nHeat;2020-01-02;18/20\n")
    assert "Note=rating" in refusal(run, path)


def test_a_table_without_a_header_is_refused(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.csv", "Heat,1995,2020-01-02\nAlien,1979,2020-01-03\n")
    assert "names its columns" in refusal(run, path)


@pytest.mark.parametrize(
    ("answers", "watched"),
    [(["watched_on"], True), (["="], False), (["x", ""], None), (["q"], None)],
)
def test_a_person_is_asked_what_a_column_is(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers: list[str],
    watched: bool | None,
) -> None:
    monkeypatch.setattr("watchlist.cli.commands.import_.interactive", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_args, **_options: answers.pop(0))
    path = written(tmp_path / "films.csv", "Title,Wann\nHeat,2020-01-02\n")
    result = run("import", str(path))
    if watched is None:
        assert (result.exit_code, run.library.exists()) == (1, False)
    else:
        assert state(run) == {"Heat": (watched, False)}


def test_a_person_is_asked_what_words_for_states_mean(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter(["state", "watched", "?", "watchlist", "="])

    def prompt(question: str, **_options: object) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("watchlist.cli.commands.import_.interactive", lambda: True)
    monkeypatch.setattr(click, "prompt", prompt)
    path = written(tmp_path / "films.csv", "Title,Status\nHeat,zonk\nAlien,bonk\nUp,donk\n")
    run.ok("import", str(path))
    assert state(run) == {"Heat": (True, False), "Alien": (False, True), "Up": (False, False)}
    assert [question.split("“")[1][:4] for question in asked[1:]] == [
        "zonk",
        "bonk",
        "bonk",
        "donk",
    ]


def test_a_word_for_a_state_beats_a_day(tmp_path: Path) -> None:
    text = "Title,Status,Watched on\nHeat,wishlist,2020-01-02\nAlien,dropped,2020-01-03\n"
    heat, alien = entries(items(written(tmp_path / "films.csv", text)))
    assert [(e.plays, e.viewings, e.to_watch) for e in (heat, alien)] == [
        (0, (), True),
        (0, (), False),
    ]


def test_an_odd_cell_is_named_and_the_row_is_taken(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.csv", 'Title,Rating\n"Two\nlines",grand\nHeat,4\n')
    result = run("import", str(path))
    assert result.exit_code == 0
    assert "films.csv:2: “grand” is not a rating, in Rating" in result.stderr
    assert list(state(run)) == ["Two lines", "Heat"]
    assert odd_cells(items(path)) == [("films.csv:2", "Rating", "grand")]


# -- bare titles ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("notes.dat", "Heat\nAlien\n"),
        ("heat.txt", "title: Heat\nyear: 1995\n"),
        ("heat.txt", "---\ntitle: Heat\n---\n"),
        ("films.txt", "404: Not Found"),
        ("films.txt", "<!DOCTYPE html><p>Heat</p>"),
        ("films.txt", '{"message": "Heat"}'),
        ("films.md", "Heat\nAlien\n"),
    ],
)
def test_what_is_no_list_of_titles_is_not_read_as_one(
    run: Run, tmp_path: Path, name: str, text: str
) -> None:
    refusal(run, written(tmp_path / name, text))


def test_titles_are_not_read_from_a_folder_or_an_archive(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path / "films" / "titles.txt", "Heat\nAlien\n").parent
    refusal(run, folder)
    archive = tmp_path / "films.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("titles.txt", "Heat\nAlien\n")
    refusal(run, archive)


def test_titles_with_colons_are_titles(tmp_path: Path) -> None:
    text = "Alien: Covenant\nMission: Impossible\nHeat\n"
    assert len(entries(items(written(tmp_path / "films.txt", text)))) == 3


def test_any_named_file_is_text_when_it_is_said(run: Run, tmp_path: Path) -> None:
    path = written(tmp_path / "films.dat", "Heat\nAlien\n")
    run.ok("import", str(path), "--from", "text")
    assert state(run) == {"Heat": (False, True), "Alien": (False, True)}


# -- records --------------------------------------------------------------------------------------


RECORDS = (
    '{"by": "me", "items": [{"name": "Heat", "at": {"day": "2020-01-02"}, "tags": ["a", "b"]}]}'
)
XML = '<list><film id="tt0113277"><name>Heat</name></film></list>'


@pytest.mark.parametrize(
    ("text", "maps", "field", "value"),
    [
        (RECORDS, ["items[].name=title", "items[].at.day=watched_on"], "plays", 1),
        (
            RECORDS,
            ["items[].name=title", "items[].at.day=", "items[].tags=tags"],
            "tags",
            ("a", "b"),
        ),
        ('[{"name": "Heat"}]', ["[].name=title"], "title", "Heat"),
        (XML, ["list.film[].name=title", "list.film[].@id=imdb"], "imdb", "tt0113277"),
    ],
)
def test_records_are_read_by_path(
    tmp_path: Path, text: str, maps: list[str], field: str, value: object
) -> None:
    path = written(tmp_path / "films.json", text)
    columns = dict(one.split("=") for one in maps)
    found = items(path, columns=columns)
    (entry,) = (item for item in found if isinstance(item, Entry))
    assert (entry.title, getattr(entry, field)) == ("Heat", value)


def test_records_of_an_unknown_shape_are_answered_with_their_paths(
    run: Run, tmp_path: Path
) -> None:
    said = refusal(run, written(tmp_path / "films.json", RECORDS))
    assert all(path in said for path in ("items[].name", "items[].at.day", "--map"))
    run.ok(*shlex.split(said.strip().splitlines()[-1])[3:])
    assert state(run) == {"Heat": (True, False)}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[" * 2000 + "]" * 2000, "nested too deeply"),
        ("<a>" * 2000 + "</a>" * 2000, "nested too deeply"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a><b>&b;</b></a>', "document type of its own"),
        ('<!DOCTYPE a SYSTEM "http://localhost/x"><a><b/></a>', "document type of its own"),
        ("<a><b></a>", "damaged XML"),
        ('{"items": [', "damaged JSON"),
        ("{}", "no list of records that could be films; its paths: none"),
        ('{"user": {"name": "Kim"}}', "its paths: “user.name”"),
    ],
)
def test_trees_that_are_no_export_are_one_sentence(
    run: Run, tmp_path: Path, text: str, sentence: str
) -> None:
    said = refusal(run, written(tmp_path / "films.xml", text))
    assert sentence in said
    assert len(said.splitlines()) == 1


# -- refusals help --------------------------------------------------------------------------------


def document(*members: str, mimetype: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        if mimetype:
            packed.writestr("mimetype", mimetype)
        for member in members:
            packed.writestr(member, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("f.xlsx", document("[Content_Types].xml", "xl/workbook.xml"), "save it as CSV"),
        ("f.ods", document(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "CSV"),
        ("f.numbers", document("Index/Document.iwa"), "CSV"),
        ("f.docx", document("word/document.xml"), "save it as plain text"),
        ("f.pdf", b"%PDF-1.7\n", "a PDF document"),
        ("f.html", b"<!doctype html>\n<title>Films</title>", "a web page"),
        ("f.jpg", b"\xff\xd8\xff\xe0", "a picture"),
        ("f.csv", "Title,Year\nHeat,1995\n".encode("utf-16-le"), "UTF-16"),
        ("f.zip", b"Title\nHeat\n", "no archive, or a damaged one"),
        ("f.zip", b"", "no archive, or a damaged one"),
        ("f.csv", b"", "is empty"),
    ],
)
def test_a_refusal_says_what_it_is_and_what_to_do(
    run: Run, tmp_path: Path, name: str, content: bytes, sentence: str
) -> None:
    assert sentence in refusal(run, written(tmp_path / name, content))


def test_a_database_is_told(run: Run, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "films.db")
    connection.execute("create table films (title)")
    connection.commit()
    connection.close()
    assert "a database (SQLite)" in refusal(run, tmp_path / "films.db")


def test_rows_that_are_all_skipped_change_nothing(run: Run, tmp_path: Path) -> None:
    said = refusal(run, written(tmp_path / "films.csv", "Title,Year\n,1995\n,1996\n"))
    assert [f"films.csv:{line}: it has no title." in said for line in (2, 3)] == [True, True]
