"""JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec

from watchlist.render.chunks import chunks
from watchlist.render.text import json_safe

JsonRecord = dict[str, Any]
"""A record as programs get it: the names and values of a table of JSON or a line of CSV."""

JsonRecords = Callable[[], Iterable[JsonRecord]]
"""What makes the records of a report, each when it is printed where there are many."""


def json_report(records: JsonRecords, document: Callable[[], object] | None) -> Iterator[str]:
    """Yield the document of a report as JSON, or else the list of its records, in pieces."""
    if document:
        yield json_text(document()) + "\n"
        return
    before = "[\n"
    for chunk in chunks(records()):
        yield before + json_text(chunk).removeprefix("[\n").removesuffix("\n]")
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def json_text(value: object) -> str:
    """Return a value as indented JSON."""
    encoded = msgspec.json.encode(value, enc_hook=str)
    return json_safe(msgspec.json.format(encoded, indent=2).decode())
