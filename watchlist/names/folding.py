"""The forms in which names are compared: what two spellings of one name have in common. Pure.

``fold`` keeps the words of a name, for searching. Two keys tell whether names are the same
(``docs/architecture.md``, *One rule of identity*): ``strict_key`` drops what never tells films
apart, case, accents, blanks, quotes, dashes and ``&`` for ``and``; ``match_key`` drops a leading
article and all other punctuation as well.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans(
    # letters that Unicode does not take apart into a base and a mark
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_ARTICLE = re.compile(
    r"\s*(?:(?:an?|the|les?|la|el|los|las|il|der|das)\s+|l['’])(?=\S)", re.IGNORECASE
)
_SILENT: Final = dict.fromkeys([*map(ord, "'’‘ʼ`´"), *range(0xFE00, 0xFE10)])
"""What is dropped within a word: apostrophes, and the choice between ❤ and ❤️."""
_ASCII: Final = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)} | {
    ord("'"): None,
    ord("`"): None,
    ord("&"): " and ",
}
"""What ``fold`` makes of a character of most names, in which nothing depends on its neighbours."""
_QUOTES_AND_DASHES: Final = dict.fromkeys(
    [*map(ord, "\"'’‘‚‛“”„‟«»‹›ʼ`´-‐‑‒–—―−"), *range(0xFE00, 0xFE10)]
)
_FILLERS: Final = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and a symbol that stand for nothing: the fillers of Hangul, and Braille without a dot."""
_INITIALS = re.compile(r"(?<=\b[^\W\d_])\.(?=[^\W\d_]\b)")
_GAPS = re.compile(r"[\W_]+")
YEAR_SUFFIX = re.compile(r"(.*\S)\s*\((\d{4})\)", re.DOTALL)


def split_year(text: str) -> tuple[str, int | None]:
    """Split ``Title (2014)`` into title and year."""
    match = YEAR_SUFFIX.fullmatch(text.strip())
    return (match[1], int(match[2])) if match else (text.strip(), None)


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """Return the words of a name in the form in which names are compared.

    A name without a letter or digit folds to itself, so that it can still be found.
    """
    if name.isascii() and "." not in name:  # most, and five times as fast
        return " ".join(name.translate(_ASCII).split()) or _as_it_is(name)
    text = _without_accents(name.casefold().translate(_SILENT))
    text = _INITIALS.sub("", text.replace("&", " and "))  # E.T. is ET, one word
    if text.isascii():
        text = _GAPS.sub(" ", text)
    else:
        text = "".join(c if _is_in_word(c) else " " for c in text)
    return " ".join(text.split()) or _as_it_is(name)


def is_visible(text: str) -> bool:
    """Whether anything of a text can be seen: more than blanks, controls, marks and fillers."""
    return any(_can_be_seen(character) for character in text)


def _can_be_seen(character: str) -> bool:
    if character.isalnum():
        return character not in _FILLERS
    category = unicodedata.category(character)
    return category[0] not in "CZ" and category not in ("Mn", "Me") and character not in _FILLERS


def _as_it_is(name: str) -> str:
    """Return the key of a name of which nothing else would be left."""
    text = name.strip().casefold()
    return _without_accents(text).strip() or text


def _without_accents(text: str) -> str:
    """Return a text in small letters without accents, ligatures and full-width forms."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(c for c in text if not _is_accent(c))


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


@lru_cache(maxsize=1 << 14)
def match_key(name: str) -> str:
    """Return what is left of a name without anything that it may vary in: the looser comparison."""
    return fold(without_article(name)).replace(" ", "")


@lru_cache(maxsize=1 << 10)
def strict_key(name: str) -> str:
    """Return what is left of a name without what never tells films apart.

    A name of nothing but quotes and dashes is its own key.
    """
    text = _without_accents(name.casefold().translate(_QUOTES_AND_DASHES))
    text = "".join(text.translate(_QUOTES_AND_DASHES).split())
    return text.replace("&", "and") or _as_it_is(name)


def same_name(one: str, other: str) -> bool:
    """Whether two names are one by the looser comparison."""
    return match_key(one) == match_key(other)
