"""Output for programs: JSON and CSV."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import msgspec

from watchlist.render.text import json_safe, printable

Value = object


def json_text(value: Value) -> str:
    """Return a value as indented JSON."""
    encoded = msgspec.json.encode(value, enc_hook=str)
    return json_safe(msgspec.json.format(encoded, indent=2).decode())


def csv_text(records: Sequence[Mapping[str, Value]]) -> str:
    """Return records as CSV (RFC 4180) with a header; lists are joined with ``; ``."""
    if not records:
        return ""
    import csv  # noqa: PLC0415 -- few commands print it

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(records[0])
    writer.writerows([_cell(value) for value in record.values()] for record in records)
    return out.getvalue()


def _cell(value: Value) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            text = "; ".join(_cell(item) for item in value)
        case dict():
            text = msgspec.json.encode(value, enc_hook=str).decode()
        case _:
            text = str(value)
    text = printable(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
