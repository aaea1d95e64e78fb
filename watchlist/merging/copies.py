"""One copy of a library, and when what is in it was changed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from watchlist.library.codec import document_of, encode
from watchlist.library.library import Library
from watchlist.library.records import Records

TABLES: Final = ("films", "links", "franchises", "packs", "lists")
"""The tables of a library, each behind those that its records refer to as far as that goes."""


class StepMoment(NamedTuple):
    """When something was changed: the moment of a step (ISO 8601, UTC), then its uid.

    Both are empty for what no step tells of, which is earlier than all.
    """

    when: str = ""
    uid: str = ""


class Past(NamedTuple):
    """A step that a copy took: ``changes`` has the former versions of records, None for none."""

    moment: StepMoment
    changes: Mapping[str, Mapping[str, Any]]


class Copy(NamedTuple):
    """A copy of a library, and the steps that led to it, newest first.

    ``state`` tells copies of the same last moment apart. ``pieces`` are films that were cut off
    others since, of which the steps do not know: each has the number of that one.
    """

    library: Library
    past: tuple[Past, ...] = ()
    state: str = ""
    pieces: Mapping[int, int] = MappingProxyType({})

    @property
    def rank(self) -> tuple[StepMoment, str]:
        """What orders two copies, whichever of them is asked for the other."""
        return (self.past[0].moment if self.past else StepMoment(), self.state)

    def table(self, name: str) -> Records[Any]:
        """Return the records of a table."""
        return self.library.table(name)

    def changed_at(
        self, table: str, number: int, what: Callable[[Mapping[str, Any]], Any]
    ) -> StepMoment:
        """Return when something of a record became what it is.

        ``what`` takes it out of a document, whose numbers are those of this copy.
        """
        record = self.table(table).get(number)
        now = what(encode(record) if record else {})
        number = self.pieces.get(number, number) if table == "films" else number
        for step, document in self._versions(table, str(number)):
            if what(document) != now:
                return step
        return StepMoment()

    def _versions(self, table: str, number: str) -> Iterator[tuple[StepMoment, Mapping[str, Any]]]:
        for step in self.past:
            changed = step.changes.get(table, {})
            if number in changed:
                document = document_of(changed[number])
                yield step.moment, document if isinstance(document, dict) else {}
