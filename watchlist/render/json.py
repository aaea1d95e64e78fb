"""JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from watchlist.render.text import json_safe

Value = object
Records = Callable[[], Sequence[Mapping[str, Value]]]


def json_report(records: Records, document: Callable[[], Value] | None) -> str:
    """Return the document of a report as JSON, or else its records."""
    return json_text((document or records)()) + "\n"


def json_text(value: Value) -> str:
    """Return a value as indented JSON."""
    encoded = msgspec.json.encode(value, enc_hook=str)
    return json_safe(msgspec.json.format(encoded, indent=2).decode())
