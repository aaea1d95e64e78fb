"""Reading a pack: TOML text in; a pack, or every fault of its form with the line, out.

What a pack *says* is looked at by ``watchlist.packs.checks``.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from enum import EnumType
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar, get_args

import msgspec
from msgspec.structs import FieldInfo

from watchlist.dates import PartialDate, StoryDate
from watchlist.names.listing import joined
from watchlist.packs.lines import Lines, Path
from watchlist.packs.model import (
    Disagreement,
    FilmKey,
    Pack,
    PackContinuity,
    PackFilm,
    PackLink,
    PackOrder,
    PackPlacement,
    Part,
    Source,
)

MAX_BYTES: Final = 1_000_000
"""The largest pack; the longest franchise there is needs a tenth of it."""

P = TypeVar("P", bound=Part)

_LISTS: Final[dict[str, type[Part]]] = {
    "sources": Source,
    "continuities": PackContinuity,
    "links": PackLink,
    "placements": PackPlacement,
    "orders": PackOrder,
    "disagreements": Disagreement,
}
_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_DEEP_KEY = re.compile(
    r"""(?<![\w"'-])"""
    r"""(?:(?:[\w-]++|"(?:[^"\\\n]|\\.){0,99}+"|'[^'\n]{0,99}+')[ \t]*+\.[ \t]*+){16}"""
)
"""A key of more parts than any pack has; ``tomllib`` takes the square of their number."""
_LONGEST_SHOWN: Final = 60


class _UnreadableError(ValueError):
    """What is in a file cannot be the text of a pack."""


class Flaw(NamedTuple):
    """Something wrong with a pack. ``advice`` does not keep it from being added."""

    path: Path
    message: str
    advice: bool = False


class PackFinding(NamedTuple):
    """A flaw of a file: the line is None where none can be named."""

    file: str
    line: int | None
    message: str
    advice: bool = False

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {'advice: ' if self.advice else ''}{self.message}"


def read_pack(content: str | bytes, file: str) -> tuple[Pack | None, list[PackFinding]]:
    """Return the pack that a file holds, or None with what is wrong in its form."""
    try:
        text = _text(content)
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return None, [_syntax_finding(str(error), file, content)]
    except _UnreadableError as error:
        return None, [PackFinding(file, None, str(error))]
    except ValueError:  # of Python itself, which reads no longer numbers
        return None, [PackFinding(file, None, "A number in it has too many digits to be read.")]
    except RecursionError:
        return None, [PackFinding(file, None, "It is nested too deeply to be a pack.")]
    flaws: list[Flaw] = []
    pack = _PackReader(flaws).pack(document)
    return (None if flaws else pack), located(flaws, text, file)


def located(flaws: Sequence[Flaw], text: str, file: str) -> list[PackFinding]:
    """Return flaws with the lines that they are about, in order of line."""
    if not flaws:
        return []
    lines = Lines(text)
    found = (PackFinding(file, lines.of(f.path), f.message, f.advice) for f in flaws)
    return sorted(found, key=lambda finding: finding.line or 0)


def _text(content: str | bytes) -> str:
    """Return the text of a file. Raises _UnreadableError."""
    if len(content) > MAX_BYTES:
        raise _UnreadableError(f"It has more than {MAX_BYTES:,} bytes: that is no pack.")
    try:
        text = content if isinstance(content, str) else content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _UnreadableError(f"It is not valid text (UTF-8), in line {line}.") from error
    if _DEEP_KEY.search(text):
        raise _UnreadableError("It is nested too deeply to be a pack.")
    return text.replace("\r\n", "\n")


def _syntax_finding(message: str, file: str, content: str | bytes) -> PackFinding:
    at = _AT.search(message)
    line = int(at[1]) if at and at[1] else None
    if at and line is None:
        line = max(len(content.splitlines()), 1)
    return PackFinding(file, line, f"It is not TOML: {_AT.sub('', message).rstrip('.')}.")


class _PackReader:
    """Makes parts out of tables, and notes everything that is wrong with them."""

    def __init__(self, flaws: list[Flaw]) -> None:
        self._flaws = flaws

    def pack(self, document: dict[str, Any]) -> Pack | None:
        """Return the pack of a document."""
        films = self._films(document)
        lists = {
            name: tuple(self._items(part_type, document.get(name, []), name))
            for name, part_type in _LISTS.items()
        }
        return self._part(Pack, document, (), ready={"films": films, **lists})

    def _films(self, document: dict[str, Any]) -> dict[str, PackFilm]:
        tables = document.get("films", {})
        if not isinstance(tables, dict):
            self._say(("films",), "The films are tables, such as [films.john-wick].")
            return {}
        if not tables and not document.get("holds"):
            self._say((), "There is no film: a film is a table such as [films.john-wick].")
        films = {}
        for key, table in tables.items():
            self._value(FilmKey, key, ("films", key), "The name of the table of a film")
            if film := self._part(PackFilm, table, ("films", key)):
                films[key] = film
                if not film.title and film.whole is None:
                    self._say(("films", key), f"Film {key} has no title.")
        return films

    def _items(self, part_type: type[P], tables: object, name: str) -> Iterator[P]:
        if not isinstance(tables, list):
            self._say((name,), f"{name} is a list of tables, each under [[{name}]].")
            return
        for index, table in enumerate(tables):
            if part := self._part(part_type, table, (name, index)):
                yield part

    def _part(
        self, part_type: type[P], table: object, path: Path, ready: dict[str, Any] | None = None
    ) -> P | None:
        """Return a part of a pack; None when something is wrong with it."""
        if not isinstance(table, dict):
            self._say(path, f"{_shown(path)} is to be a table.")
            return None
        fields = _fields(part_type)
        count = len(self._flaws)
        for unknown in (key for key in table if key not in fields):
            self._say((*path, unknown), _unknown(unknown, path, list(fields)))
        values: dict[str, Any] = dict(ready or {})
        for key, field in fields.items():
            if key in values:
                continue
            if key in table:
                values[field.name] = self._value(field.type, table[key], (*path, key))
            elif field.required:
                self._say(path, f"{_shown(path)} has no {key}.")
        return part_type(**values) if len(self._flaws) == count else None

    def _value(self, wanted: Any, value: object, path: Path, subject: str = "") -> Any:
        try:
            return msgspec.convert(_tidy(value), wanted, dec_hook=_decode_value)
        except msgspec.ValidationError as error:
            cause = error.__cause__
            if isinstance(cause, ValueError):
                reason = str(cause)
            else:
                reason = f"{_quoted(value)} is not {_expected(wanted)}"
            self._say(path, f"{subject or _shown(path)}: {reason}.")
            return None

    def _say(self, path: Path, message: str) -> None:
        self._flaws.append(Flaw(path, message))


@cache
def _fields(part_type: type[Part]) -> dict[str, FieldInfo]:
    """Return what a part of a pack may have, by the names in the file."""
    return {field.encode_name: field for field in msgspec.structs.fields(part_type)}


def _decode_value(wanted: type, value: object) -> object:
    if wanted is PartialDate and isinstance(value, datetime.date):
        value = str(value)  # one with a time of day is refused when it is parsed
    if not isinstance(value, str):
        raise TypeError(f"no text: {value!r}")
    return PartialDate.parse(value) if wanted is PartialDate else StoryDate(value)


def _tidy(value: object) -> object:
    """Return texts with single blanks, as the library writes them."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    return value


def _expected(wanted: Any) -> str:
    """Say in words which values a type has."""
    if isinstance(wanted, EnumType):
        return joined((str(member.value) for member in wanted), "or")  # type: ignore[var-annotated]
    for meta in getattr(wanted, "__metadata__", ()):
        if meta.description:
            return str(meta.description)
    return next((_expected(inner) for inner in get_args(wanted)), "a table of texts")


def _unknown(key: str, path: Path, known: list[str]) -> str:
    near = get_close_matches(key, known, n=1)
    hint = f"; did you mean {near[0]}?" if near else f": there are {', '.join(known)}."
    return f"{_shown(path)} has nothing called {_quoted(key)}{hint}"


def _quoted(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"“{text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + '…'}”"


def _shown(path: Path) -> str:
    """Return the place of a value for people: "film john-wick, year", "placement 2"."""
    match path:
        case ():
            return "The pack"
        case ("films", key, *rest):
            words = [f"film {key}", *rest]
        case (str(name), int(index), *rest):
            words = [f"{_ONE[name]} {index + 1}", *rest]
        case _:
            words = [*path]
    text = ", ".join(map(str, words))
    return text[:1].upper() + text[1:]


_ONE: Final = {
    "sources": "source",
    "continuities": "continuity",
    "links": "link",
    "placements": "placement",
    "orders": "order",
    "disagreements": "disagreement",
}
