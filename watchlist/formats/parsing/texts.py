"""Bytes to text: which encoding a file has, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
from typing import Final

from watchlist.errors import RefusedError
from watchlist.names.folding import is_visible

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNREADABLE: Final = re.compile("[\udc80-\udcff]")
_CONTROL: Final = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE: Final = re.compile(r"[\u00a0-\ud7ff\ue000-\U0010ffff]")


def decode(name: str, raw: bytes) -> str:
    """Return the text of a file. Raises RefusedError when it has none.

    A byte order mark decides, then whether it is UTF-8; what is not is Windows-1252, of which
    ISO 8859-1 is a part. A few broken bytes in a file that is UTF-8 elsewhere stay in it as lone
    surrogates: ``is_broken`` tells the rows that have them from the good ones.
    """
    if not raw.strip():
        raise RefusedError(f"{name} is empty.")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _without_nul(name, _marked(name, raw[len(mark) :], encoding))
    try:
        return _without_nul(name, raw.decode())
    except UnicodeDecodeError as error:
        broken = raw.decode(errors="surrogateescape")
        line = raw.count(b"\n", 0, error.start) + 1
    if _CONTROL.search(_without_nul(name, broken)):
        raise RefusedError(f"{name} is no text.")
    if _MULTIBYTE.search(broken):
        return broken
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError as error:
        raise RefusedError(
            f"{name} is no text: line {line} is neither UTF-8 nor Windows-1252."
        ) from error


def decode_start(raw: bytes) -> str:
    """Return the text at the start of a file, which may be cut anywhere; empty for no text."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "ignore")
            break
    else:
        try:
            text = codecs.getincrementaldecoder("utf-8")().decode(raw)
        except UnicodeDecodeError:
            text = raw.decode("latin-1")
    return "" if "\0" in text else text


def one_line(text: str) -> str:
    """Return a title or a name with single blanks; those that do not break stay what they are.

    Nothing is returned of one of which nothing can be seen.
    """
    line = re.sub(r"[ \t\r\n]+", " ", text).strip()
    return line if is_visible(line) else ""


def is_broken(text: str) -> bool:
    """Whether a text has bytes in it that are no UTF-8 (see ``decode``)."""
    return not text.isascii() and bool(_UNREADABLE.search(text))


def _marked(name: str, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return raw.decode(errors="surrogateescape")
        raise RefusedError(f"{name} is damaged: it ends within a character.") from error


def _without_nul(name: str, text: str) -> str:
    if "\0" not in text:
        return text
    if not text.strip("\0\r\n "):
        raise RefusedError(f"{name} holds nothing but NUL bytes: get a new copy of it.")
    if _is_utf_16(text):
        raise RefusedError(
            f"{name} seems to be UTF-16 without a byte order mark: save it as UTF-8."
        )
    raise RefusedError(f"{name} is no text: it holds NUL bytes.")


def _is_utf_16(text: str) -> bool:
    """Whether a text with NULs in it is most likely one in UTF-16 that nothing tells."""
    start = text[:4096]
    ends = start.count("\n\0") + start.count("\0\n") + start.count(",\0") + start.count("\0,")
    return start.count("\0") > len(start) / 8 and ends > 0
