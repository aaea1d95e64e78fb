"""Which film, franchise or person a name means.

A name is compared without case, accents, punctuation, a leading article and ``&`` for ``and``. The
closest fit that any candidate reaches decides, and it must be reached by one only. Letters inside
a word never fit, and digits alone are never a piece of a name: what has them is suggested.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import IntEnum
from itertools import accumulate
from typing import Final, NamedTuple

from watchlist.errors import AmbiguousError, NotFoundError, UnclearError, VagueError
from watchlist.names.folding import (
    YEAR_SUFFIX,
    fold,
    same_name,
    split_year,
    without_article,
)
from watchlist.names.listing import NAMED, few

_NO_GAPS: Final = {
    code: None for code in range(128) if not chr(code).isalnum() and code != ord("\n")
}
_BARE_YEAR_SUFFIX = re.compile(r"(.*\S)\s+(\d{4})", re.DOTALL)
BY_NUMBER = re.compile(r"id:\s*(\d+)", re.IGNORECASE | re.ASCII)
_IMDB = re.compile(r"(?:https?://\S+/)?(tt\d{5,})/?", re.IGNORECASE)
_ENOUGH: Final = 4
"""So many letters or digits say surely enough which film is to be changed."""
_SIMILAR: Final = 70
"""How alike, of a hundred, a name must look to be suggested."""

_LONG_ENOUGH: Final = 6
"""So many letters has a name that may be another one misspelt."""

FILM: Final = "film"
NUMBERED: Final = (FILM, "list")
"""What has numbers that people see, by which it is told from its namesakes."""

_FEW: Final = ("order", "continuity")
"""Of what a franchise has but a few, all are told where none is meant."""
_SHOWN: Final = 8


class Named(NamedTuple):
    """A candidate: what has the names, its year and its site id where it has them.

    ``kind`` is what it is where that tells it from a namesake: a series.
    """

    id: int
    names: tuple[str, ...]
    year: int | None = None
    imdb: str = ""
    kind: str = ""

    @property
    def label(self) -> str:
        """What to show: the first name, with the year."""
        return f"{self.names[0]} ({self.year})" if self.year else self.names[0]


class Fit(IntEnum):
    """How a reference fits what it means, the closest first."""

    NAME = 0
    """It is all of a name, with a year or without, or a number or an id."""
    WORDS = 1
    """It is whole words of a name, in their order."""
    BEGUN = 2
    """It begins such words."""


class Found(NamedTuple):
    """What a reference may mean, all by the same fit."""

    fit: Fit
    candidates: list[Named]


MatchRule = Callable[[str, str], bool]


def _identical(name: str, wanted: str) -> bool:
    return name.casefold() == wanted.casefold()


def _same_words(name: str, wanted: str) -> bool:
    return fold(name) == fold(wanted)


def _has_run(name: str, wanted: str, *, begun: bool = False) -> bool:
    """Whether the words follow one another in a name; blanks and hyphens do not part them."""
    words, sought = fold(name).split(), _letters_of(wanted)
    text, ends = "".join(words), [0, *accumulate(map(len, words))]
    behind = [start + len(sought) for start in ends if text.startswith(sought, start)]
    return any(end in ends or (begun and not _cuts_number(text, end)) for end in behind)


def _cuts_number(text: str, at: int) -> bool:
    return text[at - 1].isdigit() and text[at].isdigit()


def _has_words(name: str, wanted: str) -> bool:
    words = iter(fold(name).split())
    return all(word in words for word in _words_of(wanted))


def _has_begun_run(name: str, wanted: str) -> bool:
    return _has_run(name, wanted, begun=True)


def _has_begun_words(name: str, wanted: str) -> bool:
    words = iter(fold(name).split())
    return all(any(_begins(word, begun) for word in words) for begun in _words_of(wanted))


def _begins(word: str, begun: str) -> bool:
    return word == begun if begun.isdigit() else word.startswith(begun)


def _words_of(wanted: str) -> list[str]:
    return fold(without_article(wanted)).split()


def _letters_of(wanted: str) -> str:
    return "".join(_words_of(wanted))


_RULES: Final[Mapping[Fit, tuple[MatchRule, ...]]] = {
    Fit.NAME: (_identical, _same_words, same_name),
    Fit.WORDS: (_has_run, _has_words),
    Fit.BEGUN: (_has_begun_run, _has_begun_words),
}


def matching(wanted: str, candidates: Sequence[Named], fit: Fit) -> list[Named]:
    """Return the candidates that a name fits so, in the closest way that it fits any of them."""
    if not fold(wanted) or not candidates or (fit and _letters_of(wanted).isdigit()):
        return []
    rest: Sequence[Named] | None = None
    for match in _RULES[fit]:
        if match is not _identical and rest is None:
            rest = promising(wanted, candidates)
        among = candidates if rest is None else rest
        if found := [c for c in among if any(match(name, wanted) for name in c.names)]:
            return found
    return []


def is_begun(wanted: str, names: Iterable[str]) -> bool:
    """Whether a name has words that follow one another, of which the last may only be begun."""
    return any(_has_begun_run(name, wanted) for name in names)


def promising(wanted: str, candidates: Sequence[Named]) -> Sequence[Named]:
    """Leave out candidates that cannot match in any way: those without the longest word.

    Of ten thousand names few are left, and only those are taken apart into words.
    """
    longest = max(_words_of(wanted), key=len)
    return _with_letters(longest, candidates) if longest.isalnum() else candidates


def with_words(text: str, candidates: Sequence[Named]) -> list[Named]:
    """Return the candidates that have all of some words in a name or behind it, side by side."""
    words = fold(text)
    letters = max((word for word in words.split() if not word.isdigit()), key=len, default="")
    among = _with_letters(letters, candidates) if letters.isalnum() else candidates
    return [c for c in among if any(f" {words} " in f" {fold(n)} " for n in (*c.names, c.label))]


def _with_letters(letters: str, candidates: Sequence[Named]) -> list[Named]:
    """Return the candidates that have some letters and digits in a name, blanks left out."""
    if not candidates:
        return []
    owners = [candidate for candidate in candidates for _ in candidate.names]
    texts = _letters([name for candidate in candidates for name in candidate.names])
    pairs = zip(owners, texts, strict=True)
    return list(dict.fromkeys(owner for owner, text in pairs if letters in text))


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


def find(reference: str, candidates: Sequence[Named], loosest: Fit = Fit.WORDS) -> Found:
    """Return what a name means by the closest fit, down to the loosest that is allowed."""
    for fit in Fit:
        if fit <= loosest and (found := matching(reference, candidates, fit)):
            return Found(fit, found)
    return Found(Fit.NAME, [])


def find_films(reference: str, candidates: Sequence[Named], loosest: Fit = Fit.BEGUN) -> Found:
    """Return every film that a reference may mean; see ``docs/scripting.md``, *Names*.

    That is, in this order: a title, IMDb id or number; whole words of a title; such words begun.
    """
    reference = reference.strip()
    if number := BY_NUMBER.fullmatch(reference):
        return Found(Fit.NAME, [c for c in candidates if str(c.id) == number[1]])
    found = matching(reference, candidates, Fit.NAME) or _by_id(reference, candidates)
    if found:
        return Found(Fit.NAME, found)
    for fit, text, year in _readings(reference):
        of_year = [c for c in candidates if year in (None, c.year)]
        if fit <= loosest and (found := matching(text, of_year, fit)):
            return Found(fit, found)
    return Found(Fit.NAME, [])


def _by_id(text: str, candidates: Sequence[Named]) -> list[Named]:
    """Return the film of an IMDb id, or of a number in the ID column."""
    if imdb := _IMDB.fullmatch(text):
        return [c for c in candidates if c.imdb == imdb[1].lower()]
    return [c for c in candidates if str(c.id) == text]


def _readings(reference: str) -> list[tuple[Fit, str, int | None]]:
    """Return the further ways to read a reference, best first: (fit, title, year)."""
    if match := YEAR_SUFFIX.fullmatch(reference):
        return [(fit, match[1], int(match[2])) for fit in Fit]
    words, begun = (Fit.WORDS, reference, None), (Fit.BEGUN, reference, None)
    if match := _BARE_YEAR_SUFFIX.fullmatch(reference):
        named, with_words, with_begun = ((fit, match[1], int(match[2])) for fit in Fit)
        return [words, named, with_words, begun, with_begun]
    return [words, begun]


def part_of(owner: str, what: str) -> str:
    """Return “continuity of Saga” for ``what`` and its owner.

    A choice is remembered under these words: a continuity of that name of another franchise is
    another one.
    """
    return f"{what} of {owner}"


def one_of(
    what: str, reference: str, candidates: Sequence[Named], *, changing: bool = False
) -> int:
    """Return the number of the one of some candidates that a name or words of it mean."""
    return only(what, reference, find(reference, candidates), candidates, changing=changing)


def only(
    what: str,
    reference: str,
    found: Found,
    candidates: Sequence[Named],
    *,
    changing: bool = False,
) -> int:
    """Return the number of the only one found.

    Raises NotFoundError with near names when none was found, AmbiguousError when several were,
    and VagueError when what was typed is too little to be ``changing`` something.
    """
    if not found.candidates:
        raise NotFoundError(_not_found(what, reference, candidates), what, reference)
    vague = changing and not _is_enough(reference, found.fit)
    if vague or len(found.candidates) > 1:
        raise _unclear(what, reference, found.candidates, vague=vague)
    return found.candidates[0].id


def _unclear(what: str, reference: str, found: Sequence[Named], *, vague: bool) -> UnclearError:
    """Return the error that names what a reference could mean."""
    shown = sorted(found, key=lambda c: (c.year or 0, c.label))
    told = _told_apart(shown)
    labels = [f"{label} [id:{number}]" if what in NUMBERED else label for number, label in told]
    said = "too little of a name to change something: it could" if vague else "ambiguous: it can"
    return (VagueError if vague else AmbiguousError)(
        what,
        reference,
        told,
        f"“{reference}” is {said} mean {few(labels, 'or')}.",
    )


def _told_apart(found: Sequence[Named]) -> list[tuple[int, str]]:
    """Return (number, label) of candidates; of those with one label the kind is told as well."""
    times = Counter(one.label for one in found)
    return [
        (one.id, f"{one.label}, {one.kind}" if one.kind and times[one.label] > 1 else one.label)
        for one in found
    ]


def _is_enough(reference: str, fit: Fit) -> bool:
    """Whether a reference says surely enough what is to be changed."""
    title, _ = split_year(reference)
    return fit is Fit.NAME or (fit is Fit.WORDS and len(_letters_of(title)) >= _ENOUGH)


def _not_found(what: str, reference: str, candidates: Sequence[Named]) -> str:
    """Say that nothing has a name, and what has it within a word or looks like it."""
    near = suggested(reference, candidates)
    hint = f"; did you mean {few(near, 'or')}?" if near else "."
    kind, of, owner = what.partition(" of ")
    if kind in _FEW and not near:
        hint = f". There are {few((one.label for one in candidates), 'and', most=_SHOWN)}."
    return f"There is no {kind} “{reference}”{of}{owner}{hint}"


def suggested(reference: str, candidates: Sequence[Named]) -> list[str]:
    """Return the labels of all that have a reference within a name, else of the nearest few."""
    letters = _letters_of(split_year(reference)[0])
    if letters.isalnum() and (inside := _with_letters(letters, candidates)):
        return _by_likeness(reference, inside)
    return nearest(reference, candidates)


def misspelt(name: str, candidates: Sequence[Named]) -> list[Named]:
    """Return the candidates that have a name which differs from one by a slip of the keyboard.

    Digits tell films apart, and so does each letter of a short name.
    """
    wanted = name.casefold()
    if len(wanted) < _LONG_ENOUGH:
        return []
    return [
        candidate
        for candidate in candidates
        for known in candidate.names
        if abs(len(known) - len(wanted)) <= 1 and _is_slip(wanted, known.casefold())
    ]


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter is missing, is another one, or has changed places with the next one.

    A plural is no slip: Alien, Aliens.
    """
    at = _shared(one, other)
    shorter, longer = sorted((one, other), key=len)
    if not longer[at : at + 1].isalpha():
        return False
    if len(shorter) < len(longer):
        return shorter[at:] == longer[at + 1 :] and longer != f"{shorter}s"
    swapped = shorter[at + 1 : at + 2] + shorter[at : at + 1] + shorter[at + 2 :]
    replaced = shorter[at + 1 :] == longer[at + 1 :]
    return shorter[at].isalpha() and (replaced or swapped == longer[at:])


def _shared(one: str, other: str) -> int:
    """Return how many letters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def nearest(reference: str, candidates: Sequence[Named]) -> list[str]:
    """Return the labels of the few candidates whose names look most like a reference."""
    return _by_likeness(reference, candidates, least=_SIMILAR)[:NAMED]


def _by_likeness(reference: str, candidates: Sequence[Named], least: int = 0) -> list[str]:
    """Return the labels of candidates that look so much like a reference, the likest first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- loaded only on a miss

    names = [(fold(name), c.label) for c in candidates for name in c.names]
    best = process.extract(
        fold(split_year(reference)[0]),
        [name for name, _ in names],
        scorer=fuzz.WRatio,
        score_cutoff=least,
        limit=None,
    )
    return list(dict.fromkeys(names[index][1] for _, _, index in best))
