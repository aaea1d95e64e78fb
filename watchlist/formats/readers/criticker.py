"""Criticker: the ratings as CSV or XML, out of a hundred. The day of a rating is no viewing's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import SERIES, DeclaredTable
from watchlist.formats.parsing.site_records import (
    OWN_SHAPE,
    SiteRecord,
    cells_of,
    leaves_of,
    nodes_in,
    read_records,
    value_at,
)
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.trees import is_xml, xml_of
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item, Skipped

TITLE: Final = "Criticker ratings"
OPTIONS: Final = frozenset({"about", "series"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("score", "filmname", "imdbid"),
    usual=("url", "daterated", "genre", "tier", "percentile", "filmid", "type", "psi"),
    fields={"title": "filmname", "year": "year", "imdb": "imdbid", "note": "minireview"},
    rating="score",
    best=100,
    sort="sort",
    sorts={"film": "", "tv": SERIES, "game": "games"},
)
_ROOT: Final = re.compile(r"<(recentrankings|recentratings)[\s>]")
_SORT: Final = re.compile(r"/(film|tv|game)/")
_PATHS: Final = {
    "filmname": "filmname",
    "url": "filmlink",
    "score": "score",
    "minireview": "quote",
    "imdbid": "imdbid",
}


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the files."""
    if any(map(_root, source.members)):
        return OWN_SHAPE
    return best_claim(map(_TABLE.claims, source.members))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the ratings say."""
    found = False
    for member in source.members:
        if _root(member) or _TABLE.claims(member):
            found = True
            records = _nodes(member) if _root(member) else _rows(member)
            yield from read_records(member.path, records, _TABLE, options)
    if not found:
        columns = ", ".join(_TABLE.required)
        raise RefusedError(f"{source.name} is no file of {TITLE}, which has {columns}.")


def _root(member: SourceFile) -> str:
    match = _ROOT.search(member.start) if is_xml(member.start) else None
    return match[1] if match else ""


def _nodes(member: SourceFile) -> Iterator[SiteRecord]:
    tree: Any = xml_of(member)
    for node in nodes_in(value_at(tree, f"{_root(member)}.film")):
        cells = leaves_of(node, _PATHS)
        yield SiteRecord({**cells, "sort": _sort(cells["url"])})


def _rows(member: SourceFile) -> Iterator[SiteRecord | Skipped]:
    table = member.table()
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
        else:
            cells = cells_of(table, row)
            yield SiteRecord({**cells, "sort": _sort(cells.get("url", ""))}, line=row.line)


def _sort(address: str) -> str:
    match = _SORT.search(address)
    return match[1] if match else ""
