"""Readers of the further sites: what their single parts mean, and what is refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from watchlist.errors import RefusedError
from watchlist.formats import registry
from watchlist.formats.parsing import sources
from watchlist.formats.parsing.front_matter import fields_of
from watchlist.formats.registry import Options
from watchlist.merging.entries import Entry, Item, ListEntry, Skipped
from watchlist.model import Kind

_ANIME = """<?xml version="1.0"?>
<myanimelist><myinfo><user_export_type>1</user_export_type></myinfo>
<anime><series_animedb_id>1</series_animedb_id><series_title>Cowboy Bebop</series_title>
<series_type>TV</series_type><series_episodes>26</series_episodes><my_score>9</my_score>
<my_finish_date>2020-01-02</my_finish_date><my_status>{status}</my_status></anime></myanimelist>
"""


def items(path: Path, options: Options | None = None) -> list[Item]:
    with sources.opened(str(path)) as source:
        return list(registry.recognise(source).read(source, options or Options()))


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_an_anime_series_is_taken_whole_when_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xml", _ANIME.format(status="Completed"))
    (entry,) = items(path, Options(series="whole"))
    assert isinstance(entry, Entry)
    assert (entry.kind, entry.plays, entry.viewings[0].mark) == (Kind.SERIES, 1, "mal:1")


def test_a_plan_with_a_date_is_a_plan(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xml", _ANIME.format(status="Plan to Watch"))
    (entry,) = items(path, Options(series="whole"))
    assert isinstance(entry, Entry)
    assert (entry.plays, entry.viewings, entry.to_watch) == (0, (), True)


def test_a_list_is_read_as_the_site_packs_it(tmp_path: Path) -> None:
    path = tmp_path / "animelist.xml.gz"
    path.write_bytes(gzip.compress(_ANIME.format(status="Completed").encode()))
    (entry,) = items(path, Options(series="whole"))
    assert isinstance(entry, Entry)
    assert entry.title == "Cowboy Bebop"


def test_a_broken_or_too_large_packed_file_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(_ANIME.encode())
    (tmp_path / "a.xml.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(RefusedError, match="damaged"):
        items(tmp_path / "a.xml.gz")
    large = b"<myanimelist>" + b" " * (sources.LARGEST_MEMBER + 1)
    (tmp_path / "b.xml.gz").write_bytes(gzip.compress(large))
    with pytest.raises(RefusedError, match="32 MB"):
        items(tmp_path / "b.xml.gz")


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><myanimelist>&x;</myanimelist>',
        '<!DOCTYPE m [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><myanimelist>&b;</myanimelist>',
        "<myanimelist>" + "<a>" * 1000 + "</a>" * 1000 + "</myanimelist>",
        "<myanimelist><anime></myanimelist>",
    ],
    ids=["external", "expanding", "deep", "damaged"],
)
def test_xml_that_is_no_export_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        items(written(tmp_path / "a.xml", text))


def test_a_douban_table_without_ratings_needs_to_be_told_what_it_is_about(tmp_path: Path) -> None:
    path = written(tmp_path / "d.csv", "标题,个人评分,打分日期\n花样年华,,2018/11/21\n")
    with pytest.raises(RefusedError, match="--as watched or --as watchlist"):
        items(path)
    (wish,) = items(path, Options(about="watchlist"))
    (seen,) = items(path, Options(about="watched"))
    assert isinstance(wish, Entry)
    assert isinstance(seen, Entry)
    assert (wish.plays, wish.viewings) == (0, ())
    assert str(seen.viewings[0].watched_on) == "2018-11-21"


def test_the_episodes_of_a_show_are_no_plays_of_it(tmp_path: Path) -> None:
    text = (
        '{"metadata":[{"lot":"show","source":"tmdb","source_id":"Dark","identifier":"70523",'
        '"collections":[],"seen_history":[{"progress":"100","ended_on":"2022-01-01",'
        '"show_season_number":1,"show_episode_number":1}],"reviews":[]}]}'
    )
    (entry,) = items(written(tmp_path / "r.json", text), Options(series="whole"))
    assert isinstance(entry, Entry)
    assert (entry.plays, entry.viewings, entry.to_watch) == (0, (), False)


def test_a_list_of_others_is_on_no_watchlist(tmp_path: Path) -> None:
    text = '[{"title":"Paterson","imdb_id":"tt5247022","poster_url":"http://p","genres":["drama"]}]'
    (found,) = items(written(tmp_path / "movies.json", text))
    assert isinstance(found, ListEntry)
    assert [listed.entry.to_watch for listed in found.films] == [False]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a: b # c", ["b"]),
        ('a: "b # c"', ["b # c"]),
        ("a: 'it''s'", ["it's"]),
        (r'a: "say \"x\""', ['say "x"']),
        ('a: [b, "c, d"]', ["b", "c, d"]),
        ("a:\n  - b\n  - 'c'", ["b", "c"]),
        ("a:\n- b", ["b"]),
        ("a: >-\n  b\n  c", ["b\nc"]),
        ("a:", []),
        ("a: null", []),
        ("a: http://x.org/y", ["http://x.org/y"]),
    ],
)
def test_plain_front_matter_is_read(line: str, expected: list[str]) -> None:
    assert fields_of(f"---\n{line}\n---\nbody\n") == {"a": expected}


@pytest.mark.parametrize(
    "text",
    [
        "---\na: b\n",
        "---\na:\n  b: c\n---\n",
        "---\na: &x b\n---\n",
        "---\na: !!python/object x\n---\n",
        "---\na: {b: c}\n---\n",
        '---\na: "b\n---\n',
        "---\na: [b\n---\n",
        "---\njust words\n---\n",
    ],
)
def test_more_than_plain_front_matter_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="front matter"):
        fields_of(text)


def test_a_note_that_cannot_be_read_is_named_when_it_is_of_a_film(tmp_path: Path) -> None:
    good = "---\ntype: movie\ntitle: Her\nwatched: true\n---\n"
    written(tmp_path / "Her.md", good)
    written(tmp_path / "Bad.md", "---\ntype: movie\ntitle: &x Her\n---\n")
    written(tmp_path / "Plan.md", "---\nfoo: {a: b}\n---\n")
    found = items(tmp_path)
    skipped = [(item.origin.file, item.problem) for item in found if isinstance(item, Skipped)]
    assert skipped == [("Bad.md", True), ("Plan.md", False)]
    assert [item.title for item in found if isinstance(item, Entry)] == ["Her"]
