"""The clock: the one place where the program asks what time it is."""

from __future__ import annotations

import datetime


def now() -> datetime.datetime:
    """Return this moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """Return the day where the user is."""
    return now().astimezone().date()
