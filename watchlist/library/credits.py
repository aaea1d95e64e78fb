"""What is known of a person's part in a film, and what is said of it anew. Pure."""

from __future__ import annotations

from msgspec.structs import replace

from watchlist.model import Credit, CreditStatus


def renewed(
    known: Credit, *, role: str | None, cameo: bool, status: str | None, source: str | None
) -> Credit:
    """Return a credit with what is said of it; what is not said again stays."""
    return replace(
        known,
        role=role or known.role,
        cameo=cameo or known.cameo,
        status=CreditStatus(status) if status else known.status,
        source=source or known.source,
    )
