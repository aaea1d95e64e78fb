"""Ids of records that are unique everywhere: ULIDs (https://github.com/ulid/spec).

A ULID is 26 characters of Crockford's base32: 48 bits for the milliseconds since 1970 (UTC), then
80 bits by chance. As texts they are in order of time.
"""

from __future__ import annotations

import datetime
import os
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS: Final = [one + other for one in _ALPHABET for other in _ALPHABET]
"""Two characters at a time, which takes half the time of one."""

_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MILLISECOND: Final = datetime.timedelta(milliseconds=1)
_CHANCE_BITS: Final = 80

_latest: Final[dict[int, int]] = {}
"""The latest that was made, by its millisecond."""


def new_uid(moment: datetime.datetime) -> str:
    """Return an id that nobody has, of a moment with a time zone; one before 1970 counts as 1970.

    Of those that one process makes for the same millisecond, each is greater than the one before:
    records that are made together keep their order.
    """
    milliseconds = _milliseconds(moment)
    latest = _latest.get(milliseconds)
    if latest is None:
        uid = _uid(milliseconds, int.from_bytes(os.urandom(_CHANCE_BITS // 8)))
    else:
        uid = latest + 1  # which may carry into the time, as good as never: it is greater then too
    _latest[milliseconds] = uid
    return _text(uid)


def uid_from(moment: datetime.datetime | None, *parts: str) -> str:
    """Return the id that follows from a moment and texts: the same always and everywhere.

    So two copies of one old library get the same ids, each on its own. Its 80 bits are the first
    of the SHA-256 of the parts; the time is that of the moment, or 0 without one.
    """
    # takes 3 ms to import, which only the library of an older version is to cost; the lighter
    # modules of it have another name in each Python, and checksums are too easily the same
    from hashlib import sha256  # noqa: PLC0415 -- for an older version's library only

    # with the length before each, no two lists of parts make the same text
    texts = [part.encode(errors="surrogatepass") for part in parts]
    digest = sha256(b"".join(b"%d:%b" % (len(text), text) for text in texts)).digest()
    milliseconds = _milliseconds(moment) if moment else 0
    return _text(_uid(milliseconds, int.from_bytes(digest[: _CHANCE_BITS // 8])))


def _milliseconds(moment: datetime.datetime) -> int:
    return max(0, (moment - _EPOCH) // _MILLISECOND)


def _uid(milliseconds: int, chance: int) -> int:
    return milliseconds << _CHANCE_BITS | chance


def _text(uid: int) -> str:
    """Return the 26 characters of the 128 bits of an id."""
    return "".join([_PAIRS[uid >> shift & 1023] for shift in range(120, -1, -10)])
