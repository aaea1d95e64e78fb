"""Other ways to write a name than its key makes alike: numbers, abbreviations, umlauts. Pure.

``Rocky 2`` is ``Rocky II`` to people, ``The Godfather 2`` is its Part II, and ``Zurueck`` is
``Zurück``. Such names are likely the same and not surely: what is found by one is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Final

from watchlist.names.folding import fold, without_article

_NUMBERS: Final = (
    *(("1", "i", "one"), ("2", "ii", "two"), ("3", "iii", "three"), ("4", "iv", "four")),
    *(("5", "v", "five"), ("6", "vi", "six"), ("7", "vii", "seven"), ("8", "viii", "eight")),
    *(("9", "ix", "nine"), ("10", "x", "ten"), ("11", "xi", "eleven"), ("12", "xii", "twelve")),
)
_WORDS: Final = (
    *(("dr", "doctor"), ("mr", "mister"), ("vs", "versus"), ("vol", "volume"), ("pt", "part")),
    *(("st", "saint"), ("okay", "ok")),
)
_FORMS: Final = {word: forms for forms in (*_NUMBERS, *_WORDS) for word in forms}
_IS_NUMBER: Final = frozenset(word for forms in _NUMBERS for word in forms)
_FIRST: Final = _NUMBERS[0]
_PART: Final = "part"
_UMLAUTS: Final = re.compile(r"(?<=[aou])e")
_MOST_WORDS: Final = 15
_MOST: Final = 40


def variants(name: str) -> list[str]:
    """Return other ways to write a name, as folded words without its article; a few dozen at most.

    The name itself is none of them.
    """
    words = tuple(fold(without_article(name)).split())
    if not 0 < len(words) <= _MOST_WORDS:
        return []
    found = dict.fromkeys(islice(_all(words), _MOST))
    return [" ".join(one) for one in found if one not in (words, ())]


def without_number(name: str) -> str:
    """Return the folded words of a name without the number at its end; "" where there is none."""
    *rest, last = fold(name).split() or [""]
    return " ".join(rest) if last in _IS_NUMBER else ""


def _all(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for form in product(*(_FORMS.get(word, (word,)) for word in words)):
        yield form
        yield from _of_part(form)
    yield tuple(_UMLAUTS.sub("", word) for word in words)


def _of_part(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the ways in which a number at the end can stand there: ``2``, ``part 2``, nothing."""
    *rest, last = words
    if not rest or last not in _IS_NUMBER:
        return
    bare = rest[:-1] if rest[-1] == _PART else rest
    if bare:
        yield (*bare, last)
        yield (*bare, _PART, last)
        if last in _FIRST:
            yield tuple(bare)
