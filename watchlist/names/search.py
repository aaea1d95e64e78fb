"""Which film, franchise or person a name means.

A name is compared without case, accents, punctuation, a leading article and ``&`` for ``and``.
The closest kind of match that any candidate reaches decides, and it must be reached by one only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from watchlist.errors import AmbiguousError, NotFoundError
from watchlist.names.folding import (
    YEAR_SUFFIX,
    fold,
    match_key,
    same_name,
    split_year,
    without_article,
)

_NO_GAPS: Final = {
    code: None for code in range(128) if not chr(code).isalnum() and code != ord("\n")
}
_BARE_YEAR_SUFFIX = re.compile(r"(.*\S)\s+(\d{4})", re.DOTALL)
BY_NUMBER = re.compile(r"id:\s*(\d+)", re.IGNORECASE | re.ASCII)
_IMDB = re.compile(r"(?:https?://\S+/)?(tt\d{5,})/?", re.IGNORECASE)


SUGGESTIONS: Final = 5
MOST_NAMED: Final = 10


class Named(NamedTuple):
    """A candidate: what has the names, its year and its site id where it has them."""

    id: int
    names: tuple[str, ...]
    year: int | None = None
    imdb: str = ""

    @property
    def label(self) -> str:
        """What to show: the first name, with the year."""
        return f"{self.names[0]} ({self.year})" if self.year else self.names[0]


MatchRule = Callable[[str, str], bool]


def _identical(name: str, wanted: str) -> bool:
    return name.casefold() == wanted.casefold()


def _same_words(name: str, wanted: str) -> bool:
    return fold(name) == fold(wanted)


def _has_phrase(name: str, wanted: str) -> bool:
    return f" {fold(without_article(wanted))} " in f" {fold(name)} "


def _has_words(name: str, wanted: str) -> bool:
    words = iter(fold(name).split())
    return all(word in words for word in fold(without_article(wanted)).split())


def _has_text(name: str, wanted: str) -> bool:
    return match_key(wanted) in fold(name).replace(" ", "")


EXACT: Final[tuple[MatchRule, ...]] = (_identical, _same_words, same_name)
PARTIAL: Final[tuple[MatchRule, ...]] = (_has_phrase, _has_words, _has_text)


def matching(
    wanted: str, candidates: Sequence[Named], matches: Iterable[MatchRule] = EXACT + PARTIAL
) -> list[Named]:
    """Return the candidates that match in the closest way that any of them does."""
    if not fold(wanted) or not candidates:
        return []
    rest: Sequence[Named] | None = None
    for match in matches:
        if match is not _identical and rest is None:
            rest = promising(wanted, candidates)
        among = candidates if rest is None else rest
        if found := [c for c in among if any(match(name, wanted) for name in c.names)]:
            return found
    return []


def promising(wanted: str, candidates: Sequence[Named]) -> Sequence[Named]:
    """Leave out candidates that cannot match in any way: those without the longest word.

    Of ten thousand names few are left, and only those are taken apart into words.
    """
    longest = max(fold(without_article(wanted)).split(), key=len)
    if not longest.isalnum():
        return candidates
    owners = [candidate for candidate in candidates for _ in candidate.names]
    letters = _letters([name for candidate in candidates for name in candidate.names])
    pairs = zip(owners, letters, strict=True)
    return list(dict.fromkeys(owner for owner, text in pairs if longest in text))


def _letters(names: Sequence[str]) -> list[str]:
    """Return the letters and digits of names, folded; those in ASCII all at once."""
    plain = "\n".join(name if _is_plain(name) else "" for name in names)
    folded = plain.lower().replace("&", "and").translate(_NO_GAPS).split("\n")
    return [
        text if _is_plain(name) else fold(name).replace(" ", "")
        for name, text in zip(names, folded, strict=True)
    ]


def _is_plain(name: str) -> bool:
    return name.isascii() and "\n" not in name


def find_films(
    reference: str,
    candidates: Sequence[Named],
    kinds: tuple[MatchRule, ...] = EXACT + PARTIAL,
) -> list[Named]:
    """Return every film that a reference may mean; see ``docs/scripting.md``, *Names*.

    Only ways to match that are among ``kinds`` count.
    """
    reference = reference.strip()
    if number := BY_NUMBER.fullmatch(reference):
        return [c for c in candidates if str(c.id) == number[1]]
    if imdb := _IMDB.fullmatch(reference):
        return [c for c in candidates if c.imdb == imdb[1].lower()]
    for text, year, ways in _readings(reference):
        matches = tuple(way for way in ways if way in kinds)
        of_year = [c for c in candidates if year in (None, c.year)]
        if found := matching(text, of_year, matches):
            return found
        by_number = [c for c in candidates if str(c.id) == text]
        if by_number and ways is EXACT and year is None:
            return by_number
    return []


def _readings(reference: str) -> list[tuple[str, int | None, tuple[MatchRule, ...]]]:
    """Return the ways to read a reference, best first: (title, year, kinds of match)."""
    readings: list[tuple[str, int | None, tuple[MatchRule, ...]]] = [(reference, None, EXACT)]
    if match := YEAR_SUFFIX.fullmatch(reference):
        return [*readings, (match[1], int(match[2]), EXACT), (match[1], int(match[2]), PARTIAL)]
    readings.append((reference, None, PARTIAL))
    if match := _BARE_YEAR_SUFFIX.fullmatch(reference):
        readings.append((match[1], int(match[2]), EXACT + PARTIAL))
    return readings


def part_of(owner: str, what: str) -> str:
    """Return “continuity of Saga” for ``what`` and its owner.

    A choice is remembered under these words: a continuity of that name of another franchise is
    another one.
    """
    return f"{what} of {owner}"


def one_of(what: str, reference: str, candidates: Sequence[Named]) -> int:
    """Return the number of the one of some candidates that a name or part of it means."""
    return only(what, reference, matching(reference, candidates), candidates)


def only(
    what: str, reference: str, found: list[Named], candidates: Sequence[Named], *, of: str = ""
) -> int:
    """Return the number of the only one found; ``of`` names the franchise that it belongs to.

    Raises AmbiguousError when several were found, NotFoundError with near names when none was.
    """
    if len(found) == 1:
        return found[0].id
    if not found:
        hint = nearest(reference, candidates)
        raise NotFoundError(
            f"There is no {what} “{reference}”"
            + (f" of {of}" if of else "")
            + (f"; did you mean {_either(hint)}?" if hint else ".")
        )
    shown = sorted(found, key=lambda c: (c.year or 0, c.label))
    labels = _distinct(shown)
    raise AmbiguousError(
        part_of(of, what) if of else what,
        reference,
        list(zip((c.id for c in shown), labels, strict=True)),
        f"“{reference}” is ambiguous: it can mean {_either(labels)}.",
    )


def nearest(reference: str, candidates: Sequence[Named]) -> list[str]:
    """Return the labels of the few candidates whose names look most like a reference."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- loaded only on a miss

    names = [(fold(name), c.label) for c in candidates for name in c.names]
    best = process.extract(
        fold(split_year(reference)[0]),
        [name for name, _ in names],
        scorer=fuzz.WRatio,
        score_cutoff=70,
        limit=SUGGESTIONS,
    )
    return list(dict.fromkeys(names[index][1] for _, _, index in best))


def _distinct(candidates: Sequence[Named]) -> list[str]:
    """Return labels that tell the candidates apart: with the number where two look alike."""
    labels = [candidate.label for candidate in candidates]
    return [
        label if labels.count(label) == 1 else f"{label} [id:{candidate.id}]"
        for label, candidate in zip(labels, candidates, strict=True)
    ]


def _either(labels: Sequence[str]) -> str:
    """Join labels as alternatives, the first few of a long list."""
    if len(labels) > MOST_NAMED:
        return f"{', '.join(labels[:MOST_NAMED])} or one of {len(labels) - MOST_NAMED} more"
    *others, last = labels
    return f"{', '.join(others)} or {last}" if others else last
