"""Trakt: moments become days where the user is, and shows are taken when asked for."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from watchlist.errors import RefusedError
from watchlist.formats.parsing import sources
from watchlist.formats.parsing.instants import moment_of
from watchlist.formats.readers import trakt
from watchlist.formats.registry import Options
from watchlist.merging.entries import Entry, ListEntry, OddCell, WholeWatchlist
from watchlist.model import Kind

HEAT = {"title": "Heat", "year": 1995, "ids": {"trakt": 1}}
FOLDER = Path(__file__).parent / "golden" / "trakt" / "export"


@pytest.fixture
def timezone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Let a test live in another time zone."""
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", "2026-08-19"), ("Asia/Tokyo", "2026-08-20"), ("US/Pacific", "2026-08-19")],
)
def test_a_moment_is_the_day_where_the_user_is(
    timezone: pytest.MonkeyPatch, zone: str, day: str
) -> None:
    timezone.setenv("TZ", zone)
    time.tzset()
    moment = moment_of("2026-08-19T23:46:00.000Z", None)
    assert moment == (datetime.date.fromisoformat(day), "2026-08-19T23:46:00Z")


@pytest.mark.parametrize("moment", [None, "", "soon", 7, "1970-01-01T00:00:00.000Z"])
def test_a_moment_that_is_not_known_is_no_day(moment: object) -> None:
    assert moment_of(moment, None) is None


def test_shows_are_taken_when_asked_for() -> None:
    with sources.opened(str(FOLDER)) as source:
        items = list(trakt.read(source, Options(series="whole")))
    series = [item for item in items if isinstance(item, Entry) and item.kind is Kind.SERIES]
    [listed] = [item for item in items if isinstance(item, ListEntry)]
    assert [(entry.title, entry.to_watch) for entry in series] == [("Things", True)]
    assert [film.entry.title for film in listed.films] == ["One", "Two", "Things"]


def test_an_empty_watchlist_is_a_whole_one(tmp_path: Path) -> None:
    for name, rows in (
        ("watched-movies.json", [{"plays": 1, "movie": HEAT}]),
        ("watchlist.json", []),
    ):
        (tmp_path / name).write_text(json.dumps(rows), encoding="utf-8")
    with sources.opened(str(tmp_path)) as source:
        assert WholeWatchlist() in list(trakt.read(source, Options()))
    with sources.opened(str(tmp_path / "watched-movies.json")) as source:
        assert WholeWatchlist() not in list(trakt.read(source, Options()))


def test_nobody_watches_a_film_a_million_times(tmp_path: Path) -> None:
    rows = [{"plays": 10**6, "movie": HEAT}, {"plays": 2, "movie": HEAT}]
    path = tmp_path / "watched-movies.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    with sources.opened(str(path)) as source:
        odd, unknown, watched = trakt.read(source, Options())
    assert (isinstance(odd, OddCell) and odd.why) == "nobody has watched a film 1,000,000 times"
    assert [isinstance(e, Entry) and e.plays for e in (unknown, watched)] == [1, 2]


def test_damaged_json_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "history.json"
    whole = (FOLDER / "watched" / "history.json").read_text(encoding="utf-8")
    file.write_text(whole[:-9], encoding="utf-8")
    with (
        sources.opened(str(file)) as source,
        pytest.raises(RefusedError, match=r"history\.json is damaged JSON"),
    ):
        list(trakt.read(source, Options()))


def test_other_lists_of_objects_are_not_trakts(tmp_path: Path) -> None:
    file = tmp_path / "movies.json"
    file.write_text(json.dumps([{"title": "One", "year": 2020}]), encoding="utf-8")
    with sources.opened(str(file)) as source:
        assert trakt.claim(source) is None
