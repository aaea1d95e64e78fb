"""JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from watchlist.render.text import json_safe

JsonRecord = dict[str, Any]
"""A record as programs get it: the names and values of a table of JSON or a line of CSV."""

JsonRecords = Callable[[], Sequence[JsonRecord]]
"""What makes the records of a report."""


def json_report(records: JsonRecords, document: Callable[[], object] | None) -> str:
    """Return the document of a report as JSON, or else its records."""
    return json_text((document or records)()) + "\n"


def json_text(value: object) -> str:
    """Return a value as indented JSON."""
    encoded = msgspec.json.encode(value, enc_hook=str)
    return json_safe(msgspec.json.format(encoded, indent=2).decode())
