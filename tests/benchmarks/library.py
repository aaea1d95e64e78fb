"""A realistic library of any size, the same each time.

``python -m tests.benchmarks.library SIZE FILE`` writes one in the format of
``docs/data-format.md``, without the program: what is measured must not depend on it.
"""

from __future__ import annotations

import json
import random
import sys
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from tests.benchmarks.films import LAST_YEAR, Document, film
from tests.benchmarks.titles import WORDS, sequel_title, title

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Of a ULID: Crockford's base32."""

SEED: Final = 2014
MOST_FRANCHISES: Final = 500
STEPS: Final = 100
"""As many as the history keeps."""

SAGA: Final = "Meridian"
"""The first franchise, of 40 films: the one that the measured commands are about."""

PARTS: Final = WORDS["saga_parts"]
"""What tells its films apart; none of these words stands in any other title."""

LINK_KINDS: Final = (
    "remake-of",
    "inspired-by",
    "spiritual-sequel-to",
    "requires",
    "crossover-with",
)
PLACEMENT_KINDS: Final = ("before", "after", "during", "between")

Table = dict[int, Document]


class Tables(NamedTuple):
    """The records of a library by number."""

    films: Table
    links: Table
    franchises: Table


class Series(NamedTuple):
    """The films of a franchise, by number, in order of release."""

    name: str
    films: list[int]


def build(size: int) -> Tables:
    """Return the records of a library with ``size`` films."""
    chance = random.Random(SEED)  # noqa: S311 -- the same films each time, no secret
    films: Table = {}
    taken: set[tuple[str, int]] = set()
    series = []
    for name, numbers in _shares(chance, size):
        for number, (called, year) in zip(numbers, _saga(chance, name, len(numbers)), strict=True):
            films[number] = film(chance, number, *_untaken(taken, called, year))
        series.append(Series(name, numbers))
    for number in range(1, size + 1):
        if number not in films:
            year = chance.randint(1920, LAST_YEAR + 1)
            films[number] = film(chance, number, *_untaken(taken, title(chance), year))
    _watch_half(films, series[0].films)
    franchises = {number: _franchise(chance, one, films) for number, one in enumerate(series, 1)}
    _cross_over(chance, franchises)
    links = dict(enumerate(_links(chance, series, size), 1))
    tables = Tables(dict(sorted(films.items())), links, franchises)
    for table in tables:
        for record in table.values():
            record["uid"] = uid(chance)
    return tables


def uid(chance: random.Random) -> str:
    """Return a ULID of 2024: the characters of the time, and chance."""
    return f"01J{''.join(chance.choices(_ALPHABET, k=23))}"


