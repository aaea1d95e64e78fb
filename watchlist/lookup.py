"""Which film, franchise or person a name means.

A name is compared without case, accents, punctuation, a leading article and ``&`` for ``and``.
The closest kind of match that any candidate reaches decides, and it must be reached by one only.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from watchlist.errors import AmbiguousError, NotFoundError
from watchlist.model import RELEASE, TIMELINE

if TYPE_CHECKING:
    from watchlist.library import Library

_LETTERS: Final = str.maketrans(
    # letters that Unicode does not take apart into a base and a mark
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_ARTICLE = re.compile(
    r"\s*(?:(?:an?|the|les?|la|el|los|las|il|der|das)\s+|l['’])(?=\S)", re.IGNORECASE
)
_SILENT: Final = dict.fromkeys([*map(ord, "'’‘ʼ`´"), *range(0xFE00, 0xFE10)])
"""What is dropped within a word: apostrophes, and the choice between ❤ and ❤️."""
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")
_NO_GAPS: Final = {
    code: None for code in range(128) if not chr(code).isalnum() and code != ord("\n")
}
_GAPS = re.compile(r"[\W_]+")
_YEAR_SUFFIX = re.compile(r"(.*\S)\s*\((\d{4})\)", re.DOTALL)
_BARE_YEAR_SUFFIX = re.compile(r"(.*\S)\s+(\d{4})", re.DOTALL)
_ID = re.compile(r"id:\s*(\d+)", re.IGNORECASE | re.ASCII)
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


def split_year(text: str) -> tuple[str, int | None]:
    """Split ``Title (2014)`` into title and year."""
    match = _YEAR_SUFFIX.fullmatch(text.strip())
    return (match[1], int(match[2])) if match else (text.strip(), None)


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """Return the words of a name in the form in which names are compared.

    A name without a letter or digit folds to itself, so that it can still be found.
    """
    text = name.casefold().translate(_SILENT)
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
        text = "".join(c for c in text if not _is_accent(c))
    text = _INITIALS.sub("", text.replace("&", " and "))  # E.T. is ET, one word
    if text.isascii():
        text = _GAPS.sub(" ", text)
    else:
        text = "".join(c if _is_in_word(c) else " " for c in text)
    return " ".join(text.split()) or name.strip().casefold()


def _is_accent(character: str) -> bool:
    """Whether it is a mark that a name may lack.

    The combining classes of Latin, Greek, Hebrew and Arabic marks are those; the marks of the
    other scripts are letters, such as the vowels of Hindi and the voicing of kana.
    """
    kind = unicodedata.combining(character)
    return kind == 1 or 10 <= kind <= 36 or kind >= 200  # noqa: PLR2004 -- classes of Unicode


def _is_in_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character) in ("Mn", "Mc")


def without_article(name: str) -> str:
    """Return a name without its leading article, if anything is left then."""
    article = _ARTICLE.match(name)
    return name[article.end() :] if article else name


def same_name(one: str, other: str) -> bool:
    """Whether two names are one to the program: equal but for what a name may vary in."""
    return solid(one) == solid(other)


def solid(name: str) -> str:
    """Return what is left of a name without what it may vary in."""
    return fold(without_article(name)).replace(" ", "")


Match = Callable[[str, str], bool]


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
    return solid(wanted) in fold(name).replace(" ", "")


EXACT: Final[tuple[Match, ...]] = (_identical, _same_words, same_name)
PARTIAL: Final[tuple[Match, ...]] = (_has_phrase, _has_words, _has_text)


def matching(
    wanted: str, candidates: Sequence[Named], matches: Iterable[Match] = EXACT + PARTIAL
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


def find_films(reference: str, candidates: Sequence[Named]) -> list[Named]:
    """Return every film that a reference may mean; the contract's section *Naming a film*."""
    reference = reference.strip()
    if number := _ID.fullmatch(reference):
        return [c for c in candidates if str(c.id) == number[1]]
    if imdb := _IMDB.fullmatch(reference):
        return [c for c in candidates if c.imdb == imdb[1].lower()]
    for text, year, matches in _readings(reference):
        of_year = [c for c in candidates if year in (None, c.year)]
        if found := matching(text, of_year, matches):
            return found
        by_number = [c for c in candidates if str(c.id) == text]
        if by_number and matches is EXACT and year is None:
            return by_number
    return []


