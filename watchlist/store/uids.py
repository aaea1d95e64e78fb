"""New ids of records, that are unique everywhere (see ``watchlist.library.uids``)."""

from __future__ import annotations

import datetime
import os
from typing import Final

from watchlist.library.uids import CHANCE_BITS, milliseconds, uid_number, ulid

_latest: Final[dict[int, int]] = {}
"""The latest that was made, by its millisecond."""


def new_uid(moment: datetime.datetime) -> str:
    """Return an id that nobody has, of a moment with a time zone; one before 1970 counts as 1970.

    Of those that one process makes for the same millisecond, each is greater than the one before:
    records that are made together keep their order.
    """
    time = milliseconds(moment)
    latest = _latest.get(time)
    if latest is None:
        uid = uid_number(time, int.from_bytes(os.urandom(CHANCE_BITS // 8)))
    else:
        uid = latest + 1  # which may carry into the time, as good as never: it is greater then too
    _latest[time] = uid
    return ulid(uid)
