"""A pack as TOML, laid out as people write it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final

import msgspec
import tomlkit
from tomlkit.items import Item, Table

from watchlist.dates import PartialDate
from watchlist.packs.model import Pack, Part

_LONGEST_LINE: Final = 88


def write_pack(pack: Pack) -> str:
    """Return a pack as TOML, laid out as people write it."""
    document = tomlkit.document()
    fields = _fields(pack)
    for key, value in fields.items():
        match value:
            case dict() if key == "films":
                films = tomlkit.table(is_super_table=True)
                for film, facts in value.items():
                    films.add(film, _table(facts))
                document.add(key, films)
            case dict():
                document.add(key, _table(value))
            case (Part(), *_):
                tables = tomlkit.aot()
                for facts in value:
                    tables.append(_table(facts))
                document.add(key, tables)
            case _:
                document.add(key, _item(value))
    return tomlkit.dumps(document)


def _fields(part: Part) -> dict[str, Any]:
    """Return what a part says, by the keys of the format."""
    found = {}
    for field in msgspec.structs.fields(type(part)):
        value = getattr(part, field.name)
        if value and value != field.default:
            found[field.encode_name] = value
    return found


def _table(facts: Part | Mapping[str, Any]) -> Table:
    table = tomlkit.table()
    for key, value in (_fields(facts) if isinstance(facts, Part) else facts).items():
        table.add(key, _item(value))
    return table


def _item(value: Any) -> Item:
    if isinstance(value, PartialDate) and value.is_full:
        return tomlkit.item(value.first_day())
    if isinstance(value, tuple):
        array = tomlkit.array()
        array.extend(item if isinstance(item, int) else str(item) for item in value)
        return array.multiline(len(array.as_string()) > _LONGEST_LINE)
    if isinstance(value, int | datetime.date):
        return tomlkit.item(value)
    return tomlkit.string(str(value))
