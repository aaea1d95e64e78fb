"""What somebody perhaps meant who typed titles: one of several words without quotes, or a year.

Nothing is taken for it: a person is asked, or told how to write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from watchlist.names.folding import same_name, split_year
from watchlist.names.search import Named
from watchlist.sources.registry import Sources

_MOST_WORDS: Final = 12
"""A longer command line is no title that lacks its quotes."""
_SMALL_WORDS: Final = frozenset((
    "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs", "with",
    "das", "de", "der", "die", "du", "et", "la", "le", "les", "und",
))  # fmt: skip
"""Words that stand in titles and are hardly one; “a” is left out, as letters may be titles."""
_BARE_YEAR = re.compile(r"(.*\S)\s+((?:18[7-9]|19\d|20\d)\d)", re.DOTALL)


class Doubt(NamedTuple):
    """Some arguments, one behind the other, and the one title that they look like."""

    typed: tuple[str, ...]
    meant: str


def bare_year(text: str) -> tuple[str, int] | None:
    """Return a title and the bare year that ends it; None where none does."""
    match = _BARE_YEAR.fullmatch(text)
    return (match[1], int(match[2])) if match and not split_year(match[1])[1] else None


def near(title: str, sources: Sources) -> Sequence[Named]:
    """Return the films that the first source with any knows of a title, or else of a near one."""
    return next((found for source in sources if (found := source.near(title))), [])


def named(title: str, sources: Sources) -> list[Named]:
    """Return the films of exactly that title, and year if it has one, which a source knows."""
    name, year = split_year(title)
    return [
        film
        for film in near(name, sources)
        if year in (None, film.year) and any(same_name(name, one) for one in film.names)
    ]


def doubts(titles: Sequence[str], sources: Sources) -> Iterator[Doubt]:
    """Yield what looks like something else than it was typed as, in the order of typing."""
    begin = 0
    while begin < len(titles):
        doubt = _doubt_at(titles, begin, sources)
        if doubt:
            yield doubt
        begin += len(doubt.typed) if doubt else 1


def meant(titles: Sequence[str], doubt: Doubt) -> list[str]:
    """Return titles with the one that was meant in place of what was typed."""
    length = len(doubt.typed)
    begins = range(len(titles) - length + 1)
    at = next(i for i in begins if tuple(titles[i : i + length]) == doubt.typed)
    return [*titles[:at], doubt.meant, *titles[at + length :]]


def _doubt_at(titles: Sequence[str], begin: int, sources: Sources) -> Doubt | None:
    """Return what the longest run of words from there on looks like."""
    longest = len(titles) - begin if len(titles) <= _MOST_WORDS else 1
    for length in range(longest, 0, -1):
        words = tuple(titles[begin : begin + length])
        if title := _with_year(words, sources) or _unquoted(words, sources):
            return Doubt(words, title)
    return None


def _unquoted(words: Sequence[str], sources: Sources) -> str:
    """Return the title that single words are when they are put together; "" for none.

    A source knows it, or there is a small word that is no title: ``Lost in Translation``.
    """
    if len(words) == 1 or any(" " in word for word in words):
        return ""
    text = " ".join(words)
    if known := named(text, sources):
        return known[0].label if len(known) == 1 else text
    return text if _is_joined(words) and not any(named(word, sources) for word in words) else ""


def _is_joined(words: Sequence[str]) -> bool:
    """Whether a small word leads to the next one, or an article stands in front."""
    return any(word.lower() in _SMALL_WORDS for word in words[:-1])


def _with_year(words: Sequence[str], sources: Sources) -> str:
    """Return a title with its year in brackets, where a bare year ends it; "" where none does."""
    bare, whole = bare_year(" ".join(words)), " ".join(words)
    if bare is None or named(whole, sources) or (len(words) > 1 and words[-1] != str(bare[1])):
        return ""
    title, year = bare
    of_one_word = len(words) == 1 or (len(words) == 2 and not named(str(year), sources))  # noqa: PLR2004
    return f"{title} ({year})" if of_one_word or _unquoted(words[:-1], sources) else ""
