"""Check lists in Markdown: ``- [x] Title (Year)``, ``1. [ ] [[Title (Year)]]``, plain bullets.

What stands behind the year is the viewings when it is dates and ratings, else a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from watchlist.dates import PartialDate
from watchlist.errors import RefusedError
from watchlist.formats.parsing.sites import imdb_id
from watchlist.formats.parsing.sources import FileSource, SourceFile
from watchlist.formats.registry import Claim, Options, best_claim
from watchlist.formats.writers.markdown import SEPARATOR
from watchlist.merging.entries import Entry, Item, Origin, Skipped
from watchlist.model import MAX_TITLE, Note, Viewing
from watchlist.names.folding import split_year
from watchlist.quantities import parse_rating

TITLE: Final = "Markdown list"
OPTIONS: Final = frozenset({"about"})

_ITEM: Final = re.compile(r"(\s*)(?:[-*+]|\d+[.)])\s+(?:\[(.)\]\s+)?(\S.*)")
_HEADING: Final = re.compile(r"(#{1,6})\s.*")
_FENCE: Final = ("```", "~~~")
_WITH_YEAR: Final = re.compile(r"(.*\S\s*\(\d{4}\))(.*)")
_WIKILINK: Final = re.compile(r"!?\[\[[^\]|#][^\]]*+\]\]")
_LINK: Final = re.compile(r"\[(?:[^\]\\]|\\.)++\]\([^)]*+\)")
_UNESCAPED: Final = re.compile(r"\\.|\]", re.DOTALL)
_EMPHASIS: Final = re.compile(r"(?<!\\)(\*\*|__|~~|\*|_|`)(?=\S)(.+?)(?<=[^\s\\])\1(?=\s|$)")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_DATE: Final = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_RATING: Final = r"(?:★+½?|½)(?:\s\(\d+%\))?|\d(?:\.\d)?/5|\d{1,2}(?:\.\d)?/10|\d{1,3}%"
_FACT: Final = re.compile(rf"\s*+(?:({_DATE})(?![\d/%]))?,?\s*+({_RATING})?\s*+")
_MOST_MARKS: Final = 16
"""So many pairs of marks may stand around a title; what has more is no emphasis."""
_JOINTS: Final = " \t·:–—-|,"
_SEEN: Final = ("watched", "seen", "already watched", "already seen")
_WANTED: Final = ("to watch", "watchlist", "to see", "want to watch")


class _ListLine(NamedTuple):
    """An item of a list: ``mark`` is what its check box holds, empty when it has none."""

    number: int
    mark: str
    text: str
    heading: str
    nested: bool


def claim(source: FileSource) -> Claim | None:
    """Return the claim to the files that are lists of films: their items, and the other lines."""
    return best_claim(map(_claim, source.members))


def _claim(member: SourceFile) -> Claim | None:
    items = list(_items(member.start))
    lines = sum(bool(line.strip()) for line in member.start.splitlines())
    return Claim(len(items), max(lines - len(items), 0)) if _is_list(items) else None


def read(source: FileSource, options: Options) -> Iterator[Item]:  # noqa: ARG001 -- of the protocol
    """Yield what the items say."""
    found = False
    for member in source.members:
        items = list(_items(member.text()))
        if _is_list(items):
            found = True
            yield from _entries(member, items)
    if not found:
        raise RefusedError(f"{source.name} has no list such as “- [ ] Title (Year)”.")


def _items(text: str) -> Iterator[_ListLine]:
    """Yield the items of the lists of a text, whatever they are about."""
    heading, fenced = "", False
    for number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith(_FENCE):
            fenced = not fenced
        elif match := None if fenced else _HEADING.fullmatch(line):
            heading = line[len(match[1]) :].rstrip("#").strip().strip(" *_:").casefold()
        elif match := None if fenced else _ITEM.fullmatch(line.rstrip()):
            yield _ListLine(number, match[2] or "", match[3], heading, bool(match[1]))


def _is_list(items: list[_ListLine]) -> bool:
    """Whether items are films: some have a check box, or most have a year."""
    if any(item.mark for item in items):
        return True
    films = [item for item in items if _WITH_YEAR.fullmatch(item.text)]
    return len(films) * 2 > len(items)


def _entries(member: SourceFile, items: list[_ListLine]) -> Iterator[Item]:
    checked = any(item.mark for item in items)
    for item in items:
        origin = Origin(member.path, item.number)
        is_film = item.mark or _WITH_YEAR.fullmatch(item.text) or not (checked or item.nested)
        if is_film:
            yield _entry(origin, item, checked=checked)
        else:
            yield Skipped(origin, "other lines of the list", problem=False)


def _entry(origin: Origin, item: _ListLine, *, checked: bool) -> Entry | Skipped:
    head, tail = _parted(item.text)
    title, year = split_year(_plain(head))
    if not title or len(title) > MAX_TITLE:
        return Skipped(origin, "it has no title." if not title else "the title is too long.")
    seen = item.mark in ("x", "X") or (not item.mark and item.heading in _SEEN)
    wanted = (not seen and not item.mark and not checked) or item.mark == " "
    rating, viewings, note = _facts(tail)
    seen = seen or bool(viewings) or rating is not None
    return Entry(
        origin=origin,
        title=title,
        year=year or None,
        imdb=imdb_id(head),
        to_watch=wanted or item.heading in _WANTED,
        plays=int(seen),
        rating=rating,
        rating_wins=True,
        viewings=viewings,
        notes=(Note(text=note),) if note else (),
    )


def _parted(text: str) -> tuple[str, str]:
    """Return what names the film, and what stands behind it."""
    head, joint, tail = text.rpartition(SEPARATOR)
    if joint and _is_facts(tail):
        return head, tail
    link = _WIKILINK.match(text) or _LINK.match(text)
    if link and _WITH_YEAR.fullmatch(_plain(link[0])):
        return link[0], text[link.end() :]
    match = _WITH_YEAR.fullmatch(text)
    if match and not match[2].startswith(("]", "*", "_", "~", "`")):
        return match[1], match[2]
    return text, ""


def _is_facts(text: str) -> bool:
    return all(fact.strip() and _FACT.fullmatch(fact) for fact in text.split(";"))


def _facts(tail: str) -> tuple[float | None, tuple[Viewing, ...], str]:
    """Return the present rating, the viewings, and the note that stand behind a film."""
    text = tail.strip(_JOINTS)
    if not text:
        return None, (), ""
    rating: float | None = None
    viewings: list[Viewing] = []
    try:
        for fact in text.split(";"):
            match = _FACT.fullmatch(fact)
            if not match or not fact.strip():
                return None, (), _plain(text)
            given = parse_rating(_percent(match[2])) if match[2] else None
            if match[1]:
                viewings.append(Viewing(watched_on=PartialDate.parse(match[1]), rating=given))
            else:
                rating = given
    except ValueError:
        return None, (), _plain(text)
    return rating, tuple(viewings), ""


def _percent(rating: str) -> str:
    """Return the exact form of a rating that has one behind its stars."""
    return rating.partition("(")[2].rstrip(")") or rating


def _plain(text: str) -> str:
    """Return a text without the marks of Markdown."""
    text = "".join(_without_links("".join(_without_wikilinks(text)))).strip()
    for _ in range(_MOST_MARKS):
        match = _EMPHASIS.match(text)
        if not match:
            break
        text = match[2] + text[match.end() :]
    return _ESCAPE.sub(r"\1", text).strip()


def _without_wikilinks(text: str) -> Iterator[str]:
    """Yield a text with the names alone of ``[[Name|shown]]``, ``[[Name#heading]]``, ``![[Name]]``.

    A bracket that closes none is met once, however many are open before it.
    """
    done, opened = 0, text.find("[[")
    while opened >= 0 and (closed := text.find("]", opened + 2)) >= 0:
        if not text.startswith("]]", closed):
            opened = text.find("[[", closed)
        elif not (name := _name_in(text[opened + 2 : closed])):
            opened = text.find("[[", opened + 1)
        else:
            yield text[done:opened].removesuffix("!")
            yield name
            done = closed + 2
            opened = text.find("[[", done)
    yield text[done:]


def _name_in(link: str) -> str:
    return link.partition("|")[0].partition("#")[0]


def _without_links(text: str) -> Iterator[str]:
    """Yield a text with the labels alone of ``[label](address)``.

    A bracket that closes none is met once, however many are open before it.
    """
    done = begun = 0
    while (closing := _closing(text, begun)) >= 0:
        opened, end = text.find("[", begun, closing), text.find(")", closing + 2)
        if end < 0:
            break
        begun = closing + 1
        if 0 <= opened < closing - 1 and text.startswith("](", closing):
            yield text[done:opened]
            yield text[opened + 1 : closing]
            done = begun = end + 1
    yield text[done:]


def _closing(text: str, begun: int) -> int:
    """Return where the first bracket closes that no backslash escapes; -1 for none."""
    found = (match.start() for match in _UNESCAPED.finditer(text, begun) if match[0] == "]")
    return next(found, -1)
