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
    """Yield the records of a report as CSV, in pieces; it has no document that is more.

    Records that are made as they are printed have the fields of the first ones.
    """
    found = records()
    columns = _columns(found) if isinstance(found, Sequence) else ()
    headed = True
    for chunk in chunks(found):
        columns = columns or _columns(chunk)
        yield _lines(chunk, columns, headed=headed)
        headed = False


def csv_text(records: Sequence[JsonRecord]) -> str:
    """Return records as CSV (RFC 4180) with a header; lists are joined with ``; ``."""
    return _lines(records, _columns(records), headed=True) if records else ""


def _columns(records: Sequence[JsonRecord]) -> Sequence[str]:
    """Return the fields of records, of which only some have those of a part."""
    fullest = max(records, key=len, default={})
    return list(dict.fromkeys(name for record in (fullest, *records) for name in record))


def _lines(records: Sequence[JsonRecord], columns: Sequence[str], *, headed: bool) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if headed:
        writer.writerow(columns)
    writer.writerows([_cell(record.get(name)) for name in columns] for record in records)
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