def _readings(reference: str) -> list[tuple[str, int | None, tuple[Match, ...]]]:
    """Return the ways to read a reference, best first: (title, year, kinds of match)."""
    readings: list[tuple[str, int | None, tuple[Match, ...]]] = [(reference, None, EXACT)]
    if match := _YEAR_SUFFIX.fullmatch(reference):
        return [*readings, (match[1], int(match[2]), EXACT), (match[1], int(match[2]), PARTIAL)]
    readings.append((reference, None, PARTIAL))
    if match := _BARE_YEAR_SUFFIX.fullmatch(reference):
        readings.append((match[1], int(match[2]), EXACT + PARTIAL))
    return readings


def film(library: Library, reference: str) -> int:
    """Return the number of the one film that a reference means.

    Raises AmbiguousError with the candidates, or NotFoundError with the nearest titles.
    """
    candidates = list(library.film_names())
    return _only("film", reference, find_films(reference, candidates), candidates)


def franchise(library: Library, reference: str) -> int:
    """Return the number of the one franchise that a name or part of it means."""
    candidates = list(library.franchise_names())
    return _only("franchise", reference, matching(reference, candidates), candidates)


def split_continuity(library: Library, reference: str) -> tuple[str, str]:
    """Split ``FRANCHISE:CONTINUITY``; the continuity is empty when none is named.

    A franchise whose own name has a colon ("Mission: Impossible") is found first.
    """
    known = list(library.franchise_names())
    name, colon, branch = reference.rpartition(":")
    if colon and not matching(reference, known) and matching(name, known):
        return name, branch.strip()
    return reference, ""


def continuity(library: Library, number: int, reference: str) -> int:
    """Return which of the continuities of a franchise a name or part of it means."""
    owner = library.franchises[number]
    candidates = [Named(index, (branch.name,)) for index, branch in enumerate(owner.continuities)]
    found = matching(reference, candidates)
    return _only("continuity", reference, found, candidates, of=owner.name)


def film_list(library: Library, reference: str) -> int:
    """Return the number of the one named list that a name, part of it, or ``id:4`` means."""
    by_number = _ID.fullmatch(reference.strip())
    if by_number and int(by_number[1]) in library.lists:
        return int(by_number[1])
    candidates = [Named(number, (found.name,)) for number, found in library.lists.items()]
    return _only("list", reference, matching(reference, candidates), candidates)


def orders(library: Library, number: int) -> list[str]:
    """Return the names of the orders of a franchise."""
    return [TIMELINE, RELEASE, *(order.name for order in library.franchises[number].orders)]


def order(library: Library, number: int, reference: str) -> int:
    """Return which of the orders of a franchise a name or part of it means."""
    owner = library.franchises[number]
    candidates = [Named(index, (name,)) for index, name in enumerate(orders(library, number))]
    found = matching(reference, candidates)
    return _only("order", reference, found, candidates, of=owner.name)


def person(library: Library, reference: str) -> str:
    """Return the name, as it is credited, of the one person that a name or part of it means."""
    names = list(library.people())
    candidates = [Named(index, (name,)) for index, name in enumerate(names)]
    return names[_only("person", reference, matching(reference, candidates), candidates)]


def part_of(owner: str, what: str) -> str:
    """Return ``what`` of a franchise is ambiguous, so that another one's is not taken for it."""
    return f"{what} of {owner}"


def one_of(what: str, reference: str, candidates: Sequence[Named]) -> int:
    """Return the number of the one of some candidates that a name or part of it means."""
    return _only(what, reference, matching(reference, candidates), candidates)


def _only(
    what: str, reference: str, found: list[Named], candidates: Sequence[Named], *, of: str = ""
) -> int:
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
