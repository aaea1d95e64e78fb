"""What is known of a person's part in a film, and what is said of it anew. Pure."""

from __future__ import annotations

import datetime
from typing import Final, NamedTuple

from msgspec.structs import replace

from watchlist.dates import PartialDate
from watchlist.model import Credit, CreditStatus, Statement

_NEVER: Final = (0, 0, 0)
"""Before every date."""


def statements(credit: Credit) -> list[Statement]:
    """Return all that was said of how sure a part is, oldest first."""
    if credit.status is None:
        return list(credit.earlier)
    return [*credit.earlier, Statement(status=credit.status, on=credit.on, source=credit.source)]


class CreditUpdate(NamedTuple):
    """What is said of a person's part; empty is what is not said."""

    role: str | None = None
    cameo: bool = False
    status: CreditStatus | None = None
    source: str | None = None
    on: PartialDate | None = None


def renewed(known: Credit, said: CreditUpdate, today: datetime.date) -> Credit:
    """Return a credit with what is said of it; what is not said again stays.

    A status, or another source of the one there is, is a statement of its own: of the date ``on``,
    else of today. The latest one by date is what is known; the others are kept as ``earlier``.
    """
    part = replace(known, role=said.role or known.role, cameo=said.cameo or known.cameo)
    status = said.status or known.status
    if status is None:
        return replace(part, source=said.source or known.source, on=said.on or known.on)
    if status is known.status and said.on in (None, known.on):
        if said.source in (None, known.source):
            return part
        if not known.source:
            return replace(part, source=said.source or "")
    new = Statement(status=status, on=said.on or PartialDate.of(today), source=said.source or "")
    return _with_statements(part, [*statements(known), new])


def _with_statements(credit: Credit, said: list[Statement]) -> Credit:
    """Return a credit of which so much was said; what is of no date comes first."""
    *earlier, last = sorted(said, key=lambda one: one.on.key if one.on else _NEVER)
    return replace(
        credit, status=last.status, on=last.on, source=last.source, earlier=tuple(earlier)
    )
