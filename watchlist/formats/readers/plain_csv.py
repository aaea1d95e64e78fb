"""Any other table of films, and bare titles one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from watchlist.formats.parsing.cells import restored
from watchlist.formats.parsing.columns import roles
from watchlist.formats.parsing.film_tables import read_table
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.parsing.texts import is_broken, one_line
from watchlist.formats.registry import Options
from watchlist.merging.entries import Entry, Item, Origin, Skipped
from watchlist.model import Note
from watchlist.names.folding import split_year

TITLE: Final = "CSV"

_LONGEST_LINE: Final = 300
_MOST_WORDS: Final = 8
"""With more words a line, on average, it is prose and no list of titles."""
_MARKUP: Final = ("{", "[", "<", "http://", "https://")
_PARTS: Final = re.compile(r",(?! )|[;\t]")
"""What parts cells rather than words of a title."""
_HEADING: Final = re.compile(r"#{1,6}\s")
_NO_TITLE: Final = re.compile(
    r"[<>=!]=|://|[{}]|\(\)|;\s*$|\d\d:\d\d:\d\d|^\s*(?:\||//|@|import |from \w+ import )"
)
"""What lines of code, logs and tables have in them."""
_MOST_OTHERS: Final = 1 / 10
_WITH_NOTE: Final = re.compile(r"(.*\S\s*\(\d{4}\))\s*[-–—:·|]\s*(.+)")


def recognises(source: FileSource) -> bool:
    """Whether a file has a column for titles or ids, or is a list of titles."""
    return any(_has_films(member) for member in source.members) or _is_bare(source)


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield what the rows say. Raises RefusedError when nothing tells the films."""
    if _is_bare(source) and not options.columns:
        yield from _titles(source.members[0])
        return
    single = len(source.members) == 1
    for member in source.members:
        if single or options.columns or _has_films(member):
            yield from read_table(member.table(), options)


def _has_films(member: SourceFile) -> bool:
    return not member.name.endswith((".json", ".md")) and roles(member.header, {}).tell_films


def _is_bare(source: FileSource) -> bool:
    """Whether the source is one file of titles: no prose, and no table, which parts all lines."""
    if len(source.members) != 1 or _has_films(source.members[0]):
        return False
    start = source.members[0].start
    if not start.strip() or start.lstrip().startswith(_MARKUP):
        return False
    lines = [line for line in start.splitlines() if line.strip() and not _HEADING.match(line)]
    others = sum(bool(_NO_TITLE.search(line)) for line in lines)
    if others > _MOST_OTHERS * len(lines):
        return False
    words = sum(len(line.split()) for line in lines)
    if not lines or max(map(len, lines)) > _LONGEST_LINE or words > _MOST_WORDS * len(lines):
        return False
    return not all(map(_PARTS.search, lines))


def _titles(member: SourceFile) -> Iterator[Item]:
    for number, line in enumerate(member.text().split("\n"), start=1):
        origin = Origin(member.path, number)
        if is_broken(line):
            yield Skipped(origin, "it has bytes that are no UTF-8 text.")
        elif _HEADING.match(line):
            yield Skipped(origin, "headings", problem=False)
        elif text := one_line(restored(line.strip())):
            yield _titled(origin, text)


def _titled(origin: Origin, text: str) -> Entry:
    """Return the film of a line; what stands behind its year and a dash is a note."""
    match = _WITH_NOTE.fullmatch(text)
    title, year = split_year(match[1] if match else text)
    notes = (Note(text=match[2]),) if match else ()
    return Entry(origin=origin, title=title, year=year or None, to_watch=True, notes=notes)
