"""Bare titles, one a line: only of a text file that was named itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from watchlist.errors import RefusedError
from watchlist.formats.parsing.sources import FileSource
from watchlist.formats.parsing.tables import records
from watchlist.formats.parsing.texts import is_broken, one_line
from watchlist.formats.registry import Claim, Options
from watchlist.merging.entries import Entry, Item, Origin, Skipped
from watchlist.model import MAX_TITLE, Note
from watchlist.names.folding import split_year
from watchlist.names.formulas import restored

TITLE: Final = "bare titles"
OPTIONS: Final = frozenset({"about"})

_TEXTS: Final = (".txt", ".text", ".lst", ".csv", ".tsv")
_LONGEST_LINE: Final = 300
_MOST_WORDS: Final = 8
"""With more words a line, on average, it is prose and no list of titles."""
_MARKUP: Final = ("{", "[", "<", "http://", "https://", "---", "+++")
_PARTS: Final = re.compile(r",(?! )|[;\t]")
"""What parts cells rather than words of a title."""
_HEADING: Final = re.compile(r"#{1,6}\s")
_NO_TITLE: Final = re.compile(
    r"[<>=!]=|://|[{}]|\(\)|;\s*$|\d\d:\d\d:\d\d|^\s*(?:\||//|@|import |from \w+ import )"
)
"""What lines of code, logs and tables have in them."""
_KEY: Final = re.compile(
    r"\s*(?:[a-z][\w-]*|Title|Name|Year|Director|Rating|Genres?|Watched|Status|Type|Date|Tags|Url"
    r"|URL|Cast|Runtime|Notes?):(?:\s|$)"
)
_ANSWER: Final = re.compile(r"\s*(?:HTTP/\S+ )?[1-5]\d\d:? \D.*", re.IGNORECASE)
"""What a server says instead of a file: "404: Not Found"."""
_FEW_CELLS: Final = 3
"""With fewer cells a line may be a title with a comma in it."""
_MOST_OTHERS: Final = 1 / 10
_MOST_KEYS: Final = 1 / 2
_MARKERS: Final = (
    re.compile(r"\s*(?:[-*]\s+)?(?:\[[ xX✓✔]?\]|[☐☑✅✓✔])\s+(?=\S)"),
    re.compile(r"\s*[-*•–·]\s+(?=\S)"),
    re.compile(r"\s*\d{1,4}[.)]\s+(?=\S)"),
)
"""What the lines of a list may begin with."""
_TICKED: Final = ("[x]", "[✓]", "[✔]", "☑", "✅", "✓", "✔")
_COMMA_YEAR: Final = re.compile(r",\s*((?:18|19|20)\d\d)\s*$")
_WITH_NOTE: Final = re.compile(r"(.*\S\s*\(\d{4}\))\s*[-–—:·|]\s*(.+)")


def claim(source: FileSource) -> Claim | None:
    """Return a claim to one file of titles: no prose, and no table, which parts all lines."""
    if not source.is_file or len(source.members) != 1:
        return None
    member = source.members[0]
    is_text = member.name.endswith(_TEXTS) and not _is_table(member.start)
    return Claim(1) if is_text and _is_bare(member.start) else None


def read(source: FileSource, options: Options) -> Iterator[Item]:
    """Yield a film for each line, to watch unless the user said otherwise."""
    if not source.is_file or len(source.members) != 1:
        raise RefusedError(f"{source.name} is no single file: name the file with the titles.")
    member = source.members[0]
    text = member.text()
    if _is_markup(text) or _has_keys(_lines(text)):
        raise RefusedError(f"{source.name} holds no bare titles, one a line.")
    yield from _titles(member.path, text, to_watch=not options.about)


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip() and not _HEADING.match(line)]


def _is_markup(text: str) -> bool:
    """Whether a text begins as what is read by a program does, and not with a box of a list."""
    return text.lstrip().startswith(_MARKUP) and not _MARKERS[0].match(text.lstrip())


def _has_keys(lines: list[str]) -> bool:
    """Whether lines are ``key: value``, as front matter and settings are."""
    keys = sum(bool(_KEY.match(line)) for line in lines)
    return bool(keys) and keys >= _MOST_KEYS * len(lines)


def _is_bare(start: str) -> bool:
    if not start.strip() or _is_markup(start):
        return False
    lines = _lines(start)
    if _has_keys(lines) or (len(lines) == 1 and _ANSWER.fullmatch(lines[0])):
        return False
    others = sum(bool(_NO_TITLE.search(line)) for line in lines)
    if others > _MOST_OTHERS * len(lines):
        return False
    words = sum(len(line.split()) for line in lines)
    if not lines or max(map(len, lines)) > _LONGEST_LINE or words > _MOST_WORDS * len(lines):
        return False
    return not all(map(_PARTS.search, lines))


def _is_table(start: str) -> bool:
    """Whether most records have as many cells as the first, whatever lines their notes have."""
    first, *others = (len(record.cells) for record in records(start)) if start.strip() else (0,)
    alike = sum(count == first for count in others)
    return first >= _FEW_CELLS and bool(others) and 2 * alike > len(others)


def _titles(path: str, text: str, *, to_watch: bool) -> Iterator[Item]:
    lines = text.split("\n")
    marker, has_years = _marker_of(lines), _have_years(lines)
    for number, line in enumerate(lines, start=1):
        origin = Origin(path, number)
        mark = marker.match(line) if marker else None
        line = line[mark.end() :] if mark else line  # noqa: PLW2901 -- without what it begins with
        line = _COMMA_YEAR.sub(r" (\1)", line) if has_years else line  # noqa: PLW2901
        if is_broken(line):
            yield Skipped(origin, "it has bytes that are no UTF-8 text.")
        elif _HEADING.match(line):
            yield Skipped(origin, "headings", problem=False)
        elif title := one_line(restored(line.strip())):
            seen = bool(mark and mark[0].strip(" -*").casefold() in _TICKED)
            yield _titled(origin, title, to_watch=to_watch and not seen, seen=seen)


def _marker_of(lines: list[str]) -> re.Pattern[str] | None:
    """Return what most lines of a list begin with: a box, a bullet or a number; else None."""
    filled = [line for line in lines if line.strip()]
    found = (
        marker
        for marker in _MARKERS
        if len(filled) > 1 and 2 * sum(bool(marker.match(line)) for line in filled) > len(filled)
    )
    return next(found, None)


def _have_years(lines: list[str]) -> bool:
    """Whether each line of a list ends with a year behind a comma."""
    filled = [line for line in lines if line.strip() and not _HEADING.match(line)]
    return bool(filled) and all(map(_COMMA_YEAR.search, filled))


def _titled(origin: Origin, text: str, *, to_watch: bool, seen: bool) -> Entry | Skipped:
    """Return the film of a line; what stands behind its year and a dash is a note."""
    match = _WITH_NOTE.fullmatch(text)
    title, year = split_year(match[1] if match else text)
    if len(title) > MAX_TITLE:
        return Skipped(origin, "the title is too long.")
    notes = (Note(text=match[2]),) if match else ()
    return Entry(
        origin=origin,
        title=title,
        year=year or None,
        to_watch=to_watch,
        plays=int(seen),
        notes=notes,
    )
