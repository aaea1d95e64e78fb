"""Tautulli: the history of a Plex server as CSV, a row for each play.

A play that broke off (below 85 percent, and not marked as watched) is no viewing, and what a row
says of no end of a film is no evidence of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import Dates, DeclaredTable
from watchlist.formats.parsing.site_records import SiteRecord, cells_of, read_records
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.tables import CellTable, TableRow
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item, Notice, Origin, Skipped

TITLE: Final = "Tautulli (Plex) history"
OPTIONS: Final = frozenset({"about", "time_zone"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("date", "fulltitle", "mediatype"),
    usual=(
        *("friendlyname", "user", "userid", "title", "parenttitle", "grandparenttitle"),
        *("percentcomplete", "watchedstatus", "referenceid", "rowid", "id", "started", "stopped"),
        *("duration", "playduration", "pausedcounter", "platform", "product", "player"),
        *("ipaddress", "live", "machineid", "location", "secure", "relayed", "ratingkey"),
        *("parentratingkey", "grandparentratingkey", "originaltitle", "mediaindex", "thumb"),
        *("parentmediaindex", "originallyavailableat", "guid", "transcodedecision", "state"),
        *("groupcount", "groupids", "sessionkey", "bandwidth"),
    ),
    fields={"title": "fulltitle", "year": "year"},
    watched_on="date",
    dates=Dates.UTC,
    sort="mediatype",
    sorts={
        "movie": "",
        "episode": "TV episodes",
        "show": "TV episodes",
        "track": "songs",
        "photo": "photos",
        "clip": "trailers",
        "live": "broadcasts",
        "audiobook": "audiobooks",
    },
)
_SHARES: Final = ("percentcomplete", "watchedstatus")
_WATCHED: Final = 85
_USERS: Final = ("friendlyname", "user")
_BROKEN_OFF: Final = "plays that broke off"


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the tables."""
    return best_claim(map(_claim, source.members))


def _claim(member: SourceFile) -> Claim | None:
    return _TABLE.claims(member) if set(_SHARES) & set(member.header) else None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield a viewing for each play of a film to its end."""
    members = [member for member in source.members if _claim(member)]
    if not members:
        columns = ", ".join(_TABLE.required)
        raise RefusedError(f"{source.name} is no {TITLE}, which has {columns} and a share watched.")
    for member in members:
        users: set[str] = set()
        yield from read_records(member.path, _records(member.table(), users), _TABLE, options)
        if len(users) > 1:
            yield Notice(
                f"{member.path} holds the plays of {len(users)} users, all of which were taken: "
                "export the history of one user to have only theirs."
            )


def _records(cells: CellTable, users: set[str]) -> Iterator[SiteRecord | Skipped]:
    """Yield what the rows say, and note whose plays they are."""
    index = cells.column(*_USERS)
    for row in cells.rows():
        if isinstance(row, Skipped):
            yield row
            continue
        if index is not None and (user := row.cells[index].strip()):
            users.add(user)
        yield _record(cells, row)


def _record(cells: CellTable, row: TableRow) -> SiteRecord | Skipped:
    said = cells_of(cells, row)
    if said["mediatype"].strip().casefold() == "movie" and not _is_watched(said):
        return Skipped(Origin(cells.name, row.line), _BROKEN_OFF, problem=False)
    number = next(filter(None, (said.get(key, "") for key in ("referenceid", "rowid", "id"))), "")
    return SiteRecord(said, mark=f"tautulli:{number}" if number else "", line=row.line)


def _is_watched(said: dict[str, str]) -> bool:
    if _number(said.get("watchedstatus", "")) == 1:
        return True
    share = _number(said.get("percentcomplete", "").rstrip(" %"))
    return share is not None and share >= _WATCHED


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None