def _shares(chance: random.Random, size: int) -> Iterator[tuple[str, list[int]]]:
    """Yield the franchises, by name, with the numbers of their films: two to sixty."""
    free = chance.sample(range(1, size + 1), size)
    yield SAGA, [free.pop() for _ in range(min(len(PARTS) + 1, size // 2))]
    names = {SAGA}
    while len(names) < min(MOST_FRANCHISES, size // 20):
        name = title(chance)
        if name not in names:
            names.add(name)
            films = min(2 + int(chance.expovariate(1 / 6)), 60, len(free))
            yield name, [free.pop() for _ in range(films)]


def _saga(chance: random.Random, name: str, films: int) -> Iterator[tuple[str, int]]:
    """Yield titles and years of the films of a franchise, in order of release."""
    year = chance.randint(1960, 2005)
    for part in range(1, films + 1):
        if name == SAGA:
            yield f"{name}: {PARTS[part - 2]}" if part > 1 else name, 1976 + part
        else:
            yield sequel_title(chance, name, part) if part > 1 else name, year
        year = min(year + chance.choice((0, 1, 2, 3, 5)), LAST_YEAR + 2)


def _untaken(taken: set[tuple[str, int]], called: str, year: int) -> tuple[str, int]:
    """Return a title and year that no film has yet: of a remake, or else of a version."""
    first_year, edition = year, 1
    while (called.casefold(), year) in taken:
        year -= 1
        if year < first_year - 30:
            edition, year = edition + 1, first_year
            called = f"{called} (Version {edition})"
    taken.add((called.casefold(), year))
    return called, year


def _watch_half(films: Table, saga: list[int]) -> None:
    """Make the first half of a franchise watched, and all of it out, whatever chance said."""
    for index, number in enumerate(saga):
        for field in ("viewings", "rating", "to_watch", "kind"):
            films[number].pop(field, None)
        half = {"viewings": [{"watched_on": "2024-05-01", "rating": 4.0}]}
        films[number] |= half if index < len(saga) // 2 else {"to_watch": True}


def _franchise(chance: random.Random, series: Series, films: Table) -> Document:
    """Return a franchise; on the way a third of its films get story dates."""
    numbers = series.films
    for number in numbers:
        if chance.random() < 1 / 3:
            films[number]["story"] = _story(chance, films[number]["year"])
    made: Document = {"name": series.name}
    if chance.random() < 1 / 10:
        made["aliases"] = [f"{series.name} Universe"]
    made["continuities"] = _continuities(chance, numbers)
    if placements := list(_placements(chance, numbers)):
        made["placements"] = placements
    if chance.random() < 1 / 10:
        made["orders"] = [{"name": "favourites", "films": chance.sample(numbers, len(numbers))}]
    return made


def _story(chance: random.Random, year: int) -> str:
    start = year - chance.choice((0, 0, 0, 1, 10, 30, 60))
    forms = (f"{start}", f"{start}", f"{start}..{start + 2}", f"c. {start}", f"{start // 10 * 10}s")
    return chance.choice(forms)


def _continuities(chance: random.Random, numbers: list[int]) -> list[Document]:
    main: Document = {"name": "main", "films": numbers}
    if len(numbers) > 4 and chance.random() < 1 / 3:
        main["optional"] = chance.sample(numbers, len(numbers) // 5)
    if len(numbers) < 6 or chance.random() < 4 / 5:
        return [main]
    return [main, {"name": "reboot", "films": [numbers[0], *numbers[len(numbers) // 2 :]]}]


def _placements(chance: random.Random, numbers: list[int]) -> Iterator[Document]:
    """Yield placements of a third of the films, against films that came out before: no circles."""
    for index in range(3, len(numbers)):
        if chance.random() < 1 / 3:
            kind = chance.choice(PLACEMENT_KINDS)
            first = chance.randrange(index - 1)
            anchors = numbers[first : first + 2] if kind == "between" else [numbers[first]]
            yield {"films": [numbers[index]], "kind": kind, "anchors": anchors}


def _cross_over(chance: random.Random, franchises: Table) -> None:
    """Make a film of one franchise of twenty a guest in another one."""
    for number, franchise in franchises.items():
        if number > 1 and chance.random() < 1 / 20:
            guest = franchises[chance.randrange(1, number)]["continuities"][0]["films"][-1]
            franchise["continuities"].append({"name": "crossovers", "films": [guest]})


def _links(chance: random.Random, series: list[Series], size: int) -> Iterator[Document]:
    """Yield the sequels in the franchises, and as many other links as a tenth of the films."""
    for _, numbers in series:
        for other, number in pairwise(numbers):
            kind = "sequel-to" if chance.random() < 9 / 10 else "spinoff-of"
            yield {"film": number, "kind": kind, "other": other}
    for _ in range(size // 10):
        number, other = chance.sample(range(1, size + 1), 2)
        yield {"film": number, "kind": chance.choice(LINK_KINDS), "other": other}


def encode(tables: Tables) -> bytes:
    """Return the file: one record a line, and a full history that can be undone step by step."""
    lines = {number: _line(number, record) for number, record in tables.films.items()}
    others = {"links": tables.links, "franchises": tables.franchises}
    rest = [_table(name, records) for name, records in others.items() if records]
    watched = [number for number, record in tables.films.items() if "viewings" in record][-STEPS:]
    before = {number: _unwatched(tables.films[number]) for number in watched}
    lines |= {number: _line(number, record) for number, record in before.items()}
    history, head = {}, b""
    for step, number in enumerate(watched, 401):
        lines[number] = _line(number, tables.films[number])
        head = b",\n".join([b'{"schema": 2', _braced("films", lines.values()), *rest])
        history[step] = {
            "step": step,
            "command": f"watched '{tables.films[number]['title']}'",
            "when": f"2025-06-01T12:{step % 60:02}:00Z",
            "state": f"{zlib.crc32(head):08x}",
            "sound": True,
            "changes": {"films": {str(number): before[number]}},
        }
    return b",\n".join([head, _table("history", history)]) + b"\n}\n"


def _unwatched(record: Document) -> Document:
    """Return a film as it was before its last viewing."""
    if earlier := record["viewings"][:-1]:
        return record | {"viewings": earlier}
    before = {key: value for key, value in record.items() if key not in ("viewings", "rating")}
    return before if "whole" in record else before | {"to_watch": True}


def _table(name: str, records: Table) -> bytes:
    return _braced(name, (_line(number, record) for number, record in records.items()))


def _braced(name: str, lines: Iterable[bytes]) -> bytes:
    return b'"%b": {\n%b\n}' % (name.encode(), b",\n".join(lines))


def _line(number: int, record: Document) -> bytes:
    return b'"%d": %b' % (number, json.dumps(record, ensure_ascii=False).encode())


def write(path: Path, size: int) -> None:
    """Write a library with ``size`` films."""
    path.write_bytes(encode(build(size)))


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
