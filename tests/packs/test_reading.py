"""A pack is read whole, or every fault of its form is said with its line."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.packs.conftest import LANTERN, lantern_text
from watchlist.dates import PartialDate
from watchlist.model import Kind
from watchlist.packs.model import Pack
from watchlist.packs.reading import MAX_BYTES, read_pack


def said(text: str | bytes) -> list[str]:
    pack, findings = read_pack(text, "p.toml")
    assert pack is None
    return [str(finding) for finding in findings]


def line_of(text: str, wanted: str) -> int:
    return next(n for n, line in enumerate(text.split("\n"), start=1) if wanted in line)


def test_a_pack_is_read_with_all_it_says(lantern: Pack) -> None:
    assert lantern.reviewed == datetime.date(2025, 12, 31)
    assert lantern.films["lantern"].release == PartialDate(2001, 2, 3)
    assert lantern.films["early"].kind is Kind.SERIES
    assert lantern.films["lantern"].directors == ("Ann Lee",)
    assert [source.what for source in lantern.sources] == ["release dates", ""]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2001-02-03", PartialDate(2001, 2, 3)),
        ('"2001-02-03"', PartialDate(2001, 2, 3)),
        ('"2001-02"', PartialDate(2001, 2)),
        ('"2001"', PartialDate(2001)),
        ('"TBA"', PartialDate(None)),
    ],
)
def test_a_release_is_a_date_of_toml_or_a_text(written: str, read: PartialDate) -> None:
    text = lantern_text(("release = 2001-02-03", f"release = {written}"))

    pack, _ = read_pack(text, "p.toml")

    assert pack
    assert pack.films["lantern"].release == read


def test_where_no_continuity_is_named_main_has_all_films() -> None:
    pack, _ = read_pack('name = "A"\n[films.a]\ntitle = "A"\nyear = 2000\n', "p.toml")

    assert pack
    assert [(branch.name, branch.films) for branch in pack.all_continuities] == [("main", ("a",))]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("runtime = 101", 'runtime = "101"', "Film lantern, runtime: “101” is not a number of"),
        ("runtime = 101", "runtime = 0", "Film lantern, runtime: “0” is not a number of minutes."),
        ("runtime = 101", "runtime = true", "Film lantern, runtime: “true” is not a number"),
        ("runtime = 101", "runtme = 101", "has nothing called “runtme”; did you mean runtime?"),
        ("runtime = 101", "seen = 101", "has nothing called “seen”: there are title, year,"),
        ("year = 2004", 'year = "MMIV"', "Film two, year: “MMIV” is not a year."),
        ("= 2001-02-03", '= "2001-2-3"', "“2001-2-3” is not a date: write YYYY, YYYY-MM or YYYY-"),
        ("= 2001-02-03", '= "2001-02-30"', "“2001-02-30” is not in the calendar."),
        ("= 2001-02-03", "= 2001-02-03T10:00:00", "“2001-02-03 10:00:00” is not a date"),
        (
            "release = 2001-02-03",
            "release = 2001",
            "“2001” is not a release date as far as it is known: a date,",
        ),
        ("year = 2004", 'year = 2004\nstory = "1990..1980"', "its end is not after its start."),
        ("year = 2004", 'year = 2004\nstory = ""', "a story date cannot be empty."),
        ('"tt0000003"', '"tt123"', "“tt123” is not an IMDb id: tt and 7 or 8 digits."),
        ('"tt0000003"', '"nm0000003"', "“nm0000003” is not an IMDb id"),
        ("year = 2004", "year = 2004\ntmdb = -1", "Film two, tmdb: “-1” is not a TMDB number."),
        (
            'kind = "series"',
            'kind = "serie"',
            "“serie” is not film, short, series, season, e",
        ),
        ('kind = "spinoff-of"', 'kind = "spinoff"', "Link 1, kind: “spinoff” is not sequel-to,"),
        ('kind = "between"', 'kind = "beside"', "Placement 2, kind: “beside” is not before,"),
        ('title = "Wick"', "", "Film gap has no title."),
        ('title = "Wick"', 'title = " "', "Film gap, title: “ ” is not a text of 1 to 1,000"),
        ('"https://two.example"', '"two"', "Source 2, url: “two” is not an address on the web."),
        ("reviewed = 2025-12-31", 'reviewed = "soon"', "“soon” is not a date: 2025-12-31, without"),
        ('films = ["early"]', 'films = "early"', "Placement 1, films: “early” is not a list of"),
        ("[films.gap]", '[films."G p"]', "“G p” is not a key: small letters, digits and hyphens."),
    ],
)
def test_a_value_of_the_wrong_form_is_said_with_its_line(old: str, new: str, message: str) -> None:
    text = lantern_text((old, new))

    found = said(text)

    lines = {
        line_of(text, new.rsplit("\n", maxsplit=1)[-1]) if new else line_of(text, "[films.gap]")
    }
    assert len(found) == 1
    assert message in found[0]
    assert found[0].split(":")[:2] == ["p.toml", str(lines.pop())]


def test_all_bad_films_are_found_not_only_the_first() -> None:
    text = lantern_text(("year = 2004", "year = 0"), ("year = 2011", "yaer = 2011"))

    assert [line.split(": ", 1)[1] for line in said(text)] == [
        "Film two, year: “0” is not a year.",
        "Film gap has nothing called “yaer”; did you mean year?",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "p.toml: The pack has no name."),
        ('name = "A"\nname = "B"\n', "p.toml:2: It is not TOML: Cannot overwrite a value."),
        ("name = \n", "p.toml:1: It is not TOML: Invalid value."),
        ('name = "A', "p.toml:1: It is not TOML: Unterminated string."),
        (b'name = "A"\n# \xff\n', "p.toml: It is not valid text (UTF-8), in line 2."),
        ('name = "A"\n\0', "p.toml:2: It is not TOML: Invalid statement."),
        (" " * (MAX_BYTES + 1), f"p.toml: It has more than {MAX_BYTES:,} bytes"),
        ("a = " + "[" * 50_000, "p.toml: It is nested too deeply to be a pack."),
        (".".join("a" * 5_000) + " = 1", "p.toml: It is nested too deeply to be a pack."),
        ('"a b"' + '. "a b"' * 5_000 + " = 1", "p.toml: It is nested too deeply to be a pack."),
        ("'a.b'" + ".'a.b'" * 5_000 + " = 1", "p.toml: It is nested too deeply to be a pack."),
        ("year = " + "1" * 5_000, "p.toml: A number in it has too many digits to be read."),
        ('name = "A"\nfilms = 3\n', "p.toml:2: The films are tables, such as [films.john-wick]."),
        ('name = "A"\nlinks = 3\n[films.a]\ntitle = "A"\n', "p.toml:2: links is a list of tables"),
        ('name = "A"\n[films]\na = 3\n', "p.toml:3: Film a is to be a table."),
    ],
)
def test_what_is_no_pack_at_all_is_said(content: str | bytes, message: str) -> None:
    assert any(line.startswith(message) for line in said(content)), said(content)


def test_windows_line_ends_and_a_byte_order_mark_are_read() -> None:
    pack, findings = read_pack(b"\xef\xbb\xbf" + LANTERN.replace("\n", "\r\n").encode(), "p.toml")

    assert (pack is not None, findings) == (True, [])


@given(st.data())
def test_no_text_makes_the_reader_fail(data: st.DataObject) -> None:
    lines = data.draw(st.lists(st.sampled_from(LANTERN.split("\n")), max_size=30))
    noise = data.draw(st.text('[]"=.\n\\ab1\0', max_size=10))

    pack, findings = read_pack("\n".join(lines) + noise, "p.toml")

    assert (pack is None) == bool(findings)
