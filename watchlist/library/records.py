"""A table of records that are decoded when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, ValuesView
from typing import Any, Final, Generic

import msgspec
from msgspec.structs import replace

from watchlist.errors import LibraryFileError
from watchlist.library.codec import (
    Document,
    R,
    S,
    Stored,
    ValidationError,
    carry_unknown,
    decode,
    document_of,
    encode,
    encode_text,
    encoded,
    partial_read,
)

_MANY = 1_000
"""Of more new records than these only the texts are kept: a record takes four times the room."""

_LARGEST_USUAL: Final = 10**15
"""A larger number was given by another hand. It stays, and new records are not counted on from it:
they would soon have more digits than a library file may have."""


def _is_counted_on_from(number: int) -> bool:
    return number <= _LARGEST_USUAL


class Uid(msgspec.Struct):
    """What a record goes by, as it stands in a document that may be unreadable."""

    uid: Any = None


class _RecordsView(ValuesView[R]):
    """The records of a table, each looked up once."""

    def __init__(self, records: Records[R]) -> None:
        super().__init__(records)
        self._table = records

    def __iter__(self) -> Iterator[R]:
        found = map(self._table._find, self._table._numbers())
        return (record for record in found if record is not None)


class Records(MutableMapping[int, R], Generic[R]):
    """The records of one table by number, in order of number.

    A document that does not make a record (a wrong type, a missing field) is unreadable: it is left
    as it is and is not a member of the mapping; ``unreadable`` says why, for those met so far.
    """

    def __init__(self, record_type: type[R], stored: Mapping[str, Stored]) -> None:
        self.unreadable: dict[int, str] = {}
        self.written: list[int] = []
        """The numbers that were set or deleted, in that order, so that an index can follow."""
        self._type = record_type
        self._stored = dict(zip(map(int, stored), stored.values(), strict=True))
        self._records: dict[int, R] = {}
        self._changed: dict[int, R | msgspec.Raw | None] = {}
        self._largest = max(filter(_is_counted_on_from, self._stored), default=0)

    def __getitem__(self, number: int) -> R:
        record = self._find(number)
        if record is None:
            raise KeyError(number)
        return record

    def _find(self, number: int, *, keep: bool = True) -> R | None:
        if number in self._changed:
            record = self._changed[number]
        else:
            record = self._records.get(number) or self._decode(number, keep=keep)
        return decode(self._type, number, record) if isinstance(record, msgspec.Raw) else record

    def __setitem__(self, number: int, record: R) -> None:
        is_text = len(self._changed) > _MANY and number not in self._stored
        self._changed[number] = encode_text(record) if is_text else record
        if _is_counted_on_from(number):
            self._largest = max(self._largest, number)
        self.written.append(number)

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._changed[number] = None
        self.written.append(number)

    def __iter__(self) -> Iterator[int]:
        return (number for number in self._numbers() if self._find(number) is not None)

    def values(self) -> ValuesView[R]:
        """Return the records in order of number."""
        return _RecordsView(self)

    def in_passing(self, *, reverse: bool = False) -> Iterator[R]:
        """Yield the records in order of number, or against it, and keep none that is not kept yet.

        So the memory that it takes does not grow with them; read a second time, they are decoded
        once more.
        """
        numbers = self._numbers()
        for number in reversed(numbers) if reverse else numbers:
            record = self._find(number, keep=False)
            if record is not None:
                yield record

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def decode_all(self) -> dict[int, str]:
        """Decode every record, and return why the unreadable ones are."""
        for number in self._numbers():
            self.get(number)
        return self.unreadable

    def is_stored(self, number: int) -> bool:
        """Whether the table had a record of a number when it was read."""
        return number in self._stored

    def stored(self, number: int) -> Stored | None:
        """Return the document of a number as it was read; None when there was none."""
        return self._stored.get(number)

    def next_number(self) -> int:
        """Return the number for a new record: one more than the largest usual one there is."""
        return self._largest + 1

    def partial_reads(self, fields: type[S], *, holding: str = "") -> Iterator[tuple[int, S]]:
        """Yield (number, a few fields) in order of number, without decoding any record.

        An unreadable document may be among them (see ``codec.partial_read``), but none that is no
        object. With ``holding`` only those that may have a field of that name are looked at.
        """
        name = f'"{holding}"'.encode()
        for number in self._numbers():
            if holding and not self._may_hold(number, name):
                continue
            if found := self.partial_read(number, fields):
                yield number, found

    def _may_hold(self, number: int, name: bytes) -> bool:
        """Whether a document may have a field, by its text alone."""
        stored = None if number in self._changed else self._stored.get(number)
        return not isinstance(stored, msgspec.Raw) or name in bytes(stored)

    def partial_read(self, number: int, fields: type[S]) -> S | None:
        """Return a few fields of the record of a number; None when there is none."""
        record = self._changed.get(number)
        stored: Stored | None = self._stored.get(number)
        if record:
            stored = record if isinstance(record, msgspec.Raw) else encode(record)
        if (number in self._changed and not record) or stored is None:
            return None
        return partial_read(fields, stored)

    def changes(self, new_uid: Callable[[], str] | None = None) -> dict[int, msgspec.Raw | None]:
        """Return the texts of what was really changed since the table was read; None for no record.

        With ``new_uid`` a changed record that has no uid gets one. Of many records only the texts
        are kept then: there is no room for both.
        """
        found: dict[int, msgspec.Raw | None] = {}
        are_many = len(self._changed) > _MANY
        for number, record in self._changed.items():
            after = self._encode(number, record)
            if not self._differs(number, after):
                continue
            if new_uid and self._lacks_uid(record):
                named = self._changed[number] = replace(self[number], uid=new_uid())
                after = self._encode(number, named)
            found[number] = None if after is None else msgspec.Raw(encoded(after))
            if new_uid and are_many:
                self._changed[number] = found[number]
        return found

    def _lacks_uid(self, record: R | msgspec.Raw | None) -> bool:
        if isinstance(record, msgspec.Raw):
            found = partial_read(Uid, record)
            return "uid" in self._type.__struct_fields__ and not (found and found.uid)
        return record is not None and not getattr(record, "uid", "-")

    def _differs(self, number: int, after: Stored | None) -> bool:
        """Whether a document is another one than was read, or there was none."""
        if number in self._stored and after is not None:
            return bool(document_of(self._stored[number]) != document_of(after))
        return number in self._stored or after is not None

    def _numbers(self) -> list[int]:
        return sorted([*self._stored, *(self._changed.keys() - self._stored.keys())])

    def _decode(self, number: int, *, keep: bool = True) -> R | None:
        if number not in self._stored or number in self.unreadable:
            return None
        try:
            record = decode(self._type, number, self._stored[number])
        except ValidationError as error:
            self.unreadable[number] = str(error)
            return None
        if keep:
            self._records[number] = record
        return record

    def _encode(self, number: int, record: R | msgspec.Raw | None) -> Stored | None:
        if record is None or isinstance(record, msgspec.Raw):
            return record
        if number not in self._stored:
            return encode_text(record)
        document = encode(record)
        before = document_of(self._stored[number])
        if isinstance(before, msgspec.Raw):
            raise LibraryFileError(
                f"{self._type.__name__} {number} holds a number beyond all bounds, which would be "
                "lost if it were changed: correct it in the file. Nothing was changed."
            )
        if self._decode(number) is None:
            return document
        carried: Document = carry_unknown(before, encode(self._records[number]), document)
        return carried
