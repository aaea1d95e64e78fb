"""Douban: the films that a user has rated, as the common export scripts write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import DeclaredTable
from watchlist.formats.parsing.site_records import SiteRecord, cells_of, read_records
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import TableRow
from watchlist.formats.parsing.values import in_two_scripts
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Entry, Item, Skipped

TITLE: Final = "Douban export"
OPTIONS: Final = frozenset({"about"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("标题", "个人评分", "打分日期"),
    usual=("封面", "制片国家", "条目链接", "简介", "豆瓣评分"),
    fields={"title": "标题", "note": "我的短评", "release": "上映日期", "tags": "标签"},
    rating="个人评分",
    best=5,
    watched_on="打分日期",
    site="douban",
    mark="entry",
    sort="sort",
    sorts={"movie": "", "book": "books", "music": "albums", "game": "games", "drama": "plays"},
)
_LINK: Final = re.compile(
    r"https?://(book|music|game|movie)\.douban\.com/|douban\.com/(game|drama)/"
)
_ENTRY: Final = re.compile(r"/subject/(\d+)")
"""What a film goes by at the site, which has one entry a film."""
_DAY: Final = re.compile(r"\d{4}(?:[-/.]\d{1,2}){0,2}")


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the tables."""
    return best_claim(map(_TABLE.claims, source.members))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the tables say.

    Raises RefusedError for one without any rating, which may be of films watched or wanted.
    """
    for member in _TABLE.members_of(source):
        if not options.about and not _is_rated(member):
            raise RefusedError(
                f"{member.path} has no rating, and its days may be those of films watched or "
                "wanted: say --as watched or --as watchlist."
            )
        for item in read_records(member.path, _records(member, options), _TABLE, options):
            yield _in_two_scripts(item) if isinstance(item, Entry) else item


def _records(member: SourceFile, options: Options) -> Iterator[SiteRecord | Skipped]:
    table = member.table()
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
            continue
        cells = cells_of(table, row)
        if options.about != "watched" and options.about and not cells["个人评分"].strip():
            cells["打分日期"] = ""  # the day on which it was wished for
        day = _DAY.search(cells.get("上映日期", ""))
        link = _LINK.search(cells.get("条目链接", ""))
        sort = (link[1] or link[2]) if link else ""
        entry = _ENTRY.search(cells.get("条目链接", ""))
        cells |= {
            "上映日期": day[0] if day else "",
            "sort": sort,
            "entry": entry[1] if entry else "",
        }
        yield SiteRecord(cells, line=row.line)


def _is_rated(member: SourceFile) -> bool:
    """Whether a film of a table is rated, so that its days are those of watching."""
    table = member.table()
    index = table.header.index("个人评分")
    return any(isinstance(row, TableRow) and row.cells[index].strip() for row in table.rows())


def _in_two_scripts(entry: Entry) -> Entry:
    title, aliases = in_two_scripts(entry.title)
    return replace(entry, title=title, aliases=(*entry.aliases, *aliases))
