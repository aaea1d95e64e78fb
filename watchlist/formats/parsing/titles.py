"""Titles as catalogues sort them: ``Title, The (Original title, La) (a.k.a. Other) (1995)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_YEAR: Final = re.compile(r"\((\d{4})(?:[–-](?:\d{4})?)?\)+")
_ALIAS: Final = re.compile(r"a\.?\s?k\.?\s?a\.?\s+", re.IGNORECASE)
_ARTICLE: Final = re.compile(
    r"(.+), (The|An?|L[aeo]s?|El|Los|Il|I|Gli|Un[ae]?|Das|D[eiea][rntm]?|Ein|Een|Het|Os?|L')",
    re.IGNORECASE,
)


class CatalogueTitle(NamedTuple):
    """A title taken apart; ``year`` is None when the text does not end with one."""

    title: str
    year: int | None = None
    original_title: str = ""
    aliases: tuple[str, ...] = ()


def read_title(text: str) -> CatalogueTitle:
    """Take the title of a catalogue apart, with the articles in their places."""
    rest, year = _without_years(text.strip())
    rest, brackets = _without_brackets(rest)
    others = [name for bracket in brackets for name in _names(bracket)]
    original = next((name for name, is_alias in others if not is_alias), "")
    names = (name for name, _ in others if name != original)
    return CatalogueTitle(with_article(rest), year, original, tuple(dict.fromkeys(names)))


def _without_years(text: str) -> tuple[str, int | None]:
    """Return a title without the years at its end, ``(2017) (2017)``, and the first of these."""
    year = None
    while match := _YEAR.fullmatch(text, max(text.rfind("("), 0)):
        before = text[: match.start()].rstrip()
        if not before:
            break
        text, year = before, int(match[1])
    return text, year


def with_article(title: str) -> str:
    """Return ``Title, The`` as ``The Title``."""
    match = _ARTICLE.fullmatch(title)
    if not match:
        return title
    return f"{match[2]}{'' if match[2].endswith(chr(39)) else ' '}{match[1]}"


def _without_brackets(text: str) -> tuple[str, list[str]]:
    """Return a text without the brackets at its end, and what is in them, from the left."""
    brackets: list[str] = []
    while text.endswith(")"):
        start = _opening(text)
        if start <= 0 or text[start - 1] != " ":
            break
        brackets.insert(0, text[start + 1 : -1].strip())
        text = text[:start].rstrip()
    return text, brackets


def _opening(text: str) -> int:
    """Return where the bracket begins that ends a text; -1 when it does nowhere."""
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += {")": 1, "(": -1}.get(text[index], 0)
        if not depth:
            return index
    return -1


def _names(bracket: str) -> Iterator[tuple[str, bool]]:
    """Yield the names in a bracket, with whether they are said to be other names."""
    match = _ALIAS.match(bracket)
    name = with_article(bracket[match.end() :] if match else bracket)
    if name:
        yield name, match is not None
