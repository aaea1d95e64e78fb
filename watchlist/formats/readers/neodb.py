"""NeoDB: marks, reviews and notes as CSV, each a file for each category."""

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
_HEADINGS: Final = (
    ("title", "info", "links", "timestamp", "title", "content"),
    ("title", "info", "links", "timestamp", "progress", "title", "content"),
)
"""The columns of reviews and of notes, whose second title is their own."""
_TEXTS: Final = _TABLE._replace(
    required=("title", "info", "links", "timestamp", "content"),
    watched_on="",
    rating="",
    state="",
    fields={**_TABLE.fields, "note": "content", "tags": ""},
)
_FACT: Final = re.compile(r"\b(\w{1,20}):(\S{1,200})")
_CATEGORY: Final = re.compile(
    r"https?://[^/\s]+/((?:movie|tv|book|album|music|game|podcast|performance|people)"
    r"(?:/season|/episode|/production)?)/([\w-]+)"
)
_FILES: Final = ("_mark.csv", "_review.csv", "_note.csv")
_TMDB: Final = re.compile(r"themoviedb\.org/movie/(\d+)")


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the files."""
    texts = (Claim(len(member.header)) for member in source.members if member.header in _HEADINGS)
    return best_claim((*map(_TABLE.claims, source.members), *texts))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the files of marks, reviews and notes say."""
    texts = [member for member in source.members if member.header in _HEADINGS]
    marks = [member for member in source.members if _TABLE.claims(member)]
    for member in marks if texts else _TABLE.members_of(source):
        yield from read_records(member.path, _records(member), _TABLE, options)
    for member in texts:
        yield from read_records(member.path, _texts(member), _TEXTS, options)


def _records(member: SourceFile) -> Iterator[SiteRecord | Skipped]:
    table = member.table()
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
            continue
        cells = cells_of(table, row)
        address = _complete(cells, member.name)
        yield SiteRecord(cells, mark=f"neodb:{address}" if address else "", line=row.line)


def _texts(member: SourceFile) -> Iterator[SiteRecord | Skipped]:
    """Yield what was written of films: what stands above a text is its first line."""
    table = member.table()
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
            continue
        title, info, links, _, *heading, text = row.cells
        above = " · ".join(filter(None, map(str.strip, heading)))
        cells = {"title": title, "info": info, "links": links}
        _complete(cells, member.name)
        cells["content"] = "\n\n".join(filter(None, (above, text.strip())))
        yield SiteRecord(cells, line=row.line)


def _complete(cells: dict[str, str], name: str) -> str:
    """Add to the cells of a row what its links and facts say; return its address at the site."""
    facts = dict(_FACT.findall(cells["info"]))
    tmdb = _TMDB.search(cells["links"])
    category, address = _category(cells["links"], name)
    cells |= {
        "year": facts.get("year", ""),
        "imdb": facts.get("imdb", "") or cells["links"],
        "tmdb": facts.get("tmdb_movie", "") or (tmdb[1] if tmdb else ""),
        "category": category,
        "tags": cells.get("tags", "").replace("|", ";"),
    }
    return address


def _category(links: str, name: str) -> tuple[str, str]:
    """Return of what sort an entry is, and what it goes by at the site."""
    for link in links.split():
        match = _CATEGORY.match(link)
        if match and "themoviedb" not in link:
            return match[1].replace("/production", ""), match[2]
    return name.partition("_")[0] if name.endswith(_FILES) else "", ""
