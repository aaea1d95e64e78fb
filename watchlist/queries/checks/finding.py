"""What a check yields."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import NamedTuple

from watchlist.library.library import Library


class Finding(NamedTuple):
    """Something wrong: ``check`` names the check; ``fix`` puts it right, where that is safe."""

    check: str
    message: str
    fix: Callable[[Library], None] | None = None


Check = Callable[[Library, datetime.date], Iterator[Finding]]
