"""Migrations that stand for real ones: the model knows nothing of what they change."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest

from watchlist.store import migrations
from watchlist.store.migrations import Migration
from watchlist.store.tables import RECORD_TYPES

TABLES: Final = frozenset({*RECORD_TYPES, "shelves"})


def _with_caption(table: str, number: str, document: dict[str, Any]) -> dict[str, Any]:
    """Add a field that another version of the record has another value of; rename one."""
    name = document.get("title", document.get("name", document.get("kind")))
    if not isinstance(name, str):
        return document
    renamed = {"rack" if field == "shelf" else field: document[field] for field in document}
    return {"caption": f"{table} {number} {name}", **renamed}


def _with_mark(table: str, number: str, document: dict[str, Any]) -> dict[str, Any]:
    """Add a field that all versions of the record have the same value of, unless it is there."""
    mark = {} if "mark" in document else {"mark": f"{table} {number}"}
    return {**document, **mark} if mark else document


CAPTIONS: Final = Migration(TABLES, _with_caption)
MARKS: Final = Migration(TABLES, _with_mark)


@contextmanager
def newer_program(*added: Migration) -> Iterator[None]:
    """Let the program be one that has more migrations."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, *added))
        yield
