"""The steps that can be undone and redone: what each changed, and what it left behind.

A step holds, for every record that it touched, the other version of it: the one before while the
step is done, the one after while it is undone. ``state`` is the checksum of the library in which
that may be put back; any other means that another hand changed the file since.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from msgspec.structs import asdict, replace

from watchlist.library.codec import Document, Stored, document_of, encoded
from watchlist.store.storage import HISTORY, is_numbered

LIMIT: Final = 100
"""How many steps can be undone."""

_LARGEST_USUAL: Final = 10**15

NO_STATE: Final = "none"
"""The ``state`` of a step that can never be put back."""

Changes = Mapping[str, Mapping[str, Stored | None]]
"""New versions of records, by table and number; None where there is to be none."""


class SharedMark(msgspec.Struct, frozen=True):
    """What a moment of a library is known by in other copies: its last step, and its state.

    ``command`` and ``when`` are empty where there is no step yet.
    """

    command: str
    when: str
    state: str


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change of the library.

    ``command`` is what was typed, ``when`` the moment (ISO 8601, UTC), ``changes`` maps the name
    of a table and the number of a record to its other version, None where there is none.
    ``sound`` says that all records could be read then and referred to what is there: a library
    in the ``state`` of such a step needs no check of that. ``uid`` tells steps of one second apart.
    Of a step that brought another copy in, ``synced`` is that copy as it was then.
    """

    step: int
    command: str
    when: str
    state: str
    undone: bool = False
    sound: bool = False
    uid: str = ""
    synced: SharedMark | None = None
    changes: dict[str, dict[str, Any]]


class _StoredStep(Step, frozen=True, kw_only=True):
    """A step as it stands in the file, where its number is its key; its records stay texts."""

    step: Any = 0
    changes: dict[str, dict[str, msgspec.Raw]]


_NOTHING: Final = msgspec.Raw(b"null")


def read_step(number: int, stored: Stored) -> Step:
    """Return a step of the history. Raises msgspec.ValidationError."""
    if isinstance(stored, msgspec.Raw):
        found: Step = msgspec.json.decode(stored, type=_StoredStep)
    else:
        found = msgspec.convert(stored, Step)
    changes: dict[str, dict[str, Any]] = {
        name: {key: None if record == _NOTHING else record for key, record in table.items()}
        for name, table in found.changes.items()
    }
    return Step(**{**asdict(found), "step": number, "changes": changes})


def document(step: Step) -> Document:
    """Return the document of a step, without what is usual."""
    return {name: value for name, value in asdict(step).items() if value not in (False, None, "")}


def plain(changes: Changes) -> dict[str, dict[str, Any]]:
    """Return records, by table and number, as this program would write them."""
    return {
        name: {
            number: stored and msgspec.Raw(encoded(document_of(stored)))
            for number, stored in table.items()
        }
        for name, table in changes.items()
    }


def with_fields(stored: Stored, **fields: object) -> msgspec.Raw:
    """Return the text of a step that was read, with other values of some fields."""
    return msgspec.Raw(encoded({**fields_of(stored), **fields}))


def fields_of(stored: Stored) -> Document:
    """Return the document of a step that was read, with each of its fields as its text."""
    if not isinstance(stored, msgspec.Raw):
        return stored
    fields: Document = msgspec.json.decode(stored, type=dict[str, msgspec.Raw])
    return fields


def after(steps: list[Step], new: Step) -> list[Step]:
    """Return the history with a new step: undone steps can no longer be redone then."""
    done = [step for step in steps if not step.undone][-(LIMIT - 1) :]
    if new.step > _LARGEST_USUAL:  # another hand gave a number from which none can be counted on
        return [replace(step, step=number) for number, step in enumerate([*done, new], start=1)]
    return [*done, new]


def next_number(steps: list[Step]) -> int:
    """Return the number of the next step; the numbers of undone steps are used again."""
    return max((step.step for step in steps if not step.undone), default=0) + 1


def done(steps: list[Step]) -> list[Step]:
    """Return the steps that are not undone."""
    return [step for step in steps if not step.undone]


def to_undo(steps: list[Step]) -> Step | None:
    """Return the last step that is done."""
    return next((step for step in reversed(steps) if not step.undone), None)


def to_redo(steps: list[Step]) -> Step | None:
    """Return the first step that is undone."""
    return next((step for step in steps if step.undone), None)


def step_in(steps: list[Step], state: str) -> Step | None:
    """Return the last step, if it left the library in a state."""
    last = to_undo(steps)
    return last if last and last.state == state else None


def joined(first: Changes, second: Changes) -> dict[str, dict[str, Any]]:
    """Return the versions before two steps, the first one's where both have one."""
    return {name: {**second.get(name, {}), **first.get(name, {})} for name in {**first, **second}}


def former(steps: Iterable[Step], table: str) -> dict[str, list[Stored]]:
    """Return the versions that records of a table have had beside the present ones, by number."""
    found: dict[str, list[Stored]] = {}
    for step in steps:
        for number, document in step.changes.get(table, {}).items():
            if document is not None:
                found.setdefault(number, []).append(document)
    return found


def can_be_put(changes: Changes) -> bool:
    """Whether changes are of numbered records in tables; another hand may have written others."""
    return not changes.keys() & {"schema", HISTORY} and all(map(is_numbered, changes.values()))


def put(tables: dict[str, dict[str, Any]], changes: Changes) -> None:
    """Put other versions of records into tables; None takes one out, a table goes with its last."""
    for name, versions in changes.items():
        table = tables.setdefault(name, {})
        for number, document in versions.items():
            if document is None:
                table.pop(number, None)
            else:
                table[number] = document
        if not table:
            del tables[name]
