"""A checksum put together of those of the parts is the one of the whole."""

from __future__ import annotations

import zlib

from hypothesis import given
from hypothesis import strategies as st

from watchlist.store.crc import combined


@given(st.binary(), st.binary())
def test_the_checksum_of_two_texts_in_a_row_follows_from_those_of_each(
    first: bytes, second: bytes
) -> None:
    whole = combined(zlib.crc32(first), zlib.crc32(second), len(second))
    assert whole == zlib.crc32(first + second)


@given(st.binary(max_size=9), st.integers(0, 1_000_000))
def test_the_second_text_may_be_long(first: bytes, length: int) -> None:
    second = bytes(length)
    whole = combined(zlib.crc32(first), zlib.crc32(second), length)
    assert whole == zlib.crc32(first + second)
