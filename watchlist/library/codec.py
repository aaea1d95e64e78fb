"""Records to documents and back: a document is what JSON can hold.

The mapping itself is msgspec's, driven by the types of the model. Here are the two kinds of
value that JSON has no word for, and the promise that fields of a newer version survive. A document
that was read is kept as its text until somebody asks for what is in it.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, TypeVar

import msgspec

from watchlist.dates import PartialDate, StoryDate
from watchlist.errors import LibraryFileError
from watchlist.model import Record

Document = dict[str, Any]
Stored = Document | msgspec.Raw
"""A document, or the JSON text of one."""
R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=msgspec.Struct)

ValidationError = msgspec.ValidationError

_ENCODER: Final = msgspec.json.Encoder(enc_hook=str)
_PACKER: Final = msgspec.msgpack.Encoder(enc_hook=str)


def decode(record_type: type[R], number: int, stored: Stored) -> R:
    """Return the record of a document. Raises ValidationError with the field that is wrong."""
    if isinstance(stored, msgspec.Raw) and (text := bytes(stored)).startswith(b'{"'):
        try:
            decoder: msgspec.json.Decoder[R] = _decoder(record_type)
            return decoder.decode(b'%b, "id": %d}' % (text[:-1], number))
        except ValidationError:  # a document may hold an "id" of its own, which means nothing
            pass
    document = document_of(stored)
    if isinstance(document, msgspec.Raw):
        document = msgspec.json.decode(document)  # says what is wrong with it
    if not isinstance(document, dict):
        raise ValidationError(f"Expected `object`, got `{type(document).__name__}`")
    return msgspec.convert({**document, "id": number}, record_type, dec_hook=_decode_value)


@cache
def _decoder(struct: type[S]) -> msgspec.json.Decoder[S]:
    return msgspec.json.Decoder(struct, dec_hook=_decode_value)


def partial_read(fields: type[S], stored: Stored) -> S | None:
    """Return a few fields of a document without decoding the rest; None when it has none.

    ``fields`` is to take values of any type, since the document may be unreadable.
    """
    try:
        if isinstance(stored, msgspec.Raw):
            decoder: msgspec.json.Decoder[S] = _decoder(fields)
            return decoder.decode(stored)
        return msgspec.convert(stored, fields)
    except ValidationError:
        return None


def document_of(stored: Stored) -> Any:
    """Return a document, which may be unreadable and no object at all.

    Its text, where it holds what cannot be decoded: a number beyond all bounds.
    """
    if not isinstance(stored, msgspec.Raw):
        return stored
    try:
        return msgspec.json.decode(stored)
    except (ValidationError, RecursionError):
        return stored


def encoded(stored: Stored) -> bytes:
    """Return the text of a document in one line; that of one that was read stays as it is.

    Raises LibraryFileError for one that is nested too deeply.
    """
    try:
        if not isinstance(stored, msgspec.Raw):
            return msgspec.json.format(_ENCODER.encode(stored), indent=0)
        text = bytes(stored)
        return msgspec.json.format(text, indent=0) if b"\n" in text else text
    except RecursionError as error:
        raise LibraryFileError(
            "A record cannot be written: it is nested too deeply. Nothing was changed."
        ) from error


def texts(value: object) -> list[str]:
    """Return the texts in a list of a document that may be unreadable and hold anything."""
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def encode(record: Record) -> Document:
    """Return the document of a record, without its number."""
    # through JSON: a document that was read and one that was made compare as equal only when
    # both have lists where the record has tuples
    document: Document = msgspec.json.decode(_ENCODER.encode(record))
    document.pop("id", None)
    return document


def encode_text(record: Record) -> msgspec.Raw:
    """Return the document of a record as its text, as it stands in the file."""
    text = msgspec.json.format(_ENCODER.encode(record), indent=0)
    return msgspec.Raw(b"{" + text.partition(b", ")[2])  # the number is its first field


def pack(record: Record) -> bytes:
    """Return a record in a few bytes, for as long as this run of the program lasts."""
    return _PACKER.encode(record)


def unpack(record_type: type[R], packed: bytes) -> R:
    """Return the record that was packed."""
    decoder: msgspec.msgpack.Decoder[R] = _unpacker(record_type)
    return decoder.decode(packed)


@cache
def _unpacker(record_type: type[R]) -> msgspec.msgpack.Decoder[R]:
    return msgspec.msgpack.Decoder(record_type, dec_hook=_decode_value)


def carry_unknown(old: Any, old_known: Any, new: Any) -> Any:
    """Return ``new`` with what ``old`` holds and this version does not know.

    ``old_known`` is ``old`` as this version would have written it: what it lacks is unknown, or
    a default that somebody wrote out. Unknown fields inside a list stay with the item that they
    belong to.
    """
    if isinstance(new, dict) and isinstance(old, dict) and isinstance(old_known, dict):
        known = {
            key: carry_unknown(old.get(key), old_known.get(key), value)
            for key, value in new.items()
        }
        rest = {key: old[key] for key in old if key not in old_known and key not in new}
        return known | rest
    if isinstance(new, list) and isinstance(old, list) and isinstance(old_known, list):
        return _carry_items(old, old_known, new)
    return new


def _carry_items(old: list[Any], old_known: list[Any], new: list[Any]) -> list[Any]:
    """Carry over what is unknown of the items of a list, wherever they stand now."""
    carried = list(new)
    left = {index: item for index, item in enumerate(old_known) if isinstance(item, dict)}
    waiting = {index: item for index, item in enumerate(new) if isinstance(item, dict)}
    for mark in (msgspec.json.encode, _name, _films):  # the surest sign of sameness first
        found: dict[bytes | None, list[int]] = {}
        for index, item in reversed(left.items()):
            found.setdefault(mark(item), []).append(index)
        found.pop(None, None)
        for index, item in list(waiting.items()):
            if same := found.get(mark(item)):
                origin = same.pop()
                carried[index] = carry_unknown(old[origin], old_known[origin], item)
                del left[origin], waiting[index]
    return carried


def _name(item: Document) -> bytes:
    """Return what an item goes by: its name or text, or else the films or the day it is about."""
    fields = ("name", "text", "films", "watched_on")
    return msgspec.json.encode(next((item[field] for field in fields if field in item), None))


def _films(item: Document) -> bytes | None:
    """Return what a continuity or an order keeps when it is renamed."""
    return msgspec.json.encode(item["films"]) if "films" in item else None


def _decode_value(wanted: type, value: object) -> object:
    if not isinstance(value, str):
        raise TypeError(f"Expected `str`, got `{type(value).__name__}`")
    if wanted is PartialDate:
        return PartialDate.parse(value)
    if wanted is StoryDate:
        return StoryDate(value)
    raise TypeError(f"no such type of value: {wanted}")
