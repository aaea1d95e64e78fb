"""Obsidian: notes of films with front matter, one film a note, as the Media DB plugin writes them.

Only the front matter is read, never the text below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import SERIES, DeclaredTable
from watchlist.formats.parsing.front_matter import Fields, fields_of, has_front_matter
from watchlist.formats.parsing.site_records import SiteRecord, read_records
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.states import State
from watchlist.formats.parsing.tables import column_key
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item, Origin, Skipped

TITLE: Final = "Obsidian notes"
OPTIONS: Final = frozenset({"about", "series"})

_YES: Final = dict.fromkeys(("true", "yes"), State.WATCHED)
_NO: Final = dict.fromkeys(("false", "no"), State.KEPT)
_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("type", "title"),
    usual=(
        *("subtype", "englishtitle", "datasource", "url", "id", "plot", "writer", "studio"),
        *("onlinerating", "actors", "image", "streamingservices", "country", "boxoffice"),
        *("agerating", "aliases", "cssclasses", "cssclass", "released", "poster", "seasons"),
        "premiere",
    ),
    fields={
        "title": "title",
        "year": "year",
        "imdb": "imdb",
        "tmdb": "tmdb",
        "runtime": "duration",
        "director": "director",
        "genres": "genres",
        "tags": "tags",
    },
    rating="personalrating",
    best=10,
    watched_on="lastwatched",
    state="watched",
    states={**_YES, **_NO},
    sort="type",
    sorts={
        "movie": "",
        "film": "",
        "series": SERIES,
        "game": "games",
        "boardgame": "games",
        "book": "books",
        "musicrelease": "albums",
        "song": "songs",
        "wiki": "articles",
        "comicmanga": "comics",
    },
)
_SAYS: Final = ("watched", "lastwatched", "personalrating", "datasource")
"""The keys of which a note has one at least that is of a film one keeps."""
_OF_FILM: Final = re.compile(r"^type:\s*[\"']?(?:movie|film)", re.MULTILINE | re.IGNORECASE)
_LINK: Final = re.compile(r"\[\[(?:[^\]|]{0,300}\|)?([^\]|]{0,300})\]\]")
_OF_PLUGIN: Final = "mediaDB/"
"""The beginning of the tags that the plugin gives by itself."""


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the note that is most like one of the plugin's."""
    return best_claim(map(_claim, source.members))


def _claim(member: SourceFile) -> Claim | None:
    if not has_front_matter(member.start):
        return None
    with suppress(ValueError):
        keys = set(map(column_key, fields_of(member.start)))
        if keys >= set(_TABLE.required) and keys & set(_SAYS):
            return Claim.of(keys, _TABLE.known)
    return None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield a film for each note of one; other notes are left alone."""
    members = [member for member in source.members if has_front_matter(member.start)]
    if not members:
        raise RefusedError(f"{source.name} has no notes with front matter (--- on the first line).")
    for member in members:
        try:
            fields = fields_of(member.text())
        except ValueError as error:
            yield _unreadable(member, error)
            continue
        if _claim(member):
            yield from read_records(member.path, [_record(fields)], _TABLE, options)
        else:
            yield Skipped(Origin(member.path), "notes of something else", problem=False)


def _unreadable(member: SourceFile, error: ValueError) -> Skipped:
    """Return why a note is left out: what is said of a film's, while others are counted."""
    if _OF_FILM.search(member.start):
        return Skipped(Origin(member.path), f"{error}.")
    return Skipped(Origin(member.path), "notes of something else", problem=False)


def _record(fields: Fields) -> SiteRecord:
    cells = {column_key(key): "; ".join(map(_unlinked, texts)) for key, texts in fields.items()}
    tags = (tag for key, texts in fields.items() if column_key(key) == "tags" for tag in texts)
    cells["tags"] = "; ".join(tag for tag in tags if not tag.startswith(_OF_PLUGIN))
    number, source = cells.get("id", ""), cells.get("datasource", "").casefold()
    cells["imdb"] = number if number.startswith("tt") else cells.get("url", "")
    cells["tmdb"] = number if "tmdb" in source and "movie" in source else ""
    return SiteRecord(cells, line=1)


def _unlinked(text: str) -> str:
    return _LINK.sub(r"\1", text)
