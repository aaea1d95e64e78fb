"""Ids of records: ULIDs (https://github.com/ulid/spec), and those that follow from others. Pure.

A ULID is 26 characters of Crockford's base32: 48 bits for the milliseconds since 1970 (UTC), then
80 bits by chance. As texts they are in order of time.
"""

from __future__ import annotations

import datetime
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS: Final = [one + other for one in _ALPHABET for other in _ALPHABET]
"""Two characters at a time, which takes half the time of one."""

_EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MILLISECOND: Final = datetime.timedelta(milliseconds=1)
_TIME_LENGTH: Final = 10
"""So many characters tell the time."""

CHANCE_BITS: Final = 80


def uid_from(moment: datetime.datetime | None, *parts: str) -> str:
    """Return the id that follows from a moment and texts: the same always and everywhere.

    So two copies of one old library get the same ids, each on its own. Its 80 bits are the first
    of the SHA-256 of the parts; the time is that of the moment, or 0 without one.
    """
    # takes 3 ms to import, which only the library of an older version, and parts that two copies
    # cut differently, are to cost; the lighter modules of it have another name in each Python, and
    # checksums are too easily the same
    from hashlib import sha256  # noqa: PLC0415 -- for what is seldom only

    # with the length before each, no two lists of parts make the same text
    texts = [part.encode(errors="surrogatepass") for part in parts]
    digest = sha256(b"".join(b"%d:%b" % (len(text), text) for text in texts)).digest()
    chance = int.from_bytes(digest[: CHANCE_BITS // 8])
    return ulid(uid_number(milliseconds(moment) if moment else 0, chance))


def uid_of_piece(uid: str, piece: str) -> str:
    """Return the id of a piece of a record, which follows from both, with the time of the record.

    Without an id of the record it is empty.
    """
    return uid and uid[:_TIME_LENGTH] + uid_from(None, uid, piece)[_TIME_LENGTH:]


def milliseconds(moment: datetime.datetime) -> int:
    """Return the milliseconds of a moment with a time zone; one before 1970 counts as 1970."""
    return max(0, (moment - _EPOCH) // _MILLISECOND)


def uid_number(time: int, chance: int) -> int:
    """Return the 128 bits of an id as a number."""
    return time << CHANCE_BITS | chance


def ulid(number: int) -> str:
    """Return the 26 characters of the 128 bits of an id."""
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10)])
