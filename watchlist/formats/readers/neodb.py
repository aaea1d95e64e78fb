"""NeoDB: the marks as CSV, a file for each category."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from watchlist.formats.parsing.declared import SERIES, Dates, DeclaredTable
from watchlist.formats.parsing.site_records import SiteRecord, cells_of, read_records
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item, Skipped

TITLE: Final = "NeoDB export"
OPTIONS: Final = frozenset({"about", "series", "time_zone"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("title", "info", "links", "timestamp", "status"),
    usual=("rating", "comment", "tags"),
    fields={
        "title": "title",
        "year": "year",
        "imdb": "imdb",
        "tmdb": "tmdb",
        "note": "comment",
        "tags": "tags",
    },
    rating="rating",
    best=10,
    watched_on="timestamp",
    dates=Dates.UTC,
    state="status",
    states={"progress": State.STARTED},
    sort="category",
    sorts={
        "movie": "",
        "tv": SERIES,
        "tv/season": SERIES,
        "tv/episode": "TV episodes",
        "book": "books",
        "album": "albums",
        "music": "albums",
        "game": "games",
        "podcast": "podcasts",
        "performance": "performances",
        "people": "people",
    },
)
_FACT: Final = re.compile(r"\b(\w{1,20}):(\S{1,200})")
_CATEGORY: Final = re.compile(
    r"https?://[^/\s]+/((?:movie|tv|book|album|music|game|podcast|performance|people)"
    r"(?:/season|/episode|/production)?)/([\w-]+)"
)
_TMDB: Final = re.compile(r"themoviedb\.org/movie/(\d+)")


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the files."""
    return best_claim(map(_TABLE.claims, source.members))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the files of marks say."""
    for member in _TABLE.members_of(source):
        yield from read_records(member.path, _records(member), _TABLE, options)


def _records(member: SourceFile) -> Iterator[SiteRecord | Skipped]:
    table = member.table()
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
            continue
        cells = cells_of(table, row)
        facts = dict(_FACT.findall(cells["info"]))
        tmdb = _TMDB.search(cells["links"])
        category, address = _category(cells["links"], member.name)
        cells |= {
            "year": facts.get("year", ""),
            "imdb": facts.get("imdb", "") or cells["links"],
            "tmdb": facts.get("tmdb_movie", "") or (tmdb[1] if tmdb else ""),
            "category": category,
        }
        yield SiteRecord(cells, mark=f"neodb:{address}" if address else "", line=row.line)


def _category(links: str, name: str) -> tuple[str, str]:
    """Return of what sort an entry is, and what it goes by at the site."""
    for link in links.split():
        match = _CATEGORY.match(link)
        if match and "themoviedb" not in link:
            return match[1].replace("/production", ""), match[2]
    return name.partition("_")[0] if name.endswith("_mark.csv") else "", ""
