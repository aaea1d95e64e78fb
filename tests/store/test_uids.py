"""Ids of records: ULIDs, in order within a millisecond, and the same from the same parts."""

from __future__ import annotations

import datetime
import itertools
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlist.library.uids import uid_from, uid_of_piece
from watchlist.store import uids
from watchlist.store.uids import new_uid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MOMENT = datetime.datetime(2016, 7, 30, 22, 36, 16, 385_000, tzinfo=datetime.UTC)
MILLISECOND = datetime.timedelta(milliseconds=1)
MOMENTS = st.datetimes(datetime.datetime(1970, 1, 1), timezones=st.timezones())  # noqa: DTZ001
PARTS = st.lists(st.text(), max_size=4)


def _number(uid: str) -> int:
    """Return the 128 bits of a ULID, read one character after another."""
    number = 0
    for character in uid:
        number = number * 32 + ALPHABET.index(character)
    return number


def _milliseconds(uid: str) -> int:
    return _number(uid) >> 80


def test_the_time_stands_first_as_the_specification_writes_it() -> None:
    assert new_uid(MOMENT)[:10] == uid_from(MOMENT)[:10] == "01ARYZ6S41"


@given(MOMENTS, PARTS)
def test_an_id_is_26_characters_of_128_bits_and_tells_its_moment(
    moment: datetime.datetime, parts: list[str]
) -> None:
    since = moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    for uid in (new_uid(moment), uid_from(moment, *parts)):
        assert len(uid) == 26
        assert _number(uid) < 2**128
        assert _milliseconds(uid) == max(0, since // MILLISECOND)


@given(st.lists(st.sampled_from([MOMENT, MOMENT + MILLISECOND, MOMENT + MILLISECOND / 2])))
def test_new_ids_of_one_millisecond_increase_whatever_comes_between(
    moments: list[datetime.datetime],
) -> None:
    made = [new_uid(moment) for moment in moments]
    assert len(set(made)) == len(made)
    for _, same in itertools.groupby(sorted(made, key=_milliseconds), key=_milliseconds):
        together = list(same)
        assert together == sorted(together)


def test_ten_thousand_ids_of_one_moment_are_in_order() -> None:
    made = [new_uid(MOMENT) for _ in range(10_000)]
    assert made == sorted(set(made))


@given(MOMENTS, MOMENTS)
def test_a_later_moment_is_a_greater_id(one: datetime.datetime, other: datetime.datetime) -> None:
    early, late = sorted([one, other])
    if late - early >= MILLISECOND:
        assert new_uid(early) < new_uid(late)
        assert uid_from(early, "z") < uid_from(late, "a")


def test_chance_that_is_used_up_still_gives_greater_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uids, "_latest", {})
    monkeypatch.setattr(os, "urandom", lambda size: b"\xff" * size)
    made = [new_uid(MOMENT) for _ in range(3)]
    assert made == sorted(set(made))
    assert made[0] == "01ARYZ6S41ZZZZZZZZZZZZZZZZ"


def test_two_processes_make_different_ids() -> None:
    program = (
        "import datetime; from watchlist.store.uids import new_uid;"
        "print(new_uid(datetime.datetime(2016, 7, 30, tzinfo=datetime.UTC)))"
    )
    made = [subprocess.check_output([sys.executable, "-c", program], text=True) for _ in range(2)]
    assert made[0] != made[1]
    assert made[0][:10] == made[1][:10]


def test_a_moment_before_1970_counts_as_1970() -> None:
    early = datetime.datetime(1902, 9, 1, tzinfo=datetime.UTC)
    assert new_uid(early)[:10] == uid_from(early)[:10] == "0" * 10


def test_an_id_from_parts_is_the_same_for_ever() -> None:
    assert uid_from(MOMENT, "films", "1", "Alien") == "01ARYZ6S41SGJQTPH08QY53JRB"
    assert uid_from(None, "films", "1", "攻殻機動隊") == "0000000000CHEH39TNSRMACYEW"


@given(st.none() | MOMENTS, PARTS, PARTS)
def test_ids_from_parts_are_the_same_for_the_same_parts_only(
    moment: datetime.datetime | None, one: list[str], other: list[str]
) -> None:
    assert uid_from(moment, *one) == uid_from(moment, *one)
    assert (uid_from(moment, *one) == uid_from(moment, *other)) is (one == other)


def test_where_one_part_ends_matters() -> None:
    lists = [("ab",), ("a", "b"), ("a", "", "b"), ("", "ab"), ("1:a1:b",), ("a1:b",), (), ("",)]
    assert len({uid_from(None, *parts) for parts in lists}) == len(lists)


def test_half_of_a_character_is_a_part_like_any_other() -> None:
    assert uid_from(None, "\ud800") != uid_from(None, "\udfff")


def test_an_id_by_chance_does_not_import_what_only_a_migration_needs() -> None:
    program = "import sys, watchlist.store.uids; print('hashlib' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", program], text=True) == "False\n"


def test_the_id_of_a_piece_follows_from_its_record_and_the_piece_and_keeps_the_time() -> None:
    uid = new_uid(MOMENT)
    first, second = (uid_of_piece(uid, piece) for piece in ("S01E01", "S01E02"))
    assert first[:10] == second[:10] == uid[:10]
    assert len({uid, first, second, uid_of_piece(new_uid(MOMENT), "S01E01")}) == 4
    assert uid_of_piece(uid, "S01E01") == first
    assert uid_of_piece("", "S01E01") == ""
