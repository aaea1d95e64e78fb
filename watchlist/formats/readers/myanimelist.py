"""MyAnimeList: the list as XML, as the site exports it and other anime sites do in its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import SERIES, DeclaredTable
from watchlist.formats.parsing.site_records import (
    OWN_SHAPE,
    SiteRecord,
    nodes_in,
    read_records,
    value_at,
)
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State
from watchlist.formats.parsing.tables import column_key
from watchlist.formats.parsing.trees import is_xml, text_of_leaf, xml_of
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Item, Origin, Skipped

TITLE: Final = "MyAnimeList export"
OPTIONS: Final = frozenset({"about", "series"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("seriestitle", "mystatus"),
    fields={"title": "seriestitle", "note": "mycomments", "tags": "mytags"},
    rating="myscore",
    best=10,
    watched_on="myfinishdate",
    state="mystatus",
    states={
        "1": State.STARTED,
        "2": State.WATCHED,
        "3": State.STARTED,
        "4": State.DROPPED,
        "6": State.TO_WATCH,
    },
    plays="plays",
    progress="mywatchedepisodes",
    sort="seriestype",
    sorts={"movie": "", "tv": SERIES, "music": "music videos", "cm": "advertisements"},
)
_ROOT: Final = re.compile(r"<myanimelist[\s>]")
_EPISODIC: Final = ("ova", "ona", "tvspecial", "special")
"""What may be one film or several episodes."""
_UNKNOWN: Final = ("", "unknown")
_NO_PART: Final = re.compile(r"(?:-00)+$")


def claim(source: FileSource) -> Claim | None:
    """Return the claim to a list."""
    return OWN_SHAPE if _members(source) else None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the lists say. Raises RefusedError for XML that is damaged or none."""
    members = _members(source)
    if not members:
        raise RefusedError(f"{source.name} is no {TITLE}, which begins with <myanimelist>.")
    for member in members:
        root = xml_of(member).get("myanimelist")
        for _ in nodes_in(value_at(root, "manga")):
            yield Skipped(Origin(member.path), "manga", problem=False)
        records = map(_record, nodes_in(value_at(root, "anime")))
        yield from read_records(member.path, records, _TABLE, options)


def _members(source: FileSource) -> list[SourceFile]:
    return [one for one in source.members if is_xml(one.start) and _ROOT.search(one.start)]


def _record(node: Mapping[str, Any]) -> SiteRecord | Skipped:
    cells = {column_key(name): text_of_leaf(value) for name, value in node.items()}
    episodes = cells.get("seriesepisodes", "")
    sort = column_key(cells.get("seriestype", ""))
    if sort in _UNKNOWN and episodes != "1":
        return Skipped(Origin(cells.get("seriestitle", "")), "anime of unknown kind", problem=False)
    if sort in _EPISODIC and episodes not in ("", "0", "1"):
        cells["seriestype"] = "tv"
    elif sort in _EPISODIC:
        cells["seriestype"] = "special"
    elif sort in _UNKNOWN:
        cells["seriestype"] = "movie"
    date = _NO_PART.sub("", cells.get("myfinishdate", "")[: len("2000-01-01")])
    cells["myfinishdate"] = "" if date.startswith("0000") else date
    cells["plays"] = _plays(cells.get("mytimeswatched", ""))
    number = cells.get("seriesanimedbid", "")
    return SiteRecord(cells, mark=f"mal:{number}" if number not in ("", "0") else "")


def _plays(again: str) -> str:
    """Return how often a film was seen that was seen again some times."""
    return str(int(again) + 1) if again.isdecimal() and len(again) < len("10000") else ""
