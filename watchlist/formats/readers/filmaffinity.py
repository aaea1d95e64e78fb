"""FilmAffinity: the ratings and lists as the backup tool writes them.

The day of a rating is no viewing's. What the tools write for Letterboxd is read as Letterboxd's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.declared import DeclaredTable, read_declared
from watchlist.formats.parsing.site_records import listed
from watchlist.formats.parsing.sources import FileSource
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item

TITLE: Final = "FilmAffinity backup"
OPTIONS: Final = frozenset({"about"})

_TABLE: Final = DeclaredTable(
    title=TITLE,
    required=("title", "famovieid", "fascore"),
    usual=("country", "cast"),
    fields={
        "title": "title",
        "original_title": "originaltitle",
        "year": "year",
        "director": "directors",
        "genres": "genre",
    },
    rating="userscore",
    best=10,
)
_LIST: Final = "list - "
"""How the name of the file of a list begins."""


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best of the tables."""
    return best_claim(map(_TABLE.claims, source.members))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield the rated films, and the lists."""
    members = [member for member in source.members if _TABLE.claims(member)]
    if not members:
        columns = ", ".join(_TABLE.required)
        raise RefusedError(f"{source.name} is no {TITLE}, which has {columns}.")
    for member in members:
        items = read_declared(member.table(), _TABLE, options)
        name = member.path.rpartition("/")[2].rpartition(".")[0]
        is_list = name.startswith(_LIST)
        yield from listed(items, member.path, name.removeprefix(_LIST)) if is_list else items
