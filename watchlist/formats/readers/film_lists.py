"""Lists that others keep, as MDBList (JSON and CSV) and StevenLu (JSON) give them.

They say nothing of watching: each is a list, and its films are not to watch unless that is said.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import SERIES, DeclaredTable, read_declared
from watchlist.formats.parsing.site_records import (
    OWN_SHAPE,
    SiteRecord,
    json_members,
    leaves_of,
    listed,
    nodes_in,
    read_records,
    value_at,
)
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.trees import json_of
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item

TITLE: Final = "MDBList or StevenLu list"
OPTIONS: Final = frozenset({"about", "series"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("title", "imdbid", "mediatype"),
    usual=("id", "rank", "adult", "tvdbid", "language", "spokenlanguage", "tvdb", "imdbrating"),
    fields={"title": "title", "year": "releaseyear", "imdb": "imdbid", "tmdb": "tmdb"},
    sort="mediatype",
    sorts={"movie": "", "show": SERIES, "tv": SERIES},
)
_CSV: Final = _TABLE._replace(
    required=("title", "imdbid", "mediatype", "releaseyear"),
    usual=("rank", "tvdbid", "adult", "language", "spokenlanguage", "traktid"),
    fields={"title": "title", "year": "releaseyear", "imdb": "imdbid", "tmdb": "tmdbid"},
)
_MDBLIST: Final = ("imdb_id", "mediatype", "title")
_STEVENLU: Final = ("imdb_id", "poster_url", "title")
_LISTS: Final = ("movies", "shows", "items")


def claim(source: FileSource) -> Claim | None:
    """Return the claim to a list."""
    if _json(source):
        return OWN_SHAPE
    return best_claim(map(_CSV.claims, source.members))


def _json(source: FileSource) -> list[SourceFile]:
    return json_members(source, _MDBLIST) or json_members(source, _STEVENLU)


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield a list for each file. Raises RefusedError when it is damaged or none."""
    trees, tables = _json(source), [one for one in source.members if _CSV.claims(one)]
    if not trees and not tables:
        raise RefusedError(f"{source.name} is no {TITLE}: it has no “imdb_id” of its films.")
    for member in trees:
        records = map(_record, _nodes(json_of(member)))
        items = read_records(member.path, records, _TABLE, options)
        yield from listed(items, member.path, _name(member))
    for member in tables:
        items = read_declared(member.table(), _CSV, options)
        yield from listed(items, member.path, _name(member))


def _nodes(tree: Any) -> list[dict[str, Any]]:
    parts = [value_at(tree, name) for name in _LISTS]
    found = [node for part in parts for node in nodes_in(part)]
    return found or nodes_in(tree)


def _record(node: Mapping[str, Any]) -> SiteRecord:
    keys = {
        "title": "title",
        "releaseyear": "release_year",
        "imdbid": "imdb_id",
        "mediatype": "mediatype",
        "tmdb": "id",
    }
    cells = leaves_of(node, keys)
    if not cells["mediatype"]:  # StevenLu has films only, and no id of TMDB's under this name
        cells["tmdb"] = ""
    return SiteRecord(cells)


def _name(member: SourceFile) -> str:
    return os.path.splitext(member.path.rpartition("/")[2])[0].replace("-", " ").replace("_", " ")
