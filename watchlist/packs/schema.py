"""The format of packs as a JSON Schema, for editors that complete and check TOML."""

from __future__ import annotations

from typing import Any

import msgspec

from watchlist.dates import PartialDate, StoryDate
from watchlist.packs.model import FilmKey, Pack


def schema() -> str:
    """Return the schema as JSON."""
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A franchise pack of watchlist",
        **msgspec.json.schema(Pack, schema_hook=_describe),
    }
    tables = document["$defs"]["Pack"]["properties"]
    tables["films"] = _with_keys(tables["films"])
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n"


def _with_keys(table: dict[str, Any]) -> dict[str, Any]:
    """Say of a table what its keys look like, which msgspec does from 0.22 on only."""
    names = {name: said for name, said in msgspec.json.schema(FilmKey).items() if name != "type"}
    return {"type": table["type"], "propertyNames": names, **table}


def _describe(described: type) -> dict[str, Any]:
    """Describe the types of values that JSON Schema has no word for; TOML dates count as text."""
    if described is PartialDate:
        return {"type": "string", "pattern": r"^(TBA|\d{4}(-\d{2}(-\d{2})?)?)$"}
    if described is StoryDate:
        return {"type": "string", "minLength": 1}
    raise NotImplementedError
