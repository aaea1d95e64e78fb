"""What is stale in a pack."""

from __future__ import annotations

import datetime

import pytest

from watchlist.dates import PartialDate
from watchlist.model import Kind
from watchlist.packs.freshness import stale
from watchlist.packs.model import Pack, PackFilm

TODAY = datetime.date(2026, 11, 28)


def pack(film: PackFilm, reviewed: datetime.date | None = TODAY) -> Pack:
    return Pack(name="Saga", reviewed=reviewed, films={"one": film})


def film(release: str = "2020-01-01", **facts: object) -> PackFilm:
    return PackFilm(title="One", release=PartialDate.parse(release), **{"runtime": 90, **facts})  # type: ignore[arg-type]


def test_a_pack_reviewed_today_with_all_facts_is_fresh() -> None:
    assert list(stale(pack(film()), TODAY)) == []


@pytest.mark.parametrize(
    ("tested", "said"),
    [
        (pack(film(runtime=None)), "one: One is out since 2020-01-01, without a runtime"),
        (
            pack(film("TBA"), datetime.date(2025, 11, 1)),
            "one: One is to be announced for more than a year",
        ),
        (
            pack(film("TBA", year=2025)),
            "one: One (2025) is to be announced for more than a year",
        ),
        (pack(film(), datetime.date(2026, 5, 1)), "reviewed on 2026-05-01"),
        (pack(film(), None), "reviewed never"),
    ],
)
def test_what_time_has_overtaken_is_said(tested: Pack, said: str) -> None:
    assert said in list(stale(tested, TODAY))


def test_what_is_not_out_needs_no_runtime() -> None:
    assert list(stale(pack(film("2026-12-18", runtime=None)), TODAY)) == []


@pytest.mark.parametrize("kind", [Kind.SERIES, Kind.SEASON])
def test_what_has_episodes_has_no_runtime(kind: Kind) -> None:
    assert list(stale(pack(film(runtime=None, kind=kind)), TODAY)) == []


def test_a_part_needs_no_runtime() -> None:
    assert list(stale(pack(film(runtime=None, whole="series", part="S01")), TODAY)) == []
