"""Records to documents and back: a document is what JSON can hold.

The mapping itself is msgspec's, driven by the types of the model. Here are the two kinds of
value that JSON has no word for, and the promise that fields of a newer version survive.
"""

from typing import Any, TypeVar

import msgspec

from watchlist.dates import PartialDate, StoryDate
from watchlist.model import Record

Document = dict[str, Any]
R = TypeVar("R", bound=Record)

ValidationError = msgspec.ValidationError


def decode(record_type: type[R], number: int, document: Document) -> R:
    """Return the record of a document. Raises ValidationError with the field that is wrong."""
    if not isinstance(document, dict):
        raise ValidationError(f"Expected `object`, got `{type(document).__name__}`")
    return msgspec.convert({**document, "id": number}, record_type, dec_hook=_decode_value)


def encode(record: Record) -> Document:
    """Return the document of a record, without its number."""
    document: Document = msgspec.to_builtins(record, enc_hook=str)
    document.pop("id", None)
    return document


def carry_unknown(old: Any, old_known: Any, new: Any) -> Any:
    """Return ``new`` with what ``old`` holds and this version does not know.

    ``old_known`` is ``old`` as this version would have written it: what it lacks is unknown.
    Unknown fields inside a list stay with the item that they belong to.
    """
    if isinstance(new, dict) and isinstance(old, dict) and isinstance(old_known, dict):
        unknown = {key: value for key, value in old.items() if key not in old_known}
        known = {
            key: carry_unknown(old.get(key), old_known.get(key), value)
            for key, value in new.items()
        }
        return {**known, **unknown}
    if isinstance(new, list) and isinstance(old, list) and isinstance(old_known, list):
        return [_original(item, old, old_known) for item in new]
    return new


def _original(item: Any, old: list[Any], old_known: list[Any]) -> Any:
    return next(
        (was for was, known in zip(old, old_known, strict=True) if known == item),
        item,
    )


def _decode_value(wanted: type, value: object) -> object:
    if not isinstance(value, str):
        raise TypeError(f"Expected `str`, got `{type(value).__name__}`")
    if wanted is PartialDate:
        return PartialDate.parse(value)
    if wanted is StoryDate:
        return StoryDate(value)
    raise TypeError(f"no such type of value: {wanted}")
