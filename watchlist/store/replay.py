"""Undo and redo over a change of the layout.

A step of the history may be put back in one state of the library only, which is known by the
checksum of its text; in another layout that text is another one. So before a file of an older
schema is written in today's, what undo and redo would do is done with the texts alone, in both
layouts side by side: wherever a step could be put back, the checksum of the text in today's layout
becomes its state. Where one could not, another hand had changed the library; that step and those
behind it get a state in which no library is, and are refused as before.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from typing import Any, Final, NamedTuple

from msgspec.structs import replace

from watchlist.library.codec import Stored
from watchlist.store.crc import combined
from watchlist.store.history import NO_STATE, Changes, Step, can_be_put, plain
from watchlist.store.migrations import current_schema, migrated
from watchlist.store.storage import (
    HISTORY,
    FileStorage,
    Tables,
    joined,
    line,
    names_in_order,
    state_of,
    table_text,
)

_BLOCK: Final = 256
"""How many lines have a checksum of their own: few are to be read again after a change."""

_GAP: Final = b"\0"
"""What stands for lines in a text; no JSON has it."""


def replayed(steps: list[Step], storage: FileStorage) -> list[Step]:
    """Return the steps of a file of an older schema, as they are when it is in today's."""
    steps = [replace(step, changes=plain(step.changes)) for step in steps]
    changes = {step.step: migrated(step.changes, storage.schema) for step in steps}
    states: dict[int, str] = {}
    for chain in filter(None, _chains(steps)):
        reached = chain[: _reach(chain, storage)]
        found = _states(storage.read(), [changes[step.step] for step in reached], current_schema())
        states |= {step.step: state for step, state in zip(reached, found, strict=True)}
    return [
        replace(step, state=states.get(step.step, NO_STATE), changes=changes[step.step])
        for step in steps
    ]


def _chains(steps: list[Step]) -> tuple[list[Step], list[Step]]:
    """Return the steps that undo puts back one after another, and those that redo does."""
    return (
        [step for step in reversed(steps) if not step.undone],
        [step for step in steps if step.undone],
    )


def _reach(chain: list[Step], storage: FileStorage) -> int:
    """Return how many steps can be put back one after another in the file as it was found."""
    chain = list(takewhile(lambda step: can_be_put(step.changes), chain))
    found = storage.found()
    reach = _common_reach(chain, storage.schema, [found])
    if reach < len(chain):  # as seldom as somebody changed the layout, or the records
        reach = _common_reach(chain, storage.schema, [found, plain(found)])
    return reach


def _common_reach(chain: list[Step], schema: int, layouts: list[Tables]) -> int:
    """Return how many steps can be put back when each may be in its state in any of layouts."""
    changes = [step.changes for step in chain]
    states = zip(*(_states(tables, changes, schema) for tables in layouts), strict=True)
    pairs = zip(chain, states, strict=True)
    return sum(1 for _ in takewhile(lambda pair: pair[0].state in pair[1], pairs))


def _states(tables: Tables, chain: Iterable[Changes], schema: int) -> Iterator[str]:
    """Yield the state of a library before each of the changes, which is put in after that."""
    texts = {name: _Text(table) for name, table in tables.items() if name != HISTORY}
    for changes in chain:
        yield _state(texts, schema)
        for name, documents in changes.items():
            text = texts.setdefault(name, _Text({}))
            text.put(documents)
            if not text.blocks():  # a table that is emptied goes
                del texts[name]


def _state(texts: Mapping[str, _Text], schema: int) -> str:
    """Return the state of a library without putting its text together."""
    names = names_in_order(texts)
    frame = joined((table_text(name, [_GAP] * len(texts[name].blocks())) for name in names), schema)
    blocks = [block for name in names for block in texts[name].blocks()]
    start, *between = frame.split(_GAP)
    crc = zlib.crc32(start)
    for block, text in zip(blocks, between, strict=True):
        crc = zlib.crc32(text, combined(crc, *block))
    return state_of(crc)


class _Block(NamedTuple):
    """The checksum of some lines, and their length in bytes."""

    crc: int
    length: int


class _Text:
    """The lines of a table, of which some are exchanged again and again."""

    def __init__(self, table: Mapping[str, Stored]) -> None:
        self._lines: dict[int, dict[int, bytes]] = {}
        self._blocks: dict[int, _Block] = {}
        self.put(table)

    def put(self, documents: Mapping[str, Any]) -> None:
        """Put documents in the place of those of their numbers; None takes one out."""
        for number, document in zip(map(int, documents), documents.values(), strict=True):
            place = number // _BLOCK
            lines = self._lines.setdefault(place, {})
            if document is None:
                lines.pop(number, None)
            else:
                lines[number] = line(number, document)
            self._blocks.pop(place, None)

    def blocks(self) -> list[_Block]:
        """Return what there is of the lines, in order of number."""
        filled = [place for place in sorted(self._lines) if self._lines[place]]
        return [self._block(place) for place in filled]

    def _block(self, place: int) -> _Block:
        if place not in self._blocks:
            lines = self._lines[place]
            text = b",\n".join([lines[number] for number in sorted(lines)])
            self._blocks[place] = _Block(zlib.crc32(text), len(text))
        return self._blocks[place]
