"""Prime Video: the watch history as the exporter for browsers writes it, in the site's languages.

A row with the title of an episode is of a series whatever its type says.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import DeclaredTable
from watchlist.formats.parsing.site_records import SiteRecord, cells_of, read_records
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import column_key
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item, Skipped

TITLE: Final = "Prime Video watch history"
OPTIONS: Final = frozenset({"about", "date_order"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("title", "type", "episode", "datewatched"),
    usual=(
        *("episodetitle", "globaltitleidentifier", "episodeglobaltitleidentifier", "path"),
        *("episodepath", "imageurl", "gti"),
    ),
    fields={"title": "title"},
    watched_on="datewatched",
    sort="sort",
    sorts={"film": "", "episode": "TV episodes", "series": "TV episodes"},
)
_NAMES: Final = {
    "datewatched": (
        *("datewatched", "datumangesehen", "fechavista", "fechadevisualización"),
        *("dateregardée", "dataassistida", "datadevisualização", "觀看日期", "视聴日", "視聴日"),
        "观看日期",
    ),
    "episode": (
        "episode",
        "episodetitle",
        "folge",
        "episodio",
        "épisode",
        "episódio",
        "集",
        "エピソード",
    ),
    "type": ("type", "typ", "tipo", "類型", "类型", "種類"),
    "title": ("title", "titel", "título", "titre", "標題", "标题", "タイトル"),
}
"""What its columns are called in the languages of the site."""
_SERIES: Final = (
    "series",
    "serie",
    "série",
    "劇集系列",
    "剧集系列",
    "シリーズ",
    "show",
    "tvseries",
)


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the tables."""
    return best_claim(map(_claim, source.members))


def _claim(member: SourceFile) -> Claim | None:
    ours = _ours(member.header)
    header = [ours.get(key, key) for key in member.header]
    return Claim.of(header, _TABLE.known) if set(header) >= set(_TABLE.required) else None


def _ours(header: tuple[str, ...]) -> dict[str, str]:
    """Return what the columns are called in English."""
    known = {theirs: ours for ours, names in _NAMES.items() for theirs in names}
    return {key: known[key] for key in header if key in known}


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield a viewing for each film of the history."""
    members = [member for member in source.members if _claim(member)]
    if not members:
        raise RefusedError(f"{source.name} is no {TITLE}, which has Date Watched, Type, Episode.")
    for member in members:
        yield from read_records(member.path, _records(member), _TABLE, options)


def _records(member: SourceFile) -> Iterator[SiteRecord | Skipped]:
    table = member.table()
    ours = _ours(table.header)
    for row in table.rows():
        if isinstance(row, Skipped):
            yield row
            continue
        cells = {ours.get(key, key): text for key, text in cells_of(table, row).items()}
        cells["sort"] = _sort(cells)
        yield SiteRecord(cells, line=row.line)


def _sort(cells: dict[str, str]) -> str:
    if cells["episode"].strip():
        return "episode"
    return "series" if column_key(cells["type"]) in _SERIES else "film"
