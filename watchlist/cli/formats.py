"""The formats in which commands print: a line for each, with the functions that write it.

For programs a format has ``records``, which is called with the records and the document of a report
and yields the output in pieces. For people it has ``sections`` and ``lines``, each of which is
called with one section, or with lines, and the columns that there are (None: no limit); of a
section, too, the output comes in pieces.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Format(NamedTuple):
    """Where the functions of a format are: ``module:function``."""

    records: str = ""
    sections: str = ""
    lines: str = ""


FORMATS: Final[Mapping[str, Format]] = {
    "table": Format(
        sections="watchlist.render.sections:terminal_section",
        lines="watchlist.render.lines:terminal_lines",
    ),
    "json": Format(records="watchlist.render.json:json_report"),
    "csv": Format(records="watchlist.render.csv:csv_report"),
    "markdown": Format(
        sections="watchlist.render.sections:markdown_section",
        lines="watchlist.render.lines:markdown_lines",
    ),
}


def is_for_programs(output: str) -> bool:
    """Whether a format is one of these that are read by programs, which want records."""
    return output in FORMATS and bool(FORMATS[output].records)
