"""Any other table of films."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from watchlist.formats.parsing.columns import roles
from watchlist.formats.parsing.film_tables import read_table
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.merging.entries import Item

TITLE: Final = "CSV"
OPTIONS: Final = frozenset({"columns", "scale", "date_order", "series", "time_zone", "about"})

_OTHERS: Final = (".json", ".md", ".markdown", ".xml", ".html", ".htm")


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the best table that has a column for titles or ids."""
    return best_claim(_claim(member) for member in source.members if _has_films(member))


def _claim(member: SourceFile) -> Claim:
    known = roles(member.header, {})
    return Claim(len(known.indexes), len(known.others))


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the rows say. Raises RefusedError when nothing tells the films."""
    single = len(source.members) == 1
    for member in source.members:
        if single or options.columns or _has_films(member):
            yield from read_table(member.table(), options)


def _has_films(member: SourceFile) -> bool:
    return not member.name.endswith(_OTHERS) and roles(member.header, {}).tell_films
