"""CSV for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

import msgspec

from watchlist.names.formulas import neutralised
from watchlist.render.chunks import chunks
from watchlist.render.json import JsonRecord, JsonRecords
from watchlist.render.text import printable


def csv_report(records: JsonRecords, _document: Callable[[], object] | None) -> Iterator[str]:
    """Yield the records of a report as CSV, in pieces; it has no document that is more."""
    headed = True
    for chunk in chunks(records()):
        yield csv_text(chunk, headed=headed)
        headed = False


def csv_text(records: Sequence[JsonRecord], *, headed: bool = True) -> str:
    """Return records as CSV (RFC 4180) with a header; lists are joined with ``; ``."""
    if not records:
        return ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if headed:
        writer.writerow(records[0])
    writer.writerows([_cell(value) for value in record.values()] for record in records)
    return out.getvalue()


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return neutralised(printable(_text(value)))


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return "; ".join(map(_text, value))
        case dict():
            return msgspec.json.encode(value, enc_hook=str).decode()
        case _:
            return str(value)
